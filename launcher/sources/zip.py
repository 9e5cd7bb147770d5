"""ZIP archives: their files, unpacked one by one into the cache under names of ours.

Entry names decide nothing and open nothing: what an archive calls ``../../x`` lies in the cache under a number like
every other file. Limits on count, size and packing ratio end a hostile archive with a sentence.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from launcher.addresses import local_path
from launcher.cache import Cache
from launcher.errors import BadAnswer, NotDicom
from launcher.headers.content import Content, not_dicom, sniff
from launcher.sources import repair
from launcher.sources.file import show_picture
from launcher.sources.folder import files
from launcher.sources.inventory import Inventory
from launcher.sources.passwords import decrypting, is_encrypted, unlock
from launcher.sources.work import Work
from launcher.transfers import Damaged

MOST_ENTRIES = 200_000
LARGEST_DIRECTORY = 1 << 26  # bytes of an archive's directory, which takes ten times that in memory
LONGEST_END = (1 << 16) + 200  # bytes behind the directory: its end records, and a comment
ZIP64_END = 76  # bytes of the end records that stand before the last one
LARGEST_RATIO = 1000  # of an entry's size to its packed size; black images come near it
DOUBTFUL_RATIO = 100  # the same, of what does not begin like DICOM; such a file is not unpacked to find out
BELIEVABLE = 1 << 30  # bytes of an entry, whatever its ratio
CHUNK = 1 << 20
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)
"""What ``zipfile`` raises at bytes that are not as they should be."""

LARGEST_ARCHIVE = 1 << 40  # bytes; the cache's limit is lower, as a rule


def open_address(work: Work, address: str) -> None:
    """Fetch a ZIP archive, or take one of this computer, and take in what it holds.

    Raises
    ------
    Refused
        The trust rules forbid the server or the path.
    WetreadError
        As ``open_zip``, and what can go wrong on the way.
    """
    launch = work.launch
    path = local_path(address)
    if path is not None:
        launch.consent.permit_path(str(path))
        open_zip(work, next(files(path)))
        return
    with work.http.get(
        address, headers=launch.headers, limits=launch.limits, permit=launch.consent.permit, stop=work.job.stop
    ) as response:
        archive = work.cache.save(response.chunks(LARGEST_ARCHIVE))
    try:
        open_zip(work, archive)
    finally:
        work.cache.discard(archive)


def open_zip(work: Work, archive: Path) -> Counter[str]:
    """Take in the DICOM files of an archive; what else it holds is passed over, and counted by kind.

    Of an archive without DICOM, the pictures are shown.

    Raises
    ------
    RequestError
        The archive is encrypted, and nobody knows the password.
    BadAnswer
        It is damaged as a whole, or looks like a trap: too many entries, or one far larger than it is packed.
    NotDicom
        There is no DICOM in it.
    """
    inventory = Inventory(work, "the ZIP archive")
    pictures: list[zipfile.ZipInfo] = []
    with _opened(archive) as opened:
        entries = _entries(opened)
        unlock(work, opened, entries)
        for number, entry in enumerate(entries, start=1):
            if not work.wait_while_paused():
                return inventory.others
            work.ledger.look_at(work.job, number, len(entries))
            _open_entry(inventory, opened, entry, pictures)
        inventory.name_missing()
        if inventory.is_empty and pictures and not work.launch.on_disk.dicom_only:
            _show_pictures(inventory, opened, pictures)
    if inventory.is_empty:
        todo = "Unpack the ZIP archive in it, and open that." if inventory.others["ZIP"] else "Choose another archive."
        raise NotDicom("There are no DICOM images in the ZIP archive", inventory.text(), todo)
    work.say(inventory.text())
    return inventory.others


def _show_pictures(inventory: Inventory, opened: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Show ordinary pictures, which then are not among the rest."""
    work = inventory.work
    del inventory.others["picture"]
    for entry in entries:
        if not work.wait_while_paused():
            return
        try:
            show_picture(work, _unpacked(opened, entry, work.cache), Path(entry.filename).name)
            inventory.pictures += 1
        except Damaged as error:
            inventory.fail(error)


