"""The body of an answer, piece by piece, or on its way into a file.

Most of the work of a download is done here, so it spares what it can: urllib3 makes a new object of each piece, and
each of those is memory that the system must find and clear. What is sent as it is, in one go, is read past urllib3,
into memory that is used again and again, or goes straight into a file (``flow.Pipe``).
"""

from __future__ import annotations

import threading
from http.client import HTTPResponse
from io import DEFAULT_BUFFER_SIZE
from typing import Final

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import IncompleteRead

from launcher.flow import Pipe, Unsupported, write_all
from launcher.http.sockets import LimitedSocket

PIECE: Final = 1 << 18
"""Bytes that are read at a time, at most: more do not stay in a processor's cache until they are written."""

_spare: Final[list[bytearray]] = []
_of_this_thread = threading.local()


class Body:
    """The body of an answer, read once from its beginning to its end.

    All that takes something from the connection may raise ``urllib3.exceptions.HTTPError`` or ``OSError``: the stream
    broke, fell silent, or was shorter than announced.
    """

    def __init__(self, raw: BaseHTTPResponse) -> None:
        plain: HTTPResponse | None = getattr(raw, "_original_response", None)
        self._packed = "Content-Encoding" in raw.headers  # some pack the answer though nobody asked for it
        self._as_it_is = not self._packed and plain is not None and not plain.chunked and not plain.isclosed()
        self._raw = raw
        self._plain = plain
        self._socket: LimitedSocket | None = getattr(plain, "socket", None) if self._as_it_is else None
        self._length = self._left = raw.length_remaining  # none: up to the end of the connection
        self._memory: bytearray | None = None
        self._begun = False
        self._drawn: bytes | memoryview | int = b""

    def take(self, most: int = PIECE) -> bytes | memoryview:
        """The next piece, of about ``most`` bytes at most, empty at the end; it holds until more is asked for."""
        return self._read(max(most, DEFAULT_BUFFER_SIZE + 1))

    def draw(self, most: int) -> int:
        """Take what comes next from the connection, ``most`` bytes at most, for ``put``; how many, 0 at the end."""
        if self._socket is not None and self._begun and self._left != 0:
            try:
                self._drawn = count = self._socket.fill(_pipe(), most if self._left is None else min(most, self._left))
            except Unsupported:
                self._socket = None
            else:
                self._came(count)
                return count
        if most <= DEFAULT_BUFFER_SIZE:
            self._socket = None  # the rest may stay in the reader's buffer
        self._drawn = self._read(most)
        return len(self._drawn)

    def put(self, file: int) -> None:
        """Write what was drawn to a file descriptor.

        Raises
        ------
        OSError
            It cannot be written.
        """
        if isinstance(self._drawn, int):
            _pipe().drain(file, self._drawn)
        else:
            write_all(file, self._drawn)

    def _read(self, most: int) -> bytes | memoryview:
        if not self._as_it_is:
            return self._raw.read1(most, decode_content=self._packed)
        if self._left == 0:
            self._end()
            return b""
        assert self._plain is not None
        # First what came with the headers: of more, the reader would wait for the rest. Then nothing stays in its
        # buffer, for it is asked for more than it holds, or for all that there is.
        room = min(most, PIECE if self._begun else DEFAULT_BUFFER_SIZE)
        memory = self._room()[: room if self._left is None else min(room, self._left)]
        count: int = self._plain.fp.readinto1(memory)
        self._came(count)
        return memory[:count]

    def _came(self, count: int) -> None:
        assert self._plain is not None
        self._begun = True
        if self._left is not None and not count:
            raise IncompleteRead((self._length or 0) - self._left, self._left)
        self._left = self._left - count if self._left is not None else None if count else 0
        self._plain.length = self._raw.length_remaining = self._left  # for who reads on, or gives the connection back
        if self._left == 0:
            self._plain.close()  # the connection is free for the next request

    def _room(self) -> memoryview:
        if self._memory is None:
            self._memory = _spare.pop() if _spare else bytearray(PIECE)
        return memoryview(self._memory)

    def _end(self) -> None:
        """Nobody holds the last piece any more."""
        if self._memory is not None:
            _spare.append(self._memory)
            self._memory = None


def _pipe() -> Pipe:
    pipe: Pipe | None = getattr(_of_this_thread, "pipe", None)
    if pipe is None:
        pipe = _of_this_thread.pipe = Pipe()
    return pipe
