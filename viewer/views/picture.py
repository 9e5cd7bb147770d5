"""An icon among texts, sharp on every screen and in the colours of the theme in use."""

from __future__ import annotations

from PyQt5.QtGui import QPainter, QPaintEvent
from PyQt5.QtWidgets import QWidget

from viewer.views.theme import icon


class Picture(QWidget):
    """``size`` is in device-independent pixels, along either side."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._name = ""
        self.setFixedSize(size, size)

    def show_icon(self, name: str) -> None:
        """Show one of the icons."""
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        if self._name:
            icon(self._name).paint(painter, self.rect())
        painter.end()
