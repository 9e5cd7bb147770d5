"""Compressed frames to samples: one row per transfer syntax, all done by imagecodecs, which lets other threads run.

A stream knows better than the header that carries it: its own markers decide about colour (PS3.5 8.2), and its size is
compared with the header's before a decoder allocates anything.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from viewer.pixels.description import FrameDescription

    Codec = Callable[[bytes, FrameDescription], tuple[np.ndarray, str]]


def decompress(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    """Decode one compressed frame.

    Returns
    -------
    numpy.ndarray, str
        (rows, columns) or (rows, columns, samples) in the stream's own type; and their photometric interpretation,
        ``RGB`` where the decoder has undone a colour transform.

    Raises
    ------
    NotImplementedError
        No decoder for this transfer syntax.
    ValueError, RuntimeError
        The stream is damaged, or is not of the size that the header says.
    """
    codec = CODECS.get(description.transfer_syntax_uid)
    if codec is None:
        raise NotImplementedError("this version has no decoder for it")
    values, photometric_interpretation = codec(data, description)
    expected = _shape(description)
    if values.shape != expected:
        raise ValueError(f"the stream holds {_said(values.shape)}, the header says {_said(expected)}")
    return values, photometric_interpretation


def _shape(description: FrameDescription) -> tuple[int, ...]:
    samples = (description.samples_per_pixel,) if description.samples_per_pixel > 1 else ()
    return (description.rows, description.columns, *samples)


def _said(shape: tuple[int, ...]) -> str:
    return " × ".join(str(extent) for extent in shape) + " samples"


# --- JPEG -----------------------------------------------------------------------------------------------------------

_END_OF_IMAGE = b"\xff\xd9"  # without any marker behind it, a cut stream keeps the JPEG-LS decoder busy for seconds
_NOT_SOF = (0xC4, 0xC8, 0xCC)  # markers between C0 and CF that begin no frame


@dataclass(frozen=True)
class JpegHeader:
    """What stands before the entropy-coded data of a JPEG or JPEG-LS stream."""

    rows: int
    columns: int
    component_ids: tuple[int, ...]
    lossless: bool
    jfif: bool
    adobe_transform: int | None

    def is_rgb(self, photometric_interpretation: str) -> bool:
        """Whether three components are RGB: the Adobe marker, the component names, JFIF, and last the header's word."""
        if self.adobe_transform is not None:
            return self.adobe_transform == 0
        if bytes(self.component_ids).upper() == b"RGB":
            return True
        return not self.jfif and not photometric_interpretation.startswith("YBR")


def jpeg_header(data: bytes) -> JpegHeader:
    """Read the markers up to the frame header, ISO 10918-1 B.2.2 and ISO 14495-1 C.1.1."""
    jfif, adobe_transform = False, None
    for marker, segment in _jpeg_segments(data):
        if marker == 0xE0:
            jfif = jfif or segment.startswith(b"JFIF")
        elif marker == 0xEE and segment.startswith(b"Adobe") and len(segment) >= 12:
            adobe_transform = segment[11]
        elif marker == 0xF7 or (0xC0 <= marker <= 0xCF and marker not in _NOT_SOF):
            _, rows, columns, _ = struct.unpack(">BHHB", segment[:6])
            return JpegHeader(rows, columns, tuple(segment[6::3]), marker == 0xC3, jfif, adobe_transform)
    raise ValueError("the JPEG stream has no frame header")


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = data.find(b"\xff\xd8") + 2
    while 2 <= at <= len(data) - 4:
        if data[at] != 0xFF:
            raise ValueError("the JPEG stream is damaged before its frame header")
        if data[at + 1] == 0xFF:  # a fill byte
            at += 1
            continue
        marker, length = struct.unpack_from(">xBH", data, at)
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + max(length, 2)


