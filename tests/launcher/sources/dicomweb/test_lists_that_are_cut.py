"""Lists that an archive cuts are completed, or said to be short."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from launcher.protocol.events import JobUpdate
from tests.launcher.desk import Desk, counts
from tests.launcher.sources.dicomweb.holdings import change, dated, several_series
from tests.launcher.sources.dicomweb.opening import Opened, open_and_wait
from tests.servers.dicomweb import DicomWeb, only_streams
from tests.servers.web import Answer, Seen, Web, says


@pytest.mark.parametrize("counted", [True, False])
@pytest.mark.parametrize(
    "limits",
    [
        {"most": 2, "warns": True},
        {"most": 2, "pages": False},
        {"most": 2, "pages": False, "warns": True},
        {},
    ],
)
def test_a_list_that_the_archive_cuts_is_completed(
    opened: Opened, archive: DicomWeb, web: Web, limits: dict[str, Any], counted: bool
) -> None:
    for name, value in limits.items():
        setattr(archive, name, value)
    archive.counts = counted
    web.fault("/rs/studies/*/series/*[0-9]", only_streams(says(501)))

    assert counts(opened()) == ("done", 5, 5, 0)


def test_a_study_whose_series_are_cut_is_completed_by_its_metadata(desk: Desk, web: Web, tmp_path: Path) -> None:
    files = several_series(tmp_path, 4)
    archive = DicomWeb(web, files, most=2, pages=False)
    work = open_and_wait(desk, archive, "patientID=SYN")

    assert counts(work) == ("done", 8, 8, 0)
    assert len(work.job.series) == 4


def test_series_that_the_archive_says_to_hold_back_and_never_sends_are_named(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    files = several_series(tmp_path / "1", 3)
    limits: dict[str, Any] = {"most": 2, "warns": True, "pages": False, "counts": False, "metadata": False}

    work = open_and_wait(desk, DicomWeb(web, files, **limits), "patientID=SYN")

    assert work.job.state == "partial"
    (error,) = work.job.errors
    assert "and says that there are more" in error.why


def test_studies_of_one_moment_that_the_archive_says_to_hold_back_are_named(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    files = [file for number in range(3) for file in dated(tmp_path / str(number), "20240101", "120000")]

    work = open_and_wait(desk, DicomWeb(web, files, most=2, warns=True, pages=False), "patientID=SYN")

    assert work.job.state == "partial"


@pytest.mark.parametrize(("count", "state"), [(4, "done"), (12, "partial")])
def test_so_many_studies_without_a_date_that_they_may_be_a_page_are_not_believed_to_be_all(
    desk: Desk, web: Web, tmp_path: Path, count: int, state: str
) -> None:
    files = [file for number in range(count) for file in dated(tmp_path / str(number), "")]

    assert open_and_wait(desk, DicomWeb(web, files), "patientID=SYN").job.state == state


def test_an_archive_that_does_not_look_at_dates_is_asked_a_few_times_only(desk: Desk, web: Web, tmp_path: Path) -> None:
    files = [file for number in range(3) for file in dated(tmp_path / str(number), f"201{number}0101")]
    archive = DicomWeb(web, files, obeys=False)

    assert counts(open_and_wait(desk, archive, "patientID=SYN")) == ("done", 3, 3, 0)
    assert len(web.asked("/rs/studies")) < 20


def test_studies_with_one_accession_number_that_are_cut_are_found_by_their_dates(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    files = [file for number in range(9) for file in dated(tmp_path / str(number), f"201{number}0101")]
    for number, file in enumerate(files):
        change(file, AccessionNumber="A" if number else "B")

    work = open_and_wait(desk, DicomWeb(web, files, most=2, pages=False), "accessionNumber=A,B")

    assert counts(work) == ("done", 9, 9, 0)


def test_a_patients_studies_that_are_cut_are_found_by_asking_for_parts_of_the_time(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    files = [file for number in range(9) for file in dated(tmp_path / str(number), f"201{number}0101")]
    archive = DicomWeb(web, files, most=2, pages=False)
    work = open_and_wait(desk, archive, "patientID=SYN")

    assert counts(work) == ("done", 9, 9, 0)
    said = [told.text for told in desk.told if isinstance(told, JobUpdate)]
    assert any(re.fullmatch("Looking for studies: [0-9] so far", text) for text in said)


def test_studies_of_one_day_that_are_cut_are_found_by_their_times(desk: Desk, web: Web, tmp_path: Path) -> None:
    files = [file for hour in range(9) for file in dated(tmp_path / str(hour), "20240101", f"1{hour}3000")]

    work = open_and_wait(desk, DicomWeb(web, files, most=2, pages=False), "patientID=SYN")

    assert counts(work) == ("done", 9, 9, 0)


@pytest.mark.parametrize("day", ["20250101", ""])
def test_studies_that_nothing_tells_apart_and_that_may_be_cut_are_said_to_be(
    desk: Desk, web: Web, tmp_path: Path, day: str
) -> None:
    """More of one moment, or of none, than the archive sends at once."""
    days = [day, day, day, *(f"202401{number:02}" for number in range(1, 5))]
    files = [file for number, date in enumerate(days) for file in dated(tmp_path / str(number), date)]

    work = open_and_wait(desk, DicomWeb(web, files, most=2, pages=False), "patientID=SYN")

    assert work.job.state == "partial"
    (error,) = work.job.errors
    assert "may be incomplete" in error.what
    assert "2 studies of this patient that no time tells apart" in error.why


@pytest.mark.parametrize("status", [400, 413])
def test_an_archive_that_refuses_large_pages_is_asked_for_smaller_ones(
    desk: Desk, web: Web, tmp_path: Path, status: int
) -> None:
    archive = DicomWeb(web, several_series(tmp_path, 4))
    listed = archive.answer

    def answer(seen: Seen) -> Answer:
        limit = int(dict(parse_qsl(urlsplit(seen.target).query)).get("limit", 0))
        return Answer(status=status) if limit > 200 else listed(seen)

    web.answers("/rs/*", answer)

    assert counts(open_and_wait(desk, archive, "patientID=SYN")) == ("done", 8, 8, 0)


def test_a_study_that_cannot_be_looked_into_costs_no_other(desk: Desk, web: Web, tmp_path: Path) -> None:
    files = [file for number in range(3) for file in dated(tmp_path / str(number), f"201{number}0101")]
    archive = DicomWeb(web, files)
    uid = str(archive.headers[files[1]].StudyInstanceUID)
    web.fault(f"/rs/studies/{uid}/series*", says(400))

    work = open_and_wait(desk, archive, "patientID=SYN")

    assert counts(work) == ("partial", 2, 2, 0)
    (error,) = work.job.errors
    assert uid in error.why
    assert "400" in error.why
