"""How tags are named: every spelling means what people mean by it, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launcher.errors import CommandError
from launcher.headers import dictionary
from launcher.tags.path import parse, wanted_by
from launcher.tags.values import text
from tests.files import bundled
from tests.launcher.tags.conftest import header

CT = header(bundled("CT_small.dcm"))
SR = header(bundled("reportsi.dcm"))


def found(path: str) -> list[str]:
    return [text(one.element, one.within) for one in parse(path).find(CT)]


@pytest.mark.parametrize(
    "path",
    [
        "0008,1030",
        "0008, 1030",
        "(0008,1030)",
        " ( 0008 , 1030 ) ",
        "00081030",
        "8,1030",
        "StudyDescription",
        "studydescription",
        "STUDYDESCRIPTION",
        "Study Description",
    ],
)
def test_one_tag_has_many_spellings(path: str) -> None:
    assert found(path) == ["e+1"]
    assert parse(path).label == "StudyDescription"


@pytest.mark.parametrize(
    "path, values",
    [
        ("0020,000d", ["1.3.6.1.4.1.5962.1.2.1.20040119072730.12322"]),
        ("Patient's Name", ["CompressedSamples^CT1"]),
        ('0043,xx12@"GEMS_PARM_01"', ["14\\2\\3"]),
        ('0043,1012@"GEMS_PARM_01"', ["14\\2\\3"]),
        ('(0043,xx12,"GEMS_PARM_01")', ["14\\2\\3"]),
        ("0043,xx12@GEMS_PARM_01", ["14\\2\\3"]),
        ('0043,xx12@"SOMEBODY ELSE"', []),
        ("0043,1012", ["14\\2\\3"]),
        ("OtherPatientIDsSequence[0].PatientID", ["ABCD1234"]),
        ("0010,1002[1].0010,0020", ["1234ABCD"]),
        ("00101002[-1].00100020", ["1234ABCD"]),
        ("0010,1002[*].PatientID", ["ABCD1234", "1234ABCD"]),
        ("0010,1002.PatientID", ["ABCD1234", "1234ABCD"]),
        ("0010,1002[2].PatientID", []),
        ("0010,1002[0]", ["ABCD1234", "TEXT"]),
        ("**.PatientID", ["1CT1", "ABCD1234", "1234ABCD"]),
        ("0028,001x", ["128", "128"]),
        ("0028,001?", ["128", "128"]),
        ("0008,103*", ["e+1"]),
        ("PatientB*", [""]),
        ("*Thickness", ["5.000000"]),
        ("Modalit?", ["CT"]),
        ("0099,9999", []),
    ],
)
def test_a_path_leads_to_these_values(path: str, values: list[str]) -> None:
    assert found(path) == values


def test_a_path_may_be_deep() -> None:
    deep = parse("0040A730[0].0040A730[0].0040A043[0].CodeMeaning")
    anywhere = {one.place for one in parse("**.00080104").find(SR)}
    assert {one.place for one in deep.find(SR)} <= anywhere
    assert "0040,A043[0].0008,0104" in anywhere
    for place in anywhere:
        assert parse(place).steps


def test_only_what_is_needed_is_read() -> None:
    assert wanted_by([parse("Modality"), parse("Rows")]).last == 0x00280010
    assert 0x00080060 in wanted_by([parse("Modality")])
    assert 0x00081030 not in wanted_by([parse("Modality")])
    assert wanted_by([parse("Patient*")]).tags is None
    assert wanted_by([parse('0019,xx01@"A"'), parse("Rows")]).tags is None


@pytest.mark.parametrize(
    "path, said",
    [
        ("", "nothing stands there"),
        ("Modallity", "Did you mean Modality"),
        ("0008,10301", "Write 0008,1030"),
        ("0008,103g", "Write 0008,1030"),
        ("(0008,1030", "Write"),
        ("0008,1030[", "at “[”"),
        ("0008,1030[x]", "at “[x]”"),
        ("0008,1030.", "nothing|at “”"),
        ("**", "needs a tag behind it"),
        ("**.**.Modality", "too many steps"),
        ("0010,xx01@ACME", "odd groups"),
        ("__import__('os')", "Write"),
    ],
)
def test_what_is_no_tag_is_refused_with_what_to_write(path: str, said: str) -> None:
    with pytest.raises(CommandError, match=f"({said})" if "|" in said else None) as refused:
        parse(path)
    assert any(part in str(refused.value) for part in said.split("|"))


@given(st.sampled_from(sorted(dictionary.keywords().values())))
def test_keyword_digits_and_name_mean_the_same(tag: int) -> None:
    known = dictionary.entry(tag)
    assert known is not None
    assert (
        parse(known.keyword).steps == parse(f"{tag:08x}").steps == parse(f"({tag >> 16:04X},{tag & 0xFFFF:04x})").steps
    )


LETTERS = st.text(alphabet="0123456789abcdefxX*?,.()[]@\"' -PatientModality\\\0é", max_size=60)


@settings(max_examples=500)
@given(LETTERS | st.text(max_size=80))
def test_any_text_is_a_path_or_a_usage_error(written: str) -> None:
    try:
        path = parse(written)
    except CommandError as error:
        assert error.exit_code == 2
        return
    assert path.label
    list(path.find(CT))
    list(path.find(SR))
