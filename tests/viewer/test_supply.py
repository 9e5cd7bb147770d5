"""Thumbnails."""

from __future__ import annotations

import gc

import numpy as np
import pytest

from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import FrameDescription
from viewer.supply import THUMBNAIL, _thumbnail


@pytest.mark.parametrize("size", [THUMBNAIL, THUMBNAIL - 1, 3 * THUMBNAIL])
def test_a_thumbnail_owns_its_pixels(size: int) -> None:
    """Also where the image has the size of a thumbnail already, so that nothing needs to be scaled."""
    values = np.full((size, size), 200, np.uint8)
    description = FrameDescription(rows=size, columns=size, bits_allocated=8, bits_stored=8, high_bit=7, modality="OT")
    image = _thumbnail(StoredFrame(values, description))
    gc.collect()
    rubbish = [bytearray(b"\x55" * (size * size * 4)) for _ in range(20)]
    assert len(rubbish) == 20
    assert {image.pixel(x, y) & 0xFF for x in range(0, THUMBNAIL, 5) for y in range(0, THUMBNAIL, 5)} == {200}
