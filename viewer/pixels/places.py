"""Where the frames of an enhanced multi-frame image lie, by their functional groups, PS3.3 C.7.6.16.2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from viewer.model.stack import FramePlace
from viewer.pixels.attributes import FrameAttributes

if TYPE_CHECKING:
    from pydicom import Dataset


def frame_places(dataset: Dataset) -> tuple[FramePlace, ...]:
    """One for each item of the Per-Frame Functional Groups Sequence; empty if the image is not enhanced."""
    count = len(FrameAttributes(dataset).items("PerFrameFunctionalGroupsSequence"))
    return tuple(_place(FrameAttributes(dataset, index)) for index in range(count))


def _place(frame: FrameAttributes) -> FramePlace:
    return FramePlace(
        tuple(frame.numbers("ImagePositionPatient")),
        tuple(frame.numbers("ImageOrientationPatient")),
        frame.text("StackID"),
        _counted(frame.number("InStackPositionNumber")),
        tuple(int(number) for number in frame.numbers("DimensionIndexValues")),
        _counted(frame.number("TemporalPositionIndex")),
        tuple(frame.numbers("PixelSpacing")),
    )


def _counted(number: Any) -> int | None:
    return None if number is None else int(number)
