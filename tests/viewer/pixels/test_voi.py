from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.references.frames import frame
from viewer.pixels import voi, windowing
from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import Voi, VoiWindow
from viewer.pixels.luts import Lut
from viewer.pixels.values import rescaled, stored_values


def grey(values: Any, window: Voi, dtype: str = "u2", **described: Any) -> list[int]:
    return voi.to_uint8(frame(values, dtype, **described), window).ravel().tolist()


def linear(x: float, center: float, width: float) -> int:
    """PS3.3 C.11.2.1.2.1, as it is printed there."""
    if x <= center - 0.5 - (width - 1) / 2:
        return 0
    if x > center - 0.5 + (width - 1) / 2:
        return 255
    return math.floor(((x - (center - 0.5)) / (width - 1) + 0.5) * 255)


@given(
    value=st.integers(-(2**15), 2**15 - 1),
    center=st.integers(-3000, 3000) | st.floats(-3000, 3000),
    width=st.integers(2, 5000) | st.floats(1.5, 5000),
)
def test_a_linear_window_is_the_formula_of_the_standard(value: int, center: float, width: float) -> None:
    (ours,) = grey([value], VoiWindow(center, width), "i2")
    assert abs(ours - linear(value, center, width)) <= 1


def test_a_linear_window_of_whole_numbers_is_the_formula_exactly() -> None:
    values = list(range(-200, 300))
    assert grey(values, VoiWindow(40, 100), "i2") == [linear(x, 40, 100) for x in values]


def test_a_window_of_width_1_is_a_threshold() -> None:
    assert grey([99, 100, 101], VoiWindow(100.5, 1)) == [0, 0, 255]


def test_linear_exact_takes_widths_below_1() -> None:
    window = VoiWindow(0.5, 0.01, "LINEAR_EXACT")
    assert grey([0.494, 0.5, 0.506], window, "f4") == [0, 127, 255]


def test_sigmoid_is_steepest_at_its_center_and_never_overflows() -> None:
    levels = grey([-30000, 90, 100, 110, 30000], VoiWindow(100, 40, "SIGMOID"), "i2")
    assert levels == [0, 68, 127, 186, 255]


def test_stored_bits_are_masked_and_their_sign_extended() -> None:
    words = [0xF005, 0x0FFB, 0x1FFB]  # 12 bits stored; above them an overlay's
    assert grey(words, VoiWindow(0.5, 11), "u2", bits_stored=12, pixel_representation=1) == [255, 0, 0]
    assert stored_values(
        frame(words, bits_stored=12, pixel_representation=1).values,
        frame(words, bits_stored=12, pixel_representation=1).description,
    ).tolist() == [[5, -5, -5]]


def test_bits_that_do_not_end_at_bit_0_are_shifted_down() -> None:
    shifted = frame([0x0050, 0xFFF0], bits_stored=12)
    described = replace(shifted.description, high_bit=15)
    assert stored_values(shifted.values, described).tolist() == [[5, 4095]]


def test_rescale_goes_before_the_window_and_keeps_fractions() -> None:
    described: dict[str, Any] = {"rescale_slope": 0.5, "rescale_intercept": -1.0}
    assert grey([0, 1, 2, 3, 4], VoiWindow(0.5, 3), **described) == [0, 63, 127, 191, 255]


def test_a_modality_lut_replaces_the_rescale_and_holds_at_its_ends() -> None:
    lut = Lut(-2, 16, np.array([10, 20, 30], np.uint16))
    described = frame([0], "i2", modality_lut=lut, rescale_slope=7.0).description
    assert rescaled(np.array([-9, -2, -1, 0, 9]), described).tolist() == [10, 10, 20, 30, 30]


def test_a_voi_lut_spans_its_bits_not_its_contents() -> None:
    lut = Lut(0, 12, np.array([0, 1000, 2000], np.uint16))
    assert grey([0, 1, 2, 9], lut) == [0, 62, 124, 124]


