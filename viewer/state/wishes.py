"""What the user asks of the service."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from launcher.protocol import AnyMessage
from launcher.protocol.wishes import Cancel, Open, Pause, Resume, Retry


class Wishes:
    """Each is one message, given to ``say``. Series are named by their keys. ``retries`` counts those to retry."""

    def __init__(self, say: Callable[[AnyMessage], None]) -> None:
        self._say = say
        self.retries = 0

    def open(self, targets: Iterable[str], **how: bool) -> None:
        """Open files, folders or addresses; ``how`` are further fields of ``Open``."""
        self._say(Open(tuple(targets), **how))

    def retry(self, keys: Iterable[str]) -> None:
        """Fetch again what is missing of these series; of all, if none is named."""
        self.retries += 1
        self._say(Retry(tuple(keys)))

    def pause(self, keys: Iterable[str]) -> None:
        """Have no more of these series fetched for now."""
        self._say(Pause(tuple(keys)))

    def resume(self, keys: Iterable[str]) -> None:
        """Go on with these series."""
        self._say(Resume(tuple(keys)))

    def cancel(self, keys: Iterable[str]) -> None:
        """Do not wait for the rest of these series."""
        self._say(Cancel(tuple(keys)))
