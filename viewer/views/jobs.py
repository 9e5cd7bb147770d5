"""What is going on: one row for each click, file or command that is still at work or did not succeed.

A row opens to its series; each of them, and the whole job, can be paused, resumed, cancelled and downloaded again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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

from launcher.protocol.events import ON_DISK, JobUpdate, SeriesUpdate
from viewer.model import progress
from viewer.model.library import COMING
from viewer.model.notices import sentences
from viewer.model.progress import RUNNING
from viewer.state.store import Store
from viewer.views.elided import ElidedLabel
from viewer.views.theme import GAP, icon
from viewer.words import tr

BUTTON: Final = 14
"""Side of the small icons, in device-independent pixels."""


def is_listed(job: JobUpdate) -> bool:
    """Whether there is something to tell: it runs, or something is missing."""
    return job.state in (*RUNNING, "partial", "failed")


def _label(role: str = "") -> ElidedLabel:
    label = ElidedLabel(role)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _button(clicked: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setIconSize(QSize(BUTTON, BUTTON))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda checked: clicked())
    return button


def _name(button: QToolButton, picture: str, does: str, of_what: str) -> None:
    button.setIcon(icon(picture))
    button.setToolTip(does)
    button.setAccessibleName(f"{does}: {of_what}")


def _bar() -> QProgressBar:
    bar = QProgressBar()
    bar.setTextVisible(False)
    return bar


def _fill(bar: QProgressBar, done: int, whole: int) -> None:
    """Show how much of it is done; 0 of 0 moves, for nobody knows how much it will be.

    Qt would paint a bar at once, and the window below it; this one waits for its turn.
    """
    bar.setUpdatesEnabled(False)
    bar.setRange(0, whole)
    bar.setValue(done)
    bar.setUpdatesEnabled(True)


def _row(*widgets: QWidget) -> QHBoxLayout:
    """Side by side; the first takes what room there is."""
    row = QHBoxLayout()
    for place, widget in enumerate(widgets):
        row.addWidget(widget, 1 if place == 0 else 0)
    return row


class SeriesLine(QWidget):
    """One series of a job."""

    def __init__(self, store: Store, key: str) -> None:
        super().__init__()
        self._store, self._key = store, key
        self._paused = False
        self._text, self._state = _label(), _label("quiet")
        self._bar = _bar()
        self._hold = _button(lambda: store.wishes.resume([key]) if self._paused else store.wishes.pause([key]))
        self._again = _button(lambda: store.wishes.retry([key]))
        self._end = _button(lambda: store.wishes.cancel([key]))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(GAP, 0, 0, GAP // 2)
        rows.setSpacing(2)
        rows.addLayout(_row(self._text, self._hold, self._again, self._end))
        rows.addWidget(self._bar)
        rows.addWidget(self._state)

    def show_series(self, update: SeriesUpdate) -> None:
        """Bring the line up to date."""
        name = update.series.series_description or update.series.modality or tr("Series")
        coming, self._paused = update.state in COMING, update.state == "paused"
        self._text.setText(name)
        self._state.setText(progress.of_series(update))
        self._bar.setVisible(coming)
        _fill(self._bar, update.received + update.failed, update.expected)
        _name(self._hold, "play" if self._paused else "pause", tr("Resume") if self._paused else tr("Pause"), name)
        _name(self._again, "redo", tr("Download again"), name)
        _name(self._end, "close", tr("Cancel"), name)
        self._hold.setVisible(coming)
        self._end.setVisible(coming)
        self._again.setVisible(not coming and update.failed > 0 and update.source not in ON_DISK)


class JobRow(QWidget):
    """One job."""

    def __init__(self, store: Store, job: int, resized: Callable[[], None]) -> None:
        super().__init__()
        self._store, self._job, self._resized = store, job, resized
        self._paused = False
        self._text, self._state = _label(), _label("quiet")
        self._bar = _bar()
        self._open = _button(self._toggle)
        self._hold = _button(self._pause_or_resume)
        self._retry = QPushButton(tr("Download again"))
        self._retry.clicked.connect(lambda: store.wishes.retry(store.jobs.series_of(job)))
        self._end = _button(lambda: store.cancel(job))
        self._lines: dict[str, SeriesLine] = {}
        self._series = QWidget()
        self._list = QVBoxLayout(self._series)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._series.hide()
        self._arrange()

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(GAP + 4, GAP // 2, GAP, GAP // 2)
        rows.setSpacing(GAP // 2)
        rows.addLayout(_row(self._text, self._open, self._hold, self._end))
        rows.addWidget(self._bar)
        rows.addWidget(self._state)
        rows.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignLeft)  # beside the count, it would cut it
        rows.addWidget(self._series)

    def show_job(self, job: JobUpdate) -> None:
        """Bring the row up to date."""
        running, self._paused = job.state in RUNNING, job.state == "paused"
        self._text.setText(sentences(job.text) if job.state == "failed" else job.text)
        self._state.setText(progress.of_job(job))
        self._bar.setVisible(running and job.state != "waiting")
        done, whole = progress.bar(job)
        _fill(self._bar, done, whole)
        self._retry.setVisible(not running and job.failed > 0 and job.source not in ON_DISK)
        self._retry.setAccessibleName(tr("Download again what is missing: {text}", text=job.text))
        _name(self._hold, "play" if self._paused else "pause", tr("Resume") if self._paused else tr("Pause"), job.text)
        self._hold.setVisible(running and bool(job.series))
        _name(self._end, "close", tr("Cancel") if running else tr("Dismiss"), job.text)
        self._open.setVisible(bool(job.series))
        self._show_series(job)

    @property
    def is_open(self) -> bool:
        """Whether its series are listed."""
        return not self._series.isHidden()

    def _show_series(self, job: JobUpdate) -> None:
        opened = self.is_open
        _name(
            self._open, "collapse" if opened else "expand", tr("Hide series") if opened else tr("Show series"), job.text
        )
        found = [record.update for key in job.series if (record := self._store.library.get(key)) is not None]
        for key in self._lines.keys() - {update.key for update in found}:
            self._lines.pop(key).deleteLater()
        for update in found if opened else ():
            if update.key not in self._lines:
                self._lines[update.key] = SeriesLine(self._store, update.key)
                self._list.addWidget(self._lines[update.key])
            self._lines[update.key].show_series(update)

    def _toggle(self) -> None:
        self._series.setVisible(not self.is_open)
        self._show_series(self._store.jobs[self._job])
        self._resized()

    def _pause_or_resume(self) -> None:
        keys = self._store.jobs[self._job].series
        if self._paused:
            self._store.wishes.resume(keys)
        else:
            self._store.wishes.pause(keys)


class JobsPanel(QFrame):
    """All jobs that are at work or did not succeed; hidden while there are none, and never taller than its rows."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._store = store
        self._rows: dict[int, JobRow] = {}
        self._heading = QLabel()
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
        on_disk = all(job.source in ON_DISK for job in listed.values())
        self._heading.setText(tr("Files of this computer") if on_disk else tr("Downloads"))
        self._forget(self._rows.keys() - listed.keys())
        for number, job in listed.items():
            if number not in self._rows:
                self._rows[number] = JobRow(self._store, number, self._fit)
                self._list.addWidget(self._rows[number])
            self._rows[number].show_job(job)
        self.setVisible(bool(listed) and self._store.desk.group is not None)
        self._fit()

    def _forget(self, numbers: Iterable[int]) -> None:
        for number in list(numbers):
            self._rows.pop(number).deleteLater()

    def _fit(self) -> None:
        """A quarter of the side at most, which is what the layout gives; half of it to see the series of a job."""
        needed = self._heading.sizeHint().height() + self._list.sizeHint().height() + GAP // 2
        side = self.parentWidget()
        opened = side is not None and any(row.is_open for row in self._rows.values())
        self.setMaximumHeight(needed)
        self.setMinimumHeight(min(needed, side.height() // 2) if opened and side is not None else 0)
