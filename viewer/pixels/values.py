"""From stored words to what was measured: PS3.5 8.1.1, PS3.3 C.7.5.1.1.2, C.11.1 and C.7.6.16.2.11."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from viewer.pixels.luts import looked_up

if TYPE_CHECKING:
    from viewer.pixels.decode import StoredFrame
    from viewer.pixels.description import FrameDescription


def stored_values(words: np.ndarray, description: FrameDescription) -> np.ndarray:
    """Cut words to Bits Stored and extend the sign; floating-point values as they are."""
    bits = 8 * words.itemsize
    if words.dtype.kind == "f":
        return words
    typed = words.view(f"{'i' if description.is_signed else 'u'}{words.itemsize}")
    above = bits - 1 - min(description.high_bit, bits - 1)
    unused = bits - min(description.bits_stored, bits)
    return (typed << above) >> unused if unused else typed


def rescaled(stored: np.ndarray, description: FrameDescription) -> np.ndarray:
    """Apply the Modality LUT or the rescale: float64, in the units of the window."""
    if description.modality_lut is not None:
        return looked_up(stored, description.modality_lut).astype(np.float64)
    return stored * np.float64(description.rescale_slope) + description.rescale_intercept


def modality_values(frame: StoredFrame) -> np.ndarray:
    """What a grey frame measured, float64 of the shape of ``frame.values``, in ``frame.description.unit``.

    These are the values that the window is about, unless only a Real World Value Mapping gives them a unit.
    """
    stored, mapping = stored_values(frame.values, frame.description), frame.description.real_world_mapping
    if mapping is None:
        return rescaled(stored, frame.description)
    return stored * np.float64(mapping.slope) + mapping.intercept


def background(stored: np.ndarray, description: FrameDescription) -> np.ndarray | None:
    """Where there is padding or no number, bool of the shape of ``stored``; ``None`` if that cannot be."""
    nowhere = ~np.isfinite(stored) if stored.dtype.kind == "f" else None
    if description.pixel_padding is None:
        return nowhere
    low, high = description.pixel_padding
    padded = (stored >= low) & (stored <= high)
    return padded if nowhere is None else padded | nowhere
