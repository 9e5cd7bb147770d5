"""Letters that can be read over black and over white."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import QPointF, QRectF
from PyQt5.QtGui import QColor, QPainter

OUTLINE: Final = QColor(0, 0, 0, 210)
AROUND: Final = tuple(QPointF(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y)


def draw(painter: QPainter, place: QRectF, flags: int, text: str, ink: QColor) -> None:
    """One line of text with a dark rim."""
    painter.setPen(OUTLINE)
    for offset in AROUND:
        painter.drawText(place.translated(offset), flags, text)
    painter.setPen(ink)
    painter.drawText(place, flags, text)
