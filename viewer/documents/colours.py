"""Colours as objects recommend them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

Rgb = tuple[int, int, int]

RGB_OF_XYZ: Final = (
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)
"""From XYZ under D50, the white of the profile connection space, to linear sRGB."""

WHITE: Final = (0.96422, 1.0, 0.82521)

PALETTE: Final[tuple[Rgb, ...]] = (
    (230, 97, 92), (92, 184, 92), (91, 155, 230), (240, 190, 70), (180, 110, 210), (70, 200, 200),
    (240, 140, 60), (200, 120, 160),
)  # fmt: skip
"""For what names no colour."""


def from_cielab(values: Sequence[float], place: int = 0) -> Rgb:
    """A CIELab value of PS3.3 C.10.7.1.1, three words, as sRGB; a colour of the palette where there is none."""
    if len(values) != 3:
        return PALETTE[place % len(PALETTE)]
    lightness, a, b = values[0] / 65535 * 100, values[1] / 65535 * 255 - 128, values[2] / 65535 * 255 - 128
    y = (lightness + 16) / 116
    xyz = [white * _cubed(part) for white, part in zip(WHITE, (y + a / 500, y, y - b / 200), strict=True)]
    red, green, blue = (_gamma(sum(m * v for m, v in zip(row, xyz, strict=True))) for row in RGB_OF_XYZ)
    return red, green, blue


def from_rgb(values: Sequence[float], place: int = 0) -> Rgb:
    """Three numbers from 0 to 255; a colour of the palette where they are none."""
    if len(values) != 3:
        return PALETTE[place % len(PALETTE)]
    red, green, blue = (int(min(max(value, 0), 255)) for value in values)
    return red, green, blue


def _cubed(part: float) -> float:
    return part**3 if part > 6 / 29 else 3 * (6 / 29) ** 2 * (part - 4 / 29)


def _gamma(value: float) -> int:
    value = min(max(value, 0.0), 1.0)
    return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))
