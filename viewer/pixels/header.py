"""A file up to its pixels: the data set, and where the pixel data lie. The pixels themselves stay in the file."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from launcher.errors import NotDicom
from viewer.pixels.lean_pydicom import load_pydicom
from viewer.pixels.native import PixelElement
from viewer.words import tr

if TYPE_CHECKING:
    from pydicom import Dataset

DEFLATED = "1.2.840.10008.1.2.1.99"
LARGEST_INFLATED = 1 << 28  # bytes of a deflated data set
_KEYWORDS = {0x0008: "FloatPixelData", 0x0009: "DoubleFloatPixelData", 0x0010: "PixelData"}
_UNDEFINED = 0xFFFFFFFF


@dataclass(frozen=True, eq=False)
class Header:
    """A data set without its pixels.

    ``inflated`` is the whole data set if the file holds it deflated. ``growing``: more of the file is to come.
    ``early_frame`` holds the frame that is wanted of such a file, when it has come before the others.
    """

    path: str
    dataset: Dataset = field(repr=False)
    transfer_syntax_uid: str
    element: PixelElement | None
    inflated: bytes | None = field(default=None, repr=False)
    growing: bool = False
    early_frame: bytes | None = field(default=None, repr=False)

    def open(self) -> BinaryIO:
        """What ``element.offset`` counts in."""
        held = self.early_frame if self.early_frame is not None else self.inflated
        return Path(self.path).open("rb") if held is None else io.BytesIO(held)


def read_header(path: str, growing: bool = False) -> Header:
    """Read a file's header; the last few are remembered, for the frames of one file are asked for one by one.

    Parameters
    ----------
    growing
        More of the file is to come, behind the header. That is read once; only how far the pixels reach changes.

    Raises
    ------
    NotDicom
        The file is something else, or is damaged beyond recognition.
    OSError
        It cannot be read.
    """
    found = Path(path).stat()
    if not growing:
        return _read(path, found.st_mtime_ns, found.st_size)
    header = _read(path, found.st_ino, 0)
    element = header.element
    if element is not None and not element.is_compressed:
        element = replace(element, length=found.st_size - element.offset)
    return replace(header, element=element, growing=True)


@lru_cache(maxsize=4)
def _read(path: str, _changed: int, _size: int) -> Header:
    return read_apart(path)


def read_apart(path: str) -> Header:
    """Read a file's header for the caller alone: pydicom turns values into others while one looks at them.

    Raises as ``read_header`` does.
    """
    with Path(path).open("rb") as file:
        try:
            header = _parsed(path, file)
        except OSError:
            raise
        except Exception as error:  # what is not DICOM makes the parser raise anything
            raise NotDicom(tr("This file is not DICOM, or is damaged"), f"{Path(path).name}: {error}"[:200]) from error
    if "SOPClassUID" not in header.dataset and "Rows" not in header.dataset:
        raise NotDicom(tr("This file is not DICOM"), Path(path).name)
    return header


def _parsed(path: str, file: BinaryIO) -> Header:
    inflated = _inflated(file)
    if inflated is not None:
        buffer = io.BytesIO(inflated)
        dataset = load_pydicom().filereader.read_dataset(buffer, False, True, stop_when=_at_pixels)
        return Header(path, dataset, DEFLATED, _pixel_element(buffer, little_endian=True), inflated)
    file.seek(0)
    dataset = load_pydicom().dcmread(file, stop_before_pixels=True, force=True)
    implicit, little_endian = dataset.original_encoding
    native = "1.2.840.10008.1.2" if implicit else "1.2.840.10008.1.2.1" if little_endian else "1.2.840.10008.1.2.2"
    said = str(dataset.file_meta.get("TransferSyntaxUID") or native)
    return Header(path, dataset, said, _pixel_element(file, little_endian=bool(little_endian)))


def _inflated(file: BinaryIO) -> bytes | None:
    """The data set of a deflated file (PS3.5 A.5), ``None`` for any other; pydicom would inflate without a limit."""
    start = file.read(1024)
    if DEFLATED.encode() not in start or start[132:136] != b"\x02\0\0\0":
        return None
    file.seek(144 + struct.unpack_from("<L", start, 140)[0])  # behind the file meta group, by its own length
    inflated = zlib.decompressobj(-zlib.MAX_WBITS).decompress(file.read(), LARGEST_INFLATED)
    if len(inflated) == LARGEST_INFLATED:
        raise ValueError(tr("inflated it is larger than {size} MiB", size=LARGEST_INFLATED >> 20))
    return inflated


def _at_pixels(tag: int, _vr: str | None, _length: int) -> bool:
    return tag >> 16 == 0x7FE0 and tag & 0xFFFF in _KEYWORDS


def _pixel_element(file: BinaryIO, little_endian: bool) -> PixelElement | None:
    """The element that the file stands at; some files change to implicit value representations just here."""
    order, start = "<" if little_endian else ">", file.tell()
    head = file.read(12)
    if len(head) < 12:
        return None
    group, number, vr = struct.unpack_from(f"{order}HH2s", head)
    if group != 0x7FE0 or number not in _KEYWORDS:
        return None
    explicit = vr.isalpha() and vr.isupper()
    length = struct.unpack_from(f"{order}L", head, 8 if explicit else 4)[0]
    offset = start + (12 if explicit else 8)
    there = max(0, file.seek(0, io.SEEK_END) - offset)
    known = None if length == _UNDEFINED else min(length, there)
    return PixelElement(_KEYWORDS[number], vr.decode() if explicit else "OW", offset, known, little_endian)
