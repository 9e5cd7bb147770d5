"""The list of patients, studies and series: what is there, what is still coming, what failed."""

from __future__ import annotations

from typing import Any, Final

from PyQt5.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPoint, Qt, pyqtSignal
from PyQt5.QtGui import QPainter, QPaintEvent
from PyQt5.QtWidgets import QAbstractItemView, QListView

from viewer.model.viewport import StackKey
from viewer.names import joined
from viewer.state import listing
from viewer.state.listing import Row
from viewer.state.store import Store
from viewer.views.image_view import SERIES_TYPE, to_mime
from viewer.views.row_painter import RowPainter
from viewer.views.theme import GAP, colour
from viewer.words import tr

EMPTY: Final = tr("Patients, studies and series will be listed here.")


class Rows(QAbstractListModel):
    """The library as a flat list."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.rows: list[Row] = []
        store.lists_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Take what the library has now; nothing is selected anew unless lines came or went."""
        rows = listing.rows(self._store.library)
        if [row.place for row in rows] == [row.place for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return joined(", ", *listing.described(row))
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join(listing.remarks(row))
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        if not index.isValid():
            return Qt.ItemFlags(Qt.ItemFlag.NoItemFlags)
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.rows[index.row()].level == "series" else flags

    def mimeTypes(self) -> list[str]:
        return [SERIES_TYPE]

    def mimeData(self, indexes: Any) -> QMimeData:
        data = QMimeData()
        row = self.rows[indexes[0].row()]
        data.setData(SERIES_TYPE, to_mime(row.keys[0], row.stack_number))
        return data


class Explorer(QListView):
    """The list; what is chosen in it goes to the selected view."""

    menu_wanted = pyqtSignal(object, QPoint)  # a Row
    opened = pyqtSignal()  # a series was chosen to be seen

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._rows = Rows(store)
        self.setModel(self._rows)
        self.setItemDelegate(RowPainter(store, self))
        self.setAccessibleName(tr("Patients, studies and series"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        self.activated.connect(self._open)
        self.clicked.connect(self._choose)
        self._shown: tuple[StackKey, ...] = ()  # what stands in the views
        self._followed: StackKey = "", 0  # the stack in the selected view, once its row has been shown
        store.desk_changed.connect(self._follow)
        store.lists_changed.connect(self._follow)

    def _follow(self) -> None:
        """Mark what is shown now, and bring it into sight when it has changed."""
        group = self._store.desk.group
        shown = tuple(view.stack_key for view in group.views) if group is not None else ()
        viewport = self.viewport()
        if viewport is not None and shown != self._shown:
            self._shown = shown
            viewport.update()
        key = group.view.stack_key if group is not None else ("", 0)
        place = self._place(key)
        if key != self._followed or not self.hasFocus():  # who is choosing in the list is not disturbed
            self._highlight(key, place)

    def _highlight(self, key: StackKey, place: int | None) -> None:
        self._followed = key if place is not None else ("", 0)
        if place is not None and place != self.currentIndex().row():
            self.setCurrentIndex(self._rows.index(place))
        elif place is None and self._store.desk.group is not None:
            self.setCurrentIndex(QModelIndex())

    def _place(self, key: StackKey) -> int | None:
        wanted = "series", (key[0],), key[1]
        return next((place for place, row in enumerate(self._rows.rows) if row.place == wanted), None)

    def _open(self, index: QModelIndex) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        if row.level == "series":
            self._store.show_series(row.keys[0], row.stack_number)
        else:
            self._store.show_first(row.keys)
        self.opened.emit()

    def _choose(self, index: QModelIndex) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        if row.level == "series":
            self._store.choose_series(row.keys[0], row.stack_number)
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        viewport, model = self.viewport(), self.model()
        if viewport is not None and model is not None and model.rowCount() == 0:
            painter = QPainter(viewport)
            painter.setPen(colour("faint"))
            place = viewport.rect().adjusted(3 * GAP, 0, -3 * GAP, 0)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), EMPTY)

    def _ask_for_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        viewport = self.viewport()
        if index.isValid() and viewport is not None:
            self.setCurrentIndex(index)
            self.menu_wanted.emit(index.data(Qt.ItemDataRole.UserRole), viewport.mapToGlobal(place))
