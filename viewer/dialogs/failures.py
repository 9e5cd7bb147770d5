"""What did not come or cannot be read, in a window of its own: one for all of it, with what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import (
    QAction,
    QApplication,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from launcher.protocol.events import Message
from viewer.model.notices import as_text
from viewer.names import joined
from viewer.state.store import Store
from viewer.views.theme import GAP, icon
from viewer.words import tr

ICON = 32
SIZE = 560, 300
OWN_KEYS: Final = QKeySequence("Ctrl+C"), QKeySequence("Esc")
"""They copy the text that is selected here, and close this window."""


class FailureWindow(QDialog):
    """Stands while the notices tell of missing files; the rest goes on behind it.

    It opens for what is new, and takes in what comes while it is open; what was put away is not shown again, however
    often it is told, unless the user has had it fetched again. What the user opens next puts it away, for it would
    stand before the images; the message bar still has what it said. While the user is asked something, it is out of
    the way: what is typed then is the answer.
    """

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self._known: set[str] = set()
        self._retries = 0
        self._newest = 0  # the last job that there was when something failed
        self._shown: list[Message] = []
        self._gives_way = self._stands_back = False
        self._picture, self._title, self._todo = QLabel(), QLabel(), QLabel()
        self._details = QPlainTextEdit()
        self._again, self._copy, self._close = QPushButton(), QPushButton(tr("&Copy")), QPushButton(tr("C&lose"))
        self._arrange()
        self._again.clicked.connect(self._retry)
        self._copy.clicked.connect(self._to_clipboard)
        self._close.clicked.connect(self.reject)
        store.board.changed.connect(self.refresh)
        store.lists_changed.connect(self._step_aside)

    def _arrange(self) -> None:
        self.setWindowTitle("Wetread")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.resize(*SIZE)
        self._title.setProperty("role", "title")
        for label in (self._title, self._todo):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._details.setObjectName("failures")
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName(tr("What is missing, and why"))
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch()
        for button in (self._again, self._copy, self._close):
            buttons.addWidget(button)
        grid = QGridLayout(self)
        grid.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        grid.setSpacing(GAP)
        grid.addWidget(self._picture, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._title, 0, 1)
        grid.addWidget(self._details, 1, 0, 1, 2)
        grid.addWidget(self._todo, 2, 0, 1, 2)
        grid.addLayout(buttons, 3, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)

    def let_through(self, actions: Iterable[QAction]) -> None:
        """Keys that mean one of these go on to mean it while this window has the keyboard."""
        self.addActions([action for action in actions if not any(key in action.shortcuts() for key in OWN_KEYS)])

    def refresh(self) -> None:
        """Follow the notices."""
        if self._store.wishes.retries != self._retries:
            self._retries = self._store.wishes.retries
            self._known.clear()
        self._step_aside()
        messages = [notice.message for notice in self._store.board.notices.notices if self._tells(notice.message)]
        new = [message for message in messages if not _failures(message) <= self._known]
        self._known = self._known.union(*map(_failures, new))
        if new:
            self._newest = max(self._store.jobs, default=0)
        if new or self._is_open:
            shown = self._shown if self._is_open else []
            self._shown = [message for message in messages if message in new or message in shown]
            self._show()

    def give_way(self, asked: bool) -> None:
        """A question is being asked, or (``False``) has been answered."""
        self._gives_way = asked
        if asked:
            self._stands_back = self._stands_back or self.isVisible()
            self.hide()
        elif self._stands_back:
            self._stands_back = False
            self.show()

    def _step_aside(self) -> None:
        """Go if the user has opened something since."""
        if self._is_open and self._store.jobs.latest > self._newest:
            self._put_away()

    def _put_away(self) -> None:
        self._stands_back = False
        self.close()

    @property
    def _is_open(self) -> bool:
        return self.isVisible() or self._stands_back

    def _tells(self, message: Message) -> bool:
        """Whether it is about files, or about a network that failed; that alone is told by the empty window itself."""
        return message.missing > 0 or (message.retry and self._store.desk.group is not None)

    def _show(self) -> None:
        if not self._shown:
            self._put_away()
            return
        again = [message.missing for message in self._shown if message.retry]
        severity = "error" if any(message.severity == "error" for message in self._shown) else "warning"
        self._picture.setPixmap(icon(severity).pixmap(ICON, ICON))
        alone = len(self._shown) == 1
        self._title.setText(self._shown[0].title if alone else tr("{count} things went wrong", count=len(self._shown)))
        self._details.setPlainText(self._shown[0].text if alone else "\n\n".join(map(_paragraph, self._shown)))
        self._todo.setText(self._shown[0].todo if alone and not sum(again) else "")  # of images, the button says it
        self._todo.setVisible(bool(self._todo.text()))
        self._again.setText(_again(sum(again)))
        self._again.setVisible(bool(again))
        (self._again if again else self._close).setDefault(True)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._details.toPlainText())
        self._stands_back = self._gives_way
        self.setVisible(not self._gives_way)

    def _retry(self) -> None:
        self._store.wishes.retry(())
        self.close()

    def _to_clipboard(self) -> None:
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            clipboard.setText("\n\n".join(map(as_text, self._shown)))


def _failures(message: Message) -> set[str]:
    """What failed, whenever it is told and among whatever else."""
    return {line.rstrip(".") for line in message.text.splitlines()} or {message.title}


def _again(missing: int) -> str:
    if missing == 1:
        return tr("&Download what is missing again")
    return tr("&Download the missing {count} again", count=missing) if missing else tr("&Try again")


def _paragraph(message: Message) -> str:
    return joined("\n", f"{message.title}.", message.text, message.todo)
