"""What is paused costs nothing and goes on; what nobody wants any more is not asked for."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial

from launcher.cache import Cache
from launcher.downloads import Downloads
from launcher.http.client import Http
from launcher.transfers import TRIES
from tests.launcher.downloads.log import Log, files
from tests.servers.processes import until
from tests.servers.web import Web


def test_what_is_paused_does_not_begin_and_goes_on_after_it(queue: Downloads, log: Log, web: Web) -> None:
    queue.hold(["a"])
    queue.add("a", [log.transfer(web.page("/a", b"a"))])
    queue.add("b", [log.transfer(web.page("/b", b"b"))])
    log.wait(1)
    time.sleep(0.1)
    assert [seen.path for seen in web.requests] == ["/b"]

    queue.hold([])
    log.wait(2)
    assert len(log.came) == 2


def test_a_pause_hangs_up_at_once_and_costs_no_try(queue: Downloads, log: Log, web: Web, cache: Cache) -> None:
    def asked(times: int) -> bool:
        return len(web.requests) == times

    web.fault("/x", lambda answer: replace(answer, drip=0.01))
    queue.add("series", [log.transfer(web.page("/x", bytes(4000)))])
    for times in range(1, TRIES + 2):
        queue.hold([])
        until(partial(asked, times), what="it is asked for again")
        queue.hold(["series"])
        until(lambda: not queue._running, what="the transfer is given up")
    assert files(cache) == []

    web.recover()
    queue.hold([])
    log.wait(1)
    assert len(log.came) == 1


def test_what_nobody_wants_any_more_is_not_asked_for(queue: Downloads, log: Log, web: Web) -> None:
    unwanted = log.transfer(web.page("/unwanted", b""))
    unwanted.begin = lambda: False

    queue.add("series", [unwanted, log.transfer(web.page("/x", b""))])

    log.wait(1)
    assert [seen.path for seen in web.requests] == ["/x"]


def test_what_nobody_wants_any_more_is_hung_up_on_and_its_worker_free(cache: Cache, log: Log, web: Web) -> None:
    web.hold("/silent")
    one = Downloads(Http(), cache, connections=1)
    wanted = [True]
    silent = log.transfer(web.page("/silent", b""))
    silent.begin = lambda: wanted[0]
    one.add("a", [silent])
    one.add("b", [log.transfer(web.page("/next", b""))])
    until(lambda: bool(web.requests), what="it is asked")

    wanted[0] = False
    one.sweep()

    log.wait(1)
    assert list(log.came) == [f"{web.origin}/next"]
