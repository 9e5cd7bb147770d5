"""ZIP archives, friendly and hostile."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from launcher.errors import BadAnswer, NotDicom, RequestError, WetreadError
from launcher.ledger import status
from launcher.protocol.events import ImageReceived
from launcher.sources import local
from launcher.sources import zip as zips
from launcher.sources.work import Work
from tests.launcher.desk import Desk
from tests.servers.web import Web, says

Pack = Callable[..., Path]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Make an archive of (name, content); its path."""

    def make(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
        path = tmp_path / "archive.zip"
        with zipfile.ZipFile(path, "w", method) as archive:
            for name, content in entries:
                archive.writestr(name, content)
        return path

    return make


def contents(images: tuple[Path, ...]) -> list[tuple[str, bytes]]:
    return [(f"DICOM/{image.name}", image.read_bytes()) for image in images]


def opened(desk: Desk, archive: Path) -> tuple[str, int, int, int]:
    work = desk.work()
    zips.open_zip(work, archive)
    job = desk.ended(work)
    return job.state, job.expected, job.received, job.failed


# --- friendly ---


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_images_are_unpacked_and_the_rest_is_counted(
    desk: Desk, pack: Pack, images: tuple[Path, ...], method: int
) -> None:
    work = desk.work()
    archive = pack(*contents(images), ("index.html", b"<html>"), ("viewer.exe", b"MZ\0\0" + bytes(200)), method=method)

    zips.open_zip(work, archive)

    assert work.job.received == 5
    assert work.job.text == "5 images, 1 other file, 1 web page file"
    assert desk.paths() == desk.files()
    assert archive.exists()


def test_the_same_archive_again_is_done_and_leaves_nothing(desk: Desk, pack: Pack, images: tuple[Path, ...]) -> None:
    archive = pack(*contents(images))

    assert opened(desk, archive) == opened(desk, archive) == ("done", 5, 5, 0)
    assert len(desk.files()) == 5


def test_an_archive_is_fetched_and_does_not_stay(desk: Desk, pack: Pack, images: tuple[Path, ...], web: Web) -> None:
    work = desk.work(authorization="Bearer T")
    zips.open_address(work, web.page("/x.zip", pack(*contents(images)).read_bytes()))

    assert desk.ended(work).received == 5
    assert desk.paths() == desk.files()
    assert web.requests[0].headers["Authorization"] == "Bearer T"


def test_an_archive_that_is_not_there_is_said_so(desk: Desk, web: Web, tmp_path: Path) -> None:
    web.fault("*", says(404))

    with pytest.raises(WetreadError, match="404"):
        zips.open_address(desk.work(), web.page("/x.zip", b""))
    with pytest.raises(RequestError, match=r"none\.zip"):
        zips.open_address(desk.work(), str(tmp_path / "none.zip"))
    assert desk.files() == set()


def test_an_archive_of_this_computer_stays_where_it_is(desk: Desk, pack: Pack, images: tuple[Path, ...]) -> None:
    archive = pack(*contents(images))
    zips.open_address(desk.work(), archive.as_uri())

    assert archive.exists()
    assert len(desk.paths()) == 5


@pytest.mark.parametrize("entries", [[], [("notes.txt", b"hello")]])
def test_an_archive_without_images_is_an_error(desk: Desk, pack: Pack, entries: list[tuple[str, bytes]]) -> None:
    with pytest.raises(NotDicom, match="no DICOM images in the ZIP"):
        zips.open_zip(desk.work(), pack(*entries))
    assert desk.files() == set()


def test_an_image_that_is_cut_is_shown_as_far_as_it_goes_and_named(
    desk: Desk, pack: Pack, images: tuple[Path, ...]
) -> None:
    archive = pack(("cut.dcm", images[0].read_bytes()[:-10]), *contents(images[1:]))

    assert opened(desk, archive) == ("partial", 5, 5, 0)
    assert "cut.dcm" in status.shortcomings(desk.ledger)[0]
    assert len(desk.files()) == 5


def test_unpacking_can_be_stopped(desk: Desk, pack: Pack, images: tuple[Path, ...]) -> None:
    work = desk.work()
    desk.ledger.cancel_job(work.job)

    zips.open_zip(work, pack(*contents(images)))

    assert desk.files() == set()


# --- hostile ---


@pytest.mark.parametrize(
    "name", ["../../escape", "/etc/escape", "..\\..\\escape", "a/../../escape", "C:\\escape", "con"]
)
def test_names_decide_nothing(desk: Desk, pack: Pack, images: tuple[Path, ...], tmp_path: Path, name: str) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}

    assert opened(desk, pack((name, images[0].read_bytes())))[0] == "done"

    new = {path for path in tmp_path.rglob("*") if path.is_file()} - before - {tmp_path / "archive.zip"}
    assert new == desk.files()


