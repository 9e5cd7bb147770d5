"""What is drawn on an image, as values, and what it measures: geometry by the image's own scale, and statistics.

Places are in image coordinates (``scale.Point``): how the image lies on screen changes none of them.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from launcher.frozen import frozen
from viewer.model.scale import Point, Scale, scale_for
from viewer.names import number
from viewer.pixels.regions import Statistics, statistics_of
from viewer.words import tr

if TYPE_CHECKING:
    from viewer.pixels.decode import StoredFrame

Line = tuple[Point, ...]

ELLIPSE_PARTS: Final = 64
"""Straight pieces that an ellipse is drawn with."""

LONGEST_TEXT: Final = 200  # characters
LARGEST_LIVE: Final = 1 << 20
"""Pixels whose statistics can follow a moving hand."""

Kind = TypeVar("Kind", bound="Measurement")


@frozen
class Measurement:
    """Something drawn: its points, fewer than ``needs`` while it is being drawn, and a text of the user's.

    What ``is_open`` is complete with any number of points from 2 on.
    """

    name: ClassVar[str]
    needs: ClassVar[int] = 2
    is_open: ClassVar[bool] = False
    points: tuple[Point, ...]
    text: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether there are points enough to measure something."""
        return len(self.points) >= (2 if self.is_open else self.needs)

    @property
    def handles(self) -> tuple[Point, ...]:
        """Where it can be taken to change it."""
        return self.points

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is drawn."""
        return (self.points,)

    def with_handle(self: Kind, index: int, place: Point) -> Kind:
        """With one of its handles at another place."""
        return replace(self, points=(*self.points[:index], place, *self.points[index + 1 :]))

    def moved(self: Kind, right: float, down: float) -> Kind:
        """As a whole, by so many columns and rows."""
        return replace(self, points=tuple((x + right, y + down) for x, y in self.points))

    def named(self: Kind, text: str) -> Kind:
        """With a text, without control characters."""
        return replace(self, text="".join(c for c in text if c.isprintable()).strip()[:LONGEST_TEXT])

    def value(self, scale: Scale) -> float | None:
        """The length in ``scale.unit``, the angle in degrees or the area in ``scale.unit`` squared, if it has one."""
        return None

    def unit(self, scale: Scale) -> str:
        """Of ``value``."""
        return ""


@frozen
class Length(Measurement):
    """A straight line."""

    name = "length"

    def value(self, scale: Scale) -> float | None:
        return scale.distance(*self.points)

    def unit(self, scale: Scale) -> str:
        return scale.unit


@frozen
class Polyline(Measurement):
    """Straight lines, each from the end of the one before; drawn until a double click."""

    name = "polyline"
    needs = 1000
    is_open = True

    def value(self, scale: Scale) -> float | None:
        return sum(scale.distance(a, b) for a, b in pairwise(self.points))

    def unit(self, scale: Scale) -> str:
        return scale.unit


@frozen
class Angle(Measurement):
    """An angle at the second of three points."""

    name = "angle"
    needs = 3

    def value(self, scale: Scale) -> float | None:
        a, vertex, b = self.points
        return scale.angle(vertex, a, vertex, b)

    def unit(self, scale: Scale) -> str:
        return "°"


@frozen
class CobbAngle(Measurement):
    """The smaller angle between two straight lines that need not meet."""

    name = "cobb"
    needs = 4

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.points[:2], self.points[2:]

    def value(self, scale: Scale) -> float | None:
        angle = scale.angle(*self.points)
        return min(angle, 180.0 - angle)

    def unit(self, scale: Scale) -> str:
        return "°"


@frozen
class Region(Measurement):
    """A part of the image between two opposite corners."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        (x, y), (u, v) = self.points[0], self.points[-1]
        return min(x, u), min(y, v), max(x, u), max(y, v)

    @property
    def extent(self) -> float:
        """Pixels in the box."""
        left, top, right, bottom = self.box
        return (right - left) * (bottom - top)

    @property
    def handles(self) -> tuple[Point, ...]:
        left, top, right, bottom = self.box
        return (left, top), (right, top), (right, bottom), (left, bottom)

    def with_handle(self: Kind, index: int, place: Point) -> Kind:
        return replace(self, points=(self.handles[(index + 2) % 4], place))

    def unit(self, scale: Scale) -> str:
        return f"{scale.unit}²"


@frozen
class Rectangle(Region):
    """With sides along rows and columns."""

    name = "rectangle"

    @property
    def lines(self) -> tuple[Line, ...]:
        return ((*self.handles, self.handles[0]),)

    def value(self, scale: Scale) -> float | None:
        left, top, right, bottom = self.box
        return (right - left) * scale.across * (bottom - top) * scale.down


@frozen
class Ellipse(Region):
    """With axes along rows and columns."""

    name = "ellipse"

    @property
    def lines(self) -> tuple[Line, ...]:
        left, top, right, bottom = self.box
        x, y, a, b = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
        turns = (2 * math.pi * part / ELLIPSE_PARTS for part in range(ELLIPSE_PARTS + 1))
        return (tuple((x + a * math.cos(turn), y + b * math.sin(turn)) for turn in turns),)

    def value(self, scale: Scale) -> float | None:
        left, top, right, bottom = self.box
        return math.pi / 4 * (right - left) * scale.across * (bottom - top) * scale.down


@frozen
class Arrow(Measurement):
    """It points to the second of its points."""

    name = "arrow"


@frozen
class Text(Measurement):
    """Words at a place."""

    name = "text"
    needs = 1


KINDS: Final[dict[str, type[Measurement]]] = {
    kind.name: kind for kind in (Length, Polyline, Angle, CobbAngle, Rectangle, Ellipse, Arrow, Text)
}
"""Every kind by its name."""


# --- what they measure ----------------------------------------------------------------------------------------------


@frozen
class Result:
    """What a measurement came to on its frame; without ``statistics`` where there are no grey values in it."""

    scale: Scale = Scale()
    value: float | None = None
    unit: str = ""
    statistics: Statistics | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """As users read it."""
        if self.value is None:
            return ()
        if self.unit == "°":
            return (f"{self.value:.1f}°",)
        if not self.unit.endswith("²"):
            return (self.scale.told(self.value),)
        area = tr("Area {value} {unit}{origin}", value=number(self.value), unit=self.unit, origin=self.scale.origin)
        found = self.statistics
        if found is None:
            return (area,)
        unit = f" {found.unit}" if found.unit else ""
        return (
            tr("Mean {mean} ± {sd}{unit}", mean=number(found.mean), sd=number(found.sd), unit=unit),
            tr(
                "Min {minimum}  Max {maximum}  n {count}",
                minimum=number(found.minimum),
                maximum=number(found.maximum),
                count=found.count,
            ),
            *_left_out(found),
            area,
        )


def _left_out(found: Statistics) -> tuple[str, ...]:
    """What the values are not of, though the area is."""
    whole = found.count + found.padding
    text = tr("{count} of {whole} pixels, padding left out", count=found.count, whole=whole)
    return (text,) if found.padding else ()


def measured(shape: Measurement, frame: StoredFrame | None, largest: float = math.inf) -> Result:
    """What ``shape`` measures on ``frame``; nothing while points are missing.

    A region of more than ``largest`` pixels gets its area only.
    """
    if not shape.is_complete:
        return Result()
    scale = scale_for(frame.description if frame is not None else None, shape.points)
    found = None
    if frame is not None and isinstance(shape, Region) and shape.extent <= largest:
        found = statistics_of(frame, shape.box, isinstance(shape, Ellipse))
    return Result(scale, shape.value(scale), shape.unit(scale), found)
