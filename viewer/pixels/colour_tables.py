"""Colours for grey images: the well-known palettes of PS3.6 annex B, and a rainbow."""

from __future__ import annotations

import colorsys
from functools import cache
from typing import Final

import numpy as np

WELL_KNOWN: Final = "1.2.840.10008.1.5."
PALETTES: Final = {
    "hot-iron": ("Hot iron", "1"), "pet": ("PET", "2"), "hot-metal-blue": ("Hot metal blue", "3"),
    "pet-20": ("PET, 20 steps", "4"), "spring": ("Spring", "5"), "summer": ("Summer", "6"), "fall": ("Fall", "7"),
    "winter": ("Winter", "8"), "rainbow": ("Rainbow", ""),
}  # fmt: skip
"""Name → label, and the end of the palette's UID."""


def coloured(pixels: np.ndarray, name: str) -> np.ndarray:
    """A grey picture in colours; ``pixels`` and result are 0xffRRGGBB, uint32."""
    return table(name)[pixels & 0xFF]


@cache
def table(name: str) -> np.ndarray:
    """256 colours from black to white, 0xffRRGGBB, uint32."""
    end = PALETTES[name][1]
    red, green, blue = (_well_known(WELL_KNOWN + end) if end else _rainbow()).astype(np.uint32).T
    return np.uint32(0xFF000000) | red << 16 | green << 8 | blue


def _well_known(uid: str) -> np.ndarray:
    from pydicom.pixels.processing import apply_color_lut

    return apply_color_lut(np.arange(256, dtype=np.uint8), palette=uid)


def _rainbow() -> np.ndarray:
    """From blue to red."""
    colours = [colorsys.hsv_to_rgb((1 - grey / 255) * 2 / 3, 1.0, 1.0) for grey in range(256)]
    return (np.array(colours) * 255).round()