def test_symbolic_links_in_an_archive_are_files_like_any_other(desk: Desk, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.dcm")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")

    with pytest.raises(NotDicom):
        zips.open_zip(desk.work(), tmp_path / "x.zip")


def test_a_damaged_entry_fails_by_its_name_and_the_rest_is_shown(
    desk: Desk, pack: Pack, images: tuple[Path, ...]
) -> None:
    archive = pack(*contents(images), method=zipfile.ZIP_STORED)
    data = bytearray(archive.read_bytes())
    data[data.index(b"DICM") + 400] ^= 1  # within the first image: its checksum is wrong now
    archive.write_bytes(data)

    assert opened(desk, archive) == ("partial", 5, 4, 1)
    assert images[0].name in status.shortcomings(desk.ledger)[0]
    assert len(desk.files()) == 4


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_unpacks_without_limit_is_not_unpacked(
    desk: Desk, pack: Pack, images: tuple[Path, ...], method: int
) -> None:
    assert opened(desk, pack(("x.dcm", images[0].read_bytes()), method=method)) == ("failed", 1, 0, 1)


def test_an_entry_packed_beyond_belief_is_refused_before_it_is_unpacked(
    desk: Desk, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "BELIEVABLE", 1 << 20)

    with pytest.raises(BadAnswer, match="more than 1,000 times"):
        zips.open_zip(desk.work(), pack(("bomb", bytes(5 << 20))))


def test_a_black_image_is_no_bomb(desk: Desk, pack: Pack) -> None:
    with pytest.raises(NotDicom):  # it is not refused, only no image
        zips.open_zip(desk.work(), pack(("black", bytes(2 << 20))))


def test_an_entry_that_is_longer_than_it_says_is_damaged(desk: Desk, pack: Pack, images: tuple[Path, ...]) -> None:
    archive = pack(("x.dcm", images[0].read_bytes()))
    data = bytearray(archive.read_bytes())
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 100)
    archive.write_bytes(data)

    assert opened(desk, archive)[3] == 1
    assert desk.files() == set()


def test_what_cannot_be_dicom_is_not_unpacked_to_its_end(
    desk: Desk, pack: Pack, images: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = pack(("zeros", bytes(100 << 20)), *contents(images))
    save, saved = desk.cache.save, []
    monkeypatch.setattr(desk.cache, "save", lambda chunks: saved.append(save(chunks)) or saved[-1])

    assert opened(desk, archive) == ("done", 5, 5, 0)
    assert len(saved) == 5


def test_the_pictures_of_an_archive_without_dicom_are_shown(desk: Desk, pack: Pack, images: tuple[Path, ...]) -> None:
    picture = ("scans/ct.tif", b"II*\0" + bytes(60))
    assert opened(desk, pack(picture, ("notes.txt", b"hello"))) == ("done", 1, 1, 0)
    assert [message.title for message in desk.told if isinstance(message, ImageReceived)] == ["ct.tif"]

    desk.told.clear()
    assert opened(desk, pack(picture, *contents(images)))[2] == 5
    assert not any(isinstance(message, ImageReceived) for message in desk.told)


@pytest.mark.parametrize("way", [zips.open_address, lambda work, path: local.open_paths(work, [path])])
def test_what_is_passed_over_is_told_alike_by_every_way_in(
    desk: Desk, pack: Pack, images: tuple[Path, ...], way: Callable[[Work, str], None]
) -> None:
    notes, picture = ("notes.txt", b"hello"), ("scans/ct.tif", b"II*\0" + bytes(60))

    def said(*entries: tuple[str, bytes]) -> str:
        work = desk.work()
        way(work, str(pack(*entries)))
        return desk.ended(work).text

    assert said(picture, notes) == "1 picture, 1 text file"
    assert said(picture, notes, *contents(images)) == "5 images, 1 picture file not shown, 1 text file"


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"<manifest/>", "XML"), (b"<html>", "web page"), (b"", "empty"), (b"\x08\0\x05\0CS\x0a\0ISO_IR 100", "DICOM")],
)
def test_what_is_no_archive_is_said_to_be_what_it_is(desk: Desk, tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "file").write_bytes(content)

    with pytest.raises(BadAnswer, match=f"This is no ZIP archive: it is .*{why}"):
        zips.open_address(desk.work(), str(tmp_path / "file"))


