"""Colour samples to the RGB of the screen: PS3.3 C.7.6.3.1.2."""

from __future__ import annotations

import numpy as np

_FULL = ((1.0, 0.0, 1.402), (1.0, -0.344136, -0.714136), (1.0, 1.772, 0.0))
_PARTIAL = ((1.1644, 0.0, 1.5960), (1.1644, -0.3917, -0.8130), (1.1644, 2.0173, 0.0))
_YBR = {
    "YBR_FULL": (_FULL, (0.0, 128.0, 128.0)),
    "YBR_FULL_422": (_FULL, (0.0, 128.0, 128.0)),
    "YBR_PARTIAL_422": (_PARTIAL, (16.0, 128.0, 128.0)),
    "YBR_PARTIAL_420": (_PARTIAL, (16.0, 128.0, 128.0)),
}
"""Photometric interpretation → matrix and what is subtracted first, for samples of 8 bits."""


def to_rgb8(samples: np.ndarray, photometric_interpretation: str, bits_stored: int) -> np.ndarray:
    """RGB or YBR samples of any unsigned type, (rows, columns, 3), as uint8 RGB."""
    eight = _to_8_bits(samples, bits_stored)
    if photometric_interpretation not in _YBR:
        return eight
    return _converted(eight, *_YBR[photometric_interpretation])


def _to_8_bits(samples: np.ndarray, bits_stored: int) -> np.ndarray:
    if samples.dtype == np.uint8 and bits_stored == 8:
        return np.ascontiguousarray(samples)
    largest = float(2**bits_stored - 1)
    return (samples.clip(0, largest) * (255.0 / largest) + 0.5).astype(np.uint8)


def _converted(samples: np.ndarray, matrix: tuple[tuple[float, ...], ...], offset: tuple[float, ...]) -> np.ndarray:
    centred = samples.astype(np.float32) - np.array(offset, np.float32)
    rgb = centred @ np.array(matrix, np.float32).T
    return np.clip(rgb + 0.5, 0, 255, out=rgb).astype(np.uint8)
