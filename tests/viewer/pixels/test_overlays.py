from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pydicom.dataset import Dataset

from viewer.pixels import voi
from viewer.pixels.decode import read_frame
from viewer.pixels.description import FrameDescription, VoiWindow
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


def planes_of(made: Dataset, frame_index: int = 0, values: np.ndarray | None = None) -> list[Overlay]:
    pixels = np.zeros((3, 3), np.uint16) if values is None else values
    described = FrameDescription(rows=3, columns=3, bits_stored=12, high_bit=11)
    return list(read_overlays(made, frame_index, pixels, described))


def test_a_plane_is_read_bit_by_bit_with_its_origin_counted_from_0() -> None:
    (overlay,) = planes_of(dataset(CROSS))
    assert np.array_equal(overlay.bits, CROSS)
    assert overlay.origin == (1, -2)


def test_a_plane_without_frames_of_its_own_lies_over_every_frame() -> None:
    (overlay,) = planes_of(dataset(CROSS), 7)
    assert np.array_equal(overlay.bits, CROSS)


def test_each_frame_has_its_own_plane_from_the_one_named_on() -> None:
    planes = dataset(np.stack([CROSS, ~CROSS]), frames=2, first=3)
    assert [len(planes_of(planes, index)) for index in range(5)] == [0, 0, 1, 1, 0]
    (last,) = planes_of(planes, 3)
    assert np.array_equal(last.bits, ~CROSS)


def test_a_plane_with_too_few_bits_is_left_out() -> None:
    damaged = dataset(CROSS)
    damaged[0x6002, 0x0010].value = 65535
    assert planes_of(damaged) == []


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


def embedded(position: int) -> Dataset:
    made = Dataset()
    made.add_new((0x6000, 0x0100), "US", 16)
    made.add_new((0x6000, 0x0102), "US", position)
    made.add_new((0x6000, 0x0050), "SS", [1, 1])
    return made


@pytest.mark.parametrize("position", [12, 15])
@pytest.mark.parametrize("dtype", ["u2", "i2"])
def test_a_plane_may_lie_in_a_bit_that_no_value_uses(position: int, dtype: str) -> None:
    words = (np.where(CROSS, 1 << position, 0) | 0x0ABC).astype(np.uint16).view(dtype)
    (overlay,) = planes_of(embedded(position), values=words)
    assert np.array_equal(overlay.bits, CROSS)


@pytest.mark.parametrize("position", [0, 11, 16])
def test_a_bit_of_the_values_is_no_plane(position: int) -> None:
    assert planes_of(embedded(position), values=np.full((3, 3), 0xFFFF, np.uint16)) == []


def test_the_image_is_the_same_with_and_without_the_bits_of_a_plane(written: Callable[..., str]) -> None:
    values = np.arange(9, dtype=np.uint16).reshape(3, 3) * 400
    plain, marked = (
        read_frame(written(pixels, BitsStored=12, HighBit=11))
        for pixels in (values, values | np.where(CROSS, 0x1000, 0).astype(np.uint16))
    )
    pictures = [voi.to_uint8(frame, VoiWindow(1600, 3200)) for frame in (plain, marked)]
    assert np.array_equal(*pictures)
