"""Drawing on images with the mouse: it stays where it was drawn, can be changed, and can be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PyQt5.QtCore import QCoreApplication, QPoint, QRectF, Qt
from PyQt5.QtGui import QContextMenuEvent, QImage, QPainter
from PyQt5.QtTest import QTest

from launcher.protocol.events import JobUpdate
from tests.files import bundled
from tests.viewer.conftest import announcement, slices, tell
from tests.viewer.views.mouse import LEFT, NOTHING, move, wheel
from viewer.model.geometry import ViewSize
from viewer.model.measurements import Angle, Arrow, Ellipse, Length, Polyline, Rectangle, Text
from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import FrameDescription
from viewer.state.sight import Sight
from viewer.views.drawings import DrawingsPainter


@pytest.fixture
def view(window: Any, until: Callable[..., None]) -> Any:
    """The one view of a window that shows a real CT image, 128 × 128."""
    tell(window.store, JobUpdate(1, "CT", "local", "done"), *announcement(bundled("CT_small.dcm")))
    until(lambda: window.store.sight(0).image is not None)
    return window.grid.views[0]


def at(view: Any, column: float, row: float) -> QPoint:
    x, y = view._store.sight(0).affine.to_view(column, row)
    return QPoint(round(x), round(y))


def drag(view: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    first, last = at(view, *start), at(view, *end)
    QTest.mousePress(view, LEFT, NOTHING, first)
    move(view, LEFT, (first + last) / 2, NOTHING)
    move(view, LEFT, last, NOTHING)
    QTest.mouseRelease(view, LEFT, NOTHING, last)


def click(view: Any, column: float, row: float) -> None:
    QTest.mouseClick(view, LEFT, NOTHING, at(view, column, row))


def act(window: Any, name: str) -> None:
    window.menus.actions[name].trigger()


def shapes(window: Any) -> list[Any]:
    return [item.shape for item in window.store.marks.drawings.items]


def test_a_drag_draws_a_length_in_image_coordinates(window: Any, view: Any) -> None:
    act(window, "pen-length")
    drag(view, (20, 20), (70, 60))
    (shape,) = shapes(window)
    assert isinstance(shape, Length)
    assert [*shape.points[0], *shape.points[1]] == pytest.approx([20, 20, 70, 60], abs=0.3)


def test_two_clicks_draw_the_same(window: Any, view: Any) -> None:
    act(window, "pen-length")
    click(view, 20, 20)
    assert shapes(window) == []
    click(view, 70, 60)
    assert len(shapes(window)) == 1


@pytest.mark.parametrize("change", ["rotated", "flipped", "zoomed"])
def test_however_the_image_lies_the_drawing_lies_on_the_same_pixels(window: Any, view: Any, change: str) -> None:
    turn = {
        "rotated": lambda now, _: now.rotated(90),
        "flipped": lambda now, _: now.flip_horizontally(),
        "zoomed": lambda now, _: now.zoom_set(3.0).moved(20, -10),
    }[change]
    window.store.change(turn)
    act(window, "pen-rectangle")
    drag(view, (60, 50), (90, 70))
    assert shapes(window)[0].box == pytest.approx((60, 50, 90, 70), abs=0.5)


def test_an_angle_takes_a_drag_and_a_click_and_a_cobb_angle_two_drags(window: Any, view: Any) -> None:
    act(window, "pen-angle")
    drag(view, (20, 90), (30, 60))
    click(view, 48, 72)
    act(window, "pen-cobb")
    drag(view, (80, 20), (110, 20))
    drag(view, (80, 60), (110, 90))
    angle, cobb = window.store.marks.drawings.items
    assert isinstance(angle.shape, Angle)
    assert cobb.result.value == pytest.approx(45, abs=0.5)


def test_a_line_with_corners_ends_with_a_double_click(window: Any, view: Any) -> None:
    act(window, "pen-polyline")
    for place in ((20, 20), (40, 20), (40, 60)):
        click(view, *place)
    QTest.mouseDClick(view, LEFT, NOTHING, at(view, 40, 60))
    (shape,) = shapes(window)
    assert isinstance(shape, Polyline)
    assert len(shape.points) == 3


def test_a_right_click_ends_a_line_with_corners_and_gives_up_anything_that_is_not_complete(
    window: Any, view: Any
) -> None:
    for pen in ("pen-polyline", "pen-angle"):
        act(window, pen)
        click(view, 20, 20)
        click(view, 60, 20)
        _right_click(view)
    (shape,) = shapes(window)
    assert isinstance(shape, Polyline)
    assert len(shape.points) == 2


def _right_click(view: Any) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(60, 60))
    QCoreApplication.sendEvent(view, event)


def test_another_button_does_not_disturb_a_drawing(window: Any, view: Any) -> None:
    act(window, "pen-length")
    click(view, 20, 20)
    QTest.mouseClick(view, Qt.MouseButton.MiddleButton, NOTHING, at(view, 40, 40))
    click(view, 70, 20)
    (shape,) = shapes(window)
    assert [*shape.points[0], *shape.points[1]] == pytest.approx([20, 20, 70, 20], abs=0.3)


def test_escape_gives_up_a_drawing_and_leaves_the_view_as_it_is(window: Any, view: Any) -> None:
    window.store.change(lambda now, _: now.zoom_set(3.0))
    act(window, "pen-length")
    click(view, 50, 50)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    click(view, 60, 60)
    click(view, 70, 70)
    assert len(shapes(window)) == 1
    assert window.store.sight(0).magnification == 3.0


def test_a_drawing_is_moved_by_its_line_and_changed_by_its_handles(window: Any, view: Any) -> None:
    act(window, "pen-length")
    drag(view, (20, 20), (60, 20))
    drag(view, (40, 20), (40, 50))
    assert shapes(window)[0].points[0] == pytest.approx((20, 50), abs=0.5)
    drag(view, (60, 50), (60, 90))
    assert shapes(window)[0].points[1] == pytest.approx((60, 90), abs=0.5)
    assert len(shapes(window)) == 1
    act(window, "undo")
    act(window, "undo")
    assert shapes(window)[0].points[0] == pytest.approx((20, 20), abs=0.5)
    act(window, "redo")
    assert shapes(window)[0].points[0] == pytest.approx((20, 50), abs=0.5)


def test_a_region_is_measured_anew_where_it_comes_to(window: Any, view: Any) -> None:
    act(window, "pen-ellipse")
    drag(view, (50, 80), (90, 110))
    before = window.store.marks.drawings.items[0].result.statistics
    drag(view, (90, 95), (60, 40))
    after = window.store.marks.drawings.items[0].result.statistics
    assert isinstance(shapes(window)[0], Ellipse)
    assert before != after
    assert after.unit == "HU"


def test_delete_removes_what_is_chosen_and_undo_brings_it_back(window: Any, view: Any, application: Any) -> None:
    act(window, "pen-arrow")
    drag(view, (20, 20), (60, 20))
    drag(view, (20, 90), (60, 90))
    window.activateWindow()
    view.setFocus()
    application.processEvents()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert [type(shape) for shape in shapes(window)] == [Arrow]
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(shapes(window)) == 2
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert shapes(window) == []


def test_a_text_is_typed_where_it_will_stand(window: Any, view: Any, application: Any) -> None:
    window.activateWindow()
    act(window, "pen-text")
    click(view, 64, 30)
    entry = view.findChild(type(_entry(view)))
    QTest.keyClicks(entry, "wet read: K?")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert shapes(window) == [Text(shapes(window)[0].points, "wet read: K?")]
    assert window.store.marks.key_images == ()


def test_a_text_that_is_empty_or_given_up_is_none(window: Any, view: Any) -> None:
    act(window, "pen-text")
    click(view, 64, 30)
    QTest.keyClick(_entry(view), Qt.Key.Key_Return)
    click(view, 64, 60)
    entry = _entry(view)
    QTest.keyClicks(entry, "no")
    QTest.keyClick(entry, Qt.Key.Key_Escape)
    assert shapes(window) == []


def test_a_double_click_on_a_drawing_gives_it_a_text(window: Any, view: Any) -> None:
    act(window, "pen-length")
    drag(view, (20, 20), (60, 20))
    QTest.mouseDClick(view, LEFT, NOTHING, at(view, 40, 20))
    entry = _entry(view)
    QTest.keyClicks(entry, "aorta")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert shapes(window)[0].text == "aorta"
    act(window, "undo")
    assert shapes(window)[0].text == ""


def _entry(view: Any) -> Any:
    from viewer.views.text_entry import TextEntry

    return [child for child in view.findChildren(TextEntry) if child.isVisible()][-1]


def test_a_region_becomes_the_window(window: Any, view: Any) -> None:
    window.store.set_tool("region")
    drag(view, (85, 20), (110, 45))
    statistics = _values(window, Rectangle(((85, 20), (110, 45))))
    center, width = window.store.sight(0).window
    assert (center - width / 2, center + width / 2) == pytest.approx(
        (statistics.minimum, statistics.maximum + 1), abs=99
    )
    assert shapes(window) == []


def test_a_region_of_fractions_becomes_a_window_of_fractions(window: Any, store: Any) -> None:
    from viewer.tools.gestures import window_region

    values = np.linspace(0.0, 0.5, 100, dtype=np.float32).reshape(10, 10)
    frame = StoredFrame(values, FrameDescription(rows=10, columns=10, bits_allocated=32, bits_stored=32, high_bit=31))
    tell(store, JobUpdate(1, "MR", "local", "done"), *slices(1))
    sight = Sight(store.desk.group.view, ViewSize(100, 100), None, frame)
    window_region(store, sight, Rectangle(((0, 0), (10, 10))))
    assert store.desk.group.view.window == pytest.approx((0.25, 0.5))


def test_a_region_of_colours_has_no_window_and_that_is_said(window: Any, until: Callable[..., None]) -> None:
    tell(window.store, JobUpdate(1, "US", "local", "done"), *announcement(bundled("examples_rgb_color.dcm")))
    until(lambda: window.store.sight(0).image is not None)
    window.store.set_tool("region")
    drag(window.grid.views[0], (20, 20), (60, 60))
    assert "no window" in window.store.board.notices.current.message.title


def _values(window: Any, region: Rectangle) -> Any:
    from viewer.pixels.regions import statistics_of

    return statistics_of(window.store.sight(0).image, region.box)


def test_a_drawing_stays_with_its_frame(window: Any) -> None:
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(3))
    store, view = window.store, window.grid.views[0]
    act(window, "pen-length")
    drag(view, (20, 20), (60, 20))
    assert len(store.marks.drawings.on(store.sight(0).frame.key)) == 1
    wheel(view, -1)
    assert store.marks.drawings.on(store.sight(0).frame.key) == ()
    wheel(view, 1)
    assert len(store.marks.drawings.on(store.sight(0).frame.key)) == 1


def test_a_drawing_that_is_not_finished_goes_when_another_image_comes(window: Any) -> None:
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(5))
    view = window.grid.views[0]
    act(window, "pen-length")
    click(view, 20, 20)
    wheel(view, -1)
    move(view, Qt.MouseButton.NoButton, at(view, 30, 30), NOTHING)
    click(view, 50, 50)
    click(view, 60, 50)
    (item,) = window.store.marks.drawings.items
    assert item.frame == ("A.1.2", 0)


@pytest.mark.parametrize("other", ["tool-zoom", "pen-angle"])
def test_a_drawing_that_is_not_finished_goes_when_another_tool_is_taken(window: Any, view: Any, other: str) -> None:
    act(window, "pen-length")
    click(view, 20, 20)
    act(window, other)
    assert view._hand.preview(window.store.sight(0)) is None
    act(window, "pen-length")
    click(view, 60, 60)
    assert shapes(window) == []


def test_undo_shows_the_image_that_it_changes(window: Any) -> None:
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(5))
    view = window.grid.views[0]
    act(window, "pen-length")
    drag(view, (20, 20), (60, 20))
    wheel(view, -3)
    act(window, "undo")
    assert window.store.desk.group.view.position == 0
    wheel(view, -2)
    act(window, "redo")
    assert window.store.desk.group.view.position == 0
    assert len(shapes(window)) == 1


def test_drawings_and_marks_go_with_their_series(window: Any, view: Any) -> None:
    act(window, "pen-length")
    drag(view, (20, 20), (60, 20))
    act(window, "key-image")
    assert len(window.store.marks.key_images) == 1
    act(window, "close-patient")
    assert shapes(window) == []
    assert window.store.marks.key_images == ()


def test_the_texts_of_results_keep_clear_of_each_other_and_of_the_corners(window: Any, view: Any) -> None:
    act(window, "pen-ellipse")
    for place in ((10, 10), (40, 12), (10, 40), (90, 100)):
        drag(view, place, (place[0] + 20, place[1] + 20))
    painter_of = DrawingsPainter()
    image = QImage(view.width(), view.height(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    corner = QRectF(0, 0, 200, 100)
    painter_of.paint(painter, window.store.sight(0), 1.0, window.store.marks.drawings, None, [corner])
    painter.end()
    places = [corner, *painter_of.labels.values()]
    assert len(places) == 5
    assert not any(a.intersects(b) for index, a in enumerate(places) for b in places[:index])


def test_measurements_are_saved_as_a_table(window: Any, view: Any, tmp_path: Path) -> None:
    act(window, "pen-length")
    drag(view, (20, 20), (60, 20))
    path = tmp_path / "m.csv"
    window.save_text = lambda title, name, text: window._write(str(path), text)
    act(window, "save-measurements")
    header, row = path.read_text("utf-8-sig").splitlines()
    assert header.startswith("PatientID,")
    assert "1CT1" in row
    assert ",mm,PixelSpacing," in row
