"""How fast a file wants to be played."""

from __future__ import annotations

from typing import Any

import pytest
from pydicom import Dataset

from viewer.pixels.timing import Timing, read_timing


@pytest.mark.parametrize(
    ("attributes", "timing"),
    [
        ({}, Timing()),
        ({"RecommendedDisplayFrameRate": 25, "CineRate": 30, "FrameTime": 100}, Timing(25.0)),
        ({"CineRate": 30, "FrameTime": 100}, Timing(30.0)),
        ({"FrameTime": 40}, Timing(25.0)),
        ({"FrameTimeVector": [0, 100, 300], "PreferredPlaybackSequencing": 1}, Timing(None, (0.1, 0.3, 0.2), True)),
        ({"FrameTimeVector": [0, 100, 0]}, Timing()),
        ({"CineRate": 0, "FrameTime": 0}, Timing()),
    ],
)
def test_the_rate_for_display_goes_first(attributes: dict[str, Any], timing: Timing) -> None:
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    found = read_timing(dataset)
    assert (found.rate, found.sweep) == (timing.rate, timing.sweep)
    assert found.times == pytest.approx(timing.times)
