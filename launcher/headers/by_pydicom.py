"""Headers that our own walk doubts, read by pydicom within limits: no preamble, tags out of order, lying encodings."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from launcher.headers.walk import LONGEST_VALUE, PIXELS, UNDEFINED, ByteOrder, Doubt, ReadAt

if TYPE_CHECKING:
    from pydicom import Dataset

_MOST_READS: Final = 300_000
"""By pydicom from one file; each counts once, and once more for every KiB."""


@dataclass(frozen=True, eq=False)
class Reread:
    """A data set up to its pixel data, or up to where the file ends too early: the element with ``tag``, at ``offset``.

    ``tag`` is the last element's otherwise.
    """

    dataset: Dataset
    byte_order: ByteOrder
    tag: int
    length: int
    offset: int

    @property
    def truncated(self) -> str:
        """What has been cut off, empty when nothing has."""
        if self.tag in PIXELS or self.tag in self.dataset:
            return ""
        if not self.tag:
            return "the file ends before its first element"
        return f"the file ends within the element ({self.tag >> 16:04X},{self.tag & 0xFFFF:04X})"


def reread(read_at: ReadAt, size: int, longest_value: int = LONGEST_VALUE) -> Reread:
    """Read a header; values of more than ``longest_value`` bytes are left out.

    Raises
    ------
    Exception
        Whatever hostile bytes make pydicom raise.
    """
    from pydicom.filereader import read_partial

    with warnings.catch_warnings(), _Metered(_File(read_at, size), size) as metered:
        warnings.simplefilter("ignore")
        stop = _Stop(metered, size)
        dataset = read_partial(metered, stop, defer_size=longest_value, force=True)
        byte_order: ByteOrder = "little" if dataset.original_encoding[1] else "big"
        return Reread(dataset, byte_order, stop.tag, stop.length, stop.offset)


class _File(io.RawIOBase):
    """What ``read_at`` reads, as a file; pydicom wants its name."""

    name = ""

    def __init__(self, read_at: ReadAt, size: int) -> None:
        self._read_at, self._size, self._at = read_at, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        data = self._read_at(self._at, len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def tell(self) -> int:
        return self._at


class _Metered(io.BufferedReader):
    """A file that ends the reading when it takes unreasonably long."""

    def __init__(self, file: io.RawIOBase, size: int) -> None:
        super().__init__(file)
        self._size, self._left = size, _MOST_READS

    def read(self, length: int | None = -1, /) -> bytes:
        if length is None or length < 0:
            raise Doubt("all of it, to be inflated whatever its size")
        length = min(length, self._size)
        self._left -= 1 + (length >> 10)
        if self._left < 0:
            raise Doubt("elements without end")
        return super().read(length)


class _Stop:
    """When pydicom is to stop: at the pixel data, or at a value that goes beyond the end of the file.

    It is asked for every element of the top level, so it knows the last one.
    """

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size = file, size
        self.tag = self.length = self.offset = 0

    def __call__(self, tag: int, _vr: str | None, length: int) -> bool:
        self.tag, self.length, self.offset = int(tag), length, self._file.tell()
        return self.tag in PIXELS or (length != UNDEFINED and self.offset + length > self._size)
