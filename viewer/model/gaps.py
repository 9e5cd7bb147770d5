"""What is wrong with the positions of a stack: slices that are missing, uneven or sheared, images there twice."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from launcher.frozen import frozen
from viewer.model.order import distances, median, tolerance_mm
from viewer.model.planes import dot, length, subtracted
from viewer.model.stack import FrameRef, Stack
from viewer.model.values import first_number
from viewer.words import tr

MULTIPLE_TOLERANCE: Final = 0.2  # of the usual distance, within which a wider gap is a multiple of it
UNEVEN: Final = 0.1  # of the usual distance
MOST_MISSING: Final = 10  # slices between two others; farther apart they are two blocks
TILT: Final = 0.1  # degrees
SPACING_TOLERANCE: Final = 0.05  # of the spacing that the file claims


@frozen
class Gap:
    """So many slices are missing between these two neighbours in space."""

    missing: int
    before: FrameRef
    after: FrameRef


@frozen
class Findings:
    """What was found on the positions in order.

    ``spacing_mm`` is the usual distance of neighbours, ``said_mm`` what the file claims instead, if it does; ``tilt``
    the angle in degrees between the way through the stack and its normal; ``doubled`` the number of images that lie
    where another lies, in a stack that is not four-dimensional throughout.
    """

    spacing_mm: float = 0.0
    said_mm: float = 0.0
    gaps: tuple[Gap, ...] = ()
    uneven: bool = False
    tilt: float = 0.0
    doubled: int = 0


def examined(stack: Stack) -> Findings:
    """Look at the positions of a stack; nothing is found where they are not known."""
    along = distances(stack.frames)
    if len(along) < 2:
        return Findings()
    levels = _levels(stack.frames, along)
    steps = [b - a for (a, _), (b, _) in pairwise(levels)]
    usual = median(steps) if steps else 0.0
    gaps = tuple(_gaps(levels, usual))
    regular = sum(_is_regular(step, usual) for step in steps)
    return Findings(
        usual,
        _claimed(stack.frames[0], usual),
        gaps,
        regular + len(gaps) < len(steps),
        _tilt(levels),
        _doubled([len(frames) for _, frames in levels]),
    )


def _levels(frames: Sequence[FrameRef], along: Sequence[float]) -> list[tuple[float, list[FrameRef]]]:
    """The positions in order, each with what lies there."""
    sorted_frames = sorted(zip(along, range(len(frames)), strict=True))
    near = tolerance_mm([distance for distance, _ in sorted_frames])
    levels: list[tuple[float, list[FrameRef]]] = []
    for distance, place in sorted_frames:
        if not levels or distance - levels[-1][0] >= near:
            levels.append((distance, []))
        levels[-1][1].append(frames[place])
    return levels


def _gaps(levels: Sequence[tuple[float, list[FrameRef]]], usual: float) -> Iterator[Gap]:
    for (here, before), (there, after) in pairwise(levels):
        times = round((there - here) / usual)
        if 2 <= times <= MOST_MISSING + 1 and abs(there - here - times * usual) <= MULTIPLE_TOLERANCE * usual:
            yield Gap(times - 1, before[0], after[0])


def _is_regular(step: float, usual: float) -> bool:
    return abs(step - usual) <= UNEVEN * usual


def _claimed(frame: FrameRef, usual: float) -> float:
    said = first_number(frame.instance.detail("SpacingBetweenSlices")) or 0.0
    return said if usual and abs(abs(said) - usual) > SPACING_TOLERANCE * usual else 0.0


def _tilt(levels: Sequence[tuple[float, list[FrameRef]]]) -> float:
    first, last = levels[0][1][0].plane, levels[-1][1][0].plane
    if first is None or last is None or len(levels) < 2:
        return 0.0
    way = subtracted(last.origin, first.origin)
    angle = math.degrees(math.acos(min(1.0, abs(dot(way, first.axis)) / length(way))))
    return angle if angle > TILT else 0.0


def _doubled(counts: Sequence[int]) -> int:
    usual = sorted(counts)[(len(counts) - 1) // 2]
    return sum(max(0, count - usual) for count in counts)


def told(stack: Stack, findings: Findings) -> tuple[str, ...]:
    """The findings in the user's words, the gravest first."""
    words = [_told_gap(stack, gap) for gap in findings.gaps]
    if findings.doubled:
        one, many = tr("{count} image lies where another one does"), tr("{count} images lie where another one does")
        words.append((one if findings.doubled == 1 else many).format(count=findings.doubled))
    if findings.uneven:
        words.append(tr("The slices are unevenly spaced"))
    if findings.tilt:
        words.append(tr("The slices are sheared by {tilt:.1f}°", tilt=findings.tilt))
    if findings.said_mm:
        words.append(
            tr(
                "Slices lie {spacing_mm:.4g} mm apart, the file says {said_mm:.4g} mm",
                spacing_mm=findings.spacing_mm,
                said_mm=abs(findings.said_mm),
            )
        )
    return tuple(words)


def _told_gap(stack: Stack, gap: Gap) -> str:
    """``2 slices missing between 14 and 17``: by Instance Number where it counts on, else by place in the stack."""
    first, second = gap.before.instance.instance_number, gap.after.instance.instance_number
    if first is not None and second is not None and abs(first - second) == gap.missing + 1:
        first, second = sorted((first, second))
        one = tr("{count} slice missing between {first} and {last}")
        many = tr("{count} slices missing between {first} and {last}")
    else:
        first, second = sorted((stack.position_of(frame) or 0) + 1 for frame in (gap.before, gap.after))
        one = tr("{count} slice missing between images {first} and {last}")
        many = tr("{count} slices missing between images {first} and {last}")
    return (one if gap.missing == 1 else many).format(count=gap.missing, first=first, last=second)
