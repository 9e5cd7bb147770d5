"""The frames of a stack, as one scrolls through them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from launcher.frozen import frozen
from launcher.references import Instance, kind_of
from viewer.model.planes import Plane, Slice, plane_of
from viewer.model.values import numbers, seconds

Rule = Literal[
    "InstanceNumber",
    "ImagePositionPatient",
    "SliceLocation",
    "AcquisitionTime",
    "ContentTime",
    "DiffusionBValue",
    "SOPInstanceUID",
    "InStackPositionNumber",
    "DimensionIndexValues",
    "FrameNumber",
]
"""The attribute that decided the order."""

SMALLEST_FRAME = 8  # bytes of a file that one frame takes at least: the header of its item


@frozen
class FramePlace:
    """What an enhanced multi-frame image says of one of its frames, PS3.3 C.7.6.16.2: plane, stack, dimensions."""

    image_position_patient: tuple[float, ...] = ()
    image_orientation_patient: tuple[float, ...] = ()
    stack_id: str = ""
    in_stack_position_number: int | None = None
    dimension_index_values: tuple[int, ...] = ()
    temporal_position_index: int | None = None
    pixel_spacing_mm: tuple[float, ...] = ()


@frozen
class FrameRef:
    """One frame: its instance, its place in the file, counted from 0, and its own place in space, once it is known."""

    instance: Instance
    frame_index: int = 0
    place: FramePlace | None = None

    @property
    def key(self) -> tuple[str, int]:
        """What stays the same when the instance's record is renewed."""
        return self.instance.sop_instance_uid, self.frame_index

    @property
    def address(self) -> tuple[str, int]:
        """Where its pixels are: file, and place in it."""
        return self.instance.path, self.frame_index

    @cached_property
    def plane(self) -> Plane | None:
        """Where it lies in the patient; ``None`` if nobody knows."""
        said = self.place or self.instance
        return plane_of(said.image_position_patient, said.image_orientation_patient)

    @cached_property
    def slice(self) -> Slice | None:
        """Where it lies and how far it reaches; ``None`` if nobody knows."""
        said = self.place.pixel_spacing_mm if self.place is not None else ()
        spacing = said or numbers(self.instance.detail("PixelSpacing"))
        if self.plane is None or len(spacing) != 2 or min(spacing) <= 0:
            return None
        return Slice(self.plane, self.instance.rows, self.instance.columns, (spacing[0], spacing[1]))

    @cached_property
    def number_key(self) -> tuple[bool, int, float, float, tuple[tuple[int, str], ...], int]:
        """For sorting: Instance Number, then time, then UID number by number, then place in the file."""
        instance = self.instance
        number = instance.instance_number
        times = seconds(instance.acquisition_time), seconds(instance.content_time)
        components = tuple((len(part), part) for part in instance.sop_instance_uid.split("."))  # 9 before 10
        return number is None, number or 0, *times, components, self.frame_index


@frozen
class Stack:
    """Frames in order, the attribute that ordered them, and how many of them lie at one position, if several do."""

    frames: tuple[FrameRef, ...] = ()
    rule: Rule = "InstanceNumber"
    phases: int = 1

    def __len__(self) -> int:
        return len(self.frames)

    def position_of(self, frame: FrameRef) -> int | None:
        """Where a frame stands, from 0; ``None`` if it is not in this stack."""
        return self._positions.get(frame.key)

    @cached_property
    def _positions(self) -> dict[tuple[str, int], int]:
        return {frame.key: position for position, frame in enumerate(self.frames)}


def frames_of(instance: Instance, places: Sequence[FramePlace] = ()) -> tuple[FrameRef, ...]:
    """The frames of an instance as they lie in the file; ``places`` is what it says of each, if it has been read."""
    count = frame_count(instance)
    return tuple(FrameRef(instance, index, places[index] if index < len(places) else None) for index in range(count))


def frame_count(instance: Instance) -> int:
    """Number of Frames as far as the file has room for them: a header may claim millions; a document is one."""
    if instance.number_of_frames <= 1 or kind_of(instance.sop_class_uid, "") not in ("image", "video"):
        return 1
    room = instance.size // SMALLEST_FRAME if instance.size else 1
    return max(1, min(instance.number_of_frames, room))
