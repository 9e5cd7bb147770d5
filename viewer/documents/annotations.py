"""Graphic annotations of presentation states, PS3.3 C.10.5 and C.10.7, as shapes in image coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, cast

from launcher.frozen import frozen
from viewer.documents.coded import items, long_text, text
from viewer.documents.colours import Rgb, from_cielab
from viewer.documents.shapes import Path, Point, Shape, Words, circle, curve, ellipse
from viewer.pixels.attributes import FrameAttributes as Attributes

if TYPE_CHECKING:
    from pydicom import Dataset

MOST_POINTS: Final = 100_000
INK: Final[Rgb] = (255, 214, 10)
"""For layers that recommend no colour: it stands out from grey."""

TURNS: Final = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}
"""Cosine and sine of the rotations that there are."""


@frozen
class Graphic:
    """One shape. ``is_displayed`` says that points are fractions of the displayed area, not places in the image."""

    kind: str
    points: tuple[Point, ...]
    is_displayed: bool
    is_filled: bool


@frozen
class Text:
    """One text, in a box, at an anchor, or both."""

    value: str
    box: tuple[Point, Point] | None
    box_is_displayed: bool
    anchor: Point | None
    anchor_is_displayed: bool
    is_tied: bool
    side: str


@frozen
class Annotation:
    """What one layer holds for some images."""

    order: int
    rgb: Rgb
    graphics: tuple[Graphic, ...]
    texts: tuple[Text, ...]


def read_annotations(dataset: Dataset) -> Iterator[tuple[Dataset, Annotation]]:
    """Annotations in the order of their layers, each with the item that says which images it is for."""
    layers = {text(item, "GraphicLayer"): item for item in items(dataset, "GraphicLayerSequence")}
    found = [(item, _annotation(item, layers)) for item in items(dataset, "GraphicAnnotationSequence")]
    yield from sorted(found, key=lambda pair: pair[1].order)


def _annotation(item: Dataset, layers: dict[str, Dataset]) -> Annotation:
    layer = layers.get(text(item, "GraphicLayer"))
    attributes = Attributes(layer) if layer is not None else None
    lab = attributes.numbers("GraphicLayerRecommendedDisplayCIELabValue") if attributes is not None else []
    return Annotation(
        attributes.integer("GraphicLayerOrder", 0) if attributes is not None else 0,
        from_cielab(lab) if len(lab) == 3 else INK,
        tuple(_graphic(shape) for shape in items(item, "GraphicObjectSequence")),
        tuple(_text(words) for words in items(item, "TextObjectSequence")),
    )


def _graphic(item: Dataset) -> Graphic:
    displayed, filled = text(item, "GraphicAnnotationUnits") == "DISPLAY", text(item, "GraphicFilled") == "Y"
    return Graphic(text(item, "GraphicType"), _points(item, "GraphicData"), displayed, filled)


def _text(item: Dataset) -> Text:
    corners = _points(item, "BoundingBoxTopLeftHandCorner") + _points(item, "BoundingBoxBottomRightHandCorner")
    anchor = _points(item, "AnchorPoint")
    return Text(
        long_text(item, "UnformattedTextValue"),
        (corners[0], corners[1]) if len(corners) == 2 else None,
        text(item, "BoundingBoxAnnotationUnits") == "DISPLAY",
        anchor[0] if anchor else None,
        text(item, "AnchorPointAnnotationUnits") == "DISPLAY",
        text(item, "AnchorPointVisibility") == "Y",
        text(item, "BoundingBoxTextHorizontalJustification"),
    )


def _points(item: Dataset, keyword: str) -> tuple[Point, ...]:
    numbers = Attributes(item).numbers(keyword)[: 2 * MOST_POINTS]
    return tuple(zip(numbers[::2], numbers[1::2], strict=False))


# --- drawing --------------------------------------------------------------------------------------------------------


def drawn(annotation: Annotation, area: tuple[Point, Point], rotation: int, flipped: bool) -> Iterator[Shape]:
    """Shapes in image coordinates.

    Parameters
    ----------
    area
        Top left and bottom right corner of the displayed area, (column, row) from 1, as they stand on the screen.
    rotation, flipped
        How the image stands there: clockwise, then left to right (PS3.3 C.10.6).
    """
    place = _Placing(area, rotation, flipped)
    for graphic in annotation.graphics:
        points = tuple(place(point, graphic.is_displayed) for point in graphic.points)
        outline = _outline(graphic.kind, points)
        if outline:
            closed = graphic.kind in ("CIRCLE", "ELLIPSE") or (len(outline) > 2 and outline[0] == outline[-1])
            yield Path(outline, annotation.rgb, closed, graphic.is_filled and closed)
    for words in annotation.texts:
        box = tuple(place(corner, words.box_is_displayed) for corner in words.box) if words.box is not None else None
        anchor = place(words.anchor, words.anchor_is_displayed) if words.anchor is not None else None
        if words.value and (box or anchor):
            side = cast("object", words.side if words.side in ("CENTER", "RIGHT") else "LEFT")
            yield Words(words.value, box, anchor, annotation.rgb, side, words.is_tied)  # type: ignore[arg-type]


def _outline(kind: str, points: Sequence[Point]) -> tuple[Point, ...]:
    if kind == "CIRCLE":
        return circle(points[0], points[1]) if len(points) >= 2 else ()
    if kind == "ELLIPSE":
        return ellipse((points[0], points[1]), (points[2], points[3])) if len(points) >= 4 else ()
    if kind == "INTERPOLATED":
        return curve(points)
    return tuple(points)


class _Placing:
    """From the coordinates of an annotation to those of the image."""

    def __init__(self, area: tuple[Point, Point], rotation: int, flipped: bool) -> None:
        self._cosine, self._sine = TURNS.get(rotation, (1, 0))
        self._mirror = -1 if flipped else 1
        (left, top), (right, bottom) = area
        edges = ((min(left, right) - 1, max(left, right)), (min(top, bottom) - 1, max(top, bottom)))
        (x0, y0), (x1, y1) = (self._turned((x, y)) for x, y in zip(*edges, strict=True))
        self._start = min(x0, x1), min(y0, y1)
        self._extent = abs(x1 - x0), abs(y1 - y0)

    def __call__(self, point: Point, is_displayed: bool) -> Point:
        """A place in the image; fractions of the displayed area count from its corner at the top left of the screen."""
        if not is_displayed:
            return point
        return self._back((self._start[0] + point[0] * self._extent[0], self._start[1] + point[1] * self._extent[1]))

    def _turned(self, point: Point) -> Point:
        x, y = point
        return self._mirror * (self._cosine * x - self._sine * y), self._sine * x + self._cosine * y

    def _back(self, point: Point) -> Point:
        x, y = self._mirror * point[0], point[1]
        return self._cosine * x + self._sine * y, -self._sine * x + self._cosine * y
