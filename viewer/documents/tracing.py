"""How waveforms lie on paper: leads in rows and columns, at so many millimetres per second and per unit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal

import numpy as np

from launcher.frozen import frozen
from viewer.documents.waveform import Channel, Group

Arrangement = Literal["rows", "3x4"]

SPEEDS: Final = (12.5, 25.0, 50.0, 100.0)
"""Millimetres per second."""

GAINS: Final = (2.5, 5.0, 10.0, 20.0, 40.0)
"""Millimetres per millivolt."""

STRIP_MM: Final = 25.0
"""The height of a row: 5 mm of grid, five times."""

MARGIN_MM: Final = 10.0
"""Around the tracings: room for the names of the leads and the calibration pulse."""

TWELVE: Final = ("I", "aVR", "V1", "V4", "II", "aVL", "V2", "V5", "III", "aVF", "V3", "V6")
"""The leads of 3 rows of 4, row by row."""


@frozen
class Strip:
    """A piece of one channel: samples from ``start`` to ``stop``; its baseline begins at (``x_mm``, ``y_mm``).

    ``gain`` is in millimetres per unit of the channel; values are measured from ``offset``.
    """

    channel: Channel
    start: int
    stop: int
    x_mm: float
    y_mm: float
    gain: float
    offset: float = 0.0

    def points(self, mm_per_sample: float) -> tuple[np.ndarray, np.ndarray]:
        """X and y of each sample on paper, float64 (samples,), mm; y is no number where there is no sample."""
        values = self.channel.values[self.start : self.stop]
        return (
            self.x_mm + np.arange(len(values)) * mm_per_sample,
            self.y_mm - (values.astype(np.float64) - self.offset) * self.gain,
        )


@frozen
class Tracing:
    """A sheet: the strips, and its size in mm."""

    strips: tuple[Strip, ...]
    width_mm: float
    height_mm: float
    mm_per_sample: float


def has_twelve(group: Group) -> bool:
    """Whether a group has the twelve standard leads."""
    return set(TWELVE) <= {_short(channel) for channel in group.channels}


def traced(group: Group, speed: float, gain: float, arrangement: Arrangement) -> Tracing:
    """Lay out a group.

    Parameters
    ----------
    speed
        Millimetres per second.
    gain
        Millimetres per millivolt; what is no voltage fills its row.
    arrangement
        ``rows``: each channel in full, one below another. ``3x4``: a quarter of the time of each of the twelve leads,
        and lead II in full below.
    """
    step = speed / group.frequency
    rows = _rows_of_twelve(group) if arrangement == "3x4" and has_twelve(group) else [[c] for c in group.channels]
    strips, longest = [], 0.0
    for place, row in enumerate(rows):
        y = MARGIN_MM + (place + 0.5) * STRIP_MM
        width = max(len(channel.values) for channel in row) // len(row)
        for column, channel in enumerate(row):
            start = column * width
            stop = start + width if len(row) > 1 else len(channel.values)
            strips.append(_strip(channel, start, stop, MARGIN_MM + start * step, y, gain))
            longest = max(longest, stop * step)
    return Tracing(tuple(strips), longest + 2 * MARGIN_MM, len(rows) * STRIP_MM + 2 * MARGIN_MM, step)


def _strip(channel: Channel, start: int, stop: int, x: float, y: float, gain: float) -> Strip:
    if channel.is_voltage:
        return Strip(channel, start, stop, x, y, gain)
    low, high = _extent(channel.values)
    return Strip(channel, start, stop, x, y, 0.9 * STRIP_MM / ((high - low) or 1.0), (low + high) / 2)


def _extent(values: np.ndarray) -> tuple[float, float]:
    known = values[np.isfinite(values)]
    return (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)


def scale_of(strip: Strip) -> str:
    """How a channel that is no voltage is scaled: ``20 mmHg / cm``."""
    return "" if strip.channel.is_voltage else f"{_rounded(10 / strip.gain)} {strip.channel.unit} / cm"


def _rounded(value: float) -> str:
    digits = 2 - math.floor(math.log10(value)) if value > 0 else 0
    return f"{round(value, digits):g}"


def _rows_of_twelve(group: Group) -> list[Sequence[Channel]]:
    by_name = {_short(channel): channel for channel in group.channels}
    leads = [by_name[name] for name in TWELVE]
    return [leads[0:4], leads[4:8], leads[8:12], [by_name["II"]]]


def _short(channel: Channel) -> str:
    """A lead's name without what some writers put around it: ``aVR`` of ``Lead aVR (Einthoven)``."""
    return channel.name.removeprefix("Lead ").partition(" (")[0].strip()
