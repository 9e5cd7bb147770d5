"""Uncompressed frames to samples: PS3.5 8.1 and annex D."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from launcher.frozen import frozen
from viewer.words import tr

if TYPE_CHECKING:
    from viewer.pixels.description import FrameDescription

LEAST_PART = 8  # a frame of which less than one in so many bytes is there was not cut: its header is wrong

SHARED_CHROMA = ("YBR_FULL_422", "YBR_PARTIAL_422")
"""Where two pixels share Cb and Cr."""


@frozen
class PixelElement:
    """Where a file keeps its pixel data: integers, floats or doubles (PS3.3 C.7.6.3, C.7.6.24, C.7.6.25).

    ``offset`` and ``length`` are those of the value, ``length`` as far as the file reaches; compressed data have none.
    """

    keyword: str
    vr: str
    offset: int
    length: int | None
    little_endian: bool

    @property
    def is_compressed(self) -> bool:
        """Whether the value is a sequence of fragments."""
        return self.length is None


def read_native(file: BinaryIO, element: PixelElement, description: FrameDescription, frame_index: int) -> np.ndarray:
    """Read one frame as (rows, columns) or (rows, columns, 3); what a cut file lacks is 0, see ``lacking``.

    Raises
    ------
    ValueError
        The frame is not there, or almost all of it is missing.
    """
    rows, columns, samples = description.rows, description.columns, description.samples_per_pixel
    count = rows * columns * samples
    if description.bits_allocated == 1:
        return _bits(file, element, frame_index * count, count).reshape(rows, columns)
    if description.photometric_interpretation in SHARED_CHROMA and element.keyword == "PixelData":
        words = _words(file, element, description, frame_index, count * 2 // 3)
        return _upsampled(words).reshape(rows, columns, 3)
    words = _words(file, element, description, frame_index, count)
    if samples == 1:
        return words.reshape(rows, columns)
    if description.planar_configuration == 1:
        return np.ascontiguousarray(words.reshape(samples, rows, columns).transpose(1, 2, 0))
    return words.reshape(rows, columns, samples)


def lacking(element: PixelElement, description: FrameDescription, frame_index: int) -> tuple[int, int]:
    """How many bytes of a frame the file does not hold, and how many there are in a whole one."""
    begin = frame_end(element, description, frame_index - 1)
    end = frame_end(element, description, frame_index)
    return min(max(end - (element.length or 0), 0), end - begin), end - begin


def frame_end(element: PixelElement, description: FrameDescription, frame_index: int) -> int:
    """How many bytes of the value there are up to the end of a frame."""
    samples = description.rows * description.columns * description.samples_per_pixel
    if description.photometric_interpretation in SHARED_CHROMA and element.keyword == "PixelData":
        samples = samples * 2 // 3
    return ((frame_index + 1) * samples * description.bits_allocated + 7) // 8


def _words(
    file: BinaryIO, element: PixelElement, description: FrameDescription, frame_index: int, count: int
) -> np.ndarray:
    dtype = np.dtype(_dtype(element, description))
    start = frame_index * count * dtype.itemsize
    if dtype.itemsize == 1 and element.vr == "OW" and not element.little_endian:
        stop = start + count
        pairs = _read(file, element, start & ~1, (stop + 1 & ~1) - (start & ~1))
        swapped = np.frombuffer(pairs, "u2").byteswap().view(dtype)
        return swapped[start & 1 :][:count]
    words = np.frombuffer(_read(file, element, start, count * dtype.itemsize), dtype)
    return words.astype(dtype.newbyteorder("="), copy=False)


def _dtype(element: PixelElement, description: FrameDescription) -> str:
    order = "<" if element.little_endian else ">"
    if element.keyword != "PixelData":
        return order + ("f4" if element.keyword == "FloatPixelData" else "f8")
    return f"{order}{'i' if description.is_signed else 'u'}{description.bits_allocated // 8}"


def _bits(file: BinaryIO, element: PixelElement, start: int, count: int) -> np.ndarray:
    """One-bit samples, least significant bit first; frames follow each other without a gap (PS3.5 8.1.1)."""
    first, last = start // 8, (start + count + 7) // 8
    if element.vr == "OW" and not element.little_endian:
        first, last = first & ~1, last + 1 & ~1
    data = np.frombuffer(_read(file, element, first, last - first), np.uint8)
    if element.vr == "OW" and not element.little_endian:
        data = data.view(np.uint16).byteswap().view(np.uint8)
    return np.unpackbits(data, bitorder="little")[start - first * 8 :][:count]


def _upsampled(words: np.ndarray) -> np.ndarray:
    """Y1 Y2 Cb Cr → Y1 Cb Cr, Y2 Cb Cr (PS3.3 C.7.6.3.1.2)."""
    pairs = words[: words.size // 4 * 4].reshape(-1, 4)
    return np.ascontiguousarray(pairs[:, [0, 2, 3, 1, 2, 3]])


def _read(file: BinaryIO, element: PixelElement, start: int, length: int) -> bytes:
    there = max(0, min((element.length or 0) - start, length))
    if there * LEAST_PART < length:
        raise ValueError(tr("the file holds {there} of the {length} bytes of this frame", there=there, length=length))
    file.seek(element.offset + start)
    data = file.read(there)
    return data if len(data) == length else data.ljust(length, b"\0")
