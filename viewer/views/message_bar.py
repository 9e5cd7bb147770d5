"""Messages below the toolbar: what happened, what to do, and a way to copy both for whoever helps."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from launcher.protocol import Message
from viewer.store import Notice, Store
from viewer.views.theme import GAP, icon

MOST: Final = 3
"""Messages at one time; older ones make room."""

LONGEST: Final = 1000
"""Characters of a text that are shown; the copy has all."""


def as_text(message: Message) -> str:
    """The whole message, for the clipboard."""
    return "\n".join(part for part in (message.title, message.text, message.todo, message.time) if part)


class MessageRow(QFrame):
    """One message."""

    show_wanted = pyqtSignal(str)  # the key of a series

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.key = notice.key
        self.setObjectName("message")
        message = notice.message
        self.setProperty("severity", message.severity)
        self.setAccessibleName(as_text(message))
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP + 4, GAP, GAP, GAP)
        row.setSpacing(GAP)
        picture = QLabel()
        picture.setPixmap(icon(message.severity).pixmap(20, 20))
        row.addWidget(picture)
        row.addLayout(_texts(message), 1)
        if notice.key:
            show = QPushButton("Show")
            show.clicked.connect(lambda: self.show_wanted.emit(notice.key))
            row.addWidget(show)
        copy = _button("copy", "Copy this message")
        copy.clicked.connect(lambda: _clipboard(message))
        dismiss = _button("close", "Dismiss")
        dismiss.clicked.connect(lambda: _drop(self))
        row.addWidget(copy)
        row.addWidget(dismiss)


def _texts(message: Message) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    for role, text in (
        ("title", message.title),
        ("quiet", " ".join(part for part in (message.text, message.todo) if part)),
    ):
        if text:
            label = QLabel(text[:LONGEST])
            label.setProperty("role", role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
    return column


def _button(name: str, words: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name))
    button.setIconSize(QSize(16, 16))
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button


def _clipboard(message: Message) -> None:
    clipboard = QApplication.clipboard()
    if clipboard is not None:
        clipboard.setText(as_text(message))


class MessageBar(QWidget):
    """The newest messages, the newest at the top."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        store.noticed.connect(self.add)
        store.desk_changed.connect(self._drop_seen)

    def add(self, notice: Notice) -> None:
        """Show a message; one that says the same is replaced."""
        rows = self.findChildren(MessageRow)
        same = [row for row in rows if row.accessibleName() == as_text(notice.message)]
        for row in same or rows[: max(len(rows) - MOST + 1, 0)]:
            _drop(row)
        row = MessageRow(notice)
        row.show_wanted.connect(self._store.show_series)
        self._rows.insertWidget(0, row)

    def _drop_seen(self) -> None:
        """What was announced and has been looked at, or closed, needs no announcement any more."""
        for row in self.findChildren(MessageRow):
            if row.key and row.key not in self._store.unseen:
                _drop(row)


def _drop(row: MessageRow) -> None:
    row.setParent(None)
    row.deleteLater()
