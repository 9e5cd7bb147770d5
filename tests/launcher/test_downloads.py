"""Transfers: what is fetched first, how often it is tried, and that every one of them comes to an end."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from launcher import downloads
from launcher.cache import Cache, Kept
from launcher.downloads import Downloads
from launcher.errors import Lapsed, NotDicom, NotFound, Refused, WetreadError
from launcher.http import origins
from launcher.http.client import Http, HttpError, Limits, Response
from launcher.traffic import Traffic
from launcher.transfers import FEW, TRIES, Damaged, Transfer
from tests.servers import web as webs
from tests.servers.line import Line, slow_line
from tests.servers.processes import until
from tests.servers.web import Answer, Web, but_for_the_first, cut, for_a_while, hangs_up, held, says

PATIENT = Limits(connect=60.0, idle=60.0)
SOON = Limits(connect=0.3, idle=0.3)


class Log:
    """What became of transfers, in order."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.came: dict[str, bytes] = {}
        self.lost: dict[str, WetreadError] = {}
        self._changed = threading.Condition()

    def transfer(self, *addresses: str, accept: Callable[[Kept], None] = lambda file: None, **how: object) -> Transfer:
        name = addresses[0]

        def begin() -> bool:
            self.begun.append(name)
            return True

        def accepted(file: Kept) -> None:
            accept(file)
            self._note(self.came, name, file.path.read_bytes())

        def lost(error: WetreadError) -> None:
            self._note(self.lost, name, error)

        return Transfer(addresses, begin, accepted, lost, **{"limits": PATIENT, **how})  # type: ignore[arg-type]

    def _note(self, where: dict[str, Any], name: str, what: Any) -> None:
        with self._changed:
            where[name] = what
            self._changed.notify_all()

    def wait(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.came) + len(self.lost) >= count, 60.0)


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def queue(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> Downloads:
    monkeypatch.setattr(downloads, "PAUSES", (0.02, 0.04))
    return Downloads(Http(), cache)


def files(cache: Cache) -> list[Path]:
    return [path for path in cache.folder.iterdir() if path.name != "lock"]


# --- what comes ---


def test_files_are_fetched_with_their_headers_and_given_over(queue: Downloads, log: Log, web: Web) -> None:
    address = web.page("/x", b"data")

    queue.add("series", [log.transfer(address, headers=[("X-Key", "K")], media_types=("application/dicom",))])

    log.wait(1)
    assert log.came == {address: b"data"}
    assert web.requests[0].headers["X-Key"] == "K"
    assert web.requests[0].headers["Accept"] == "application/dicom"
    assert web.requests[0].headers["Accept-Encoding"] == "identity"


def test_a_file_of_this_computer_is_copied_when_it_is_permitted(queue: Downloads, log: Log, tmp_path: Path) -> None:
    def refuse(address: str) -> None:
        raise Refused("no", address)

    file = tmp_path / "x y.dcm"
    file.write_bytes(b"data")
    queue.add("series", [log.transfer(file.as_uri()), log.transfer(str(file), permit=refuse)])

    log.wait(2)
    assert log.came == {file.as_uri(): b"data"}
    assert isinstance(log.lost[str(file)], Refused)


def test_what_nobody_wants_any_more_is_not_asked_for(queue: Downloads, log: Log, web: Web) -> None:
    unwanted = log.transfer(web.page("/unwanted", b""))
    unwanted.begin = lambda: False

    queue.add("series", [unwanted, log.transfer(web.page("/x", b""))])

    log.wait(1)
    assert [seen.path for seen in web.requests] == ["/x"]


# --- order ---


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


# --- trying again ---


def test_a_passing_failure_is_tried_again_three_times_in_all(queue: Downloads, log: Log, web: Web) -> None:
    web.fault("/x", says(500))

    queue.add("series", [log.transfer(web.page("/x", b""))])

    log.wait(1)
    assert len(web.requests) == TRIES == 3
    (error,) = log.lost.values()
    assert isinstance(error, HttpError)
    assert error.status == 500


@pytest.mark.parametrize("fault", [says(503), cut(0.5)], ids=["503", "cut"])
def test_a_server_that_recovers_is_asked_until_it_answers(
    queue: Downloads, log: Log, web: Web, cache: Cache, fault: Callable[[Answer], Answer]
) -> None:
    tries = iter((fault, fault))
    web.fault("/x", lambda answer: next(tries, lambda whole: whole)(answer))

    queue.add("series", [log.transfer(web.page("/x", bytes(1000)))])

    log.wait(1)
    assert len(log.came) == 1
    assert len(files(cache)) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_clear_no_is_not_asked_again(queue: Downloads, log: Log, web: Web, status: int) -> None:
    web.fault("/x", says(status))

    queue.add("series", [log.transfer(web.page("/x", b""))])

    log.wait(1)
    assert len(web.requests) == 1
    assert len(log.lost) == 1


def test_a_permission_of_the_launch_that_is_refused_is_asked_with_no_more(queue: Downloads, log: Log, web: Web) -> None:
    web.fault("/dead/*", says(401))
    dead, alive = [("Authorization", "Bearer dead")], [("Authorization", "Bearer alive")]
    one = [log.transfer(web.page(f"/dead/{n}", b""), headers=dead) for n in range(50)]
    other = [log.transfer(web.page(f"/dead/other/{n}", b""), headers=dead) for n in range(50)]
    queue.hold(["one", "other", "well"])
    queue.add("one", one)
    queue.add("other", other)
    queue.add("well", [log.transfer(web.page("/well", b"data"), headers=alive)])

    queue.hold([])

    log.wait(101)
    assert len(web.asked("/dead/*")) <= 4
    assert {(type(error), error.what) for error in log.lost.values()} == {
        (Lapsed, "The permission has expired, or is not valid")
    }
    assert list(log.came.values()) == [b"data"]


def test_a_permission_that_is_not_for_one_image_is_used_for_the_others(queue: Downloads, log: Log, web: Web) -> None:
    web.fault("/2", says(403))
    sent = [("Authorization", "Bearer T")]

    queue.add("series", [log.transfer(web.page(f"/{n}", b"data"), headers=sent) for n in range(9)])

    log.wait(9)
    assert len(log.came) == 8


@pytest.mark.parametrize("status", [400, 403, 406, 500])
def test_what_a_server_refuses_in_every_form_is_not_asked_for_image_by_image(
    queue: Downloads, log: Log, web: Web, status: int
) -> None:
    web.fault("/series/*", says(status))
    forms = ("a/b", "*/*")

    queue.add("series", [log.transfer(web.page(f"/series/{n}", b""), media_types=forms) for n in range(200)])
    queue.add("other", [log.transfer(web.page("/other", b"data"))])

    log.wait(201)
    assert len(web.asked("/series/*")) <= 2 * 2 * TRIES * FEW
    assert len(log.lost) == 200
    assert len(log.came) == 1


def test_some_images_that_a_server_cannot_send_keep_none_of_the_others(
    queue: Downloads, log: Log, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(origins, "GRACE", 0.2)
    web.fault("/[0-9]", says(500))

    queue.add("series", [log.transfer(web.page(f"/{n}", b"data")) for n in range(100, 150)])
    queue.add("series", [log.transfer(web.page(f"/{n}", b"data")) for n in range(10)])

    log.wait(60)
    assert len(log.came) == 50


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


def test_while_one_waits_for_its_next_try_the_others_go_on(
    cache: Cache, log: Log, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "PAUSES", (3600.0, 3600.0))
    web.fault("/bad", says(500))
    one = Downloads(Http(), cache, connections=1)

    one.add("a", [log.transfer(web.page(path, b"")) for path in ("/bad", "/good")])
    one.add("b", [log.transfer(web.page("/other", b""))])

    log.wait(2)
    assert log.lost == {}


def test_a_server_that_does_not_answer_lets_the_others_go_first(cache: Cache, log: Log, web: Web) -> None:
    web.hold("/dead/*")
    one = Downloads(Http(), cache, connections=1)
    one.add("dead", [log.transfer(web.page(f"/dead/{number}", b""), limits=SOON) for number in range(10)])
    one.add("good", [log.transfer(web.page(f"/good/{number}", b"")) for number in range(3)])

    until(lambda: len(log.came) == 3, 60, "the good ones have come")
    assert [seen.path for seen in web.requests[:4]] == ["/dead/0", "/good/0", "/good/1", "/good/2"]


def test_a_retry_has_all_its_tries_before_it(queue: Downloads, log: Log, web: Web) -> None:
    web.fault("/x", says(500))
    transfer = log.transfer(web.page("/x", b"data"))
    queue.add("series", [transfer])
    log.wait(1)
    web.recover()

    queue.add("series", [transfer.afresh()])

    log.wait(2)
    assert len(log.came) == 1


# --- what a server stands ---


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


def test_a_server_that_can_answer_nothing_any_more_is_waited_for(
    queue: Downloads, log: Log, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "WAITING_PAUSE", 0.02)
    monkeypatch.setattr(origins, "GRACE", 3600.0)
    web.fault("/*", but_for_the_first(3, for_a_while(says(500), 10 * TRIES)))

    queue.add("series", [log.transfer(web.page(f"/{number}", b"data")) for number in range(12)])

    log.wait(12)
    assert log.lost == {}


def test_a_server_in_trouble_holds_up_no_other(log: Log, web: Web, cache: Cache) -> None:
    with webs.running() as silent:
        silent.hold("/*")
        queue = Downloads(Http(), cache, connections=2)
        queue.add("silent", [log.transfer(f"{silent.origin}/{number}") for number in range(20)])
        queue.add("good", [log.transfer(web.page(f"/{number}", b"")) for number in range(20)])

        log.wait(20)
        assert len(log.came) == 20


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


# --- what somebody looks at ---


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


# --- pause, resume, cancel ---


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


def test_it_is_told_how_much_of_a_file_has_come(queue: Downloads, log: Log, web: Web) -> None:
    web.fault("/x", lambda answer: replace(answer, drip=0.01))
    queue.add("series", [log.transfer(web.page("/x", bytes(4000)))])

    def on_its_way() -> int:
        return queue.traffic(time.monotonic()).get("series", Traffic()).on_its_way

    until(lambda: 0 < on_its_way() < 4000, what="part of it has come")
    queue.hold(["series"])


# --- another address ---


def test_what_the_server_cannot_answer_is_asked_for_otherwise(queue: Downloads, log: Log, web: Web) -> None:
    web.fault("/wanted", says(406))
    wanted, instead = web.page("/wanted", b""), web.page("/instead", b"data")

    queue.add("series", [log.transfer(wanted, instead)])

    log.wait(1)
    assert log.came == {wanted: b"data"}


@pytest.mark.parametrize("status", [400, 406])
def test_a_form_that_the_server_does_not_have_is_asked_for_once(cache: Cache, log: Log, web: Web, status: int) -> None:
    web.answers("/*", lambda seen: Answer(status=200 if seen.headers["Accept"] == "c/d" else status))

    one = Downloads(Http(), cache, connections=1)

    forms = ("a/b", "c/d", "*/*")
    one.add("series", [log.transfer(f"{web.origin}/{number}", media_types=forms) for number in range(9)])

    log.wait(9)
    assert len(log.came) == 9
    assert len(web.requests) == 10


def test_an_address_in_a_form_that_the_server_does_not_have_is_asked_once(cache: Cache, log: Log, web: Web) -> None:
    web.answers("/*", lambda seen: Answer(status=400 if "compressed" in seen.target else 200))
    one = Downloads(Http(), cache, connections=1)

    one.add("series", [log.transfer(f"{web.origin}/{n}?compressed", f"{web.origin}/{n}") for n in range(9)])

    log.wait(9)
    assert len(log.came) == 9
    assert len(web.asked("/*")) == 10


def test_one_image_that_is_refused_in_every_form_changes_nothing_for_the_others(
    cache: Cache, log: Log, web: Web
) -> None:
    web.fault("/0*", says(400))
    web.answers("/*", lambda seen: Answer(b"data"))
    one = Downloads(Http(), cache, connections=1)

    one.add("series", [log.transfer(f"{web.origin}/{n}?compressed", f"{web.origin}/{n}") for n in range(9)])

    log.wait(9)
    assert len(log.came) == 8
    assert all("compressed" in seen.target for seen in web.requests[2:])


def test_a_passing_failure_of_one_form_counts_though_another_is_not_there(queue: Downloads, log: Log, web: Web) -> None:
    web.fault("/wanted", for_a_while(says(500), 1))
    wanted, instead = web.page("/wanted", b"data"), f"{web.origin}/nowhere"

    queue.add("series", [log.transfer(wanted, instead)])

    log.wait(1)
    assert log.came == {wanted: b"data"}


@pytest.mark.parametrize("status", [429, 502, 503, 404, 401])
def test_a_busy_or_clear_answer_is_not_asked_for_otherwise(queue: Downloads, log: Log, web: Web, status: int) -> None:
    web.fault("/wanted", says(status))

    queue.add("series", [log.transfer(web.page("/wanted", b""), web.page("/instead", b""))])

    log.wait(1)
    assert web.asked("/instead") == []


# --- files that are not wanted ---


def test_a_damaged_file_is_fetched_again_and_leaves_nothing(queue: Downloads, log: Log, web: Web, cache: Cache) -> None:
    def damaged(file: Kept) -> None:
        raise Damaged("cut")

    queue.add("series", [log.transfer(web.page("/x", b"data"), accept=damaged)])

    log.wait(1)
    assert len(web.requests) == TRIES
    assert files(cache) == []


@pytest.mark.parametrize(
    "error", [NotDicom("a page"), NotFound("another"), KeyError("ours"), OSError("disk")], ids=repr
)
def test_a_file_that_is_refused_is_given_up_leaves_nothing_and_holds_up_nobody(
    queue: Downloads, log: Log, web: Web, cache: Cache, error: Exception
) -> None:
    def refuse(file: Kept) -> None:
        raise error

    bad = [log.transfer(web.page(f"/bad{number}", b"data"), accept=refuse) for number in range(8)]
    queue.add("series", [*bad, log.transfer(web.page("/good", b"data"))])

    log.wait(9)
    assert len(log.lost) == 8
    assert len(log.came) == len(files(cache)) == 1


def test_a_worker_outlives_whatever_goes_wrong(cache: Cache, log: Log, web: Web) -> None:
    def explode(error: WetreadError) -> None:
        raise RuntimeError("ours")

    one = Downloads(Http(), cache, connections=1)
    bad = log.transfer(web.page("/bad", b""), "nonsense://x")
    bad.give_up = explode
    web.fault("/bad", says(404))

    one.add("series", [bad, log.transfer(web.page("/good", b""))])

    log.wait(1)
    assert len(log.came) == 1


@pytest.mark.parametrize("address", ["ftp://pacs/x", "http://[", "file://server/x", "/no/such/file", ""])
def test_an_address_that_cannot_be_fetched_is_given_up(queue: Downloads, log: Log, address: str) -> None:
    queue.add("series", [log.transfer(address)])

    log.wait(1)
    assert len(log.lost) == 1


def test_a_full_cache_gives_the_file_up_with_the_limit(tmp_path: Path, log: Log, web: Web) -> None:
    small = Downloads(Http(), Cache(tmp_path / "small", limit_bytes=100))

    small.add("series", [log.transfer(web.page("/x", bytes(1000)))])

    log.wait(1)
    (error,) = log.lost.values()
    assert "cache.limit_mb" in str(error)


def test_what_an_answer_is_asked_for_as_changes_when_the_server_cannot_give_it(
    queue: Downloads, log: Log, web: Web
) -> None:
    given = {"multipart/related": Answer(status=406), "*/*": Answer(b"plain")}
    web._pages["/a"] = lambda seen: given[seen.headers["Accept"]]

    queue.add("series", [log.transfer(f"{web.origin}/a", media_types=("multipart/related", "*/*"))])
    log.wait(1)

    assert log.came == {f"{web.origin}/a": b"plain"}


def test_an_answer_can_be_taken_as_it_comes(queue: Downloads, log: Log, web: Web) -> None:
    address, taken = web.page("/many", b"parts"), threading.Event()

    def receive(response: Response) -> None:
        assert response.read(100) == b"parts"
        taken.set()

    queue.add("series", [log.transfer(address, receive=receive)])

    assert taken.wait(60)
    assert not log.came
