"""The window as a whole: its place, its tabs, and where keys go."""

from __future__ import annotations

from typing import Any

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLineEdit, QPushButton

from launcher.protocol.events import JobUpdate
from tests.viewer.conftest import slices, tell


def test_tabs_appear_with_the_second_patient_and_turn_to_it(window: Any) -> None:
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(3))
    assert not window._tabs.isVisible()
    tell(window.store, JobUpdate(2, "MR", "local", "done"), *slices(3, "B", "2", "Q", job=2))
    assert [window._tabs.tabText(index) for index in range(2)] == ["Doe, P", "Doe, Q"]
    window._tabs.tabBarClicked.emit(0)
    assert window.store.desk.group.title == "Doe, P"
    assert window.windowTitle() == "Doe, P – Wetread"


def _two_series(window: Any) -> tuple[str, str]:
    """Both in the list; the first stands in the view, and the list has the focus."""
    first, second = slices(3, series="1"), slices(4, series="2")
    tell(window.store, *first, *second)
    window.store.show_series(first[0].key)
    window.activateWindow()
    window.explorer.setFocus()
    QApplication.processEvents()
    return first[0].key, second[0].key


@pytest.mark.parametrize("signal", ["clicked", "activated"])
def test_the_keys_go_to_the_view_that_shows_the_series_chosen_in_the_list(window: Any, signal: str) -> None:
    _, second = _two_series(window)
    getattr(window.explorer, signal).emit(window.explorer.model().index(3, 0))
    assert window.store.desk.group.view.series_key == second
    assert window.grid.views[0].hasFocus()


def test_letters_reach_the_images_while_the_list_has_the_focus_and_arrows_move_in_the_list(window: Any) -> None:
    first, _ = _two_series(window)
    QTest.keyClick(window.explorer, Qt.Key.Key_S)
    QTest.keyClick(window.explorer, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window.explorer, Qt.Key.Key_Down)
    assert window.store.tool == "sequence"
    assert window.store.desk.group.view.rotation == 90
    assert (window.store.desk.group.view.series_key, window.store.desk.group.view.position) == (first, 0)
    assert window.explorer.currentIndex().row() == 3


def test_space_presses_a_button_that_has_the_focus(window: Any) -> None:
    pressed = []
    button = QPushButton("Press", window.grid)
    button.clicked.connect(lambda: pressed.append(True))
    _two_series(window)
    button.show()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert (pressed, window.store.annotations) == ([True], "all")
    window.explorer.setFocus()
    QTest.keyClick(window.explorer, Qt.Key.Key_Space)
    assert window.store.annotations == "minimal"


def test_letters_that_are_typed_into_a_text_field_stay_there(window: Any) -> None:
    _two_series(window)
    field = QLineEdit(window.grid)
    field.show()
    field.setFocus()
    QTest.keyClicks(field, "s d")
    assert (field.text(), window.store.tool) == ("s d", "winLevel")
