"""Frames that are packed without knowing that they are pictures: RLE and deflate, PS3.5 annexes G and A.4.12."""

from __future__ import annotations

import io
import struct
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from viewer.pixels.native import PixelElement, read_native
from viewer.words import tr

if TYPE_CHECKING:
    from viewer.pixels.description import FrameDescription


def decode_rle(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    """PS3.5 annex G: a segment for each byte of a sample, the most significant first, sample after sample."""
    import imagecodecs

    if description.bits_allocated == 1:
        return _rle_bits(data, description), description.photometric_interpretation
    samples, width = description.samples_per_pixel, description.bits_allocated // 8
    rows, columns = description.rows, description.columns
    octets = np.empty((rows * columns, samples, width), np.uint8)
    for place, segment in enumerate(_rle_segments(data, samples * width)):
        plane = np.frombuffer(imagecodecs.packbits_decode(segment), np.uint8)
        if plane.size < rows * columns:
            raise ValueError(tr("a segment holds {there} of {count} bytes", there=plane.size, count=rows * columns))
        octets[:, place // width, width - 1 - place % width] = plane[: rows * columns]
    values = octets.reshape(rows, columns, samples * width).view(f"<u{width}")
    return values[..., 0] if samples == 1 else values, description.photometric_interpretation


def _rle_bits(data: bytes, description: FrameDescription) -> np.ndarray:
    """One segment of bits, least significant first, as they lie in an uncompressed frame."""
    import imagecodecs

    (segment,) = _rle_segments(data, 1)
    octets = np.frombuffer(imagecodecs.packbits_decode(segment), np.uint8)
    count = description.rows * description.columns
    if 8 * octets.size < count:
        raise ValueError(tr("a segment holds {there} of {count} bits", there=8 * octets.size, count=count))
    return np.unpackbits(octets, count=count, bitorder="little").reshape(description.rows, description.columns)


def _rle_segments(data: bytes, expected: int) -> list[bytes]:
    """Cut at the offsets in the header, which may lie: the library's own reader of it trusts them."""
    count, *offsets = struct.unpack_from("<16L", data)
    bounds = [*offsets[:count], len(data)]
    if count != expected or bounds[0] < 64 or bounds != sorted(bounds):
        raise ValueError(
            tr("the RLE header of {count} segments is damaged; {expected} are due", count=count, expected=expected)
        )
    return [data[start:stop] for start, stop in pairwise(bounds)]


def decode_deflated(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    """An uncompressed frame behind a raw deflate, of any bits; never inflated beyond its size."""
    samples = description.rows * description.columns * description.samples_per_pixel
    size = (samples * description.bits_allocated + 7) // 8
    octets = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, size)
    element = PixelElement("PixelData", "OB", 0, len(octets), little_endian=True)
    return read_native(io.BytesIO(octets), element, description, 0), description.photometric_interpretation
