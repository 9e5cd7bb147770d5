"""Anonymizing by the basic profile, PS3.15 E."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pydicom
import pytest
from pydicom import DataElement, Dataset

from tests.files import bundled
from tests.servers.processes import program
from tests.writer.conftest import MR_STUDY, Save
from writer.deidentify import rule_of

Saved = Callable[..., Dataset]
CT = bundled("CT_small.dcm")


def elements(dataset: Dataset) -> Iterator[DataElement]:
    for element in dataset:
        yield element
        for item in element.value if element.VR == "SQ" else ():
            yield from elements(item)


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """An image that names its patient wherever it can."""
    dataset = pydicom.dcmread(CT)
    for keyword, value in (
        ("PatientName", "Secret^Name"), ("PatientID", "Secret-1"), ("PatientBirthDate", "19610203"),
        ("PatientComments", "Secret"), ("StudyDescription", "Secret"), ("ReferringPhysicianName", "Secret"),
        ("OtherPatientNames", "Secret"), ("PatientSex", "F"), ("PatientAge", "045Y"), ("DeviceSerialNumber", "Secret"),
    ):  # fmt: skip
        setattr(dataset, keyword, value)
    inner, code = Dataset(), Dataset()
    inner.PatientName, inner.StudyDate, inner.TextValue = "Secret^Nested", "20200102", "Secret"
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = "121071", "DCM", "Finding"
    inner.ConceptNameCodeSequence = [code]
    dataset.ContentSequence = [inner]
    dataset.SourceImageSequence = [Dataset()]
    dataset.SourceImageSequence[0].ReferencedSOPInstanceUID = "1.2.3"
    dataset.private_block(0x0099, "SECRET", create=True).add_new(1, "LO", "Secret")
    dataset.add_new(0x60004000, "LT", "Secret")
    dataset.save_as(tmp_path / "rich.dcm")
    return tmp_path / "rich.dcm"


def test_nothing_of_the_patient_is_left_anywhere(rich: Path, saved: Saved) -> None:
    after = saved(rich, "--anonymize")
    assert "secret" not in str(after).lower()
    assert b"ecret" not in b"".join(bytes(e.value) for e in elements(after) if isinstance(e.value, bytes))
    assert not [element for element in elements(after) if element.tag.is_private]
    assert after.PatientBirthDate == ""
    assert not {"PatientAge", "PatientComments", "StudyDescription"} & {element.keyword for element in after}


def test_what_was_done_is_said_in_the_data_set(rich: Path, saved: Saved) -> None:
    after = saved(rich, "--anonymize", "--retain", "device")
    assert after.PatientIdentityRemoved == "YES"
    assert [item.CodeValue for item in after.DeidentificationMethodCodeSequence] == ["113100", "113109"]
    assert after.LongitudinalTemporalInformationModified == "REMOVED"
    assert after.DeviceSerialNumber == "Secret"


def test_uids_are_new_and_the_same_for_the_same(tmp_path: Path, save: Save) -> None:
    assert save(MR_STUDY, "-o", tmp_path / "out", "--anonymize") == 0
    after = [pydicom.dcmread(path) for path in sorted((tmp_path / "out").rglob("*.dcm"))]
    before = [pydicom.dcmread(path) for path in MR_STUDY.rglob("*") if path.is_file()]
    for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
        old, new = ({dataset[keyword].value for dataset in datasets} for datasets in (before, after))
        assert len(new) == len(old)
        assert not old & new
    assert {(str(image.PatientName), image.PatientID) for image in after} == {("ANON0001", "ANON0001")}
    assert {path.name for path in (tmp_path / "out").rglob("*.dcm")} <= {f"{n:06}.dcm" for n in range(1, 30)}


def test_the_source_image_is_not_named(rich: Path, saved: Saved) -> None:
    after = saved(rich, "--anonymize")
    assert after.SourceImageSequence[0].ReferencedSOPInstanceUID != "1.2.3"
    assert len(after.SourceImageSequence) == 1


def test_pixels_and_what_they_mean_stay(rich: Path, saved: Saved) -> None:
    before, after = pydicom.dcmread(rich), saved(rich, "--anonymize")
    for keyword in ("PixelData", "RescaleSlope", "PixelSpacing", "ImagePositionPatient", "ImageType", "KVP"):
        assert after[keyword].value == before[keyword].value


@pytest.mark.parametrize(
    ("option", "keyword"), [("dates", "StudyDate"), ("patient", "PatientSex"), ("institution", "InstitutionName")]
)
def test_options_retain_what_they_name(option: str, keyword: str, rich: Path, saved: Saved) -> None:
    before = pydicom.dcmread(rich)
    assert saved(rich, "--anonymize")[keyword].value != before[keyword].value
    assert saved(rich, "--anonymize", "--retain", option)[keyword].value == before[keyword].value


def test_retained_uids_are_those_of_the_file(rich: Path, saved: Saved) -> None:
    assert saved(rich, "--anonymize", "--retain", "uids").SOPInstanceUID == pydicom.dcmread(rich).SOPInstanceUID


def test_shifted_dates_keep_their_distance(rich: Path, saved: Saved) -> None:
    before, after = pydicom.dcmread(rich), saved(rich, "--anonymize", "--retain", "shifted-dates")
    days = [
        pydicom.valuerep.DA(dataset.StudyDate) - pydicom.valuerep.DA(dataset.SeriesDate)  # type: ignore[operator]
        for dataset in (before, after)
    ]
    assert days[0] == days[1]
    assert after.StudyDate != before.StudyDate
    assert after.StudyTime == before.StudyTime
    assert after.LongitudinalTemporalInformationModified == "MODIFIED"


def test_what_the_user_sets_comes_last(rich: Path, saved: Saved) -> None:
    assert saved(rich, "--anonymize", "--set", "PatientID=P07").PatientID == "P07"


def test_text_in_the_picture_is_warned_of(tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = pydicom.dcmread(CT)
    dataset.BurnedInAnnotation = "YES"
    dataset.save_as(tmp_path / "a.dcm")
    assert save(tmp_path / "a.dcm", "-o", tmp_path / "b.dcm", "--anonymize") == 0
    assert "may show who the patient is" in capsys.readouterr().err


def test_a_document_is_refused(tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = pydicom.dcmread(CT)
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.104.1"
    dataset.save_as(tmp_path / "a.dcm")
    assert save(tmp_path / "a.dcm", "-o", tmp_path / "b.dcm", "--anonymize") == 1
    assert "document cannot be anonymized" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("tag", "action"), [(0x00100010, "Z"), (0x00080018, "U"), (0x60023000, "X"), (0x50101234, "X"), (0x00280010, None)]
)
def test_the_table_knows_single_tags_and_groups_that_repeat(tag: int, action: str | None) -> None:
    rule = rule_of(tag)
    assert (rule.action if rule is not None else None) == action


def test_words_of_the_patient_are_left_in_no_text_that_the_table_does_not_know(tmp_path: Path, saved: Saved) -> None:
    dataset = pydicom.dcmread(CT)
    dataset.PatientName, dataset.PatientID = "Meier^Anna Maria", "K-4711"
    dataset.SoftwareVersions = ["v1", "for MEIER"]
    dataset.ConvolutionKernel = "B30"
    item = Dataset()
    item.LUTExplanation = "window of anna"
    dataset.VOILUTSequence = [item]
    dataset.RescaleType = "HU 4711"
    dataset.save_as(tmp_path / "a.dcm")
    after = saved(tmp_path / "a.dcm", "--anonymize")
    assert (after.SoftwareVersions, after.RescaleType, after.ConvolutionKernel) == ("ANONYMIZED", "ANONYMIZED", "B30")
    assert after.VOILUTSequence[0].LUTExplanation == "ANONYMIZED"


def test_what_the_dictionary_does_not_know_goes_and_the_preamble_is_empty(tmp_path: Path, saved: Saved) -> None:
    dataset = pydicom.dcmread(CT)
    dataset.add_new(0x00089999, "LO", "Secret")
    dataset.preamble = b"II*\0Secret".ljust(128, b"\0")
    dataset.save_as(tmp_path / "a.dcm")
    source = saved(tmp_path / "a.dcm", "--anonymize")
    assert 0x00089999 not in source
    assert source.preamble == bytes(128)


def test_overlays_go_as_a_whole(saved: Saved) -> None:
    after = saved(bundled("examples_overlay.dcm"), "--anonymize")
    assert [element.tag for element in after if element.tag.group >> 8 == 0x60] == []


@pytest.mark.real_servers
@pytest.mark.parametrize("name", ["CT_small.dcm", "MR_small.dcm", "examples_overlay.dcm", "rtplan.dcm"])
def test_dcmdump_finds_no_word_of_the_patient(name: str, tmp_path: Path, save: Save) -> None:
    before = pydicom.dcmread(bundled(name))
    words = set(re.findall(r"\w{3,}", f"{before.PatientName} {before.PatientID}"))
    assert save(bundled(name), "-o", tmp_path / "a.dcm", "--anonymize") == 0
    dump = subprocess.run(
        [program("dcmdump", "dcmtk"), "+L", tmp_path / "a.dcm"], capture_output=True, text=True, check=True
    ).stdout
    assert words
    assert {word for word in words if re.search(rf"\b{word}\b", dump, re.IGNORECASE)} == set()
