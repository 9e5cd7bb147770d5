"""The texts around an image: who it is in any case, and which side is which after every turn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PyQt5.QtGui import QColor, QFont, QImage, QPainter

from launcher.protocol.events import SeriesUpdate
from launcher.references import Patient
from tests.viewer.conftest import slices
from viewer.model.geometry import ViewSize
from viewer.model.stack import FrameRef
from viewer.model.viewport import Viewport
from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import FrameDescription
from viewer.pixels.luts import Lut
from viewer.state.sight import Sight
from viewer.views.corners import Corners, Painter, annotated


def sight(**changes: Any) -> Sight:
    update, received = slices(3)
    viewport = Viewport(update.key, count=3, **changes)
    return Sight(viewport, ViewSize(640, 640), FrameRef(received.instances[0]))


@pytest.fixture
def update() -> SeriesUpdate:
    made: SeriesUpdate = slices(3)[0]
    return made


@pytest.mark.parametrize("extent", ["all", "minimal", "none"])
def test_name_and_id_are_always_there(update: SeriesUpdate, extent: str) -> None:
    texts = annotated(sight(), update, extent).top_left
    assert "Doe, P" in texts
    assert "ID: P" in texts


def test_a_patient_without_name_and_id_is_told_as_such(update: SeriesUpdate) -> None:
    texts = annotated(sight(), replace(update, patient=Patient()), "none").top_left
    assert texts == ("No name", "ID: none")


@pytest.mark.parametrize(
    ("changes", "edges"),
    [
        ({}, ("R", "A", "L", "P")),
        ({"flipped": True}, ("L", "A", "R", "P")),
        ({"rotation": 90}, ("P", "R", "A", "L")),
        ({"rotation": 180}, ("L", "P", "R", "A")),
        ({"rotation": 90, "flipped": True}, ("A", "R", "P", "L")),
    ],
)
def test_the_letters_turn_with_the_image(update: SeriesUpdate, changes: Any, edges: Any) -> None:
    assert annotated(sight(**changes), update, "all").edges == edges


@pytest.mark.parametrize("has_profile", [False, True])
def test_a_colour_profile_that_is_not_applied_is_told(update: SeriesUpdate, has_profile: bool) -> None:
    described = FrameDescription(rows=2, columns=2, samples_per_pixel=3, has_icc_profile=has_profile)
    shown = replace(sight(), image=StoredFrame(np.zeros((2, 2, 3), np.uint8), described))
    said = " ".join(annotated(shown, update, "all").bottom_left)
    assert ("ICC profile not applied" in said) is has_profile


@pytest.mark.parametrize(("explanation", "said"), [("HEAD", "HEAD"), ("", "Table of the file")])
def test_a_table_in_use_is_told_by_its_name(update: SeriesUpdate, explanation: str, said: str) -> None:
    lut = Lut(0, 8, np.arange(256, dtype=np.uint16), explanation)
    described = FrameDescription(rows=2, columns=2, voi_luts=(lut,))
    shown = replace(sight(), image=StoredFrame(np.zeros((2, 2), np.uint16), described))
    assert said in annotated(shown, update, "all").bottom_left
    chosen = replace(shown, viewport=replace(shown.viewport, window=(40.0, 400.0)))
    assert "W 400  L 40" in annotated(chosen, update, "all").bottom_left


@pytest.mark.parametrize("extent", ["all", "minimal", "none"])
def test_what_is_missing_of_an_image_stands_on_it(update: SeriesUpdate, extent: str) -> None:
    image = StoredFrame(np.zeros((2, 2), np.uint16), FrameDescription(rows=2, columns=2), missing=(62, 8192))
    (said,) = annotated(replace(sight(), image=image), update, extent).warnings
    assert said == "62 of 8,192 bytes are missing: the lower part of the image has not come"


def test_fewer_texts_still_tell_the_image_number(update: SeriesUpdate) -> None:
    texts = annotated(sight(), update, "minimal")
    assert "Image 1 / 3" in texts.bottom_left
    assert texts.bottom_right == ()


@pytest.mark.parametrize(
    ("expected", "received", "place"),
    [(3, 3, "Image 1 / 3"), (5, 3, "Image 1 / 3 of 5"), (5, 1, "Image 1 / 3 · incomplete")],
)
def test_who_looks_at_a_part_of_a_series_is_told(
    update: SeriesUpdate, expected: int, received: int, place: str
) -> None:
    series = replace(update, expected=expected, received=received)
    assert place in annotated(sight(), series, "all").bottom_left
    assert place in annotated(sight(), series, "minimal").bottom_left


def test_texts_can_be_read_over_white(application: Any) -> None:
    image = QImage(200, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    Painter(painter, 200, 60, QFont()).paint(Corners(top_left=("HHHH",)))
    painter.end()
    dark = [QColor(image.pixel(x, y)).lightness() < 90 for x in range(200) for y in range(60)]
    assert sum(dark) > 60


def test_the_place_of_the_slice_is_told_in_millimetres(update: SeriesUpdate) -> None:
    assert "Location: 5.0 mm" in annotated(sight(), update, "all").bottom_right


def test_a_picture_has_no_patient() -> None:
    texts = annotated(sight(), None, "all")
    assert texts.top_left == ()


def test_the_order_and_what_is_wrong_with_it_are_told(update: SeriesUpdate) -> None:
    texts = annotated(
        sight(), update, "all", order="Ordered by position", findings=["2 slices missing between 14 and 17"]
    )
    assert texts.bottom_right[-1] == "Ordered by position"
    assert texts.warnings == ("2 slices missing between 14 and 17",)
    assert "2 slices missing between 14 and 17" in annotated(sight(), update, "none", findings=texts.warnings).warnings
