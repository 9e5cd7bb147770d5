"""Overlay planes with data of their own, groups 6000 to 601E: PS3.3 C.9.2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from viewer.pixels.attributes import FrameAttributes

if TYPE_CHECKING:
    from pydicom import Dataset

GROUPS = range(0x6000, 0x6020, 2)


@dataclass(frozen=True, eq=False)
class Overlay:
    """One plane for one frame. ``origin`` is the image's row and column, from 0, of its first bit; may be negative."""

    bits: np.ndarray = field(repr=False)  # bool, (rows, columns)
    origin: tuple[int, int] = (0, 0)


def read_overlays(dataset: Dataset, frame_index: int) -> Iterator[Overlay]:
    """The planes of one frame; those that are damaged, or have no bits for this frame, are left out."""
    attributes = FrameAttributes(dataset)
    for group in GROUPS:
        data = attributes.value((group, 0x3000))
        bits = _plane(attributes, group, data, frame_index) if isinstance(data, bytes) else None
        if bits is not None:
            origin = [int(place) - 1 for place in attributes.numbers((group, 0x0050))] or [0, 0]
            yield Overlay(bits, (origin[0], origin[-1]))


def _plane(attributes: FrameAttributes, group: int, data: bytes, frame_index: int) -> np.ndarray | None:
    """The bits for one frame: a plane without a number of frames is for all of them."""
    rows, columns = attributes.integer((group, 0x0010), 0), attributes.integer((group, 0x0011), 0)
    frames, first = attributes.integer((group, 0x0015), 0), attributes.integer((group, 0x0051), 1)
    plane = frame_index + 1 - first if frames else 0
    start, count = plane * rows * columns, rows * columns
    if min(rows, columns) < 1 or not 0 <= plane < max(frames, 1) or start + count > 8 * len(data):
        return None
    octets = np.frombuffer(data, np.uint8)[start // 8 : (start + count + 7) // 8]
    return np.unpackbits(octets, bitorder="little")[start % 8 :][:count].reshape(rows, columns).astype(bool)


def drawn(picture: np.ndarray, overlays: Iterable[Overlay], ink: int) -> np.ndarray:
    """A copy of a picture, (rows, columns) or (rows, columns, 3), with ``ink`` where an overlay's bits are set."""
    picture = picture.copy()
    for overlay in overlays:
        top, left = overlay.origin
        bits = overlay.bits[max(0, -top) :, max(0, -left) :]
        part = picture[max(0, top) :, max(0, left) :][: bits.shape[0], : bits.shape[1]]
        part[bits[: part.shape[0], : part.shape[1]]] = ink
    return picture
