"""The strip over the foot of the images: one message at a time, and no strip without one.

It takes no room of its own, so that no image moves when a message comes or goes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PyQt5.QtCore import QSize, QTimer, pyqtSignal
from PyQt5.QtGui import QMoveEvent, QResizeEvent
from PyQt5.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QToolButton

from launcher.protocol.events import Message
from viewer.model.notices import Notice, as_text, headline
from viewer.names import joined
from viewer.state.store import Store
from viewer.views.elided import ElidedLabel
from viewer.views.picture import Picture
from viewer.views.theme import GAP, icon
from viewer.words import tr

HEIGHT: Final = 36  # device-independent pixels
PICTURE: Final = 18
DETAILS: Final = 0.25  # of the window's height, at most
FADE: Final = 8000  # milliseconds in sight of a message that wants nothing


class MessageBar(QFrame):
    """The message in sight, and what can be done about it. Details lie over the foot of the images while wanted."""

    stands = pyqtSignal(int)  # how much of the foot it lies over now

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._notice: Notice | None = None
        self._picture, self._title, self._text = Picture(PICTURE), ElidedLabel("title"), ElidedLabel("quiet")
        self._show, self._retry, self._more = (
            QPushButton(tr("Show")),
            QPushButton(tr("Retry")),
            QPushButton(tr("Details")),
        )
        self._more.setCheckable(True)
        self._back, self._place, self._on = QToolButton(), QLabel(), QToolButton()
        self._copy, self._dismiss = QToolButton(), QToolButton()
        self._details = QPlainTextEdit()
        self._details.setObjectName("details")
        self._details.setReadOnly(True)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(FADE)
        self.setObjectName("message")
        self.setFixedHeight(HEIGHT)
        self._arrange()
        self._connect()
        self._show_notice()
        self.refresh()

    # --- making ---

    def _arrange(self) -> None:
        for button, name, words in (
            (self._back, "previous", tr("Previous message")), (self._on, "next", tr("Next message")),
            (self._copy, "copy", tr("Copy this message")), (self._dismiss, "close", tr("Dismiss")),
        ):  # fmt: skip
            button.setIcon(icon(name))
            button.setIconSize(QSize(16, 16))
            button.setToolTip(words)
            button.setAccessibleName(words)
        self._place.setProperty("role", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP + 1, 0, GAP, 0)
        row.setSpacing(GAP)
        row.addWidget(self._picture)
        row.addWidget(self._title)
        row.addWidget(self._text, 1)
        for widget in (self._show, self._retry, self._more, self._back, self._place, self._on, self._copy):
            row.addWidget(widget)
        row.addWidget(self._dismiss)

    def _connect(self) -> None:
        store = self._store
        store.board.changed.connect(self.refresh)
        self._show.clicked.connect(lambda: self._do(lambda notice: store.show_series(notice.key)))
        self._retry.clicked.connect(lambda: store.wishes.retry(()))
        self._more.toggled.connect(self._open_details)
        self._back.clicked.connect(lambda: store.board.step(-1))
        self._on.clicked.connect(lambda: store.board.step(1))
        self._copy.clicked.connect(lambda: self._do(lambda notice: _clipboard(notice.message)))
        self._dismiss.clicked.connect(lambda: self._do(store.board.dismiss))
        self._fade.timeout.connect(lambda: self._do(store.board.dismiss))

    def _do(self, what: Callable[[Notice], None]) -> None:
        if self._notice is not None:
            what(self._notice)

    # --- drawing ---

    def refresh(self) -> None:
        """Draw what the store has now."""
        notices = self._store.board.notices
        if notices.current is not self._notice:
            self._notice = notices.current
            self._more.setChecked(False)
            self._show_notice()
        self._place.setText(tr("{number} of {count}", number=notices.place + 1, count=len(notices)))
        for widget in (self._back, self._place, self._on):
            widget.setVisible(len(notices) > 1)

    def _show_notice(self) -> None:
        message = self._notice.message if self._notice is not None else Message("", "info", "")
        there = self._notice is not None
        self._picture.show_icon(message.severity)
        self._title.setText(message.title)
        self._text.setText(headline(message))
        self._details.setPlainText(joined("\n", message.text, message.todo))
        self.setVisible(there)
        self.stands.emit(HEIGHT if there else 0)
        self._show.setVisible(self._notice is not None and bool(self._notice.key))
        self._retry.setVisible(message.retry)
        self._more.setVisible(bool(message.text or message.todo))
        self.setProperty("severity", message.severity)
        self._restyle()
        self.setAccessibleName(as_text(message))
        self._fade_later()

    def _restyle(self) -> None:
        """A style sheet looks at properties once, unless it is told."""
        style = self.style()
        if style is not None:
            style.unpolish(self)
            style.polish(self)

    def _fade_later(self) -> None:
        fades = self._notice is not None and self._notice.message.severity == "info" and not self._more.isChecked()
        self._fade.start() if fades else self._fade.stop()

    # --- details ---

    def _open_details(self, wanted: bool) -> None:
        self._place_details()
        self._details.setVisible(wanted)
        self._details.raise_()
        self._fade_later()

    def _place_details(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        if self._details.parentWidget() is not parent:
            self._details.setParent(parent)
        lines = self._details.blockCount() + 1
        wanted = lines * self._details.fontMetrics().lineSpacing() + 3 * GAP
        height = min(wanted, int(parent.height() * DETAILS))
        self._details.setGeometry(self.x(), self.y() - height, self.width(), height)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._place_details()

    def moveEvent(self, event: QMoveEvent | None) -> None:
        super().moveEvent(event)
        self._place_details()


def _clipboard(message: Message) -> None:
    clipboard = QApplication.clipboard()
    if clipboard is not None:
        clipboard.setText(as_text(message))
