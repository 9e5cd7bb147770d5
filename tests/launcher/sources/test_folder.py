"""Media: folders with a DICOMDIR, as burners leave them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from launcher.ledger import status
from launcher.protocol.events import Message
from launcher.sources import local
from launcher.sources import zip as zips
from launcher.sources.work import OnDisk
from tests.launcher.desk import Desk
from tests.servers.folders import IMAGES


def opened(desk: Desk, *paths: Path, **on_disk: bool) -> tuple[str, int, int]:
    """State, received and failed of the job that opens ``paths``."""
    work = desk.work()
    work = replace(work, launch=replace(work.launch, on_disk=OnDisk(**on_disk)))
    local.open_paths(work, [str(path) for path in paths])
    job = desk.ended(work)
    return job.state, job.received, job.failed


def renamed(folder: Path, name: Callable[[Path], str]) -> None:
    for file in sorted(folder.rglob("*"), key=lambda path: -len(path.parts)):
        file.rename(file.with_name(name(file)))


@pytest.mark.parametrize("way", ["the folder", "the DICOMDIR"])
def test_a_medium_opens_by_its_folder_and_by_its_directory(desk: Desk, medium: Path, way: str) -> None:
    assert opened(desk, medium if way == "the folder" else medium / "DICOMDIR") == ("done", IMAGES, 0)


@pytest.mark.parametrize(
    "name",
    [
        lambda file: file.name.lower(),
        lambda file: f"{file.name}.dcm" if file.is_file() and file.name != "DICOMDIR" else file.name,
        lambda file: f"{file.name};1" if file.is_file() else file.name,
    ],
    ids=["lower case", "an extension", "a version"],
)
def test_names_that_a_burner_changed_are_found(desk: Desk, medium: Path, name: Callable[[Path], str]) -> None:
    renamed(medium, name)

    assert opened(desk, medium) == ("done", IMAGES, 0)


def test_a_file_that_is_listed_and_not_there_is_named(desk: Desk, medium: Path) -> None:
    (medium / "77654033" / "CR1" / "6154").unlink()

    assert opened(desk, medium) == ("partial", IMAGES - 1, 1)
    assert "77654033/CR1/6154 is listed in the DICOMDIR" in "\n".join(status.shortcomings(desk.ledger))


def test_files_under_other_names_are_not_missing(desk: Desk, medium: Path) -> None:
    (medium / "elsewhere").mkdir()
    for number, file in enumerate(sorted((medium / "77654033").rglob("*"))):
        if file.is_file():
            file.rename(medium / "elsewhere" / f"{number}.img")

    assert opened(desk, medium) == ("done", IMAGES, 0)


def test_what_the_directory_does_not_list_is_shown_too_and_twins_once(
    desk: Desk, medium: Path, images: tuple[Path, ...]
) -> None:
    shutil.copy(images[0], medium / "EXTRA")
    shutil.copy(medium / "77654033" / "CR1" / "6154", medium / "TWIN")

    assert opened(desk, medium) == ("done", IMAGES + 1, 0)


def test_a_directory_that_is_damaged_is_said_to_be_and_the_files_are_shown(desk: Desk, medium: Path) -> None:
    (medium / "DICOMDIR").write_bytes((medium / "DICOMDIR").read_bytes()[:1000])

    assert opened(desk, medium)[:2] == ("done", IMAGES)
    titles = [message.title for message in desk.told if isinstance(message, Message)]
    assert titles == ["The directory of the medium is damaged. All files were looked through instead."]


def test_a_slow_medium_is_copied_first(desk: Desk, medium: Path) -> None:
    assert opened(desk, medium, copy_first=True) == ("done", IMAGES, 0)

    assert desk.paths() == desk.files()
    assert len(desk.files()) == IMAGES


def test_subfolders_are_left_out_where_that_is_wanted(desk: Desk, medium: Path, images: tuple[Path, ...]) -> None:
    (medium / "DICOMDIR").unlink()
    shutil.copy(images[0], medium / "TOP")

    assert opened(desk, medium, recursive=False) == ("done", 1, 0)


def test_a_subfolder_that_cannot_be_read_is_named(desk: Desk, medium: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (medium / "DICOMDIR").unlink()
    closed, scandir = str(medium / "98892001"), os.scandir

    def refusing(folder: Path) -> object:  # the tests may run as root, who may read everything
        if str(folder) == closed:
            raise PermissionError(13, "Permission denied", closed)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    state, received, failed = opened(desk, medium)
    assert (state, failed) == ("partial", 1)
    assert 0 < received < IMAGES
    assert f"{closed}: Permission denied" in "\n".join(status.shortcomings(desk.ledger))


def test_a_medium_in_a_zip_names_what_it_lists_and_lacks(desk: Desk, medium: Path, tmp_path: Path) -> None:
    (medium / "77654033" / "CR1" / "6154").unlink()
    archive = Path(shutil.make_archive(str(tmp_path / "disc"), "zip", medium))

    work = desk.work()
    zips.open_zip(work, archive)

    job = desk.ended(work)
    assert (job.state, job.received, job.failed) == ("partial", IMAGES - 1, 1)
    assert "77654033/CR1/6154" in "\n".join(status.shortcomings(desk.ledger))
