"""What is painted is what the frame holds, wherever it is looked at from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PyQt5.QtCore import QRect
from PyQt5.QtGui import QImage, QPainter

from viewer.model.geometry import ImageSize, ViewSize, placed
from viewer.model.viewport import Viewport
from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import FrameDescription, VoiWindow
from viewer.pixels.overlays import Overlay
from viewer.pixels.shutters import Cover
from viewer.state.sight import Sight
from viewer.views.canvas import Canvas, sampled_piece

PLAIN = VoiWindow(128.0, 256.0)
"""Shows 8-bit values as they are."""


def grey(values: np.ndarray, overlays: tuple[Overlay, ...] = ()) -> StoredFrame:
    rows, columns = values.shape
    description = FrameDescription(rows=rows, columns=columns, bits_allocated=8, bits_stored=8, high_bit=7)
    return StoredFrame(values, description, overlays)


def painted(frame: StoredFrame, viewport: Viewport, width: int, height: int, moving: bool = False) -> np.ndarray:
    """The grey levels on screen."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    Canvas().paint(painter, Sight(viewport, ViewSize(width, height), image=frame, kept=PLAIN), moving)
    painter.end()
    bits = image.constBits()
    assert bits is not None
    return np.frombuffer(bits.asstring(width * height * 4), np.uint8).reshape(height, width, 4)[..., 0]


VALUES = np.arange(6, dtype=np.uint8).reshape(2, 3) * 40

TURNED: list[tuple[Viewport, Any]] = [
    (Viewport(), lambda a: a),
    (Viewport(rotation=90), lambda a: np.rot90(a, -1)),
    (Viewport(rotation=180), lambda a: np.rot90(a, 2)),
    (Viewport(rotation=270), lambda a: np.rot90(a)),
    (Viewport(flipped=True), np.fliplr),
    (Viewport(rotation=90, flipped=True), lambda a: np.fliplr(np.rot90(a, -1))),
]


@pytest.mark.parametrize(("viewport", "turn"), TURNED)
def test_every_pixel_is_in_its_place_after_turns_and_flips(application: Any, viewport: Viewport, turn: Any) -> None:
    expected = turn(VALUES)
    height, width = expected.shape
    assert painted(grey(VALUES), viewport, width, height).tolist() == expected.tolist()


@pytest.mark.parametrize(("viewport", "turn"), TURNED)
def test_sampling_while_something_moves_gives_the_same_pixels(application: Any, viewport: Viewport, turn: Any) -> None:
    expected = turn(VALUES)
    height, width = expected.shape
    affine = placed(viewport, ImageSize(3, 2), ViewSize(width * 5, height * 5))
    piece = sampled_piece(grey(VALUES), affine, QRect(0, 0, width * 5, height * 5))
    assert piece.frame.values.tolist() == expected.repeat(5, 0).repeat(5, 1).tolist()


def test_a_large_image_looks_alike_in_motion_and_at_rest(application: Any) -> None:
    side = 1200
    values = np.add.outer(np.arange(side), np.arange(side)).astype(np.float64)
    frame = grey((values / values.max() * 250).astype(np.uint8))
    at_rest, in_motion = (painted(frame, Viewport(), 300, 300, moving) for moving in (False, True))
    assert np.abs(at_rest.astype(int) - in_motion.astype(int)).max() <= 3


def test_a_bright_pixel_of_a_reduced_image_is_not_lost_at_rest(application: Any) -> None:
    values = np.zeros((1200, 1200), np.uint8)
    values[601, 601] = 255
    assert painted(grey(values), Viewport(), 300, 300).max() > 0


def test_pixels_that_are_not_square_are_not_drawn_so(application: Any) -> None:
    values = np.full((10, 10), 200, np.uint8)
    frame = StoredFrame(
        values,
        FrameDescription(
            rows=10, columns=10, bits_allocated=8, bits_stored=8, high_bit=7, pixel_aspect_ratio=(2.0, 1.0)
        ),
    )
    seen = painted(frame, Viewport(), 40, 40)
    assert np.flatnonzero(seen[20] > 100).size == 20
    assert np.flatnonzero(seen[:, 20] > 100).size == 40


def test_zoom_and_pan_show_the_part_that_they_name(application: Any) -> None:
    values = np.zeros((100, 100), np.uint8)
    values[:, 50:] = 255
    seen = painted(grey(values), Viewport(zoom=4.0, pan=(25.0, 0.0)), 40, 40)
    assert seen.min() == 255


def test_a_free_angle_is_drawn_too(application: Any) -> None:
    seen = painted(grey(np.full((50, 50), 255, np.uint8)), Viewport(rotation=45, zoom=1.0), 80, 80)
    assert seen[40, 40] == 255
    assert seen[18, 18] == 0


def test_inversion_and_window_apply(application: Any) -> None:
    assert painted(grey(VALUES), Viewport(inverted=True), 3, 2).tolist() == (255 - VALUES).tolist()
    assert painted(grey(VALUES), Viewport(window=(100.0, 1.0)), 3, 2).tolist() == [[0, 0, 0], [255, 255, 255]]


def test_overlays_lie_over_the_image(application: Any) -> None:
    overlay = Overlay(np.ones((1, 2), bool), origin=(1, 1))
    seen = painted(grey(VALUES, (overlay,)), Viewport(), 3, 2)
    assert seen.tolist() == [[0, 40, 80], [120, 255, 255]]


def test_what_the_shutter_hides_is_covered_below_the_overlays(application: Any) -> None:
    hidden = np.zeros((2, 3), bool)
    hidden[:, 2] = True
    frame = replace(grey(VALUES, (Overlay(np.ones((1, 1), bool), origin=(1, 2)),)), cover=Cover(hidden, 77))
    assert painted(frame, Viewport(), 3, 2).tolist() == [[0, 40, 77], [120, 160, 255]]
    assert painted(frame, Viewport(inverted=True), 3, 2)[:, 2].tolist() == [77, 255]


def test_nothing_in_sight_is_no_error(application: Any) -> None:
    assert painted(grey(VALUES), Viewport(zoom=1.0, pan=(500.0, 0.0)), 30, 30).max() == 0
