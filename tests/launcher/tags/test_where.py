"""``--where``: a condition means what it says, and can do nothing but compare."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launcher.errors import CommandError
from launcher.tags.where import parse, tags_of
from tests.files import bundled
from tests.launcher.tags.conftest import header

CT = header(bundled("CT_small.dcm"))


@pytest.mark.parametrize(
    "condition",
    [
        'Modality == "CT"',
        "Modality == 'CT'",
        "Modality==CT",
        "Modality = CT",
        '0008,0060 == "CT"',
        '(0008,0060) == "CT"',
        "( 0008, 0060 ) == CT",
        "0008, 0060 == CT",
        "not Modality == MR",
        "Modality != MR",
        "SliceThickness == 5",
        "SliceThickness > 4.5 and SliceThickness <= 5.0",
        "SliceThickness < 10",  # as text, 5.000000 would come behind
        "ImageType == AXIAL",  # any of its values
        "ImageType == ORIGINAL and ImageType == PRIMARY",
        "Modality == MR or Modality == CT and Rows == 128",
        "(Modality == MR or Modality == CT) and not (Rows == 1)",
        "NOT Modality == MR AND Rows == 128",
        "PatientName contains samples",
        'PatientName like "Compressed*^CT?"',
        "PatientName like *ct1",
        "PatientName",
        "not AccessionNumber",  # it is there, and empty
        "not PatientComments",
        "PatientComments != something",
        "OtherPatientIDsSequence[*].PatientID == 1234ABCD",
        "**.PatientID == ABCD1234",
        'ImageComments == "" or StudyDate >= 20040101',
        '0043,xx12@"GEMS_PARM_01" == 14',
        'ImagePositionPatient == "-75.699997"',
    ],
)
def test_it_holds(condition: str) -> None:
    assert parse(condition).holds(CT)
    assert not parse(f"not ({condition})").holds(CT)


@pytest.mark.parametrize(
    "condition",
    ["Modality == ct", "Modality == MR", "SliceThickness > 5", "PatientName like CT1", "PatientName like [C]*",
     "PatientComments == something", "PatientComments < 3", "AccessionNumber"],
)  # fmt: skip
def test_it_does_not_hold(condition: str) -> None:
    assert not parse(condition).holds(CT)


def test_the_tags_that_it_asks_about_are_known_before() -> None:
    asked = tags_of(parse("Modality == CT and not (Rows or Columns > 3)"))
    assert [tag.label for tag in asked] == ["Modality", "Rows", "Columns"]


@pytest.mark.parametrize(
    "condition, said",
    [
        ("", "at its end, a tag is missing"),
        ("Modality ==", "a value is missing behind =="),
        ("Modality == CT MR", "at “MR”"),
        ("Modality == (CT)", "a value is missing"),
        ("(Modality == CT", "never closed"),
        ("Modality == CT)", "at “)”"),
        ("and Modality", "a tag is missing"),
        ("Modality == 'CT", "at “'CT”"),
        ("== CT", "a tag is missing"),
        ("Modallity == CT", "Did you mean Modality"),
        ("__import__('os').system('id')", ""),
        ("(" * 100 + "Modality" + ")" * 100, "nested too deeply"),
        ("not " * 100 + "Modality", "nested too deeply"),
        ("Modality == CT or " * 300, "too long"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_place(condition: str, said: str) -> None:
    with pytest.raises(CommandError) as refused:
        parse(condition)
    assert said in str(refused.value)


def test_no_pattern_takes_time_without_end() -> None:
    begin = time.process_time()
    condition = parse(f"PatientName like '{'*a' * 200}b' or StudyInstanceUID like '{'*1?' * 100}x'")
    assert not condition.holds(CT)
    assert time.process_time() - begin < 1


WORDS = st.sampled_from(
    ["Modality", "0008,0060", "(0008,0060)", "Rows", "and", "or", "not", "(", ")", "==", "!=", "<", ">=", "contains",
     "like", '"CT"', "'x'", "3", "-1e9", "*", "**.PatientID", "[", "]", "@", '"', "'", "\\", "é", "\0", "nan", "1_0"]
)  # fmt: skip


@settings(max_examples=500)
@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=60))
def test_any_text_is_a_condition_or_a_usage_error(written: str) -> None:
    try:
        condition = parse(written)
    except CommandError as error:
        assert error.exit_code == 2
        return
    assert condition.holds(CT) in (True, False)
