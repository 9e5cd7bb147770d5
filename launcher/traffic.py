"""How fast something comes: bytes as they are counted, over the last moments."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from launcher.frozen import frozen

WINDOW: Final = 5.0
"""Seconds over which a rate is taken."""


@frozen
class Traffic:
    """What comes of one queue: bytes of the files that are not whole yet, and bytes a second."""

    on_its_way: int = 0
    rate: float = 0.0


NOTHING: Final = Traffic()


@dataclass
class Meter:
    """Counts the bytes of one queue; ``now`` is of the monotonic clock."""

    _seen: deque[tuple[float, int]] = field(default_factory=deque)

    def rate(self, total: int, now: float) -> float:
        """Bytes a second, when ``total`` bytes have come until ``now``; 0 until it has been asked twice."""
        self._seen.append((now, total))
        while len(self._seen) > 2 and now - self._seen[1][0] >= WINDOW:
            self._seen.popleft()
        since, before = self._seen[0]
        return max(total - before, 0) / (now - since) if now > since else 0.0
