"""The results as a tree for Qt: sorted, growing while answers come, the series of a study when it is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from PyQt5.QtCore import QAbstractItemModel, QItemSelection, QModelIndex, QObject, Qt, QTimer, pyqtSignal

from viewer.model.found import COLUMNS, HERE, WHEN, Entry, Found, Rank, Row, Standing, chosen, standing
from viewer.names import joined
from viewer.words import tr

PACE: Final = 120
"""Milliseconds that answers wait for more of them, so that the tree is laid out once for all."""

COMING: Final = tr("Asking for its series …")
Role = Qt.ItemDataRole
NOWHERE: Final = QModelIndex()


class Results(QAbstractItemModel):
    """``Found`` with what is open in the window beside it.

    ``series_wanted`` tells of a study that was opened; ``grown`` of new patients, as indexes.
    """

    series_wanted = pyqtSignal(str)  # a Study Instance UID
    grown = pyqtSignal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found = Found()
        self._standings: Mapping[str, Standing] = {}
        self._waiting: list[Row] = []
        self._failed: set[Entry] = set()  # studies
        self._order = WHEN, True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.catch_up)

    @property
    def counts(self) -> tuple[int, int]:
        """How many patients and studies there are."""
        return len(self._found.root.below), len(self._found.studies)

    def clear(self) -> None:
        """Forget all."""
        self._waiting.clear()
        self._failed.clear()
        self.beginResetModel()
        self._found = Found()
        self.endResetModel()

    def take(self, rows: Iterable[Row]) -> None:
        """Take in studies, in a moment."""
        self._waiting += rows
        if not self._pause.isActive():
            self._pause.start(PACE)

    def catch_up(self) -> None:
        """Show the studies that wait, in order."""
        self._pause.stop()
        news = self._found.news(self._waiting)
        self._waiting.clear()
        for above, entries in news.items():
            self._insert(above, entries)
        if news:
            self.grown.emit([self._index(entry) for entry in news.get(self._found.root, ())])
            self._sort_again()

    def take_series(self, study: str, rows: Iterable[Row], error: str = "") -> None:
        """The series of a study have come, or ``error`` says why not."""
        entry = self._found.studies.get(study)
        if entry is None:
            return
        series = [Entry("SERIES", {"StudyInstanceUID": study, **row}) for row in rows if row.get("SeriesInstanceUID")]
        notes = [Entry("NOTE", {"text": error or tr("It has no series")})] if error or not series else []
        self._remove_below(entry)
        self._insert(entry, [*series, *notes])
        if error:
            self._failed.add(entry)
        self._sort_again()

    def forgive(self, index: QModelIndex) -> None:
        """A study was closed: where its series could not be listed, they are asked for when it opens again."""
        entry = self._entry(index)
        if entry in self._failed:
            self._failed.discard(entry)
            self._remove_below(entry)
            entry.asked = False

    def compare(self, standings: Mapping[str, Standing]) -> None:
        """Mark what is in the window."""
        if standings != self._standings:
            self._standings = standings
            last = self.rowCount() - 1
            if last >= 0:  # several columns, for Qt then draws all that is in sight
                self.dataChanged.emit(self.index(0, 0), self.index(last, HERE), [Role.DisplayRole])

    def chosen(self, selection: QItemSelection) -> list[Row]:
        """The UIDs of what is selected; by ranges, for to list the indexes of thousands takes Qt too long."""
        spans = ((self._entry(span.parent()).below, span) for span in selection)
        return chosen(entry for below, span in spans for entry in below[span.top() : span.bottom() + 1])

    def _here(self, entry: Entry) -> Rank:
        return 0, standing(entry, self._standings)

    def _insert(self, above: Entry, entries: list[Entry]) -> None:
        first = len(above.below)
        self.beginInsertRows(self._index(above), first, first + len(entries) - 1)
        above.add(entries)
        self.endInsertRows()

    def _remove_below(self, above: Entry) -> None:
        if above.below:
            self.beginRemoveRows(self._index(above), 0, len(above.below) - 1)
            above.below.clear()
            self.endRemoveRows()

    def _entry(self, index: QModelIndex) -> Entry:
        entry: Entry = index.internalPointer() if index.isValid() else self._found.root
        return entry

    def _index(self, entry: Entry, column: int = 0) -> QModelIndex:
        return QModelIndex() if entry.level == "ROOT" else self.createIndex(entry.place, column, entry)

    # --- what Qt asks ---

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        return len(self._entry(parent).below) if parent.column() <= 0 else 0

    def columnCount(self, parent: QModelIndex = NOWHERE) -> int:
        return len(COLUMNS)

    def index(self, row: int, column: int, parent: QModelIndex = NOWHERE) -> QModelIndex:
        below = self._entry(parent).below
        return self.createIndex(row, column, below[row]) if 0 <= row < len(below) else QModelIndex()

    def parent(self, index: QModelIndex = NOWHERE) -> QModelIndex:
        above = self._entry(index).above
        return QModelIndex() if above is None else self._index(above)

    def hasChildren(self, parent: QModelIndex = NOWHERE) -> bool:
        entry = self._entry(parent)
        return bool(entry.below) or (entry.level == "STUDY" and not entry.asked)

    def canFetchMore(self, parent: QModelIndex) -> bool:
        entry = self._entry(parent)
        return entry.level == "STUDY" and not entry.asked

    def fetchMore(self, parent: QModelIndex) -> None:
        study = self._entry(parent)
        study.asked = True
        self._remove_below(study)
        self._insert(study, [Entry("NOTE", {"text": COMING})])
        self.series_wanted.emit(study.uid)

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        leaf = self._entry(index).level in ("SERIES", "NOTE")
        return super().flags(index) | (Qt.ItemFlag.ItemNeverHasChildren if leaf else Qt.ItemFlag.NoItemFlags)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        return COLUMNS[section] if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal else None

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:
        entry, column = self._entry(index), index.column()
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return entry.cell(column) if column < HERE else standing(entry, self._standings)
        if role == Role.AccessibleTextRole:
            return joined(", ", *map(entry.cell, range(HERE)), standing(entry, self._standings))
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = column, order == Qt.SortOrder.DescendingOrder
        self._sort_again()

    def _sort_again(self) -> None:
        column, descending = self._order
        self.layoutAboutToBeChanged.emit([], QAbstractItemModel.LayoutChangeHint.VerticalSortHint)
        before = self.persistentIndexList()
        kept = [(self._entry(index), index.column()) for index in before]
        self._found.root.sort(self._here if column == HERE else lambda entry: entry.rank(column), descending)
        self.changePersistentIndexList(before, [self._index(entry, column) for entry, column in kept])
        self.layoutChanged.emit([], QAbstractItemModel.LayoutChangeHint.VerticalSortHint)
