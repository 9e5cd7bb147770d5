"""Files and folders of this computer."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from launcher.downloads import Damaged
from launcher.errors import NotDicom, RequestError, WetreadError
from launcher.headers import read_header
from launcher.records import counted
from launcher.sources.file import open_file, show_picture
from launcher.sources.work import Work


def open_paths(work: Work, paths: Sequence[str]) -> None:
    """Take in files by what they hold, and the DICOM files of folders; what else is there is counted and passed over.

    A path that cannot be opened is an error of the job; the others go on.

    Raises
    ------
    NotDicom
        Nothing is in the folders, or nothing that is DICOM.
    """
    others: Counter[str] = Counter()
    for path in map(Path, paths):
        try:
            if path.is_dir():
                others += _open_folder(work, path)
            else:
                _open_file(work, next(files(path)))
        except WetreadError as error:
            work.ledger.fail_job(work.job, error)
    found = work.job.received
    text = tally(found, others)
    if not work.job.expected and not work.job.errors and not work.job.stop.is_set():
        raise NotDicom("There are no DICOM images here", f"{', '.join(paths)}: {text}", "Choose another folder.")
    if found or others:
        work.say(text)


def open_pictures(work: Work, paths: Sequence[str]) -> None:
    """Show files as ordinary pictures."""
    for path in paths:
        file = next(files(Path(path)))
        show_picture(work, file, file.name)
    work.say(counted(len(paths), "picture"))


def _open_folder(work: Work, folder: Path) -> Counter[str]:
    others: Counter[str] = Counter()
    for file in files(folder, work.job.stop):
        try:
            work.found(read_header(file), str(file))
        except NotDicom as error:
            others[error.kind] += 1
        except WetreadError as error:  # cut, or on a scratched disc
            _fail(work, error)
    return others


def _open_file(work: Work, file: Path) -> None:
    try:
        open_file(work, file, file.as_uri(), file.name)
    except Damaged as error:
        _fail(work, error)
    except OSError as error:
        why = f"{file}: {error.strerror}"
        raise RequestError("The file cannot be read", why, "Check its permissions.") from error


def _fail(work: Work, error: WetreadError) -> None:
    work.ledger.expect(work.job)
    work.ledger.fail_expected(work.job, error)


def files(path: Path, stop: Event | None = None) -> Iterator[Path]:
    """Yield ``path`` itself, or the regular files below it: those of a folder first, then its subfolders', by name.

    Devices, pipes and sockets are passed over; a folder that symbolic links lead to twice is entered once.

    Raises
    ------
    RequestError
        ``path`` does not exist, cannot be read, or is neither file nor folder.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            with path.open("rb"):
                pass
            yield path
        elif stat.S_ISDIR(mode):
            os.listdir(path)
            yield from _below(path, stop)
        else:
            raise RequestError("This is neither a file nor a folder", str(path), "")
    except FileNotFoundError as error:
        raise RequestError("There is no such file or folder", str(path), "Check the path.") from error
    except OSError as error:
        why = f"{path}: {error.strerror}"
        raise RequestError("The file or folder cannot be read", why, "Check its permissions.") from error


def _below(folder: Path, stop: Event | None) -> Iterator[Path]:
    pending, entered = [folder], set()
    while pending and not (stop is not None and stop.is_set()):
        current = pending.pop(0)
        try:
            place = current.stat()
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError:
            continue  # vanished, or not ours to read; the rest goes on
        if (place.st_dev, place.st_ino) in entered:
            continue
        entered.add((place.st_dev, place.st_ino))
        folders = []
        for entry in entries:
            kind = _kind(entry)
            if kind == "folder":
                folders.append(Path(entry.path))
            elif kind == "file":
                yield Path(entry.path)
        pending[:0] = folders


def _kind(entry: os.DirEntry[str]) -> str:
    try:
        return "folder" if entry.is_dir() else "file" if entry.is_file() else "other"
    except OSError:
        return "other"


def tally(found: int, others: dict[str, int]) -> str:
    """What a folder held, in words: ``214 images, 3 PDF files, 2 other files``."""
    parts = [counted(found, "image")]
    parts += [counted(count, f"{kind} file") for kind, count in sorted(others.items())]
    return ", ".join(parts)
