"""The frames of a series in the order in which one scrolls through them.

Instance Number is what users know from other viewers and from the paper list, so it leads wherever it makes sense in
space. Where the patient's geometry says that it jumps back and forth, the position along the normal leads instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from launcher.references import Instance

Rule = Literal["InstanceNumber", "ImagePositionPatient", "AcquisitionTime", "SOPInstanceUID"]
"""The attribute that decided the order."""

ORIENTATION_TOLERANCE = 0.01  # per direction cosine
POSITION_TOLERANCE_MM = 0.01
_TIME = re.compile(r"(\d\d):?(\d\d)?:?(\d\d(?:\.\d*)?)?", re.ASCII)
SMALLEST_FRAME = 8  # bytes of a file that one frame takes at least: the header of its item


@dataclass(frozen=True)
class FrameRef:
    """One frame: its instance, and its place in the file, counted from 0."""

    instance: Instance
    frame_index: int = 0

    @property
    def key(self) -> tuple[str, int]:
        """What stays the same when the instance's record is renewed."""
        return self.instance.sop_instance_uid, self.frame_index


@dataclass(frozen=True)
class Stack:
    """Frames in order, and the attribute that ordered their instances."""

    frames: tuple[FrameRef, ...] = ()
    rule: Rule = "InstanceNumber"

    def __len__(self) -> int:
        return len(self.frames)

    def position_of(self, frame: FrameRef) -> int | None:
        """Where a frame stands, from 0; ``None`` if it is not in this stack."""
        return self._positions.get(frame.key)

    @cached_property
    def _positions(self) -> dict[tuple[str, int], int]:
        return {frame.key: position for position, frame in enumerate(self.frames)}


def stacked(instances: Iterable[Instance]) -> Stack:
    """Order the frames of ``instances``; those of one multi-frame instance stay together, as they are."""
    by_number = sorted(instances, key=_number_key)
    ordered, rule = by_number, _deciding_attribute(by_number)
    distances = _distances(by_number)
    if distances and (rule != "InstanceNumber" or not _one_way(distances)):
        places = sorted(range(len(by_number)), key=lambda place: (distances[place], place))
        ordered, rule = [by_number[place] for place in places], "ImagePositionPatient"
    frames = (FrameRef(instance, index) for instance in ordered for index in range(frame_count(instance)))
    return Stack(tuple(frames), rule)


def seconds(time: str) -> float:
    """A DICOM time (PS3.5 6.2, TM; HHMMSS.FFFFFF, cut anywhere) as seconds of the day; infinite if it is none."""
    found = _TIME.match(time.strip())
    if found is None:
        return float("inf")
    hours, minutes, rest = (float(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest


def _number_key(instance: Instance) -> tuple[bool, int, float, float, tuple[tuple[int, str], ...]]:
    number = instance.instance_number
    times = seconds(instance.acquisition_time), seconds(instance.content_time)
    components = tuple((len(part), part) for part in instance.sop_instance_uid.split("."))  # 9 before 10
    return number is None, number or 0, *times, components


def _deciding_attribute(instances: Sequence[Instance]) -> Rule:
    """What told neighbours apart in the order of ``_number_key``."""
    keys = [_number_key(instance) for instance in instances]
    if all(before[:2] != after[:2] for before, after in pairwise(keys)):
        return "InstanceNumber"
    return "AcquisitionTime" if all(a[:4] != b[:4] for a, b in pairwise(keys)) else "SOPInstanceUID"


def _distances(instances: Sequence[Instance]) -> list[float]:
    """Positions along the common normal, mm, PS3.3 C.7.6.2.1.1; empty unless every orientation is given and agrees.

    The normal points to where its dominant axis grows (left, back, head), so that up is up in every series.
    """
    if len(instances) < 2 or not all(_has_geometry(instance) for instance in instances):
        return []
    first = instances[0].image_orientation_patient
    for instance in instances:
        if any(
            abs(a - b) > ORIENTATION_TOLERANCE for a, b in zip(first, instance.image_orientation_patient, strict=True)
        ):
            return []
    normal = _normal(first)
    distances = [
        sum(a * b for a, b in zip(normal, instance.image_position_patient, strict=True)) for instance in instances
    ]
    return distances if max(distances) - min(distances) > POSITION_TOLERANCE_MM else []


def _has_geometry(instance: Instance) -> bool:
    values = instance.image_position_patient + instance.image_orientation_patient
    return len(instance.image_position_patient) == 3 and len(values) == 9 and all(abs(v) < 1e6 for v in values)


def _normal(orientation: Sequence[float]) -> tuple[float, float, float]:
    a, b, c, d, e, f = orientation
    normal = b * f - c * e, c * d - a * f, a * e - b * d
    sign = -1.0 if max(normal, key=abs) < 0 else 1.0
    return normal[0] * sign, normal[1] * sign, normal[2] * sign


def _one_way(distances: Sequence[float]) -> bool:
    steps = [after - before for before, after in pairwise(distances)]
    return min(steps) >= -POSITION_TOLERANCE_MM or max(steps) <= POSITION_TOLERANCE_MM


def frame_count(instance: Instance) -> int:
    """Number of Frames as far as the file has room for them: a header may claim millions."""
    room = instance.size // SMALLEST_FRAME if instance.size else 1
    return max(1, min(instance.number_of_frames, room))
