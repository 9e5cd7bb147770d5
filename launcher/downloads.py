"""Transfers: which file is fetched next, how often it is tried, and when to give it up.

A ``Transfer`` knows its addresses and what to do with the file; this module knows nothing of series or patients. A few
workers take the next transfer of the first queue that has one ready. One that failed for a passing reason goes back to
its queue and waits its turn there, and the queue of a server that does not answer goes behind the others, so that a
server in trouble holds up nobody else.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from launcher.addresses import local_path
from launcher.cache import Cache, Kept
from launcher.certificates import Untrusted
from launcher.errors import BadAnswer, NotFound, Unreachable, WetreadError
from launcher.http import RETRY_STATUS, Broken, Http, HttpError, Limits, Response

TRIES = 3
PAUSES = (0.3, 1.5)  # seconds before the second and the third try
LONGEST_PAUSE = 30.0  # seconds, whatever the server asks for
LARGEST_FILE = 16 << 30  # bytes

log = logging.getLogger(__name__)


class Damaged(BadAnswer):
    """A file that came, but not whole: worth another try."""


@dataclass(eq=False)
class Transfer:
    """One file to fetch.

    Parameters
    ----------
    addresses
        The address, then what to ask instead when the server cannot answer it (another transfer syntax).
    media_types
        What to ask each address for, the next one when the server cannot answer with that.
    begin
        Called first; ``False`` says that nobody wants the file any more.
    accept
        Called with the file when it has come; raises ``Damaged`` to have it fetched again, another
        ``WetreadError`` to give it up.
    receive
        Takes the open answer instead of ``accept`` the file: for one that is packed, or holds many files.
    give_up
        Called with the reason when it does not come.
    """

    addresses: tuple[str, ...]
    begin: Callable[[], bool]
    accept: Callable[[Kept], None]
    give_up: Callable[[WetreadError], None]
    headers: Sequence[tuple[str, str]] = ()
    permit: Callable[[str], None] = lambda address: None
    limits: Limits = field(default_factory=Limits)
    media_types: tuple[str, ...] = ("*/*",)
    receive: Callable[[Response], None] | None = None
    tries: int = 0
    not_before: float = 0.0

    def afresh(self) -> Transfer:
        """The same, with all its tries before it."""
        return replace(self, tries=0, not_before=0.0)


@dataclass(eq=False)
class Queue:
    """The transfers of one series. The lowest ``place`` goes first."""

    place: tuple[int, int]
    waiting: deque[Transfer] = field(default_factory=deque)


class Downloads:
    """The workers and their queues."""

    def __init__(self, http: Http, cache: Cache, workers: int = 4) -> None:
        self._http = http
        self._cache = cache
        self._workers = workers
        self._started = 0
        self._idle = 0
        self._queues: dict[str, Queue] = {}
        self._wake = threading.Condition()
        self._orders = itertools.count(1)
        self._firsts = itertools.count(0, -1)

    def add(self, name: str, transfers: Sequence[Transfer]) -> None:
        """Put transfers at the end of the queue ``name``; a new queue comes after those that are there."""
        with self._wake:
            queue = self._queues.setdefault(name, Queue((1, next(self._orders))))
            queue.waiting.extend(transfers)
            waiting = sum(len(queue.waiting) for queue in self._queues.values())
            while self._started < self._workers and self._idle < waiting:
                threading.Thread(target=self._work, name=f"download-{self._started}", daemon=True).start()
                self._started += 1
                self._idle += 1
            self._wake.notify_all()

    def first(self, name: str) -> None:
        """The queue ``name`` goes before all others: somebody is looking at it."""
        with self._wake:
            if name in self._queues:
                self._queues[name].place = (0, next(self._firsts))

    def _work(self) -> None:
        while True:
            name, transfer = self._next()
            try:
                self._try(name, transfer)
            except Exception:  # a mistake of ours must cost one file, not the worker
                log.exception("a transfer could not be given up")
            with self._wake:
                self._idle += 1

    def _next(self) -> tuple[str, Transfer]:
        with self._wake:
            while True:
                now, wait = time.monotonic(), None
                for name, queue in sorted(self._queues.items(), key=lambda item: item[1].place):
                    for _ in range(len(queue.waiting)):
                        if queue.waiting[0].not_before <= now:
                            self._idle -= 1
                            return name, queue.waiting.popleft()
                        due = queue.waiting[0].not_before - now
                        wait = due if wait is None else min(wait, due)
                        queue.waiting.rotate(-1)
                    if not queue.waiting:
                        del self._queues[name]
                self._wake.wait(wait)

    def _try(self, name: str, transfer: Transfer) -> None:
        try:
            if transfer.begin():
                self._fetch(transfer)
        except WetreadError as error:
            self._failed(name, transfer, error)
        except Exception:
            log.exception("a transfer failed in an unforeseen way")
            transfer.give_up(WetreadError("An image could not be taken in", "an unforeseen error", "See the log."))

    def _fetch(self, transfer: Transfer) -> None:
        """Take the file in, in the first form that the server can answer with."""
        *others, last = itertools.product(transfer.addresses, transfer.media_types)
        for address, media_type in others:
            try:
                self._get(transfer, address, media_type)
                return
            except HttpError as error:
                if error.status == 429 or error.status == 503:
                    raise  # busy, which says nothing of what was asked for
        self._get(transfer, *last)

    def _get(self, transfer: Transfer, address: str, media_type: str) -> None:
        path = local_path(address)
        if path is not None:
            transfer.permit(address)
            self._accept(transfer, self._cache.copy(path))
            return
        with self._http.get(
            address,
            headers=transfer.headers,
            accept=media_type,
            limits=transfer.limits,
            permit=transfer.permit,
        ) as response:
            if transfer.receive is not None:
                transfer.receive(response)
                return
            file = self._cache.keep(response.chunks(LARGEST_FILE))
        self._accept(transfer, file)

    def _accept(self, transfer: Transfer, file: Kept) -> None:
        try:
            transfer.accept(file)
        except BaseException:
            self._cache.discard(file.path)
            raise

    def _failed(self, name: str, transfer: Transfer, error: WetreadError) -> None:
        transfer.tries += 1
        if transfer.tries >= TRIES or not passing(error):
            transfer.give_up(error)
            return
        pause = PAUSES[transfer.tries - 1]
        asked = error.retry_after if isinstance(error, HttpError) else 0.0
        transfer.not_before = time.monotonic() + min(max(pause, asked), LONGEST_PAUSE)
        with self._wake:
            queue = self._queues.setdefault(name, Queue((1, next(self._orders))))
            if isinstance(error, Unreachable) and not isinstance(error, Broken):  # it may hold a worker for long
                queue.place = (1, next(self._orders))
            queue.waiting.append(transfer)
            self._wake.notify_all()


def passing(error: WetreadError) -> bool:
    """Whether another try may succeed."""
    if isinstance(error, HttpError):
        return error.status in RETRY_STATUS
    if isinstance(error, Untrusted | NotFound):
        return False
    return isinstance(error, Unreachable | Damaged)