def test_a_voi_lut_that_lies_about_its_bits_is_scaled_by_its_largest_entry() -> None:
    assert grey([0, 1], Lut(0, 8, np.array([0, 4095], np.uint16))) == [0, 255]


@pytest.mark.parametrize(
    ("photometric_interpretation", "shape", "levels"),
    [
        ("MONOCHROME2", "", [0, 255]),
        ("MONOCHROME1", "", [255, 0]),
        ("MONOCHROME1", "INVERSE", [255, 0]),
        ("MONOCHROME2", "INVERSE", [255, 0]),
        ("MONOCHROME2", "IDENTITY", [0, 255]),
    ],
)
def test_polarity_is_turned_once(photometric_interpretation: str, shape: str, levels: list[int]) -> None:
    described: dict[str, Any] = {
        "photometric_interpretation": photometric_interpretation,
        "presentation_lut_shape": shape,
    }
    assert grey([0, 100], VoiWindow(50, 10), **described) == levels


def test_inverting_turns_the_picture_over() -> None:
    picture = frame([0, 100])
    assert voi.to_uint8(picture, VoiWindow(50, 10), inverted=True).tolist() == [[255, 0]]


@pytest.mark.parametrize("photometric_interpretation", ["MONOCHROME1", "MONOCHROME2"])
def test_padding_is_black_and_counts_for_no_range(photometric_interpretation: str) -> None:
    padded = frame(
        [-2000, -1999, 0, 50, 100],
        "i2",
        pixel_padding=(-2000, -1990),
        photometric_interpretation=photometric_interpretation,
    )
    assert windowing.value_range(padded) == (0, 100)
    levels = voi.to_uint8(padded, windowing.full_range(padded))[0].tolist()
    assert levels[:2] == [0, 0]
    assert sorted(levels[2::2]) == [0, 255]


def test_an_image_of_padding_alone_has_a_window_too() -> None:
    padded = frame([7, 7], pixel_padding=(7, 7))
    assert voi.to_uint8(padded, windowing.full_range(padded)).tolist() == [[0, 0]]


@pytest.mark.parametrize("dtype", ["u1", "i1", "u2", "i2"])
def test_the_table_gives_what_the_steps_give_pixel_by_pixel(dtype: str) -> None:
    limits = np.iinfo(dtype)
    values = np.linspace(limits.min, limits.max, 999).astype(dtype).reshape(27, 37)
    picture = frame(values, dtype, rescale_slope=1.5, rescale_intercept=-7.0, pixel_padding=(0, 3))
    window = VoiWindow(20, 150)
    described = replace(picture.description, bits_allocated=64, bits_stored=64, high_bit=63)
    wide = StoredFrame(values.astype(np.int64), replace(described, pixel_representation=1))
    assert not wide.has_table
    assert picture.has_table
    assert np.array_equal(voi.to_rgb32(picture, window), voi.to_rgb32(wide, window))


def test_pictures_larger_than_a_block_are_looked_up_whole() -> None:
    words = np.arange(voi.BLOCK + 7, dtype=np.uint32).astype(np.uint16)
    table = np.arange(1 << 16, dtype=np.uint32)
    assert np.array_equal(voi.taken(table, words[::-1]), table[words[::-1]])


def test_rgb32_has_red_above_green_above_blue() -> None:
    colour = StoredFrame(np.array([[[1, 2, 3]]], np.uint8), frame([0]).description)
    assert voi.to_rgb32(colour, VoiWindow(1, 1)).tolist() == [[0xFF010203]]
    assert voi.to_rgb32(colour, VoiWindow(1, 1), inverted=True).tolist() == [[0xFFFEFDFC]]


def test_floating_point_values_that_are_no_numbers_are_background() -> None:
    picture = frame([math.nan, 0.25, 0.75, math.inf], "f4")
    assert windowing.value_range(picture) == (0.25, 0.75)
    assert voi.to_uint8(picture, windowing.full_range(picture)).tolist() == [[0, 0, 255, 0]]
