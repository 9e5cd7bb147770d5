"""What other objects draw over an image: areas, lines and words, in the image's own coordinates.

Coordinates are columns and rows from the upper left edge of the image, as ``Affine`` takes them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np

from launcher.frozen import frozen
from viewer.documents.colours import Rgb
from viewer.model.geometry import Affine
from viewer.model.planes import Slice, Vector

Point = tuple[float, float]

SIDES: Final = 72
"""Of the polygon that an ellipse is drawn as."""


@dataclass(frozen=True, eq=False)
class Area:
    """``cover`` is how much of each pixel belongs to it, uint8, (rows, columns); ``to_image`` places it."""

    cover: np.ndarray = field(repr=False)
    to_image: Affine
    rgb: Rgb
    opacity: float = 1.0


@frozen
class Path:
    """A line through points; a single point is a small cross."""

    points: tuple[Point, ...]
    rgb: Rgb
    is_closed: bool = False
    is_filled: bool = False


@frozen
class Words:
    """Text in a box whose corners are given, or beside an anchor."""

    text: str
    box: tuple[Point, Point] | None
    anchor: Point | None
    rgb: Rgb
    side: Literal["LEFT", "CENTER", "RIGHT"] = "LEFT"
    is_tied: bool = False  # a line leads from the box to the anchor


Shape = Area | Path | Words


def ellipse(major: tuple[Point, Point], minor: tuple[Point, Point]) -> tuple[Point, ...]:
    """The outline of an ellipse from the ends of its axes."""
    x, y = ((a + b) / 2 for a, b in zip(*major, strict=True))
    u = (major[1][0] - major[0][0]) / 2, (major[1][1] - major[0][1]) / 2
    v = (minor[1][0] - minor[0][0]) / 2, (minor[1][1] - minor[0][1]) / 2
    angles = (2 * math.pi * side / SIDES for side in range(SIDES))
    turns = [(math.cos(angle), math.sin(angle)) for angle in angles]
    return tuple((x + c * u[0] + s * v[0], y + c * u[1] + s * v[1]) for c, s in turns)


def circle(centre: Point, edge: Point) -> tuple[Point, ...]:
    """The outline of a circle from its centre and a point on it."""
    radius = math.dist(centre, edge)
    (x, y), across = centre, radius
    return ellipse(((x - across, y), (x + across, y)), ((x, y - across), (x, y + across)))


def curve(points: Sequence[Point], steps: int = 12) -> tuple[Point, ...]:
    """A smooth line through points (Catmull and Rom's)."""
    if len(points) < 3:
        return tuple(points)
    known = [points[0], *points, points[-1]]
    found = [
        _between(known[place : place + 4], step / steps) for place in range(len(points) - 1) for step in range(steps)
    ]
    return (*found, points[-1])


def _between(four: Sequence[Point], t: float) -> Point:
    weights = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, -(t**2) + t**3)
    x, y = (sum(w * p[axis] for w, p in zip(weights, four, strict=True)) / 2 for axis in (0, 1))
    return x, y


def projected(source: Slice, target: Slice) -> Affine:
    """From the pixel coordinates of one slice to those of another that is parallel to it."""
    down, across = source.spacing_mm
    corners: list[Vector] = [source.plane.at((x - 0.5) * across, (y - 0.5) * down) for x, y in ((0, 0), (1, 0), (0, 1))]
    (x0, y0), (x1, y1), (x2, y2) = (target.image_point(corner) for corner in corners)
    return Affine(x1 - x0, y1 - y0, x2 - x0, y2 - y0, x0, y0)
