"""Downloads: which transfer goes next, how often it is tried, and when to give it up.

A few workers take the next transfer of the first queue that has one ready and whose server stands another request
(``origins``). One that failed for a passing reason goes back to its queue and waits its turn there; a server in trouble
holds up nobody else.

Each failure is a try of the file, of which there are three, unless it shows that the server is away: a server that has
just sent something is waited for, as one is that is being restarted (``Downloads._is_excused``).
"""

from __future__ import annotations

import itertools
import logging
import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from launcher.addresses import local_path, origin_of
from launcher.auth.credentials import value_of
from launcher.cache import Cache, Kept
from launcher.errors import Lapsed, NotFound, Unreachable, WetreadError
from launcher.http.client import Http, HttpError
from launcher.http.errors import NoConnection
from launcher.http.origins import QUICK, Origin
from launcher.stop import Errand, on
from launcher.traffic import Meter, Traffic
from launcher.transfers import TRIES, Form, Queue, Running, Transfer, is_put_off, is_unanswered, passing

PAUSES = (0.3, 1.5)  # seconds before the second and the third try
WAKING = 60.0  # seconds after a sleep of the computer in which its network may still come back
WAITING_PAUSE = 2.0  # seconds between two tries of a server that is waited for
LONGEST_PAUSE = 30.0  # seconds, whatever the server asks for
MOST_WORKERS = 16
UNACCEPTABLE = (400, 406)  # what is answered to a form that the server does not know, or has not
ITS_OWN_ERROR = 500

log = logging.getLogger(__name__)


