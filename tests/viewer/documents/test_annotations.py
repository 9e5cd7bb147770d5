"""Graphics and texts of presentation states lie where the state says, worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import Dataset

from tests.viewer.documents.objects import presentation_state
from tests.viewer.documents.states import area, item_with, read
from viewer.documents.shapes import Path as Line
from viewer.documents.shapes import Words


def graphic(kind: str, points: list[float], units: str = "PIXEL", filled: str = "N") -> Dataset:
    made = Dataset()
    made.GraphicAnnotationUnits, made.GraphicDimensions, made.NumberOfGraphicPoints = units, 2, len(points) // 2
    made.GraphicData, made.GraphicType, made.GraphicFilled = points, kind, filled
    return made


def words(text: str, units: str = "PIXEL", **attributes: Any) -> Dataset:
    placed = {"BoundingBoxAnnotationUnits": units, "AnchorPointAnnotationUnits": units}
    return item_with(UnformattedTextValue=text, **placed, **attributes)


def annotated(image: Dataset, graphics: list[Dataset], texts: list[Dataset], **attributes: Any) -> Dataset:
    layer, annotation = Dataset(), Dataset()
    layer.GraphicLayer, layer.GraphicLayerOrder = "ONE", 1
    annotation.GraphicLayer, annotation.GraphicObjectSequence, annotation.TextObjectSequence = "ONE", graphics, texts
    attributes |= {"GraphicLayerSequence": [layer], "GraphicAnnotationSequence": [annotation]}
    return presentation_state(image, **attributes)


def shapes(path: Path, state: Dataset, image: Dataset) -> tuple[Any, ...]:
    return read(path, state).shapes(str(image.SOPInstanceUID), 0, (128, 128))


def test_lines_circles_ellipses_and_points_lie_where_the_state_says(image: Dataset, tmp_path: Path) -> None:
    graphics = [
        graphic("POLYLINE", [0.0, 0, 10, 0, 10, 10]),
        graphic("POLYLINE", [0.0, 0, 10, 0, 10, 10, 0, 0], filled="Y"),
        graphic("CIRCLE", [50.0, 50, 60, 50]),
        graphic("ELLIPSE", [20.0, 50, 80, 50, 50, 40, 50, 60]),
        graphic("POINT", [5.0, 6]),
        graphic("INTERPOLATED", [0.0, 0, 10, 10, 20, 0]),
    ]
    line, closed, circle, ellipse, point, curve = shapes(tmp_path, annotated(image, graphics, []), image)
    assert line.points == ((0, 0), (10, 0), (10, 10))
    assert (line.is_closed, closed.is_closed, closed.is_filled) == (False, True, True)
    assert {round(np.hypot(x - 50, y - 50), 6) for x, y in circle.points} == {10.0}
    assert {round(((x - 50) / 30) ** 2 + ((y - 50) / 10) ** 2, 6) for x, y in ellipse.points} == {1.0}
    assert point.points == ((5, 6),)
    assert {(0.0, 0.0), (10.0, 10.0), (20.0, 0.0)} <= set(curve.points)


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ({}, (32.0, 24.0)),
        ({"ImageHorizontalFlip": "Y"}, (96.0, 24.0)),
        ({"ImageRotation": 180}, (96.0, 40.0)),
        ({"ImageRotation": 90}, (24.0, 56.0)),  # what stands at the left of the screen is the bottom of the image
        ({"ImageRotation": 270}, (104.0, 8.0)),
    ],
)
def test_display_coordinates_are_fractions_of_the_area_as_it_stands_on_the_screen(
    turn: dict[str, Any], expected: tuple[float, float], image: Dataset, tmp_path: Path
) -> None:
    shown = [area("SCALE TO FIT", 1, 1, 128, 64)]
    x, y = (0.25, 0.375) if "ImageRotation" not in turn or turn["ImageRotation"] == 180 else (0.125, 0.1875)
    state = annotated(image, [graphic("POINT", [x, y], "DISPLAY")], [], DisplayedAreaSelectionSequence=shown, **turn)
    (point,) = shapes(tmp_path, state, image)
    assert point.points[0] == pytest.approx(expected)


def test_texts_stand_in_their_box_or_at_their_anchor(image: Dataset, tmp_path: Path) -> None:
    boxed = words(
        "In a box\r\nof two lines",
        BoundingBoxTopLeftHandCorner=[10.0, 10], BoundingBoxBottomRightHandCorner=[60.0, 30],
        BoundingBoxTextHorizontalJustification="CENTER",
    )  # fmt: skip
    anchored = words("<b>Here</b>", AnchorPoint=[64.0, 64], AnchorPointVisibility="Y")
    in_box, at_anchor = shapes(tmp_path, annotated(image, [], [boxed, anchored]), image)
    assert isinstance(in_box, Words)
    assert (in_box.text, in_box.box, in_box.side) == ("In a box\nof two lines", ((10, 10), (60, 30)), "CENTER")
    assert (at_anchor.text, at_anchor.anchor, at_anchor.is_tied) == ("<b>Here</b>", (64, 64), True)


def test_layers_have_their_order_and_their_colour(image: Dataset, tmp_path: Path) -> None:
    state = annotated(image, [graphic("POINT", [1.0, 1])], [])
    second, layer = Dataset(), Dataset()
    layer.GraphicLayer, layer.GraphicLayerOrder = "TWO", 0
    layer.GraphicLayerRecommendedDisplayCIELabValue = [65535, 32896, 32896]
    second.GraphicLayer, second.GraphicObjectSequence = "TWO", [graphic("POINT", [2.0, 2])]
    state.GraphicLayerSequence.append(layer)
    state.GraphicAnnotationSequence.append(second)
    found = shapes(tmp_path, state, image)
    assert [shape.points[0][0] for shape in found if isinstance(shape, Line)] == [2, 1]
    assert all(part >= 254 for part in found[0].rgb)  # white


def test_graphics_without_enough_points_are_left_out(image: Dataset, tmp_path: Path) -> None:
    graphics = [graphic("CIRCLE", [1.0, 1]), graphic("ELLIPSE", [1.0, 1, 2, 2]), graphic("POLYLINE", [1.0, 1])]
    graphics[2].GraphicData = None
    assert shapes(tmp_path, annotated(image, graphics, [words("nowhere")]), image) == ()
