"""What a display shutter hides, PS3.3 C.7.6.11: rows before columns, counted from 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset

from viewer.pixels.attributes import FrameAttributes
from viewer.pixels.decode import read_frame
from viewer.pixels.overlays import Overlay
from viewer.pixels.shutters import Shutter, cover, read_shutter
from viewer.render import rendered

RECTANGLE = {
    "ShutterShape": "RECTANGULAR",
    "ShutterUpperHorizontalEdge": 2,
    "ShutterLowerHorizontalEdge": 3,
    "ShutterLeftVerticalEdge": 2,
    "ShutterRightVerticalEdge": 5,
}


def visible(shutter: Shutter, rows: int, columns: int, aspect: float = 1.0) -> list[str]:
    return ["".join(".#"[int(bit)] for bit in row) for row in ~cover(shutter, rows, columns, aspect, ()).hidden]


def test_a_rectangle_shows_its_edges_and_what_is_between() -> None:
    assert visible(Shutter(rectangle=(2, 3, 2, 5)), 4, 6) == ["......", ".####.", ".####.", "......"]


def test_a_circle_has_its_centre_at_row_and_column() -> None:
    assert visible(Shutter(circle=((2, 4), 1)), 4, 6) == ["...#..", "..###.", "...#..", "......"]


def test_a_circle_is_round_on_screen_where_pixels_are_high() -> None:
    assert visible(Shutter(circle=((2, 3), 2)), 3, 5, aspect=2.0) == ["..#..", "#####", "..#.."]


def test_a_polygon_has_vertices_of_row_and_column() -> None:
    triangle = Shutter(polygon=((1.0, 1.0), (5.0, 1.0), (5.0, 5.0)))
    assert visible(triangle, 5, 5) == ["#....", "##...", "###..", "####.", "#####"]


@pytest.mark.parametrize("turn", [1, -1])
def test_a_polygon_shows_its_edges(turn: int) -> None:
    corners = ((2.0, 2.0), (2.0, 5.0), (3.0, 5.0), (3.0, 2.0))
    assert visible(Shutter(polygon=corners[::turn]), 4, 6) == ["......", ".####.", ".####.", "......"]


@pytest.mark.parametrize("turn", [1, -1])
def test_a_polygon_that_is_not_convex_hides_its_bay(turn: int) -> None:
    corners = ((0.5, 0.5), (0.5, 5.5), (4.5, 5.5), (4.5, 3.5), (2.5, 3.5), (2.5, 2.5), (4.5, 2.5), (4.5, 0.5))
    assert visible(Shutter(polygon=corners[::turn]), 4, 5) == ["#####", "#####", "##.##", "##.##"]


def test_of_several_shapes_only_what_lies_in_all_stays() -> None:
    both = Shutter(rectangle=(1, 2, 1, 6), circle=((2, 4), 1))
    assert visible(both, 4, 6) == ["...#..", "..###.", "......", "......"]


def test_far_away_shapes_hide_everything_and_harm_nothing() -> None:
    far = Shutter(polygon=((1e9, 1e9), (1e9, 2e9), (2e9, -1e9)))
    assert visible(far, 2, 2) == ["..", ".."]


def test_the_bits_of_the_plane_that_is_named_are_hidden() -> None:
    overlays = [Overlay(np.ones((1, 2), bool), (0, 1), 0x6002), Overlay(np.ones((2, 3), bool), (0, 0), 0x6000)]
    hidden = cover(Shutter(overlay_group=0x6002), 2, 3, 1.0, overlays).hidden
    assert hidden.tolist() == [[False, True, True], [False, False, False]]


@pytest.mark.parametrize(
    ("attributes", "found"),
    [
        ({}, None),
        ({"ShutterShape": "CIRCULAR"}, None),
        ({**RECTANGLE, "ShutterPresentationValue": 0x80FF}, Shutter(rectangle=(2, 3, 2, 5), grey=0x80)),
        (
            {"ShutterShape": "CIRCULAR", "CenterOfCircularShutter": [3, 4], "RadiusOfCircularShutter": 5},
            Shutter(circle=((3, 4), 5)),
        ),
        (
            {"ShutterShape": "POLYGONAL", "VerticesOfThePolygonalShutter": [1, 2, 3, 4, 5, 6]},
            Shutter(polygon=((1, 2), (3, 4), (5, 6))),
        ),
        ({"ShutterShape": "BITMAP", "ShutterOverlayGroup": 0x6000}, Shutter(overlay_group=0x6000)),
    ],
)
def test_a_header_says_its_shapes(attributes: dict[str, Any], found: Shutter | None) -> None:
    made = Dataset()
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    assert read_shutter(FrameAttributes(made)) == found


def test_a_frame_may_have_a_shutter_of_its_own() -> None:
    made, frame, macro = Dataset(), Dataset(), Dataset()
    for keyword, value in RECTANGLE.items():
        setattr(macro, keyword, value)
    frame.FrameDisplayShutterSequence = [macro]
    made.PerFrameFunctionalGroupsSequence = [Dataset(), frame]
    assert [read_shutter(FrameAttributes(made, index)) is None for index in (0, 1)] == [True, False]


def test_a_picture_is_covered_and_its_values_are_left_alone(written: Callable[..., str]) -> None:
    path = written(np.full((4, 6), 200, np.uint8), Modality="US", **RECTANGLE, ShutterPresentationValue=0x4000)
    assert (read_frame(path).values == 200).all()
    picture = rendered(path)
    assert (picture == 200).sum() == 8
    assert (picture == 0x40).sum() == 16