def _open_entry(
    inventory: Inventory, opened: zipfile.ZipFile, entry: zipfile.ZipInfo, pictures: list[zipfile.ZipInfo]
) -> None:
    """Enter one file; one that is not wanted does not stay, one that cannot be DICOM is not unpacked."""
    cache = inventory.work.cache
    try:
        content = _content(opened, entry)
        if content != "dicom":
            inventory.others[not_dicom(entry.filename, content).kind] += 1
            pictures += [entry] if content == "picture" else []
            return
        file = _unpacked(opened, entry, cache)
    except Damaged as error:
        inventory.fail(error)
        return
    if not inventory.take(file, entry.filename):
        cache.discard(file)


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    _check_content(archive)
    try:
        _check_directory(archive)
        opened = zipfile.ZipFile(archive)
        if any(is_encrypted(entry) for entry in opened.infolist()):
            opened = decrypting(opened)
    except (*DAMAGE, OSError) as error:
        raise BadAnswer("The ZIP archive is damaged", str(error)[:200], "Fetch or copy it again.") from error
    with opened:
        yield opened


def _check_content(archive: Path) -> None:
    with archive.open("rb") as file:
        content = sniff(file.read(repair.HEAD), archive.stat().st_size)
    if content == "dicom":
        raise BadAnswer("This is no ZIP archive", "it is a DICOM file", "Open it by itself, without -z.")
    if content not in ("zip", "unknown"):
        said = not_dicom("", content)
        raise BadAnswer("This is no ZIP archive", said.why, said.todo)


def _check_directory(archive: Path) -> None:
    """Refuse an archive whose own directory would fill the memory: ``zipfile`` takes it in whole.

    What it says of its number is not believed: its entries are counted by their marks.
    """
    with archive.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        start = max(0, size - LONGEST_END)
        file.seek(start)
        end = file.read()
        place = end.rfind(b"PK\5\6")
        if place < 0 or len(end) < place + 16:
            raise zipfile.BadZipFile("it has no end")
        directory = struct.unpack_from("<L", end, place + 12)[0]
        if directory == 0xFFFFFFFF:  # ZIP64: what is in front of the end record is the directory, whatever it says
            directory = min(size, _size_in_zip64(end, place))
        too_large = directory > LARGEST_DIRECTORY
        if too_large or _entries_between(file, start + place - directory - ZIP64_END, start + place) > MOST_ENTRIES:
            raise BadAnswer("The ZIP archive is refused", f"it lists more than {MOST_ENTRIES} files", "")


def _entries_between(file: IO[bytes], start: int, end: int) -> int:
    """How many entries of a directory begin in a part of the archive."""
    file.seek(max(0, start))
    count, before = 0, b""
    while file.tell() < end and (piece := file.read(min(CHUNK, end - file.tell()))):
        count += (before + piece).count(b"PK\1\2")
        before = piece[-3:]
    return count


def _size_in_zip64(end: bytes, place: int) -> int:
    found = end.rfind(b"PK\6\6", 0, place)
    return int(struct.unpack_from("<Q", end, found + 40)[0]) if found >= 0 else 1 << 62


def _entries(opened: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of an archive that deserves to be unpacked."""
    entries = [entry for entry in opened.infolist() if not entry.filename.endswith("/")]
    for entry in entries:
        if entry.file_size > BELIEVABLE and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1):
            raise BadAnswer(
                "The ZIP archive is refused",
                f"a file in it would unpack to more than {LARGEST_RATIO:,} times its size",
                "",
            )
    return entries


def _content(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Content:
    """What a file of the archive is, by its first bytes; ``dicom`` also where only all of them can tell."""
    with _reading(opened, entry) as packed:
        head = packed.read(repair.HEAD)
    content = sniff(head, entry.file_size)
    worth_it = entry.file_size <= DOUBTFUL_RATIO * max(entry.compress_size, 1) or repair.beginning(head) is not None
    return "dicom" if content == "unknown" and worth_it else content


def _unpacked(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, cache: Cache) -> Path:
    """One file of the archive, as it stands in the cache."""
    with _reading(opened, entry) as packed:
        return cache.save(_chunks(packed, entry))


@contextmanager
def _reading(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    try:
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # the others unpack without limit
            raise zipfile.BadZipFile("it is packed in a way that DICOM does not know")
        with opened.open(entry) as packed:
            yield packed
    except (*DAMAGE, OSError) as error:
        raise Damaged("A file of the ZIP archive is damaged", f"{entry.filename}: {error}"[:200]) from error


def _chunks(packed: IO[bytes], entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry's bytes; never more than its directory says, however it was made."""
    left = entry.file_size
    try:
        while chunk := packed.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise zipfile.BadZipFile("it is longer than the archive's directory says")
            yield chunk
    except OSError as error:
        raise zipfile.BadZipFile(error.strerror or "it cannot be read") from error
