"""Where headers are read from: files, folders, ZIP archives, web addresses, standard input. One at a time, streamed.

Nothing is unpacked or fetched to where it could be found afterwards, and of a file only what is asked for is read.
"""

from __future__ import annotations

import io
import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from launcher.addresses import local_path, shown
from launcher.errors import BadAnswer, NotAuthorised, NotDicom, NotFound, RequestError, WetreadError
from launcher.headers.content import sniff
from launcher.headers.walk import FIRST_READ, Doubt, ReadAt
from launcher.tags.read_ahead import mapped

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

STANDARD_INPUT: Final = "-"
_NO_LOGIN: Final = "No login is asked for here: fetch the file with a program that is signed in, and name it."
_LARGEST_DOWNLOAD: Final = 16 << 30  # bytes
_LARGEST_UNPACKED: Final = 256 << 20  # bytes of one file, as far as its header needs them
_HEAD: Final = 4096
_DIRECTORY: Final = b"\2\0\2\0UI\x14\x001.2.840.10008.1.3.10"
"""How a DICOMDIR says what it is: Media Storage SOP Class UID."""
_BINARY: Final = getattr(os, "O_BINARY", 0)  # Windows would translate line ends


class Input(NamedTuple):
    """Something to read a header from, until the next one is asked for.

    ``was_named``: the user has named this very file, it did not come out of a folder or an archive. ``path`` is the
    file that has just these bytes, where there is one.
    """

    name: str
    read_at: ReadAt
    size: int
    was_named: bool = True
    path: str = ""


class Unread(NamedTuple):
    """Something that cannot be opened, and why."""

    name: str
    error: WetreadError


def inputs(
    targets: Sequence[str], recursive: bool, standard_input: IO[bytes] | None = None, password: str = ""
) -> Iterator[Input | Unread]:
    """Everything that ``targets`` name, in their order; the files of a folder by name, its subfolders after them.

    ``recursive``: with the subfolders; and a DICOMDIR stands for the files that it lists.
    ``password`` opens encrypted ZIP archives.
    """
    for target in targets:
        try:
            if not target:  # in a script, a variable that nobody has set; as a path it is where the script runs
                raise RequestError(
                    "There is no file of no name", "a TARGET is empty", "Look where it should come from."
                )
            if target == STANDARD_INPUT:
                yield from _of_standard_input(standard_input, recursive, password)
            elif (path := local_path(target)) is None:
                yield from _of_address(target, password)
            else:
                yield from _of_path(path, recursive, password)
        except WetreadError as error:
            yield Unread(shown(target) if "://" in target else target, error)
        except OSError as error:  # while reading
            yield Unread(target, _unopened(target, error))


def count(targets: Sequence[str], recursive: bool) -> int:
    """How many files these are, as far as that can be told without opening them."""
    folders = [target for target in targets if os.path.isdir(target)]  # noqa: PTH112 - it never raises
    return sum(sum(1 for _ in _files(folder, recursive)) for folder in folders) + len(targets) - len(folders)


def of_bytes(data: bytes) -> Iterator[Input | Unread]:
    """What a file of these bytes holds."""
    return _of_file(f"{len(data):,} bytes", io.BytesIO(data))


# --- this computer --------------------------------------------------------------------------------------------------


def _of_path(path: Path, recursive: bool, password: str) -> Iterator[Input | Unread]:
    name = str(path)
    try:
        mode = path.stat().st_mode
        if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):  # a pipe would keep us waiting
            raise RequestError(f"{name} is neither a file nor a folder", "", "Choose a file.")
        file = io.FileIO(name) if stat.S_ISREG(mode) else None
    except (OSError, ValueError) as error:
        raise _unopened(name, error) from error
    if file is not None:
        with file:
            is_directory = recursive and _DIRECTORY in _read_at(file, 0, _HEAD)
            yield from _of_directory(path) if is_directory else _of_file(name, file, password, name)
        return
    yield from mapped(_of_listed, _files(name, recursive))


def _files(folder: str, recursive: bool) -> Iterator[str | Unread]:
    """The regular files of a folder by name, then its subfolders'; symbolic links to folders are not followed.

    A folder that cannot be opened is one ``Unread``; what stands beside it is still found.
    """
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield Unread(folder, _unopened(folder, error))
        return
    for entry in entries:
        if _may_be_file(entry):
            yield entry.path
    for entry in entries if recursive else ():
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, recursive)


