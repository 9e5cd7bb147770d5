"""How often a file is tried, and when an answer is final."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from launcher import downloads
from launcher.cache import Cache, Kept
from launcher.downloads import Downloads
from launcher.errors import Lapsed
from launcher.http import origins
from launcher.http.client import Http, HttpError
from launcher.transfers import FEW, TRIES, Damaged
from tests.launcher.downloads.log import Log, files
from tests.servers.web import Answer, Web, cut, says


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


def test_a_retry_has_all_its_tries_before_it(queue: Downloads, log: Log, web: Web) -> None:
    web.fault("/x", says(500))
    transfer = log.transfer(web.page("/x", b"data"))
    queue.add("series", [transfer])
    log.wait(1)
    web.recover()

    queue.add("series", [transfer.afresh()])

    log.wait(2)
    assert len(log.came) == 1


def test_a_damaged_file_is_fetched_again_and_leaves_nothing(queue: Downloads, log: Log, web: Web, cache: Cache) -> None:
    def damaged(file: Kept) -> None:
        raise Damaged("cut")

    queue.add("series", [log.transfer(web.page("/x", b"data"), accept=damaged)])

    log.wait(1)
    assert len(web.requests) == TRIES
    assert files(cache) == []
