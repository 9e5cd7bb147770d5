"""One picture over another, half transparent: PS3.4 N.2.4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from viewer.pixels import voi

if TYPE_CHECKING:
    from viewer.pixels.decode import StoredFrame


def blended(below: StoredFrame, above: StoredFrame, opacity: float, to_above: Sequence[float]) -> StoredFrame:
    """RGB of the size of ``below``, each in the first window of its own; where ``above`` has no pixel, ``below`` alone.

    Parameters
    ----------
    opacity
        Of ``above``, from 0 to 1.
    to_above
        From pixel coordinates of ``below`` to those of ``above``, as a ``geometry.Affine``; between its pixels the
        colours are interpolated.
    """
    ground, layer = _rgb(below), _rgb(above)
    rows, columns = ground.shape[:2]
    colours, is_there = _sampled(layer, rows, columns, to_above)
    share = np.where(is_there, opacity, 0.0)[..., None]
    values = np.floor(colours * share + ground * (1 - share) + 0.5).astype(np.uint8)
    description = replace(
        below.description, samples_per_pixel=3, photometric_interpretation="RGB", bits_allocated=8, bits_stored=8,
        high_bit=7, pixel_representation=0, windows=(), voi_luts=(), palette=None, pseudo_colours=None,
    )  # fmt: skip
    return replace(below, values=values, description=description, overlays=(), cover=None)


def _rgb(frame: StoredFrame) -> np.ndarray:
    picture = voi.to_uint8(frame, voi.initial_window(frame))
    return picture if picture.ndim == 3 else np.repeat(picture[..., None], 3, axis=-1)


def _sampled(layer: np.ndarray, rows: int, columns: int, affine: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Its colours at the centres of the other picture's pixels, and where it has any."""
    xx, xy, yx, yy, x0, y0 = affine
    y, x = np.arange(rows)[:, None] + 0.5, np.arange(columns)[None] + 0.5
    across, down = xx * x + yx * y + x0, xy * x + yy * y + y0
    height, width = layer.shape[:2]
    is_there = (across >= 0) & (across < width) & (down >= 0) & (down < height)
    left, right, aside = _between(across, width)
    top, bottom, below = _between(down, height)
    upper = layer[top, left] * (1 - aside) + layer[top, right] * aside
    lower = layer[bottom, left] * (1 - aside) + layer[bottom, right] * aside
    return upper * (1 - below) + lower * below, is_there


def _between(coordinates: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The pixels on both sides of coordinates, and how far on the way from one to the other these are."""
    places = np.clip(np.nan_to_num(coordinates) - 0.5, 0, count - 1)  # a spacing of next to nothing
    first = np.floor(places).astype(np.intp)
    return first, np.minimum(first + 1, count - 1), (places - first)[..., None]