def _may_be_file(entry: os.DirEntry[str]) -> bool:
    """Whether to open it: a link whose end cannot be looked at is then named with the reason."""
    try:
        return entry.is_file()
    except OSError:
        return True


def _of_directory(path: Path) -> Iterator[Input | Unread]:
    """The files that the directory of a medium lists; those that are not there are named."""
    from launcher.headers.dicomdir import Medium, read_directory

    try:
        listed = dict.fromkeys(row.file_id for row in read_directory(path))
    except BadAnswer as error:
        raise _damaged(str(path), error.why) from error
    medium = Medium(path.parent)
    for file_id in listed:
        file = medium.find(file_id)
        if file is not None:
            yield _of_listed(str(file))
            continue
        missing = str(path.parent.joinpath(*file_id))
        yield Unread(missing, NotFound(f"{missing} is missing", f"{path} lists it", "Copy the whole medium once more."))


def _of_listed(listed: str | Unread) -> Input | Unread:
    """A file of a folder: read as it is, whatever it is; its first bytes at once."""
    if isinstance(listed, Unread):
        return listed
    try:
        file = os.open(listed, os.O_RDONLY | _BINARY)
        try:
            size, head = os.fstat(file).st_size, os.read(file, FIRST_READ)
        finally:
            os.close(file)
    except OSError as error:
        return Unread(listed, _unopened(listed, error))
    return Input(listed, partial(_read_behind, listed, head, size), size, False, listed)


def _read_behind(path: str, head: bytes, size: int, offset: int, length: int) -> bytes:
    """What is there, of a file that begins with ``head``; for more than that it is opened again."""
    if offset + length <= len(head) or len(head) >= size:
        return head[offset : offset + length]
    with io.FileIO(path) as file:
        return _read_at(file, offset, length)


def _unopened(path: str, error: Exception) -> RequestError:
    why = getattr(error, "strerror", None) or "it is no path"
    return RequestError(f"{path} cannot be opened", why, "Check that it exists and that you may read it.")


def _read_at(file: IO[bytes] | io.FileIO, offset: int, length: int) -> bytes:
    file.seek(offset)
    return file.read(length)


# --- what a file holds ----------------------------------------------------------------------------------------------


def _of_file(name: str, file: IO[bytes] | io.FileIO, password: str = "", path: str = "") -> Iterator[Input | Unread]:
    """A file that was named: itself, or what is in it."""
    size = file.seek(0, io.SEEK_END)
    content = sniff(_read_at(file, 0, _HEAD), size)
    file.seek(0)
    if content == "zip":
        yield from _of_zip(name, file, password)
    elif content == "gzip":
        yield _of_gzip(name, file)
    else:
        yield Input(name, partial(_read_at, file), size, path=path)


def _of_gzip(name: str, file: IO[bytes] | io.FileIO) -> Input:
    unpacked, unpacker = bytearray(), zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        while not unpacker.eof and (packed := file.read(1 << 20)):
            unpacked += unpacker.decompress(packed, _LARGEST_UNPACKED - len(unpacked) + 1)
            if len(unpacked) > _LARGEST_UNPACKED:
                raise _damaged(name, f"unpacked it has over {_LARGEST_UNPACKED >> 20} MiB")
    except zlib.error as error:
        raise _damaged(name, "it cannot be unpacked") from error
    data = bytes(unpacked)
    return Input(name, lambda offset, length: data[offset : offset + length], len(data))


def _of_zip(name: str, file: IO[bytes] | io.FileIO, password: str) -> Iterator[Input | Unread]:
    import zipfile

    damage = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError)
    try:
        archive = zipfile.ZipFile(file)
    except damage as error:
        raise _damaged(name, "the archive's table of contents is missing or damaged") from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        locked = [entry for entry in entries if entry.flag_bits & 1]
        unlocked = _unlocked(file, locked, password) if locked else archive
        if unlocked is None:
            why = "the password is wrong" if password else "no password was given"
            yield Unread(name, RequestError(f"{name} is encrypted", why, "Give it with --password-file FILE."))
        for entry in entries:
            if unlocked is not None or entry not in locked:
                yield from _of_entry(name, unlocked or archive, entry, damage)


