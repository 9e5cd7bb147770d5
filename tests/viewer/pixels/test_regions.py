"""Values in a part of a frame."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.files import bundled
from viewer.pixels.decode import StoredFrame, read_frame
from viewer.pixels.description import FrameDescription
from viewer.pixels.regions import range_of, statistics_of
from viewer.pixels.units import RealWorldMapping


def frame(values: Any, **changes: Any) -> StoredFrame:
    pixels = np.asarray(values, np.uint16)
    return StoredFrame(pixels, FrameDescription(rows=pixels.shape[0], columns=pixels.shape[1], **changes))


def test_padding_is_no_value() -> None:
    found = statistics_of(frame([[0, 10], [20, 0]], pixel_padding=(0, 0)), (0, 0, 2, 2))
    assert found is not None
    assert (found.count, found.mean) == (2, 15)


def test_nothing_but_padding_has_no_statistics() -> None:
    assert statistics_of(frame([[0, 0]], pixel_padding=(0, 0)), (0, 0, 2, 1)) is None


def test_one_pixel_has_no_spread() -> None:
    found = statistics_of(frame([[5, 6]]), (0, 0, 1, 1))
    assert found is not None
    assert (found.count, found.sd) == (1, 0)


def test_colours_are_no_measurement() -> None:
    colour = StoredFrame(
        np.zeros((4, 4, 3), np.uint8),
        FrameDescription(rows=4, columns=4, samples_per_pixel=3, photometric_interpretation="RGB"),
    )
    assert statistics_of(colour, (0, 0, 4, 4)) is None


def test_values_are_those_of_the_modality_and_the_window_is_about_the_rescaled_ones() -> None:
    found = frame([[1, 2]], rescale_slope=10.0, real_world_mapping=RealWorldMapping(0.5, 0.0), unit="g/ml")
    statistics = statistics_of(found, (0, 0, 2, 1))
    assert statistics is not None
    assert statistics.mean == 0.75
    assert range_of(found, (0, 0, 2, 1)) == (10, 20)


@pytest.mark.parametrize(("box", "count"), [((0.4, 0, 1.5, 1), 1), ((0.6, 0, 1.6, 1), 1), ((0.2, 0, 1.8, 1), 2)])
def test_a_pixel_counts_if_its_centre_is_inside(box: Any, count: int) -> None:
    found = statistics_of(frame([[1, 2]]), box)
    assert found is not None
    assert found.count == count


@pytest.mark.parametrize(
    ("box", "elliptic", "expected"),
    [
        ((85, 20, 110, 45), False, (625, -520.6176, 352.717890, -866, 177)),
        ((50, 80, 90, 110), True, (940, 7.831915, 53.972673, -134, 206)),
    ],
)
def test_imagej_counts_the_same(box: Any, elliptic: bool, expected: Any) -> None:
    """Measured by ImageJ 1.53t, ``makeRectangle(85, 20, 25, 25)`` and ``makeOval(50, 80, 40, 30)``."""
    found = statistics_of(read_frame(str(bundled("CT_small.dcm"))), box, elliptic)
    assert found is not None
    told = found.count, found.mean, found.sd, found.minimum, found.maximum
    assert told == pytest.approx(expected, abs=1e-4)
    assert found.unit == "HU"