class Downloads:
    """The workers and their queues.

    Parameters
    ----------
    connections
        To one server at a time, at most.
    title_of
        What the user knows a queue by.
    """

    def __init__(
        self, http: Http, cache: Cache, connections: int = 4, title_of: Callable[[str], str] = lambda name: ""
    ) -> None:
        self._http = http
        self._cache = cache
        self._connections = connections
        self._title_of = title_of
        self._started = 0
        self._idle = 0
        self._queues: dict[tuple[str, str], Queue] = {}  # by name and origin
        self._origins: dict[str, Origin] = {}
        self._running: set[Running] = set()
        self._held: frozenset[str] = frozenset()
        self._patient_until = 0.0
        self._came: Counter[str] = Counter()  # bytes, by the name of the queue
        self._meters: dict[str, Meter] = {}
        self._wake = threading.Condition()
        self._orders = itertools.count(1)
        self._firsts = itertools.count(0, -1)

    # --- what others wish ---

    def add(self, name: str, transfers: Sequence[Transfer]) -> None:
        """Put transfers at the end of the queue ``name``; a new queue comes after those that are there."""
        with self._wake:
            for transfer in transfers:
                self._queue(name, _origin(transfer)).waiting.append(transfer)
            self._staff()
            self._wake.notify_all()

    def first(self, name: str) -> None:
        """The queue ``name`` goes before all others."""
        with self._wake:
            place = (0, next(self._firsts))
            for queue in self._named(name):
                queue.place = place

    def let_pass(self, name: str) -> None:
        """The queue ``name`` does not wait for the end of what comes slowly: it has a connection of its own."""
        with self._wake:
            for queue in self._named(name):
                queue.apart = True
            self._wake.notify_all()

    def look_at(self, name: str) -> None:
        """Somebody looks at ``name``: it goes before all others, and at once, even if another one has to wait."""
        self.first(name)
        self.let_pass(name)
        with self._wake:
            for queue in self._named(name):
                self._make_room(queue)

    def _make_room(self, queue: Queue) -> None:
        """Interrupt the least wanted of the transfers that leave no connection to one that is due."""
        busy = [running for running in self._running if running.queue.origin is queue.origin]
        if len(busy) < queue.origin.most or queue.due() or any(running.queue is queue for running in busy):
            return
        now = time.monotonic()
        slow = [running for running in busy if now - running.began > QUICK and running.queue.place > queue.place]
        if slow:
            max(slow, key=lambda running: running.queue.place).stop.set()

    def hold(self, names: Iterable[str]) -> None:
        """Begin nothing of these queues, and go on with all others; what is on its way begins anew later."""
        with self._wake:
            self._held = frozenset(names)
            for running in self._running:
                if running.queue.name in self._held:
                    running.stop.set()
            self._wake.notify_all()

    def sweep(self) -> None:
        """Hang up on what nobody wants any more: its series was closed, its job cancelled."""
        with self._wake:
            busy = list(self._running)
        for running in busy:
            if not running.transfer.begin():
                running.stop.set()

    def woke(self) -> None:
        """The computer has slept: its network may be away for a while, which is no reason to give anything up."""
        with self._wake:
            self._patient_until = time.monotonic() + WAKING

    def traffic(self, now: float) -> dict[str, Traffic]:
        """What comes at present, by queue."""
        with self._wake:
            coming: Counter[str] = Counter()
            for running in self._running:
                coming[running.queue.name] += running.received
                if (taken := now - running.began) > QUICK:  # less says nothing, unless the file is whole
                    running.queue.origin.flows(running.received, taken)
            self._wake.notify_all()
            names = self._meters.keys() | coming.keys()
            return {name: self._measured(name, coming[name], now) for name in names}

    def _measured(self, name: str, coming: int, now: float) -> Traffic:
        rate = self._meters.setdefault(name, Meter()).rate(self._came[name] + coming, now)
        if not rate and not coming and not self._named(name):
            del self._meters[name], self._came[name]
        return Traffic(coming, rate)

    def _queue(self, name: str, origin: str) -> Queue:
        if origin not in self._origins:
            self._origins[origin] = Origin(self._connections)
        if (name, origin) not in self._queues:
            place = next((queue.place for queue in self._named(name)), None) or (1, next(self._orders))
            self._queues[name, origin] = Queue(name, self._origins[origin], place)
        return self._queues[name, origin]

    def _named(self, name: str) -> list[Queue]:
        return [queue for queue in self._queues.values() if queue.name == name]

    # --- workers ---

    def _staff(self) -> None:
        """As many workers as there may be transfers at a time."""
        waiting = sum(len(queue.waiting) for queue in self._queues.values())
        wanted = min(MOST_WORKERS, self._connections * len(self._origins))
        while self._started < wanted and self._idle < waiting:
            threading.Thread(target=self._work, name=f"download-{self._started}", daemon=True).start()
            self._started += 1
            self._idle += 1

    def _work(self) -> None:
        while True:
            running = self._next()
            try:
                self._try(running)
            except Exception:  # a mistake of ours must cost one file, not the worker
                log.exception("a transfer could not be given up")
            with self._wake:
                self._running.discard(running)
                self._came[running.queue.name] += running.received
                running.queue.origin.running -= 1
                self._idle += 1

    def _next(self) -> Running:
        with self._wake:
            while True:
                now = time.monotonic()
                queue = min(self._ready(now), key=lambda queue: queue.place, default=None)
                if queue is not None:
                    running = Running(queue.take(now), queue, now)
                    self._running.add(running)
                    queue.origin.running += 1
                    self._idle -= 1
                    return running
                self._wake.wait(self._until_next(now))

    def _ready(self, now: float) -> list[Queue]:
        """The queues of which a transfer may begin now. What is empty is forgotten."""
        for key in [key for key, queue in self._queues.items() if queue.due() == math.inf]:
            del self._queues[key]
        return [
            queue
            for queue in self._queues.values()
            if queue.name not in self._held and queue.due() <= now and queue.origin.is_ready(now, queue.apart)
        ]

    def _until_next(self, now: float) -> float | None:
        """Seconds until time alone makes a transfer ready; none when something else must happen first."""
        dues = [max(queue.due(), queue.origin.not_before) for queue in self._queues.values()]
        return min((due - now for due in dues if due > now), default=None)

    # --- one transfer ---

    def _try(self, running: Running) -> None:
        transfer = running.transfer
        try:
            if transfer.begin():
                with on(Errand(running.stop, title=partial(self._title_of, running.queue.name))):
                    self._fetch(running)
                self._came_well(running)
        except WetreadError as error:
            self._failed(running, error)
        except Exception:
            log.exception("a transfer failed in an unforeseen way")
            transfer.give_up(WetreadError("An image could not be taken in", "an unforeseen error", "See the log."))

    def _fetch(self, running: Running) -> None:
        if running.transfer.fetch is not None:
            running.transfer.fetch(running)
        else:
            self._fetch_in_some_form(running)

    def _fetch_in_some_form(self, running: Running) -> None:
        """Take the file in, in the first form that the server can answer with."""
        transfer, unacceptable = running.transfer, running.queue.unacceptable
        forms = itertools.product(range(len(transfer.addresses)), transfer.media_types)
        refusals: dict[Form, HttpError | NotFound] = {}
        for form in sorted(forms, key=lambda form: form in unacceptable):
            try:
                self._get(running, transfer.addresses[form[0]], form[1])
            except (HttpError, NotFound) as error:
                if is_put_off(error) or (isinstance(error, NotFound) and not refusals):
                    raise  # which says nothing of the form
                refusals[form] = error
            else:
                unacceptable.update(form for form, error in refusals.items() if _status(error) in UNACCEPTABLE)
                return
        raise next(filter(passing, refusals.values()), next(iter(refusals.values())))

    def _get(self, running: Running, address: str, media_type: str) -> None:
        transfer = running.transfer
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
            stop=running.stop,
        ) as response:
            running.response = response
            if transfer.receive is not None:
                transfer.receive(response)
                return
            file = self._cache.keep(response, transfer.grows)
        self._accept(transfer, file)

    def _accept(self, transfer: Transfer, file: Kept) -> None:
        try:
            transfer.accept(file)
        except BaseException:
            self._cache.discard(file.path)
            raise

    # --- how it ended ---

    def _came_well(self, running: Running) -> None:
        with self._wake:
            origin = running.queue.origin
            before, now = origin.allowed, time.monotonic()
            origin.flows(running.received, now - running.began)
            origin.sent(running.began, now)
            running.queue.ended()
            if origin.allowed > before:
                self._wake.notify_all()

    def _failed(self, running: Running, error: WetreadError) -> None:
        """Have the transfer tried again later; or give it up, with all that would come to the same."""
        with self._wake:
            lost = self._lost_by(running, error, time.monotonic())
        for transfer in lost:
            transfer.give_up(error)

    def _lost_by(self, running: Running, error: WetreadError, now: float) -> list[Transfer]:
        """What is given up for a failure; the transfer waits for its next try otherwise."""
        if running.received:
            running.queue.origin.heard(now)
        if running.stop.is_set():
            self._put_back(running, first=True)
            return []
        if isinstance(error, NoConnection):
            return self._lost_without_connection(running, now)
        running.queue.ended(error)
        return self._lost_after_try(running, error, now)

    def _lost_without_connection(self, running: Running, now: float) -> list[Transfer]:
        """A server that cannot be reached at all is found out once, not file by file."""
        origin = running.queue.origin
        if now < max(self._patient_until, origin.awaited_until):
            origin.not_before = now + WAITING_PAUSE
        elif origin.unreachable(running.began, now, PAUSES[0]):
            queues = [queue for queue in self._queues.values() if queue.origin is origin]
            return [running.transfer, *(transfer for queue in queues for transfer in queue.take_all())]
        self._put_back(running, first=True)
        return []

    def _lost_after_try(self, running: Running, error: WetreadError, now: float) -> list[Transfer]:
        """The transfer, and what need not be asked for either, when it has failed for good."""
        transfer = running.transfer
        excused = self._is_excused(running, error, now)
        pause = _pause(transfer, error, excused)
        _spare(running, error, now, pause if excused or is_put_off(error) else 0.0)
        transfer.tries += not excused
        if transfer.tries >= TRIES or not passing(error):
            return [transfer, *self._lost_with(running, error)]
        transfer.not_before = now + pause
        if is_unanswered(error):  # it may hold a worker for long
            running.queue.place = (1, next(self._orders))
        self._put_back(running)
        return []

    def _is_excused(self, running: Running, error: WetreadError, now: float) -> bool:
        """Whether a failure is no try of its file, for the server or the network is away, and may soon be back.

        That is so when there is no answer to it, or one that has nothing to do with it, and nothing else was asked for
        and came since it was put off before. An answer that had begun, and broke off, may be the file's own trouble.
        """
        transfer, queue = running.transfer, running.queue
        others_came = (transfer.put_off or running.began) < queue.origin.good_since
        transfer.put_off = now
        if now < self._patient_until and isinstance(error, Unreachable):
            return passing(error)
        if others_came:
            return is_put_off(error)  # the server lets some requests through at a time
        unanswered = is_unanswered(error) and not running.received
        fails_at_all = queue.doubt and _status(error) == ITS_OWN_ERROR
        return (unanswered or fails_at_all or is_put_off(error)) and now < queue.origin.awaited_until

    def _lost_with(self, running: Running, error: WetreadError) -> list[Transfer]:
        """What need not be asked for any more, for it would come to the same."""
        if isinstance(error, Lapsed) and error.entirely:
            login, origin = _login(running.transfer), running.queue.origin
            queues = [queue for queue in self._queues.values() if queue.origin is origin]
            return [lost for queue in queues for lost in queue.take_all(lambda other: _login(other) == login)]
        return running.queue.take_all() if running.queue.doubt else []

    def _put_back(self, running: Running, first: bool = False) -> None:
        queue = self._queues.setdefault((running.queue.name, _origin(running.transfer)), running.queue)
        if first:
            queue.waiting.appendleft(running.transfer)
        else:
            queue.later.append(running.transfer)
        self._wake.notify_all()


def _origin(transfer: Transfer) -> str:
    """Whose connections a transfer uses; empty for this computer's files, and for what cannot be asked for."""
    if transfer.fetch is not None:
        return transfer.addresses[0]
    try:
        return origin_of(transfer.addresses[0])
    except WetreadError:
        return ""


def _login(transfer: Transfer) -> str:
    return value_of("authorization", transfer.headers)


def _status(error: WetreadError) -> int:
    return error.status if isinstance(error, HttpError) else 0


def _pause(transfer: Transfer, error: WetreadError, excused: bool) -> float:
    """Seconds until the next try: of a server that is away, or as it says, or longer with each try."""
    told = min(error.retry_after, LONGEST_PAUSE) if isinstance(error, HttpError) else 0.0
    waiting = WAITING_PAUSE if excused and not is_put_off(error) else 0.0
    return max(told, waiting or PAUSES[min(transfer.tries, len(PAUSES) - 1)])


def _spare(running: Running, error: WetreadError, now: float, pause: float) -> None:
    """Ask a server that is in trouble less, and not before a pause; any other failure is an answer all the same."""
    if pause or isinstance(error, Unreachable):
        running.queue.origin.overloaded(running.began, now, pause)
    else:
        running.queue.origin.answered()