def _jpeg(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    import imagecodecs

    header = jpeg_header(data)
    _check_size(header.rows, header.columns, len(header.component_ids), description)
    if len(header.component_ids) != 3:
        return imagecodecs.jpeg8_decode(data), description.photometric_interpretation
    space = "RGB" if header.is_rgb(description.photometric_interpretation) else "YCBCR"
    if header.lossless and space == "YCBCR":  # the library converts only what was compressed with loss
        return imagecodecs.jpeg8_decode(data, colorspace=space, outcolorspace=space), "YBR_FULL"
    return imagecodecs.jpeg8_decode(data, colorspace=space, outcolorspace="RGB"), "RGB"


def _jpeg_ls(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    import imagecodecs

    header = jpeg_header(data)
    _check_size(header.rows, header.columns, len(header.component_ids), description)
    return imagecodecs.jpegls_decode(data + _END_OF_IMAGE), description.photometric_interpretation


def _check_size(rows: int, columns: int, samples: int, description: FrameDescription) -> None:
    said = _shape(description)
    found = (rows, columns, samples) if samples > 1 else (rows, columns)
    if found != said:
        raise ValueError(f"the stream says {_said(found)}, the header {_said(said)}")


# --- JPEG 2000 ------------------------------------------------------------------------------------------------------

_SIZ, _COD, _SOT = 0xFF51, 0xFF52, 0xFF90


@dataclass(frozen=True)
class Jpeg2000Header:
    """What the main header of a JPEG 2000 code stream says, ISO 15444-1 A.5.1 and A.6.1."""

    rows: int
    columns: int
    samples: int
    colour_transform: bool


def jpeg2000_header(data: bytes) -> Jpeg2000Header:
    """Read the main header of a code stream, bare or inside a JP2 file."""
    at = data.find(b"\xff\x4f\xff\x51") + 2
    if at < 2:
        raise ValueError("the JPEG 2000 stream has no header")
    _, right, bottom, left, top = struct.unpack_from(">H4I", data, at + 4)
    (samples,) = struct.unpack_from(">H", data, at + 38)
    transform = False
    while at <= len(data) - 12:
        marker, length = struct.unpack_from(">HH", data, at)
        if marker == _COD:
            transform = data[at + 8] == 1
        if marker in (_COD, _SOT):
            break
        at += 2 + max(length, 2)
    return Jpeg2000Header(bottom - top, right - left, samples, transform)


def _jpeg_2000(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    import imagecodecs

    photometric_interpretation = _jpeg_2000_colour(data, description)
    return imagecodecs.jpeg2k_decode(data), photometric_interpretation


def _high_throughput(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    """HTJ2K without loss; with loss this decoder does not clamp, so those streams take the other one."""
    import imagecodecs

    photometric_interpretation = _jpeg_2000_colour(data, description)
    return imagecodecs.htj2k_decode(data), photometric_interpretation


def _jpeg_2000_colour(data: bytes, description: FrameDescription) -> str:
    """Check the stream's size; the decoder undoes the stream's own colour transform, whatever the header says of it."""
    header = jpeg2000_header(data)
    _check_size(header.rows, header.columns, header.samples, description)
    said = description.photometric_interpretation
    return "RGB" if header.colour_transform or said in ("YBR_ICT", "YBR_RCT") else said


# --- RLE ------------------------------------------------------------------------------------------------------------


def _rle(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    """PS3.5 annex G: a segment for each byte of a sample, the most significant first, sample after sample."""
    import imagecodecs

    samples, width = description.samples_per_pixel, description.bits_allocated // 8
    rows, columns = description.rows, description.columns
    octets = np.empty((rows * columns, samples, width), np.uint8)
    for place, segment in enumerate(_rle_segments(data, samples * width)):
        plane = np.frombuffer(imagecodecs.packbits_decode(segment), np.uint8)
        if plane.size < rows * columns:
            raise ValueError(f"a segment holds {plane.size} of {rows * columns} bytes")
        octets[:, place // width, width - 1 - place % width] = plane[: rows * columns]
    values = octets.reshape(rows, columns, samples * width).view(f"<u{width}")
    return values[..., 0] if samples == 1 else values, description.photometric_interpretation


def _rle_segments(data: bytes, expected: int) -> list[bytes]:
    """Cut at the offsets in the header, which may lie: the library's own reader of it trusts them."""
    count, *offsets = struct.unpack_from("<16L", data)
    bounds = [*offsets[:count], len(data)]
    if count != expected or bounds[0] < 64 or bounds != sorted(bounds):
        raise ValueError(f"the RLE header of {count} segments is damaged; {expected} are due")
    return [data[start:stop] for start, stop in pairwise(bounds)]


CODECS: dict[str, Codec] = {
    "1.2.840.10008.1.2.4.50": _jpeg,  # baseline
    "1.2.840.10008.1.2.4.51": _jpeg,  # extended
    "1.2.840.10008.1.2.4.53": _jpeg,  # spectral selection, retired
    "1.2.840.10008.1.2.4.55": _jpeg,  # full progression, retired
    "1.2.840.10008.1.2.4.57": _jpeg,  # lossless
    "1.2.840.10008.1.2.4.70": _jpeg,  # lossless, first-order prediction
    "1.2.840.10008.1.2.4.80": _jpeg_ls,
    "1.2.840.10008.1.2.4.81": _jpeg_ls,  # near-lossless
    "1.2.840.10008.1.2.4.90": _jpeg_2000,  # lossless
    "1.2.840.10008.1.2.4.91": _jpeg_2000,
    "1.2.840.10008.1.2.4.92": _jpeg_2000,  # part 2, lossless
    "1.2.840.10008.1.2.4.93": _jpeg_2000,  # part 2
    "1.2.840.10008.1.2.4.201": _high_throughput,  # lossless
    "1.2.840.10008.1.2.4.202": _high_throughput,  # lossless, RPCL
    "1.2.840.10008.1.2.4.203": _jpeg_2000,  # high-throughput with loss
    "1.2.840.10008.1.2.5": _rle,
}
"""Transfer syntax → how a frame of it is decoded."""
