"""The window of the histogram: follows the view, and says what it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PyQt5.QtWidgets import QLabel

from launcher.protocol.events import JobUpdate
from tests.files import bundled
from tests.viewer.conftest import announcement, tell
from viewer.dialogs.histogram import HistogramDialog


@pytest.fixture
def histogram(window: Any) -> Iterator[HistogramDialog]:
    tell(window.store, JobUpdate(1, "CT", "local", "done"), *announcement(bundled("CT_small.dcm")))
    window.show_histogram()
    found = window.findChild(HistogramDialog)
    yield found
    found.reject()


def told(histogram: HistogramDialog) -> str:
    return " ".join(label.text() for label in histogram.findChildren(QLabel))


def test_it_counts_the_selected_image_in_its_unit(histogram: HistogramDialog, until: Callable[..., None]) -> None:
    until(lambda: "16384 pixels, from -896 to 1167 HU" in told(histogram))


def test_what_the_window_of_the_image_spans_is_shaded(
    window: Any, histogram: HistogramDialog, until: Callable[..., None]
) -> None:
    until(lambda: "pixels" in told(histogram))
    window.store.change(lambda viewport, sight: viewport.windowed(40, 400))

    assert histogram._span.getRegion() == (-160, 240)
