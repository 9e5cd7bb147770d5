"""Where the window stands."""

from __future__ import annotations

from typing import Any

import pytest
from PyQt5.QtCore import QRect

from viewer.views.placement import FRAME, first_place


@pytest.mark.parametrize("room", [(0, 0, 800, 600), (0, 27, 1280, 773), (1920, 0, 2560, 1440)])
def test_the_first_window_fits_into_the_screen_with_its_frame(room: tuple[int, int, int, int]) -> None:
    place = first_place(QRect(*room))

    assert QRect(*room).contains(QRect(place.topLeft(), place.size() + FRAME))


def test_a_window_without_a_screen_has_its_full_size(window: Any) -> None:
    assert (window.width(), window.height()) == (1280, 800)
