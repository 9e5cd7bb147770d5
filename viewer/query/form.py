"""What to search for, as a form."""

from __future__ import annotations

from functools import partial
from typing import Final

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from viewer.model.search import PERIODS, RANGE, Criteria
from viewer.views.theme import GAP, icon
from viewer.words import tr

DATE: Final = tr("YYYY-MM-DD")
WILDCARDS: Final = tr("* stands for any text, ? for one character")
FIELDS: Final = (
    (("PatientName", tr("Patient name"), tr("Doe* or Doe, Jane")),),
    (("PatientID", tr("Patient ID"), ""), ("PatientBirthDate", tr("Birth date"), DATE)),
    (("AccessionNumber", tr("Accession number"), ""), ("StudyDescription", tr("Description"), tr("*knee*"))),
)
"""Keyword, label, example, row by row."""

MODALITIES: Final = ("CT", "MR", "DX", "CR", "US", "MG", "XA", "RF", "NM", "PT", "SR", "OT")
MODALITIES_PER_ROW: Final = 4
OTHERS: Final = (
    "StudyID", "StudyInstanceUID", "ReferringPhysicianName", "PerformingPhysicianName", "NameOfPhysiciansReadingStudy",
    "PatientSex", "IssuerOfPatientID", "InstitutionName", "BodyPartExamined", "ModalitiesInStudy",
)  # fmt: skip
"""Further attributes that are offered; any other keyword can be typed."""


ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CriteriaForm(QWidget):
    """``edited`` when the user changed something, ``submitted`` by Enter, ``left`` by the key Down, for the results."""

    edited = pyqtSignal()
    submitted = pyqtSignal()
    left = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._lines: dict[str, QLineEdit] = {}
        for fields in FIELDS:
            self._lines |= {keyword: self._line(label, example) for keyword, label, example in fields}
            self._add(*((label, self._lines[keyword]) for keyword, label, _ in fields))
        self._periods, self._ends = QComboBox(), QWidget()
        self._first, self._last = self._line(tr("From"), DATE), self._line(tr("To"), DATE)
        self._add_dates()
        self._modalities = {name: self._toggle(name) for name in MODALITIES}
        self._add_modalities()
        self._others: list[_Other] = []
        self._more = QPushButton(tr("Add another attribute"))
        self._more.setAutoDefault(False)
        self._more.clicked.connect(lambda: self._add_other().begin())
        self._column.addWidget(self._more)
        self._column.addStretch()

    def criteria(self) -> Criteria:
        """What stands in the form."""
        texts = {keyword: line.text() for keyword, line in self._lines.items()}
        texts |= {other.keyword.currentText().strip(): other.text.text() for other in self._others}
        return Criteria(
            {keyword: text for keyword, text in texts.items() if keyword and text.strip()},
            str(self._periods.currentData()),
            self._first.text(),
            self._last.text(),
            tuple(name for name, button in self._modalities.items() if button.isChecked()),
        )

    def show_criteria(self, criteria: Criteria) -> None:
        """Put criteria into the form."""
        for keyword, line in self._lines.items():
            line.setText(criteria.texts.get(keyword, ""))
        for other in self._others[:]:
            self._remove_other(other)
        for keyword in criteria.texts.keys() - self._lines.keys():
            other = self._add_other()
            other.keyword.setEditText(keyword)
            other.text.setText(criteria.texts[keyword])
        self._periods.setCurrentIndex(self._periods.findData(criteria.period))
        self._first.setText(criteria.first)
        self._last.setText(criteria.last)
        for name, button in self._modalities.items():
            button.setChecked(name in criteria.modalities)

    def begin(self) -> None:
        """The keys go to the first field."""
        first = next(iter(self._lines.values()))
        first.setFocus()
        first.selectAll()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """What a field has no use for."""
        assert event is not None
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() in ENTER and self.focusWidget() in (self._periods, *self._modalities.values()):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    # --- making ---

    def _line(self, name: str, example: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setPlaceholderText(example)
        line.setToolTip("" if example == DATE else WILDCARDS)
        line.textEdited.connect(lambda _: self.edited.emit())
        line.returnPressed.connect(self.submitted)
        return line

    def _add(self, *fields: tuple[str, QWidget]) -> None:
        """Add a row of fields, each below its label."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(2)
        for column, (label, field) in enumerate(fields):
            title = QLabel(label)
            title.setProperty("role", "quiet")
            title.setBuddy(field)
            grid.addWidget(title, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
        self._column.addLayout(grid)

    def _add_dates(self) -> None:
        for name, (label, _) in PERIODS.items():
            self._periods.addItem(label, name)
        self._periods.setMaxVisibleItems(len(PERIODS))
        self._periods.setAccessibleName(tr("Study date"))
        self._periods.activated.connect(lambda _: self.edited.emit())
        self._periods.currentIndexChanged.connect(self._show_ends)
        row = QHBoxLayout(self._ends)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._first)
        row.addWidget(QLabel("–"))
        row.addWidget(self._last)
        self._add((tr("Study date"), self._periods))
        self._column.addWidget(self._ends)
        self._show_ends()

    def _show_ends(self) -> None:
        self._ends.setVisible(self._periods.currentData() == RANGE)

    def _toggle(self, name: str) -> QPushButton:
        button = _Modality(name)
        button.setObjectName("modality")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(tr("Modality {name}", name=name))
        button.clicked.connect(lambda _: self.edited.emit())
        return button

    def _add_modalities(self) -> None:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for place, button in enumerate(self._modalities.values()):
            grid.addWidget(button, *divmod(place, MODALITIES_PER_ROW))
        self._add((tr("Modalities (none: all)"), box))

    def _add_other(self) -> _Other:
        other = _Other()
        other.text.textEdited.connect(lambda _: self.edited.emit())
        other.text.returnPressed.connect(self.submitted)
        other.remove.clicked.connect(partial(self._remove_other, other))
        self._others.append(other)
        self._column.insertWidget(self._column.indexOf(self._more), other)
        return other

    def _remove_other(self, other: _Other) -> None:
        self._others.remove(other)
        self._column.removeWidget(other)
        other.deleteLater()
        self.edited.emit()


class _Modality(QPushButton):
    """Down leads to the results from here too, not to the button below."""

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        assert event is not None
        if event.key() == Qt.Key.Key_Down:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Other(QWidget):
    """Any attribute, by its keyword."""

    def __init__(self) -> None:
        super().__init__()
        self.keyword, self.text, self.remove = QComboBox(), QLineEdit(), QToolButton()
        self.keyword.setEditable(True)
        self.keyword.addItems(OTHERS)
        self.keyword.setAccessibleName(tr("Keyword of a DICOM attribute"))
        self.keyword.setToolTip(tr("The keyword of any DICOM attribute that the archive can match"))
        self.keyword.setMinimumContentsLength(12)
        self.text.setAccessibleName(tr("What it must be"))
        self.text.setPlaceholderText(tr("What it must be"))
        self.remove.setIcon(icon("close"))
        self.remove.setToolTip(tr("Leave this attribute out"))
        self.remove.setAccessibleName(tr("Leave this attribute out"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setSpacing(4)
        grid.addWidget(self.keyword, 0, 0)
        grid.addWidget(self.remove, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.text, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        QWidget.setTabOrder(self.keyword, self.text)
        QWidget.setTabOrder(self.text, self.remove)

    def begin(self) -> None:
        """The keys go to the keyword, and take its place."""
        self.keyword.setFocus()
        line = self.keyword.lineEdit()
        assert line is not None
        line.selectAll()
