"""What is drawn on an image, as values, and what it measures: geometry by the image's own spacing, and statistics.

Places are (column, row) in image coordinates: (0, 0) is the upper left edge of the first pixel, (0.5, 0.5) its centre.
How the image lies on screen changes none of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from launcher.frozen import frozen
from viewer.names import number
from viewer.pixels.regions import Statistics, statistics_of
from viewer.pixels.spacing import spacing_for
from viewer.words import tr

if TYPE_CHECKING:
    from viewer.pixels.decode import StoredFrame
    from viewer.pixels.description import FrameDescription

Point = tuple[float, float]
Line = tuple[Point, ...]

ELLIPSE_PARTS: Final = 64
"""Straight pieces that an ellipse is drawn with."""

LONGEST_TEXT: Final = 200  # characters
LARGEST_LIVE: Final = 1 << 20
"""Pixels whose statistics can follow a moving hand."""

Kind = TypeVar("Kind", bound="Measurement")


# --- how long a pixel is --------------------------------------------------------------------------------------------


@frozen
class Scale:
    """The size of a pixel, and the attribute that says so.

    ``across`` is from column to column and ``down`` from row to row, in ``unit``: mm or, where nothing tells, px.
    ``source`` is a DICOM keyword; empty if nothing is known, and then ``note`` may say why.
    """

    across: float = 1.0
    down: float = 1.0
    unit: str = "px"
    source: str = ""
    note: str = ""

    def distance(self, a: Point, b: Point) -> float:
        """From one place to another, in ``unit``."""
        return math.hypot((b[0] - a[0]) * self.across, (b[1] - a[1]) * self.down)

    def angle(self, a: Point, b: Point, c: Point, d: Point) -> float:
        """Between the directions from a to b and from c to d, in degrees, 0 to 180."""
        x, y = (b[0] - a[0]) * self.across, (b[1] - a[1]) * self.down
        u, v = (d[0] - c[0]) * self.across, (d[1] - c[1]) * self.down
        return math.degrees(abs(math.atan2(x * v - y * u, x * u + y * v)))

    def told(self, value: float) -> str:
        """A length as users read it, with where it comes from: ``12.3 mm (Pixel Spacing)``."""
        where = {"ImagerPixelSpacing": tr(" at detector"), "NominalScannedPixelSpacing": tr(" as scanned")}.get(
            self.source, ""
        )
        return f"{value:.1f} {self.unit}{where}{self.origin}"

    @property
    def origin(self) -> str:
        """``(Pixel Spacing)``: the attribute in words, or the note, in brackets."""
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.source.removesuffix("Sequence").removeprefix("SequenceOf"))
        return f" ({words or self.note})" if words or self.note else ""


def scale_for(description: FrameDescription | None, points: Iterable[Point]) -> Scale:
    """By what lengths between ``points`` are measured: PS3.3 10.7.1.3; in ultrasound by their region, C.8.5.5.

    Without a spacing, pixels are counted, in widths of a pixel where a Pixel Aspect Ratio says that it is not square.
    """
    if description is None:
        return Scale()
    spacing = spacing_for(description, points)
    if spacing is not None:
        return Scale(spacing[1], spacing[0], "mm", description.spacing_attribute)
    if description.ultrasound_regions:
        return Scale(note=tr("not within one ultrasound region"))
    down, across = description.pixel_aspect_ratio
    return Scale() if down == across else Scale(1.0, down / across, "px", "PixelAspectRatio")


# --- the kinds ------------------------------------------------------------------------------------------------------


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
    """A straight way."""

    name = "length"

    def value(self, scale: Scale) -> float | None:
        return scale.distance(*self.points)

    def unit(self, scale: Scale) -> str:
        return scale.unit


@frozen
class Polyline(Measurement):
    """A way with corners; drawn until a double click."""

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
