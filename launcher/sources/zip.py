"""ZIP archives: their files, unpacked one by one into the cache under names of ours.

Entry names decide nothing and open nothing: what an archive calls ``../../x`` lies in the cache under a number like
every other file. Limits on count, size and packing ratio end a hostile archive with a sentence.
"""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import IO

from launcher.addresses import local_path
from launcher.cache import Cache
from launcher.downloads import Damaged
from launcher.errors import BadAnswer, NotDicom, RequestError
from launcher.sources.local import files, tally
from launcher.sources.work import Work

MOST_ENTRIES = 200_000
LARGEST_RATIO = 1000  # of an entry's size to its packed size, for entries above a megabyte
CHUNK = 1 << 20
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


def open_zip(work: Work, archive: Path) -> None:
    """Take in the DICOM files of an archive; what else it holds is counted and passed over.

    Raises
    ------
    RequestError, BadAnswer
        As ``unpacked``.
    NotDicom
        There is no DICOM in it.
    """
    found = 0
    others: Counter[str] = Counter()
    for file in unpacked(archive, work.cache, work.job.stop):
        try:
            found += _open_unpacked(work, file)
        except NotDicom as error:
            others[error.kind] += 1
    text = tally(found, others)
    if not found:
        raise NotDicom("There are no DICOM images in the ZIP archive", text, "Choose another archive.")
    work.say(text)


def _open_unpacked(work: Work, file: Path) -> bool:
    """Enter one file; whether an instance came of it. A file that is not wanted does not stay."""
    from launcher.headers import read_header

    kept = False
    try:
        kept = work.found(read_header(file))
    except Damaged as error:
        work.ledger.expect(work.job)
        work.ledger.fail_expected(work.job, error)
    finally:
        if not kept:
            work.cache.discard(file)
    return kept


def unpacked(archive: Path, cache: Cache, stop: Event | None = None) -> Iterator[Path]:
    """Yield each file of the archive, as it stands in the cache.

    Raises
    ------
    RequestError
        The archive is encrypted.
    BadAnswer
        It is damaged, or looks like a trap: too many entries, or packed beyond belief.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            _check(entries)
            for entry in entries:
                if stop is not None and stop.is_set():
                    return
                with opened.open(entry) as packed:
                    path = cache.save(_chunks(packed, entry))
                yield path
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
        raise BadAnswer("The ZIP archive is damaged", str(error)[:200], "Fetch or copy it again.") from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise BadAnswer("The ZIP archive is refused", f"{len(entries)} files, {MOST_ENTRIES} are the limit", "")
    if any(entry.flag_bits & 1 for entry in entries):
        todo = "Unpack it with its password first; a later version of Wetread asks for it."
        raise RequestError("The ZIP archive is encrypted", "its files need a password", todo)
    for entry in entries:
        if entry.file_size > CHUNK and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1):
            raise BadAnswer("The ZIP archive is refused", "a file in it is packed beyond belief", "")


def _chunks(packed: IO[bytes], entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry's bytes; never more than its directory says, however it was made."""
    left = entry.file_size
    while chunk := packed.read(CHUNK):
        left -= len(chunk)
        if left < 0:
            raise zipfile.BadZipFile("a file is longer than the archive's directory says")
        yield chunk
