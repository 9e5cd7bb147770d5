"""Mask subtraction, PS3.3 C.7.6.10 and C.11.13: what has changed since the frames before the contrast agent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from launcher.frozen import frozen
from viewer.pixels.values import rescaled, stored_values

if TYPE_CHECKING:
    from viewer.pixels.attributes import FrameAttributes
    from viewer.pixels.decode import StoredFrame

MOST_MASKS: Final = 32
"""Frames that are averaged to one mask."""


@frozen
class Subtraction:
    """The mask is the mean of ``mask_frame_numbers`` (from 1), or else the frame ``tid_offset`` before.

    ``shift`` moves the mask by so many rows down and columns to the right.
    """

    mask_frame_numbers: tuple[int, ...] = ()
    tid_offset: int = 0
    shift: tuple[float, float] = (0.0, 0.0)

    def masks(self, frame_index: int) -> tuple[int, ...]:
        """The frames, from 0, that are the mask of a frame; none if it is shown as it is."""
        if self.mask_frame_numbers:
            return tuple(number - 1 for number in self.mask_frame_numbers)
        before = frame_index - self.tid_offset
        return (before,) if self.tid_offset and before >= 0 else ()

    def subtracted(self, frame: StoredFrame, masks: Sequence[StoredFrame]) -> StoredFrame:
        """The frame less its mask, in the units of the window: 0 where nothing has changed."""
        mask = np.mean([_measured(found) for found in masks], axis=0)
        difference = np.rint(_measured(frame) - _moved(mask, *self.shift))
        signed = np.clip(difference, -(1 << 15), (1 << 15) - 1).astype(np.int16)
        identity = replace(
            frame.description, bits_allocated=16, bits_stored=16, high_bit=15, pixel_representation=1,
            pixel_padding=None, rescale_slope=1.0, rescale_intercept=0.0, modality_lut=None,
        )  # fmt: skip
        return replace(frame, values=signed, description=identity)


def read_subtraction(item: FrameAttributes) -> Subtraction | None:
    """What an item of the Mask Subtraction Sequence says; ``None`` if it names no operation that is known."""
    shift = item.numbers("MaskSubPixelShift")
    moved = (shift[0], shift[1]) if len(shift) == 2 else (0.0, 0.0)
    if item.text("MaskOperation") == "TID":
        return Subtraction(tid_offset=item.integer("TIDOffset", 1), shift=moved)
    numbers = tuple(int(number) for number in item.numbers("MaskFrameNumbers")[:MOST_MASKS] if number >= 1)
    known = item.text("MaskOperation") == "AVG_SUB" and numbers
    return Subtraction(numbers, shift=moved) if known else None


def _measured(frame: StoredFrame) -> np.ndarray:
    return rescaled(stored_values(frame.values, frame.description), frame.description)


def _moved(values: np.ndarray, down: float, right: float) -> np.ndarray:
    """Shifted, also by parts of a pixel; the edge goes on as it is."""
    for axis, distance in enumerate((down, right)):
        if distance:
            count = values.shape[axis]
            places = np.clip(np.arange(count) - distance, 0, count - 1)
            low = np.floor(places).astype(np.intp)
            share = (places - low).reshape((-1, 1) if axis == 0 else (1, -1))
            after = np.take(values, np.minimum(low + 1, count - 1), axis)
            values = np.take(values, low, axis) * (1 - share) + after * share
    return values
