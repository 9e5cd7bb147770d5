"""In which order the frames of a stack stand.

Instance Number is what users know from other viewers and from the paper list, so it leads wherever it makes sense in
space. Where the patient's geometry says that it jumps back and forth, the position along the normal leads instead;
several images at one position are a fourth dimension, told apart by time, echo or diffusion weighting. Enhanced
multi-frame images say themselves how their frames stand (PS3.3 C.7.6.16.2), and a film is never taken apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

from launcher.frozen import frozen
from viewer.model.planes import Plane, dot
from viewer.model.stack import FrameRef, Rule, Stack
from viewer.model.values import first_number, seconds
from viewer.words import tr

RULES: Final[dict[Rule, str]] = {
    "InstanceNumber": tr("instance number"),
    "ImagePositionPatient": tr("position"),
    "SliceLocation": tr("slice location"),
    "AcquisitionTime": tr("acquisition time"),
    "ContentTime": tr("content time"),
    "DiffusionBValue": tr("b-value"),
    "SOPInstanceUID": "UID",
    "InStackPositionNumber": tr("position in the stack"),
    "DimensionIndexValues": tr("dimensions"),
    "FrameNumber": tr("frame number"),
}
"""Each rule in the user's words."""

CHOICES: Final[tuple[Rule, ...]] = (
    "InstanceNumber", "ImagePositionPatient", "SliceLocation", "AcquisitionTime", "ContentTime", "DiffusionBValue",
)  # fmt: skip
"""Those that a user may ask for."""

FILMS: Final = ("US", "IVUS", "XA")
"""Modalities whose frames follow each other in time, whatever else is said of them."""

POSITION_TOLERANCE_MM: Final = 0.01
POSITION_TOLERANCE: Final = 0.01  # of the median distance between two positions


@frozen
class Ordering:
    """What a user wants: a rule or, with ``None``, what suits the stack; the other way round; time after position.

    ``by_time`` goes through the whole volume before the next point in time, echo or b-value comes.
    """

    rule: Rule | None = None
    reverse: bool = False
    by_time: bool = False


AUTOMATIC: Final = Ordering()


def ordered(frames: Iterable[FrameRef], modality: str = "", wanted: Ordering = AUTOMATIC) -> Stack:
    """Put frames in order; a rule that the images do not allow gives way to their Instance Numbers."""
    by_number = sorted(frames, key=lambda frame: frame.number_key)
    levels = _levels(by_number)
    phases = _phases(by_number, levels)
    rule = wanted.rule or _suitable(by_number, levels, modality)
    if wanted.by_time and wanted.rule is None and max(phases, default=0):
        rule = "ImagePositionPatient"
    if rule in _BY_POSITION and not levels:
        rule = _deciding(by_number)
    if rule in _BY_POSITION:
        leading, following = (phases, levels) if wanted.by_time else (levels, phases)
        places = sorted(range(len(by_number)), key=lambda place: (leading[place], following[place]))
        found = [by_number[place] for place in places]
    else:
        found = sorted(by_number, key=_KEYS[rule]) if rule in _KEYS else by_number
    return Stack(tuple(found[::-1] if wanted.reverse else found), rule, max(phases, default=0) + 1)


_BY_POSITION: Final = ("ImagePositionPatient", "InStackPositionNumber")


def _value(keyword: str) -> Callable[[FrameRef], float]:
    return lambda frame: _or_last(first_number(frame.instance.detail(keyword)))


def _or_last(value: float | None) -> float:
    return float("inf") if value is None else value


_KEYS: Final[dict[Rule, Callable[[FrameRef], Any]]] = {
    "SliceLocation": _value("SliceLocation"),
    "AcquisitionTime": lambda frame: seconds(frame.instance.acquisition_time),
    "ContentTime": lambda frame: seconds(frame.instance.content_time),
    "DiffusionBValue": _value("DiffusionBValue"),
    "DimensionIndexValues": lambda frame: frame.place.dimension_index_values if frame.place else (),
    "FrameNumber": lambda frame: frame.frame_index,
}


def _suitable(by_number: Sequence[FrameRef], levels: Sequence[int], modality: str) -> Rule:
    """The rule for a user who has not asked for one."""
    if by_number and by_number[0].instance.number_of_frames > 1:
        return _suitable_for_frames(by_number, levels, modality)
    deciding = _deciding(by_number)
    steps = [after - before for before, after in pairwise(levels)]
    one_way = not steps or min(steps) >= 0 or max(steps) <= 0
    leads = len(set(levels)) > 1 and (deciding != "InstanceNumber" or not one_way)
    return "ImagePositionPatient" if leads and modality not in FILMS else deciding


