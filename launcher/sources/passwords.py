"""Encrypted ZIP archives, of the old cipher and of AES: their password is asked for until it is right."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from launcher.errors import RequestError
from launcher.sources.work import Work

PROBE = 1 << 20  # bytes that prove a password
ENCODINGS = ("utf-8", "cp1252", "cp437")
"""How programs turn a password into bytes: today's, and what Windows and its ZIP folders did."""

ASKED_AT_MOST = 20


def is_encrypted(entry: zipfile.ZipInfo) -> bool:
    """Whether a file of an archive needs a password."""
    return bool(entry.flag_bits & 1)


def decrypting(opened: zipfile.ZipFile) -> zipfile.ZipFile:
    """The same archive, opened by what knows AES; ``zipfile`` knows the old cipher only."""
    import pyzipper

    name = opened.filename
    opened.close()
    again: zipfile.ZipFile = pyzipper.AESZipFile(name)
    return again


def unlock(work: Work, opened: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]) -> None:
    """Set the password of an encrypted archive: the one that came with the request, or what the user types.

    Raises
    ------
    RequestError
        None of them is right.
    """
    if not any(is_encrypted(entry) and entry.file_size for entry in entries):
        return
    file = Path(opened.filename or "")
    name = "" if file.parent == work.cache.folder else file.name
    given = _passwords(work, f"The ZIP archive {name}".strip())
    if any(is_unlocked_by(password, opened, entries) for password in given):
        return
    todo = "Open it again with its password; scripts give it with --password-file FILE."
    raise RequestError("The ZIP archive is encrypted", "the password was not given, or is wrong", todo)


def is_unlocked_by(password: str, opened: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Set the password of an archive if it is the right one, or if there is nothing to tell by."""
    locked = [entry for entry in entries if is_encrypted(entry) and entry.file_size]
    if not locked:
        return True
    probe = min(locked, key=lambda entry: entry.file_size)
    return any(_opens(opened, probe, form) for form in _forms(password))


def in_file(file: str) -> str:
    """The password in a file, its first line; on the command line everybody could read it.

    Raises
    ------
    RequestError
        The file cannot be read, or its first line is empty.
    """
    try:
        with Path(file).open(encoding="utf-8") as opened:
            password = opened.readline(1000).rstrip("\r\n")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise RequestError("The password file cannot be read", f"{file}: {why}", "Check the path.") from error
    if not password:
        raise RequestError("There is no password in the file", f"{file}: its first line is empty", "Write it there.")
    return password


def _passwords(work: Work, archive: str) -> Iterator[str]:
    given = work.launch.on_disk
    if given.password:  # of a script, which no question may hold up
        yield given.password
        return
    text = f"{archive} is encrypted. Its password came with it, on paper or in a message."
    for _ in range(ASKED_AT_MOST):
        before = work.job.text, work.job.state
        work.ledger.progress(work.job, "Waiting for the password of the ZIP archive", "waiting")
        password = given.ask_password(f"password of job {work.job.id}", text)
        work.ledger.progress(work.job, *before)
        if password is None:
            return
        yield password
        text = f"That password is wrong. {archive} is encrypted: mind capital letters, and blanks at its ends."


def _forms(password: str) -> Iterator[bytes]:
    for encoding in ENCODINGS:
        try:
            yield password.encode(encoding)
        except UnicodeEncodeError:
            continue


def _opens(opened: zipfile.ZipFile, probe: zipfile.ZipInfo, password: bytes) -> bool:
    """Whether a password unpacks a file: the old cipher lets every 256th wrong one in, until the checksum tells."""
    opened.setpassword(password)
    try:
        with opened.open(probe) as file:
            file.read(PROBE)
    except (zipfile.BadZipFile, zlib.error, RuntimeError):
        return False
    return True
