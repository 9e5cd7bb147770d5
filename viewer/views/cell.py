"""One cell of the grid: the image view, or in its place the document that stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PyQt5.QtCore import QPoint, pyqtSignal
from PyQt5.QtGui import QDragEnterEvent, QDropEvent, QPainter, QResizeEvent
from PyQt5.QtWidgets import QStackedLayout, QWidget

from viewer.state.store import Store
from viewer.views.attachments_button import AttachmentsButton
from viewer.views.image_view import ImageView
from viewer.views.snapshot import Taking

if TYPE_CHECKING:
    from viewer.views.document_view import DocumentView

TOP: Final = 28
"""Pixels above the button, for the letter of the edge."""


class Cell(QWidget):
    """The cell with number ``index`` of the group in front."""

    menu_wanted = pyqtSignal(QPoint)

    def __init__(self, store: Store, index: int) -> None:
        super().__init__()
        self._store, self._index = store, index
        self.image = ImageView(store, index)
        self.image.menu_wanted.connect(self.menu_wanted)
        self._documents: DocumentView | None = None  # made for the first document
        self._foot = 0
        self._attachments = AttachmentsButton(store, index, self)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.image)
        self.setFocusProxy(self.image)
        self.setAcceptDrops(True)

    def refresh(self) -> None:
        """Draw what the store has now."""
        sight = self._store.sight(self._index)
        self._attachments.refresh(sight)
        self._place_button()
        if not self._store.is_document(sight):
            self._turn_to(self.image)
            self.image.refresh()
            return
        if self._documents is None:
            from viewer.views.document_view import DocumentView

            self._documents = DocumentView(self._store, self._index)
            self._documents.set_foot(self._foot)
            self._pages.addWidget(self._documents)
        self._turn_to(self._documents)
        self._documents.refresh(sight)

    def set_foot(self, height: int) -> None:
        """So much of the foot lies under a message: what is to be read stands above it."""
        self._foot = height
        self.image.set_foot(height)
        if self._documents is not None:
            self._documents.set_foot(height)

    def _turn_to(self, widget: QWidget) -> None:
        if widget is not self._pages.currentWidget():
            before = self._pages.currentWidget()
            focused = before is not None and before.isAncestorOf(before.focusWidget() or before) and before.hasFocus()
            self._pages.setCurrentWidget(widget)
            self.setFocusProxy(widget)
            if focused:
                widget.setFocus()

    def _place_button(self) -> None:
        """At the top, in the middle, below the letter of the edge."""
        button = self._attachments
        button.move(max(0, (self.width() - button.width()) // 2), TOP)
        button.raise_()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._place_button()

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        self.image.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent | None) -> None:
        self.image.dropEvent(event)

    @property
    def shows_image(self) -> bool:
        """Whether it is an image that stands here, not a document."""
        return self._pages.currentWidget() is self.image

    def render_at(self, painter: QPainter, taking: Taking) -> None:
        """Paint a picture of what stands here, without the frame of the selection."""
        shown = self._pages.currentWidget()
        if self.shows_image or shown is None:
            self.image.render_at(painter, taking)
            return
        before = shown.size()
        shown.resize(round(taking.width / taking.ratio), round(taking.height / taking.ratio))
        painter.save()
        painter.scale(taking.ratio, taking.ratio)
        shown.render(painter)
        painter.restore()
        shown.resize(before)