def _suitable_for_frames(frames: Sequence[FrameRef], levels: Sequence[int], modality: str) -> Rule:
    if len({frame.instance.sop_instance_uid for frame in frames}) > 1:
        return "InstanceNumber"  # the parts of a concatenation
    places = [frame.place for frame in frames]
    if modality in FILMS or not all(places):
        return "FrameNumber"
    if _have_stack_positions(frames):
        return "InStackPositionNumber"
    if all(place is not None and place.dimension_index_values for place in places):
        return "DimensionIndexValues"
    return "ImagePositionPatient" if len(set(levels)) > 1 else "FrameNumber"


def _deciding(by_number: Sequence[FrameRef]) -> Rule:
    """What tells neighbours apart in the order of their numbers."""
    pairs = [(a.number_key, b.number_key) for a, b in pairwise(by_number)]
    if all(a[:2] != b[:2] for a, b in pairs):
        return "InstanceNumber"
    return "AcquisitionTime" if all(a[:4] != b[:4] for a, b in pairs) else "SOPInstanceUID"


# --- positions ------------------------------------------------------------------------------------------------------


def distances(frames: Sequence[FrameRef]) -> list[float]:
    """Positions along the common axis, mm; empty unless every orientation is given and agrees."""
    planes = [frame.plane for frame in frames]
    first = planes[0] if planes else None
    if first is None or not all(plane is not None and first.agrees_with(plane) for plane in planes):
        return []
    return [dot(first.axis, plane.origin) for plane in planes if isinstance(plane, Plane)]


def median(values: Sequence[float]) -> float:
    """As ``statistics.median``; the import of that module is felt when the window opens."""
    ordered, middle = sorted(values), len(values) // 2
    return (ordered[middle] + ordered[~middle]) / 2


def tolerance_mm(sorted_distances: Sequence[float]) -> float:
    """How far apart two images may lie and still be at one position."""
    steps = [b - a for a, b in pairwise(sorted_distances) if b - a > POSITION_TOLERANCE_MM]
    return max(POSITION_TOLERANCE_MM, POSITION_TOLERANCE * median(steps) if steps else 0.0)


def _levels(frames: Sequence[FrameRef]) -> list[int]:
    """At which position each frame lies, positions counted from 0; empty if that cannot be said."""
    if _have_stack_positions(frames):
        return _ranks([(f.place.stack_id, f.place.in_stack_position_number) for f in frames if f.place is not None])
    along = distances(frames)
    sorted_distances = sorted(along)
    near, begin, level = tolerance_mm(sorted_distances), float("-inf"), -1
    found: dict[float, int] = {}
    for distance in sorted_distances:
        if distance - begin >= near:
            begin, level = distance, level + 1
        found[distance] = level
    return [found[distance] for distance in along]


def _have_stack_positions(frames: Sequence[FrameRef]) -> bool:
    return bool(frames) and all(f.place is not None and f.place.in_stack_position_number is not None for f in frames)


def _ranks(keys: Sequence[Any]) -> list[int]:
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return [ranks[key] for key in keys]


# --- several images at one position ---------------------------------------------------------------------------------


def _phases(frames: Sequence[FrameRef], levels: Sequence[int]) -> list[int]:
    """Which one, from 0, each frame is among those at its position; all are the first where positions are not known."""
    if len(set(levels)) == len(levels):
        return [0] * len(frames)
    at_level: dict[int, list[int]] = defaultdict(list)
    for place, level in enumerate(levels):
        at_level[level].append(place)
    ranks = [0] * len(frames)
    for places in at_level.values():
        for rank, place in enumerate(sorted(places, key=lambda place: (_phase_key(frames[place]), place))):
            ranks[place] = rank
    return ranks


def _phase_key(frame: FrameRef) -> tuple[Any, ...]:
    """What tells apart images of one position: time, diffusion weighting, echo, acquisition."""
    instance, place = frame.instance, frame.place
    moment = instance.detail("AcquisitionDateTime") or instance.detail("AcquisitionDate") + instance.acquisition_time
    temporal = place.temporal_position_index if place is not None else None
    return (
        _or_last(temporal if temporal is not None else first_number(instance.detail("TemporalPositionIdentifier"))),
        *(_or_last(first_number(instance.detail(keyword))) for keyword in _PHASE_DETAILS),
        moment[:8],
        seconds(moment[8:]),
        seconds(instance.content_time),
        place.dimension_index_values if place is not None else (),
    )


_PHASE_DETAILS: Final = ("TriggerTime", "DiffusionBValue", "EchoNumbers", "EchoTime", "AcquisitionNumber")
