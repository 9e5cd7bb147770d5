"""Tags that are set and removed, named as in ``wetread tags``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydicom import Dataset

from launcher.errors import CommandError
from tests.files import bundled
from tests.writer.conftest import Save
from writer.edits import removal, setting

CT = bundled("CT_small.dcm")
Saved = Callable[..., Dataset]


@pytest.mark.parametrize(
    ("edit", "keyword", "value"),
    [
        ("PatientName=Doe^Jane", "PatientName", "Doe^Jane"),
        ("0010,0020=7=8", "PatientID", "7=8"),
        ("(0028,1050)=40\\50", "WindowCenter", [40, 50]),
        ("AccessionNumber=", "AccessionNumber", ""),
        ("PregnancyStatus=4", "PregnancyStatus", 4),
        ("PatientName=Müller^Jürgen", "PatientName", "Müller^Jürgen"),
        ("PatientName=山田^太郎", "PatientName", "山田^太郎"),
    ],
)
def test_a_value_is_set(edit: str, keyword: str, value: object, saved: Saved) -> None:
    after = saved(CT, "--set", edit)
    assert after[keyword].value == value


def test_a_character_set_that_cannot_hold_a_name_gives_way_to_one_that_can(saved: Saved) -> None:
    assert saved(CT, "--set", "PatientName=山田^太郎").SpecificCharacterSet == "ISO_IR 192"
    assert saved(CT, "--set", "PatientName=Müller").SpecificCharacterSet == "ISO_IR 100"


def test_paths_lead_into_sequences_which_are_made_where_they_are_missing(saved: Saved) -> None:
    after = saved(CT, "--set", "0040A730[0].00080104=first", "--set", "ContentSequence[1].CodeMeaning=second")
    assert [item.CodeMeaning for item in after.ContentSequence] == ["first", "second"]


def test_private_tags_are_set_by_their_creator(saved: Saved) -> None:
    after = saved(CT, "--set", '0019,xx01@"ACME 1.0"=hello', "--set", '0043,xx01@"ACME 1.0"=x')
    assert after.private_block(0x0019, "ACME 1.0")[1].value in ("hello", b"hello ")
    assert after.private_block(0x0019, "GEMS_ACQU_01")  # which was there


def test_tags_are_removed_by_wildcard_too(saved: Saved) -> None:
    after = saved(CT, "--remove", "0010,*", "--remove", "0019,xx02@GEMS_ACQU_01", "--remove", "*Date")
    assert not [element for element in after if element.tag.group == 0x0010]
    assert 0x00191002 not in after
    assert not [element for element in after if element.keyword.endswith("Date")]


def test_an_item_is_removed_as_a_whole(saved: Saved, tmp_path: Path) -> None:
    words = [word for n in range(3) for word in ("--set", f"ContentSequence[{n}].CodeMeaning={'abc'[n]}")]
    before = saved(CT, *words)
    assert [item.CodeMeaning for item in before.ContentSequence] == ["a", "b", "c"]
    before.save_as(tmp_path / "three.dcm")
    after = saved(tmp_path / "three.dcm", "--remove", "ContentSequence[1]")
    assert [item.CodeMeaning for item in after.ContentSequence] == ["a", "c"]


def test_a_tag_is_removed_at_any_depth(saved: Saved, tmp_path: Path) -> None:
    saved(CT, "--set", "ContentSequence[0].CodeMeaning=a", "--set", "ContentSequence[0].CodeValue=1").save_as(
        tmp_path / "nested.dcm"
    )
    after = saved(tmp_path / "nested.dcm", "--remove", "**.CodeMeaning")
    assert "CodeMeaning" not in after.ContentSequence[0]
    assert after.ContentSequence[0].CodeValue == "1"


def test_a_wildcard_leaves_what_says_which_file_it_is(saved: Saved) -> None:
    after = saved(CT, "--remove", "*UID")
    assert "StudyInstanceUID" not in after
    assert after.SOPClassUID == after.file_meta.MediaStorageSOPClassUID
    assert after.SOPInstanceUID == after.file_meta.MediaStorageSOPInstanceUID


@pytest.mark.parametrize("wrong", ["PatientName", "Modallity=CT", "7FE0,0010=1", "0002,0010=1.2", "0010,*=x", "", "="])
def test_what_cannot_be_set_is_a_usage_error(wrong: str) -> None:
    with pytest.raises(CommandError):
        setting(wrong)


@pytest.mark.parametrize("wrong", ["Modallity", "7FE0,0010", "TransferSyntaxUID", "SOPInstanceUID", "0008,0016", ""])
def test_what_cannot_be_removed_is_a_usage_error(wrong: str) -> None:
    with pytest.raises(CommandError):
        removal(wrong)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ("StudyDate=yesterday", "StudyDate"),
        ("SeriesNumber=many", "SeriesNumber"),
        ("Modality[0].CodeValue=1", "no sequence"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_the_reason(
    edit: str, said: str, tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    assert save(CT, "-o", tmp_path / "a.dcm", "--set", edit) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("tag", ["Rows", "0028,0011", "BitsStored", "PhotometricInterpretation", "NumberOfFrames"])
def test_what_describes_the_pixels_cannot_be_changed(tag: str, saved: Saved) -> None:
    with pytest.raises(CommandError, match="cannot be changed: it describes the pixels"):
        setting(f"{tag}=5")
    with pytest.raises(CommandError, match="cannot be changed: it describes the pixels"):
        removal(tag)


def test_wildcards_leave_what_describes_the_pixels(saved: Saved) -> None:
    after = saved(CT, "--remove", "0028,*")
    assert (after.Rows, "PixelSpacing" in after) == (128, False)


@pytest.mark.parametrize(
    ("edit", "why"),
    [("SeriesNumber=x", "“x” is not a whole number (IS)"), ("PregnancyStatus=x", "“x” is not a whole number (US)"),
     ("StudyDate=yesterday", "“yesterday” is not a date, as 20240131 (DA)")],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_told_in_plain_words(
    edit: str, why: str, save: Save, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert save(CT, "-o", tmp_path / "a.dcm", "--set", edit) == 1
    assert why in capsys.readouterr().err
