"""A decoded frame in the words of scripts: pixels, what they measured, and where they lie."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from viewer.pixels.values import modality_values, stored_values

if TYPE_CHECKING:
    import numpy as np

    from viewer.pixels.decode import StoredFrame


class MeasuredFrame:
    """What ``wetread.Image`` says of a frame of a DICOM file."""

    def __init__(self, frame: StoredFrame) -> None:
        self._frame = frame

    @cached_property
    def pixels(self) -> np.ndarray:
        """The stored values, (rows, columns), or RGB (rows, columns, 3) uint8."""
        frame = self._frame
        return frame.values if frame.is_colour else stored_values(frame.values, frame.description)

    @cached_property
    def values(self) -> np.ndarray:
        """What was measured, float64 of the shape of ``pixels``, in ``unit``; colour stays as it is."""
        return self._frame.values if self._frame.is_colour else modality_values(self._frame)

    @property
    def unit(self) -> str:
        """Of ``values``; empty where the file does not say it."""
        return self._frame.description.unit

    @property
    def spacing(self) -> tuple[float, float] | None:
        """Millimetres between rows and between columns."""
        return self._frame.description.pixel_spacing_mm

    @property
    def window(self) -> tuple[float, float] | None:
        """Center and width, the file's first pair."""
        window = next(iter(self._frame.description.windows), None)
        return (window.center, window.width) if window is not None else None
