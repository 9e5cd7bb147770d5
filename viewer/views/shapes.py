"""Paints what other objects draw over an image: areas, lines and words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from PyQt5.QtCore import QPointF, QRectF, Qt
from PyQt5.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from viewer.documents.shapes import Area, Path, Point, Shape, Words
from viewer.model.geometry import Affine

LINE: Final = 1.5
CROSS: Final = 6.0
TEXT_POINTS: Final = 11
MARGIN: Final = 3.0
SIDES: Final = {
    "LEFT": Qt.AlignmentFlag.AlignLeft, "CENTER": Qt.AlignmentFlag.AlignHCenter, "RIGHT": Qt.AlignmentFlag.AlignRight,
}  # fmt: skip


def paint(painter: QPainter, shapes: Iterable[Shape], affine: Affine) -> None:
    """Draw shapes; the painter counts device pixels, to which ``affine`` leads from the image."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in shapes:
        if isinstance(shape, Area):
            _paint_area(painter, shape, affine)
        elif isinstance(shape, Path):
            _paint_path(painter, shape, affine)
        else:
            _paint_words(painter, shape, affine)
    painter.restore()


def _paint_area(painter: QPainter, area: Area, affine: Affine) -> None:
    """The area in its colour, with no edge smoothed: a pixel belongs to it or not."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.setTransform(QTransform(*area.to_image) * QTransform(*affine))
    painter.drawImage(0, 0, _tinted(area))
    painter.restore()


def _tinted(area: Area) -> QImage:
    alpha = (area.cover.astype(np.float32) * area.opacity).astype(np.uint32)
    red, green, blue = (alpha * part // 255 for part in area.rgb)
    pixels = alpha << 24 | red << 16 | green << 8 | blue
    rows, columns = pixels.shape
    image = QImage(pixels.tobytes(), columns, rows, columns * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy()  # of its own memory


def _paint_path(painter: QPainter, path: Path, affine: Affine) -> None:
    points = [_screen(point, affine) for point in path.points]
    ink = QColor(*path.rgb)
    if len(points) == 1:
        cross = QPainterPath()
        for step in (QPointF(CROSS, 0), QPointF(0, CROSS)):
            cross.moveTo(points[0] - step)
            cross.lineTo(points[0] + step)
        _stroke(painter, cross, ink)
        return
    outline = QPainterPath()
    outline.addPolygon(QPolygonF(points))
    if path.is_closed:
        outline.closeSubpath()
    if path.is_filled:
        painter.fillPath(outline, QColor(*path.rgb, 90))
    _stroke(painter, outline, ink)


def _stroke(painter: QPainter, outline: QPainterPath, ink: QColor) -> None:
    """Dark below, so that it can be seen on white too."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(QColor(0, 0, 0, 160), LINE + 1.5), QPen(ink, LINE)):
        painter.setPen(pen)
        painter.drawPath(outline)


def _paint_words(painter: QPainter, words: Words, affine: Affine) -> None:
    font = QFont(painter.font())
    font.setPointSize(TEXT_POINTS)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    flags = int(SIDES[words.side] | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextDontClip)
    place = _place(words, affine, metrics.boundingRect(QRectF(0, 0, 2000, 2000), flags, words.text))
    if words.anchor is not None and (words.is_tied or words.box is None):
        tie = QPainterPath(_nearest(place, _screen(words.anchor, affine)))
        tie.lineTo(_screen(words.anchor, affine))
        _stroke(painter, tie, QColor(*words.rgb))
    painter.setPen(QColor(0, 0, 0, 210))
    for step in (QPointF(-1, 0), QPointF(1, 0), QPointF(0, -1), QPointF(0, 1)):
        painter.drawText(place.translated(step), flags, words.text)
    painter.setPen(QColor(*words.rgb))
    painter.drawText(place, flags, words.text)


def _place(words: Words, affine: Affine, needed: QRectF) -> QRectF:
    """The box as it stands on screen, or a place beside the anchor."""
    if words.box is not None:
        box = QRectF(_screen(words.box[0], affine), _screen(words.box[1], affine)).normalized()
        return QRectF(box.topLeft(), box.size().expandedTo(needed.size()))
    assert words.anchor is not None
    anchor = _screen(words.anchor, affine)
    return QRectF(anchor + QPointF(CROSS + MARGIN, -needed.height() - MARGIN), needed.size())


def _nearest(box: QRectF, place: QPointF) -> QPointF:
    """The point of a box that is nearest to a place."""
    return QPointF(min(max(place.x(), box.left()), box.right()), min(max(place.y(), box.top()), box.bottom()))


def _screen(point: Point, affine: Affine) -> QPointF:
    return QPointF(*affine.to_view(*point))
