"""What is dragged onto the window, and what happens to it."""

from __future__ import annotations

import os
from typing import Any

import pytest
from PyQt5.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt5.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from launcher.protocol import AnyMessage
from launcher.protocol.events import ImageReceived
from launcher.protocol.wishes import Open
from tests.viewer.conftest import slices, tell
from viewer.views.drops import DropTarget, targets

LEFT, NOTHING = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def dragged(*addresses: str) -> QMimeData:
    data = QMimeData()
    data.setData("text/uri-list", "\r\n".join(addresses).encode("ascii"))
    return data


def enter(window: Any, data: QMimeData, at: QPoint) -> bool:
    event = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, Qt.MouseButtons(LEFT), NOTHING)
    window.dragEnterEvent(event)
    return event.isAccepted()


def drop(window: Any, data: QMimeData, at: QPoint) -> None:
    window.dropEvent(QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, Qt.MouseButtons(LEFT), NOTHING))


def middle(window: Any, part: Any) -> QPoint:
    return QPoint(part.mapTo(window, part.rect().center()))


@pytest.mark.parametrize(
    ("shown", "part", "dicom_only"),
    [
        ("nothing", "pages", False),
        ("nothing", "side", True),
        ("images", "pages", True),
        ("images", "side", True),
        ("a picture", "pages", False),
    ],
)
def test_the_place_decides_what_is_taken(
    window: Any, store: Any, said: list[AnyMessage], shown: str, part: str, dicom_only: bool
) -> None:
    if shown == "images":
        tell(store, *slices(3))
        store.show_first([record.update.key for record in store.library.series()])
    elif shown == "a picture":
        tell(store, ImageReceived(1, "/nowhere.png", "nowhere.png"))
    place = window._pages if part == "pages" else window._side
    data = dragged("file:///tmp/a.dcm", "file:///tmp/folder", "https://pacs.example.org/a.dcm")

    assert enter(window, data, middle(window, place))
    target = window.findChild(DropTarget)
    assert target.isVisible()
    assert target.size() == place.size()

    drop(window, data, middle(window, place))
    wishes = [message for message in said if isinstance(message, Open)]
    assert wishes == [Open(("/tmp/a.dcm", "/tmp/folder", "https://pacs.example.org/a.dcm"), dicom_only=dicom_only)]
    assert not target.isVisible()


def test_the_frame_goes_when_the_pointer_leaves(window: Any) -> None:
    enter(window, dragged("file:///tmp/a"), QPoint(600, 300))
    window.dragLeaveEvent(QDragLeaveEvent())
    assert not window.findChild(DropTarget).isVisible()


def test_what_is_no_file_is_not_taken(window: Any) -> None:
    text = QMimeData()
    text.setText("hello")
    assert not enter(window, text, QPoint(600, 300))


def test_a_link_with_commands_is_refused_with_a_message(window: Any, store: Any, said: list[AnyMessage]) -> None:
    drop(window, dragged("weasis://?%24dicom%3Aclose+--all", "file:///a"), QPoint(600, 300))

    assert [message for message in said if isinstance(message, Open)] == [Open(("/a",))]
    assert store.board.notices.current.message.title == "This cannot be dropped here"
    assert "weasis" in store.board.notices.current.message.text


@pytest.mark.parametrize(
    "name", ["plain", "Ünïcode ✓ 東京", "with %41 # ? ; 100%", "caf\udce9 latin", "\udcff\udcfe", "nfd-e\u0301", "🫀"]
)
def test_a_name_in_any_encoding_comes_through(name: str) -> None:
    from urllib.parse import quote_from_bytes

    data = dragged("file://" + quote_from_bytes(os.fsencode(f"/tmp/{name}")))

    assert targets(data) == ([f"/tmp/{name}"], [])


def test_a_name_that_qt_has_made_into_an_address_comes_through() -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/ü #1%.dcm")])
    assert targets(data)[0] == ["/tmp/ü #1%.dcm"]
