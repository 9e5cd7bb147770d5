"""What the user and the window are told, and who is woken by it.

The lowest layer of the ledger: the lock, the listener, the messages. ``changed`` wakes those who wait for a job to
end, for an image or for the window; not with each instance that comes.
"""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime

from launcher.ledger.records import Job, SeriesRecord
from launcher.protocol import AnyMessage
from launcher.protocol.events import Message, MessageWithdrawn, Severity


class Announcements:
    """Tells what changed, and keeps the messages to the user.

    Parameters
    ----------
    tell
        Called with each message that says what changed, under the lock.
    """

    def __init__(self, tell: Callable[[AnyMessage], None]) -> None:
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.messages: deque[Message] = deque(maxlen=200)
        self._tell = tell
        self._message_numbers = itertools.count(1)

    def message(
        self,
        severity: Severity,
        title: str,
        text: str = "",
        todo: str = "",
        modal: bool = False,
        retry: bool = False,
        missing: int = 0,
    ) -> Message:
        """Tell the user something, now and in ``status``."""
        with self.lock:
            now = datetime.now().astimezone().isoformat(timespec="seconds")
            text = f"{text}." if text and text[-1] not in ".!?…:" else text
            message = Message(now, severity, title, text, todo, modal, next(self._message_numbers), retry, missing)
            self.messages.append(message)
            self._tell(message)
            return message

    def _withdraw(self, job: Job) -> None:
        """What was said of a job's failures is no longer true."""
        for message in job.notices:
            self._withdraw_message(message)
        job.notices.clear()

    def _withdraw_message(self, message: Message) -> None:
        if message in self.messages:
            self.messages.remove(message)
            self._tell(MessageWithdrawn(message.id))

    def _tell_job(self, job: Job) -> None:
        self._tell(job.update())

    def _tell_series(self, record: SeriesRecord) -> None:
        self._tell(record.update())
