"""What lies on disks and discs: folders, media with a directory, and how they are taken in."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from pydicom.data import get_testdata_file

from tests.servers.processes import program
from tests.servers.studies import Study
from tests.servers.wetread import Wetread

IMAGES = 31


@pytest.fixture
def medium(tmp_path: Path) -> Path:
    """A disc as a burner leaves it: a DICOMDIR and what it lists."""
    directory = Path(str(get_testdata_file("DICOMDIR", download=False)))
    disc = tmp_path / "disc"
    disc.mkdir()
    for name in ("77654033", "98892001", "98892003"):
        shutil.copytree(directory.parent / name, disc / name)
    shutil.copy(directory, disc / "DICOMDIR")
    return disc


def test_a_medium_opens_and_what_it_lacks_is_named(running: Wetread, medium: Path) -> None:
    (medium / "77654033" / "CR1" / "6154").unlink()

    opened = running("--wait", medium)

    assert opened.returncode == 1
    assert "77654033/CR1/6154 is listed in the DICOMDIR" in opened.stderr
    status = running.status()
    assert status.total("received") == IMAGES - 1
    assert {series["source"] for series in status.series.values()} == {"dicomdir"}


def test_subfolders_can_be_left_out(running: Wetread, tmp_path: Path, other_study: Study) -> None:
    shutil.copytree(other_study.folder, tmp_path / "top" / "below")
    shutil.copy(other_study.files[0], tmp_path / "top")

    assert running("--wait", "--no-recursive", tmp_path / "top").returncode == 0

    assert running.status().total("received") == 1


def test_files_of_a_slow_medium_are_copied_and_the_medium_can_go(running: Wetread, medium: Path) -> None:
    assert running("--wait", "--copy", medium).returncode == 0
    shutil.rmtree(medium)

    assert running.wait("first-image").returncode == 0
    assert running.status().total("received") == IMAGES


@pytest.mark.parametrize("name", ["dicom", "IMAGES"])
def test_the_folders_beside_the_program_are_opened(running: Wetread, other_study: Study, name: str) -> None:
    shutil.copytree(other_study.folder, running.home / name)  # the calls are made from there

    try:
        assert running("--wait", "$dicom:get -p").returncode == 0
        assert running.status().total("received") == len(other_study.instances)
    finally:
        shutil.rmtree(running.home / name)


def test_where_no_such_folders_are_that_is_said(running: Wetread) -> None:
    refused = running("$dicom:get -p")

    assert refused.returncode == 2
    assert "no DICOM folders here" in refused.stderr


def test_an_encrypted_archive_opens_with_its_password_from_a_file_and_leaves_it_nowhere(
    running: Wetread, medium: Path, tmp_path: Path
) -> None:
    password = "a-password-to-look-for"
    archive, file = tmp_path / "disc.zip", tmp_path / "password.txt"
    subprocess.run(
        [program("7z", "p7zip-full"), "a", "-tzip", f"-p{password}", "-mem=AES256", str(archive), str(medium)],
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=60,
    )
    file.write_text(password + "\n")

    assert running("--wait", archive).returncode == 2
    assert running("--wait", "--password-file", file, archive).returncode == 0

    assert running.status().total("received") == IMAGES
    kept = [path for path in running.home.rglob("*") if path.is_file() and password.encode() in path.read_bytes()]
    assert kept == []


def test_a_disc_image_is_read_as_its_programs_unpack_it(running: Wetread, medium: Path, tmp_path: Path) -> None:
    """Plain ISO 9660, without long names: what a drive of a foreign system shows."""
    image, drive = tmp_path / "disc.iso", tmp_path / "drive"
    subprocess.run([program("genisoimage", "genisoimage"), "-quiet", "-o", str(image), str(medium)], check=True)
    subprocess.run([program("7z", "p7zip-full"), "x", f"-o{drive}", str(image)], stdout=subprocess.DEVNULL, check=True)

    assert running("--wait", drive).returncode == 0

    assert running.status().total("received") == IMAGES
