"""From stored values to what the screen shows: PS3.3 C.11, from the modality LUT to the polarity, and palettes.

For integers of up to 16 bits all of it is one table with an entry for every stored word, made once per window;
other values take the same steps pixel by pixel. ``windowing`` chooses the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from viewer.pixels.description import FrameDescription, Voi, VoiWindow
from viewer.pixels.luts import Lut, looked_up
from viewer.pixels.values import background, rescaled, stored_values

if TYPE_CHECKING:
    from viewer.pixels.decode import StoredFrame

BLOCK = 1 << 17  # pixels that are looked up at a time: their temporaries stay in the processor's cache
PART = 1 << 13  # entries of a table that are made at a time: their temporaries need no fresh pages of memory


def grey_levels(values: np.ndarray, voi: Voi) -> np.ndarray:
    """Map modality values to grey, uint8, PS3.3 C.11.2.1; fractions are cut, as dcmtk does."""
    return (_shares(values, voi) * 255.0).astype(np.uint8)


def _shares(values: np.ndarray, voi: Voi) -> np.ndarray:
    """From 0, the darkest, to 1, the brightest."""
    shares = _lut_shares(values, voi) if isinstance(voi, Lut) else _window_shares(values, voi)
    return np.clip(shares, 0.0, 1.0, out=shares)


def _presented(shares: np.ndarray, lut: Lut) -> np.ndarray:
    """What a Presentation LUT makes of the VOI transformation's output, uint8: PS3.3 C.11.4."""
    places = (shares * (len(lut.data) - 1)).astype(np.intp)
    return (lut.data[places] * (255.0 / (2**lut.bits - 1))).clip(0, 255).astype(np.uint8)


def _window_shares(values: np.ndarray, window: VoiWindow) -> np.ndarray:
    """Where values lie in the window, 0 to 1 inside it."""
    center, width = window.center, window.width
    if window.function == "SIGMOID":
        return 1.0 / (1.0 + np.exp(np.clip(-4.0 * (values - center) / width, -50.0, 50.0)))
    if window.function == "LINEAR_EXACT" or width < 1.0:
        return (values - center) / width + 0.5
    if width == 1.0:
        return (values > center - 0.5).astype(np.float64)
    return (values - (center - 0.5)) / (width - 1.0) + 0.5


def _lut_shares(values: np.ndarray, lut: Lut) -> np.ndarray:
    largest = max(2**lut.bits - 1, int(lut.data.max()) if lut.bits < 16 else 0)
    return looked_up(values, lut) / float(largest)


def _levels(words: np.ndarray, description: FrameDescription, voi: Voi, inverted: bool) -> np.ndarray:
    """All steps in order: uint8, of the shape of ``words``, with a last axis of three for a palette."""
    stored = stored_values(words, description)
    if not description.is_grey:
        assert description.palette is not None
        levels = description.palette.colours(stored)
        return 255 - levels if inverted else levels
    nowhere = background(stored, description)
    if nowhere is not None:
        stored = np.where(nowhere, stored.dtype.type(0), stored)
    values, table = rescaled(stored, description), description.presentation_lut
    if description.pseudo_colours is not None:
        levels = description.pseudo_colours.ranged(_shares(values, voi))
        if nowhere is not None:
            levels[nowhere] = 0
        return 255 - levels if inverted else levels
    levels = grey_levels(values, voi) if table is None else _presented(_shares(values, voi), table)
    if _is_inverse(description):
        levels = 255 - levels
    if nowhere is not None:
        levels[nowhere] = 0
    if description.palette is not None:
        levels = description.palette.painted(levels, stored)
    return 255 - levels if inverted else levels


def _is_inverse(description: FrameDescription) -> bool:
    """The polarity: a Presentation LUT Shape decides where there is one, PS3.3 C.11.6."""
    if description.presentation_lut_shape in ("IDENTITY", "INVERSE"):
        return description.presentation_lut_shape == "INVERSE"
    return description.photometric_interpretation == "MONOCHROME1"


def display_table(description: FrameDescription, voi: Voi, inverted: bool = False) -> np.ndarray:
    """From stored word to screen, all steps in one table.

    Returns
    -------
    numpy.ndarray of uint32
        0xffRRGGBB for every word: 65,536 entries, or 256 for 8 bits allocated; to be indexed by ``StoredFrame.words``.
    """
    used = description.high_bit + 1  # bits above decide nothing, so the table repeats itself
    table = np.empty((1 << (description.bits_allocated - used), 1 << used), np.uint32)
    for start in range(0, 1 << used, PART):
        words = np.arange(start, min(start + PART, 1 << used), dtype=f"u{description.bits_allocated // 8}")
        levels = _levels(words, description, voi, inverted)
        table[:, start : start + PART] = _packed(levels, description.is_coloured)
    return table.reshape(-1)


def to_rgb32(frame: StoredFrame, voi: Voi, inverted: bool = False, out: np.ndarray | None = None) -> np.ndarray:
    """The picture as (rows, columns) uint32, 0xffRRGGBB: what Qt calls RGB32.

    Where a table does it, the picture is written to ``out`` if that has its shape: fresh memory costs as much again.
    """
    if frame.is_colour:
        return _packed(255 - frame.values if inverted else frame.values, colour=True)
    if frame.has_table:
        return taken(display_table(frame.description, voi, inverted), frame.words, out)
    levels = _levels(frame.values, frame.description, voi, inverted)
    return _packed(levels, colour=frame.description.is_coloured)


def taken(table: np.ndarray, words: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """``table[words]``, of the shape of ``words`` and the type of ``table``.

    It is several times faster than indexing, and lets other threads run.
    """
    flat = np.ascontiguousarray(words).reshape(-1)
    if out is None or out.shape != words.shape:
        out = np.empty(words.shape, table.dtype)
    target = out.reshape(-1)
    for start in range(0, flat.size, BLOCK):
        np.take(table, flat[start : start + BLOCK], out=target[start : start + BLOCK], mode="clip")
    return out


def to_uint8(frame: StoredFrame, voi: Voi, inverted: bool = False) -> np.ndarray:
    """The picture as uint8, (rows, columns) grey or (rows, columns, 3) RGB."""
    packed = to_rgb32(frame, voi, inverted)
    if not frame.description.is_coloured:
        return (packed & 0xFF).astype(np.uint8)
    return np.stack([packed >> 16 & 0xFF, packed >> 8 & 0xFF, packed & 0xFF], axis=-1).astype(np.uint8)


def _packed(levels: np.ndarray, colour: bool) -> np.ndarray:
    wide = levels.astype(np.uint32)
    if colour:
        return wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2] | np.uint32(0xFF000000)
    return wide * np.uint32(0x010101) | np.uint32(0xFF000000)
