"""What the user prefers: kept, read with care, in force at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import QSettings
from PyQt5.QtGui import QPalette

from viewer.dialogs.preferences import LABELS, WORDS, PreferencesDialog
from viewer.state import preferences
from viewer.state.preferences import CHOICES, Preferences
from viewer.views import system_theme, theme


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def dressed(application: Any) -> Iterator[Any]:
    yield application
    theme.apply(application)


def test_what_is_kept_is_read_again(settings: QSettings) -> None:
    chosen = Preferences("light", "none", False, "Tile", 2048)
    preferences.keep(settings, chosen)
    assert preferences.read(QSettings(settings.fileName(), QSettings.Format.IniFormat)) == chosen


def test_what_cannot_be_chosen_counts_as_not_chosen(settings: QSettings) -> None:
    with Path(settings.fileName()).open("w") as file:
        file.write("[preferences]\ntheme=pink\nmemory_mb=-7\nreference_lines=false\n")
    settings.sync()
    assert preferences.read(settings) == Preferences(reference_lines=False)


def test_the_first_choice_is_what_holds_until_something_is_chosen() -> None:
    assert {name: choices[0] for name, choices in CHOICES.items()} == {
        name: getattr(Preferences(), name) for name in CHOICES
    }


def test_the_dialog_offers_all_that_can_be_chosen(window: Any) -> None:
    assert LABELS.keys() == CHOICES.keys()
    assert all(choice in WORDS or isinstance(choice, int) for choices in CHOICES.values() for choice in choices)


def test_what_is_chosen_holds_at_once_and_when_the_window_comes_again(window: Any, dressed: Any, store: Any) -> None:
    window.show_preferences()
    dialog = window.findChild(PreferencesDialog)
    for name, choice in (("theme", "light"), ("annotations", "minimal"), ("sync", "None")):
        box = dialog._boxes[name]
        box.setCurrentIndex(box.findData(choice))
    dialog._lines.setChecked(False)
    dialog.accept()
    assert dressed.palette().color(QPalette.Window).name() == theme.LIGHT["window"]
    assert (store.annotations, store.sync, store.lines_wanted) == ("minimal", "None", False)
    assert preferences.read(window._settings).theme == "light"


def test_a_dialog_that_is_cancelled_changes_nothing(window: Any, store: Any) -> None:
    window.show_preferences()
    dialog = window.findChild(PreferencesDialog)
    dialog._boxes["annotations"].setCurrentIndex(2)
    dialog.reject()
    assert store.annotations == "all"


def test_a_theme_that_is_named_needs_no_desktop() -> None:
    assert system_theme.theme_for("light") == "light"


def test_without_a_desktop_that_says_it_the_system_is_as_its_windows(
    application: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert system_theme.theme_for("system") in ("dark", "light")
