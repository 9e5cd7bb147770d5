"""How long a pixel is, and by which attribute: what lengths and angles on an image are measured with."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from launcher.frozen import frozen
from viewer.pixels.spacing import spacing_for
from viewer.words import tr

if TYPE_CHECKING:
    from viewer.pixels.description import FrameDescription

Point = tuple[float, float]
"""(column, row) in image coordinates: (0, 0) is the upper left edge of the first pixel, (0.5, 0.5) its centre."""


@frozen
class Scale:
    """The size of a pixel, and the attribute that says so.

    ``across`` is from column to column and ``down`` from row to row, in ``unit``: mm or, where nothing tells, px.
    ``source`` is a DICOM keyword; empty if nothing is known, and then ``note`` may say why.
    """

    across: float = 1.0
    down: float = 1.0
    unit: str = "px"
    source: str = ""
    note: str = ""

    def distance(self, a: Point, b: Point) -> float:
        """From one place to another, in ``unit``."""
        return math.hypot((b[0] - a[0]) * self.across, (b[1] - a[1]) * self.down)

    def angle(self, a: Point, b: Point, c: Point, d: Point) -> float:
        """Between the directions from a to b and from c to d, in degrees, 0 to 180."""
        x, y = (b[0] - a[0]) * self.across, (b[1] - a[1]) * self.down
        u, v = (d[0] - c[0]) * self.across, (d[1] - c[1]) * self.down
        return math.degrees(abs(math.atan2(x * v - y * u, x * u + y * v)))

    def told(self, value: float) -> str:
        """A length as users read it, with where it comes from: ``12.3 mm (Pixel Spacing)``."""
        where = {"ImagerPixelSpacing": tr(" at detector"), "NominalScannedPixelSpacing": tr(" as scanned")}.get(
            self.source, ""
        )
        return f"{value:.1f} {self.unit}{where}{self.origin}"

    @property
    def origin(self) -> str:
        """``(Pixel Spacing)``: the attribute in words, or the note, in brackets."""
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.source.removesuffix("Sequence").removeprefix("SequenceOf"))
        return f" ({words or self.note})" if words or self.note else ""


def scale_for(description: FrameDescription | None, points: Iterable[Point]) -> Scale:
    """By what lengths between ``points`` are measured: PS3.3 10.7.1.3; in ultrasound by their region, C.8.5.5.

    Without a spacing, pixels are counted, in widths of a pixel where a Pixel Aspect Ratio says that it is not square.
    """
    if description is None:
        return Scale()
    spacing = spacing_for(description, points)
    if spacing is not None:
        return Scale(spacing[1], spacing[0], "mm", description.spacing_attribute)
    if description.ultrasound_regions:
        return Scale(note=tr("not within one ultrasound region"))
    down, across = description.pixel_aspect_ratio
    return Scale() if down == across else Scale(1.0, down / across, "px", "PixelAspectRatio")
