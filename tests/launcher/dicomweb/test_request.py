"""What ``dicom:rs -r`` means: identifiers in Weasis's order, IHE requests, filters with Weasis's semantics."""

from __future__ import annotations

from datetime import datetime

import pytest

from launcher.dicomweb.request import ALL, Filters, Sought, StudyFacts, parse_request, patient_and_issuer, select
from launcher.errors import CommandError


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("studyUID=1.2.3", [("studyUID", "1.2.3")]),
        ("studyUID=1.2,1.3", [("studyUID", "1.2", "1.3")]),
        ("studyUID=1.2\\1.3", [("studyUID", "1.2", "1.3")]),
        ("studyUID=1.2&studyUID=1.3", [("studyUID", "1.2"), ("studyUID", "1.3")]),
        ("patientID=A,B", [("patientID", "A,B")]),
        ("patientID=7#1&2^^^HOSPITAL", [("patientID", "7#1&2^^^HOSPITAL")]),
        ("patientID=A^^^&1.2.3&ISO&studyUID=1", [("studyUID", "1"), ("patientID", "A^^^&1.2.3&ISO")]),
        (
            "patientID=P&studyUID=1&accessionNumber=A&seriesUID=2&objectUID=3",
            [("objectUID", "3"), ("seriesUID", "2"), ("accessionNumber", "A"), ("studyUID", "1"), ("patientID", "P")],
        ),
        ("studyUID=1&studyUID=&unknown=x&=y", [("studyUID", "1")]),
        ("accessionNumber=a=b", [("accessionNumber", "a=b")]),
        ("requestType=STUDY&studyUID=1&accessionNumber=A", [("accessionNumber", "A")]),
        ("requestType=STUDY&studyUID=1,2&studyUID=3&viewerType=IHE_BIR&keyImagesOnly", [("studyUID", "1", "2")]),
        ("REQUESTTYPE=study&STUDYUID=1", [("studyUID", "1")]),
        ("requestType=PATIENT&patientID=P^^^I&studyUID=1", [("patientID", "P^^^I")]),
    ],
)
def test_a_request_asks_for_these(text: str, sought: list[tuple[str, ...]]) -> None:
    assert [(one.key, *one.values) for one in parse_request(text).sought] == sought


@pytest.mark.parametrize(
    "text", ["patientID=*", "patientID=*^^^HOSP", "accessionNumber=A,?*", "studyUID=1&patientID=*"]
)
def test_a_request_for_all_that_there_is_is_refused(text: str) -> None:
    with pytest.raises(CommandError, match="all that there is"):
        parse_request(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "objectUID"),
        ("studyUID=", "studyUID"),
        ("requestType=PATIENT&studyUID=1", "patientID="),
        ("requestType=STUDY&patientID=1", "studyUID= or accessionNumber="),
        ("requestType=SERIES&seriesUID=1", "SERIES"),
        ("lowerDateTime=2020-01-01", "it has no"),
        ("StudyInstanceUID=1.2&modalitiesInStudy=CT", "but studyinstanceuid="),
    ],
)
def test_a_request_that_asks_for_nothing_says_what_it_needs(text: str, why: str) -> None:
    with pytest.raises(CommandError) as raised:
        parse_request(text)

    assert why in str(raised.value)


@pytest.mark.parametrize(
    ("identifier", "parts"),
    [("P", ("P", "")), ("P^^^I", ("P", "I")), ("^^^P", ("^^^P", "")), ("P^^^A&1.2&ISO", ("P", "A&1.2&ISO"))],
)
def test_the_issuer_follows_three_carets(identifier: str, parts: tuple[str, str]) -> None:
    assert patient_and_issuer(identifier) == parts


STUDIES = (
    StudyFacts("20240101", "120000", "Thorax nativ", ("CT",)),
    StudyFacts("20240301", "", "Schädel", ("MR", "SR")),
    StudyFacts("20230101", "080000", "", ("US",)),
    StudyFacts("", "", "Abdomen"),
)


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ("", [1, 0, 2, 3]),
        ("lowerDateTime=2024-01-01T12:00:00", [0, 2, 3]),  # at or before, as Weasis has it
        ("upperDateTime=2024-01-01T12:00:00", [1, 0, 3]),  # at or after
        ("lowerDateTime=2024-02-01&upperDateTime=2024-01-01", [0, 3]),
        ("mostRecentResults=2", [1, 0]),
        ("mostRecentResults=0", [1, 0, 2, 3]),
        ("mostRecentResults=-1", [1, 0, 2, 3]),
        ("mostRecentResults=1&modalitiesInStudy=CT", []),  # the newest first, then the modality
        ("modalitiesInStudy=CT,SR", [1, 0, 3]),  # one that does not say is kept
        ("containsInDescription=SCHADEL,thorax", [1, 0]),  # one without a description is not
    ],
)
def test_filters_choose_among_a_patients_studies(filters: str, kept: list[int]) -> None:
    assert select(parse_request(f"patientID=P&{filters}").filters, STUDIES) == kept


def test_a_moment_with_an_offset_is_compared_in_local_time() -> None:
    moment = datetime(2024, 1, 1, 12).astimezone()
    filters = parse_request(f"patientID=P&lowerDateTime={moment.isoformat()}").filters

    assert filters == Filters(lower_date_time=datetime(2024, 1, 1, 12))
    assert parse_request("patientID=P").sought == (Sought("patientID", ("P",)),)


@pytest.mark.parametrize("filter", ["mostRecentResults=zwei", "lowerDateTime=31.1.2024", "upperDateTime=2024-13-01"])
def test_a_filter_that_cannot_be_read_is_an_error_and_not_everything(filter: str) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        parse_request(f"patientID=1&{filter}")


@pytest.mark.parametrize("filter", ["mostRecentResults=", "lowerDateTime=", "upperDateTime="])
def test_an_empty_filter_is_none(filter: str) -> None:
    assert parse_request(f"patientID=1&{filter}").filters == ALL
