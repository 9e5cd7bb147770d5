"""Compressed frames of a file that is still coming: which of them are whole, PS3.5 A.4.

The file's offset table tells; without one, a frame ends where the next fragment begins a stream of its own. So the last
frame is told from the others only when the file is whole.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from launcher.frozen import frozen

ITEM: Final = b"\xfe\xff\x00\xe0"
STARTS: Final = (b"\xff\xd8", b"\xff\x4f\xff\x51", b"\xff\x0a", b"\0\0\0\x0cJXL ")
"""How streams begin: JPEG and JPEG-LS, JPEG 2000, JPEG XL, JPEG XL in boxes."""
RLE_HEADER: Final = 64
"""Bytes of the RLE header, PS3.5 G.5: the number of segments, at most 15, and their offsets, the first of them 64."""


@frozen
class Fragment:
    """Where one fragment lies in the file, and how it begins."""

    offset: int
    length: int
    start: bytes

    @property
    def begins_a_stream(self) -> bool:
        """Whether a frame begins here."""
        is_rle = self.start[1:4] == bytes(3) and struct.unpack_from("<L", self.start, 4)[0] == RLE_HEADER
        return is_rle or self.start.startswith(STARTS)


def read_whole_frame(file: BinaryIO, offset: int, extended: bytes, frame_index: int) -> bytes | None:
    """The fragments of one frame joined, if all of them are in the file; else ``None``.

    Parameters
    ----------
    offset
        Of the pixel data's value.
    extended
        The Extended Offset Table, PS3.3 C.7.6.3.1.8; empty if there is none.
    """
    fragments = _fragments(file, offset)
    table = next(fragments, None)
    if table is None:
        return None
    first = table.offset + table.length
    starts = _offsets(extended, "Q") if extended else _offsets(_read(file, table), "L")
    if starts:
        ends = [first + start for start in starts[frame_index : frame_index + 2]]
        return _joined(file, _between(file, *ends)) if len(ends) == 2 else None
    return _joined(file, _counted(fragments, frame_index))


def _fragments(file: BinaryIO, offset: int) -> Iterator[Fragment]:
    """The items from ``offset`` on that are whole, the offset table among them."""
    size = file.seek(0, io.SEEK_END)
    while offset + 8 <= size:
        file.seek(offset)
        head = file.read(16)
        length = struct.unpack_from("<L", head, 4)[0]
        if head[:4] != ITEM or offset + 8 + length > size:
            return
        yield Fragment(offset + 8, length, head[8:].ljust(8, b"\xff"))
        offset += 8 + length


def _between(file: BinaryIO, begin: int, end: int) -> list[Fragment]:
    """The fragments from ``begin`` to ``end``; none if some are missing, or the table is wrong."""
    found = []
    for fragment in _fragments(file, begin):
        found.append(fragment)
        if fragment.offset + fragment.length >= end:
            return found
    return []


def _counted(fragments: Iterator[Fragment], frame_index: int) -> list[Fragment]:
    """The fragments of a frame, the streams being counted; none until the one after it has begun."""
    found: list[Fragment] = []
    number = -1
    for fragment in fragments:
        number += fragment.begins_a_stream
        if number > frame_index:
            return found
        if number == frame_index:
            found.append(fragment)
    return []


def _joined(file: BinaryIO, fragments: Sequence[Fragment]) -> bytes | None:
    return b"".join(_read(file, fragment) for fragment in fragments) or None


def _read(file: BinaryIO, fragment: Fragment) -> bytes:
    file.seek(fragment.offset)
    return file.read(fragment.length)


def _offsets(table: bytes, form: str) -> tuple[int, ...]:
    size = struct.calcsize(f"<{form}")
    return tuple(number for (number,) in struct.iter_unpack(f"<{form}", table[: len(table) // size * size]))
