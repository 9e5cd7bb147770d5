"""Where an image lies on screen, and which slice of one series lies where another's does. Numbers only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from launcher.references import Instance
from viewer.model.stack import FrameRef, Stack
from viewer.model.viewport import LARGEST_ZOOM, Viewport

PARALLEL = 0.99  # cosine of the angle between two normals that count as one


@dataclass(frozen=True)
class ImageSize:
    """An image's matrix; ``aspect`` is the height of a pixel, its width being 1, ``spacing_mm`` that width if known."""

    columns: int
    rows: int
    aspect: float = 1.0
    spacing_mm: float | None = None


@dataclass(frozen=True)
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

    def to_image(self, x: float, y: float) -> tuple[float, float]:
        """The place in the image that is shown at (x, y)."""
        return self.step_to_image(x - self.x0, y - self.y0)

    def step_to_image(self, x: float, y: float) -> tuple[float, float]:
        """A step on screen as a step in the image."""
        determinant = self.xx * self.yy - self.xy * self.yx
        return (self.yy * x - self.yx * y) / determinant, (self.xx * y - self.xy * x) / determinant


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
    parts = sorted(((abs(v), "RL"[v > 0] if i == 0 else "AP"[v > 0] if i == 1 else "FH"[v > 0])
                    for i, v in enumerate((x, y, z))), reverse=True)  # fmt: skip
    return "".join(letter for size, letter in parts if size > 0.25)


def edge_letters(instance: Instance, affine: Affine) -> tuple[str, str, str, str]:
    """What the left, top, right and bottom edges of the view show; empty where the file does not say."""
    if len(instance.image_orientation_patient) != 6 or instance.rows == 0:
        return "", "", "", ""
    row, column = instance.image_orientation_patient[:3], instance.image_orientation_patient[3:]
    across, down = _along(row, column, affine.step_to_image(1, 0)), _along(row, column, affine.step_to_image(0, 1))
    left, top = (direction_letters(-v[0], -v[1], -v[2]) for v in (across, down))
    return left, top, direction_letters(*across), direction_letters(*down)


def _along(row: tuple[float, ...], column: tuple[float, ...], step: tuple[float, float]) -> tuple[float, float, float]:
    x, y, z = (step[0] * a + step[1] * b for a, b in zip(row, column, strict=True))
    length = math.sqrt(x * x + y * y + z * z) or 1.0
    return x / length, y / length, z / length


Vector = tuple[float, ...]


class Slices:
    """Where the frames of a stack lie in the patient, worked out once."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        planes = [_plane(frame.instance) for frame in stack.frames]
        self._normal = next((plane[0] for plane in planes if plane is not None), ())
        self._is_parallel = bool(planes) and all(
            plane is not None and abs(_dot(plane[0], self._normal)) >= PARALLEL for plane in planes
        )
        self._offsets = [_dot(plane[1], self._normal) for plane in planes if plane is not None]

    def nearest(self, frame: FrameRef) -> int | None:
        """The position of the slice nearest to ``frame``; ``None`` where their geometry does not compare."""
        here = _plane(frame.instance)
        if here is None or not self._is_parallel or not self.shares_space_with(frame):
            return None
        if abs(_dot(here[0], self._normal)) < PARALLEL:
            return None
        offset = _dot(here[1], self._normal)
        distances = [abs(other - offset) for other in self._offsets]
        return distances.index(min(distances))

    def shares_space_with(self, frame: FrameRef) -> bool:
        """Whether both lie in one frame of reference, PS3.3 C.7.4.1."""
        uid = frame.instance.frame_of_reference_uid
        return bool(uid and self.stack.frames) and self.stack.frames[0].instance.frame_of_reference_uid == uid


def _plane(instance: Instance) -> tuple[Vector, Vector] | None:
    """Unit normal and position, PS3.3 C.7.6.2.1.1."""
    if len(instance.image_orientation_patient) != 6 or len(instance.image_position_patient) != 3:
        return None
    a, b, c, d, e, f = instance.image_orientation_patient
    normal = (b * f - c * e, c * d - a * f, a * e - b * d)
    return normal, instance.image_position_patient


def _dot(a: Vector, b: Vector) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))
