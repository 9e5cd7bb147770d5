"""The slider at the right edge of a view: where the image stands in its series, and a way to any other."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QScrollBar, QWidget

from viewer.model.viewport import Viewport
from viewer.state.store import Store
from viewer.words import tr

WIDTH: Final = 12


class Scroller(QScrollBar):
    """Of the view with number ``index``; hidden where there is nothing to scroll."""

    def __init__(self, store: Store, index: int, view: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._store, self._index = store, index
        self.setObjectName("scroller")
        self.setAccessibleName(tr("Position in the series"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.hide()
        self.valueChanged.connect(self._scroll)

    def follow(self, viewport: Viewport) -> None:
        """Stand where the view stands."""
        self.blockSignals(True)
        self.setRange(0, max(viewport.count - 1, 0))
        self.setPageStep(max(1, viewport.count // 12))
        self.setValue(viewport.position)
        self.blockSignals(False)
        self.setToolTip(tr("Image {position} of {count}", position=viewport.position + 1, count=viewport.count))
        self.setVisible(viewport.count > 1)

    def _scroll(self, position: int) -> None:
        self._store.select(self._index)
        self._store.change(lambda now, _: now.scrolled_to(position))
