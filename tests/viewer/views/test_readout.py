"""The value under the pointer."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt5.QtCore import QPointF

from viewer.model.geometry import ViewSize
from viewer.model.viewport import Viewport
from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import FrameDescription
from viewer.state.sight import Sight
from viewer.views.readout import value_at


@pytest.mark.parametrize(("place", "told"), [((5, 5), "(0, 0)  43 HU"), ((15, 5), "(1, 0)  padding"), ((25, 5), "")])
def test_it_tells_the_value_or_that_there_is_padding(place: tuple[int, int], told: str) -> None:
    described = FrameDescription(rows=2, columns=2, pixel_representation=1, pixel_padding=(-2000, -2000), unit="HU")
    image = StoredFrame(np.array([[43, -2000], [43, 43]], np.int16), described)
    assert value_at(Sight(Viewport("c"), ViewSize(20, 20), image=image), QPointF(*place)) == told
