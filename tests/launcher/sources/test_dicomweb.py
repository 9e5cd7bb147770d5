"""DICOMweb: all that an archive holds of what was asked for comes once, or is named as missing; whatever it does."""

from __future__ import annotations

import itertools
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pydicom
import pytest

from launcher.cache import Kept
from launcher.errors import NotFound, WetreadError
from launcher.http import patience
from launcher.ledger import status
from launcher.links.commands import DicomRs
from launcher.sources import dicomweb
from launcher.sources.series import JPEG
from launcher.sources.work import Work
from tests.launcher.desk import Desk
from tests.servers.dicomweb import BOUNDARY, DicomWeb
from tests.servers.processes import until
from tests.servers.studies import synthetic_ct, tiny_studies
from tests.servers.web import (
    Answer,
    Fault,
    Seen,
    Web,
    cut,
    ends_early,
    flips,
    for_a_while,
    held,
    says,
    slow,
    without_its_end,
)

Opened = Callable[..., Work]


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "FIRST", 0.01)
    monkeypatch.setattr(patience, "OWN", 0.2)


@pytest.fixture
def archive(web: Web, images: tuple[Path, ...]) -> DicomWeb:
    """An archive that holds the five images of one series."""
    return DicomWeb(web, images)


@pytest.fixture
def opened(desk: Desk, archive: DicomWeb) -> Opened:
    """Open a request, by default the archive's one study, and wait until all of it has come or is named."""

    def open_and_wait(text: str = "", **options: Any) -> Work:
        uid = next(iter(archive.headers.values())).StudyInstanceUID
        work = _opened(desk, archive, text or f"studyUID={uid}", **options)
        assert desk.paths() == desk.files(), "nothing is left in the cache that is not shown"
        return work

    return open_and_wait


def _opened(desk: Desk, archive: DicomWeb, text: str, **options: Any) -> Work:
    """A request of which all has come, or is named."""
    work = desk.work()
    try:
        dicomweb.open_request(work, (DicomRs(url=archive.root, request=("",), **options), text))
    except WetreadError as error:
        desk.ledger.fail_job(work.job, error)
    desk.ended(work)
    return work


def counts(work: Work) -> tuple[str, int, int, int]:
    return work.job.state, work.job.expected, work.job.received, work.job.failed


def asked(web: Web, what: str) -> int:
    return len(web.asked(f"*/{what}"))


def test_a_series_comes_in_one_answer_and_its_list_is_not_asked_for(opened: Opened, web: Web) -> None:
    assert counts(opened()) == ("done", 5, 5, 0)

    assert asked(web, "series/*") == 1
    assert asked(web, "instances") == 0


def test_an_address_that_has_no_such_service_says_so(opened: Opened, web: Web) -> None:
    web.fault("*", says(404))

    (error,) = opened().job.errors
    assert "no DICOMweb service" in error.what
    assert "address" in error.todo


def test_a_second_request_fetches_nothing(opened: Opened, web: Web) -> None:
    opened()

    assert counts(opened()) == ("done", 5, 5, 0)
    assert asked(web, "series/*") == 1


def test_pixel_data_is_asked_for_as_it_is_stored_and_unpacked(opened: Opened, web: Web) -> None:
    opened()

    (stream,) = web.asked("*/series/*")
    assert stream.headers["Accept"] == 'multipart/related; type="application/dicom"; transfer-syntax=*'
    assert stream.headers["Accept-Encoding"] == "identity"
    assert web.asked("/rs/studies")[0].headers["Accept"] == "application/dicom+json"


def test_queries_and_retrievals_have_headers_and_extensions_of_their_own(opened: Opened, web: Web) -> None:
    opened(
        header=("Authorization: &access_token=T", "X-Both: 1"),
        query_header=("X-Query: 2", "X-Both: 0"),
        retrieve_header=("X-Retrieve: 3",),
        query_ext="\\&includedefaults=false",
        retrieve_ext="&a=b",
        accept_ext="transfer-syntax=1.2.840.10008.1.2.1",
    )

    for seen in web.asked("/rs/studies*"):
        stream = "/series/" in seen.path
        assert seen.headers["Authorization"] == "Bearer T"
        assert seen.headers["X-Both"] == "1"
        assert ("X-Query" in seen.headers, "X-Retrieve" in seen.headers) == (not stream, stream)
        assert ("includedefaults=false" in seen.target, "a=b" in seen.target) == (not stream, stream)
        assert ("1.2.840.10008.1.2.1" in seen.headers["Accept"]) is stream


