"""JPEG and JPEG-LS streams: ISO 10918-1 and ISO 14495-1."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from launcher.frozen import frozen
from viewer.pixels.streams.size import check_size
from viewer.words import tr

if TYPE_CHECKING:
    from viewer.pixels.description import FrameDescription

_END_OF_IMAGE = b"\xff\xd9"  # without any marker behind it, a cut stream keeps the JPEG-LS decoder busy for seconds
_NOT_SOF = (0xC4, 0xC8, 0xCC)  # markers between C0 and CF that begin no frame


@frozen
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
    """Read the markers up to the frame header, ISO 10918-1 B.2.2 and ISO 14495-1 C.1.1; ``ValueError`` without one."""
    jfif, adobe_transform = False, None
    for marker, segment in _jpeg_segments(data):
        if marker == 0xE0:
            jfif = jfif or segment.startswith(b"JFIF")
        elif marker == 0xEE and segment.startswith(b"Adobe") and len(segment) >= 12:
            adobe_transform = segment[11]
        elif marker == 0xF7 or (0xC0 <= marker <= 0xCF and marker not in _NOT_SOF):
            _, rows, columns, _ = struct.unpack(">BHHB", segment[:6])
            return JpegHeader(rows, columns, tuple(segment[6::3]), marker == 0xC3, jfif, adobe_transform)
    raise ValueError(tr("the JPEG stream has no frame header"))


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = data.find(b"\xff\xd8") + 2
    while 2 <= at <= len(data) - 4:
        if data[at] != 0xFF:
            raise ValueError(tr("the JPEG stream is damaged before its frame header"))
        if data[at + 1] == 0xFF:  # a fill byte
            at += 1
            continue
        marker, length = struct.unpack_from(">xBH", data, at)
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + max(length, 2)


def decode_jpeg(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    """Any process, of 8, 12 or 16 bits, with or without loss; colour as the stream says."""
    import imagecodecs

    header = jpeg_header(data)
    check_size(description, header.rows, header.columns, len(header.component_ids))
    if len(header.component_ids) != 3:
        return imagecodecs.jpeg8_decode(data), description.photometric_interpretation
    space = "RGB" if header.is_rgb(description.photometric_interpretation) else "YCBCR"
    if header.lossless and space == "YCBCR":  # the library converts only what was compressed with loss
        return imagecodecs.jpeg8_decode(data, colorspace=space, outcolorspace=space), "YBR_FULL"
    return imagecodecs.jpeg8_decode(data, colorspace=space, outcolorspace="RGB"), "RGB"


def decode_jpeg_ls(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    """With or without loss, the samples interleaved in whatever way."""
    import imagecodecs

    header = jpeg_header(data)
    check_size(description, header.rows, header.columns, len(header.component_ids))
    return imagecodecs.jpegls_decode(data + _END_OF_IMAGE), description.photometric_interpretation
