"""The window of tags: follows the view, finds, compares, copies."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pydicom
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtTest import QTest

from launcher.protocol.events import JobUpdate
from tests.files import bundled
from tests.viewer.conftest import announcement, tell
from viewer.model.layout import LAYOUTS


@pytest.fixture
def tags(window: Any, until: Callable[..., None]) -> Iterator[Any]:
    """The window of tags beside CT_small in the first of two views."""
    from viewer.tags.window import TagsWindow

    tell(window.store, JobUpdate(1, "CT", "local", "done"), *announcement(bundled("CT_small.dcm")))
    window.show_tags()
    found = window.findChild(TagsWindow)
    until(lambda: shown(found))
    yield found
    found.reject()


def shown(tags: Any) -> list[str]:
    """The keywords of the top level."""
    model = tags._tree.model()
    return [model.node(model.index(n, 0)).row.keyword for n in range(model.rowCount())]


def value(tags: Any, keyword: str, column: int = 4) -> str:
    model = tags._tree.model()
    return str(model.index(shown(tags).index(keyword), column).data())


def test_the_elements_of_the_selected_image_are_listed(tags: Any) -> None:
    assert value(tags, "Modality") == "CT"
    assert value(tags, "SOPInstanceUID") in tags._told.text()


def test_it_follows_the_selected_view(tags: Any, until: Callable[..., None]) -> None:
    store = tags._store
    tell(store, JobUpdate(2, "MR", "local", "done", foreground=True), *announcement(bundled("MR_small.dcm"), job=2))
    until(lambda: "Modality" in shown(tags) and value(tags, "Modality") == "MR")


def two_frames(path: Path) -> Path:
    """An image of two frames, each with functional groups."""
    dataset = pydicom.dcmread(bundled("MR_small.dcm"))
    dataset.NumberOfFrames, dataset.PixelData = 2, dataset.PixelData * 2
    groups = [pydicom.Dataset(), pydicom.Dataset()]
    for item in groups:
        item.FrameContentSequence = [pydicom.Dataset()]
    dataset.PerFrameFunctionalGroupsSequence = groups
    dataset.save_as(path)
    return path


def test_it_follows_the_frame(window: Any, tags: Any, tmp_path: Path, until: Callable[..., None]) -> None:
    messages = announcement(two_frames(tmp_path / "two.dcm"), job=2)
    tell(window.store, JobUpdate(2, "CT", "local", "done", foreground=True), *messages)
    until(lambda: "PerFrameFunctionalGroupsSequence" in shown(tags))
    assert not tags._one_frame.isHidden()

    def items() -> list[str]:
        model = tags._tree.model()
        groups = model.index(shown(tags).index("PerFrameFunctionalGroupsSequence"), 0)
        return [model.index(n, 0, groups).data() for n in range(model.rowCount(groups))]

    assert items() == ["Item 1"]
    window.store.change(lambda now, _: now.scrolled(1))
    until(lambda: items() == ["Item 2"])
    tags._one_frame.setChecked(False)
    until(lambda: items() == ["Item 1", "Item 2"])


def test_it_searches_while_one_types(tags: Any, until: Callable[..., None]) -> None:
    QTest.keyClicks(tags._search, "rescale")
    until(lambda: len(shown(tags)) < 10)
    assert "RescaleSlope" in shown(tags)
    assert " of " in tags._count.text()


def test_two_files_stand_side_by_side(tags: Any, until: Callable[..., None]) -> None:
    tags.compare_with(str(bundled("MR_small.dcm")))
    until(lambda: "Modality" in shown(tags) and tags._tree.model().columnCount() == 6)
    assert (value(tags, "Modality", 4), value(tags, "Modality", 5)) == ("CT", "MR")
    tags._only_different.setChecked(True)
    assert "Modality" in shown(tags)
    assert "SamplesPerPixel" not in shown(tags)


def test_the_image_of_another_view_can_be_compared(window: Any, tags: Any, until: Callable[..., None]) -> None:
    window.store.arrange(LAYOUTS["1x2"])
    window.store.put_series(window.store.desk.group.views[0].series_key, 1)
    window.store.select(0)
    assert tags._other.itemText(1).startswith("View 2")
    tags._other.activated.emit(1)
    until(lambda: tags._tree.model().columnCount() == 6)


def test_what_is_selected_is_copied_else_all_that_is_in_sight(tags: Any) -> None:
    clipboard = QGuiApplication.clipboard()
    QTest.keyClick(tags, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(clipboard.text().splitlines()) > 100
    tags._tree.setCurrentIndex(tags._tree.model().index(shown(tags).index("Modality"), 0))
    tags._copy_as("Text")
    assert clipboard.text() == "(0008,0060) CS Modality: CT\n"
    tags._copy_as("JSON")
    assert json.loads(clipboard.text()) == {"00080060": {"vr": "CS", "Value": ["CT"]}}
    tags._copy_as("CSV")
    assert clipboard.text().splitlines()[1] == '0,"(0008,0060)",Modality,Modality,CS,2,CT'


def test_a_file_that_is_gone_is_said_in_place_of_the_list(
    tags: Any, tmp_path: Path, until: Callable[..., None]
) -> None:
    tags.compare_with(str(tmp_path / "gone.dcm"))
    until(lambda: tags._pages.currentWidget() is tags._words)
    assert "gone.dcm" in tags._words.text()
    assert not tags._copy.isEnabled()
