"""The wish that something ends, which also reaches those who are waiting for something else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import field

from launcher.frozen import frozen


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

    def calling(self, ending: Callable[[], object]) -> AbstractContextManager[None]:
        """``ending`` is called when it is set within the block, or has been set before."""
        return _Calling(self, self._endings, ending)


class _Calling(AbstractContextManager[None]):
    """As ``contextmanager`` would make it, at half its price: two for each file that comes."""

    def __init__(self, stop: Stop, endings: list[Callable[[], object]], ending: Callable[[], object]) -> None:
        self._stop, self._endings, self._ending = stop, endings, ending

    def __enter__(self) -> None:
        self._endings.append(self._ending)
        if self._stop.is_set():
            self._stop.set()

    def __exit__(self, *error: object) -> None:
        self._endings.remove(self._ending)


@frozen
class Errand:
    """What a thread is at work for: what ends its waits, and who is told what it waits for, while it does.

    ``title`` gives what the user knows it by; empty when it has no name.
    """

    stop: Stop = field(default_factory=Stop)
    waiting: Callable[[str], AbstractContextManager[None]] = lambda what: nullcontext()
    title: Callable[[], str] = lambda: ""


_of_this_thread = threading.local()


@contextmanager
def on(errand: Errand) -> Iterator[None]:
    """Within the block, this thread is at work for ``errand``."""
    before = errand_of_this_thread()
    _of_this_thread.errand = errand
    try:
        yield
    finally:
        _of_this_thread.errand = before


def errand_of_this_thread() -> Errand:
    """That of the innermost block; one that nobody ends when there is none."""
    errand: Errand | None = getattr(_of_this_thread, "errand", None)
    return errand or Errand()
