"""Colours for grey."""

from __future__ import annotations

import numpy as np
import pytest

from viewer.pixels.colour_tables import PALETTES, coloured, table


@pytest.mark.parametrize("name", PALETTES)
def test_every_palette_has_an_opaque_colour_for_each_grey(name: str) -> None:
    colours = table(name)
    assert colours.shape == (256,)
    assert (colours >> 24 == 0xFF).all()
    assert len(set(colours.tolist())) > 15


def test_grey_becomes_hot_iron_as_dicom_has_it() -> None:
    grey = np.array([[0xFF000000, 0xFF808080, 0xFFFFFFFF]], np.uint32)
    assert coloured(grey, "hot-iron").tolist() == [[0xFF000000, 0xFFFF0000, 0xFFFFFFFF]]
