"""How often each value occurs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import FrameDescription
from viewer.pixels.histogram import BINS, histogram_of


def frame(values: Any, **changes: Any) -> StoredFrame:
    pixels = np.asarray(values, np.uint16)
    return StoredFrame(pixels, FrameDescription(rows=pixels.shape[0], columns=pixels.shape[1], **changes))


def test_few_whole_numbers_have_a_bin_each_around_the_value() -> None:
    found = histogram_of(frame([[0, 1, 1, 3]], rescale_intercept=-1000.0))

    assert found is not None
    assert found.edges.tolist() == [-1000.5, -999.5, -998.5, -997.5, -996.5]
    assert found.counts.tolist() == [1, 2, 0, 1]
    assert found.statistics.mean == -998.75


def test_many_values_share_bins_of_one_width_and_none_is_lost() -> None:
    found = histogram_of(frame(np.arange(4096).reshape(64, 64)))

    assert found is not None
    assert len(found.counts) == BINS
    assert found.counts.sum() == 4096
    assert (found.counts == 16).all()


def test_padding_does_not_count() -> None:
    found = histogram_of(frame([[0, 5, 5]], pixel_padding=(0, 0)))

    assert found is not None
    assert found.counts.tolist() == [2]


@pytest.mark.parametrize("values", [(0.5, 0.5), (1e16, 1e16 + 2), (1e29, 1e29), (-3e29, 3e29), (5.0, 5.0)])
def test_numbers_of_any_size_are_all_counted(values: tuple[float, ...]) -> None:
    found = histogram_of(StoredFrame(np.array([values]), FrameDescription(rows=1, columns=2)))

    assert found is not None
    assert found.counts.sum() == 2
    assert found.edges[0] < found.edges[-1]


@pytest.mark.parametrize("values", [(-1.7e308, 1.7e308), (1e300, 1e300), (np.nan, np.inf)])
def test_numbers_with_which_nothing_can_be_computed_have_none(values: tuple[float, ...]) -> None:
    assert histogram_of(StoredFrame(np.array([values]), FrameDescription(rows=1, columns=2))) is None


def test_colour_has_none() -> None:
    colour = StoredFrame(
        np.zeros((4, 4, 3), np.uint8),
        FrameDescription(rows=4, columns=4, samples_per_pixel=3, photometric_interpretation="RGB"),
    )
    assert histogram_of(colour) is None
