"""What lies under the pointer: a drawing, or one of its handles. In device pixels of the view."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from viewer.model.drawings import Drawn
from viewer.model.geometry import Affine
from viewer.model.measurements import Text
from viewer.model.scale import Point

REACH: Final = 7.0
"""How far the pointer may be off."""


class Picked(NamedTuple):
    """A drawing, and the handle that was hit, if it was one."""

    drawn: Drawn
    handle: int | None = None


def picked(items: Sequence[Drawn], affine: Affine, place: Point, labelled: Iterable[int] = ()) -> Picked | None:
    """What is hit at ``place``: handles before lines, later drawings before earlier ones.

    ``labelled`` are the numbers of drawings whose text is under the pointer: it counts where it is the drawing.
    """
    for drawn in reversed(items):
        for index, handle in enumerate(drawn.shape.handles):
            if math.dist(affine.to_view(*handle), place) <= REACH:
                return Picked(drawn, index)
    texts = set(labelled)
    for drawn in reversed(items):
        lines = [[affine.to_view(*point) for point in line] for line in drawn.shape.lines]
        near = any(_distance(place, a, b) <= REACH for line in lines for a, b in pairwise(line))
        if near or (isinstance(drawn.shape, Text) and drawn.number in texts):
            return Picked(drawn)
    return None


def _distance(place: Point, a: Point, b: Point) -> float:
    """From a place to the straight piece between a and b."""
    x, y = b[0] - a[0], b[1] - a[1]
    length = x * x + y * y
    along = ((place[0] - a[0]) * x + (place[1] - a[1]) * y) / length if length else 0.0
    along = max(0.0, min(along, 1.0))
    return math.dist(place, (a[0] + along * x, a[1] + along * y))
