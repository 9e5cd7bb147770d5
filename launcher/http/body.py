"""The body of an answer, piece by piece.

Most of the work of a download is done here, so it spares what it can: urllib3 makes a new object of each piece, and
each of those is memory that the system must find and clear. What is sent as it is, in one go, is read past urllib3,
into memory that is used again and again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from io import DEFAULT_BUFFER_SIZE
from typing import Final

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import IncompleteRead

PIECE: Final = 1 << 18
"""Bytes that are read at a time, at most: more do not stay in a processor's cache until they are written."""

_spare: Final[list[bytearray]] = []


def pieces(raw: BaseHTTPResponse) -> Iterator[bytes | memoryview]:
    """Yield the body as it comes in; each piece holds until the next one is asked for.

    Raises
    ------
    urllib3.exceptions.HTTPError, OSError
        The stream broke, fell silent, or was shorter than announced.
    """
    packed = "Content-Encoding" in raw.headers  # some pack the answer though nobody asked for it
    plain: HTTPResponse | None = getattr(raw, "_original_response", None)
    if packed or plain is None or plain.chunked or plain.isclosed():
        while piece := raw.read1(PIECE, decode_content=packed):
            yield piece
    else:
        yield from _past(raw, plain)


def _past(raw: BaseHTTPResponse, plain: HTTPResponse) -> Iterator[memoryview]:
    length = left = raw.length_remaining  # none: up to the end of the connection
    room = DEFAULT_BUFFER_SIZE  # what came with the headers: of more, the reader would wait for the rest
    with _memory() as memory:
        try:
            while left != 0:
                count = plain.fp.readinto1(memory[: room if left is None else min(room, left)])
                room = PIECE
                if not count and length is not None and left is not None:
                    raise IncompleteRead(length - left, left)
                if not count:
                    break
                left = left and left - count
                yield memory[:count]
        finally:
            plain.length = raw.length_remaining = left  # for who reads on, or gives the connection back
    plain.close()  # the connection is free for the next request


@contextmanager
def _memory() -> Iterator[memoryview]:
    try:
        memory = _spare.pop()
    except IndexError:
        memory = bytearray(PIECE)
    try:
        yield memoryview(memory)
    finally:
        _spare.append(memory)
