"""The line below the results: how many there are, what went wrong, and the pages."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from viewer.names import count
from viewer.query.inquiry import Inquiry
from viewer.views.theme import GAP
from viewer.words import tr


class Outcome(QFrame):
    """``turned`` by 1 or -1: the user wants another page."""

    turned = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self._text, self._bar = QLabel(), QProgressBar()
        self._previous, self._next = QPushButton(tr("Previous page")), QPushButton(tr("Next page"))
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("The search goes on"))
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, 0, 0, 0)
        column.setSpacing(GAP // 2)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._text, 1)
        for step, button in ((-1, self._previous), (1, self._next)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _, step=step: self.turned.emit(step))
            row.addWidget(button)
        column.addLayout(row)

    def show_inquiry(self, inquiry: Inquiry) -> None:
        """Tell how the search stands."""
        paged = bool(inquiry.limit) and not inquiry.running
        self._previous.setVisible(paged and (inquiry.offset > 0 or inquiry.limited))
        self._next.setVisible(paged and (inquiry.offset > 0 or inquiry.limited))
        self._previous.setEnabled(inquiry.offset > 0)
        self._next.setEnabled(inquiry.limited)
        self._bar.setVisible(inquiry.running)
        self._say(inquiry.error or _told(inquiry), "error" if inquiry.error else "")

    def fail(self, text: str) -> None:
        """Tell what went wrong, and what to do."""
        self._say(text, "error")

    def tell(self, text: str) -> None:
        """Tell what is going on."""
        self._say(text, "info")

    def _say(self, text: str, severity: str) -> None:
        self._text.setText(text)
        self._text.setAccessibleName(text)
        if self.property("severity") != severity:
            self.setProperty("severity", severity or None)
            style = self.style()
            assert style is not None
            style.polish(self)


def _told(inquiry: Inquiry) -> str:
    patients, studies = inquiry.results.counts
    what = f"{count(studies, 'study')} of {count(patients, 'patient')}"
    if inquiry.running:
        return tr("{what} so far", what=what)
    if inquiry.cancelled:
        return tr("Cancelled after {what}", what=what)
    if not inquiry.ended or not (studies or inquiry.offset):
        return ""
    if inquiry.limited or inquiry.offset:
        first, last = inquiry.offset + 1, inquiry.offset + studies
        told = tr("Studies {first} to {last}", first=first, last=last)
        return told + tr("; there may be more on the next page") if inquiry.limited else told
    return what
