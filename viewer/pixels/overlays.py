"""Overlay planes, groups 6000 to 601E, with data of their own or in unused bits of the pixels: PS3.3 C.9.2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from viewer.pixels.attributes import FrameAttributes
from viewer.pixels.shutters import Cover

if TYPE_CHECKING:
    from pydicom import Dataset

    from viewer.pixels.description import FrameDescription

GROUPS = range(0x6000, 0x6020, 2)


@dataclass(frozen=True, eq=False)
class Overlay:
    """One plane for one frame. ``origin`` is the image's row and column, from 0, of its first bit; may be negative."""

    bits: np.ndarray = field(repr=False)  # bool, (rows, columns)
    origin: tuple[int, int] = (0, 0)
    group: int = GROUPS.start

    def set_in(self, image: np.ndarray, ink: int) -> None:
        """Write ``ink`` into an image, (rows, columns) or (rows, columns, 3), where bits are set."""
        top, left = self.origin
        bits = self.bits[max(0, -top) :, max(0, -left) :]
        part = image[max(0, top) :, max(0, left) :][: bits.shape[0], : bits.shape[1]]
        part[bits[: part.shape[0], : part.shape[1]]] = ink


def read_overlays(
    dataset: Dataset, frame_index: int, values: np.ndarray, description: FrameDescription
) -> Iterator[Overlay]:
    """The planes of one frame; those that are damaged, or have no bits for this frame, are left out.

    ``values`` are the stored values of the frame as they are, not yet cut to Bits Stored.
    """
    attributes = FrameAttributes(dataset)
    for group in GROUPS:
        data = attributes.value((group, 0x3000))
        if isinstance(data, bytes):
            bits = _plane(attributes, group, data, frame_index)
        else:
            bits = _embedded(attributes, group, values, description)
        if bits is not None:
            origin = [int(place) - 1 for place in attributes.numbers((group, 0x0050))] or [0, 0]
            yield Overlay(bits, (origin[0], origin[-1]), group)


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


def _embedded(
    attributes: FrameAttributes, group: int, values: np.ndarray, description: FrameDescription
) -> np.ndarray | None:
    """A plane in a bit that no stored value uses; older editions of the standard allowed it."""
    position, high = attributes.integer((group, 0x0102), 0), description.high_bit
    is_free = high < position < 8 * values.itemsize or 0 < position <= high - description.bits_stored
    if values.ndim != 2 or values.dtype.kind not in "iu" or not is_free:
        return None
    bits: np.ndarray = values.view(f"u{values.itemsize}") >> position & 1 == 1
    return bits


def drawn(picture: np.ndarray, overlays: Iterable[Overlay], ink: int, cover: Cover | None = None) -> np.ndarray:
    """A copy of a picture, (rows, columns) or (rows, columns, 3), with what lies over it; ``ink`` is for overlays."""
    picture = picture.copy()
    if cover is not None:
        picture[cover.hidden] = cover.grey
    for overlay in overlays:
        overlay.set_in(picture, ink)
    return picture
