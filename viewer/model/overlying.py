"""Which of some images lies over another: in the same space, at the same depth, with rows that run the same way."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from viewer.model.planes import Slice, dot, subtracted
from viewer.model.stack import FrameRef

PARALLEL: Final = 1 - 1e-6  # cosine of the angle between their rows, and their columns
NEAREST_MM: Final = 0.5
FARTHEST_MM: Final = 2.5


def overlying(frame: FrameRef, others: Iterable[FrameRef]) -> FrameRef | None:
    """The nearest of them, no farther than half their distance from each other; ``None`` where none lies there."""
    space, target = frame.instance.frame_of_reference_uid, frame.slice
    if target is None or not space:
        return None
    heights = sorted(
        ((_height(other.slice, target), other) for other in others
         if other.instance.frame_of_reference_uid == space and _is_parallel(other.slice, target)),
        key=lambda found: found[0],
    )  # fmt: skip
    gaps = [after[0] - before[0] for before, after in pairwise(heights) if after[0] - before[0] > NEAREST_MM / 10]
    reach = max(NEAREST_MM, min(min(gaps, default=0.0) / 2, FARTHEST_MM))
    height, nearest = min(heights, key=lambda found: abs(found[0]), default=(0.0, None))
    return nearest if abs(height) <= reach else None


def _is_parallel(other: Slice | None, target: Slice) -> bool:
    if other is None:
        return False
    here, there = target.plane, other.plane
    return min(dot(here.row, there.row), dot(here.column, there.column)) >= PARALLEL


def _height(other: Slice | None, target: Slice) -> float:
    assert other is not None
    return dot(subtracted(other.plane.origin, target.plane.origin), target.plane.normal)
