"""Frames of a few values."""

from __future__ import annotations

from typing import Any

import numpy as np

from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import FrameDescription


def frame(values: Any, dtype: str = "u2", **described: Any) -> StoredFrame:
    """A frame of these values; ``described`` are further fields of its description."""
    array = np.atleast_2d(np.array(values, dtype))
    bits = 8 * array.itemsize
    said = {
        "rows": array.shape[0],
        "columns": array.shape[1],
        "bits_allocated": bits,
        "bits_stored": bits,
        "pixel_representation": int(array.dtype.kind == "i"),
    } | described
    return StoredFrame(array, FrameDescription(high_bit=said["bits_stored"] - 1, **said))
