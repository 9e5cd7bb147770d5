"""The bar that shows how large things are."""

from __future__ import annotations

import numpy as np
import pytest

from viewer.model.geometry import ViewSize
from viewer.model.viewport import Viewport
from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import FrameDescription
from viewer.pixels.spacing import UltrasoundRegion
from viewer.state.sight import Sight
from viewer.views.scale_bar import bar, scale_in_sight


@pytest.mark.parametrize(
    ("millimetres", "room", "length", "told"),
    [(0.5, 100, 100, "5 cm"), (0.3, 100, 66.7, "2 cm"), (0.1, 60, 50, "5 mm"), (0.001, 100, 100, "0.1 mm")],
)
def test_it_has_a_round_length(millimetres: float, room: float, length: float, told: str) -> None:
    found, text = bar(millimetres, "mm", room)
    assert found == pytest.approx(length, abs=0.1)
    assert text == told


def test_without_a_spacing_it_counts_pixels() -> None:
    assert bar(0.5, "px", 100) == (100.0, "50 px")


def ultrasound(viewport: Viewport, right_mm: float) -> Sight:
    """Two regions side by side, of 50 columns each and 0.5 mm and ``right_mm`` per pixel, in a view of 400 x 400."""
    regions = UltrasoundRegion(0, 0, 49, 99, (0.5, 0.5)), UltrasoundRegion(50, 0, 99, 99, (right_mm, right_mm))
    described = FrameDescription(
        rows=100, columns=100, spacing_attribute="SequenceOfUltrasoundRegions", ultrasound_regions=regions
    )
    return Sight(viewport, ViewSize(400, 400), image=StoredFrame(np.zeros((100, 100), np.uint8), described))


def test_it_is_not_drawn_while_ultrasound_regions_of_different_scales_are_in_sight() -> None:
    assert scale_in_sight(ultrasound(Viewport("u"), 2.0)) is None


def test_regions_of_one_scale_share_it() -> None:
    scale = scale_in_sight(ultrasound(Viewport("u"), 0.5))
    assert scale is not None
    assert (scale.across, scale.unit) == (0.5, "mm")


@pytest.mark.parametrize(("pan", "millimetres"), [(-30.0, 0.5), (30.0, 2.0)])
def test_it_is_that_of_the_only_region_in_sight(pan: float, millimetres: float) -> None:
    scale = scale_in_sight(ultrasound(Viewport("u", zoom=10.0, pan=(pan, 0.0)), 2.0))
    assert scale is not None
    assert (scale.across, scale.unit) == (millimetres, "mm")
