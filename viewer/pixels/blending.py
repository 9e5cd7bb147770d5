"""One picture over another, half transparent: PS3.4 N.2.4."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from launcher.frozen import frozen
from viewer.pixels import voi, windowing

if TYPE_CHECKING:
    from viewer.pixels.decode import StoredFrame

Lines = tuple[tuple[float, float], tuple[float, float]]


def blended(below: StoredFrame, above: StoredFrame, opacity: float, to_above: Lines) -> StoredFrame:
    """RGB of the size of ``below``, each in the first window of its own; where ``above`` has no pixel, ``below`` alone.

    Parameters
    ----------
    opacity
        Of ``above``, from 0 to 1.
    to_above
        From coordinates of ``below`` to those of ``above``, scale and offset, along a row and down a column.
        Between the pixels of ``above`` the colours are interpolated.
    """
    ground, layer = _rgb(below), _rgb(above)
    across, down = (_Line.of(ground.shape[axis], layer.shape[axis], *to_above[1 - axis]) for axis in (1, 0))
    colours = down.sampled(across.sampled(layer.astype(np.float32), 1), 0)
    share = (opacity * (down.is_there[:, None] & across.is_there)[..., None]).astype(np.float32)
    values = (ground + (colours - ground) * share + np.float32(0.5)).astype(np.uint8)
    description = replace(
        below.description, samples_per_pixel=3, photometric_interpretation="RGB", bits_allocated=8, bits_stored=8,
        high_bit=7, pixel_representation=0, windows=(), voi_luts=(), palette=None, pseudo_colours=None,
    )  # fmt: skip
    return replace(below, values=values, description=description, overlays=(), cover=None)


def _rgb(frame: StoredFrame) -> np.ndarray:
    picture = voi.to_uint8(frame, windowing.initial_window(frame))
    return picture if picture.ndim == 3 else np.repeat(picture[..., None], 3, axis=-1)


@frozen
class _Line:
    """Where the pixels of one line fall in another: between ``first`` and ``after``, ``share`` of the way."""

    first: np.ndarray
    after: np.ndarray
    share: np.ndarray
    is_there: np.ndarray

    @classmethod
    def of(cls, count: int, length: int, scale: float, offset: float) -> _Line:
        """The centres of ``count`` pixels in a line of ``length``."""
        found = np.nan_to_num(scale * (np.arange(count) + 0.5) + offset)
        places = np.clip(found - 0.5, 0, length - 1)
        first = np.floor(places).astype(np.intp)
        share = (places - first).astype(np.float32)
        return cls(first, np.minimum(first + 1, length - 1), share, (found >= 0) & (found < length))

    def sampled(self, picture: np.ndarray, axis: int) -> np.ndarray:
        """The picture at these places of an axis."""
        if np.array_equal(self.first, np.arange(picture.shape[axis])) and not self.share.any():
            return picture
        before, after = np.take(picture, self.first, axis), np.take(picture, self.after, axis)
        return before + (after - before) * self.share.reshape((-1, 1) if axis else (-1, 1, 1))
