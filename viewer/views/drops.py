"""What is dragged from other programs onto the window: where it may be dropped, and what is taken there.

An empty window, or one with pictures, takes any file that can be opened; the list and the views of DICOM images take
DICOM only.
"""

from __future__ import annotations

import os
from typing import Final, Literal
from urllib.parse import unquote_to_bytes

from PyQt5.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PyQt5.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PyQt5.QtWidgets import QWidget

from viewer.state.store import PICTURES, Store
from viewer.views.theme import GAP, colour
from viewer.words import tr

Takes = Literal["anything", "dicom"]
WORDS: Final[dict[Takes, str]] = {
    "anything": tr("Drop to open: DICOM files, folders, ZIP archives, pictures"),
    "dicom": tr("Drop to open: DICOM files, folders, ZIP archives"),
}
SCHEMES: Final = ("http", "https")
VEIL: Final = 225
"""Of 255: how much of what is below the frame is covered."""

LETTERS: Final = 1.3  # times the usual size


class DropTarget(QWidget):
    """The frame that shows, while something is dragged over the window, where it would go.

    ``side`` is the part of the window with the list, ``pages`` the one with the views or the start page.
    """

    def __init__(self, store: Store, side: QWidget, pages: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._store, self._side, self._pages = store, side, pages
        self._takes: Takes = "anything"
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def enter(self, event: QDragEnterEvent) -> None:
        """Files or addresses come over the window; anything else is not for us."""
        data = event.mimeData()
        if data is not None and data.hasUrls():
            self.move_to(event)

    def move_to(self, event: QDragMoveEvent) -> None:
        """Frame the part of the window that they are over."""
        part, self._takes = self._place(event.pos())
        self.setGeometry(_rect(part, self.parentWidget()))
        self.show()
        self.raise_()
        self.update()
        event.acceptProposedAction()

    def take(self, event: QDropEvent) -> None:
        """Have opened what was dropped, and say what is not."""
        self.hide()
        data = event.mimeData()
        if data is None:
            return
        taken, refused = targets(data)
        event.acceptProposedAction()
        if taken:
            self._store.wishes.open(taken, dicom_only=self._place(event.pos())[1] == "dicom")
        if refused:
            why = tr("addresses that begin with {schemes}", schemes=", ".join(dict.fromkeys(refused)))
            self._store.board.notify(
                "warning", tr("This cannot be dropped here"), why, tr("Drop files, or click the link.")
            )

    def _place(self, at: QPoint) -> tuple[QWidget, Takes]:
        """The part of the window at a point, and what it takes."""
        if self._side.isVisible() and _rect(self._side, self.parentWidget()).contains(at):
            return self._side, "dicom"
        group = self._store.desk.group
        return self._pages, "anything" if group is None or group.key == PICTURES else "dicom"

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = colour("chosen")
        veil.setAlpha(VEIL)
        painter.setBrush(veil)
        painter.setPen(QPen(colour("accent"), 2, Qt.PenStyle.DashLine))
        inside = self.rect().adjusted(GAP, GAP, -GAP, -GAP)
        painter.drawRoundedRect(inside, GAP, GAP)
        painter.setPen(colour("text"))
        font = painter.font()
        font.setPointSizeF(LETTERS * font.pointSizeF())
        painter.setFont(font)
        centred = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(inside.adjusted(GAP, GAP, -GAP, -GAP), centred, WORDS[self._takes])


def _rect(part: QWidget, window: QWidget | None) -> QRect:
    return QRect(part.mapTo(window, QPoint()), part.size())


def targets(data: QMimeData) -> tuple[list[str], list[str]]:
    """Paths and web addresses that are dragged, and what else there is, which is not opened.

    A link with commands is a stranger's, whoever drags it: only the system hands those over.
    """
    taken = [url for url in data.urls() if url.isLocalFile() or url.scheme() in SCHEMES]
    refused = [url.scheme() or url.toString() for url in data.urls() if url not in taken]
    return [local_path(url) if url.isLocalFile() else url.toString() for url in taken], refused


def local_path(url: QUrl) -> str:
    """The path of a file's address, to the byte: its name need not be UTF-8."""
    if os.name == "nt":
        return url.toLocalFile()
    return os.fsdecode(unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded)))
