"""Menus, toolbar and keys: all from the one table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PyQt5.QtCore import QEvent, QObject, QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QMenu, QToolBar, QToolButton

from launcher.protocol.events import JobUpdate
from tests.files import bundled
from tests.viewer.conftest import announcement, slices, tell
from viewer.actions import ACTIONS
from viewer.dialogs.shortcuts import groups


@pytest.fixture
def ct(window: Any, until: Callable[..., None]) -> Any:
    tell(window.store, JobUpdate(1, "CT", "local", "done"), *announcement(bundled("CT_small.dcm")))
    until(lambda: window.store.sight(0).image is not None)
    return window


def menu(window: Any, name: str) -> QMenu:
    """One of the menu bar's, as it is when it opens."""
    found = next(a.menu() for a in window.menuBar().actions() if a.text().replace("&", "") == name)
    found.aboutToShow.emit()
    return found


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_the_toolbar_has_room_in_a_window_of_1280_pixels(window: Any, application: Any) -> None:
    window.resize(1280, 800)
    application.processEvents()
    bar = window.findChild(QToolBar, "tools")
    buttons = [bar.widgetForAction(action) for action in bar.actions()]
    assert all(button.isVisible() for button in buttons)
    assert bar.sizeHint().width() <= 1280


def test_every_menu_of_the_table_can_be_reached(window: Any) -> None:
    def names(menu: QMenu) -> set[str]:
        menu.aboutToShow.emit()
        below = [names(action.menu()) for action in menu.actions() if action.menu()]
        return set(texts(menu)).union(*below)

    there = set().union(*(names(action.menu()) for action in window.menuBar().actions()))
    assert {row.label for row in ACTIONS if row.menu and row.in_menu} - there == set()


def test_tools_that_draw_several_things_drop_a_menu(window: Any) -> None:
    bar = window.findChild(QToolBar, "tools")
    button = bar.widgetForAction(window.menus.actions["tool-measure"])
    assert isinstance(button, QToolButton)
    assert "Ellipse with statistics" in texts(button.menu())


def test_the_file_offers_its_windows_and_tables_by_their_explanations(
    window: Any, tmp_path: Path, until: Callable[..., None]
) -> None:
    tell(window.store, JobUpdate(1, "CT", "local", "done"), *announcement(_with_windows(tmp_path / "windows.dcm")))
    until(lambda: window.store.sight(0).image is not None)
    soft, air, film = "Soft && bone  (W 400 L 40)\t1", "Window of the file  (W 1500 L -600)\t2", "Film  (W 256 L 1128)"
    offered = texts(menu(window, "Window/Level"))[:3]
    assert sorted(offered) == sorted([soft, air, film])
    menu(window, "Window/Level").actions()[offered.index(film)].trigger()
    assert window.store.sight(0).voi.explanation == "Film"
    assert menu(window, "Window/Level").actions()[offered.index(film)].isChecked()
    window.menus.actions["window-2"].trigger()
    assert window.store.sight(0).window == (-600, 1500)
    window.store.change(lambda now, sight: now.wl(10, 0, sight.window, sight.value_range))
    assert window.store.desk.group.view.offered is None
    assert window.store.sight(0).window[1] > 1500


def _with_windows(path: Path) -> Path:
    import pydicom
    from pydicom import Dataset, Sequence

    dataset = pydicom.dcmread(bundled("CT_small.dcm"))
    dataset.WindowCenter, dataset.WindowWidth = ["40", "-600"], ["400", "1500"]
    dataset.WindowCenterWidthExplanation = ["Soft & bone", ""]
    table = Dataset()
    table.LUTDescriptor, table.LUTExplanation = [256, 1000, 8], "Film"
    table.LUTData = np.arange(256, dtype="<u2").tobytes()
    table["LUTData"].VR = "OW"
    dataset.VOILUTSequence = Sequence([table])
    dataset.save_as(path)
    return path


def test_grey_is_shown_in_colours_and_reset_makes_it_grey(ct: Any) -> None:
    ct.menus.actions["colours-hot-iron"].trigger()
    assert _saturation(ct) > 0
    ct.menus.actions["reset"].trigger()
    assert _saturation(ct) == 0


