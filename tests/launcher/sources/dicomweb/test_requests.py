"""What is asked for, of which address and with which words, and what an answer is believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from launcher.errors import NotFound
from launcher.links.commands import DicomRs
from launcher.sources import dicomweb
from tests.launcher.desk import Desk, counts
from tests.launcher.sources.dicomweb.holdings import change, dated, several_series
from tests.launcher.sources.dicomweb.opening import Opened, asked, open_and_wait
from tests.servers import web as webs
from tests.servers.dicomweb import DicomWeb
from tests.servers.studies import tiny_studies
from tests.servers.web import Answer, Web, moved_to, says


def test_a_series_comes_in_one_answer_and_its_list_is_not_asked_for(opened: Opened, web: Web) -> None:
    assert counts(opened()) == ("done", 5, 5, 0)

    assert asked(web, "series/*") == 1
    assert asked(web, "instances") == 0


def test_an_address_that_has_no_such_service_says_so(opened: Opened, web: Web) -> None:
    web.fault("*", says(404))

    (error,) = opened().job.errors
    assert "no DICOMweb service" in error.what
    assert "address" in error.todo


def test_a_page_instead_of_a_list_is_told_with_whoever_sent_it(opened: Opened, web: Web) -> None:
    with webs.running() as provider:
        web.fault("*", moved_to(provider.page("/login", "<!DOCTYPE html><form>") + "?for=secret"))

        (error,) = opened().job.errors

    assert f"{provider.origin}/login sent a web page" in error.why
    assert "sign in" in error.todo


def test_a_second_request_fetches_nothing(opened: Opened, web: Web) -> None:
    opened()

    assert counts(opened()) == ("done", 5, 5, 0)
    assert asked(web, "series/*") == 1


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


@pytest.mark.parametrize(("resource", "asked_for"), [("series", "seriesUID"), ("instances", "objectUID")])
def test_a_query_that_the_archive_does_not_support_is_told_from_what_it_does_not_have(
    opened: Opened, web: Web, resource: str, asked_for: str
) -> None:
    web.fault(f"/rs/{resource}[?]*", says(404))

    (error,) = opened(f"{asked_for}=1.2.3").job.errors

    assert error.what.startswith("The archive cannot be searched by ")


def test_an_archive_that_ignores_the_question_is_not_believed(opened: Opened, archive: DicomWeb, desk: Desk) -> None:
    archive.obeys = False

    assert opened("patientID=SOMEBODY^^^ELSE").job.state == "failed"
    assert opened("studyUID=1.2.3").job.state == "failed"
    assert not desk.ledger.records


@pytest.mark.parametrize(("asked", "found"), [("a1", 1), ("A1", 2), ("A?", 3)])
def test_patients_whose_ids_differ_in_case_only_are_not_mixed_up(
    desk: Desk, web: Web, tmp_path: Path, asked: str, found: int
) -> None:
    files = [file for number in range(3) for file in dated(tmp_path / str(number), "20240101", f"1{number}0000")]
    for file, patient_id in zip(files, ("a1", "A1", "A1"), strict=True):
        change(file, PatientID=patient_id)

    work = open_and_wait(desk, DicomWeb(web, files, obeys=False), f"patientID={asked}")

    assert counts(work) == ("done", found, found, 0)


def test_a_list_of_values_that_the_archive_does_not_understand_is_asked_for_one_by_one(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    files = [file for number in range(3) for file in dated(tmp_path / str(number), f"201{number}0101")]
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

    work = open_and_wait(desk, archive, f"studyUID={','.join(uids)}")

    assert counts(work) == ("done", 120, 120, 0)
    assert max(len(seen.target) for seen in web.asked("/rs/studies")) < 4096
    assert len(web.asked("/rs/studies")) == 3


def test_the_other_series_of_the_study_come_too_when_the_whole_study_is_wanted(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    archive = DicomWeb(web, several_series(tmp_path, 3))
    uid = next(iter(archive.headers.values())).SeriesInstanceUID
    for whole, expected in ((False, 2), (True, 6)):
        work = desk.work()
        command = DicomRs(url=archive.root, request=("",), show_whole_study=whole)
        dicomweb.open_request(work, (command, f"seriesUID={uid}"))
        desk.ended(work)

        assert counts(work) == ("done", expected, expected, 0)


def test_a_query_that_the_archive_does_not_support_costs_nothing_else_that_is_asked_for(
    opened: Opened, archive: DicomWeb, web: Web
) -> None:
    web.fault("/rs/series[?]*", says(404))
    header = next(iter(archive.headers.values()))

    work = opened(f"seriesUID={header.SeriesInstanceUID}&studyUID={header.StudyInstanceUID}")

    assert counts(work) == ("partial", 5, 5, 0)
    (error,) = work.job.errors
    assert "cannot be searched by SeriesInstanceUID" in error.what


@pytest.mark.parametrize("count", [1, 3])
def test_filters_that_leave_nothing_over_are_told_as_such(desk: Desk, web: Web, tmp_path: Path, count: int) -> None:
    archive = DicomWeb(web, tiny_studies(tmp_path, count, "OFTEN"))

    (error,) = open_and_wait(desk, archive, "patientID=OFTEN&containsInDescription=knee").job.errors

    assert error.why.startswith(
        f"its filters leave out {'the only study' if count == 1 else 'all 3 studies'} of the patient"
    )
    assert "filters" in error.todo


def test_a_study_without_images_is_not_blamed_on_filters(opened: Opened, web: Web, archive: DicomWeb) -> None:
    archive.counts = archive.metadata = False
    web.fault("*/series[?]*", lambda answer: Answer(status=204))

    (error,) = opened().job.errors

    assert error.why == "127.0.0.1 has no images for it"
    assert "filters" not in error.todo