@pytest.mark.parametrize("separate", [False, True])
def test_fields_are_asked_for_in_a_list_or_each_alone(desk: Desk, archive: DicomWeb, web: Web, separate: bool) -> None:
    work = desk.work(properties={"dicom.qido.query.multi.params": str(separate).lower()})  # type: ignore[arg-type]
    dicomweb.open_request(work, (DicomRs(url=archive.root, request=("",)), "patientID=SYN"))
    desk.ended(work)

    assert (web.asked("/rs/studies")[0].target.count("includefield=") > 1) is separate


# --- streams that break ---------------------------------------------------------------------------------------------

DELIMITER = f"--{BOUNDARY}".encode()


@pytest.mark.parametrize("lengths", [True, False])
@pytest.mark.parametrize(
    ("fault", "singles"),
    [
        (cut(0.5), 3),
        (ends_early(0.5), 3),
        (ends_early(0.0), 5),
        (without_its_end(4), 1),
        (flips(DELIMITER, b"--a bXundary", 2), 2),
        (flips(b"Content-Type:", b"Content Type?", 2), 3),
    ],
)
def test_what_a_broken_stream_did_not_bring_is_fetched_singly(
    opened: Opened, archive: DicomWeb, web: Web, fault: Fault, singles: int, lengths: bool
) -> None:
    archive.lengths = lengths
    web.fault("/rs/studies/*/series/*[0-9]", _only_streams(fault))

    assert counts(opened()) == ("done", 5, 5, 0)
    assert asked(web, "instances/*") == singles


def _only_streams(fault: Fault) -> Fault:
    def of_several_parts(answer: Answer) -> Answer:
        return fault(answer) if answer.body.count(b"--" + BOUNDARY.encode()) > 2 else answer

    return of_several_parts


@pytest.mark.parametrize("wrong_by", [7, -7])
def test_an_archive_that_announces_wrong_lengths_everywhere_is_read_by_its_boundaries(
    opened: Opened, web: Web, wrong_by: int
) -> None:
    def wrong(answer: Answer) -> Answer:
        length = re.compile(rb"Content-Length: (\d+)")
        return replace(answer, body=length.sub(lambda m: b"Content-Length: %d" % (int(m[1]) + wrong_by), answer.body))

    web.fault("/rs/studies/*/series/*", wrong)

    assert counts(opened()) == ("done", 5, 5, 0)
    assert asked(web, "instances/*") <= 2


def test_an_archive_that_goes_away_in_the_middle_of_a_series_is_waited_for(opened: Opened, web: Web) -> None:
    web.fault("/rs/studies/*/series/*[0-9]", _only_streams(cut(0.5)))
    web.fault("*/instances", for_a_while(says(502), 8))  # more than the list is asked for in one go

    assert counts(opened()) == ("done", 5, 5, 0)


@pytest.mark.parametrize("fault", [says(500), says(503, Retry_After="0"), says(429, Retry_After="0"), says(404)])
def test_an_archive_that_cannot_send_a_series_sends_its_images(opened: Opened, web: Web, fault: Fault) -> None:
    web.fault("/rs/studies/*/series/*[0-9]", _only_streams(fault))

    assert counts(opened()) == ("done", 5, 5, 0)


def test_a_burst_of_errors_is_waited_for_everywhere(opened: Opened, web: Web) -> None:
    web.fault("/rs/*", for_a_while(says(503, Retry_After="0"), 2))
    web.fault("*/series/*[0-9]", for_a_while(says(502), 2))

    assert counts(opened()) == ("done", 5, 5, 0)


def test_an_image_that_never_comes_whole_is_named_and_the_others_are_shown(
    opened: Opened, archive: DicomWeb, web: Web, desk: Desk
) -> None:
    lost = sorted(header.SOPInstanceUID for header in archive.headers.values())[2]
    web.fault("/rs/studies/*/series/*[0-9]", _only_streams(ends_early(0.01)))
    web.fault(f"*/instances/{lost}", ends_early(0.5))

    work = opened()

    assert counts(work) == ("partial", 5, 4, 1)
    assert lost in "".join(message.text for message in desk.ledger.messages)
    web.recover()
    desk.ledger.retry()
    with desk.ledger.changed:
        assert desk.ledger.changed.wait_for(lambda: work.job.state == "done", 5)


