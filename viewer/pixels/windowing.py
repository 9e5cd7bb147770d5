"""With which window or table a frame is shown: what the file offers, the modality's, or one that fits the values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from viewer.pixels.description import FrameDescription, Voi, VoiWindow
from viewer.pixels.values import background, rescaled, stored_values

if TYPE_CHECKING:
    from viewer.pixels.decode import StoredFrame

PRESETS: dict[str, tuple[VoiWindow, ...]] = {
    "CT": (
        VoiWindow(35, 110, explanation="Brain"),
        VoiWindow(50, 320, explanation="Abdomen"),
        VoiWindow(80, 400, explanation="Mediastinum"),
        VoiWindow(350, 2000, explanation="Bone"),
        VoiWindow(-500, 1500, explanation="Lung"),
        VoiWindow(120, 380, explanation="MIP"),
    )
}
"""Windows that are offered for a modality, beside the file's own."""

AT_FIRST = {"HEAD": "Brain", "BRAIN": "Brain", "SKULL": "Brain", "CHEST": "Mediastinum", "THORAX": "Mediastinum"}
"""Body part → which of the modality's windows shows it best at first."""

PHOTOGRAPHIC = {"US", "IVUS", "XC", "ES", "GM", "SM", "OP", "OT", "SC", "DMS", "IO", "DOC"}
"""Modalities whose 8-bit pictures are meant as they are, from black 0 to white 255."""

BLOCK: Final = 1 << 17  # values that are counted at a time: their temporaries stay in the processor's cache


def windows(description: FrameDescription) -> tuple[Voi, ...]:
    """What the file offers: its VOI LUTs, then its windows (PS3.3 C.11.2: alternatives for the user)."""
    return (*description.voi_luts, *dict.fromkeys(description.windows)) if description.is_grey else ()


def presets(description: FrameDescription) -> tuple[VoiWindow, ...]:
    """What the modality offers; nothing for pictures of 8 bits, which are no measurements."""
    return PRESETS.get(description.modality, ()) if description.is_grey and description.bits_stored > 8 else ()


def initial_window(frame: StoredFrame, kept: VoiWindow | None = None) -> Voi:
    """How to show a frame nobody has windowed yet: the first that the file offers, else ``kept``, else ``automatic``.

    ``kept`` is what an earlier frame of the stack got, so that a series without windows does not flicker.
    """
    return next(iter(windows(frame.description)), None) or kept or automatic(frame)


def automatic(frame: StoredFrame) -> VoiWindow:
    """A window for a frame whose file names none: the modality's for its body part, else where its values lie.

    Values are taken from the 0.5th to the 99.5th percentile, so that a few outliers do not make the rest one grey;
    pictures of up to 8 bits are shown whole.
    """
    description = frame.description
    preset = _preset_at_first(description)
    if preset is not None and _overlap(preset, value_range(frame)):
        return preset
    if not description.is_grey or description.bits_stored <= 8:
        return full_range(frame)
    low, high = value_range(frame, (0.005, 0.995))
    return _spanning(low, high, frame) if low < high else full_range(frame)


def _preset_at_first(description: FrameDescription) -> VoiWindow | None:
    if "LOCALIZER" in description.image_type or description.unit != "HU":
        return None
    wanted = AT_FIRST.get(description.body_part_examined, "Abdomen")
    return next((window for window in presets(description) if window.explanation == wanted), None)


def _overlap(window: VoiWindow, values: tuple[float, float]) -> bool:
    half = window.width / 2
    return values[0] < window.center + half and values[1] > window.center - half


def chosen_window(frame: StoredFrame, window: tuple[float, float] | None, kept: VoiWindow | None = None) -> Voi:
    """A viewport's (center, width), in the function that the file asks for; ``None`` is ``initial_window``."""
    if window is None:
        return initial_window(frame, kept)
    own = frame.description.windows
    return VoiWindow(*window, function=own[0].function if own else "LINEAR")


def full_range(frame: StoredFrame) -> VoiWindow:
    """The window from the smallest to the largest value, padding left out; 0 to 255 for photographic pictures."""
    description = frame.description
    plain = description.rescale_slope == 1.0 and not description.rescale_intercept and not description.modality_lut
    if frame.is_colour or (description.modality in PHOTOGRAPHIC and plain and description.bits_stored == 8):
        return VoiWindow(128.0, 256.0)
    return _spanning(*value_range(frame), frame)


def _spanning(low: float, high: float, frame: StoredFrame) -> VoiWindow:
    if frame.values.dtype.kind == "f" or not low.is_integer() or not high.is_integer():
        return VoiWindow((low + high) / 2, (high - low) or 1.0, "LINEAR_EXACT")
    return VoiWindow((low + high + 1) / 2, high - low + 1)


def value_range(frame: StoredFrame, shares: tuple[float, float] = (0.0, 1.0)) -> tuple[float, float]:
    """Smallest and largest value behind the modality LUT, padding and what is no number left out.

    ``shares`` names other ranks than the first and the last, from 0 to 1.
    """
    if frame.is_colour:
        return 0.0, 255.0
    stored = stored_values(frame.values, frame.description)
    nowhere = background(stored, frame.description)
    if nowhere is not None:
        kept = stored[~nowhere]
        stored = kept if kept.size else np.zeros(1, stored.dtype)
    if frame.description.modality_lut is not None:  # which need not keep the order
        stored = rescaled(stored, frame.description).astype(np.uint16)
        return _ranked(stored, shares)
    ends = rescaled(np.array(_ranked(stored, shares)), frame.description)
    return float(ends.min()), float(ends.max())


def _ranked(values: np.ndarray, shares: tuple[float, float]) -> tuple[float, float]:
    if shares == (0.0, 1.0):
        return float(values.min()), float(values.max())
    places = [round(share * (values.size - 1)) for share in shares]
    if values.dtype.kind in "iu" and values.itemsize <= 2:  # counting is several times faster than sorting
        lowest = int(values.min())
        blocks = (values.ravel()[start : start + BLOCK] for start in range(0, values.size, BLOCK))
        counts = sum(np.bincount(block.astype(np.int32) - lowest, minlength=1 << 16) for block in blocks)
        low, high = np.searchsorted(np.cumsum(counts), places, side="right") + lowest
    else:
        low, high = np.partition(values, places, axis=None)[places]
    return float(low), float(high)
