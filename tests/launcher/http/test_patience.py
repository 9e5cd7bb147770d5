"""A server that is busy is waited for; one that says no is not."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from launcher.errors import NotFound, WetreadError
from launcher.http import patience
from launcher.http.client import Broken, HttpError
from launcher.http.errors import NoConnection
from launcher.http.patience import patiently
from launcher.stop import Errand, Stop, on


class Server:
    """Fails so many times, then answers."""

    def __init__(self, error: WetreadError, times: int) -> None:
        self.error = error
        self.times = times
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        if self.asked <= self.times:
            raise self.error
        return "answer"


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "FIRST", 0.01)
    monkeypatch.setattr(patience, "OWN", 0.5)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_until_it_answers(status: int) -> None:
    assert patiently(Server(HttpError("busy", "", status), 5), Stop()) == "answer"


def test_a_connection_that_breaks_is_tried_as_long() -> None:
    assert patiently(Server(Broken("The connection broke"), 5), Stop()) == "answer"


def test_a_server_that_stays_busy_is_given_up_in_the_end() -> None:
    with pytest.raises(HttpError):
        patiently(Server(HttpError("busy", "", 503), 1000), Stop())


@pytest.mark.parametrize("error", [HttpError("broken", "", 500), NoConnection("nobody")])
def test_what_is_wrong_otherwise_is_tried_three_times(error: WetreadError) -> None:
    server = Server(error, 1000)
    with pytest.raises(type(error)):
        patiently(server, Stop())
    assert server.asked == 3


def test_a_clear_no_is_not_asked_again() -> None:
    server = Server(NotFound("no"), 1)
    with pytest.raises(NotFound):
        patiently(server, Stop())
    assert server.asked == 1


def test_the_server_says_how_long_within_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.monotonic()
    assert patiently(Server(HttpError("busy", "", 429, retry_after=0.3), 1), Stop()) == "answer"
    assert time.monotonic() - began > 0.29

    monkeypatch.setattr(patience, "TOLD", 0.1)
    with pytest.raises(HttpError):
        patiently(Server(HttpError("busy", "", 429, retry_after=3600), 1000), Stop())


def test_who_waits_is_told_and_may_end_it() -> None:
    told: list[str] = []

    @contextmanager
    def waiting(what: str) -> Iterator[None]:
        told.append(what)
        yield

    stop = Stop()
    threading.Timer(0.2, stop.set).start()
    with on(Errand(stop, waiting)), pytest.raises(HttpError):
        patiently(Server(HttpError("The server could not answer", "it is busy", 503, retry_after=30), 9), stop)
    assert told == ["The server could not answer: it is busy. It is asked again in 30 s"]
