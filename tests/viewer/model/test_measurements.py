"""What is drawn, and what it measures: by the attribute that the file gives, or in pixels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from viewer.model.measurements import (
    KINDS,
    Angle,
    CobbAngle,
    Ellipse,
    Length,
    Polyline,
    Rectangle,
    Text,
    measured,
)  # fmt: skip
from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import FrameDescription
from viewer.pixels.spacing import UltrasoundRegion


def frame(values: Any = None, **changes: Any) -> StoredFrame:
    pixels = np.zeros((100, 100), np.int16) if values is None else np.asarray(values, np.int16)
    known = {"rows": pixels.shape[0], "columns": pixels.shape[1], "pixel_representation": 1}
    return StoredFrame(pixels, FrameDescription(**{**known, **changes}))


SQUARE = {"pixel_spacing_mm": (0.5, 0.5), "spacing_attribute": "PixelSpacing"}
OBLONG = {"pixel_spacing_mm": (2.0, 1.0), "spacing_attribute": "PixelSpacing"}  # 2 mm from row to row


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (SQUARE, "25.0 mm (Pixel Spacing)"),
        ({**SQUARE, "spacing_attribute": "PixelMeasuresSequence"}, "25.0 mm (Pixel Measures)"),
        ({**SQUARE, "spacing_attribute": "ImagerPixelSpacing"}, "25.0 mm at detector (Imager Pixel Spacing)"),
        ({**SQUARE, "spacing_attribute": "NominalScannedPixelSpacing"},
         "25.0 mm as scanned (Nominal Scanned Pixel Spacing)"),
        ({}, "50.0 px"),
        ({"pixel_aspect_ratio": (2.0, 1.0)}, "85.4 px (Pixel Aspect Ratio)"),
    ],
)  # fmt: skip
def test_a_length_says_by_what_it_was_measured_or_counts_pixels(changes: Any, told: str) -> None:
    assert measured(Length(((10, 10), (40, 50))), frame(**changes)).lines == (told,)


def test_rows_and_columns_count_with_their_own_spacing() -> None:
    across, down = Length(((10, 10), (20, 10))), Length(((10, 10), (10, 20)))
    assert measured(across, frame(**OBLONG)).value == 10.0
    assert measured(down, frame(**OBLONG)).value == 20.0


@pytest.mark.parametrize(
    ("points", "told"),
    [
        (((10, 10), (20, 10)), "5.0 mm (Ultrasound Regions)"),
        (((60, 10), (70, 10)), "20.0 mm (Ultrasound Regions)"),
        (((10, 10), (70, 10)), "60.0 px (not within one ultrasound region)"),
        (((10, 80), (20, 80)), "10.0 px (not within one ultrasound region)"),
    ],
)
def test_in_ultrasound_a_length_counts_within_one_region_only(points: Any, told: str) -> None:
    regions = UltrasoundRegion(0, 0, 49, 49, (0.5, 0.5)), UltrasoundRegion(50, 0, 99, 49, (2.0, 2.0))
    found = frame(spacing_attribute="SequenceOfUltrasoundRegions", ultrasound_regions=regions)
    assert measured(Length(points), found).lines == (told,)


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (Angle(((20, 10), (10, 10), (10, 20))), "90.0°"),
        (Angle(((20, 10), (10, 10), (20, 20))), "45.0°"),
        (CobbAngle(((0, 0), (10, 0), (40, 10), (30, 20))), "45.0°"),
        (CobbAngle(((0, 0), (10, 0), (0, 10), (0, 20))), "90.0°"),
    ],
)
def test_angles_are_those_on_the_patient(shape: Any, told: str) -> None:
    assert measured(shape, frame(**SQUARE)).lines == (told,)


def test_angles_of_pixels_that_are_not_square_are_those_on_the_patient_too() -> None:
    assert measured(Angle(((20, 10), (10, 10), (20, 15))), frame(**OBLONG)).lines == ("45.0°",)


def test_a_line_with_corners_adds_up() -> None:
    assert measured(Polyline(((0, 0), (30, 40), (30, 60))), frame(**SQUARE)).value == 35.0


def test_a_rectangle_tells_the_values_whose_centres_lie_in_it() -> None:
    values = np.arange(100 * 100).reshape(100, 100) % 100
    result = measured(Rectangle(((10, 20), (14, 22))), frame(values, **OBLONG, unit="HU"))
    found = result.statistics
    assert found is not None
    assert (found.count, found.mean, found.minimum, found.maximum, found.unit) == (8, 11.5, 10, 13, "HU")
    assert found.sd == pytest.approx(np.std([10, 11, 12, 13] * 2, ddof=1))
    assert (result.value, result.unit) == (16.0, "mm²")
    assert result.lines == ("Mean 11.5 ± 1.2 HU", "Min 10  Max 13  n 8", "Area 16 mm² (Pixel Spacing)")


def test_a_region_over_padding_says_how_many_pixels_count() -> None:
    values = np.full((100, 100), 5)
    values[:, 50:] = -2000
    result = measured(Rectangle(((48, 10), (52, 12))), frame(values, pixel_padding=(-2000, -2000)))
    assert result.lines == ("Mean 5 ± 0", "Min 5  Max 5  n 4", "4 of 8 pixels, padding left out", "Area 8 px²")


def test_an_ellipse_leaves_out_the_corners() -> None:
    values = np.zeros((100, 100))
    values[10, 10] = 1000
    result = measured(Ellipse(((10, 10), (30, 20))), frame(values, **SQUARE))
    assert result.statistics is not None
    assert result.statistics.maximum == 0
    assert result.value == pytest.approx(np.pi / 4 * 20 * 10 * 0.25)
    assert result.statistics.count == pytest.approx(np.pi / 4 * 200, rel=0.05)


def test_a_region_beyond_the_edges_counts_what_there_is_of_the_image() -> None:
    result = measured(Rectangle(((-50, -50), (2, 2))), frame())
    assert result.statistics is not None
    assert result.statistics.count == 4
    assert measured(Rectangle(((-50, -50), (-10, -10))), frame()).statistics is None


def test_a_region_that_is_too_large_for_now_gets_its_area_only() -> None:
    result = measured(Rectangle(((0, 0), (50, 50))), frame(), largest=100)
    assert result.statistics is None
    assert result.lines == ("Area 2500 px²",)


@pytest.mark.parametrize("kind", list(KINDS.values()), ids=lambda kind: kind.name)
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_what_is_still_being_drawn_can_be_drawn_and_measured(kind: Any, count: int) -> None:
    shape = kind(((5.0, 5.0), (9.0, 5.0), (9.0, 9.0), (5.0, 9.0))[: min(count, kind.needs)])
    assert shape.lines
    assert measured(shape, frame()) is not None


@pytest.mark.parametrize("kind", list(KINDS.values()), ids=lambda kind: kind.name)
def test_every_handle_goes_where_it_is_taken_and_a_move_takes_all_of_them(kind: Any) -> None:
    shape = kind(((5.0, 5.0), (9.0, 6.0), (9.0, 9.0), (5.0, 9.0))[: min(kind.needs, 4)])
    for index in range(len(shape.handles)):
        assert (1.0, 2.0) in shape.with_handle(index, (1.0, 2.0)).handles
    moved = shape.moved(10, -1)
    assert [(x + 10, y - 1) for x, y in shape.handles] == list(moved.handles)


def test_a_text_is_cleaned_and_not_endless() -> None:
    assert Text(((1, 1),)).named(" a\x07b\n" + "x" * 900).text == "ab" + "x" * 198
