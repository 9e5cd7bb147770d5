"""What a presentation state subtracts from which frames: PS3.3 C.11.13, and C.11.19 and C.11.21 for XA and XRF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from launcher.frozen import frozen
from viewer.documents.coded import items, scope_of
from viewer.documents.selection import Scope
from viewer.pixels.attributes import FrameAttributes as Attributes
from viewer.pixels.luts import Lut, read_luts
from viewer.pixels.subtraction import Shift, Subtraction, ranges, read_shift, read_subtraction

if TYPE_CHECKING:
    from pydicom import Dataset

T = TypeVar("T")

MOST_REGIONS: Final = 32
"""Regions of a mask with a shift of their own."""


@frozen
class Frames:
    """Some frames of some images; ``ranges`` of frame numbers hold both of their ends, none is all frames."""

    scope: Scope
    ranges: tuple[tuple[int, int], ...] = ()

    def covers(self, uid: str, frame_index: int) -> bool:
        """Whether a frame is one of them."""
        named = not self.ranges or any(first <= frame_index + 1 <= last for first, last in self.ranges)
        return named and self.scope.covers(uid, frame_index)


@dataclass(frozen=True, eq=False)
class Masking:
    """All of it; the numbers are those of the Subtraction Item ID, which pairs subtractions with shifts."""

    subtractions: tuple[tuple[Frames, tuple[int, Subtraction]], ...] = ()
    shifts: tuple[tuple[Frames, tuple[int, tuple[Shift, ...]]], ...] = ()
    weights: tuple[tuple[Frames, float], ...] = ()
    tables: tuple[tuple[Frames, Lut], ...] = ()

    def subtraction(self, uid: str, frame_index: int) -> Subtraction | None:
        """What is subtracted from a frame; ``None`` if it is shown as it is."""
        weight = next(_for(self.weights, uid, frame_index), 1.0)
        number, found = next(_for(self.subtractions, uid, frame_index), (0, None))
        if found is None or weight == 0:
            return None
        own = (shifts for paired, shifts in _for(self.shifts, uid, frame_index) if paired == number)
        return replace(found, shifts=next(own, found.shifts), weight=weight)

    def table(self, uid: str, frame_index: int) -> Lut | None:
        """What makes a frame's values logarithms of the intensity, as they must be to be subtracted."""
        return next(_for(self.tables, uid, frame_index), None)


def read_masking(dataset: Dataset) -> Masking:
    """What a state says of masks."""
    is_native = Attributes(dataset).text("RecommendedViewingMode") == "NAT"
    return Masking(
        () if is_native else tuple(_read(dataset, "MaskSubtractionSequence", "ApplicableFrameRange", _numbered)),
        tuple(_read(dataset, "PixelShiftSequence", "PixelShiftFrameRange", _shifts)),
        tuple(_weights(dataset)),
        tuple(_read(dataset, "PixelIntensityRelationshipLUTSequence", "LUTFrameRange", _table)),
    )


def _for(rows: tuple[tuple[Frames, T], ...], uid: str, frame_index: int) -> Iterator[T]:
    return (said for frames, said in rows if frames.covers(uid, frame_index))


def _read(
    dataset: Dataset, sequence: str, range_keyword: str, read: Callable[[Dataset], T | None]
) -> Iterator[tuple[Frames, T]]:
    for item in items(dataset, sequence):
        if (found := read(item)) is not None:
            yield Frames(scope_of(item), ranges(Attributes(item).numbers(range_keyword))), found


def _number(item: Dataset) -> int:
    return Attributes(item).integer("SubtractionItemID", 0)


def _numbered(item: Dataset) -> tuple[int, Subtraction] | None:
    found = read_subtraction(Attributes(item))
    return (_number(item), found) if found is not None else None


def _shifts(item: Dataset) -> tuple[int, tuple[Shift, ...]]:
    regions = islice(items(item, "RegionPixelShiftSequence"), MOST_REGIONS)
    found = (read_shift(Attributes(region)) for region in regions)
    return _number(item), tuple(shift for shift in found if shift is not None)


def _weights(dataset: Dataset) -> Iterator[tuple[Frames, float]]:
    """How much of the mask is taken off, by the ranges of frames as they are to be played."""
    for frames, part in _played(dataset):
        visible = 100.0 if part.text("RecommendedViewingMode") == "NAT" else part.number("MaskVisibilityPercentage")
        yield frames, 1 - min(max(visible or 0.0, 0.0), 100.0) / 100


def _played(dataset: Dataset) -> Iterator[tuple[Frames, Attributes]]:
    """What is said of each range of frames, as they are to be played."""
    for item in items(dataset, "MultiFramePresentationSequence"):
        for part in map(Attributes, items(item, "FrameDisplaySequence")):
            ends = (part.integer("StartTrim", 1), part.integer("StopTrim", 0))
            yield Frames(scope_of(item), (ends,)), part


def read_enhancement(dataset: Dataset) -> tuple[tuple[Frames, float], ...]:
    """How much the edges of which frames are to be enhanced, in percent of what a display can do.

    It cannot be applied as it was meant: PS3.3 leaves the filter to whoever made the display.
    """
    sequence = items(dataset, "MultiFramePresentationSequence")
    whole = [*((Frames(scope_of(item)), Attributes(item)) for item in sequence), (Frames(Scope()), Attributes(dataset))]
    said = ((frames, part.number("DisplayFilterPercentage")) for frames, part in (*_played(dataset), *whole))
    return tuple((frames, percent) for frames, percent in said if percent is not None)


def _table(item: Dataset) -> Lut | None:
    return next(read_luts((item,), signed=True), None) if Attributes(item).text("LUTFunction") == "TO_LOG" else None
