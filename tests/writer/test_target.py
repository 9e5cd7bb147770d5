"""Where files go: whole or not at all, and over nothing that is there."""

from __future__ import annotations

import gzip
import shutil
import zipfile
from pathlib import Path

import pydicom
import pytest

from launcher.errors import CommandError
from tests.files import bundled
from tests.writer.conftest import CT_SERIES, MR_STUDY, Save
from writer.wishes import understood

CT = bundled("CT_small.dcm")


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def original(tmp_path: Path) -> Path:
    return Path(shutil.copy(CT, tmp_path / "scan.dcm"))


def test_an_original_is_never_overwritten(original: Path, save: Save, capsys: pytest.CaptureFixture[str]) -> None:
    before = original.read_bytes()
    assert save(original, "-o", original, "--set", "PatientID=1", "--force") == 2
    assert save(original.parent, "-o", original.parent, "--set", "PatientID=1", "--force") == 2
    assert "would be overwritten" in capsys.readouterr().err
    assert original.read_bytes() == before
    assert files(original.parent) == {"scan.dcm"}


def test_what_is_there_stays_unless_it_may_go(original: Path, save: Save) -> None:
    output = original.with_name("there.png")
    output.write_text("mine")
    assert save(original, "-o", output) == 2
    assert output.read_text() == "mine"
    assert save(original, "-o", output, "--force") == 0
    assert output.read_bytes().startswith(b"\x89PNG")


def test_the_folders_below_the_source_are_kept(tmp_path: Path, save: Save) -> None:
    assert save(MR_STUDY, "-o", tmp_path / "out", "--set", "PatientID=1") == 0
    assert files(tmp_path / "out") == {f"{name}.dcm" for name in files(MR_STUDY)}


