"""JPEG 2000 and High-Throughput JPEG 2000 streams: ISO 15444-1, -2 and -15."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

from launcher.frozen import frozen
from viewer.pixels.streams.size import check_size
from viewer.words import tr

if TYPE_CHECKING:
    from viewer.pixels.description import FrameDescription

_COD, _SOT = 0xFF52, 0xFF90


@frozen
class Jpeg2000Header:
    """What the main header of a JPEG 2000 code stream says, ISO 15444-1 A.5.1 and A.6.1."""

    rows: int
    columns: int
    samples: int
    colour_transform: bool


def jpeg2000_header(data: bytes) -> Jpeg2000Header:
    """Read the main header of a code stream, bare or inside a JP2 file; ``ValueError`` if there is none."""
    at = data.find(b"\xff\x4f\xff\x51") + 2
    if at < 2:
        raise ValueError(tr("the JPEG 2000 stream has no header"))
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


def decode_jpeg_2000(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    """Part 1 and 2, and high throughput."""
    import imagecodecs

    photometric_interpretation = _checked_colour(data, description)
    return imagecodecs.jpeg2k_decode(data), photometric_interpretation


def decode_high_throughput(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    """High throughput without loss, twice as fast; with loss this decoder does not clamp, so the other one is taken."""
    import imagecodecs

    photometric_interpretation = _checked_colour(data, description)
    return imagecodecs.htj2k_decode(data), photometric_interpretation


def _checked_colour(data: bytes, description: FrameDescription) -> str:
    """Check the stream's size; the decoder undoes the stream's own colour transform, whatever the header says of it."""
    header = jpeg2000_header(data)
    check_size(description, header.rows, header.columns, header.samples)
    said = description.photometric_interpretation
    return "RGB" if header.colour_transform or said in ("YBR_ICT", "YBR_RCT") else said
