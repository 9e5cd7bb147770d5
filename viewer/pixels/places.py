"""Where the frames of a multi-frame image lie: by functional groups, PS3.3 C.7.6.16.2, or as planes of an RT dose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from viewer.model.planes import added, plane_of, scaled
from viewer.model.stack import FramePlace
from viewer.pixels.attributes import FrameAttributes

if TYPE_CHECKING:
    from pydicom import Dataset


def frame_places(dataset: Dataset) -> tuple[FramePlace, ...]:
    """One for each frame of an enhanced image or of a dose; empty for any other."""
    shared = FrameAttributes(dataset)
    count = len(shared.items("PerFrameFunctionalGroupsSequence"))
    return tuple(_place(FrameAttributes(dataset, index)) for index in range(count)) or _dose_places(shared)


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


def _dose_places(dose: FrameAttributes) -> tuple[FramePlace, ...]:
    """By the Grid Frame Offset Vector, PS3.3 C.8.8.3.2: offsets from the first plane, or z coordinates."""
    offsets, orientation = dose.numbers("GridFrameOffsetVector"), tuple(dose.numbers("ImageOrientationPatient"))
    first = plane_of(dose.numbers("ImagePositionPatient"), orientation)
    if first is None or not offsets:
        return ()
    way = first.normal if offsets[0] == 0 else (0.0, 0.0, 1.0)
    origins = (added(first.origin, scaled(way, offset - offsets[0])) for offset in offsets)
    return tuple(FramePlace(origin, orientation) for origin in origins)


def _counted(number: Any) -> int | None:
    return None if number is None else int(number)
