"""Mask subtraction, PS3.3 C.7.6.10: what has changed since the frames before the contrast agent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from launcher.frozen import frozen
from viewer.pixels.shutters import MOST_VERTICES, inside
from viewer.pixels.values import rescaled, stored_values

if TYPE_CHECKING:
    from viewer.pixels.attributes import FrameAttributes
    from viewer.pixels.decode import StoredFrame

MOST_FRAMES: Final = 32
"""Frames that are averaged."""


@frozen
class Shift:
    """So many rows down and columns to the left, PS3.3 C.7.6.10.1.2, within ``polygon``, or else everywhere.

    The polygon's corners are (row, column) from 1.
    """

    down: float
    left: float
    polygon: tuple[tuple[float, float], ...] = ()


@frozen
class Subtraction:
    """The mask is the mean of ``mask_frame_numbers`` (from 1), or else the frame ``tid_offset`` before.

    ``reversed_from`` is the frame number from which on masks go back as frames go on (REV_TID), ``averaged`` the number
    of frames, from the shown one on, whose mean the mask is taken from, ``weight`` how much of the mask is taken off.
    Of ``shifts`` of the mask the last that holds a pixel counts.
    """

    mask_frame_numbers: tuple[int, ...] = ()
    tid_offset: int = 0
    reversed_from: int = 0
    averaged: int = 1
    shifts: tuple[Shift, ...] = ()
    weight: float = 1.0

    def masks(self, frame_index: int, count: int) -> tuple[int, ...]:
        """The frames, from 0, that are the mask of one of ``count`` frames; none if it is shown as it is."""
        if frame_index + self.averaged > count:
            return ()
        masks = tuple(number - 1 for number in self.mask_frame_numbers) or (self._before(frame_index),)
        return masks if all(0 <= mask < count for mask in masks) else ()

    def _before(self, frame_index: int) -> int:
        gone = frame_index + 1 - self.reversed_from if self.reversed_from else 0
        return frame_index - self.tid_offset - 2 * gone

    def needed(self, frame_index: int, count: int) -> tuple[int, ...]:
        """The frames, from 0, that must be at hand beside that one of ``count``."""
        masks = self.masks(frame_index, count)
        further = range(frame_index + 1, frame_index + self.averaged) if masks else ()
        return tuple(dict.fromkeys((*masks, *further)))

    def subtracted(self, frame_index: int, frames: Mapping[int, StoredFrame]) -> StoredFrame:
        """That frame less its mask, in the units of the window: 0 where nothing has changed.

        ``frames`` are that one and those that are ``needed``.
        """
        frame, masks = frames[frame_index], self.masks(frame_index, max(frames) + 1)
        contrast = _mean([frames[index] for index in range(frame_index, frame_index + self.averaged)])
        mask = _moved(_mean([frames[index] for index in masks]), self.shifts)
        return _signed(frame, np.rint(contrast - self.weight * mask))


def read_subtraction(item: FrameAttributes) -> Subtraction | None:
    """What an item of the Mask Subtraction Sequence says; ``None`` if it names no operation that is known."""
    operation, offset = item.text("MaskOperation"), item.integer("TIDOffset", 1)
    averaged = min(max(item.integer("ContrastFrameAveraging", 1), 1), MOST_FRAMES)
    first = next(iter(ranges(item.numbers("ApplicableFrameRange"))), (0, 0))[0]
    numbers = tuple(int(number) for number in item.numbers("MaskFrameNumbers")[:MOST_FRAMES])
    shift = read_shift(item)
    common = Subtraction(shifts=(shift,) if shift is not None else ())
    if operation == "TID":
        return replace(common, tid_offset=offset)
    if operation == "REV_TID" and first:
        return replace(common, tid_offset=offset, reversed_from=first)
    if operation == "AVG_SUB" and numbers:
        return replace(common, mask_frame_numbers=numbers, averaged=averaged)
    return None


def read_shift(item: FrameAttributes) -> Shift | None:
    """The shift of a mask, or of a region of it."""
    shift, corners = item.numbers("MaskSubPixelShift"), item.numbers("VerticesOfTheRegion")[: 2 * MOST_VERTICES]
    polygon = tuple(zip(corners[::2], corners[1::2], strict=False))
    return Shift(shift[0], shift[1], polygon) if len(shift) == 2 else None


def ranges(numbers: Sequence[float]) -> tuple[tuple[int, int], ...]:
    """Pairs of a first and a last frame number."""
    return tuple((int(first), int(last)) for first, last in zip(numbers[::2], numbers[1::2], strict=False))


def _mean(frames: Sequence[StoredFrame]) -> np.ndarray:
    """float64, in the units of the window."""
    total = sum(rescaled(stored_values(frame.values, frame.description), frame.description) for frame in frames)
    return np.asarray(total / len(frames), np.float64)


def _signed(frame: StoredFrame, difference: np.ndarray) -> StoredFrame:
    """The frame with these whole numbers as its values."""
    bits = 16 if max(difference.max(), -1 - difference.min()) < 1 << 15 else 32
    most = (1 << (bits - 1)) - 1
    values = np.clip(difference, -most - 1, most).astype(np.int16 if bits == 16 else np.int32)
    identity = replace(
        frame.description, bits_allocated=bits, bits_stored=bits, high_bit=bits - 1, pixel_representation=1,
        pixel_padding=None, rescale_slope=1.0, rescale_intercept=0.0, modality_lut=None,
    )  # fmt: skip
    return replace(frame, values=values, description=identity)


def _moved(mask: np.ndarray, shifts: Sequence[Shift]) -> np.ndarray:
    moved = mask
    for shift in shifts:
        shifted = _shifted(mask, shift.down, -shift.left)
        moved = np.where(inside(shift.polygon, *mask.shape), shifted, moved) if shift.polygon else shifted
    return moved


def _shifted(values: np.ndarray, down: float, right: float) -> np.ndarray:
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
