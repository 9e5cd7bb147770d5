"""One file, whatever its name: what it holds decides what happens to it."""

from __future__ import annotations

import gzip
import shutil
import zipfile
from pathlib import Path

import pytest

from launcher.errors import ManifestError, NotDicom
from launcher.protocol.events import ImageReceived
from launcher.sources.file import open_file
from launcher.transfers import Damaged
from tests.launcher.desk import Desk


def cached(desk: Desk, content: bytes) -> Path:
    return desk.cache.save([content])


def opened(desk: Desk, content: bytes) -> None:
    work = desk.work()
    work.job.source = "url"
    open_file(work, cached(desk, content), "http://pacs/x", "http://pacs/x")


def test_an_instance_is_shown_and_stays(desk: Desk, images: tuple[Path, ...]) -> None:
    opened(desk, images[0].read_bytes())

    assert desk.paths() == desk.files()
    assert len(desk.files()) == 1


def test_an_instance_that_was_here_does_not_stay_twice(desk: Desk, images: tuple[Path, ...]) -> None:
    for _ in range(2):
        opened(desk, images[0].read_bytes())

    assert len(desk.files()) == 1


def test_a_zip_gives_its_images_and_goes(desk: Desk, images: tuple[Path, ...], tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x", "w") as archive:
        archive.write(images[0])

    opened(desk, (tmp_path / "x").read_bytes())

    assert desk.paths() == desk.files()
    assert len(desk.files()) == 1


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_manifest_is_read_relative_to_where_it_came_from_and_goes(
    desk: Desk, images: tuple[Path, ...], tmp_path: Path, pack: type[bytes]
) -> None:
    shutil.copy(images[0], tmp_path / "image.dcm")
    manifest = b"""<manifest><arcQuery baseUrl=""><Patient PatientID="P"><Study StudyInstanceUID="1.2">
    <Series SeriesInstanceUID="1.2.3"><Instance SOPInstanceUID="1.2.3.4" DirectDownloadFile="image.dcm"/></Series>
    </Study></Patient></arcQuery></manifest>"""
    work = desk.work()

    open_file(work, cached(desk, pack(manifest)), (tmp_path / "manifest.xml").as_uri(), "manifest.xml")

    assert desk.ended(work).state == "done"
    assert desk.paths() == desk.files()


def test_a_picture_is_shown_as_one(desk: Desk) -> None:
    opened(desk, b"\x89PNG\r\n\x1a\n")

    assert isinstance(desk.told[-1], ImageReceived)
    assert desk.told[-1].title == "http://pacs/x"
    assert len(desk.files()) == 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", "empty"), (b"<html>", "web page"), (b"%PDF-1.4", "PDF"), (b"Dear colleague", "text"), (bytes(300), "other")],
)
def test_anything_else_is_an_error_that_says_what_it_is_and_where_it_came_from(
    desk: Desk, content: bytes, kind: str
) -> None:
    with pytest.raises(NotDicom, match="http://pacs/x is not a DICOM file") as error:
        opened(desk, content)
    assert error.value.kind == kind


def test_an_image_that_is_packed_with_gzip_is_shown(desk: Desk, images: tuple[Path, ...]) -> None:
    opened(desk, gzip.compress(images[0].read_bytes()))

    assert desk.paths() == desk.files()
    assert len(desk.paths()) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (gzip.compress(b"Dear colleague", mtime=0), "it is a gzip archive of something else"),
        (gzip.compress(b"x" * 257 + b"ustar" + bytes(250), mtime=0), "it is a gzip archive of something else"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "it is an SVG picture"),
    ],
)
def test_what_is_no_manifest_is_said_to_be_what_it_is(desk: Desk, content: bytes, said: str) -> None:
    with pytest.raises(NotDicom, match=said):
        opened(desk, content)


@pytest.mark.parametrize("content", [b"{}", b"<note/>", b"\x1f\x8bnonsense"])
def test_what_looks_like_a_manifest_and_is_none_is_an_error(desk: Desk, content: bytes) -> None:
    with pytest.raises(ManifestError):
        opened(desk, content)


def test_the_directory_of_a_medium_is_no_image(desk: Desk, dicomdir: Path) -> None:
    with pytest.raises(NotDicom, match="Open the folder") as error:
        opened(desk, dicomdir.read_bytes())
    assert error.value.kind == "DICOMDIR"
    assert desk.ledger.records == {}


def test_an_image_that_is_cut_is_damaged(desk: Desk, images: tuple[Path, ...]) -> None:
    with pytest.raises(Damaged, match="http://pacs/x"):
        opened(desk, images[0].read_bytes()[:-10])
