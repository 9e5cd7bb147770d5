"""Servers that go away: waited for where they may come back, else given up; and networks after a sleep."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from launcher import downloads
from launcher.cache import Cache
from launcher.downloads import Downloads
from launcher.http import origins
from launcher.http.client import Http
from launcher.transfers import TRIES
from tests.launcher.downloads.log import Log
from tests.servers import web as webs
from tests.servers.line import Line, slow_line
from tests.servers.processes import until
from tests.servers.web import Answer, Web, but_for_the_first, cut, for_a_while, hangs_up, held, says


@pytest.fixture
def line(web: Web) -> Iterator[Line]:
    """A line to the web server, which answers everything."""
    web.answers("/*", lambda seen: Answer(seen.path.encode()))
    with slow_line(web.port, 1e9, 0.0) as line:
        yield line


def gone(line: Line, how: str, dead_port: int) -> None:
    """The server behind the line goes away; what stands in front of it may still answer."""
    if how == "hangs up":
        line.far_port = dead_port
        line.cut()
    else:
        line.close()


@pytest.mark.parametrize("how", ["nobody", "hangs up"])
def test_a_server_that_goes_away_while_it_sends_is_waited_for(
    cache: Cache, log: Log, web: Web, line: Line, monkeypatch: pytest.MonkeyPatch, dead_port: int, how: str
) -> None:
    monkeypatch.setattr(downloads, "PAUSES", (0.01, 0.01))
    monkeypatch.setattr(downloads, "WAITING_PAUSE", 0.02)
    asked: list[str] = []
    queue = Downloads(Http(), cache)
    queue.add("series", [log.transfer(f"http://127.0.0.1:{line.port}/{n}") for n in range(3)])
    log.wait(3)

    gone(line, how, dead_port)
    queue.add("series", [log.transfer(f"http://127.0.0.1:{line.port}/{n}", permit=asked.append) for n in range(3, 8)])
    until(lambda: len(asked) > 5 * TRIES + 5, what="it is tried again and again")
    assert log.lost == {}

    line.far_port = web.port
    with slow_line(web.port, 1e9, 0.0, line.port) if how == "nobody" else nullcontext():
        log.wait(8)
    assert log.lost == {}


@pytest.mark.parametrize("how", ["nobody", "hangs up"])
def test_a_server_that_does_not_come_back_is_given_up(
    cache: Cache, log: Log, line: Line, monkeypatch: pytest.MonkeyPatch, dead_port: int, how: str
) -> None:
    monkeypatch.setattr(downloads, "PAUSES", (0.01, 0.01))
    monkeypatch.setattr(downloads, "WAITING_PAUSE", 0.02)
    monkeypatch.setattr(origins, "GRACE", 0.2)
    queue = Downloads(Http(), cache)
    queue.add("series", [log.transfer(f"http://127.0.0.1:{line.port}/0")])
    log.wait(1)

    gone(line, how, dead_port)
    queue.add("series", [log.transfer(f"http://127.0.0.1:{line.port}/{n}") for n in range(1, 5)])

    log.wait(5)
    assert len(log.lost) == 4


def test_a_server_that_is_down_is_found_out_once_and_its_files_are_given_up(
    cache: Cache, log: Log, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "PAUSES", (0.02, 0.04))
    asked: list[float] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        dead = f"http://127.0.0.1:{listener.getsockname()[1]}"
    queue = Downloads(Http(), cache)

    transfers = [log.transfer(f"{dead}/{number}", permit=lambda address: asked.append(1.0)) for number in range(300)]
    queue.add("dead", transfers)

    log.wait(300)
    assert {type(error).__name__ for error in log.lost.values()} == {"NoConnection"}
    assert len(asked) <= 12  # three attempts, and those that ran beside the first

    queue.add("dead", [transfer.afresh() for transfer in transfers[:1]])  # a retry asks again
    log.wait(300)
    assert len(log.lost) == 300


def test_a_server_that_can_answer_nothing_any_more_is_waited_for(
    queue: Downloads, log: Log, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "WAITING_PAUSE", 0.02)
    monkeypatch.setattr(origins, "GRACE", 3600.0)
    web.fault("/*", but_for_the_first(3, for_a_while(says(500), 10 * TRIES)))

    queue.add("series", [log.transfer(web.page(f"/{number}", b"data")) for number in range(12)])

    log.wait(12)
    assert log.lost == {}


def test_what_was_asked_for_before_a_server_went_away_does_not_tell_that_it_is_there(
    queue: Downloads, log: Log, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "WAITING_PAUSE", 0.02)
    monkeypatch.setattr(origins, "GRACE", 3600.0)
    queue.add("series", [log.transfer(web.page("/first", b"data"))])
    log.wait(1)
    released = [threading.Event() for _ in range(3)]
    for number, event in enumerate(released):
        web.fault(f"/{number}", held(event))
    queue.add("series", [log.transfer(web.page(f"/{number}", b"data")) for number in range(3)])
    until(lambda: all(web.asked(f"/{number}") for number in range(3)), what="three are on their way")

    web.fault("/bad", for_a_while(hangs_up, 2 * TRIES))  # a try on a connection that stood is two requests
    queue.add("series", [log.transfer(web.page("/bad", b"data"))])
    until(lambda: web.asked("/bad"), what="the server is away")
    released[0].set()
    released[1].set()
    until(lambda: len(web.asked("/bad")) > 2, what="it is tried again")
    released[2].set()

    log.wait(5)
    assert not log.lost


def test_one_file_that_breaks_off_again_and_again_is_given_up_though_nothing_else_comes(
    queue: Downloads, log: Log, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(origins, "GRACE", 3600.0)
    web.fault("/broken", cut(0.5))
    broken = web.page("/broken", bytes(1000))

    queue.add("series", [log.transfer(web.page("/good", b"data")), log.transfer(broken)])

    log.wait(2)
    assert log.lost.keys() == {broken}
    assert len(web.asked("/broken")) == TRIES


def test_one_file_that_is_not_answered_is_given_up_while_others_come(
    queue: Downloads, log: Log, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "WAITING_PAUSE", 0.02)
    monkeypatch.setattr(origins, "GRACE", 3600.0)
    web.fault("/bad", hangs_up)
    bad = web.page("/bad", b"data")
    queue.add("series", [log.transfer(bad)])

    for number in range(TRIES):
        before = len(web.asked("/bad"))
        queue.add("series", [log.transfer(web.page(f"/{number}", b"data"))])
        until(lambda: len(web.asked("/bad")) > before + 1 or log.lost, what="it is tried again")  # noqa: B023

    log.wait(TRIES + 1)
    assert log.lost.keys() == {bad}


def test_after_a_sleep_nothing_is_given_up_until_the_network_had_time_to_come_back(
    cache: Cache, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "PAUSES", (0.01, 0.01))
    monkeypatch.setattr(downloads, "WAITING_PAUSE", 0.05)
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    queue = Downloads(Http(), cache)
    queue.woke()
    queue.add("away", [log.transfer(f"http://127.0.0.1:{port}/{n}", permit=asked.append) for n in range(3)])
    until(lambda: len(asked) > 8, what="it is tried again and again")
    assert log.lost == {}

    with webs.running(port=port) as back:
        back.answers("/*", lambda seen: Answer(seen.path.encode()))
        log.wait(3)

    assert len(log.came) == 3


def test_a_network_that_does_not_come_back_after_a_sleep_is_told(
    cache: Cache, log: Log, monkeypatch: pytest.MonkeyPatch, dead_port: int
) -> None:
    monkeypatch.setattr(downloads, "PAUSES", (0.01, 0.01))
    monkeypatch.setattr(downloads, "WAITING_PAUSE", 0.05)
    monkeypatch.setattr(downloads, "WAKING", 0.3)
    queue = Downloads(Http(), cache)
    queue.woke()
    begun = time.monotonic()

    queue.add("away", [log.transfer(f"http://127.0.0.1:{dead_port}/1")])

    log.wait(1)
    assert time.monotonic() - begun > 0.3
    assert len(log.lost) == 1
