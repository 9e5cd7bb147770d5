"""What an archive is asked: all of it is sent, as it was given, or refused."""

from __future__ import annotations

from contextlib import nullcontext
from io import BytesIO

import pytest
from pydicom.multival import MultiValue
from pynetdicom.dsutils import decode

from launcher.dimse.criteria import check
from launcher.dimse.levels import RETURNED
from launcher.dimse.query import identifier_of
from launcher.dimse.rows import row_in
from launcher.errors import RequestError
from launcher.headers.walk import EXPLICIT, IMPLICIT
from launcher.nodes.node import DicomNode


def test_a_query_asks_for_the_usual_attributes_and_holds_the_criteria() -> None:
    node = DicomNode(name="PACS", ae_title="A", host="h", character_set="ISO_IR 100")
    query = identifier_of(
        node, "STUDY", {"PatientName": "Müller*", "StudyInstanceUID": "1.2\\1.3"}, ["InstitutionName"]
    )

    asked = row_in(query, IMPLICIT)
    assert (asked["SpecificCharacterSet"], asked["QueryRetrieveLevel"]) == ("ISO_IR 100", "STUDY")
    assert (asked["PatientName"], asked["StudyInstanceUID"]) == ("Müller*", "1.2\\1.3")
    assert {keyword for keyword, value in asked.items() if not value} == {
        *RETURNED["STUDY"], "InstitutionName"
    } - {"PatientName", "StudyInstanceUID"}  # fmt: skip


@pytest.mark.parametrize(
    ("character_set", "name", "fits"),
    [
        ("ISO_IR 100", "Müller*", True),
        ("ISO_IR 100", "山田*", False),
        ("ISO_IR 13", "ﾔﾏﾀﾞ^ﾀﾛｳ", True),
        ("ISO_IR 13", "*ﾔﾏﾀﾞ*", True),
        ("ISO_IR 13", "Yamada=ﾔﾏﾀﾞ ﾀﾛｳ", True),
        ("ISO_IR 13", "*山田*", False),
        ("ISO_IR 13", "¥*", False),
        ("\\ISO 2022 IR 87", "*山田*", True),
        ("\\ISO 2022 IR 87", "*洪吉*홍*", False),
        ("ISO 2022 IR 13\\ISO 2022 IR 87", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎", True),
        ("ISO_IR 192", "Παπά=山田", True),
        ("ISO_IR 203", "Œuvre €", True),
        ("ISO_IR 203", "¼", False),
        ("no such set", "Müller", False),
    ],
)
def test_a_name_that_the_archives_character_set_cannot_hold_is_not_sent_as_a_wildcard(
    character_set: str, name: str, fits: bool
) -> None:
    node = DicomNode(name="PACS", ae_title="A", host="h", character_set=character_set)
    with nullcontext() if fits else pytest.raises(RequestError, match="does not have all of these letters"):
        asked = row_in(identifier_of(node, "STUDY", {"PatientName": name, "StudyDescription": name}), IMPLICIT)
        assert (asked["PatientName"], asked["StudyDescription"]) == (name, name)


@pytest.mark.parametrize(
    ("keyword", "value", "said"),
    [
        ("StudyDate", "today", "20240101-20241231"),
        ("StudyDate", "2024-01-31", "20240101-20241231"),
        ("StudyTime", "noon", "0930"),
        ("SeriesNumber", "abc", "a number"),
        ("PatientWeight", "x", "a number"),
        ("StudyInstanceUID", "1.2*", "digits and dots"),
        ("Colour", "red", "no DICOM keyword"),
        ("RequestAttributesSequence", "1", "nothing to search by"),
    ],
)
def test_a_criterion_that_cannot_be_is_refused_and_never_left_out(keyword: str, value: str, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        identifier_of(DicomNode(name="PACS", ae_title="A", host="h"), "STUDY", {keyword: value})


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("StudyDate", "20240101-"),
        ("StudyDate", "-20241231"),
        ("StudyTime", "0930-1200"),
        ("ModalitiesInStudy", "CT\\MR"),
        ("BodyPartExamined", "Head"),
        ("SeriesNumber", "7"),
        ("PatientWeight", "70.5"),
        ("Rows", "512"),
        ("StudyInstanceUID", "1.2\\1.3"),
        ("AccessionNumber", ""),
    ],
)
@pytest.mark.parametrize("syntax", [IMPLICIT, EXPLICIT], ids=["implicit", "explicit"])
def test_a_criterion_is_sent_as_it_was_given(keyword: str, value: str, syntax: str) -> None:
    node = DicomNode(name="PACS", ae_title="A", host="h")
    query = identifier_of(node, "STUDY", {keyword: value}, ["RequestAttributesSequence"], syntax)

    assert row_in(query, syntax)[keyword] == value
    read = decode(BytesIO(query), syntax == IMPLICIT, True)  # by pydicom
    assert "\\".join(map(str, as_list(read[keyword].value))) == value
    assert list(read.keys()) == sorted(read.keys())


def test_a_code_with_a_letter_that_codes_do_not_have_is_refused() -> None:
    with pytest.raises(RequestError, match="ModalitiesInStudy has no such letters"):
        identifier_of(DicomNode(name="PACS", ae_title="A", host="h"), "STUDY", {"ModalitiesInStudy": "MÜ"})


def as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, MultiValue)) else [value]


def test_a_number_that_an_attribute_cannot_hold_is_refused() -> None:
    with pytest.raises(RequestError, match="Rows: 70000"):
        identifier_of(DicomNode(name="PACS", ae_title="A", host="h"), "IMAGE", {"Rows": "70000"})


@pytest.mark.parametrize("dates", ["20240201-20240131", "20240101\\20240201-20240131"])
def test_dates_that_end_before_they_begin_are_refused_where_archives_find_nothing(dates: str) -> None:
    with pytest.raises(RequestError, match=r"ends before it begins\. Write the earlier date first"):
        check({"StudyDate": dates})
    check({"StudyDate": "20240131-20240201"})
    check({"StudyDate": "20240131-20240131"})
