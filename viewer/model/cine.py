"""Playing a stack: which frame is due at which moment. A clock goes in, so that a slow screen skips and never lags."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import Final

from launcher.frozen import frozen

DEFAULT_RATE: Final = 15.0
SLOWEST: Final = 0.5  # images per second
FASTEST: Final = 120.0


@frozen
class Cine:
    """A stack of ``len(durations)`` frames being played.

    ``durations`` are in seconds, one for each frame; ``sweep`` goes back and forth instead of round. ``begun`` is the
    clock's time at which the frame at ``position`` came.
    """

    durations: tuple[float, ...]
    sweep: bool = False
    begun: float = 0.0
    position: int = 0

    @property
    def rate(self) -> float:
        """Images per second, on average."""
        return len(self.durations) / sum(self.durations)

    def at(self, rate: float) -> Cine:
        """Faster or slower, from where it is."""
        factor = self.rate / max(SLOWEST, min(rate, FASTEST))
        return replace(self, durations=tuple(duration * factor for duration in self.durations))

    def going_on(self, now: float, position: int) -> Cine:
        """From another frame on."""
        return replace(self, begun=now, position=position)

    def frame_at(self, now: float) -> int:
        """The position of the frame that is due now."""
        ends = self._ends
        start = ends[self._order.index(self.position)] - self.durations[self.position]
        return self._order[min(bisect_right(ends, (start + now - self.begun) % ends[-1]), len(ends) - 1)]

    @cached_property
    def _order(self) -> tuple[int, ...]:
        there = tuple(range(len(self.durations)))
        return (*there, *there[-2:0:-1]) if self.sweep else there

    @cached_property
    def _ends(self) -> tuple[float, ...]:
        """When each part of a round ends, in seconds from its beginning."""
        return tuple(accumulate(self.durations[position] for position in self._order))


def cine(count: int, rate: float | None, times: tuple[float, ...] = (), sweep: bool = False) -> Cine:
    """Play ``count`` frames at ``rate`` per second, or as ``times`` say if there is one for each."""
    if len(times) == count and min(times) > 0:
        return Cine(times, sweep).at(count / sum(times))
    limited = max(SLOWEST, min(rate or DEFAULT_RATE, FASTEST))
    return Cine((1 / limited,) * count, sweep)
