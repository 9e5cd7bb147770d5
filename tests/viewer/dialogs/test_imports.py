"""File › Import: what is asked, what is remembered, and what the service is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import QSettings
from PyQt5.QtWidgets import QPushButton

from launcher.protocol import AnyMessage
from launcher.protocol.wishes import Open
from viewer.dialogs import imports
from viewer.dialogs.imports import KINDS, ImportDialog
from viewer.state.wishes import Wishes

Make = Callable[[str], ImportDialog]


@pytest.fixture
def make(application: Any, tmp_path: Path, said: list[AnyMessage]) -> Iterator[Make]:
    settings, made = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat), []

    def dialog(kind: str) -> ImportDialog:
        made.append(ImportDialog(KINDS[kind], settings, Wishes(said.append), None))  # type: ignore[arg-type]
        return made[-1]

    yield dialog
    for each in made:
        each.close()


def test_what_is_on_the_list_is_opened_as_the_boxes_say(make: Make, said: list[AnyMessage]) -> None:
    dialog = make("files")
    dialog.add(["/a", "/b", "/a"])
    dialog._boxes["recursive"].setChecked(False)

    dialog.accept()

    assert said == [Open(("/a", "/b"), recursive=False, copy_first=False, show=True)]


def test_nothing_can_be_opened_while_nothing_is_on_the_list(make: Make, said: list[AnyMessage]) -> None:
    dialog = make("zip")
    assert not dialog._open.isEnabled()
    dialog.add(["/a.zip"])
    assert dialog._open.isEnabled()

    dialog._list.selectAll()
    dialog._remove.click()
    dialog.accept()

    assert said == []


def test_choices_are_remembered_for_each_kind(make: Make, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    first = make("files")
    first.add([str(folder), str(tmp_path / "file")])
    first._boxes["recursive"].setChecked(False)
    first.accept()

    again, other = make("files"), make("disc")

    assert not again._boxes["recursive"].isChecked()
    assert again._boxes["show"].isChecked()
    assert again._places() == [str(folder), str(tmp_path)]
    assert other._places() == []


def test_recent_places_can_be_taken_and_forgotten(make: Make, tmp_path: Path) -> None:
    make_first = make("disc")
    make_first.add([str(tmp_path)])
    make_first.accept()

    dialog = make("disc")
    menu = dialog._recent.menu()
    assert menu is not None
    menu.actions()[0].trigger()
    assert dialog.targets == (str(tmp_path),)

    menu.actions()[-1].trigger()
    assert make("disc")._places() == []


def test_discs_are_detected(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, until: Callable[..., None]
) -> None:
    for name, directory in (("disc", "DICOMDIR"), ("stick", "dicomdir"), ("old", "DICOMDIR.;1"), ("music", "track")):
        (tmp_path / name).mkdir()
        (tmp_path / name / directory).touch()
    volumes = [tmp_path / name for name in ("disc", "stick", "old", "music", "gone")]
    monkeypatch.setattr(imports.Detector, "volumes", staticmethod(lambda: volumes))
    dialog = make("disc")

    dialog._detect()
    until(lambda: dialog.targets)

    assert dialog.targets == tuple(str(tmp_path / name) for name in ("disc", "stick", "old"))


def test_where_there_is_no_disc_it_says_what_to_do(
    make: Make, monkeypatch: pytest.MonkeyPatch, until: Callable[..., None]
) -> None:
    monkeypatch.setattr(imports.Detector, "volumes", staticmethod(list))
    dialog = make("disc")

    dialog._detect()
    until(lambda: "Insert the disc" in dialog._said.text())


@pytest.mark.parametrize("kind", KINDS)
def test_everything_can_be_reached_by_a_letter(make: Make, kind: str) -> None:
    dialog = make(kind)
    buttons = [button for button in dialog.findChildren(QPushButton) if button is not dialog._recent]
    labels = [widget.text() for widget in (*buttons, *dialog._boxes.values())]

    letters = [label[label.index("&") + 1].lower() for label in labels if "&" in label]
    assert len(letters) == len(set(letters)) >= len(labels) - 1  # Cancel has Escape
