"""The list of key images."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QListWidget, QPushButton

from launcher.protocol.events import JobUpdate
from tests.viewer.conftest import announcement, positions, slices, tell
from tests.viewer.documents.objects import key_objects, saved
from viewer.dialogs.key_images import KeyImagesDialog


@pytest.fixture
def marked(window: Any) -> Any:
    """A window with images 3 and 5 marked, at image 1."""
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(10))
    for position in (2, 4, 0):
        window.store.change(lambda now, _, position=position: now.scrolled_to(position))
        if position:
            window.menus.actions["key-image"].trigger()
    return window


def press(dialog: Any, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def test_it_lists_what_is_marked_and_leads_there(marked: Any) -> None:
    dialog = KeyImagesDialog(marked.store, marked.save_text, marked)
    found = dialog.findChild(QListWidget)
    assert [found.item(row).text().split(" · ")[0] for row in range(found.count())] == ["Image 3", "Image 5"]
    found.setCurrentRow(1)
    found.itemActivated.emit(found.item(1))
    assert positions(marked.store) == [4]
    press(dialog, "Remove mark")
    assert found.count() == 1
    dialog.close()


def test_the_list_can_be_copied_and_saved(marked: Any) -> None:
    saved: list[tuple[str, str, str]] = []
    dialog = KeyImagesDialog(marked.store, lambda *text: saved.append(text), marked)
    press(dialog, "Copy list")
    press(dialog, "Save list …")
    assert QGuiApplication.clipboard().text().splitlines()[1].split("\t")[3] == "A.1.3"
    assert saved[0][1:] == ("key-images.csv", saved[0][2])
    assert saved[0][2].splitlines()[2].split(",")[3] == "A.1.5"
    dialog.close()


def test_what_a_key_object_selection_chose_stands_with_its_title_and_stays(
    marked: Any, tmp_path: Path, until: Callable[..., None]
) -> None:
    dialog = KeyImagesDialog(marked.store, marked.save_text, marked)
    found = dialog.findChild(QListWidget)
    path = saved(tmp_path / "ko.dcm", key_objects(("A.1.8", ())), "1.2.840.10008.5.1.4.1.1.88.59", "KO")
    tell(marked.store, *announcement(path))
    until(lambda: found.count() == 3)
    assert found.item(2).text().startswith("Image 8 · MR · For Referring Provider")
    remove = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Remove mark")
    assert remove.isEnabled()
    found.setCurrentRow(2)
    assert not remove.isEnabled()
    found.itemActivated.emit(found.item(2))
    assert positions(marked.store) == [7]
    dialog.close()


def test_without_marks_it_says_how_to_make_one(window: Any) -> None:
    dialog = KeyImagesDialog(window.store, window.save_text, window)
    assert not any(b.isEnabled() for b in dialog.findChildren(QPushButton) if b.text() != "Close")
    dialog.close()


def test_keys_go_from_one_to_the_next_and_round(marked: Any) -> None:
    seen = []
    for _ in range(3):
        marked.menus.actions["next-key-image"].trigger()
        seen += positions(marked.store)
    assert seen == [2, 4, 2]
    marked.menus.actions["previous-key-image"].trigger()
    assert positions(marked.store) == [4]


def test_a_mark_is_taken_away_as_it_was_made(marked: Any) -> None:
    marked.menus.actions["next-key-image"].trigger()
    assert marked.menus.actions["key-image"].isChecked()
    marked.menus.actions["key-image"].trigger()
    assert len(marked.store.marks.key_images) == 1
