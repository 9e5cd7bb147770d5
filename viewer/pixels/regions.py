"""The values in a part of a frame, counted."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from launcher.frozen import frozen
from viewer.pixels.values import background, modality_values, stored_values

if TYPE_CHECKING:
    from viewer.pixels.decode import StoredFrame

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in image coordinates, (0, 0) being the upper left edge of the first pixel."""


@frozen
class Statistics:
    """Of the pixels whose centres lie in a region; padding and what is no number do not count.

    ``sd`` is that of a sample, with n − 1; ``unit`` that of the modality values. ``padding`` is the number of pixels in
    the region that do not count.
    """

    count: int
    mean: float
    sd: float
    minimum: float
    maximum: float
    unit: str = ""
    padding: int = 0


def statistics_of(frame: StoredFrame, box: Box, elliptic: bool = False) -> Statistics | None:
    """The values in ``box``, or in the ellipse in it; ``None`` for colour, or if no pixel counts."""
    if not frame.description.is_grey or frame.is_colour:
        return None
    values, padding = values_in(frame, box, elliptic)
    if not values.size:
        return None
    sd = float(values.std(ddof=1)) if values.size > 1 else 0.0
    return Statistics(
        values.size, float(values.mean()), sd, float(values.min()), float(values.max()), frame.description.unit, padding
    )


def range_of(frame: StoredFrame, box: Box) -> tuple[float, float] | None:
    """Smallest and largest of the rescaled values, which the window is about; ``None`` as above."""
    plain = replace(frame, description=replace(frame.description, real_world_mapping=None))
    found = statistics_of(plain, box)
    return (found.minimum, found.maximum) if found is not None else None


def values_in(frame: StoredFrame, box: Box, elliptic: bool = False) -> tuple[np.ndarray, int]:
    """The values that count, as float64 of one axis, and how many pixels do not."""
    rows, columns = frame.values.shape[:2]
    left, right = _between(box[0], box[2], columns)
    top, bottom = _between(box[1], box[3], rows)
    part = replace(frame, values=frame.values[top:bottom, left:right], overlays=())
    nowhere = background(stored_values(part.values, part.description), part.description)
    inside = np.ones(part.values.shape, bool)
    if elliptic:
        y, x = np.ogrid[top:bottom, left:right]
        inside &= _in_ellipse(x + 0.5, y + 0.5, box)
    counted = inside if nowhere is None else inside & ~nowhere
    return modality_values(part)[counted], int(inside.sum() - counted.sum())


def _between(low: float, high: float, count: int) -> tuple[int, int]:
    """The pixels whose centres lie between two edges, as a range."""
    return max(0, min(math.ceil(low - 0.5), count)), max(0, min(math.ceil(high - 0.5), count))


def _in_ellipse(x: np.ndarray, y: np.ndarray, box: Box) -> np.ndarray:
    left, top, right, bottom = box
    a, b = max((right - left) / 2, 1e-9), max((bottom - top) / 2, 1e-9)
    inside: np.ndarray = ((x - (left + right) / 2) / a) ** 2 + ((y - (top + bottom) / 2) / b) ** 2 <= 1.0
    return inside