def _unlocked(file: IO[bytes] | io.FileIO, locked: Sequence[ZipInfo], password: str) -> ZipFile | None:
    """The same archive, opened by what knows AES, with its password; ``None`` if that is not the right one."""
    import pyzipper

    from launcher.sources.passwords import is_unlocked_by

    again: ZipFile = pyzipper.AESZipFile(file)
    return (
        again if password and is_unlocked_by(password, again, [again.getinfo(one.filename) for one in locked]) else None
    )


def _of_entry(
    name: str, archive: ZipFile, entry: ZipInfo, damage: tuple[type[Exception], ...]
) -> Iterator[Input | Unread]:
    place = f"{name}/{entry.filename}"
    try:
        with archive.open(entry.filename if entry.flag_bits & 1 else entry) as packed:
            yield Input(place, _Forward(packed, damage).read_at, entry.file_size, was_named=False)
    except damage:
        yield Unread(place, _damaged(place, "it cannot be unpacked"))


def _damaged(name: str, why: str) -> NotDicom:
    return NotDicom(f"{name} cannot be read", why, "Fetch or copy it once more.", "damaged")


class _Forward:
    """A stream that can only be read forward, remembered as far as it was read."""

    def __init__(self, stream: IO[bytes], damage: tuple[type[Exception], ...]) -> None:
        self._stream, self._damage, self._read = stream, damage, bytearray()

    def read_at(self, offset: int, length: int) -> bytes:
        """What is there; ``Doubt`` where the archive is damaged, or unpacks to too much."""
        missing = offset + length - len(self._read)
        if offset + length > _LARGEST_UNPACKED:
            raise Doubt("too much of the archive would have to be unpacked")
        if missing > 0:
            try:
                self._read += self._stream.read(missing)
            except self._damage as error:
                raise Doubt("the archive is damaged") from error
        return bytes(self._read[offset : offset + length])


# --- from elsewhere -------------------------------------------------------------------------------------------------


def _of_standard_input(stream: IO[bytes] | None, recursive: bool, password: str) -> Iterator[Input | Unread]:
    """The file itself, or a list of paths and addresses, one a line."""
    if stream is None:
        raise RequestError("There is no standard input", "", "")
    head = stream.read(_HEAD)
    if not head:
        raise RequestError("Standard input is empty", "", "Pipe a file into it, or a list of names, one a line.")
    content = sniff(head, len(head))
    if content == "text":
        lines = io.BufferedReader(_Joined(head, stream))
        for line in lines:
            target = os.fsdecode(line.rstrip(b"\r\n"))
            if target and target != STANDARD_INPUT:
                yield from inputs([target], recursive, password=password)
        return
    with _nameless() as file:
        file.write(head)
        most = _LARGEST_UNPACKED if content == "unknown" else _LARGEST_DOWNLOAD
        while (data := stream.read(1 << 20)) and file.tell() <= most:
            file.write(data)
        if data:
            raise RequestError("Standard input does not end", f"{most >> 20:,} MB have come", "Pipe one file into it.")
        yield from _of_file(STANDARD_INPUT, file, password)


def _nameless() -> IO[bytes]:
    """A file that nobody else can find, and that is gone when it is closed."""
    import tempfile

    return tempfile.TemporaryFile()


class _Joined(io.RawIOBase):
    """What was read already, then the rest."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        data, self._head = (self._head[: len(buffer)], self._head[len(buffer) :])
        data = data or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _of_address(address: str, password: str) -> Iterator[Input | Unread]:
    from launcher.http.certificates import Certificates
    from launcher.http.client import Http
    from launcher.policy import read_policy
    from launcher.trust import Consent

    policy = read_policy()
    consent = Consent("user", policy, (), lambda server: False, False)
    with _nameless() as file:
        certificates = Certificates(policy.ca_files, policy.client_certificates)
        try:
            with Http(certificates).get(address, permit=consent.permit) as response:
                for chunk in response.chunks(_LARGEST_DOWNLOAD):
                    file.write(chunk)
        except NotAuthorised as error:
            raise NotAuthorised(error.what, error.why, _NO_LOGIN) from error
        yield from _of_file(shown(address), file, password)