def test_several_files_do_not_go_into_one(tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]) -> None:
    assert save(CT_SERIES, "-o", tmp_path / "one.png") == 2
    assert "4 would be written" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_what_is_broken_is_named_and_the_rest_goes_on(
    tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(CT, tmp_path / "in/good.dcm")
    (tmp_path / "in/bad.dcm").write_bytes(CT.read_bytes()[:5000])
    (tmp_path / "in/readme.txt").write_text("about these files")
    shutil.copy(CT_SERIES.parents[1] / "DICOMDIR", tmp_path / "in/directory.dcm")
    assert save(tmp_path / "in", "-o", tmp_path / "out", "--format", "png") == 1
    said = capsys.readouterr()
    assert "bad.dcm is cut off" in said.err
    assert "passed over what is no image: 1 DICOMDIR, 1 text" in said.err
    assert files(tmp_path / "out") == {"good.png"}


def test_nothing_to_save_is_an_error(tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    assert save(tmp_path / "in", "-o", tmp_path / "out.zip") == 2
    assert "nothing to save" in capsys.readouterr().err
    assert not (tmp_path / "out.zip").exists()


def test_a_zip_archive_is_read_and_written(tmp_path: Path, save: Save) -> None:
    assert save(MR_STUDY, "-o", tmp_path / "study.zip") == 0
    with zipfile.ZipFile(tmp_path / "study.zip") as archive:
        assert set(archive.namelist()) == {f"{name}.dcm" for name in files(MR_STUDY)}
    assert save(tmp_path / "study.zip", "-o", tmp_path / "out") == 0
    assert files(tmp_path / "out") == {f"{name}.dcm" for name in files(MR_STUDY)}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("words", [[], ["--anonymize"]])
def test_a_medium_lists_every_file_by_names_that_every_system_reads(
    words: list[str], tmp_path: Path, save: Save
) -> None:
    assert save(MR_STUDY, CT_SERIES, "-o", tmp_path / "cd", "--dicomdir", *words) == 0
    found = files(tmp_path / "cd") - {"DICOMDIR"}
    assert len(found) == len(files(MR_STUDY)) + 4
    for name in found:
        assert all(len(part) <= 8 and part.isalnum() and part.isupper() for part in name.split("/")), name
    records = pydicom.dcmread(tmp_path / "cd/DICOMDIR").DirectoryRecordSequence
    listed = {"/".join(record.ReferencedFileID) for record in records if "ReferencedFileID" in record}
    assert listed == found


def test_a_medium_can_be_an_archive(tmp_path: Path, save: Save) -> None:
    assert save(CT_SERIES, "-o", tmp_path / "cd.zip", "--dicomdir") == 0
    with zipfile.ZipFile(tmp_path / "cd.zip") as archive:
        assert "DICOMDIR" in archive.namelist()


@pytest.mark.parametrize(
    "words",
    [
        ["-f", "png", "--syntax", "rle"], ["-f", "npy", "--set", "PatientID=1"], ["--retain", "dates"],
        ["--anonymize", "--retain", "dates", "--retain", "shifted-dates"], ["--anonymize", "--uids", "keep"],
        ["--uids", "keep", "--syntax", "jpeg-lossy"], ["--multi-frame", "--single-frames"], ["--quality", "0"],
        ["--window", "1", "0", "-f", "png"], ["--window", "1", "2"], ["--values"], ["--set", "PatientName"],
    ],
)  # fmt: skip
def test_options_that_do_not_go_together_are_refused_before_anything_is_read(words: list[str]) -> None:
    with pytest.raises(CommandError):
        understood(["none.dcm", "-o", "out", *words])


@pytest.mark.parametrize(("name", "kind"), [("a.dcm", "png"), ("a.PNG", "dicom"), ("a.npy", "imagej"), ("-", "dicom")])
def test_a_name_that_ends_as_another_format_is_refused(name: str, kind: str) -> None:
    with pytest.raises(CommandError):
        understood(["none.dcm", "-o", name, "-f", kind])


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpeg", "jpeg"), ("a.tif", "imagej"), ("a.TIFF", "tiff"), ("a.zip", "png")]
)
def test_a_name_that_ends_as_its_format_is_taken(name: str, kind: str) -> None:
    assert understood(["none.dcm", "-o", name, "-f", kind]).format == kind


def test_a_name_that_ends_as_no_known_format_is_refused(
    tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    assert save(bundled("CT_small.dcm"), "-o", tmp_path / "x.bmp") == 2
    assert "x.bmp cannot be written: .bmp is no format that is known" in capsys.readouterr().err
    assert not (tmp_path / "x.bmp").exists()
    assert save(bundled("CT_small.dcm"), "-o", f"{tmp_path}/x.bmp/") == 0
    assert (tmp_path / "x.bmp").is_dir()


def test_a_dicomdir_stands_for_the_files_that_it_lists(tmp_path: Path, save: Save) -> None:
    medium = CT_SERIES.parents[1]
    assert save(medium / "DICOMDIR", "-o", tmp_path / "out") == 0
    listed = {file.relative_to(tmp_path / "out").with_suffix("") for file in (tmp_path / "out").rglob("*.dcm")}
    assert len(listed) == 31
    assert all((medium / file).is_file() for file in listed)


def test_a_file_packed_with_gzip_is_saved_unpacked(tmp_path: Path, save: Save) -> None:
    source = CT_SERIES / "17106"
    (tmp_path / "a.dcm.gz").write_bytes(gzip.compress(source.read_bytes()))
    assert save(tmp_path / "a.dcm.gz", "-o", tmp_path / "a.dcm") == 0
    assert (tmp_path / "a.dcm").read_bytes() == source.read_bytes()


@pytest.mark.parametrize("content", [b"<?xml version='1.0'?><manifest/>", b'{"a": 1}', b"text", b"%PDF-1.4"])
def test_what_is_no_dicom_is_named_as_the_user_did_with_what_to_do_in_a_shell(
    content: bytes, tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "it").write_bytes(content)
    assert save(tmp_path / "it", "-o", tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert f"{tmp_path}/it is not a DICOM file" in said
    assert "$" not in said
