"""Bytes on their way into a file.

What nobody looks at goes from a socket into a file by way of a pipe, splice(2): nothing is copied into this process,
and the system is asked twice for a megabyte.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterable
from contextlib import suppress
from typing import Final, Protocol

MOST: Final = 1 << 20
"""Bytes that a pipe holds at most, where the system lets it."""
_LACKING: Final = (errno.EINVAL, errno.ENOSYS)
"""How a system, or the file system, says that it cannot do it."""


class Flow(Protocol):
    """What comes, in order: some of it to look at, the rest to be poured into a file."""

    def take(self, most: int) -> bytes | memoryview:
        """The next piece, of about ``most`` bytes at most, empty at the end; it holds until more is taken."""

    def pour(self, file: int) -> int:
        """Write what comes next to a file descriptor; how many bytes, 0 at the end."""


class Pieces:
    """A flow of pieces that are at hand, or made on demand."""

    def __init__(self, pieces: Iterable[bytes | memoryview]) -> None:
        self._pieces = iter(pieces)

    def take(self, most: int) -> bytes | memoryview:
        """The next piece, of whatever size."""
        return next(self._pieces, b"")

    def pour(self, file: int) -> int:
        """Write the next piece."""
        piece = self.take(0)
        write_all(file, piece)
        return len(piece)


def write_all(file: int, *pieces: bytes | memoryview) -> None:
    """Write to a file descriptor; the system may take less at a time."""
    written = os.writev(file, pieces)
    if written == sum(map(len, pieces)):
        return
    left = memoryview(b"".join(pieces))[written:]
    while left:
        left = left[os.write(file, left) :]


class Unsupported(OSError):
    """A system, or a kind of socket, that cannot be poured from."""


class Pipe:
    """Carries what it is filled with into a file. Whoever fills it empties it before anybody else does."""

    SUPPORTED: Final = hasattr(os, "splice")

    def __init__(self) -> None:
        self._out, self._into = os.pipe()
        with suppress(OSError):  # there are enough large ones: then it is a small one
            fcntl.fcntl(self._into, fcntl.F_SETPIPE_SZ, MOST)

    def __del__(self) -> None:
        os.close(self._out)
        os.close(self._into)

    def fill(self, socket: int, most: int) -> int:
        """Take what has come to a socket, ``most`` bytes at most; how many, 0 at the end.

        Raises
        ------
        Unsupported
            Nothing has been taken.
        OSError
            As when reading from it.
        """
        try:
            return os.splice(socket, self._into, min(most, MOST))
        except OSError as error:
            if error.errno in _LACKING:
                raise Unsupported(*error.args) from error
            raise

    def drain(self, file: int, count: int) -> None:
        """Write ``count`` bytes of it to a file descriptor.

        Raises
        ------
        OSError
            As when writing; what is left in the pipe is lost.
        """
        left = count
        try:
            while left:
                left -= os.splice(self._out, file, left)
        except OSError as error:
            rest = self._emptied(left)
            if error.errno not in _LACKING:
                raise
            write_all(file, rest)

    def _emptied(self, left: int) -> bytes:
        rest = b""
        while len(rest) < left:
            rest += os.read(self._out, left - len(rest))
        return rest