def test_a_refused_series_fails_with_the_reason_and_is_not_asked_for_image_by_image(opened: Opened, web: Web) -> None:
    web.fault("/rs/studies/*/series/*[0-9]", says(403))

    work = opened()

    assert counts(work) == ("failed", 5, 0, 5)
    assert asked(web, "instances*") == 0
    web.recover()
    work.ledger.retry()
    with work.ledger.changed:
        assert work.ledger.changed.wait_for(lambda: work.job.state == "done", 5)
    assert asked(web, "series/*") == 2


def test_a_permission_that_ends_within_a_series_is_said_once_with_what_to_do(
    opened: Opened, web: Web, desk: Desk
) -> None:
    def ends(answer: Answer) -> Answer:
        web.fault("/rs/*", says(401))
        return cut(0.3)(answer)

    web.fault("*/series/*[0-9]", ends)

    work = opened(header=("Authorization: Bearer SECRET",))

    state, expected, received, failed = counts(work)
    assert (state, expected) == ("partial", 5)
    assert received and failed
    assert asked(web, "instances*") + asked(web, "instances/*") <= 4
    (message,) = desk.ledger.messages
    assert message.text.startswith(f"The permission has expired, or is not valid: {failed} images of ")
    assert message.todo == "Open the page with the link again to get a fresh permission."
    assert not message.retry
    said = status.shortcomings(desk.ledger)
    assert len(said) == 2
    assert said[1] == message.todo


def test_what_a_link_wants_in_accept_is_tried_first_and_then_as_it_is_stored(
    opened: Opened, web: Web, archive: DicomWeb
) -> None:
    archive.accepts = lambda accept: accept.endswith("transfer-syntax=*")

    assert counts(opened(accept_ext="transfer-syntax=1.2.840.10008.1.2.4.90")) == ("done", 5, 5, 0)
    assert asked(web, "series/*") == 2


# --- lists that are cut ---------------------------------------------------------------------------------------------


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
    web.fault("/rs/studies/*/series/*[0-9]", _only_streams(says(501)))

    assert counts(opened()) == ("done", 5, 5, 0)


def test_images_that_the_archive_counts_and_neither_sends_nor_lists_are_missing(
    opened: Opened, archive: DicomWeb, web: Web, desk: Desk
) -> None:
    archive.most, archive.pages, archive.metadata = 2, False, False
    web.fault("/rs/studies/*/series/*[0-9]", _only_streams(ends_early(0.5)))

    work = opened()

    assert work.job.state == "partial"
    assert work.job.expected == 5
    assert work.job.failed >= 1
    assert "counts 5" in "".join(message.text for message in desk.ledger.messages)


def test_a_study_whose_series_are_cut_is_completed_by_its_metadata(desk: Desk, web: Web, tmp_path: Path) -> None:
    files = _several_series(tmp_path, 4)
    archive = DicomWeb(web, files, most=2, pages=False)
    work = desk.work()

    dicomweb.open_request(work, (DicomRs(url=archive.root, request=("",)), "patientID=SYN"))
    desk.ended(work)

    assert counts(work) == ("done", 8, 8, 0)
    assert len(work.job.series) == 4


@pytest.mark.parametrize("lists", [{"most": 2, "pages": False}, {"most": 2, "warns": True}, {}])
def test_a_study_whose_series_are_not_counted_is_complete_too(
    desk: Desk, web: Web, tmp_path: Path, lists: dict[str, Any]
) -> None:
    archive = DicomWeb(web, _several_series(tmp_path, 4), counts=False, **lists)

    assert counts(_opened(desk, archive, "patientID=SYN")) == ("done", 8, 8, 0)


