"""The tree of results, and what stands in its place while there are none."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import QModelIndex, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent, QMouseEvent
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QPushButton, QTreeView, QVBoxLayout, QWidget

from viewer.model.found import COLUMNS, HERE, IDENTIFIER, IMAGES, MODALITY, NAME, WHEN
from viewer.query.results import Results
from viewer.views.theme import GAP
from viewer.words import tr

WIDEST: Final = {
    IDENTIFIER: COLUMNS[IDENTIFIER],
    WHEN: "2024-12-28 10:15 ",
    MODALITY: "CT, PT, SR",
    IMAGES: tr("{images} in {series} series", images=1200, series=12),
    HERE: tr("{series} of {count:.0f} series", series=10, count=12),
}
"""Column → a text that it has room for."""

LEAST_WIDTH: Final = 60
MOST_OPEN: Final = 200
"""Patients."""

WIDEST_TEXT: Final = 420


class ResultsTree(QTreeView):
    """Patients stand open, unless there are many; a study opens when the user wants to see its series.

    Enter or a double click: ``wanted``.
    """

    wanted = pyqtSignal()

    def __init__(self, results: Results) -> None:
        super().__init__()
        self._results = results
        self.setModel(results)
        self.setAccessibleName(tr("Results: patients, studies, series"))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.ExtendedSelection)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        assert header is not None
        header.setSortIndicator(WHEN, Qt.SortOrder.DescendingOrder)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(LEAST_WIDTH)
        for column, text in WIDEST.items():
            header.resizeSection(column, header.fontMetrics().horizontalAdvance(text) + 2 * GAP)
        self.setSortingEnabled(True)
        results.grown.connect(self._open)
        self.collapsed.connect(results.forgive)

    def _open(self, patients: list[QModelIndex]) -> None:
        """Open patients that have come, which Qt only notes, for a layout is due.

        Of many, only the names are listed: Qt selects rows below hundreds of parents too slowly.
        """
        if self._results.rowCount() <= MOST_OPEN:
            for patient in patients:
                self.expand(patient)
        elif self._results.rowCount() - len(patients) <= MOST_OPEN:
            self.collapseAll()

    def begin(self) -> None:
        """The keys go to the results, if there are any, and something is selected, so that Enter takes it."""
        selection = self.selectionModel()
        if selection is None or not self._results.rowCount():
            return
        self.setFocus()
        if not selection.hasSelection():  # Qt only goes to the first row
            self.setCurrentIndex(self._results.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        assert event is not None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        super().mouseDoubleClickEvent(event)
        assert event is not None
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.pos()).isValid():
            self.wanted.emit()


class NothingHere(QWidget):
    """A sentence that says what to do, and perhaps a button that does it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._title, self._text = QLabel(), QLabel()
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self._title.setProperty("role", "title")
        self._text.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addStretch()
        for label in (self._title, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is self._text)
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(GAP)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def say(self, title: str, text: str = "", button: str = "") -> None:
        """Say this; without a text for it, there is no button."""
        self._title.setText(title)
        self._text.setText(text)
        width = min(self._text.fontMetrics().horizontalAdvance(text) + GAP, WIDEST_TEXT)
        self._text.setFixedWidth(width)
        self._text.setMinimumHeight(max(self._text.heightForWidth(width), 0))
        self._text.setVisible(bool(text))
        self.button.setText(button)
        self.button.setVisible(bool(button))
