"""Transfers: the files that are to be fetched, the queues in which they wait, and what of a failure may pass.

A ``Transfer`` knows its addresses and what to do with the file, and nothing of series or patients.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from launcher.cache import Kept, nobody
from launcher.errors import BadAnswer, NotAuthorised, NotFound, Unreachable, WetreadError
from launcher.http.certificates import Untrusted
from launcher.http.client import RETRY_STATUS, Broken, HttpError, Limits, Response
from launcher.http.origins import Origin
from launcher.stop import Stop

TRIES: Final = 3
FEW: Final = 3  # files of a queue that are refused alike, one after the other, until the rest is not asked for any more
BUSY: Final = frozenset((429, 502, 503, 504))  # what a server answers that is asked too much, or is being restarted

Form = tuple[int, str]
"""How a file is asked for: which of its addresses, and as what media type."""


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
    fetch
        Does all of it, by other means than HTTP, from the archive that the one address names; it ends soon after
        ``Running.stop``, by an error if something is missing, and counts what comes.
    grows
        Told of the file while it comes, where there is no ``receive``.
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
    fetch: Callable[[Running], None] | None = None
    grows: Callable[[Kept], None] = nobody
    tries: int = 0
    not_before: float = 0.0
    put_off: float = 0.0  # when it failed last

    def afresh(self) -> Transfer:
        """The same, with all its tries before it."""
        return replace(self, tries=0, not_before=0.0, put_off=0.0)


@dataclass(eq=False)
class Queue:
    """The transfers of one series from one server. The lowest ``place`` goes first.

    ``apart``: it need not wait for what comes slowly, but may have a connection of its own. In
    ``doubt``, when the server has refused several of them alike, these are tried to their end before the others.
    ``unacceptable`` are forms that the server refused, and then had another; they are asked for last.
    """

    name: str
    origin: Origin
    place: tuple[int, int]
    apart: bool = False
    unacceptable: set[Form] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)  # how, one after the other
    waiting: deque[Transfer] = field(default_factory=deque)
    later: list[Transfer] = field(default_factory=list)  # that have failed, and wait for their next try

    def due(self) -> float:
        """When its next transfer may begin, as far as that is its own affair; infinite when it has none."""
        if self.waiting and not (self.doubt and self.later):
            return 0.0
        return min((transfer.not_before for transfer in self.later), default=math.inf)

    def take(self, now: float) -> Transfer:
        """The next transfer, which is ``due``."""
        ready = next((transfer for transfer in self.later if transfer.not_before <= now), None)
        if ready is None or (self.waiting and not self.doubt):
            return self.waiting.popleft()
        self.later.remove(ready)
        return ready

    def take_all(self, wanted: Callable[[Transfer], bool] = lambda transfer: True) -> list[Transfer]:
        """Everything that is ``wanted``; nothing of it stays."""
        everything = [transfer for transfer in (*self.waiting, *self.later) if wanted(transfer)]
        self.waiting = deque(transfer for transfer in self.waiting if not wanted(transfer))
        self.later = [transfer for transfer in self.later if not wanted(transfer)]
        return everything

    @property
    def doubt(self) -> bool:
        """Whether the server seems to refuse all of it."""
        return len(self.refused) >= FEW

    def ended(self, error: WetreadError | None = None) -> None:
        """One of it came well, or was refused; only what is refused alike adds up."""
        refusal = _refusal(error)
        if not refusal or self.refused[-1:] != [refusal]:
            self.refused.clear()
        if refusal:
            self.refused.append(refusal)


@dataclass(eq=False)
class Running:
    """A transfer that a worker is busy with."""

    transfer: Transfer
    queue: Queue
    began: float
    stop: Stop = field(default_factory=Stop)
    response: Response | None = None
    counted: int = 0

    @property
    def received(self) -> int:
        """Bytes that have come."""
        return self.response.received if self.response is not None else self.counted


def _refusal(error: WetreadError | None) -> str:
    """How a server refuses what it has, in whatever form it is asked for; empty when it has another reason."""
    refused = isinstance(error, NotAuthorised) or (isinstance(error, HttpError) and error.status not in BUSY)
    return error.what + str(getattr(error, "status", "")) if error is not None and refused else ""


def passing(error: WetreadError) -> bool:
    """Whether another try may succeed."""
    if isinstance(error, HttpError):
        return error.status in RETRY_STATUS
    if isinstance(error, Untrusted | NotFound):
        return False
    return isinstance(error, Unreachable | Damaged)


def is_put_off(error: WetreadError) -> bool:
    """Whether the server says that it is not the moment, whatever it was asked for."""
    return isinstance(error, HttpError) and error.status in BUSY


def is_unanswered(error: WetreadError) -> bool:
    """Whether no answer has begun, where another try may bring one."""
    return isinstance(error, Unreachable) and passing(error) and not isinstance(error, Broken)
