"""Rows as Qt's tree shows them, with what was searched for marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from PyQt5.QtCore import QAbstractItemModel, QModelIndex, QObject, QRectF, Qt
from PyQt5.QtGui import QFont, QPainter
from PyQt5.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from viewer.tags.model import Key, Row, Rows, flat
from viewer.views.theme import colour
from viewer.words import tr

TAG, NAME, VR, LENGTH, VALUE = range(5)
TITLES: Final = (tr("Tag"), tr("Name"), "VR", tr("Bytes"))
MISSING: Final = "–"
WIDTHS: Final = (150, 270, 44, 68, 260)
MOST_OPENED: Final = 2000
"""Rows that a search opens all; of more, only the top level is in sight."""

MARGIN: Final = 7  # of a cell, left of its text
MARK: Final = 0.45  # opacity of what was found


class Node:
    """A row, and where it stands."""

    def __init__(self, row: Row, parent: Node | None, position: int) -> None:
        self.row, self.parent, self.position = row, parent, position
        self.children = [Node(child, self, number) for number, child in enumerate(row.children)]

    @property
    def path(self) -> tuple[Key, ...]:
        """The keys that lead to it, from the top level."""
        return (*(self.parent.path if self.parent is not None else ()), self.row.key)


class TagsModel(QAbstractItemModel):
    """``titles`` head the columns of values: one, or two that are compared."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._nodes: list[Node] = []
        self._titles: tuple[str, ...] = (tr("Value"),)

    def show_rows(self, rows: Rows, titles: tuple[str, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._titles = titles
        self._nodes = [Node(row, None, number) for number, row in enumerate(rows)]
        self.endResetModel()

    def node(self, index: QModelIndex) -> Node:
        """What stands at ``index``."""
        found: Node = index.internalPointer()
        return found

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        siblings = self.node(parent).children if parent.isValid() else self._nodes
        return self.createIndex(row, column, siblings[row]) if 0 <= row < len(siblings) else QModelIndex()

    def parent(self, index: QModelIndex) -> QModelIndex:  # type: ignore[override]
        parent = self.node(index).parent if index.isValid() else None
        return QModelIndex() if parent is None else self.createIndex(parent.position, 0, parent)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        if parent.column() > 0:
            return 0
        return len(self.node(parent).children if parent.isValid() else self._nodes)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return VALUE + len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (*TITLES, *self._titles)[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.node(index).row, index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.keyword if column in (TAG, NAME) else _text(row, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return _ink(row, column)
        return _font(row, column) if role == Qt.ItemDataRole.FontRole else None


def _text(row: Row, column: int) -> str:
    if column >= VALUE:
        value = row.values[column - VALUE] if column - VALUE < len(row.values) else ""
        return MISSING if value is None else value
    return (row.tag, row.name, row.vr, "" if row.length is None else str(row.length))[column]


def _ink(row: Row, column: int) -> Any:
    if row.differs and column >= VALUE:
        return colour("warning")
    return colour("quiet") if column in (VR, LENGTH) else None


def _font(row: Row, column: int) -> QFont | None:
    """What differs is bold, not only of another colour."""
    font = QFont()
    font.setBold(True)
    return font if row.differs and column >= VALUE else None


class Marker(QStyledItemDelegate):
    """Marks the words that are searched for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.words: tuple[str, ...] = ()

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        assert painter is not None
        super().paint(painter, option, index)
        text = str(index.data() or "")
        folded = text.casefold()
        painter.save()
        painter.setClipRect(option.rect)
        painter.setOpacity(MARK)
        for word in self.words:
            if len(folded) == len(text) and (start := folded.find(word)) >= 0:
                self._mark(painter, option, text, start, start + len(word))
        painter.restore()

    def _mark(self, painter: QPainter, option: QStyleOptionViewItem, text: str, start: int, end: int) -> None:
        """Lay colour over a part of the text."""
        metrics, place = option.fontMetrics, option.rect
        left = place.left() + MARGIN + metrics.horizontalAdvance(text[:start])
        width = metrics.horizontalAdvance(text[start:end])
        painter.fillRect(QRectF(left, place.top() + 2, width, place.height() - 4), colour("accent"))


class TagsTree(QTreeView):
    """The rows; what is open and in sight stays so when others take their place."""

    def __init__(self) -> None:
        super().__init__()
        self._model, self._marker = TagsModel(self), Marker(self)
        self.setModel(self._model)
        self.setItemDelegate(self._marker)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(tr("Elements of the file"))
        header = self.header()
        assert header is not None
        header.setSectionsMovable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for column, width in enumerate(WIDTHS):
            header.resizeSection(column, width)

    def show_rows(self, rows: Rows, titles: tuple[str, ...], search: str, opened: bool) -> None:
        """Show these, all of them ``opened`` if wanted or while something is searched for."""
        paths, bar = self._opened(), self.verticalScrollBar()
        place = bar.value() if bar is not None else 0
        self._marker.words = tuple(search.casefold().split())
        self._model.show_rows(rows, titles)
        self._fit(len(titles))
        if (opened or search) and sum(1 for _ in flat(rows)) <= MOST_OPENED:
            self.expandAll()
        for index in self._holders():
            if self._model.node(index).path in paths:
                self.expand(index)
        if bar is not None:
            bar.setValue(place)

    def _fit(self, sides: int) -> None:
        """One value takes the room that is left, two share it; lengths tell nothing where values are compared."""
        self.setColumnHidden(LENGTH, sides > 1)
        header, port = self.header(), self.viewport()
        if header is not None and port is not None and sides > 1:
            header.resizeSection(VALUE, (port.width() - sum(WIDTHS[:LENGTH])) // 2)

    def selected_rows(self) -> Rows:
        """What is selected, in the order of the file; of a row within another that is selected, no second copy."""
        nodes = self._selected()
        paths = {node.path for node in nodes}
        return tuple(n.row for n in nodes if not any(n.path[:end] in paths for end in range(1, len(n.path))))

    def selected_tops(self) -> set[int]:
        """The tags of the top level in which something is selected."""
        return {node.path[0][0] for node in self._selected()}

    def _selected(self) -> list[Node]:
        selection = self.selectionModel()
        rows = selection.selectedRows() if selection is not None else []
        return sorted((self._model.node(index) for index in rows), key=lambda node: node.path)

    def _opened(self) -> set[tuple[Key, ...]]:
        return {self._model.node(index).path for index in self._holders() if self.isExpanded(index)}

    def _holders(self, parent: QModelIndex = QModelIndex()) -> Iterator[QModelIndex]:  # noqa: B008
        """What holds others, as far as it can be in sight."""
        for number in range(self._model.rowCount(parent)):
            index = self._model.index(number, 0, parent)
            if self._model.rowCount(index):
                yield index
                yield from self._holders(index) if self.isExpanded(index) else ()
