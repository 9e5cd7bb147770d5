"""Colour tables: PS3.3 C.7.6.3.1.5 for whole palettes, C.7.6.19 for those of some values only, C.7.9.2 for segments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from viewer.pixels.attributes import FrameAttributes
from viewer.pixels.luts import Lut, looked_up, read_lut, words

COLOURS: Final = ("Red", "Green", "Blue")
MOST_ENTRIES: Final = 1 << 16
ROUNDING: Final = 1e-6  # of an entry
DISCRETE, LINEAR, INDIRECT = range(3)


@dataclass(frozen=True, eq=False)
class Palette:
    """Stored values to red, green and blue; a supplemental one leaves values below ``red.first_mapped`` grey."""

    red: Lut
    green: Lut
    blue: Lut
    is_supplemental: bool = False

    def colours(self, stored: np.ndarray) -> np.ndarray:
        """RGB of stored values, uint8 with a last axis of three: the high byte of entries of 16 bits."""
        tables = self.red, self.green, self.blue
        shift = 8 if max(int(lut.data.max()) for lut in tables) > 0xFF else 0  # some fill the low bytes only
        return np.stack([looked_up(stored, lut) >> shift for lut in tables], axis=-1).astype(np.uint8)

    def ranged(self, shares: np.ndarray) -> np.ndarray:
        """RGB of what lies between 0, the first entry, and 1, the last: a palette behind a window."""
        places = np.floor(shares * (len(self.red.data) - 1) + ROUNDING)
        return self.colours(self.red.first_mapped + places)

    def painted(self, levels: np.ndarray, stored: np.ndarray) -> np.ndarray:
        """Grey levels as RGB, with the colours of those values that a supplemental palette is for."""
        coloured = stored >= self.red.first_mapped
        return np.where(coloured[..., None], self.colours(stored), levels[..., None])


def read_palette(attributes: FrameAttributes, photometric_interpretation: str, signed: bool) -> Palette | None:
    """The palette that applies to an image; ``None`` where it has none, or one of its tables is damaged."""
    is_supplemental = photometric_interpretation != "PALETTE COLOR"
    if is_supplemental and attributes.text("PixelPresentation") not in ("COLOR", "MIXED"):
        return None
    red, green, blue = (_read_colour(attributes, colour, signed) for colour in COLOURS)
    return Palette(red, green, blue, is_supplemental) if red and green and blue else None


def _read_colour(attributes: FrameAttributes, colour: str, signed: bool) -> Lut | None:
    descriptor = attributes.numbers(f"{colour}PaletteColorLookupTableDescriptor")
    data = attributes.value(f"{colour}PaletteColorLookupTableData")
    segments = attributes.value(f"Segmented{colour}PaletteColorLookupTableData")
    if data is None and segments is not None and len(descriptor) == 3:
        entries = expanded(np.frombuffer(words(segments), "<u2" if descriptor[2] > 8 else np.uint8))
        descriptor, data = [len(entries) & 0xFFFF, *descriptor[1:]], entries.tobytes()
    return read_lut(descriptor, data, signed)


def expanded(segments: np.ndarray) -> np.ndarray:
    """The entries that segments stand for, uint16; what is damaged ends the table.

    Parameters
    ----------
    segments
        uint8 or uint16, as wide as the entries.
    """
    entries: list[int] = []
    _expand(segments, 0, len(segments), entries, may_refer=True)
    return np.array(entries[:MOST_ENTRIES], np.uint16)


def _expand(segments: np.ndarray, at: int, count: int, entries: list[int], may_refer: bool) -> None:
    """Append what up to ``count`` segments, the first of them at ``at``, stand for."""
    for _ in range(count):
        if at + 2 >= len(segments) or len(entries) >= MOST_ENTRIES:
            return
        kind, length = int(segments[at]), int(segments[at + 1])
        at += 2
        if kind == DISCRETE:
            entries += segments[at : at + length].tolist()
            at += length
        elif kind == LINEAR and entries:
            ramp = np.linspace(entries[-1], int(segments[at]), length + 1)[1:]
            entries += np.round(ramp).astype(int).tolist()
            at += 1
        elif kind == INDIRECT and may_refer:
            octets = segments[at : at + 4 // segments.itemsize].tobytes()
            _expand(segments, int.from_bytes(octets, "little") // segments.itemsize, length, entries, may_refer=False)
            at += len(octets) // segments.itemsize
        else:
            return
