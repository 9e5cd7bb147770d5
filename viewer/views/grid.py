"""The views of the group in front, side by side as its layout says."""

from __future__ import annotations

from PyQt5.QtCore import QPoint, pyqtSignal
from PyQt5.QtWidgets import QGridLayout, QWidget

from viewer.model.layout import Layout
from viewer.state.store import Store
from viewer.views.cell import Cell
from viewer.views.image_view import ImageView


class Grid(QWidget):
    """As many cells as the layout has, each with its image view, or with a document in its place."""

    menu_wanted = pyqtSignal(QPoint)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._store = store
        self._layout: Layout | None = None
        self._foot = 0
        self.cells: list[Cell] = []
        self._cells = QGridLayout(self)
        self._cells.setContentsMargins(0, 0, 0, 0)
        self._cells.setSpacing(2)
        store.desk_changed.connect(self.refresh)

    @property
    def views(self) -> list[ImageView]:
        """The image views, also those that a document stands in front of."""
        return [cell.image for cell in self.cells]

    def refresh(self) -> None:
        """Draw what the store has now."""
        group = self._store.desk.group
        if group is None:
            return
        if group.layout is not self._layout:
            self._arrange(group.layout)
        self._leave_foot()
        for cell in self.cells:
            cell.refresh()

    def set_foot(self, height: int) -> None:
        """So much of the foot lies under a message."""
        self._foot = height
        self._leave_foot()

    def _leave_foot(self) -> None:
        layout = self._layout
        for held, cell in zip(self.cells, layout.cells if layout is not None else (), strict=True):
            is_lowest = layout is not None and cell.row + cell.row_span == layout.rows
            held.set_foot(self._foot if is_lowest else 0)

    def take_focus(self) -> None:
        """Let the keys go to the selected view."""
        group = self._store.desk.group
        if group is not None:
            self.cells[group.selected].setFocus()

    def _arrange(self, layout: Layout) -> None:
        self._layout = layout
        focused = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        for held in self.cells:
            self._cells.removeWidget(held)
        self._make(len(layout.cells))
        for line in range(max(self._cells.rowCount(), self._cells.columnCount(), layout.rows, layout.columns)):
            self._cells.setRowStretch(line, int(line < layout.rows))
            self._cells.setColumnStretch(line, int(line < layout.columns))
        for held, cell in zip(self.cells, layout.cells, strict=True):
            self._cells.addWidget(held, cell.row, cell.column, cell.row_span, cell.column_span)
        if focused:
            self.cells[0].setFocus()

    def _make(self, count: int) -> None:
        """Have ``count`` cells, keeping those there are."""
        for cell in self.cells[count:]:
            cell.deleteLater()
        del self.cells[count:]
        while len(self.cells) < count:
            cell = Cell(self._store, len(self.cells))
            cell.menu_wanted.connect(self.menu_wanted)
            self.cells.append(cell)
