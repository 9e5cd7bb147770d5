from __future__ import annotations

import numpy as np
import pytest
from pydicom.dataset import Dataset

from viewer.pixels.overlays import Overlay, drawn, read_overlays

CROSS = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], bool)


def dataset(planes: np.ndarray, frames: int | None = None, first: int | None = None, **other: int) -> Dataset:
    made = Dataset()
    made.add_new((0x6002, 0x0010), "US", 3)
    made.add_new((0x6002, 0x0011), "US", 3)
    made.add_new((0x6002, 0x0050), "SS", [2, -1])
    made.add_new((0x6002, 0x3000), "OW", np.packbits(planes.reshape(-1), bitorder="little").tobytes() + b"\0")
    if frames is not None:
        made.add_new((0x6002, 0x0015), "IS", frames)
    if first is not None:
        made.add_new((0x6002, 0x0051), "US", first)
    return made


def test_a_plane_is_read_bit_by_bit_with_its_origin_counted_from_0() -> None:
    (overlay,) = read_overlays(dataset(CROSS), 0)
    assert np.array_equal(overlay.bits, CROSS)
    assert overlay.origin == (1, -2)


def test_a_plane_without_frames_of_its_own_lies_over_every_frame() -> None:
    (overlay,) = read_overlays(dataset(CROSS), 7)
    assert np.array_equal(overlay.bits, CROSS)


def test_each_frame_has_its_own_plane_from_the_one_named_on() -> None:
    planes = dataset(np.stack([CROSS, ~CROSS]), frames=2, first=3)
    assert [len(list(read_overlays(planes, index))) for index in range(5)] == [0, 0, 1, 1, 0]
    (last,) = read_overlays(planes, 3)
    assert np.array_equal(last.bits, ~CROSS)


def test_a_plane_with_too_few_bits_is_left_out() -> None:
    damaged = dataset(CROSS)
    damaged[0x6002, 0x0010].value = 65535
    assert list(read_overlays(damaged, 0)) == []


@pytest.mark.parametrize(
    ("origin", "wanted"),
    [
        ((0, 0), [[0, 9, 0, 0], [9, 9, 9, 0]]),
        ((-1, 2), [[0, 0, 9, 9], [0, 0, 0, 9]]),
        ((1, -2), [[0, 0, 0, 0], [0, 0, 0, 0]]),
        ((5, 5), [[0, 0, 0, 0], [0, 0, 0, 0]]),
        ((-5, 0), [[0, 0, 0, 0], [0, 0, 0, 0]]),
    ],
)
def test_a_plane_is_drawn_where_it_meets_the_picture(origin: tuple[int, int], wanted: list[list[int]]) -> None:
    picture = np.zeros((2, 4), np.uint8)
    assert drawn(picture, [Overlay(CROSS, origin)], ink=9).tolist() == wanted
    assert not picture.any()


def test_a_plane_is_drawn_on_colour_in_every_channel() -> None:
    assert drawn(np.zeros((3, 3, 3), np.uint8), [Overlay(CROSS)], ink=255)[1].tolist() == [[255] * 3] * 3
