"""What of a series belongs into one stack: images that one may scroll through, or measure across, as one.

The rules are those that users know from Weasis, with numbers compared as numbers, and orientations with a tolerance: a
localiser of three planes falls into three stacks, a pair that is slightly oblique does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from launcher.frozen import frozen
from launcher.references import Instance, kind_of
from viewer.model.planes import Plane
from viewer.model.stack import FramePlace, FrameRef, Stack, frames_of
from viewer.model.values import first_number
from viewer.names import joined
from viewer.words import tr

Trait = tuple[object, ...]
"""Images of one stack have the same."""

_EVERYWHERE: Final = ("ContrastBolusAgent",)
_BY_MODALITY: Final[dict[str, tuple[str, ...]]] = {
    "CT": ("ConvolutionKernel", "GantryDetectorTilt"),
    "PT": ("ConvolutionKernel", "GantryDetectorTilt"),
    "MR": ("ScanningSequence", "SequenceVariant", "ScanOptions", "RepetitionTime", "EchoTime", "FlipAngle"),
}
_NUMBERS: Final = frozenset(("GantryDetectorTilt", "RepetitionTime", "EchoTime", "FlipAngle"))
_BY_PLANE: Final = ("CT", "MR")
"""Modalities whose images are told apart by the orientation of their planes."""

_DIGITS: Final = 3
MOST_PLANES: Final = 6
"""With more orientations than these, as around an axis, images stay together."""


@frozen
class Member:
    """An instance's frames, and what must be equal for others to stand beside them."""

    frames: tuple[FrameRef, ...]
    trait: Trait
    by_plane: bool


def member(instance: Instance, modality: str, places: Sequence[FramePlace] = ()) -> Member:
    """An instance of a series of that modality; ``places`` is what it says of its frames, if it has been read."""
    single = instance.number_of_frames <= 1
    by_plane = single and modality in _BY_PLANE and "PROJECTION" not in instance.image_type.upper()
    return Member(frames_of(instance, places), _trait(instance, modality), by_plane)


def _trait(instance: Instance, modality: str) -> Trait:
    if instance.number_of_frames > 1:
        return (instance.detail("ConcatenationUID") or instance.sop_instance_uid,)
    compared = (*_EVERYWHERE, *_BY_MODALITY.get(modality, ()))
    return (
        kind_of(instance.sop_class_uid, modality),
        instance.sop_class_uid,
        (instance.rows, instance.columns),
        instance.detail("SamplesPerPixel"),
        instance.detail("PhotometricInterpretation").startswith("MONOCHROME"),
        "\\".join(part.strip() for part in instance.image_type.upper().split("\\")),
        *(_comparable(keyword, instance.detail(keyword)) for keyword in compared),
    )


def _comparable(keyword: str, text: str) -> object:
    value = first_number(text) if keyword in _NUMBERS else None
    return text.strip() if value is None else round(value, _DIGITS)


def split(members: Iterable[Member]) -> list[list[FrameRef]]:
    """The frames of each stack; stacks stand in the order of their lowest Instance Numbers."""
    by_trait: dict[Trait, list[Member]] = defaultdict(list)
    for found in members:
        by_trait[found.trait].append(found)
    groups = [group for alike in by_trait.values() for group in _by_plane(alike)]
    return sorted(groups, key=lambda group: min(frame.number_key for frame in group))


def _by_plane(members: list[Member]) -> list[list[FrameRef]]:
    frames = [frame for found in members for frame in found.frames]
    if not all(found.by_plane for found in members) or _is_parallel(frames):
        return [frames]
    groups: list[tuple[Plane | None, list[FrameRef]]] = []
    for frame in sorted(frames, key=lambda frame: frame.number_key):
        fitting = next((group for plane, group in groups if _agree(plane, frame.plane)), None)
        if fitting is not None:
            fitting.append(frame)
        elif len(groups) == MOST_PLANES:
            return [frames]
        else:
            groups.append((frame.plane, [frame]))
    return [group for _, group in groups]


def _is_parallel(frames: Sequence[FrameRef]) -> bool:
    first = frames[0].plane
    return all(_agree(first, frame.plane) for frame in frames)


def _agree(a: Plane | None, b: Plane | None) -> bool:
    return a is b or (a is not None and b is not None and a.agrees_with(b))


# --- in words -------------------------------------------------------------------------------------------------------

_WORDS: Final = {
    "ConvolutionKernel": "{}",
    "EchoTime": "TE {}",
    "RepetitionTime": "TR {}",
    "FlipAngle": tr("flip angle") + " {}",
    "GantryDetectorTilt": tr("tilt") + " {}",
    "ContrastBolusAgent": "{}",
}
_CARDINAL: Final = 0.8  # cosine, from which on a plane has the name of a cardinal one
_MOST_WORDS: Final = 2


def names(stacks: Sequence[Stack]) -> list[str]:
    """What sets each stack of a series apart from its siblings: ``sagittal``, ``TE 80``, ``2 of 3`` at the least."""
    words = [_words(stack.frames[0]) for stack in stacks]
    telling = [column for column in range(len(words[0])) if len({row[column] for row in words}) > 1] if words else []
    named = [", ".join([row[column] for column in telling if row[column]][:_MOST_WORDS]) for row in words]
    if len(set(named)) == len(named) and all(named):
        return named
    return [
        joined(", ", tr("{number} of {count}", number=number, count=len(named)), name)
        for number, name in enumerate(named, start=1)
    ]


def _words(frame: FrameRef) -> tuple[str, ...]:
    instance = frame.instance
    details = ((pattern, instance.detail(keyword).strip()) for keyword, pattern in _WORDS.items())
    parts = [part.strip() for part in instance.image_type.split("\\")[2:]]
    return (
        _plane_name(frame.plane),
        *(pattern.format(_short(text)) if text else "" for pattern, text in details),
        " ".join(part for part in parts if part and not part.isdigit()).lower(),
        f"{instance.columns} × {instance.rows}",
    )


def _short(text: str) -> str:
    value = first_number(text)
    return text if value is None else f"{value:.4g}"


def _plane_name(plane: Plane | None) -> str:
    if plane is None:
        return ""
    strongest = max(range(3), key=lambda part: plane.axis[part])
    cardinal = (tr("sagittal"), tr("coronal"), tr("axial"))[strongest]
    return cardinal if plane.axis[strongest] >= _CARDINAL else tr("oblique")
