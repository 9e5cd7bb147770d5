"""DICOM files that have lost their beginning: shown from a copy that has one.

Some programs write 128 bytes of anything in front of a data set and no ``DICM``, or ``DICM`` and no preamble, or a
deflated data set and nothing that says so. PS3.10 7.1 knows none of these. A data set is looked for at each place where
one may begin; whether it is one, its SOP class decides.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from launcher.errors import NotDicom
from launcher.headers.content import begins_a_data_set
from launcher.headers.reading import Header, read_header
from launcher.headers.walk import DEFLATED
from launcher.sources.work import Work

HEAD: Final = 4096  # bytes that are looked at
PLACES: Final = (0, 4, 128, 132)  # behind nothing, ``DICM``, a preamble, both
CHUNK: Final = 1 << 20

_SYNTAX: Final = DEFLATED.encode()
_FILE_META: Final = b"\2\0\x10\0UI" + len(_SYNTAX).to_bytes(2, "little") + _SYNTAX
DEFLATED_HEAD: Final = bytes(128) + b"DICM" + b"\2\0\0\0UL\4\0" + len(_FILE_META).to_bytes(4, "little") + _FILE_META
"""Preamble and File Meta Information of a deflated data set, with no more than a reader needs."""


def read(work: Work, file: Path) -> Header:
    """The header of a DICOM file; its instance's ``path`` is that of a copy, where the file itself cannot be shown.

    Raises
    ------
    NotDicom, SourceError
        As ``headers.read_header``.
    """
    try:
        return read_header(file)
    except NotDicom as error:
        copy = _mended(work, file) if error.kind == "other" else None
        if copy is None:
            raise
        header = _header(copy)
        if header is None:
            work.cache.discard(copy)
            raise
        return header


def _header(copy: Path) -> Header | None:
    try:
        header = read_header(copy)
    except NotDicom:
        return None
    return None if header.truncated else header


def _mended(work: Work, file: Path) -> Path | None:
    with file.open("rb") as opened:
        place = beginning(opened.read(HEAD))
        if place is None:
            return None
        offset, head = place
        opened.seek(offset)
        chunks: Iterator[bytes] = iter(lambda: opened.read(CHUNK), b"")
        return work.cache.save(chain([head], chunks))


def beginning(head: bytes) -> tuple[int, bytes] | None:
    """Where in a file a data set begins, and what is to stand in front of it; ``None`` if nowhere."""
    for offset in PLACES:
        data = head[offset:]
        if begins_a_data_set(data):
            return offset, b""
        if begins_a_data_set(_inflated(data)):
            return offset, DEFLATED_HEAD
    return None


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, HEAD)
    except zlib.error:
        return b""
