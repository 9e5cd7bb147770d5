"""Transfer syntaxes that can be written: frames of stored words to the bytes of a file, PS3.5 8.2 and annex A."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from launcher.errors import WetreadError

RLE: Final = "1.2.840.10008.1.2.5"


@dataclass(frozen=True)
class Syntax:
    """One of them. ``encode`` makes one frame's bytes; ``None`` where frames stand as they are.

    Its arguments are the words, Bits Stored, the quality of what loses something, and whether the words are RGB.
    ``method`` is the defined term of Lossy Image Compression Method for one that loses something, ``rgb`` the
    Photometric Interpretation that RGB gets by the colour transform of the codec, PS3.5 8.2.1 and 8.2.4.
    """

    name: str
    uid: str
    encode: Callable[[np.ndarray, int, int, bool], bytes] | None = None
    method: str = ""
    rgb: str = "RGB"

    @property
    def is_implicit(self) -> bool:
        """Whether elements do not say their VR."""
        return self.uid == "1.2.840.10008.1.2"


def _jpeg_2000(words: np.ndarray, bits: int, quality: int, rgb: bool) -> bytes:
    import imagecodecs

    return bytes(imagecodecs.jpeg2k_encode(words, codecformat="j2k", reversible=True, level=0, mct=rgb))


def _jpeg_2000_lossy(words: np.ndarray, bits: int, quality: int, rgb: bool) -> bytes:
    import imagecodecs

    level = round(20 + 0.4 * quality + _headroom(words))  # a peak signal to noise ratio, decibels
    return bytes(imagecodecs.jpeg2k_encode(words, codecformat="j2k", reversible=False, level=level, mct=rgb))


def _headroom(words: np.ndarray) -> float:
    """Decibels by which what the words can hold is more than what they do: the codec's peak is the former.

    Without it, a CT of 12 bits in words of 16 would lose as much as if it had used all of them.
    """
    used = max(float(words.max()) - float(words.min()), 1.0)
    return 20 * math.log10((2 ** (8 * words.itemsize) - 1) / used)


def _jpeg_ls(words: np.ndarray, bits: int, quality: int, rgb: bool) -> bytes:
    import imagecodecs

    return bytes(imagecodecs.jpegls_encode(words.view(f"u{words.itemsize}")))


def _jpeg(words: np.ndarray, bits: int, quality: int, rgb: bool) -> bytes:
    import imagecodecs

    if words.dtype != np.uint8:
        raise WetreadError("JPEG holds 8 bits a sample", f"the image has {bits}", "Choose jpeg2000-lossy.")
    return bytes(imagecodecs.jpeg8_encode(words, level=quality, subsampling="422"))


def _rle(words: np.ndarray, bits: int, quality: int, rgb: bool) -> bytes:
    from pydicom.pixels.encoders.base import get_encoder

    if words.itemsize > 2:
        raise WetreadError("RLE is written for up to 16 bits a sample", f"the image has {bits}", "Choose deflated.")
    colour = words.ndim == 3
    return get_encoder(RLE).encode(
        words, rows=words.shape[0], columns=words.shape[1], samples_per_pixel=words.shape[2] if colour else 1,
        number_of_frames=1, bits_allocated=8 * words.itemsize, bits_stored=8 * words.itemsize,
        pixel_representation=int(words.dtype.kind == "i"), planar_configuration=0,
        photometric_interpretation="RGB" if colour else "MONOCHROME2",
    )  # fmt: skip


SYNTAXES: Final[dict[str, Syntax]] = {
    syntax.name: syntax
    for syntax in (
        Syntax("explicit", "1.2.840.10008.1.2.1"),
        Syntax("implicit", "1.2.840.10008.1.2"),
        Syntax("deflated", "1.2.840.10008.1.2.1.99"),
        Syntax("rle", RLE, _rle),
        Syntax("jpeg-ls", "1.2.840.10008.1.2.4.80", _jpeg_ls),
        Syntax("jpeg2000", "1.2.840.10008.1.2.4.90", _jpeg_2000, rgb="YBR_RCT"),
        Syntax("jpeg-lossy", "1.2.840.10008.1.2.4.50", _jpeg, "ISO_10918_1", "YBR_FULL_422"),
        Syntax("jpeg2000-lossy", "1.2.840.10008.1.2.4.91", _jpeg_2000_lossy, "ISO_15444_1", "YBR_ICT"),
    )
}
"""By the name that users give."""
