"""A lens at the pointer: the image around it, larger."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PyQt5.QtCore import QPointF, QRectF
from PyQt5.QtGui import QPainter, QPainterPath, QPen

from viewer.model.geometry import ViewSize
from viewer.model.viewport import LARGEST_ZOOM
from viewer.state.sight import Sight
from viewer.views.canvas import Canvas
from viewer.views.theme import image_colour

RADIUS: Final = 110
FACTOR: Final = 2.5


class Magnifier:
    """Paints the lens; has a canvas of its own, so that the view's picture stays ready."""

    def __init__(self) -> None:
        self._canvas = Canvas()

    def paint(self, painter: QPainter, sight: Sight, ratio: float, at: QPointF) -> None:
        """Paint around ``at``, in device pixels of the view, with a painter of ``ratio`` device pixels per unit."""
        radius = RADIUS * ratio
        seen = enlarged(sight, at.x(), at.y(), round(2 * radius))
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        painter.translate(at.x() - radius, at.y() - radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QPainterPath()
        circle.addEllipse(QRectF(0, 0, 2 * radius, 2 * radius))
        painter.save()
        painter.setClipPath(circle)
        painter.fillPath(circle, image_colour("black"))
        self._canvas.paint(painter, seen, moving=True)
        painter.restore()
        painter.strokePath(circle, QPen(image_colour("accent"), 2 * ratio))
        painter.restore()


def enlarged(sight: Sight, x: float, y: float, diameter: int) -> Sight:
    """A view of ``diameter`` device pixels, whose middle shows what ``sight`` has at (x, y)."""
    column, row = sight.affine.to_image(x, y)
    pan = column - sight.size.columns / 2, row - sight.size.rows / 2
    zoom = min(sight.magnification * FACTOR, LARGEST_ZOOM * FACTOR)
    view = ViewSize(diameter, diameter, sight.view.pixels_per_mm)
    return replace(sight, viewport=replace(sight.viewport, pan=pan, zoom=zoom), view=view)
