"""Display shutters: PS3.3 C.7.6.11, and C.7.6.15 for those that are an overlay plane."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from launcher.frozen import frozen
from viewer.pixels.attributes import FrameAttributes

if TYPE_CHECKING:
    from viewer.pixels.overlays import Overlay

EDGES: Final = ("UpperHorizontal", "LowerHorizontal", "LeftVertical", "RightVertical")
MOST_VERTICES: Final = 4096

Place = tuple[float, float]
"""Row and column, from 1, as the standard counts them here."""


@frozen
class Shutter:
    """The shapes outside of which nothing is shown, and the grey (0 to 255) that is shown there instead.

    ``rectangle`` is the first and last visible row, then column; ``circle`` its centre and its radius in columns;
    ``overlay_group`` names the plane whose bits are hidden.
    """

    rectangle: tuple[float, float, float, float] | None = None
    circle: tuple[Place, float] | None = None
    polygon: tuple[Place, ...] = ()
    overlay_group: int | None = None
    grey: int = 0


@dataclass(frozen=True, eq=False)
class Cover:
    """What lies over an image: ``hidden`` is bool, (rows, columns), and ``grey`` (0 to 255) is shown there."""

    hidden: np.ndarray = field(repr=False)
    grey: int = 0


def read_shutter(attributes: FrameAttributes) -> Shutter | None:
    """The shutter of a frame; shapes that are damaged are left out."""
    shapes = attributes.texts("ShutterShape")
    center, radius = attributes.numbers("CenterOfCircularShutter"), attributes.number("RadiusOfCircularShutter")
    edges = [attributes.number(f"Shutter{edge}Edge") for edge in EDGES]
    vertices = attributes.numbers("VerticesOfThePolygonalShutter")[: 2 * MOST_VERTICES]
    top, bottom, left, right = (edge if edge is not None else 0.0 for edge in edges)
    shutter = Shutter(
        (top, bottom, left, right) if "RECTANGULAR" in shapes and None not in edges else None,
        ((center[0], center[1]), radius) if "CIRCULAR" in shapes and len(center) == 2 and radius else None,
        tuple(zip(vertices[::2], vertices[1::2], strict=False)) if "POLYGONAL" in shapes and len(vertices) > 5 else (),
        attributes.integer("ShutterOverlayGroup", 0) or None if "BITMAP" in shapes else None,
        min(max(attributes.integer("ShutterPresentationValue", 0), 0), 0xFFFF) >> 8,
    )
    return shutter if shutter != Shutter(grey=shutter.grey) else None


def cover(shutter: Shutter, rows: int, columns: int, aspect: float, overlays: Iterable[Overlay]) -> Cover:
    """What a shutter hides of an image of this size, whose pixels are ``aspect`` as high as wide.

    Of several shapes, only what lies in all of them stays visible.
    """
    hidden = np.zeros((rows, columns), bool)
    for visible in _visible(shutter, rows, columns, aspect):
        hidden |= ~visible
    for overlay in overlays:
        if overlay.group == shutter.overlay_group:
            overlay.set_in(hidden, True)
    return Cover(hidden, shutter.grey)


def _visible(shutter: Shutter, rows: int, columns: int, aspect: float) -> Iterator[np.ndarray]:
    row, column = np.arange(1.0, rows + 1)[:, None], np.arange(1.0, columns + 1)[None]
    if shutter.rectangle is not None:
        top, bottom, left, right = shutter.rectangle
        yield (row >= top) & (row <= bottom) & (column >= left) & (column <= right)
    if shutter.circle is not None:
        (middle_row, middle_column), radius = shutter.circle
        yield ((row - middle_row) * aspect) ** 2 + (column - middle_column) ** 2 <= radius**2
    if shutter.polygon:
        yield inside(shutter.polygon, rows, columns)


def inside(polygon: tuple[Place, ...], rows: int, columns: int) -> np.ndarray:
    """Where a pixel's centre lies in a polygon or on its edge, bool (rows, columns).

    Along a row, each edge crossed turns inside out.
    """
    turns, edges = np.zeros((rows, columns + 1), bool), np.zeros((rows, columns + 1), bool)
    for (row, column), (next_row, next_column) in pairwise((*polygon, polygon[0])):
        if row == next_row:
            if row.is_integer() and 1 <= row <= rows:
                left, right = sorted((column, next_column))
                edges[int(row) - 1, _place(left, columns) : _place(right + 1, columns)] = True
            continue
        top, bottom = sorted((row, next_row))
        touched = np.arange(_place(top, rows), _place(np.floor(bottom) + 1, rows))
        at = column + (touched + 1 - row) * (next_column - column) / (next_row - row)
        places = np.clip(np.ceil(at) - 1, 0, columns).astype(np.intp)
        edges[touched, places] |= at == places + 1
        turns[touched, places] ^= touched + 1 < bottom
    return (np.logical_xor.accumulate(turns, axis=1) | edges)[:, :-1]


def _place(coordinate: float, count: int) -> int:
    """The first index at or after a coordinate, which counts from 1; from 0 to ``count``."""
    return int(np.clip(np.ceil(coordinate) - 1, 0, count))
