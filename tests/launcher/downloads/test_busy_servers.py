"""Servers that are busy, slow or asked too much are asked less, and hold up no other."""

from __future__ import annotations

import itertools
import threading
import time

import pytest

from launcher import downloads
from launcher.cache import Cache
from launcher.downloads import Downloads
from launcher.http.client import Http, Limits
from tests.launcher.downloads.log import Log
from tests.servers import web as webs
from tests.servers.processes import until
from tests.servers.web import Answer, Web, says

SOON = Limits(connect=0.3, idle=0.3)


def test_a_busy_server_is_left_alone_for_as_long_as_it_says_but_not_for_ever(
    queue: Downloads, log: Log, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "LONGEST_PAUSE", 0.3)
    tries = iter((says(429, Retry_After="3600"),))
    web.fault("/x", lambda answer: next(tries, lambda whole: whole)(answer))
    started = time.monotonic()

    queue.add("series", [log.transfer(web.page("/x", b"data"))])

    log.wait(1)
    assert time.monotonic() - started >= 0.3
    assert len(log.came) == 1


def test_a_server_that_lets_only_some_requests_through_at_a_time_is_asked_until_all_have_come(
    cache: Cache, log: Log, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "PAUSES", (0.02, 0.04))
    numbers = itertools.count(1)
    web.fault("*", lambda answer: answer if next(numbers) % 3 == 0 else says(429)(answer))
    one = Downloads(Http(), cache, connections=1)

    one.add("series", [log.transfer(web.page(f"/{number}", b"data")) for number in range(12)])

    log.wait(12)
    assert log.lost == {}


def test_a_server_that_is_asked_too_much_is_asked_by_fewer(log: Log, web: Web, queue: Downloads) -> None:
    now, lock = [0], threading.Lock()

    def picky(answer: Answer) -> Answer:
        with lock:
            now[0] += 1
            many = now[0] > 2
        time.sleep(0.02)
        with lock:
            now[0] -= 1
        return says(429)(answer) if many else Answer(b"x")

    web.fault("/*", picky)
    queue.add("series", [log.transfer(f"{web.origin}/{number}") for number in range(40)])

    log.wait(40)
    assert len(log.came) == 40
    assert len(web.requests) < 70


def test_a_server_that_does_not_answer_lets_the_others_go_first(cache: Cache, log: Log, web: Web) -> None:
    web.hold("/dead/*")
    one = Downloads(Http(), cache, connections=1)
    one.add("dead", [log.transfer(web.page(f"/dead/{number}", b""), limits=SOON) for number in range(10)])
    one.add("good", [log.transfer(web.page(f"/good/{number}", b"")) for number in range(3)])

    until(lambda: len(log.came) == 3, 60, "the good ones have come")
    assert [seen.path for seen in web.requests[:4]] == ["/dead/0", "/good/0", "/good/1", "/good/2"]


def test_a_server_in_trouble_holds_up_no_other(log: Log, web: Web, cache: Cache) -> None:
    with webs.running() as silent:
        silent.hold("/*")
        queue = Downloads(Http(), cache, connections=2)
        queue.add("silent", [log.transfer(f"{silent.origin}/{number}") for number in range(20)])
        queue.add("good", [log.transfer(web.page(f"/{number}", b"")) for number in range(20)])

        log.wait(20)
        assert len(log.came) == 20
