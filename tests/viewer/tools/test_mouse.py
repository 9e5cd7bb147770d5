from __future__ import annotations

import pytest

from launcher.links.commands import COMMANDS
from launcher.links.options import options
from viewer.model.geometry import ViewSize
from viewer.model.viewport import Viewport
from viewer.state.sight import Sight
from viewer.tools.mouse import TOOLS


def sight(count: int = 10) -> Sight:
    return Sight(Viewport("k", count=count, zoom=2.0), ViewSize(400, 400))


def test_every_name_that_links_use_is_a_tool_or_is_said_to_come_later() -> None:
    (name,) = options(COMMANDS["dcmview2d:mouseLeftAction"])
    assert set(name.metadata["choices"]) - TOOLS.keys() == set()


def test_a_short_stack_scrolls_an_image_for_every_eight_pixels() -> None:
    begin = sight()
    assert TOOLS["sequence"].dragged(begin.viewport, begin.viewport, begin, 0, 40).position == 5


def test_a_long_stack_fits_into_the_height_of_the_view() -> None:
    begin = sight(count=400)
    assert TOOLS["sequence"].dragged(begin.viewport, begin.viewport, begin, 0, 399).position == 399


def test_panning_follows_the_pointer_in_a_turned_image() -> None:
    begin = sight()
    turned = Sight(begin.viewport.rotated(90), begin.view)
    assert TOOLS["pan"].dragged(turned.viewport, turned.viewport, turned, 10, 0).pan == pytest.approx((0.0, 5.0))


def test_a_tool_leaves_alone_what_it_does_not_decide() -> None:
    begin = sight()
    meanwhile = begin.viewport.scrolled(3)
    zoomed = TOOLS["zoom"].dragged(meanwhile, begin.viewport, begin, 0, -30)
    assert zoomed.position == 3
    assert zoomed.zoom > 2.0


def test_an_empty_view_cannot_be_dragged() -> None:
    empty = Sight(Viewport(), ViewSize(400, 400))
    for tool in TOOLS.values():
        assert tool.dragged(empty.viewport, empty.viewport, empty, 30, 30) == Viewport()
