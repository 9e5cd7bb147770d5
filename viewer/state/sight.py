"""What one view has on screen: the frame, its place, the window in use. Gestures start from it, annotations tell it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from viewer.documents.shapes import Shape
from viewer.model import geometry
from viewer.model.geometry import Affine, ImageSize, ViewSize
from viewer.model.stack import FrameRef
from viewer.model.viewport import Viewport
from viewer.pixels import windowing
from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import FrameDescription, Voi, VoiWindow

SMALLEST_FLOAT_WIDTH = 1e-5


@dataclass(frozen=True, eq=False)
class Sight:
    """A view at one moment.

    ``frame`` is what it should show, ``image`` its decoded values once they are at hand, ``error`` why they never will
    be. ``awaited``: its file is coming, and does not hold it yet. ``kept`` is the window that the series began with
    where the file names none, ``steady`` the one that it began with where the files of its slices name each their own.
    ``shapes`` are what other objects draw over it.
    """

    viewport: Viewport
    view: ViewSize
    frame: FrameRef | None = None
    image: StoredFrame | None = None
    error: str = ""
    kept: VoiWindow | None = None
    shapes: tuple[Shape, ...] = ()
    awaited: bool = False
    steady: VoiWindow | None = None

    @property
    def description(self) -> FrameDescription | None:
        """What the header says, once the image is at hand."""
        return self.image.description if self.image is not None else None

    @cached_property
    def size(self) -> ImageSize:
        """The matrix and the shape of its pixels; before the image is at hand, as the service announced it."""
        if self.description is None:
            instance = self.frame.instance if self.frame is not None else None
            return ImageSize(instance.columns, instance.rows) if instance is not None else ImageSize(0, 0)
        spacing = self.description.pixel_spacing_mm
        found = self.description
        return ImageSize(found.columns, found.rows, found.aspect, spacing[1] if spacing else None)

    @cached_property
    def magnification(self) -> float:
        """Device pixels per image column."""
        return geometry.magnification(self.viewport, self.size, self.view)

    @cached_property
    def affine(self) -> Affine:
        """From image coordinates to device pixels."""
        return geometry.placed(self.viewport, self.size, self.view)

    @cached_property
    def voi(self) -> Voi | None:
        """The window or table in use; none for colour."""
        if self.image is None or not self.image.description.is_grey:
            return None
        offered = windowing.windows(self.image.description)
        if self.viewport.offered is not None and self.viewport.offered < len(offered):
            return offered[self.viewport.offered]
        if self.viewport.window is None and self.steady is not None:
            return self.steady
        return windowing.chosen_window(self.image, self.viewport.window, self.kept)

    @property
    def window(self) -> tuple[float, float] | None:
        """(center, width) in use; none for colour."""
        return (self.voi.center, self.voi.width) if self.voi is not None else None

    @cached_property
    def value_range(self) -> tuple[float, float]:
        """Smallest and largest value of the image, in the units of the window."""
        return windowing.value_range(self.image) if self.image is not None else (0.0, 1.0)

    @property
    def smallest_width(self) -> float:
        """How narrow a window may become."""
        is_float = self.image is not None and self.image.values.dtype.kind == "f"
        return SMALLEST_FLOAT_WIDTH if is_float else 1.0
