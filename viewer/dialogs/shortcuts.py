"""The keys, as the table of actions has them."""

from __future__ import annotations

from itertools import groupby

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.actions import ACTIONS
from viewer.actions.row import Action
from viewer.views.theme import GAP

COLUMNS = 3


class ShortcutsDialog(QDialog):
    """Every action that has a key, by menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        around = QVBoxLayout(self)
        around.setContentsMargins(3 * GAP, 2 * GAP, 3 * GAP, 2 * GAP)
        around.setSpacing(2 * GAP)
        around.addLayout(_columns())
        close = QPushButton("Close")
        close.clicked.connect(self.reject)
        around.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _columns() -> QHBoxLayout:
    rows = sorted((row for row in ACTIONS if row.shortcuts and row.menu), key=lambda row: row.menu)
    groups = sorted(([*group] for _, group in groupby(rows, key=lambda row: row.menu)), key=len, reverse=True)
    columns: list[list[list[Action]]] = [[] for _ in range(COLUMNS)]
    for group in groups:  # the longest first, each into the column that is shortest so far
        min(columns, key=lambda column: sum(len(g) + 2 for g in column)).append(group)
    side_by_side = QHBoxLayout()
    side_by_side.setSpacing(4 * GAP)
    for column in columns:
        stacked = QVBoxLayout()
        for group in column:
            stacked.addLayout(_group(group))
        stacked.addStretch()
        side_by_side.addLayout(stacked)
    return side_by_side


def _group(rows: list[Action]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * GAP)
    grid.setVerticalSpacing(3)
    heading = QLabel(rows[0].menu)
    heading.setProperty("role", "heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for line, row in enumerate(rows, start=1):
        keys = QLabel(", ".join(row.shortcuts))
        keys.setProperty("role", "quiet")
        grid.addWidget(QLabel(row.label.rstrip(" …")), line, 0)
        grid.addWidget(keys, line, 1)
    grid.setColumnStretch(0, 1)
    return grid
