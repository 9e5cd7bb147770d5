"""Folders of this computer, media with their directory among them."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from threading import Event

from launcher.errors import RequestError, WetreadError
from launcher.headers.dicomdir import Medium, plain
from launcher.sources.inventory import Inventory
from launcher.sources.work import Work

DIRECTORY = "dicomdir"  # ignoring case, version and final dot
COUNTING = 1.0  # seconds that files are counted before the first is read
TELLING = 0.2  # seconds between two words on how far it is


def open_folder(work: Work, folder: Path, directory: Path | None = None) -> Inventory:
    """Take in the DICOM files of a folder: what its DICOMDIR lists, in its order, then all that lies there besides.

    Parameters
    ----------
    directory
        The DICOMDIR, where the user named it; else the one in the folder, if there is one.
    """
    inventory = Inventory(work, str(folder))
    below = files(folder, work.job.stop, work.launch.on_disk.recursive, lambda error: inventory.fail(_closed(error)))
    directory = directory or directory_in(folder)
    listed: dict[Path, None] = {}
    if directory is not None:
        work.job.source = "dicomdir"
        listed = _listed(inventory, directory, folder)
    for file in _counted(work, listed, below):
        _take(work, inventory, file)
    if not work.job.stop.is_set():
        inventory.name_missing()
    return inventory


def _take(work: Work, inventory: Inventory, file: Path) -> None:
    """Files are shown where they lie, or, of a slow medium, from a copy."""
    if not work.launch.on_disk.copy_first:
        inventory.take(file, str(file))
        return
    try:
        copy = work.cache.copy(file).path
    except WetreadError as error:
        inventory.fail(error)
        return
    if not inventory.take(copy, str(file)):
        work.cache.discard(copy)


def _listed(inventory: Inventory, directory: Path, folder: Path) -> dict[Path, None]:
    """The files that a directory lists, in its order."""
    medium = Medium(folder)
    found = (medium.find(row.file_id) for row in inventory.list_directory(directory))
    return dict.fromkeys(path for path in found if path is not None)


def is_named_as_directory(file: Path) -> bool:
    """Whether a file has the name that the directory of a medium has, which says much where it cannot be read."""
    return plain(file.name) == DIRECTORY


def directory_in(folder: Path) -> Path | None:
    """The DICOMDIR of a folder, however its name is written."""
    return Medium(folder).find([DIRECTORY])


def _counted(work: Work, first: Iterable[Path], below: Iterator[Path]) -> Iterator[Path]:
    """All files, each once, telling how far it is; of how many, where they are counted in no time."""
    queue, deadline, some = dict.fromkeys(first), time.monotonic() + COUNTING, [Path()]
    while some and time.monotonic() < deadline:
        some = list(islice(below, 256))
        queue.update(dict.fromkeys(some))
    total = 0 if some else len(queue)
    said = time.monotonic()
    for number, file in enumerate(chain(queue, (file for file in below if file not in queue)), start=1):
        if not work.wait_while_paused():
            return
        if time.monotonic() - said > TELLING:
            said = time.monotonic()
            work.ledger.look_at(work.job, number, total)
        yield file


def _pass_over(error: OSError) -> None:
    pass


def files(
    path: Path, stop: Event | None = None, recursive: bool = True, closed: Callable[[OSError], None] = _pass_over
) -> Iterator[Path]:
    """Yield ``path`` itself, or the regular files below it: those of a folder first, then its subfolders', by name.

    Devices, pipes and sockets are passed over; a folder that symbolic links lead to twice is entered once.
    ``closed`` is told of each subfolder that cannot be read; one that has vanished is passed over.

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
            yield from _below(path, stop, recursive, closed)
        else:
            raise RequestError("This is neither a file nor a folder", str(path), "")
    except FileNotFoundError as error:
        raise RequestError("There is no such file or folder", str(path), "Check the path.") from error
    except OSError as error:
        why = f"{path}: {error.strerror}"
        raise RequestError("The file or folder cannot be read", why, "Check its permissions.") from error


def _closed(error: OSError) -> RequestError:
    why = f"{error.filename}: {error.strerror}"
    return RequestError("A folder cannot be read", why, "Check its permissions, then open it again.")


def _below(folder: Path, stop: Event | None, recursive: bool, closed: Callable[[OSError], None]) -> Iterator[Path]:
    pending, entered = [folder], set()
    while pending and not (stop is not None and stop.is_set()):
        current = pending.pop(0)
        try:
            place = current.stat()
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        except OSError as error:
            closed(error)
            continue
        if (place.st_dev, place.st_ino) in entered:
            continue
        entered.add((place.st_dev, place.st_ino))
        folders = []
        for entry in entries:
            kind = _kind(entry)
            if kind == "folder" and recursive:
                folders.append(Path(entry.path))
            elif kind == "file":
                yield Path(entry.path)
        pending[:0] = folders


def _kind(entry: os.DirEntry[str]) -> str:
    try:
        return "folder" if entry.is_dir() else "file" if entry.is_file() else "other"
    except OSError:
        return "other"
