"""An icon that is drawn anew at each size and in each theme, so that it is sharp on every screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PyQt5.QtCore import QRect, QRectF, QSize, Qt
from PyQt5.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PyQt5.QtSvg import QSvgRenderer

DISABLED: Final = 0.4  # opacity


class SvgIcon(QIconEngine):
    """Draws ``drawing``, an SVG, as ``recoloured`` says at that moment."""

    def __init__(self, drawing: str, recoloured: Callable[[str], str]) -> None:
        super().__init__()
        self._drawing, self._recoloured = drawing, recoloured

    def paint(self, painter: QPainter | None, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        assert painter is not None
        if mode == QIcon.Mode.Disabled:  # as one: where lines cross, they are as faint as elsewhere
            painter.save()
            painter.setOpacity(DISABLED)
            device = painter.device()
            ratio = device.devicePixelRatioF() if device is not None else 1.0
            painter.drawPixmap(rect, self.pixmap(rect.size() * ratio, QIcon.Mode.Normal, state))
            painter.restore()
        else:
            QSvgRenderer(self._recoloured(self._drawing).encode()).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return SvgIcon(self._drawing, self._recoloured)