def test_too_many_entries_are_refused(desk: Desk, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_ENTRIES", 2)

    with pytest.raises(BadAnswer, match="more than 2 files"):
        zips.open_zip(desk.work(), pack(("1", b""), ("2", b""), ("3", b"")))


@pytest.mark.parametrize("zip64", [False, True])
def test_a_directory_of_a_million_entries_is_refused_before_it_is_read(desk: Desk, tmp_path: Path, zip64: bool) -> None:
    size = zips.LARGEST_DIRECTORY + 46
    archive = tmp_path / "many.zip"
    with archive.open("wb") as file:
        file.truncate(size)
        file.seek(size)
        if zip64:
            file.write(struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 10**6, 10**6, size, 0))
            file.write(struct.pack("<4sLQL", b"PK\6\7", 0, size, 1))
        said = (0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF) if zip64 else (0xFFFE, 0xFFFE, size, 0)
        file.write(struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, *said, 0))

    with pytest.raises(BadAnswer, match="more than 200000 files"):
        zips.open_zip(desk.work(), archive)


def zip_of_empty_files(archive: Path, count: int, said: int) -> Path:
    """A real archive of so many files, which says that there are ``said``."""
    name = b"%08d.dcm"
    with archive.open("wb") as file:
        local = struct.pack("<4sHHHHHLLLHH", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 12, 0)
        file.write(b"".join(local + name % number for number in range(count)))
        start, each = file.tell(), len(local) + 12
        entry = struct.pack("<4sHHHHHHLLLHHHHHL", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0)
        file.write(b"".join(entry + struct.pack("<L", number * each) + name % number for number in range(count)))
        size = file.tell() - start
        file.write(struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, said, said, size, start, 0))
    return archive


def test_a_million_entries_are_refused_in_little_memory(desk: Desk, tmp_path: Path) -> None:
    """An archive that says less than it holds: all that can be believed are the entries."""
    archive = zip_of_empty_files(tmp_path / "many.zip", 10**6, said=9)
    work = desk.work()

    tracemalloc.start()
    try:
        with pytest.raises(BadAnswer, match="more than 200000 files"):
            zips.open_zip(work, archive)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_archives_in_archives_are_not_unpacked(desk: Desk, pack: Pack, images: tuple[Path, ...]) -> None:
    inner = pack(*contents(images)).read_bytes()

    with pytest.raises(NotDicom, match=r"1 ZIP file.*Unpack the ZIP archive in it"):
        zips.open_zip(desk.work(), pack(("inner.zip", inner)))


ARCHIVE = io.BytesIO()
with zipfile.ZipFile(ARCHIVE, "w", zipfile.ZIP_DEFLATED) as _archive:
    _archive.writestr("one", b"text " * 20)
    _archive.writestr("two", bytes(200))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, len(ARCHIVE.getvalue()) - 1), st.integers(0, 255)), max_size=6),
    st.integers(0, 300),
)
def test_any_damage_gives_one_of_our_errors(desk: Desk, tmp_path: Path, flips: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(ARCHIVE.getvalue())
    for place, value in flips:
        data[place] = value
    (tmp_path / "x.zip").write_bytes(data[: len(data) - cut])
    try:
        zips.open_zip(desk.work(), tmp_path / "x.zip")
    except WetreadError:
        pass
