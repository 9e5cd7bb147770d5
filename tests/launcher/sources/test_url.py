"""Plain web addresses: what has come decides what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from launcher.ledger import status
from launcher.protocol.events import ImageReceived, InstanceBegun
from launcher.sources import partial, url
from tests.launcher.desk import Desk
from tests.servers import web as webs
from tests.servers.line import slow_line
from tests.servers.processes import until
from tests.servers.studies import multi_frame
from tests.servers.web import Web, cut, says


def test_images_are_fetched_and_counted(desk: Desk, web: Web, images: tuple[Path, ...]) -> None:
    work = desk.work(authorization="Bearer T")
    url.open_addresses(work, [web.page(f"/{number}", image.read_bytes()) for number, image in enumerate(images)])

    job = desk.ended(work)
    assert (job.state, job.expected, job.received) == ("done", 5, 5)
    assert job.text == "5 images from 127.0.0.1"
    assert desk.paths() == desk.files()
    assert {seen.headers["Authorization"] for seen in web.requests} == {"Bearer T"}


def test_the_same_address_again_leaves_no_second_file(desk: Desk, web: Web, images: tuple[Path, ...]) -> None:
    address = web.page("/x", images[0].read_bytes())
    for text in ("1 image from 127.0.0.1", "1 image already here"):
        work = desk.work()
        url.open_addresses(work, [address])
        assert (desk.ended(work).state, work.job.text) == ("done", text)

    assert len(desk.files()) == 1


def test_what_does_not_come_is_named_without_its_query_and_can_be_fetched_again(
    desk: Desk, web: Web, images: tuple[Path, ...]
) -> None:
    good, bad = (web.page(f"/{name}", image.read_bytes()) for name, image in zip(("good", "bad"), images, strict=False))
    web.fault("/bad*", says(404))
    work = desk.work()
    url.open_addresses(work, [good, f"{bad}?token=SECRET"])

    job = desk.ended(work)
    assert (job.state, job.expected, job.received, job.failed) == ("partial", 2, 1, 1)
    (line,) = status.shortcomings(desk.ledger)
    assert f"{bad} answered 404" in line
    assert "SECRET" not in "".join(map(str, desk.told))

    web.recover()
    desk.ledger.retry()
    assert desk.ended(work).state == "done"
    assert len(desk.files()) == 2


def test_an_image_that_comes_cut_is_fetched_again(desk: Desk, web: Web, images: tuple[Path, ...]) -> None:
    """Without a length, only the file itself tells."""
    whole = images[0].read_bytes()
    answers = iter((whole[:-10], whole))
    web.fault("*", lambda answer: type(answer)(next(answers)))
    work = desk.work()
    work.job.source = "url"

    url.open_addresses(work, [web.page("/x", b"")])

    assert desk.ended(work).state == "done"
    assert len(web.requests) == 2
    assert len(desk.files()) == 1


def test_a_page_instead_of_an_image_is_named_by_its_address_and_does_not_stay(desk: Desk, web: Web) -> None:
    work = desk.work()
    url.open_addresses(work, [web.page("/x", "<html>Sign in</html>")])

    assert desk.ended(work).state == "failed"
    assert f"{web.origin}/x is not a DICOM file: it is a web page" in status.shortcomings(desk.ledger)[0]
    assert desk.files() == set()
    assert len(web.requests) == 1


def test_one_server_that_is_refused_does_not_keep_the_others_from_it(
    desk: Desk, web: Web, images: tuple[Path, ...]
) -> None:
    with webs.running() as other:
        desk.denied = (f"127.0.0.1:{other.port}",)
        work = desk.work()
        url.open_addresses(work, [other.page("/1", b""), other.page("/2", b""), web.page("/x", images[0].read_bytes())])

        job = desk.ended(work)
        assert (job.state, job.expected, job.received, len(job.errors)) == ("partial", 1, 1, 1)
        assert other.requests == []


def test_what_is_not_wanted_any_more_is_not_asked_for(desk: Desk, web: Web) -> None:
    work = desk.work()
    web.fault("*", cut(0.5))
    desk.ledger.cancel_job(work.job)

    url.open_addresses(work, [web.page("/x", b"x")])

    assert desk.ended(work).state == "cancelled"
    assert desk.ledger.idle()


def test_a_large_object_whose_job_was_cancelled_while_it_came_can_be_fetched_again(
    desk: Desk, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partial, "PACE", 0.0)
    (file,) = multi_frame(tmp_path / "loop", 128, 64).files
    web.page("/loop", file.read_bytes())
    work = desk.work()
    with slow_line(web.port, rate=100_000, latency=0.0) as line:
        url.open_addresses(work, [f"http://127.0.0.1:{line.port}/loop"])
        desk.ledger.listed(work.job)
        until(lambda: any(isinstance(message, InstanceBegun) for message in desk.told), what="its beginning is shown")

        desk.ledger.cancel_job(work.job)
        desk.downloads.sweep()
        until(lambda: not desk.files(), what="its half file is gone")
        (record,) = desk.ledger.records.values()
        assert (record.state, work.job.state) == ("failed", "cancelled")

        line.rate = 1e9
        assert desk.ledger.retry() == 1
        until(lambda: record.state == "complete", what="it has come")
    assert desk.paths() == desk.files()


def test_pictures_are_shown_as_pictures(desk: Desk, web: Web) -> None:
    work = desk.work()
    url.open_pictures(work, [web.page("/x.png", b"\x89PNG\r\n\x1a\n") + "?token=SECRET"])

    assert desk.ended(work).state == "done"
    assert work.job.text == "1 picture from 127.0.0.1"
    (shown,) = [message for message in desk.told if isinstance(message, ImageReceived)]
    assert shown.title == f"{web.origin}/x.png"
    assert {Path(shown.path)} == desk.files()
