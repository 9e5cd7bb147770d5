"""JPEG XL streams: ISO 18181-1 and -2."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from viewer.pixels.streams.size import check_size
from viewer.words import tr

if TYPE_CHECKING:
    from viewer.pixels.description import FrameDescription

LOSSLESS: Final = "1.2.840.10008.1.2.4.110"
SIGNATURE: Final = b"\xff\x0a"
RATIOS: Final = (None, *map(Fraction, ("1", "6/5", "4/3", "3/2", "16/9", "5/4", "2")))  # of columns to rows


def decode_jpeg_xl(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    """Without loss, with loss, or a JPEG stream packed anew; colour that the stream transformed comes as RGB."""
    import imagecodecs

    check_size(description, *jpeg_xl_size(data))
    values, said = imagecodecs.jpegxl_decode(data, numthreads=1), description.photometric_interpretation
    transformed = values.ndim == 3 and not (description.transfer_syntax_uid == LOSSLESS and said == "YBR_FULL")
    return values, "RGB" if transformed else said


def jpeg_xl_size(data: bytes) -> tuple[int, int]:
    """Rows and columns as the start of a code stream says, bare or in a container (ISO 18181-1 D.2).

    Raises
    ------
    ValueError
        There is no such start.
    """
    bits = _Bits(_code_stream(data)[2:16])
    small = bits.take(1)
    rows = _extent(bits, small)
    ratio = RATIOS[bits.take(3)]
    return rows, _extent(bits, small) if ratio is None else int(rows * ratio)


def _code_stream(data: bytes) -> bytes:
    """Where the code stream begins, or its first part."""
    whole, part = data.find(b"jxlc", 0, 1 << 16), data.find(b"jxlp", 0, 1 << 16)
    start = whole + 4 if whole >= 0 else part + 8 if part >= 0 else 0
    stream = data[start : start + 64]
    if not stream.startswith(SIGNATURE):
        raise ValueError(tr("the JPEG XL stream has no header"))
    return stream


def _extent(bits: _Bits, small: int) -> int:
    if small:
        return 8 * (bits.take(5) + 1)
    return bits.take((9, 13, 18, 30)[bits.take(2)]) + 1


class _Bits:
    """Bits in the order of the standard, the least significant of each byte first."""

    def __init__(self, data: bytes) -> None:
        self._left = int.from_bytes(data, "little")

    def take(self, count: int) -> int:
        taken = self._left & (1 << count) - 1
        self._left >>= count
        return taken
