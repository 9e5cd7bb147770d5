"""Where an image lies on screen. Numbers only."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from launcher.frozen import frozen
from viewer.model.planes import Plane, Vector, added, scaled, unit
from viewer.model.viewport import LARGEST_ZOOM, Viewport

AXES: Final = ("RL", "AP", "FH")
"""What the patient's x, y and z point to: when they fall, and when they grow."""

LEAST_PART: Final = 0.25  # of a direction, to be named by a letter


@frozen
class ImageSize:
    """An image's matrix; ``aspect`` is the height of a pixel, its width being 1, ``spacing_mm`` that width if known."""

    columns: int
    rows: int
    aspect: float = 1.0
    spacing_mm: float | None = None


@frozen
class ViewSize:
    """A view's size in device pixels, and how many of them make a millimetre of screen."""

    width: int
    height: int
    pixels_per_mm: float = 96 / 25.4


class Affine(NamedTuple):
    """x' = xx·x + yx·y + x0 and y' = xy·x + yy·y + y0, in the order of QTransform's arguments."""

    xx: float
    xy: float
    yx: float
    yy: float
    x0: float
    y0: float

    @property
    def is_upright(self) -> bool:
        """Whether rows and columns of the image are rows and columns of the screen, or the other way round."""
        return (self.xy == 0 and self.yx == 0) or (self.xx == 0 and self.yy == 0)

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """Where the place (x, y) of the image is shown."""
        return self.xx * x + self.yx * y + self.x0, self.xy * x + self.yy * y + self.y0

    def to_image(self, x: float, y: float) -> tuple[float, float]:
        """The place in the image that is shown at (x, y)."""
        return self.step_to_image(x - self.x0, y - self.y0)

    def step_to_image(self, x: float, y: float) -> tuple[float, float]:
        """A step on screen as a step in the image."""
        return (self.yy * x - self.yx * y) / self.determinant, (self.xx * y - self.xy * x) / self.determinant

    @property
    def determinant(self) -> float:
        """How many times larger an area is on screen, negative in a mirror."""
        return self.xx * self.yy - self.xy * self.yx


def magnification(viewport: Viewport, image: ImageSize, view: ViewSize) -> float:
    """Device pixels per image column: the number itself, or what the zoom mode comes to here."""
    if isinstance(viewport.zoom, float | int):
        return float(viewport.zoom)
    if viewport.zoom == "real" and image.spacing_mm:
        return max(1 / LARGEST_ZOOM, min(image.spacing_mm * view.pixels_per_mm, LARGEST_ZOOM))
    cosine, sine = (abs(part) for part in _turn(viewport.rotation))
    width, height = image.columns, image.rows * image.aspect
    across, down = width * cosine + height * sine, width * sine + height * cosine
    return max(min(view.width / across, view.height / down), 1e-3) if across and down else 1.0


def placed(viewport: Viewport, image: ImageSize, view: ViewSize) -> Affine:
    """From image coordinates (columns, rows; 0 is the upper left edge) to device pixels of the view.

    First the pixels' shape, then rotation, then the horizontal flip (PS3.3 C.10.6), and the point that the pan names
    comes to the centre of the view.
    """
    scale = magnification(viewport, image, view)
    cosine, sine = _turn(viewport.rotation)
    mirror = -1.0 if viewport.flipped else 1.0
    xx, xy = mirror * scale * cosine, scale * sine
    yx, yy = -mirror * scale * image.aspect * sine, scale * image.aspect * cosine
    x, y = image.columns / 2 + viewport.pan[0], image.rows / 2 + viewport.pan[1]
    return Affine(xx, xy, yx, yy, view.width / 2 - xx * x - yx * y, view.height / 2 - xy * x - yy * y)


def _turn(degrees: int) -> tuple[float, float]:
    """Cosine and sine, exact for quarter turns."""
    exact = {0: (1.0, 0.0), 90: (0.0, 1.0), 180: (-1.0, 0.0), 270: (0.0, -1.0)}
    radians = math.radians(degrees)
    return exact.get(degrees % 360) or (math.cos(radians), math.sin(radians))


def direction_letters(x: float, y: float, z: float) -> str:
    """Where a direction in the patient points to: L R P A H F, the strongest first (PS3.3 C.7.6.1.1.1)."""
    parts = ((abs(part), letters[part > 0]) for part, letters in zip((x, y, z), AXES, strict=True))
    return "".join(letter for size, letter in sorted(parts, reverse=True) if size > LEAST_PART)


def edge_letters(plane: Plane | None, affine: Affine) -> tuple[str, str, str, str]:
    """What the left, top, right and bottom edges of the view show; empty where nobody knows."""
    if plane is None or affine.determinant == 0:
        return "", "", "", ""
    across, down = (_along(plane, affine.step_to_image(*step)) for step in ((1, 0), (0, 1)))
    left, top = (direction_letters(*scaled(direction, -1.0)) for direction in (across, down))
    return left, top, direction_letters(*across), direction_letters(*down)


def _along(plane: Plane, step: tuple[float, float]) -> Vector:
    return unit(added(scaled(plane.row, step[0]), scaled(plane.column, step[1])))
