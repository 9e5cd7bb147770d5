"""How long a server that is busy is waited for, by what is asked once: a list, a manifest."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from launcher.errors import Unreachable, WetreadError
from launcher.http.certificates import Untrusted
from launcher.http.client import HttpError
from launcher.http.errors import NoConnection
from launcher.stop import Stop, errand_of_this_thread
from launcher.transfers import BUSY, TRIES, passing

Given = TypeVar("Given")

FIRST = 0.5  # seconds before the second try; twice as long before each further one
OWN = 30.0  # seconds in all, by our own count
TOLD = 60.0  # seconds in all, where the server says how long


def patiently(ask: Callable[[], Given], stop: Stop, again: Callable[[WetreadError], bool] = passing) -> Given:
    """What ``ask`` gives; a server that is busy or hangs up is asked again for a while, and another a few times.

    Parameters
    ----------
    again
        Whether an error leaves hope at all.

    Raises
    ------
    WetreadError
        The last one of ``ask``; at once when ``stop`` is set.
    """
    began, pause, tries = time.monotonic(), FIRST, 0
    while True:
        try:
            return ask()
        except WetreadError as error:
            tries += 1
            told = error.retry_after if isinstance(error, HttpError) else 0.0
            left = began + (TOLD if told else OWN) - time.monotonic()
            hope = tries == 1 or (left > 0 if is_busy(error) else tries < TRIES)
            if not (again(error) and hope) or _is_stopped(error, stop, min(max(pause, told), max(left, pause))):
                raise
            pause *= 2


def is_busy(error: WetreadError) -> bool:
    """Whether an error says that the server can do nothing at the moment, rather than something of what was asked."""
    if isinstance(error, HttpError):
        return error.status in BUSY
    return isinstance(error, Unreachable) and not isinstance(error, NoConnection | Untrusted)


def _is_stopped(error: WetreadError, stop: Stop, seconds: float) -> bool:
    """Wait, and say so; whether it came to an end."""
    with errand_of_this_thread().waiting(f"{error.what}: {error.why}. It is asked again in {max(seconds, 1):.0f} s"):
        return stop.wait(seconds)
