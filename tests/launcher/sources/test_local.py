"""Files and folders of this computer."""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from launcher.errors import NotDicom, RequestError
from launcher.ledger import status
from launcher.protocol.events import ImageReceived, JobUpdate
from launcher.sources import folder, inventory, local
from launcher.sources.work import OnDisk
from tests.files import bundled
from tests.launcher.desk import Desk

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def counts(desk: Desk, *paths: Path) -> tuple[str, int, int, int]:
    work = desk.work()
    local.open_paths(work, [str(path) for path in paths])
    job = desk.ended(work)
    return job.state, job.expected, job.received, job.failed


# --- which files there are ---


def names(path: Path) -> list[str]:
    return [str(file.relative_to(path)) for file in folder.files(path)]


def test_a_folders_files_come_before_its_subfolders_by_name(tmp_path: Path) -> None:
    for name in ("b/2", "b/c/3", "a/1", "z", "y"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")

    assert names(tmp_path) == ["y", "z", "a/1", "b/2", "b/c/3"]


def test_circles_pipes_and_dangling_links_hold_up_nobody(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_text("")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "dangling").symlink_to(tmp_path / "none")
    os.mkfifo(tmp_path / "pipe")

    assert names(tmp_path) == ["a/x"]


def test_looking_through_a_folder_can_be_stopped(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    (tmp_path / "x").write_text("")

    assert list(folder.files(tmp_path, stop)) == []


@pytest.mark.parametrize("place", ["none", "pipe", "x/below"])
def test_what_cannot_be_opened_is_said_so(tmp_path: Path, place: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "x").write_text("")

    with pytest.raises(RequestError, match=place):
        next(folder.files(tmp_path / place))


# --- opening ---


def test_files_are_shown_where_they_lie(desk: Desk, images: tuple[Path, ...]) -> None:
    assert counts(desk, *images[:2]) == ("done", 2, 2, 0)

    assert desk.paths() == set(images[:2])
    assert desk.files() == set()


def test_a_folder_gives_its_dicom_files_and_counts_the_others(
    desk: Desk, images: tuple[Path, ...], tmp_path: Path
) -> None:
    folder = tmp_path / "disc"
    (folder / "IMAGES").mkdir(parents=True)
    for image in images:
        shutil.copy(image, folder / "IMAGES")
    (folder / "index.html").write_text("<html>")
    (folder / "notes.json").write_text("{}")
    (folder / "manifest.xml").write_text("<manifest/>")
    (folder / "icon.png").write_bytes(PNG)
    (folder / "viewer.zip").write_bytes(b"PK\x03\x04")
    (folder / "empty").write_text("")

    work = desk.work()
    local.open_paths(work, [str(folder)])

    assert desk.ended(work).state == "done"
    assert work.job.received == 5
    assert work.job.text == (
        "5 images, 1 JSON file, 1 XML file, 1 ZIP file, 1 empty file, 1 picture file not shown, 1 web page file"
    )
    assert not any(isinstance(message, ImageReceived) for message in desk.told)


def test_an_image_that_is_there_twice_is_shown_once_and_the_copy_is_told(
    desk: Desk, tmp_path: Path, images: tuple[Path, ...]
) -> None:
    (tmp_path / "disc").mkdir()
    for name, image in (("a", images[0]), ("b", images[0]), ("c", images[1])):
        shutil.copy(image, tmp_path / "disc" / name)
    work = desk.work()
    local.open_paths(work, [str(tmp_path / "disc")])
    job = desk.ended(work)
    assert (job.expected, job.received) == (2, 2)
    assert job.text == "2 images, 1 repeated image file"


def test_a_file_that_is_cut_fails_by_name_and_the_rest_is_shown(
    desk: Desk, images: tuple[Path, ...], tmp_path: Path
) -> None:
    (tmp_path / "disc").mkdir()
    shutil.copy(images[0], tmp_path / "disc")
    (tmp_path / "disc" / "cut.dcm").write_bytes(images[1].read_bytes()[:-10])

    assert counts(desk, tmp_path / "disc") == ("partial", 2, 2, 0)
    assert "cut.dcm" in status.shortcomings(desk.ledger)[0]
    assert counts(desk, tmp_path / "disc" / "cut.dcm")[:2] == ("partial", 1)


def test_a_file_that_says_it_is_dicom_and_cannot_be_read_fails_by_name(
    desk: Desk, images: tuple[Path, ...], tmp_path: Path
) -> None:
    (tmp_path / "disc").mkdir()
    shutil.copy(images[0], tmp_path / "disc")
    (tmp_path / "disc" / "hurt.dcm").write_bytes(bytes(128) + b"DICM" + b"\xff" * 2000)
    (tmp_path / "disc" / "notes").write_bytes(b"\0\1\2\3" * 100)

    assert counts(desk, tmp_path / "disc") == ("partial", 2, 1, 1)
    assert "hurt.dcm" in status.shortcomings(desk.ledger)[0]
    assert status.loaded_exit_code(desk.ledger) == 1


def test_a_cut_image_is_shown_as_far_as_it_goes_and_its_series_is_not_complete(
    desk: Desk, images: tuple[Path, ...], tmp_path: Path
) -> None:
    (tmp_path / "cut.dcm").write_bytes(images[1].read_bytes()[:-10])

    assert counts(desk, images[0], tmp_path / "cut.dcm") == ("partial", 2, 2, 0)
    (record,) = desk.ledger.records.values()
    assert record.state == "partial"
    assert "cut.dcm: the pixel data breaks off" in record.error
    assert status.loaded_exit_code(desk.ledger) == 1
    (message,) = desk.ledger.messages
    assert (message.title, message.missing, message.retry) == ("1 of 2 images cannot be read whole", 1, False)

    assert counts(desk, tmp_path / "cut.dcm")[0] == "partial"  # opened again, it is still not whole
    assert counts(desk, images[1]) == ("done", 1, 1, 0)
    assert record.state == "complete"
    assert status.loaded_exit_code(desk.ledger) == 0
    assert list(desk.ledger.messages) == []


def test_a_file_that_is_cut_before_its_pixels_is_refused(desk: Desk, images: tuple[Path, ...], tmp_path: Path) -> None:
    (tmp_path / "cut.dcm").write_bytes(images[1].read_bytes()[:600])
    assert counts(desk, tmp_path / "cut.dcm")[::2] == ("failed", 0)


def test_the_missing_frames_of_a_cut_file_do_not_take_the_others_along(desk: Desk, tmp_path: Path) -> None:
    whole = bundled("rtdose.dcm")
    cut = tmp_path / "cut.dcm"
    cut.write_bytes(whole.read_bytes()[:-700])
    assert counts(desk, cut) == ("partial", 1, 1, 0)

    desk.ledger.unreadable(str(cut), "the file holds 0 of the 400 bytes of this frame")
    (record,) = desk.ledger.records.values()
    assert (record.state, record.received) == ("partial", 1)


def test_a_file_with_nothing_behind_its_file_header_is_refused_at_once(desk: Desk) -> None:
    """Not taken for an image that the window then cannot show."""
    file = bundled("UN_sequence.dcm")
    assert counts(desk, file)[::2] == ("failed", 0)
    assert status.loaded_exit_code(desk.ledger) == 2
    assert "no pixels" in status.shortcomings(desk.ledger)[0]


def test_what_is_said_of_a_cut_image_goes_with_it(desk: Desk, images: tuple[Path, ...], tmp_path: Path) -> None:
    (tmp_path / "cut.dcm").write_bytes(images[1].read_bytes()[:-10])
    counts(desk, tmp_path / "cut.dcm")
    desk.ledger.close(lambda record: True)
    assert list(desk.ledger.messages) == []
    assert status.loaded_exit_code(desk.ledger) == 0


def test_one_path_that_cannot_be_opened_does_not_keep_the_others_from_it(
    desk: Desk, images: tuple[Path, ...], tmp_path: Path
) -> None:
    (tmp_path / "notes.dcm").write_text("no image")

    assert counts(desk, tmp_path / "none", tmp_path / "notes.dcm", images[0]) == ("partial", 1, 1, 0)
    lines = "\n".join(status.shortcomings(desk.ledger))
    assert "none" in lines
    assert "notes.dcm is not a DICOM file" in lines


@pytest.mark.parametrize("content", [None, "no image"])
def test_a_folder_without_images_is_an_error(desk: Desk, tmp_path: Path, content: str | None) -> None:
    (tmp_path / "folder").mkdir()
    if content is not None:
        (tmp_path / "folder" / "notes.txt").write_text(content)

    with pytest.raises(NotDicom, match="no DICOM images here"):
        local.open_paths(desk.work(), [str(tmp_path / "folder")])


@pytest.mark.parametrize("content", [b"", b"text", b"<html>", PNG[:4], b"%PDF-1.4"])
def test_a_named_file_that_is_no_image_is_an_error_with_exit_code_2(desk: Desk, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.dcm").write_bytes(content)

    assert counts(desk, tmp_path / "x.dcm") == ("failed", 0, 0, 0)
    assert status.loaded_exit_code(desk.ledger) == 2


def test_opening_the_same_files_again_shows_them_once_and_is_done(desk: Desk, images: tuple[Path, ...]) -> None:
    counts(desk, *images)

    assert counts(desk, images[0].parent) == ("done", 5, 5, 0)
    assert len(desk.ledger.records) == 1


def test_a_folder_that_is_not_wanted_any_more_is_no_error(desk: Desk, images: tuple[Path, ...]) -> None:
    work = desk.work()
    desk.ledger.cancel_job(work.job)

    local.open_paths(work, [str(images[0].parent)])

    assert work.job.state == "cancelled"


def test_pictures_are_shown_as_pictures(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(PNG)
    work = desk.work()

    local.open_pictures(work, [str(tmp_path / "x.png")])

    assert ImageReceived(work.job.id, str(tmp_path / "x.png"), "x.png") in desk.told
    assert work.job.text == "1 picture"
    assert desk.ended(work).received == 1


@pytest.mark.parametrize(
    ("found", "others", "said"),
    [
        (0, {}, "0 images"),
        (1, {}, "1 image"),
        (214, {"PDF": 3, "other": 1}, "214 images, 3 PDF files, 1 other file"),
    ],
)
def test_a_tally_is_a_phrase(found: int, others: dict[str, int], said: str) -> None:
    assert inventory.tally(found, others) == said


def test_many_files_that_cannot_be_opened_are_told_at_once(desk: Desk, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.pdf" for number in range(30)]
    for file in files:
        file.write_bytes(b"%PDF-1.7")
    work = desk.work()

    local.open_paths(work, [str(file) for file in files])

    assert desk.ended(work).state == "failed"
    (message,) = desk.ledger.messages
    assert (message.title, message.missing) == ("30 files cannot be opened", 30)
    assert "0.pdf is not a DICOM file: it is a PDF document" in message.text
    assert "and 18 more" in message.text
    assert sum("is not a DICOM file" in line for line in status.shortcomings(desk.ledger)) == 30


def test_pictures_are_refused_where_only_dicom_is_wanted(desk: Desk, tmp_path: Path, images: tuple[Path, ...]) -> None:
    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    work = desk.work()
    work = replace(work, launch=replace(work.launch, on_disk=OnDisk(dicom_only=True)))

    local.open_paths(work, [str(picture), str(images[0])])

    job = desk.ended(work)
    assert (job.state, job.received, job.pictures) == ("partial", 1, [])
    assert "photo.png is not a DICOM file" in str(desk.ledger.messages[0])


def test_a_folder_tells_how_far_it_is_looked_through(
    desk: Desk, tmp_path: Path, images: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "TELLING", 0.0)
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    for number in range(5):
        (mixed / f"{number}.txt").write_text("no image")
    shutil.copy(images[0], mixed)
    work = desk.work()

    local.open_paths(work, [str(mixed)])

    told = [(m.looked_at, m.files) for m in desk.told if isinstance(m, JobUpdate) and m.looked_at]
    assert told[0] == (1, 6) and told[-1] == (6, 6)


@pytest.mark.parametrize(("name", "content"), [("note.xml", "<note/>"), ("note.json", '{"note": 1}')])
def test_a_local_document_that_is_no_manifest_is_not_blamed_on_a_page(
    desk: Desk, tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    work = desk.work()

    local.open_paths(work, [str(tmp_path / name)])

    said = str(desk.ended(work).errors[0])
    assert "right file" in said
    assert "the link" not in said
