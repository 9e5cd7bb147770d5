"""Letters that can be read over black and over white: drawn once, then copied at every repaint."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from PyQt5.QtCore import QPointF, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PyQt5.QtWidgets import QStyle

OUTLINE: Final = QColor(0, 0, 0, 210)
AROUND: Final = tuple(QPointF(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y)
KEPT: Final = 256  # lines


def draw(painter: QPainter, place: QRectF, flags: int, text: str, ink: QColor) -> None:
    """One line of text with a dark rim, in the painter's font; ``flags`` is its alignment in ``place``."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    line = _line(text, painter.font().toString(), ink.rgba(), ratio)
    box = place.adjusted(-1, -1, 1, 1).toAlignedRect()
    size = QSize(round(line.width() / ratio), round(line.height() / ratio))
    direction = Qt.LayoutDirection.LeftToRight
    painter.drawImage(QStyle.alignedRect(direction, Qt.AlignmentFlag(flags), size, box).topLeft(), line)


@lru_cache(KEPT)
def _line(text: str, font_name: str, ink: int, ratio: float) -> QImage:
    """The text with its rim, one pixel wide, clear elsewhere."""
    font = QFont()
    font.fromString(font_name)
    metrics = QFontMetricsF(font)
    place = QRectF(1, 1, math.ceil(metrics.horizontalAdvance(text)) + 1, math.ceil(metrics.height()))
    size = QSize(math.ceil((place.width() + 2) * ratio), math.ceil((place.height() + 2) * ratio))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(OUTLINE)
    for offset in AROUND:
        painter.drawText(place.translated(offset), text)
    painter.setPen(QColor.fromRgba(ink))
    painter.drawText(place, text)
    painter.end()
    return image
