"""How far apart pixels lie, and which attribute says so: PS3.3 10.7.1.3 and C.8.5.5."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from launcher.frozen import frozen
from viewer.pixels.attributes import FrameAttributes

if TYPE_CHECKING:
    from viewer.pixels.description import FrameDescription

Pair = tuple[float, float]
"""Between rows and between columns, that is vertical first."""

PREFERRED = "PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing"
"""In the patient, else at the detector, else as scanned."""

REGIONS = "SequenceOfUltrasoundRegions"
CENTIMETRES = 3  # Physical Units X and Y Direction
LOW_PRIORITY = 1  # Region Flags: another region decides where both lie


@frozen
class UltrasoundRegion:
    """A part of an ultrasound picture with a scale of its own.

    The bounds are its first and last column and row, from 0. ``pixel_spacing_mm`` is ``None`` where an axis is no
    length, as in a Doppler spectrum.
    """

    left: int
    top: int
    right: int
    bottom: int
    pixel_spacing_mm: Pair | None

    def holds(self, column: float, row: float) -> bool:
        """Whether a place, in image coordinates with (0, 0) the upper left edge, lies in it."""
        return self.left <= column <= self.right + 1 and self.top <= row <= self.bottom + 1

    @property
    def corners(self) -> tuple[Pair, Pair]:
        """The upper left and the lower right one, in image coordinates."""
        return (self.left, self.top), (self.right + 1, self.bottom + 1)

    def meets(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether it has anything of a rectangle in image coordinates."""
        return self.left < right and left < self.right + 1 and self.top < bottom and top < self.bottom + 1


def read_spacing(attributes: FrameAttributes) -> dict[str, Any]:
    """The fields of a ``FrameDescription`` that tell distances and the shape of pixels."""
    found = ((keyword, read_pair(attributes.numbers(keyword))) for keyword in PREFERRED)
    keyword, spacing = next(((keyword, pair) for keyword, pair in found if pair), ("", None))
    regions = tuple(_regions(attributes))
    return {
        "pixel_spacing_mm": spacing,
        "pixel_aspect_ratio": read_pair(attributes.numbers("PixelAspectRatio")) or (1.0, 1.0),
        "spacing_attribute": REGIONS if regions else attributes.group(keyword) or keyword,
        "ultrasound_regions": regions,
    }


def spacing_for(description: FrameDescription, places: Iterable[Pair]) -> Pair | None:
    """The spacing in mm that measures distances between ``places``; ``None`` if only pixels can be counted.

    Parameters
    ----------
    places
        Columns and rows in image coordinates, (0, 0) being the upper left edge of the image. In ultrasound all of
        them must lie in one region, whose own scale holds there.
    """
    if description.spacing_attribute != REGIONS:
        return description.pixel_spacing_mm
    there = list(places)
    shared = (region for region in description.ultrasound_regions if all(region.holds(*place) for place in there))
    region = next(shared, None)
    return region.pixel_spacing_mm if region is not None else None


def read_pair(numbers: Sequence[float]) -> Pair | None:
    """The first two of ``numbers``, if they are lengths."""
    return (numbers[0], numbers[1]) if len(numbers) >= 2 and min(numbers[:2]) > 0 else None


def _regions(attributes: FrameAttributes) -> Iterator[UltrasoundRegion]:
    """Those that decide first; those without all four bounds are left out."""
    items = [FrameAttributes(item) for item in attributes.items(REGIONS)]
    for item in sorted(items, key=lambda item: item.integer("RegionFlags", 0) & LOW_PRIORITY):
        keywords = [f"RegionLocation{end}" for end in ("MinX0", "MinY0", "MaxX1", "MaxY1")]
        bounds = [item.integer(keyword, -1) for keyword in keywords]
        if min(bounds) >= 0:
            yield UltrasoundRegion(bounds[0], bounds[1], bounds[2], bounds[3], _region_spacing(item))


def _region_spacing(item: FrameAttributes) -> Pair | None:
    units = {item.integer(f"PhysicalUnits{axis}Direction", 0) for axis in "XY"}
    deltas = [abs(item.number(f"PhysicalDelta{axis}") or 0.0) * 10.0 for axis in "YX"]
    return read_pair(deltas) if units == {CENTIMETRES} else None
