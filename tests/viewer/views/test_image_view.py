"""Gestures: what the mouse and the keys do to the view below them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PyQt5.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt5.QtGui import QDropEvent
from PyQt5.QtTest import QTest

from launcher.protocol.events import JobUpdate
from launcher.protocol.wishes import ImageShown, Open
from tests.files import bundled
from tests.viewer.conftest import announcement, positions, slices, tell
from tests.viewer.views.mouse import LEFT, MIDDLE, NOTHING, drag, move, wheel
from viewer.model.layout import LAYOUTS
from viewer.views.image_view import SERIES_TYPE, to_mime


@pytest.fixture
def view(window: Any, until: Callable[..., None]) -> Any:
    """The one view of a window that shows a real CT image."""
    tell(window.store, JobUpdate(1, "CT", "local", "done"), *announcement(bundled("CT_small.dcm")))
    until(lambda: window.store.sight(0).image is not None)
    return window.grid.views[0]


def test_dragging_right_widens_the_window_and_dragging_down_brightens(view: Any, store: Any) -> None:
    store.change(lambda now, _: now.windowed(100.0, 500.0))
    drag(view, LEFT, 40, 20)
    level, width = store.desk.group.view.window
    assert width > 500
    assert level < 100


def test_dragging_right_widens_a_window_over_all_values_too_and_back_it_is_as_before(view: Any, store: Any) -> None:
    low, high = store.sight(0).value_range
    store.change(lambda now, _: now.windowed((low + high) / 2, high - low))
    drag(view, LEFT, 40, 0)
    assert store.desk.group.view.window[1] > high - low
    drag(view, LEFT, -80, 0)
    assert store.desk.group.view.window[1] < high - low


def test_ctrl_makes_a_drag_faster(view: Any, store: Any) -> None:
    changes = []
    for modifier in (NOTHING, Qt.KeyboardModifier.ControlModifier):
        store.change(lambda now, _: now.reset().windowed(100.0, 500.0))
        drag(view, LEFT, 40, 0, modifier)
        changes.append(store.desk.group.view.window[1] - 500.0)
    assert changes[1] == pytest.approx(2.5 * changes[0])


def test_a_drag_back_to_its_beginning_changes_nothing(view: Any, store: Any) -> None:
    store.change(lambda now, _: now.windowed(100.0, 500.0))
    start = QPoint(200, 200)
    QTest.mousePress(view, LEFT, NOTHING, start)
    move(view, LEFT, QPoint(900, 900), NOTHING)
    move(view, LEFT, start, NOTHING)
    QTest.mouseRelease(view, LEFT, NOTHING, start)
    assert store.desk.group.view.window == (100.0, 500.0)


def test_the_middle_button_moves_the_image_with_the_pointer(view: Any, store: Any) -> None:
    store.change(lambda now, _: now.zoom_set(2.0))
    drag(view, MIDDLE, 40, -20)
    assert store.desk.group.view.pan == (-20.0, 10.0)


def test_the_pointer_keeps_its_place_while_the_wheel_zooms(view: Any, store: Any) -> None:
    place = QPointF(300, 120)
    before = store.sight(0).affine.to_image(place.x(), place.y())
    wheel(view, 1, Qt.KeyboardModifier.ControlModifier, place)
    after = store.sight(0)
    assert after.magnification > 1
    assert after.affine.to_image(place.x(), place.y()) == pytest.approx(before)


def test_the_left_button_does_what_the_tool_says(view: Any, store: Any) -> None:
    before = store.sight(0).magnification
    store.set_tool("zoom")
    drag(view, LEFT, 0, -50)
    assert store.sight(0).magnification > before
    store.set_tool("rotation")
    drag(view, LEFT, 80, 0)
    assert store.desk.group.view.rotation == 20
    store.set_tool("none")
    drag(view, LEFT, 80, 0)
    assert store.desk.group.view.rotation == 20


def test_the_context_menu_tool_asks_for_the_menu(view: Any, store: Any) -> None:
    asked: list[QPoint] = []
    view.menu_wanted.connect(asked.append)
    store.set_tool("contextMenu")
    QTest.mouseClick(view, LEFT, NOTHING, QPoint(50, 50))
    assert len(asked) == 1


def test_the_wheel_scrolls_one_image_per_notch(window: Any) -> None:
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(20))
    view = window.grid.views[0]
    wheel(view, -3)
    assert positions(window.store) == [3]
    wheel(view, 1)
    assert positions(window.store) == [2]


@pytest.mark.parametrize(
    ("key", "modifier", "position"),
    [
        (Qt.Key.Key_Down, NOTHING, 6),
        (Qt.Key.Key_Up, NOTHING, 4),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier, 15),
        (Qt.Key.Key_Home, NOTHING, 0),
        (Qt.Key.Key_End, NOTHING, 19),
    ],
)
def test_keys_scroll_when_the_view_has_the_focus(
    window: Any, application: Any, key: Any, modifier: Any, position: int
) -> None:
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(20))
    window.activateWindow()
    window.grid.views[0].setFocus()
    application.processEvents()
    window.store.change(lambda now, _: now.scrolled_to(5))
    QTest.keyClick(window.grid.views[0], key, modifier)
    assert positions(window.store) == [position]


def test_tab_goes_from_view_to_view(window: Any, application: Any) -> None:
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(3))
    window.store.arrange(LAYOUTS["2x2"])
    window.activateWindow()
    application.processEvents()
    window.grid.views[0].setFocus()
    QTest.keyClick(window.grid.views[0], Qt.Key.Key_Tab)
    assert window.store.desk.group.selected == 1


def test_a_double_click_enlarges_a_view_and_the_next_one_brings_the_others_back(window: Any) -> None:
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(3))
    window.store.arrange(LAYOUTS["1x2"])
    QTest.mouseDClick(window.grid.views[0], LEFT)
    assert window.store.desk.group.layout.id == "1x1"
    window.store.change(lambda now, _: now.scrolled(2))
    QTest.mouseDClick(window.grid.views[0], LEFT)
    assert window.store.desk.group.layout.id == "1x2"
    assert window.store.desk.group.view.position == 2


def drop(widget: Any, data: QMimeData) -> None:
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButtons(LEFT), NOTHING)
    widget.dropEvent(event)


def test_a_series_that_is_dropped_on_a_view_stands_in_it(window: Any) -> None:
    first, second = slices(3, series="1"), slices(5, series="2")
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *first, *second)
    window.store.arrange(LAYOUTS["2x2"])
    data = QMimeData()
    data.setData(SERIES_TYPE, to_mime(second[0].key, 0))
    drop(window.grid.views[2], data)
    assert [view.count for view in window.store.desk.group.views] == [3, 0, 5, 0]


def test_a_series_of_another_patient_goes_to_that_patients_own_group(window: Any) -> None:
    other = slices(5, "B", "2", "Q")
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(3), *other)
    data = QMimeData()
    data.setData(SERIES_TYPE, to_mime(other[0].key, 0))
    drop(window.grid.views[0], data)
    assert [len(group.views) for group in window.store.desk.groups] == [1, 1]
    assert window.store.desk.group.title == "Doe, Q"


def test_files_and_addresses_that_are_dropped_are_opened(window: Any, said: list[Any]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/data/a b.dcm"), QUrl("https://pacs.example.org/study.zip")])
    drop(window, data)
    assert said == [Open(("/data/a b.dcm", "https://pacs.example.org/study.zip"))]


def test_the_image_is_reported_after_it_was_painted(view: Any, said: list[Any], until: Callable[..., None]) -> None:
    until(lambda: any(isinstance(message, ImageShown) for message in said))


@pytest.mark.parametrize(("changes", "drawn"), [(1, [False]), (2, [False, True, False])])
def test_one_change_is_drawn_once_and_several_once_more_at_their_best_when_they_have_ended(
    view: Any, application: Any, until: Callable[..., None], monkeypatch: pytest.MonkeyPatch,
    changes: int, drawn: list[bool],
) -> None:  # fmt: skip
    until(lambda: not view._rest.isActive())
    application.processEvents()
    moving: list[bool] = []
    monkeypatch.setattr("viewer.views.image_view.REST", 1000)  # longer than a busy computer takes between two changes
    monkeypatch.setattr(view._canvas, "paint", lambda painter, sight, in_motion: moving.append(in_motion))
    for _ in range(changes):
        view.refresh()
        application.processEvents()
    until(lambda: not view._rest.isActive())
    application.processEvents()

    assert moving == drawn


def test_a_view_that_waits_says_so_and_one_that_is_empty_says_what_to_do(window: Any, application: Any) -> None:
    from viewer.views.image_view import _words

    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(3))
    assert "Reading image 1 of 3" in _words(window.store.sight(0), "complete")
    window.store.arrange(LAYOUTS["1x2"])
    assert "Drag a series" in _words(window.store.sight(1), "complete")
