"""Draws where the slice of the selected view cuts another image, its stack's ends faintly; and the crosshair."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt5.QtCore import QLineF, QPointF, Qt
from PyQt5.QtGui import QColor, QPainter, QPen

from viewer.model.geometry import Affine
from viewer.model.planes import Point
from viewer.model.slices import ReferenceLine
from viewer.state.sight import Sight
from viewer.views.theme import image_colour

GAP = 10.0  # points of the screen around what the crosshair points at
OUTLINE = QColor(0, 0, 0, 160)
FAINT = 0.6


def paint(painter: QPainter, lines: Iterable[ReferenceLine], affine: Affine, ratio: float) -> None:
    """Over an image placed by ``affine``; the painter counts device pixels, ``ratio`` of them to a point of the screen.

    The line of the slice in sight comes last, above the others.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for line in sorted(lines, key=lambda line: line.in_sight):
        way = QLineF(QPointF(*affine.to_view(*line.begin)), QPointF(*affine.to_view(*line.end)))
        painter.setOpacity(1.0 if line.in_sight else FAINT)
        style = Qt.PenStyle.SolidLine if line.in_sight else Qt.PenStyle.DashLine
        for ink, width in ((OUTLINE, 3.0), (image_colour("warning"), 1.5 if line.in_sight else 1.0)):
            painter.setPen(QPen(ink, width * ratio, style))
            painter.drawLine(way)
    painter.restore()


def paint_crosshair(painter: QPainter, place: Point, sight: Sight, ratio: float) -> None:
    """Through a place of the image, from edge to edge of the view, but not over what is pointed at."""
    (x, y), gap = sight.affine.to_view(*place), GAP * ratio
    ways = (
        QLineF(0, y, x - gap, y),
        QLineF(x + gap, y, sight.view.width, y),
        QLineF(x, 0, x, y - gap),
        QLineF(x, y + gap, x, sight.view.height),
    )
    painter.save()
    for ink, width in ((OUTLINE, 3.0), (image_colour("accent"), 1.0)):
        painter.setPen(QPen(ink, width * ratio))
        painter.drawLines(*ways)
    painter.restore()
