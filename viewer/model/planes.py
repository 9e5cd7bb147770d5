"""Where images lie in the patient: planes, what is between them and where one cuts another, PS3.3 C.7.6.2.1.1.

Lengths are millimetres in the patient's coordinates: x grows to the left, y to the back, z to the head.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from itertools import combinations

from launcher.frozen import frozen

ORIENTATION_TOLERANCE = 0.01  # per direction cosine
FARTHEST = 1e6  # mm; what claims to lie beyond has no place
LEAST_SINE = 0.5  # between rows and columns, which should stand at right angles
PARALLEL = 1e-6  # sine of the angle between planes that never meet

Vector = tuple[float, float, float]
Point = tuple[float, float]


@frozen
class Plane:
    """``origin`` is the centre of the first pixel, ``row`` the unit vector along a row, ``column`` down a column."""

    origin: Vector
    row: Vector
    column: Vector

    @cached_property
    def normal(self) -> Vector:
        """The unit vector upon the plane, row × column."""
        return unit(cross(self.row, self.column))

    @cached_property
    def axis(self) -> Vector:
        """The normal, pointing where its strongest part grows: to the left, the back or the head."""
        return scaled(self.normal, -1.0) if max(self.normal, key=abs) < 0 else self.normal

    def agrees_with(self, other: Plane) -> bool:
        """Whether rows and columns run the same way."""
        pairs = zip(self.row + self.column, other.row + other.column, strict=True)
        return all(abs(a - b) <= ORIENTATION_TOLERANCE for a, b in pairs)

    def at(self, x: float, y: float) -> Vector:
        """The point ``x`` mm along the rows and ``y`` mm down the columns from the first pixel's centre."""
        return added(self.origin, added(scaled(self.row, x), scaled(self.column, y)))


def plane_of(position: Sequence[float], orientation: Sequence[float]) -> Plane | None:
    """The plane of Image Position and Image Orientation (Patient); ``None`` if they are none, or make no sense."""
    if len(position) != 3 or len(orientation) != 6 or not all(abs(v) < FARTHEST for v in (*position, *orientation)):
        return None
    row, column = unit(_vector(orientation[:3])), unit(_vector(orientation[3:]))
    if length(cross(row, column)) < LEAST_SINE:
        return None
    return Plane(_vector(position), row, column)


@frozen
class Slice:
    """A plane with an end: ``spacing_mm`` is (between rows, between columns)."""

    plane: Plane
    rows: int
    columns: int
    spacing_mm: tuple[float, float]

    @property
    def corners(self) -> tuple[Vector, Vector, Vector, Vector]:
        """Of the outermost pixels' outer edges, one after the other around the image."""
        down, across = self.spacing_mm
        left, top = -across / 2, -down / 2
        right, bottom = left + self.columns * across, top + self.rows * down
        return tuple(self.plane.at(*place) for place in ((left, top), (right, top), (right, bottom), (left, bottom)))  # type: ignore[return-value]

    def patient_point(self, x: float, y: float) -> Vector:
        """The place in the patient of a point of the image (columns, rows)."""
        down, across = self.spacing_mm
        return self.plane.at((x - 0.5) * across, (y - 0.5) * down)

    def image_point(self, point: Vector) -> Point:
        """(columns, rows) of the point's foot on the plane, counted from the upper left edge of the image."""
        way = subtracted(point, self.plane.origin)
        down, across = self.spacing_mm
        return dot(way, self.plane.row) / across + 0.5, dot(way, self.plane.column) / down + 0.5


def reference_line(cutting: Slice, image: Slice) -> tuple[Point, Point] | None:
    """Where a slice cuts the plane of an image, as two points of the image (columns, rows); ``None`` if it does not."""
    if length(cross(cutting.plane.normal, image.plane.normal)) < PARALLEL:
        return None
    corners = cutting.corners
    heights = [dot(subtracted(corner, image.plane.origin), image.plane.normal) for corner in corners]
    points = [
        _between(corners[a], corners[b], heights[a], heights[b])
        for a, b in ((0, 1), (1, 2), (2, 3), (3, 0))
        if heights[a] * heights[b] < 0
    ] + [corner for corner, height in zip(corners, heights, strict=True) if height == 0]
    if len(points) < 2:
        return None
    ends = max(combinations(points, 2), key=lambda pair: length(subtracted(*pair)))
    return image.image_point(ends[0]), image.image_point(ends[1])


def _between(a: Vector, b: Vector, height_a: float, height_b: float) -> Vector:
    """Where the line from ``a`` to ``b``, on two sides of a plane, goes through it."""
    share = height_a / (height_a - height_b)
    return added(a, scaled(subtracted(b, a), share))


def _vector(values: Sequence[float]) -> Vector:
    x, y, z = values
    return float(x), float(y), float(z)


def dot(a: Vector, b: Vector) -> float:
    """The scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """The vector product."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def length(a: Vector) -> float:
    """Of a vector."""
    return math.sqrt(dot(a, a))


def added(a: Vector, b: Vector) -> Vector:
    """The sum."""
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def subtracted(a: Vector, b: Vector) -> Vector:
    """From ``b`` to ``a``."""
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def scaled(a: Vector, factor: float) -> Vector:
    """Longer by a factor."""
    return a[0] * factor, a[1] * factor, a[2] * factor


def unit(a: Vector) -> Vector:
    """Of length 1; nothing stays nothing."""
    size = length(a)
    return scaled(a, 1 / size) if size > 1e-9 else (0.0, 0.0, 0.0)
