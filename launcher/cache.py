"""Files on disk that only this user can read, and that go when the session ends.

Each service has a run folder of its own. Whoever uses its files holds a shared lock on ``lock`` inside; a folder that
nobody locks belongs to a run that is dead, and the next service removes it. So a service that is killed leaves its
files to the viewer that still shows them, and nobody else.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import secrets
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from launcher import channel
from launcher.errors import NotFound, WetreadError
from launcher.flow import Flow, Pieces, write_all
from launcher.folders import private_folder

PREAMBLE = 128
"""Bytes before ``DICM`` (PS3.10 7.1): of no use to us, and the place where a file can pretend to be a program."""

BEGINNING = 1 << 14
"""Bytes that are looked at before a file is written, if it has as many: more than an ordinary header."""


@dataclass(eq=False)
class Kept:
    """A file that has come, or is coming.

    ``place`` is its absolute path, ``size`` its size in bytes as far as it has come, ``beginning`` how it begins.
    """

    place: str
    size: int
    beginning: bytes

    @property
    def path(self) -> Path:
        """Where it is; ``place`` costs less."""
        return Path(self.place)


def nobody(file: Kept) -> None:
    """Nobody is told of a file before it is whole."""


class Cache:
    """The run folder of one service.

    Parameters
    ----------
    parent
        Folder that holds the run folders of all runs.
    limit_bytes
        What may lie in it together; more is an error that names the limit.
    """

    def __init__(self, parent: Path, limit_bytes: int = 20_000_000_000) -> None:
        remove_dead_runs(private_folder(parent))
        with _alone(parent):
            self.folder = private_folder(parent.absolute() / f"run-{os.getpid()}-{secrets.token_hex(4)}")
            self._lock = channel.share_lock(str(self.folder / "lock"))
        self._limit = limit_bytes
        self._used = 0
        self._accounting = threading.Lock()
        self._number = itertools.count(1)

    def _new_place(self) -> str:
        """A path that no other file has; names tell nothing of what is inside."""
        return f"{self.folder}/{next(self._number):08d}"

    def save(self, chunks: Iterable[bytes | memoryview]) -> Path:
        """Keep what ``chunks`` yield as a file, as ``keep`` does."""
        return self.keep(Pieces(chunks)).path

    def keep(self, flow: Flow, grows: Callable[[Kept], None] = nobody) -> Kept:
        """Keep all that comes as a file; the preamble of a DICOM file is blanked.

        Nothing stays when it ends in an error.

        Parameters
        ----------
        grows
            Told of the file, as far as it has come, now and then; it lies at its path already.

        Raises
        ------
        WetreadError
            The disk, or the cache's limit, has no room for it.
        """
        beginning, rest = _begun(flow)
        kept = Kept(self._new_place(), 0, beginning)
        try:
            with _new_file(kept.place) as file:
                write_all(file, *_without_preamble(beginning), rest)
                self._grown(kept, len(beginning) + len(rest), grows)
                while count := flow.pour(file):
                    self._grown(kept, count, grows)
        except BaseException as error:
            kept.path.unlink(missing_ok=True)
            self.reserve(-kept.size)
            if isinstance(error, OSError):
                raise no_room(error, self.folder) from error
            raise
        return kept

    def _grown(self, kept: Kept, count: int, grows: Callable[[Kept], None]) -> None:
        self.reserve(count)
        kept.size += count
        grows(kept)

    def copy(self, path: Path) -> Kept:
        """Keep a copy of a file of this computer.

        Raises
        ------
        NotFound
            It cannot be read, or is a device or a pipe, which may never end.
        """
        try:
            if not path.is_file():
                raise NotFound("A file cannot be read", f"{path}: there is no such file", "Check the path.")
            with path.open("rb") as file:
                return self.keep(Pieces(_pieces(file, path)))
        except OSError as error:
            raise _unreadable(error, path) from error

    def reserve(self, size: int) -> None:
        """Account for ``size`` bytes that are about to be written, or (negative) have been removed.

        Raises
        ------
        WetreadError
            The cache's limit is reached.
        """
        with self._accounting:
            if size > 0 and self._used + size > self._limit:
                raise WetreadError(
                    "The cache is full",
                    f"{self._limit // 1_000_000} MB are its limit",
                    "Close studies, or ask your administrator to raise cache.limit_mb.",
                )
            self._used += size

    def discard(self, path: Path) -> None:
        """Remove one file of ours; others are left alone."""
        if path.parent != self.folder:
            return
        try:
            size = path.stat().st_size
            path.unlink()
        except OSError:
            return  # somebody else has removed it, and accounted for it
        self.reserve(-size)

    def wipe(self) -> None:
        """Remove everything of this run, and of dead runs whose files were still shown until now."""
        ended = self.folder.with_name(f"{self.folder.name}-ended")
        with suppress(OSError):
            self.folder.rename(ended)  # whoever still writes finds no place for new files
        shutil.rmtree(ended, ignore_errors=True)
        os.close(self._lock)
        remove_dead_runs(self.folder.parent)


def _pieces(file: IO[bytes], path: Path) -> Iterator[bytes]:
    try:
        while piece := file.read(1 << 20):
            yield piece
    except OSError as error:
        raise _unreadable(error, path) from error


def _unreadable(error: OSError, path: Path) -> NotFound:
    return NotFound("A file cannot be read", f"{path}: {error.strerror}", "Check the path.")


def _begun(flow: Flow) -> tuple[bytes, memoryview]:
    """The first bytes, and what more has come with them."""
    beginning, more = b"", memoryview(b"")
    while len(beginning) < BEGINNING and (piece := memoryview(flow.take(BEGINNING - len(beginning)))):
        room = 2 * BEGINNING - len(beginning)
        beginning += piece[:room]
        more = piece[room:]
    return beginning, more


def _without_preamble(beginning: bytes) -> tuple[bytes | memoryview, ...]:
    """The first bytes, with the preamble blanked."""
    is_dicom = beginning[PREAMBLE : PREAMBLE + 4] == b"DICM"
    return (bytes(PREAMBLE), memoryview(beginning)[PREAMBLE:]) if is_dicom else (beginning,)


@contextmanager
def _new_file(place: str) -> Iterator[int]:
    file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        yield file
    finally:
        os.close(file)


def no_room(error: OSError, folder: Path) -> WetreadError:
    """What to say when a file cannot be written."""
    return WetreadError(
        "A file cannot be written to the cache",
        f"{folder}: {error.strerror}",
        "Make room on this disk, then retry.",
    )


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Hold off other services: between its making and its lock, a new run folder looks like a dead one."""
    folder = os.open(parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def remove_dead_runs(parent: Path) -> None:
    """Remove the run folders that no living process uses."""
    with _alone(parent):
        for folder in parent.glob("run-*"):
            _remove_if_dead(folder)


def _remove_if_dead(folder: Path) -> None:
    try:
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return  # somebody still shows its images
    else:
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)
