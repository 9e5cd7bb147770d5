"""The bar that shows how large things are."""

from __future__ import annotations

import pytest

from viewer.views.scale_bar import bar


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
