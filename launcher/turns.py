"""So many at work at a time, not counting those that wait for somebody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """``most`` may work side by side. Who waits within its turn lets another begin, and then goes on at once."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._given = threading.Condition()

    @contextmanager
    def working(self) -> Iterator[None]:
        """A turn, as soon as there is one."""
        with self._given:
            self._given.wait_for(lambda: self._free > 0)
            self._free -= 1
        try:
            yield
        finally:
            self._give()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Within a turn: it is somebody else's for as long as the block lasts.

        Afterwards there may be one more at work for a while: whoever holds what the others wait for must not wait for
        them.
        """
        self._give()
        try:
            yield
        finally:
            with self._given:
                self._free -= 1

    def _give(self) -> None:
        with self._given:
            self._free += 1
            self._given.notify()
