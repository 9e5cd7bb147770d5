"""The views of the group in front, side by side as its layout says."""

from __future__ import annotations

from PyQt5.QtCore import QPoint, pyqtSignal
from PyQt5.QtWidgets import QGridLayout, QWidget

from viewer.model.layout import Layout
from viewer.store import Store
from viewer.views.image_view import ImageView


class Grid(QWidget):
    """As many image views as the layout has cells."""

    menu_wanted = pyqtSignal(QPoint)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._store = store
        self._layout: Layout | None = None
        self.views: list[ImageView] = []
        self._cells = QGridLayout(self)
        self._cells.setContentsMargins(0, 0, 0, 0)
        self._cells.setSpacing(2)
        store.desk_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Draw what the store has now."""
        group = self._store.desk.group
        if group is None:
            return
        if group.layout is not self._layout:
            self._arrange(group.layout)
        for view in self.views:
            view.refresh()

    def _arrange(self, layout: Layout) -> None:
        self._layout = layout
        focused = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        for view in self.views:
            self._cells.removeWidget(view)
        self._make(len(layout.cells))
        for line in range(max(self._cells.rowCount(), self._cells.columnCount(), layout.rows, layout.columns)):
            self._cells.setRowStretch(line, int(line < layout.rows))
            self._cells.setColumnStretch(line, int(line < layout.columns))
        for view, cell in zip(self.views, layout.cells, strict=True):
            self._cells.addWidget(view, cell.row, cell.column, cell.row_span, cell.column_span)
        if focused:
            self.views[0].setFocus()

    def _make(self, count: int) -> None:
        """Have ``count`` views, keeping those there are."""
        for view in self.views[count:]:
            view.deleteLater()
        del self.views[count:]
        while len(self.views) < count:
            view = ImageView(self._store, len(self.views))
            view.menu_wanted.connect(self.menu_wanted)
            self.views.append(view)
