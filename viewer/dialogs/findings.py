"""How the test of an archive goes, line by line, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from viewer.model.archives import METHODS
from viewer.views.theme import GAP
from viewer.words import tr

WORKED: Final = {True: ("✓", tr("works")), False: ("✗", tr("does not work"))}

Finding = tuple[str, bool, str]
"""What was tried, whether it worked, and in words."""


class Findings(QFrame):
    """``proposed`` when the user takes the proposal: how to fetch."""

    proposed = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._retrieve = ""
        self._shown = 0
        self._bar, self._advice, self._use = QProgressBar(), QLabel(), QPushButton(tr("Use it"))
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("The test goes on"))
        self._use.setAutoDefault(False)
        self._use.clicked.connect(lambda: self.proposed.emit(self._retrieve))
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(GAP)
        self._lines.setVerticalSpacing(GAP // 2)
        self._lines.setColumnStretch(2, 1)
        advice = QHBoxLayout()
        advice.addWidget(self._advice, 1)
        advice.addWidget(self._use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._bar)
        column.addLayout(self._lines)
        column.addLayout(advice)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._shown = 0
        self.setVisible(False)

    def begin(self) -> None:
        """A test has begun."""
        self.clear()
        self.show_findings((), False, "")

    def show_findings(self, findings: Iterable[Finding], ended: bool, retrieve: str) -> None:
        """Add what is new of these; ``retrieve`` is proposed, unless it is empty."""
        for what, worked, words in list(findings)[self._shown :]:
            self._add(what, worked, words)
        self._bar.setVisible(not ended)
        self._retrieve = retrieve
        self._advice.setText(
            tr("Best fetched by {method}.", method=METHODS.get(retrieve, retrieve)) if retrieve else ""
        )
        self._advice.setVisible(bool(retrieve))
        self._use.setVisible(bool(retrieve))
        self.setVisible(True)

    def _add(self, what: str, worked: bool, words: str) -> None:
        sign, meaning = WORKED[worked]
        for column, (text, role) in enumerate(((sign, "good" if worked else "error"), (what, "title"), (words, ""))):
            label = QLabel(text)
            label.setProperty("role", role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            if column == 0:
                label.setAccessibleName(meaning)
            label.setWordWrap(column == 2)
            self._lines.addWidget(label, self._shown, column)
        self._shown += 1
