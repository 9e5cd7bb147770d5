"""The wish that something ends, which also reaches those who are waiting for something else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Stop(threading.Event):
    """An event that, once set, also calls what ends the waits of the moment, such as hanging up on a silent server."""

    def __init__(self) -> None:
        super().__init__()
        self._endings: list[Callable[[], object]] = []

    def set(self) -> None:
        """End it, now; from any thread."""
        super().set()
        for ending in tuple(self._endings):
            with suppress(OSError, RuntimeError, ValueError):  # what waited has just ended by itself
                ending()

    @contextmanager
    def calling(self, ending: Callable[[], object]) -> Iterator[None]:
        """``ending`` is called when it is set within the block, or has been set before."""
        self._endings.append(ending)
        try:
            if self.is_set():
                self.set()
            yield
        finally:
            self._endings.remove(ending)
