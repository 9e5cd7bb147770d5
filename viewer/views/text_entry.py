"""A line for typing text right where it will stand in the image."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PyQt5.QtCore import QEvent, QPoint, Qt
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QLineEdit, QWidget

from viewer.model.measurements import LONGEST_TEXT
from viewer.words import tr

WIDTH: Final = 220


class TextEntry(QLineEdit):
    """Says ``done`` with what was typed; Escape leaves without a word."""

    def __init__(self, view: QWidget, place: QPoint, text: str, done: Callable[[str], None]) -> None:
        super().__init__(text, view)
        self._done = done
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("Text in the image"))
        self.setPlaceholderText(tr("Text, then Enter"))
        self.setMaxLength(LONGEST_TEXT)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.resize(min(WIDTH, view.width()), self.sizeHint().height())
        x = max(0, min(place.x(), view.width() - self.width()))
        self.move(x, max(0, min(place.y() - self.height() // 2, view.height() - self.height())))
        self.editingFinished.connect(self._finish)
        self.selectAll()
        self.show()
        self.setFocus()

    def event(self, event: QEvent | None) -> bool:
        """Escape and Enter are meant for the line, not for the keys of the view around it."""
        keys = Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in keys:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        text = self.text()
        self._leave()
        self._done(text)

    def _leave(self) -> None:
        self.editingFinished.disconnect(self._finish)
        view = self.parentWidget()
        self.close()
        if view is not None:
            view.setFocus()