def _saturation(window: Any) -> int:
    image = window.grid.views[0].grab().toImage()
    place = window.store.sight(0).affine.to_view(35, 95)
    red, _, blue = image.pixelColor(QPoint(round(place[0]), round(place[1]))).getRgb()[:3]
    return int(red - blue)


def test_presets_of_ct_are_not_offered_for_other_images(window: Any, ct: Any) -> None:
    assert window.menus.actions["window-7"].isEnabled()
    tell(window.store, *slices(3, patient="Q"))
    window.store.show_series(slices(3, patient="Q")[0].key)
    assert not window.menus.actions["window-7"].isEnabled()


def test_a_maximised_window_is_maximised_again_after_full_screen(window: Any) -> None:
    window.showMaximized()
    window.menus.actions["full-screen"].trigger()
    assert window.isFullScreen()
    window.menus.actions["full-screen"].trigger()
    assert window.isMaximized() and not window.isFullScreen()


def test_there_is_no_next_screen_where_there_is_only_one(window: Any) -> None:
    assert not window.menus.actions["next-screen"].isEnabled()


def test_the_page_of_keys_lists_every_key_by_menu_and_the_mouse() -> None:
    listed = {what for _, rows in groups() for what, _ in rows}
    assert {row.label.rstrip(" …") for row in ACTIONS if row.shortcuts} - listed == set()
    assert "Mouse" in {heading for heading, _ in groups()}


def test_small_signs_on_the_page_of_keys_are_called_by_their_names() -> None:
    keys = {what: how for _, rows in groups() for what, how in rows}
    assert (keys["Play faster"], keys["Play slower"]) == ((". (full stop)",), (", (comma)",))
    assert keys["Preferences"] == ("Ctrl+, (comma)",)


def test_the_page_of_keys_fits_into_the_window(window: Any, application: Any) -> None:
    from viewer.dialogs.shortcuts import ShortcutsDialog

    window.resize(1280, 800)
    dialog = ShortcutsDialog(window)
    assert dialog.width() <= 1280
    assert dialog.height() <= 800
    dialog.deleteLater()


def test_the_slider_of_a_view_stands_where_the_image_stands_and_leads_to_others(window: Any) -> None:
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(20))
    slider = window.grid.views[0]._scroller
    window.store.change(lambda now, _: now.scrolled_to(7))
    assert (slider.value(), slider.maximum(), slider.isVisible()) == (7, 19, True)
    slider.setValue(12)
    assert window.store.desk.group.view.position == 12


def test_one_image_needs_no_slider(ct: Any) -> None:
    assert not ct.grid.views[0]._scroller.isVisible()


def test_the_magnifier_shows_what_lies_below_the_pointer(ct: Any) -> None:
    from viewer.views.magnifier import FACTOR, enlarged

    sight = ct.store.sight(0)
    seen = enlarged(sight, 150.0, 210.0, 220)
    assert seen.affine.to_image(110, 110) == pytest.approx(sight.affine.to_image(150, 210))
    assert seen.magnification == pytest.approx(min(sight.magnification * FACTOR, 30))
    ct.menus.actions["lens"].trigger()
    assert ct.store.lens
    QTest.mouseMove(ct.grid.views[0], QPoint(150, 210))
    ct.grid.views[0].grab()


def test_a_drag_with_the_right_button_is_no_tool(ct: Any) -> None:
    before = ct.store.desk.group.view
    QTest.mousePress(ct.grid.views[0], Qt.MouseButton.RightButton)
    QTest.mouseRelease(ct.grid.views[0], Qt.MouseButton.RightButton, pos=QPoint(300, 300))
    assert ct.store.desk.group.view == before


class Paints(QObject):
    """Counts how often a widget is painted."""

    count = 0

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        self.count += event is not None and event.type() == QEvent.Type.Paint
        return False


def test_a_menu_that_opens_does_not_have_the_image_painted_anew(ct: Any, until: Callable[..., None]) -> None:
    view, paints = ct.grid.views[0], Paints()
    view.installEventFilter(paints)
    ct.activateWindow()
    view.setFocus()
    until(view.hasFocus)

    def at_rest() -> bool:
        before = paints.count
        QTest.qWait(400)
        return paints.count == before

    until(at_rest)
    before = paints.count
    menu(ct, "File").popup(QPoint(0, 0))
    until(at_rest)

    assert paints.count == before
