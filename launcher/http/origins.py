"""What one server stands: how many requests at a time, and from when.

No input or output: it is told how requests ended, and says whether another may begin. Times are of the monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

STRIKES: Final = 3
"""Attempts without a connection, until a server counts as down."""

PER_STEP: Final = 8
"""Files that come well until one more connection is tried."""

GRACE: Final = 20.0
"""Seconds for which a server that has just sent something is waited for, should it go away: it may be restarted."""

QUICK, FAST = 0.5, 250_000
"""Seconds for a file, or bytes a second, that show a line on which files do not wait for each other."""


@dataclass(eq=False)
class Origin:
    """One server. ``most`` connections are opened to it, ``allowed`` of them at present.

    Of what came well, the latest was asked for at ``good_since``. Should the server go away, it is waited for until
    ``awaited_until``.

    It begins with one: on a slow line, four files side by side would keep the first image waiting for all of them.
    """

    most: int
    allowed: int = 1
    running: int = 0
    good_since: float = 0.0
    not_before: float = 0.0
    awaited_until: float = 0.0
    _came: int = 0
    _strikes: int = 0
    _changed: float = 0.0

    def is_ready(self, now: float, apart: bool = False) -> bool:
        """Whether another request may begin; for what somebody waits for, there is one connection more."""
        allowed = min(self.allowed + apart, self.most)
        return self.running < allowed and now >= self.not_before

    def flows(self, size: int, seconds: float) -> None:
        """So many bytes came so quickly: a line that is fast, and was never in trouble, is used at once."""
        if not self._changed and (seconds < QUICK or size > FAST * seconds):
            self.allowed = self.most

    def answered(self) -> None:
        """A request was answered, well or with a clear no: what it stood before it may stand again."""
        self._strikes = 0
        self._came += 1
        if self._came >= PER_STEP and self.allowed < self.most:
            self.allowed += 1
            self._came = 0

    def sent(self, began: float, now: float) -> None:
        """A file has come well, which was asked for at ``began``: then it was there, whatever it had sent before."""
        self.answered()
        self.good_since = max(self.good_since, began)
        self.heard(now)

    def heard(self, now: float) -> None:
        """Something has just come, be it a part of a file: it was there a moment ago."""
        self.awaited_until = now + GRACE

    def overloaded(self, began: float, now: float, pause: float) -> None:
        """It said that it is asked too much, or fell silent. Requests that ran side by side count as one."""
        self.not_before = max(self.not_before, now + pause)
        if began >= self._changed:
            self.allowed = max(1, self.allowed // 2)
            self._changed = now
        self._came = 0

    def unreachable(self, began: float, now: float, pause: float) -> bool:
        """No connection came about; whether it counts as down now. Until then it is tried by one request at a time."""
        if began < self._changed:
            return False
        self.allowed, self._came, self._changed = 1, 0, now
        self.not_before = now + pause
        self._strikes += 1
        if self._strikes < STRIKES:
            return False
        self._strikes, self.not_before = 0, 0.0
        return True
