"""What is fetched first, how many at a time, and what somebody looks at before all."""

from __future__ import annotations

import time

import pytest

from launcher import downloads
from launcher.cache import Cache
from launcher.downloads import Downloads
from launcher.http import origins
from launcher.http.client import Http
from tests.launcher.downloads.log import Log
from tests.servers.processes import until
from tests.servers.web import Web


def test_one_worker_takes_the_queues_in_their_order_and_the_one_looked_at_first(
    cache: Cache, log: Log, web: Web
) -> None:
    one = Downloads(Http(), cache, connections=1)
    first = web.hold("/first")
    one.add("first", [log.transfer(web.page("/first", b""))])
    until(lambda: bool(web.requests), what="the first is on its way")
    for name in "abc":
        one.add(name, [log.transfer(web.page(f"/{name}{number}", b"")) for number in (1, 2)])

    one.first("b")
    one.first("c")
    one.first("no such queue")
    first.set()

    log.wait(7)
    assert [seen.path for seen in web.requests] == ["/first", "/c1", "/c2", "/b1", "/b2", "/a1", "/a2"]


def test_no_more_workers_ask_at_a_time_than_allowed_and_no_fewer(
    cache: Cache, log: Log, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(origins, "QUICK", 60.0)
    three = Downloads(Http(), cache, connections=3)
    three.add("of a line that is fast", [log.transfer(web.page("/fast", b""))])
    log.wait(1)
    busy = web.hold("/busy/*")

    for number in range(9):  # one by one, as single files are opened
        three.add(f"queue {number}", [log.transfer(web.page(f"/busy/{number}", b""))])

    until(lambda: len(web.asked("/busy/*")) == 3, what="three ask")
    time.sleep(0.1)
    assert len(web.asked("/busy/*")) == 3
    busy.set()
    log.wait(10)


def _silent(queue: Downloads, log: Log, web: Web, count: int) -> None:
    """Transfers of so many queues, of which nothing comes for now."""
    web.hold("/slow*")
    for number in range(count):
        queue.add(f"slow {number}", [log.transfer(web.page(f"/slow{number}", b""))])
    until(lambda: len(web.requests) == 1, what="the first is on its way")


def test_what_is_looked_at_has_a_connection_beside_one_that_comes_slowly(queue: Downloads, log: Log, web: Web) -> None:
    _silent(queue, log, web, 3)
    queue.add("clicked", [log.transfer(web.page("/clicked", b""))])

    queue.look_at("clicked")

    log.wait(1)
    assert [seen.path for seen in web.requests[:2]] == ["/slow0", "/clicked"]


def test_what_is_looked_at_takes_the_one_connection_that_there_may_be(
    cache: Cache, log: Log, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "QUICK", 0.0)
    one = Downloads(Http(), cache, connections=1)
    _silent(one, log, web, 1)
    one.add("clicked", [log.transfer(web.page("/clicked", b""))])

    one.look_at("clicked")

    log.wait(1)
    assert list(log.came) == [f"{web.origin}/clicked"]
    web.recover()
    log.wait(2)
    assert not log.lost, "what made room for it goes on after it"
