"""While images come: in which order, and what is paused, cancelled, closed or asked for once more."""

from __future__ import annotations

import itertools
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from launcher.cache import Kept
from launcher.links.commands import DicomRs
from launcher.sources import dicomweb
from launcher.sources.series import JPEG
from launcher.sources.work import Work
from tests.launcher.desk import Desk, counts
from tests.launcher.sources.dicomweb.holdings import several_series
from tests.launcher.sources.dicomweb.opening import Opened, open_and_wait
from tests.servers.dicomweb import DicomWeb, only_streams
from tests.servers.processes import until
from tests.servers.studies import synthetic_ct, tiny_studies
from tests.servers.web import Web, ends_early, held, says, slow


def _listing(
    desk: Desk, web: Web, archive: DicomWeb, pool: ThreadPoolExecutor
) -> tuple[Work, Future[None], threading.Event]:
    """A request for a patient of many studies, whose first series has come while the rest is still to be listed."""
    rest = web.hold("/rs/studies/*/series", after=3)
    work = desk.work()
    command = DicomRs(url=archive.root, request=("",))
    running = pool.submit(dicomweb.open_request, work, (command, "patientID=SYN"))
    until(lambda: bool(desk.paths()), 60, "the first series has come")
    return work, running, rest


def test_series_come_in_the_order_of_their_numbers(desk: Desk, web: Web, tmp_path: Path) -> None:
    archive = DicomWeb(web, reversed(several_series(tmp_path, 4)))

    work = open_and_wait(desk, archive, "patientID=SYN")

    numbers = [desk.ledger.records[key].series.series_number for key in work.job.series]
    assert numbers == sorted(numbers, key=lambda number: number or 0)


def test_series_that_wait_are_shown_small_as_the_archive_can(desk: Desk, web: Web, tmp_path: Path) -> None:
    archive = DicomWeb(web, several_series(tmp_path, 12))
    archive.picture = JPEG + b"picture"
    work = desk.work()
    web.fault("/rs/studies/*/series/*[0-9]", slow(0.2))

    dicomweb.open_request(work, (DicomRs(url=archive.root, request=("",)), "patientID=SYN"))
    desk.ended(work)

    assert len(web.asked("*/thumbnail")) <= 4, "once it is known not to have them, it is not asked for more"
    assert any(record.thumbnail for record in desk.ledger.records.values())


def test_after_a_pause_only_what_is_missing_is_fetched(desk: Desk, web: Web, tmp_path: Path) -> None:
    archive = DicomWeb(web, synthetic_ct(tmp_path, 20).files)
    answers = threading.Event()
    web.fault("/rs/studies/*/series/*[0-9]", only_streams(held(answers)))
    work = desk.work()
    dicomweb.open_request(work, (DicomRs(url=archive.root, request=("",)), "patientID=SYN"))
    (record,) = desk.ledger.records.values()

    desk.downloads.hold([record.queue])
    answers.set()
    time.sleep(0.3)
    assert record.received == 0
    desk.downloads.hold([])
    desk.ended(work)

    assert counts(work) == ("done", 20, 20, 0)


def test_a_pause_holds_what_is_still_being_listed(desk: Desk, web: Web, tmp_path: Path) -> None:
    archive = DicomWeb(web, tiny_studies(tmp_path, 20, "SYN"))
    with ThreadPoolExecutor() as pool:
        work, running, rest = _listing(desk, web, archive, pool)

        desk.ledger.pause()
        rest.set()
        time.sleep(0.5)

        assert len(web.asked("/rs/studies/*/series")) < 20
        desk.ledger.pause(paused=False)
        running.result(60)
    desk.ended(work)
    assert counts(work) == ("done", 20, 20, 0)


def test_what_was_cancelled_while_it_came_can_be_fetched_after_all(
    desk: Desk, archive: DicomWeb, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, came = desk.cache.keep, itertools.count(1)

    def keep_and_cancel(*what: Any) -> Kept:
        file = keep(*what)
        if next(came) == 2:
            desk.ledger.cancel(list(desk.ledger.records))
        return file

    monkeypatch.setattr(desk.cache, "keep", keep_and_cancel)
    work = desk.work()
    uid = next(iter(archive.headers.values())).StudyInstanceUID
    dicomweb.open_request(work, (DicomRs(url=archive.root, request=("",)), f"studyUID={uid}"))
    assert desk.ended(work).state == "partial"

    assert desk.ledger.retry() == 4
    desk.ended(work)

    assert counts(work) == ("done", 5, 5, 0)


def test_a_closed_patients_studies_are_not_looked_into_any_further(desk: Desk, web: Web, tmp_path: Path) -> None:
    archive = DicomWeb(web, tiny_studies(tmp_path, 40, "SYN"))
    with ThreadPoolExecutor() as pool:
        work, running, rest = _listing(desk, web, archive, pool)

        desk.ledger.close(lambda record: record.patient.patient_id == "SYN")

        rest.set()
        running.result(60)
    desk.ended(work)
    assert not desk.ledger.records
    assert len(web.asked("/rs/studies/*/series")) < 40
    assert work.job.state == "done"


def test_the_same_request_again_fetches_only_what_is_missing(
    opened: Opened, archive: DicomWeb, desk: Desk, web: Web
) -> None:
    web.fault("/rs/studies/*/series/*[0-9]", only_streams(ends_early(0.5)))
    web.fault("/rs/studies/*/instances/*", says(404))
    work = opened()
    here = work.job.received
    assert 0 < here < 5
    web.recover()
    before = len(web.requests)

    assert counts(opened()) == ("done", 5, 5, 0)

    assert len([seen for seen in web.requests[before:] if "/instances/" in seen.path]) == 5 - here


def test_a_series_and_one_of_its_images_asked_for_side_by_side_come_once(
    desk: Desk, archive: DicomWeb, web: Web
) -> None:
    web.fault("/rs/studies/*/series/*[0-9]", slow(0.3))
    command = DicomRs(url=archive.root, request=("",))
    header = list(archive.headers.values())[2]
    works = desk.work(), desk.work()
    for work, text in zip(
        works, (f"seriesUID={header.SeriesInstanceUID}", f"objectUID={header.SOPInstanceUID}"), strict=True
    ):
        dicomweb.open_request(work, (command, text))
    for work in works:
        desk.ended(work)

    assert [counts(work) for work in works] == [("done", 5, 5, 0), ("done", 1, 1, 0)]
    assert not web.asked("*/instances/*")
