"""What a server cannot answer is asked for in another form, or at another address."""

from __future__ import annotations

import pytest

from launcher.cache import Cache
from launcher.downloads import Downloads
from launcher.http.client import Http
from tests.launcher.downloads.log import Log
from tests.servers.web import Answer, Web, for_a_while, says


def test_what_the_server_cannot_answer_is_asked_for_otherwise(queue: Downloads, log: Log, web: Web) -> None:
    web.fault("/wanted", says(406))
    wanted, instead = web.page("/wanted", b""), web.page("/instead", b"data")

    queue.add("series", [log.transfer(wanted, instead)])

    log.wait(1)
    assert log.came == {wanted: b"data"}


def test_what_an_answer_is_asked_for_as_changes_when_the_server_cannot_give_it(
    queue: Downloads, log: Log, web: Web
) -> None:
    given = {"multipart/related": Answer(status=406), "*/*": Answer(b"plain")}
    web._pages["/a"] = lambda seen: given[seen.headers["Accept"]]

    queue.add("series", [log.transfer(f"{web.origin}/a", media_types=("multipart/related", "*/*"))])
    log.wait(1)

    assert log.came == {f"{web.origin}/a": b"plain"}


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