def test_series_that_the_archive_counts_and_does_not_list_are_named_as_missing_and_can_be_asked_for_again(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    archive = DicomWeb(web, _several_series(tmp_path, 4), most=3, pages=False, metadata=False)
    uid = next(iter(archive.headers.values())).StudyInstanceUID

    for text in ("patientID=SYN", f"seriesUID={next(iter(archive.headers.values())).SeriesInstanceUID}"):
        work = _opened(desk, archive, text, show_whole_study=True)

        assert counts(work) == ("partial", 6, 6, 0)
        (error,) = work.job.errors
        assert f"lists 3 of the 4 series of the study {uid}" in error.why


def test_series_that_the_archive_says_to_hold_back_and_never_sends_are_named(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    files = _several_series(tmp_path / "1", 3)
    limits: dict[str, Any] = {"most": 2, "warns": True, "pages": False, "counts": False, "metadata": False}

    work = _opened(desk, DicomWeb(web, files, **limits), "patientID=SYN")

    assert work.job.state == "partial"
    (error,) = work.job.errors
    assert "and says that there are more" in error.why


def test_studies_of_one_moment_that_the_archive_says_to_hold_back_are_named(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    files = [file for number in range(3) for file in _dated(tmp_path / str(number), "20240101", "120000")]

    work = _opened(desk, DicomWeb(web, files, most=2, warns=True, pages=False), "patientID=SYN")

    assert work.job.state == "partial"


@pytest.mark.parametrize(("count", "state"), [(4, "done"), (12, "partial")])
def test_so_many_studies_without_a_date_that_they_may_be_a_page_are_not_believed_to_be_all(
    desk: Desk, web: Web, tmp_path: Path, count: int, state: str
) -> None:
    files = [file for number in range(count) for file in _dated(tmp_path / str(number), "")]

    assert _opened(desk, DicomWeb(web, files), "patientID=SYN").job.state == state


@pytest.mark.parametrize(("asked", "found"), [("a1", 1), ("A1", 2), ("A?", 3)])
def test_patients_whose_ids_differ_in_case_only_are_not_mixed_up(
    desk: Desk, web: Web, tmp_path: Path, asked: str, found: int
) -> None:
    files = [file for number in range(3) for file in _dated(tmp_path / str(number), "20240101", f"1{number}0000")]
    for file, patient_id in zip(files, ("a1", "A1", "A1"), strict=True):
        _change(file, PatientID=patient_id)

    work = _opened(desk, DicomWeb(web, files, obeys=False), f"patientID={asked}")

    assert counts(work) == ("done", found, found, 0)


def test_an_archive_that_does_not_look_at_dates_is_asked_a_few_times_only(desk: Desk, web: Web, tmp_path: Path) -> None:
    files = [file for number in range(3) for file in _dated(tmp_path / str(number), f"201{number}0101")]
    archive = DicomWeb(web, files, obeys=False)

    assert counts(_opened(desk, archive, "patientID=SYN")) == ("done", 3, 3, 0)
    assert len(web.asked("/rs/studies")) < 20


def test_studies_with_one_accession_number_that_are_cut_are_found_by_their_dates(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    files = [file for number in range(9) for file in _dated(tmp_path / str(number), f"201{number}0101")]
    for number, file in enumerate(files):
        _change(file, AccessionNumber="A" if number else "B")

    work = _opened(desk, DicomWeb(web, files, most=2, pages=False), "accessionNumber=A,B")

    assert counts(work) == ("done", 9, 9, 0)


def test_a_study_that_cannot_be_looked_into_costs_no_other(desk: Desk, web: Web, tmp_path: Path) -> None:
    files = [file for number in range(3) for file in _dated(tmp_path / str(number), f"201{number}0101")]
    archive = DicomWeb(web, files)
    uid = str(archive.headers[files[1]].StudyInstanceUID)
    web.fault(f"/rs/studies/{uid}/series?*", says(400))

    work = _opened(desk, archive, "patientID=SYN")

    assert counts(work) == ("partial", 2, 2, 0)
    (error,) = work.job.errors
    assert uid in error.why
    assert "400" in error.why


def test_a_series_that_is_counted_to_be_empty_and_is_not_comes_whole(desk: Desk, web: Web, archive: DicomWeb) -> None:
    listed = archive.answer

    def answer(seen: Seen) -> Answer:
        answer = listed(seen)
        return replace(answer, body=re.sub(rb'("00201209": {"vr": "IS", "Value": \[)5', rb"\g<1>0", answer.body))

    web.answers("/rs/*", answer)

    assert counts(_opened(desk, archive, "patientID=SYN")) == ("done", 5, 5, 0)
    assert asked(web, "instances") == 1


def test_a_series_whose_images_are_neither_counted_nor_listed_comes_in_its_stream(
    desk: Desk, web: Web, archive: DicomWeb
) -> None:
    archive.counts, archive.metadata = False, False
    web.fault("*/instances?*", says(404))

    work = _opened(desk, archive, "patientID=SYN")

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

    work = _opened(desk, archive, f"studyUID={uid}")

    assert until(lambda: counts(work) == ("done", 5, 5, 0))


def test_a_stream_of_a_series_that_is_not_counted_is_read_to_its_end(desk: Desk, archive: DicomWeb) -> None:
    archive.counts, archive.most, archive.pages, archive.metadata = False, 2, False, False

    work = _opened(desk, archive, "patientID=SYN")

    assert until(lambda: counts(work) == ("done", 5, 5, 0))


def test_a_patients_studies_that_are_cut_are_found_by_asking_for_parts_of_the_time(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    files = [file for number in range(9) for file in _dated(tmp_path / str(number), f"201{number}0101")]
    archive = DicomWeb(web, files, most=2, pages=False)
    work = desk.work()

    dicomweb.open_request(work, (DicomRs(url=archive.root, request=("",)), "patientID=SYN"))
    desk.ended(work)

    assert counts(work) == ("done", 9, 9, 0)


def test_studies_of_one_day_that_are_cut_are_found_by_their_times(desk: Desk, web: Web, tmp_path: Path) -> None:
    files = [file for hour in range(9) for file in _dated(tmp_path / str(hour), "20240101", f"1{hour}3000")]

    work = _opened(desk, DicomWeb(web, files, most=2, pages=False), "patientID=SYN")

    assert counts(work) == ("done", 9, 9, 0)


@pytest.mark.parametrize("day", ["20250101", ""])
def test_studies_that_nothing_tells_apart_and_that_may_be_cut_are_said_to_be(
    desk: Desk, web: Web, tmp_path: Path, day: str
) -> None:
    """More of one moment, or of none, than the archive sends at once."""
    days = [day, day, day, *(f"202401{number:02}" for number in range(1, 5))]
    files = [file for number, date in enumerate(days) for file in _dated(tmp_path / str(number), date)]

    work = _opened(desk, DicomWeb(web, files, most=2, pages=False), "patientID=SYN")

    assert work.job.state == "partial"
    (error,) = work.job.errors
    assert "may be incomplete" in error.what
    assert "2 studies of this patient that no time tells apart" in error.why


@pytest.mark.parametrize("status", [400, 413])
def test_an_archive_that_refuses_large_pages_is_asked_for_smaller_ones(
    desk: Desk, web: Web, tmp_path: Path, status: int
) -> None:
    archive = DicomWeb(web, _several_series(tmp_path, 4))
    listed = archive.answer

    def answer(seen: Seen) -> Answer:
        limit = int(dict(parse_qsl(urlsplit(seen.target).query)).get("limit", 0))
        return Answer(status=status) if limit > 200 else listed(seen)

    web.answers("/rs/*", answer)

    assert counts(_opened(desk, archive, "patientID=SYN")) == ("done", 8, 8, 0)


def test_a_list_of_values_that_the_archive_does_not_understand_is_asked_for_one_by_one(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    files = [file for number in range(3) for file in _dated(tmp_path / str(number), f"201{number}0101")]
    archive = DicomWeb(web, files, lists=False)
    uids = sorted({header.StudyInstanceUID for header in archive.headers.values()})
    work = desk.work()

    with pytest.raises(NotFound) as raised:
        dicomweb.open_request(work, (DicomRs(url=archive.root, request=("",)), f"studyUID={','.join(uids)},1.2.3"))

    desk.ended(work)
    assert work.job.received == 3
    assert "1.2.3" in raised.value.why
    assert uids[0] not in raised.value.why


def test_a_long_list_of_values_is_asked_for_in_addresses_that_servers_take(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    archive = DicomWeb(web, tiny_studies(tmp_path, 120, "MANY"))
    uids = sorted({header.StudyInstanceUID for header in archive.headers.values()})

    work = _opened(desk, archive, f"studyUID={','.join(uids)}")

    assert counts(work) == ("done", 120, 120, 0)
    assert max(len(seen.target) for seen in web.asked("/rs/studies")) < 4096
    assert len(web.asked("/rs/studies")) == 3


def test_an_archive_that_ignores_the_question_is_not_believed(opened: Opened, archive: DicomWeb, desk: Desk) -> None:
    archive.obeys = False

    assert opened("patientID=SOMEBODY^^^ELSE").job.state == "failed"
    assert opened("studyUID=1.2.3").job.state == "failed"
    assert not desk.ledger.records


def _several_series(folder: Path, count: int) -> list[Path]:
    first = synthetic_ct(folder / "0", 2)
    uid = pydicom.dcmread(first.files[0]).StudyInstanceUID
    files = list(first.files)
    for number in range(1, count):
        for file in synthetic_ct(folder / str(number), 2).files:
            _change(file, StudyInstanceUID=uid, SeriesNumber=number + 1)
            files.append(file)
    return files


def _dated(folder: Path, date: str, time: str = "") -> Iterator[Path]:
    for file in synthetic_ct(folder, 1).files:
        _change(file, StudyDate=date, StudyTime=time)
        yield file


def _change(file: Path, **values: Any) -> None:
    image = pydicom.dcmread(file)
    for keyword, value in values.items():
        setattr(image, keyword, value)
    image.save_as(file)


# --- forms ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "accepted",
    ['multipart/related; type="application/dicom"', "application/dicom", "*/*"],
)
def test_what_the_archive_cannot_serve_is_asked_for_in_another_form(
    opened: Opened, archive: DicomWeb, accepted: str
) -> None:
    archive.accepts = lambda accept: accept == accepted
    archive.single = not accepted.startswith("multipart")

    assert counts(opened()) == ("done", 5, 5, 0)


def test_images_are_asked_for_uncompressed_when_nothing_here_decodes_them(desk: Desk, web: Web, tmp_path: Path) -> None:
    (plain,) = synthetic_ct(tmp_path, 1).files
    image = pydicom.dcmread(plain)
    image.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.4.94"  # JPIP
    del image.PixelData
    stored = tmp_path / "stored.dcm"
    image.save_as(stored, implicit_vr=False, little_endian=True)
    archive = DicomWeb(web, [stored])
    converted = DicomWeb(web, [plain])
    web.answers(
        "/rs/*",
        lambda seen: (converted if "1.2.840.10008.1.2.1" in seen.headers["Accept"] else archive).answer(seen),
    )
    work = desk.work()

    dicomweb.open_request(work, (DicomRs(url=archive.root, request=("",)), "patientID=SYN"))
    desk.ended(work)

    assert counts(work) == ("done", 1, 1, 0)
    (path,) = desk.paths()
    assert pydicom.dcmread(path).file_meta.TransferSyntaxUID == "1.2.840.10008.1.2.1"


# --- besides --------------------------------------------------------------------------------------------------------


def test_the_other_series_of_the_study_come_too_when_the_whole_study_is_wanted(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    archive = DicomWeb(web, _several_series(tmp_path, 3))
    uid = next(iter(archive.headers.values())).SeriesInstanceUID
    for whole, expected in ((False, 2), (True, 6)):
        work = desk.work()
        command = DicomRs(url=archive.root, request=("",), show_whole_study=whole)
        dicomweb.open_request(work, (command, f"seriesUID={uid}"))
        desk.ended(work)

        assert counts(work) == ("done", expected, expected, 0)


def test_series_that_wait_are_shown_small_as_the_archive_can(desk: Desk, web: Web, tmp_path: Path) -> None:
    archive = DicomWeb(web, _several_series(tmp_path, 12))
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
    web.fault("/rs/studies/*/series/*[0-9]", _only_streams(held(answers)))
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


def test_the_same_request_again_fetches_only_what_is_missing(
    opened: Opened, archive: DicomWeb, desk: Desk, web: Web
) -> None:
    web.fault("/rs/studies/*/series/*[0-9]", _only_streams(ends_early(0.5)))
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


def test_series_come_in_the_order_of_their_numbers(desk: Desk, web: Web, tmp_path: Path) -> None:
    files = _several_series(tmp_path, 4)
    archive = DicomWeb(web, reversed(files))
    work = desk.work()

    dicomweb.open_request(work, (DicomRs(url=archive.root, request=("",)), "patientID=SYN"))
    desk.ended(work)

    numbers = [desk.ledger.records[key].series.series_number for key in work.job.series]
    assert numbers == sorted(numbers, key=lambda number: number or 0)


@pytest.mark.parametrize(("resource", "asked_for"), [("series", "seriesUID"), ("instances", "objectUID")])
def test_a_query_that_the_archive_does_not_support_is_told_from_what_it_does_not_have(
    opened: Opened, web: Web, resource: str, asked_for: str
) -> None:
    web.fault(f"/rs/{resource}[?]*", says(404))

    (error,) = opened(f"{asked_for}=1.2.3").job.errors

    assert error.what.startswith("The archive cannot be searched by ")
