"""Drawings over an image: lines with a dark rim, and their results where nothing else stands."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from PyQt5.QtCore import QPointF, QRectF, Qt
from PyQt5.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from viewer.model.drawings import Drawings, Drawn
from viewer.model.measurements import Arrow, Measurement, Region, Result, Text
from viewer.model.scale import Point
from viewer.state.sight import Sight
from viewer.views import lettering

INK: Final = QColor("#ffd75e")
CHOSEN: Final = QColor("#7fd3ff")
RIM: Final = QColor(0, 0, 0, 200)
PLATE: Final = QColor(0, 0, 0, 170)
HANDLE: Final = 3.5  # half its side
GAP: Final = 8.0  # between a drawing and its text
ARROW: Final = 12.0  # length of its head


class DrawingsPainter:
    """Paints what is drawn on one frame; ``labels`` remembers where the texts of the last painting stand."""

    def __init__(self) -> None:
        self.labels: dict[int, QRectF] = {}

    def paint(
        self,
        painter: QPainter,
        sight: Sight,
        ratio: float,
        drawings: Drawings,
        preview: Drawn | None,
        taken: list[QRectF],
    ) -> None:
        """All of them, and the one that is being drawn.

        Parameters
        ----------
        ratio
            Device pixels per unit of the painter.
        taken
            Where other texts stand.
        """
        self.labels = {}
        if sight.frame is None:
            return
        items = [*drawings.on(sight.frame.key), *([preview] if preview is not None else [])]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(0, 0, sight.view.width / ratio, sight.view.height / ratio)
        self._metrics = QFontMetricsF(painter.font())
        self._painter, self._sight, self._ratio, self._items = painter, sight, ratio, items
        for item in items:
            self._shape(item, item.number in drawings.chosen)
        for item in items:
            self._label(item, item.number in drawings.chosen, room, taken)
        painter.restore()

    def _at(self, point: Point) -> QPointF:
        x, y = self._sight.affine.to_view(*point)
        return QPointF(x / self._ratio, y / self._ratio)

    def _shape(self, item: Drawn, chosen: bool) -> None:
        path = QPainterPath()
        for line in item.shape.lines:
            path.addPolygon(QPolygonF([self._at(point) for point in line]))
        if isinstance(item.shape, Arrow) and len(item.shape.points) == 2:
            path.addPolygon(QPolygonF(_head(*(self._at(point) for point in item.shape.points))))
        for pen in (QPen(RIM, 3.6), QPen(CHOSEN if chosen else INK, 1.6)):
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            self._painter.strokePath(path, pen)
        if chosen:
            self._handles(item.shape)

    def _handles(self, shape: Measurement) -> None:
        self._painter.setPen(QPen(RIM, 1))
        self._painter.setBrush(CHOSEN)
        for point in shape.handles:
            at = self._at(point)
            self._painter.drawRect(QRectF(at.x() - HANDLE, at.y() - HANDLE, 2 * HANDLE, 2 * HANDLE))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _box(self, points: Sequence[Point]) -> QRectF:
        """Around places of the image; with an extent also where that is none."""
        return QPolygonF([self._at(point) for point in points]).boundingRect().adjusted(-1, -1, 1, 1)

    def _anchor(self, shape: Measurement) -> QRectF:
        """What a text stands beside: a whole region, or the last point of anything else."""
        return self._box(shape.handles if isinstance(shape, Region) else shape.points[-1:])

    def _others(self, item: Drawn) -> list[QRectF]:
        return [self._box(other.shape.handles) for other in self._items if other is not item]

    def _label(self, item: Drawn, chosen: bool, room: QRectF, taken: list[QRectF]) -> None:
        lines = told(item.shape, item.result)
        if not lines:
            return
        size = QRectF(0, 0, max(map(self._metrics.width, lines)) + 2, self._metrics.height() * len(lines))
        places = list(_places(self._anchor(item.shape), size))
        own = isinstance(item.shape, Text)  # it stands where the user has put it
        place = _inside(places[0], room) if own else _free(places, room, taken, self._others(item))
        taken.append(place)
        self.labels[item.number] = place
        self._painter.fillRect(place.adjusted(-3, -1, 3, 1), PLATE)
        ink = CHOSEN if chosen else INK
        for index, line in enumerate(lines):
            line_room = QRectF(
                place.left(), place.top() + index * self._metrics.height(), place.width(), place.height()
            )
            lettering.draw(self._painter, line_room, int(Qt.AlignmentFlag.AlignLeft), line, ink)


def told(shape: Measurement, result: Result) -> tuple[str, ...]:
    """What stands beside a drawing: its own text, then what it measured."""
    return (*((shape.text,) if shape.text else ()), *result.lines)


def _head(tail: QPointF, tip: QPointF) -> list[QPointF]:
    way = math.atan2(tip.y() - tail.y(), tip.x() - tail.x())
    sides = [way + math.pi - 0.45, way + math.pi + 0.45]
    a, b = (QPointF(tip.x() + ARROW * math.cos(side), tip.y() + ARROW * math.sin(side)) for side in sides)
    return [a, tip, b]


def _places(anchor: QRectF, size: QRectF) -> Iterator[QRectF]:
    """Where a text might stand: right of, left of, below or above what it belongs to, then beside its corners."""
    width, height = size.width(), size.height()
    right, left = anchor.right() + GAP, anchor.left() - GAP - width
    below, above = anchor.bottom() + GAP, anchor.top() - GAP - height
    middle, centre = anchor.center().y() - height / 2, anchor.center().x() - width / 2
    sides = (right, middle), (left, middle), (centre, below), (centre, above)
    for x, y in (*sides, (right, below), (right, above), (left, below), (left, above)):
        yield size.translated(x, y)


def _free(places: list[QRectF], room: QRectF, texts: Sequence[QRectF], shapes: Sequence[QRectF]) -> QRectF:
    """The first place within the view where no other text and no other drawing stands; else where no text does.

    If there is none at all, the first one, moved inside.
    """
    for taken in ([*texts, *shapes], texts):
        for place in places:
            if room.contains(place) and not any(place.intersects(other) for other in taken):
                return place
    return _inside(places[0], room)


def _inside(place: QRectF, room: QRectF) -> QRectF:
    x = max(room.left(), min(place.left(), room.right() - place.width()))
    y = max(room.top(), min(place.top(), room.bottom() - place.height()))
    return QRectF(x, y, place.width(), place.height())
