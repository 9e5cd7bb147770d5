"""What fills the window while there is no image: how to begin, what is on its way, or what went wrong."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from launcher.protocol.events import JobUpdate
from viewer.model import progress
from viewer.model.progress import RUNNING
from viewer.names import joined
from viewer.state.store import Store
from viewer.views.picture import Picture
from viewer.views.theme import GAP
from viewer.words import tr

HOW_TO_BEGIN = tr(
    "Drop DICOM files, a folder or a ZIP here, click a link in your RIS or archive, "
    "or type  wetread TARGET  in a terminal."
)
TITLES = {
    "waiting": tr("Waiting …"),
    "partial": tr("This could not be opened"),
    "failed": tr("This could not be opened"),
}
WIDTH = 460
PICTURE = 56


class StartPage(QWidget):
    """One of three pages: empty, busy, failed."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._store = store
        self._picture, self._title, self._text = Picture(PICTURE), QLabel(), QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.open_files, self.open_folder = QPushButton(tr("Open files …")), QPushButton(tr("Open folder …"))
        self._retry, self._cancel = QPushButton(tr("Retry")), QPushButton(tr("Cancel"))
        self._retry.clicked.connect(lambda: store.wishes.retry(()))
        self._cancel.clicked.connect(self._cancel_job)
        self._arrange()
        store.lists_changed.connect(self.refresh)
        store.board.changed.connect(self.refresh)
        self.refresh()

    def _arrange(self) -> None:
        self._title.setStyleSheet("font-size: 15pt; font-weight: 600;")
        self._text.setProperty("role", "quiet")
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch()
        for button in (self.open_files, self.open_folder, self._retry, self._cancel):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout()
        column.setSpacing(2 * GAP)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for widget in (self._title, self._text, self._bar):
            column.addWidget(widget)
        column.addLayout(buttons)
        middle = QWidget()
        middle.setLayout(column)
        middle.setFixedWidth(WIDTH)
        centred = QHBoxLayout()
        centred.addStretch()
        centred.addWidget(middle)
        centred.addStretch()
        around = QVBoxLayout(self)
        around.addStretch()
        around.addLayout(centred)
        around.addStretch()

    def refresh(self) -> None:
        """Draw what the store has now."""
        job = self._job()
        running = job is not None and job.state in RUNNING
        failed = job is not None and not running
        for button in (self.open_files, self.open_folder):
            button.setVisible(job is None)
        self._retry.setVisible(failed and any(notice.message.retry for notice in self._store.board.notices.notices))
        self._cancel.setVisible(job is not None)
        self._cancel.setText(tr("Cancel") if running else tr("Dismiss"))
        self._bar.setVisible(job is not None and running and job.state != "waiting")
        self._picture.show_icon("error" if failed else "wetread")
        if job is None:
            title, text = self._invitation()
        else:
            how_far = progress.of_job(job) if running or job.expected > 1 else ""
            title, text = TITLES.get(job.state, tr("Loading …")), joined("\n", job.text, how_far)
            done, whole = progress.bar(job)
            self._bar.setRange(0, whole)
            self._bar.setValue(done)
        self._title.setText(title)
        self._text.setText(text)

    def _invitation(self) -> tuple[str, str]:
        """What can be done while nothing is going on."""
        if any(self._store.library.series()):
            return tr("Nothing is shown"), tr("Choose a series in the list.")
        return tr("Nothing open yet"), HOW_TO_BEGIN

    def _job(self) -> JobUpdate | None:
        """The newest job that runs, else the newest that failed."""
        jobs = [job for job in self._store.jobs.values() if job.state in (*RUNNING, "failed", "partial")]
        return max(jobs, key=lambda job: (job.state in RUNNING, job.job), default=None)

    def _cancel_job(self) -> None:
        job = self._job()
        if job is not None:
            self._store.cancel(job.job)
