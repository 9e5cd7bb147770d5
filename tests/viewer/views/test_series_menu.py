"""The menu of a row of the list."""

from __future__ import annotations

from typing import Any

import pytest
from PyQt5.QtCore import Qt

from tests.viewer.conftest import slices, tell
from viewer.views.series_menu import series_menu


@pytest.mark.parametrize(("source", "offered"), [("local", False), ("zip", False), ("manifest", True)])
def test_only_what_came_from_a_server_is_offered_to_be_downloaded_again(
    window: Any, source: str, offered: bool
) -> None:
    update, received = slices(2, state="partial", source=source)
    tell(window.store, update, received)
    rows = [window.explorer.model().index(place).data(Qt.ItemDataRole.UserRole) for place in range(3)]

    menu = series_menu(window.store, rows[-1], window)

    again = next(action for action in menu.actions() if action.text() == "Download again")
    assert again.isVisible() == offered
    menu.close()


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("queued", {"Pause", "Cancel"}),
        ("loading", {"Pause", "Cancel"}),
        ("paused", {"Resume", "Cancel"}),
        ("partial", {"Download again"}),
        ("complete", set()),
    ],
)
def test_a_download_is_offered_what_fits_its_state(window: Any, state: str, offered: set[str]) -> None:
    tell(window.store, *slices(2, state=state, source="manifest"))
    row = window.explorer.model().index(2).data(Qt.ItemDataRole.UserRole)

    menu = series_menu(window.store, row, window)

    always = {"", "Show", "Close series"}
    assert {action.text() for action in menu.actions() if action.isEnabled()} - always == offered
    menu.close()
