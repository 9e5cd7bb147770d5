"""The directory of a medium: what it lists, and where that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from launcher.errors import BadAnswer
from launcher.headers.dicomdir import Medium, read_directory
from tests.files import bundled

ROOT = bundled("DICOMDIR").parent


@pytest.mark.parametrize(
    "name", ["DICOMDIR", "DICOMDIR-bigEnd", "DICOMDIR-implicit", "DICOMDIR-nooffset", "DICOMDIR-reordered"]
)
def test_it_lists_its_files_in_its_order(name: str) -> None:
    listed = read_directory(ROOT / name)

    assert len(listed) == 31
    assert all(row.sop_instance_uid for row in listed)
    medium = Medium(ROOT)
    assert all(medium.find(row.file_id) for row in listed)


def test_one_without_files_lists_none() -> None:
    assert read_directory(ROOT / "DICOMDIR-empty.dcm") == ()


@pytest.mark.parametrize("kept", [0, 10, 400, 2000])
def test_one_that_is_cut_is_damaged_or_lists_less(kept: int, tmp_path: Path) -> None:
    cut = tmp_path / "DICOMDIR"
    cut.write_bytes((ROOT / "DICOMDIR").read_bytes()[:kept])

    try:
        assert len(read_directory(cut)) < 31
    except BadAnswer as error:
        assert "directory of the medium is damaged" in str(error)


@pytest.mark.parametrize(
    ("listed", "there"),
    [
        ("DICOM/IM1", "DICOM/IM1"),
        ("DICOM/IM1", "dicom/im1"),
        ("DICOM/IM1", "DICOM/IM1.dcm"),
        ("DICOM/IM1", "DICOM/IM1;1"),
        ("DICOM/IM1", "Dicom/im1.DCM;1"),
        ("DICOM/IM1", "DICOM/IM1."),
        ("dicom/im1", "DICOM/IM1"),
    ],
)
def test_a_file_is_found_by_whatever_a_burner_made_of_its_name(listed: str, there: str, tmp_path: Path) -> None:
    file = tmp_path / there
    file.parent.mkdir()
    file.touch()

    assert Medium(tmp_path).find(listed.split("/")) == file


def test_the_name_as_it_is_goes_before_names_that_are_like_it(tmp_path: Path) -> None:
    for name in ("IM1", "im1", "IM1.dcm", "IM10"):
        (tmp_path / name).touch()

    medium = Medium(tmp_path)
    assert medium.find(["im1"]) == tmp_path / "im1"
    assert medium.find(["IM1"]) == tmp_path / "IM1"
    assert medium.find(["IM2"]) is None


@pytest.mark.parametrize("file_id", [["..", "secret"], ["link"], ["inner", "..", "..", "secret"], ["", "etc"], []])
def test_nothing_outside_the_folder_is_ever_found(file_id: list[str], tmp_path: Path) -> None:
    disc = tmp_path / "disc"
    (disc / "inner").mkdir(parents=True)
    (tmp_path / "secret").touch()
    (disc / "link").symlink_to(tmp_path / "secret")

    assert Medium(disc).find(file_id) is None
