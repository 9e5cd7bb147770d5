"""How often each value occurs in a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from launcher.frozen import frozen
from viewer.pixels.regions import Statistics, statistics_of, values_in

if TYPE_CHECKING:
    from viewer.pixels.decode import StoredFrame

BINS: Final = 256
LARGEST: Final = 1e30
"""Beyond it, what is computed and drawn with values overflows."""


@frozen
class Histogram:
    """``counts`` (int64, n) of the values between each two of ``edges`` (float64, n + 1), and what they come to."""

    edges: np.ndarray
    counts: np.ndarray
    statistics: Statistics


def histogram_of(frame: StoredFrame) -> Histogram | None:
    """The modality values of a frame, padding left out; ``None`` for colour, if no pixel counts, or beyond ``LARGEST``.

    Whole numbers that are few have a bin each, with the value in its middle; else there are 256 bins of one width.
    """
    if not frame.description.is_grey or frame.is_colour:
        return None
    whole = (0.0, 0.0, float(frame.values.shape[1]), float(frame.values.shape[0]))
    values, _ = values_in(frame, whole)
    if not values.size or np.abs(values).max() > LARGEST:
        return None
    found = statistics_of(frame, whole)
    edges = _edges(values)
    return Histogram(edges, np.histogram(values, edges)[0], found) if found is not None else None


def _edges(values: np.ndarray) -> np.ndarray:
    low, high = values.min(), values.max()
    if low == high:
        around = max(0.5, abs(low) / BINS)  # a number so large that half a step is lost still gets a bin
        return np.array([low - around, high + around])
    if high - low < BINS and np.array_equal(values, np.rint(values)) and abs(low - 0.5) + abs(high + 1) < 2**52:
        return np.arange(low - 0.5, high + 1)
    return np.linspace(low, high, BINS + 1)
