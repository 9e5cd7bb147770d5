"""What the user is told: messages of the service, news, and what goes wrong in the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PyQt5.QtCore import QObject, pyqtSignal

from launcher.errors import WetreadError
from launcher.protocol.events import Message, Severity
from viewer.model.notices import Notice, Notices


class Board(QObject):
    """The notices, of which the message bar shows one."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.notices = Notices()

    def put_up(self, message: Message, key: str = "") -> None:
        """Show a message, which may announce a series."""
        self._set(self.notices.added(Notice(message, key)))

    def notify(self, severity: Severity, title: str, text: str = "", todo: str = "", key: str = "") -> None:
        """Tell the user something that arose here."""
        self.put_up(Message(datetime.now(UTC).isoformat(timespec="seconds"), severity, title, text, todo), key)

    def notify_error(self, error: WetreadError) -> None:
        """Tell the user of an error."""
        self.notify("error", error.what, error.why, error.todo)

    def keep(self, wanted: Callable[[Notice], bool]) -> None:
        """Take down what is not wanted."""
        self._set(self.notices.kept(wanted))

    def withdraw(self, id: int) -> None:
        """The service takes a message back."""
        self.keep(lambda notice: notice.message.id != id)

    def dismiss(self, notice: Notice) -> None:
        """The user has read it."""
        self.keep(lambda other: other is not notice)

    def step(self, steps: int) -> None:
        """The user wants to read another one."""
        self._set(self.notices.stepped(steps))

    def begin_anew(self) -> None:
        """Another service numbers its messages from 1."""
        self.notices = self.notices.anonymous()

    def _set(self, notices: Notices) -> None:
        if notices != self.notices:
            self.notices = notices
            self.changed.emit()
