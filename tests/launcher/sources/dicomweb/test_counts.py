"""What an archive counts wrongly or not at all comes whole, and what it counts and does not send is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.launcher.desk import Desk, counts
from tests.launcher.sources.dicomweb.holdings import several_series
from tests.launcher.sources.dicomweb.opening import Opened, asked, open_and_wait
from tests.servers.dicomweb import DicomWeb, only_streams
from tests.servers.processes import until
from tests.servers.web import Answer, Seen, Web, ends_early, says


def test_images_that_the_archive_counts_and_neither_sends_nor_lists_are_missing(
    opened: Opened, archive: DicomWeb, web: Web, desk: Desk
) -> None:
    archive.most, archive.pages, archive.metadata = 2, False, False
    web.fault("/rs/studies/*/series/*[0-9]", only_streams(ends_early(0.5)))

    work = opened()

    assert work.job.state == "partial"
    assert work.job.expected == 5
    assert work.job.failed >= 1
    assert "counts 5" in "".join(message.text for message in desk.ledger.messages)


@pytest.mark.parametrize("lists", [{"most": 2, "pages": False}, {"most": 2, "warns": True}, {}])
def test_a_study_whose_series_are_not_counted_is_complete_too(
    desk: Desk, web: Web, tmp_path: Path, lists: dict[str, Any]
) -> None:
    archive = DicomWeb(web, several_series(tmp_path, 4), counts=False, **lists)

    assert counts(open_and_wait(desk, archive, "patientID=SYN")) == ("done", 8, 8, 0)


def test_series_that_the_archive_counts_and_does_not_list_are_named_as_missing_and_can_be_asked_for_again(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    archive = DicomWeb(web, several_series(tmp_path, 4), most=3, pages=False, metadata=False)
    uid = next(iter(archive.headers.values())).StudyInstanceUID

    for text in ("patientID=SYN", f"seriesUID={next(iter(archive.headers.values())).SeriesInstanceUID}"):
        work = open_and_wait(desk, archive, text, show_whole_study=True)

        assert counts(work) == ("partial", 6, 6, 0)
        (error,) = work.job.errors
        assert f"lists 3 of the 4 series of the study {uid}" in error.why


def test_a_series_that_is_counted_to_be_empty_and_is_not_comes_whole(desk: Desk, web: Web, archive: DicomWeb) -> None:
    listed = archive.answer

    def answer(seen: Seen) -> Answer:
        answer = listed(seen)
        return replace(answer, body=re.sub(rb'("00201209": {"vr": "IS", "Value": \[)5', rb"\g<1>0", answer.body))

    web.answers("/rs/*", answer)

    assert counts(open_and_wait(desk, archive, "patientID=SYN")) == ("done", 5, 5, 0)
    assert asked(web, "instances") == 1


def test_a_series_whose_images_are_neither_counted_nor_listed_comes_in_its_stream(
    desk: Desk, web: Web, archive: DicomWeb
) -> None:
    archive.counts, archive.metadata = False, False
    web.fault("*/instances?*", says(404))

    work = open_and_wait(desk, archive, "patientID=SYN")

    assert until(lambda: counts(work) == ("done", 5, 5, 0))


def test_a_series_that_is_neither_counted_nor_listed_nor_sent_is_missing(
    opened: Opened, archive: DicomWeb, web: Web, desk: Desk
) -> None:
    archive.counts, archive.metadata = False, False
    web.fault("*/instances?*", says(404))
    web.fault("/rs/studies/*/series/*[0-9]", says(404))

    work = opened()

    assert work.job.state == "failed"
    assert "404" in "".join(message.text for message in desk.ledger.messages)


def test_images_that_came_after_the_archive_had_counted_are_shown_too(desk: Desk, archive: DicomWeb, web: Web) -> None:
    whole, archive.headers = archive.headers, dict(list(archive.headers.items())[:3])
    listed = archive.answer

    def answer(seen: Seen) -> Answer:
        archive.headers = whole if "/series/" in seen.path else dict(list(whole.items())[:3])
        return listed(seen)

    web.answers("/rs/*", answer)
    uid = next(iter(whole.values())).StudyInstanceUID

    work = open_and_wait(desk, archive, f"studyUID={uid}")

    assert until(lambda: counts(work) == ("done", 5, 5, 0))


def test_a_stream_of_a_series_that_is_not_counted_is_read_to_its_end(desk: Desk, archive: DicomWeb) -> None:
    archive.counts, archive.most, archive.pages, archive.metadata = False, 2, False, False

    work = open_and_wait(desk, archive, "patientID=SYN")

    assert until(lambda: counts(work) == ("done", 5, 5, 0))
