"""What is going on: one row for each click, file or command that is still at work or did not succeed."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from launcher.protocol import JobUpdate
from viewer.model.notices import sentences
from viewer.store import RUNNING, Store
from viewer.views.elided import ElidedLabel
from viewer.views.theme import GAP, icon

STATES: Final = {
    "waiting": "Waiting",
    "listing": "Asking what there is",
    "loading": "Loading",
    "done": "Done",
    "partial": "Incomplete",
    "failed": "Failed",
    "cancelled": "Cancelled",
}


def is_listed(job: JobUpdate) -> bool:
    """Whether there is something to tell: it runs, or something is missing."""
    return job.state in (*RUNNING, "partial", "failed")


def progress(job: JobUpdate) -> str:
    """``Loading: 12 of 97 images, 1 failed``."""
    words = STATES[job.state]
    if job.expected and job.state != "waiting":
        words += f": {job.received} of {job.expected} images"
    return words + (f", {job.failed} failed" if job.failed and job.state != "failed" else "")


class JobRow(QWidget):
    """One job."""

    def __init__(self, store: Store, job: int) -> None:
        super().__init__()
        self._store, self._job = store, job
        self._text, self._state = ElidedLabel(), ElidedLabel("quiet")
        for label in (self._text, self._state):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._retry = QPushButton("Retry")
        self._retry.clicked.connect(lambda: store.retry(store.series_of_job(job)))
        self._end = QToolButton()
        self._end.setIcon(icon("close"))
        self._end.setIconSize(QSize(14, 14))
        self._end.clicked.connect(lambda: store.cancel(job))
        self._arrange()

    def _arrange(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self._text, 1)
        above.addWidget(self._end)
        below.addWidget(self._state, 1)
        below.addWidget(self._retry)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(GAP + 4, GAP // 2, GAP, GAP // 2)
        rows.setSpacing(GAP // 2)
        rows.addLayout(above)
        rows.addWidget(self._bar)
        rows.addLayout(below)

    def show_job(self, job: JobUpdate) -> None:
        """Bring the row up to date."""
        running = job.state in RUNNING
        self._text.setText(sentences(job.text) if not running else job.text)
        self._state.setText(progress(job))
        self._bar.setVisible(running and job.state != "waiting")
        self._bar.setRange(0, job.expected)  # 0 to 0 moves: nobody knows how much it will be
        self._bar.setValue(job.received + job.failed)
        self._retry.setVisible(not running and job.failed > 0)
        self._end.setToolTip("Cancel" if running else "Dismiss")
        self._end.setAccessibleName(f"{self._end.toolTip()}: {job.text}")


class JobsPanel(QFrame):
    """All jobs that are at work or did not succeed; hidden while there are none, and never taller than its rows."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._store = store
        self._rows: dict[int, JobRow] = {}
        self._heading = QLabel("Activity")
        self._heading.setProperty("role", "heading")
        self._heading.setContentsMargins(GAP + 4, GAP // 2, GAP, GAP // 2)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GAP // 2)
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addWidget(self._scroll)
        self.hide()
        store.lists_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Draw what the store has now; while the start page tells of a job, it is not told twice."""
        listed = {number: job for number, job in self._store.jobs.items() if is_listed(job)}
        for number in self._rows.keys() - listed.keys():
            self._rows.pop(number).deleteLater()
        for number, job in listed.items():
            if number not in self._rows:
                self._rows[number] = JobRow(self._store, number)
                self._list.addWidget(self._rows[number])
            self._rows[number].show_job(job)
        self.setVisible(bool(listed) and self._store.desk.group is not None)
        self.setMaximumHeight(self._heading.sizeHint().height() + self._list.sizeHint().height() + GAP // 2)
