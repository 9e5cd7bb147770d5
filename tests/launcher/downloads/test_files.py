"""Files come and are given over; those that are refused leave nothing, and each of them comes to an end."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from launcher.cache import Cache, Kept
from launcher.downloads import Downloads
from launcher.errors import NotDicom, NotFound, Refused, WetreadError
from launcher.http.client import Http, Response
from launcher.traffic import Traffic
from tests.launcher.downloads.log import Log, files
from tests.servers.processes import until
from tests.servers.web import Web, says


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


def test_an_answer_can_be_taken_as_it_comes(queue: Downloads, log: Log, web: Web) -> None:
    address, taken = web.page("/many", b"parts"), threading.Event()

    def receive(response: Response) -> None:
        assert response.read(100) == b"parts"
        taken.set()

    queue.add("series", [log.transfer(address, receive=receive)])

    assert taken.wait(60)
    assert not log.came


def test_it_is_told_how_much_of_a_file_has_come(queue: Downloads, log: Log, web: Web) -> None:
    web.fault("/x", lambda answer: replace(answer, drip=0.01))
    queue.add("series", [log.transfer(web.page("/x", bytes(4000)))])

    def on_its_way() -> int:
        return queue.traffic(time.monotonic()).get("series", Traffic()).on_its_way

    until(lambda: 0 < on_its_way() < 4000, what="part of it has come")
    queue.hold(["series"])


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
