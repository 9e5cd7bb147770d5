"""Answers to a C-FIND as plain text, in whichever way they are written."""

from __future__ import annotations

import warnings
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom import Dataset
from pydicom.sequence import Sequence
from pynetdicom.dsutils import encode

from launcher.dimse.rows import row_in, row_of
from launcher.errors import BadAnswer


def test_an_answer_is_plain_text() -> None:
    answer = Dataset()
    answer.PatientName, answer.ModalitiesInStudy, answer.NumberOfStudyRelatedSeries = "Doe^Jane", ["CT", "SR"], 3
    answer.StudyID = None

    assert row_of(answer) == {
        "PatientName": "Doe^Jane",
        "ModalitiesInStudy": "CT\\SR",
        "NumberOfStudyRelatedSeries": "3",
    }


@pytest.mark.parametrize("implicit", [True, False], ids=["implicit", "explicit"])
def test_an_answer_as_it_came_is_plain_text(implicit: bool) -> None:
    answer = Dataset()
    answer.SpecificCharacterSet, answer.PatientName = "ISO_IR 192", "山田^太郎"
    answer.ModalitiesInStudy, answer.NumberOfStudyRelatedSeries, answer.StudyID = ["CT", "SR"], 3, None
    answer.ReferencedStudySequence = [Dataset()]
    answer.Rows = 512
    answer.add_new(0x00090010, "LO", "ACME")
    written = encode(answer, implicit, True)

    assert written is not None
    assert row_in(written, "1.2.840.10008.1.2" if implicit else "1.2.840.10008.1.2.1") == {
        "SpecificCharacterSet": "ISO_IR 192",
        "PatientName": "山田^太郎",
        "ModalitiesInStudy": "CT\\SR",
        "NumberOfStudyRelatedSeries": "3",
        "StudyID": "",
        "Rows": "512",
    }


def test_an_answer_that_is_written_otherwise_than_agreed_is_still_read() -> None:
    unordered = b"\x10\0\x20\0LO\2\0ID" + b"\x10\0\x10\0PN\4\0Doe "

    assert row_in(unordered, "1.2.840.10008.1.2.1") == {"PatientID": "ID", "PatientName": "Doe"}


@pytest.mark.parametrize("implicit", [True, False], ids=["implicit", "explicit"])
def test_an_answer_with_other_vrs_than_agreed_is_read_without_a_word(implicit: bool) -> None:
    answer = Dataset()
    answer.QueryRetrieveLevel, answer.PatientName = "STUDY", "Doe^Jane"
    written = encode(answer, implicit, True)

    assert written is not None
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        row = row_in(written, "1.2.840.10008.1.2.1" if implicit else "1.2.840.10008.1.2")

    assert row == {"QueryRetrieveLevel": "STUDY", "PatientName": "Doe^Jane"}
    assert not said


def test_an_answer_that_is_no_data_set_is_no_row() -> None:
    with pytest.raises(BadAnswer, match="cannot be read"):
        row_in(b"\x08\0\x40\x11SQ\0\0\xff\xff\xff\xffgarbage!", "1.2.840.10008.1.2.1")


@pytest.mark.parametrize("implicit", [True, False], ids=["implicit", "explicit"])
@pytest.mark.parametrize("has_end", [True, False], ids=["of known length", "of unknown length"])
def test_what_follows_a_sequence_is_read(implicit: bool, has_end: bool) -> None:
    inner, answer = Dataset(), Dataset()
    inner.CodeValue = "7"
    answer.ProcedureCodeSequence = Sequence([inner])
    answer["ProcedureCodeSequence"].is_undefined_length = not has_end
    answer.PatientID = "ID"
    written = encode(answer, implicit, True)

    assert written is not None
    assert row_in(written, "1.2.840.10008.1.2" if implicit else "1.2.840.10008.1.2.1") == {"PatientID": "ID"}


@given(st.binary(max_size=100), st.booleans())
def test_any_bytes_are_a_row_or_no_answer(garbage: bytes, implicit: bool) -> None:
    whole = b"\x08\0\x52\0" + (b"\6\0\0\0" if implicit else b"CS\6\0") + b"STUDY "
    with suppress(BadAnswer):
        row_in(whole + garbage, "1.2.840.10008.1.2" if implicit else "1.2.840.10008.1.2.1")
