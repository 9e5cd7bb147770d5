"""How often each value occurs in a frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from viewer.pixels.regions import Statistics, statistics_of, values_in

if TYPE_CHECKING:
    from viewer.pixels.decode import StoredFrame

BINS: Final = 256


@dataclass(frozen=True)
class Histogram:
    """``counts`` (int64, n) of the values between each two of ``edges`` (float64, n + 1), and what they come to."""

    edges: np.ndarray
    counts: np.ndarray
    statistics: Statistics


def histogram_of(frame: StoredFrame) -> Histogram | None:
    """The modality values of a frame, padding left out; ``None`` for colour, or if no pixel counts.

    Whole numbers that are few have a bin each, with the value in its middle; else there are 256 bins of one width.
    """
    whole = (0.0, 0.0, float(frame.values.shape[1]), float(frame.values.shape[0]))
    found = statistics_of(frame, whole)
    if found is None:
        return None
    values, _ = values_in(frame, whole)
    low, high = found.minimum, found.maximum
    if high - low < BINS and np.array_equal(values, np.rint(values)):
        edges = np.arange(low - 0.5, high + 1)
    else:
        edges = np.linspace(low, high, BINS + 1)
    return Histogram(edges, np.histogram(values, edges)[0], found)
