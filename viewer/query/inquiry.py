"""One search after another: what is asked for, what comes into the results, and how it ended."""

from __future__ import annotations

from datetime import datetime

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from launcher.protocol.events import SearchEnded
from viewer.model.found import Row
from viewer.model.search import EMPTY, Criteria
from viewer.query.results import PACE, Results
from viewer.state.archives import Archives


class Inquiry(QObject):
    """The present search, page by page, and the series of the studies that it found.

    ``ended`` says that its answers are all here, ``cancelled`` that the user did not wait for them, ``limited`` that
    the archive may have more.
    """

    changed = pyqtSignal()

    def __init__(self, archives: Archives, results: Results, parent: QObject) -> None:
        super().__init__(parent)
        self._archives, self.results = archives, results
        self._number = 0
        self._series: dict[int, tuple[str, list[Row]]] = {}  # search → study, and its series so far
        self._criteria, self._asked_at = EMPTY, datetime.now()
        self.node = ""
        self.limit = self.offset = 0
        self.ended = self.cancelled = self.limited = False
        self.error = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.changed)
        archives.found.connect(self._take)
        archives.ended.connect(self._end)
        results.series_wanted.connect(self._ask_series)

    @property
    def running(self) -> bool:
        """Whether answers are waited for."""
        return self._number != 0

    def begin(self, node: str, criteria: Criteria, limit: int, offset: int = 0) -> None:
        """Search anew, in place of what was found before; the criteria are right."""
        self._forget()
        self.node, self.limit, self.offset = node, limit, offset
        self._criteria, self._asked_at = criteria, datetime.now()
        matching = criteria.matching(self._asked_at)
        self._number = self._archives.search(node, matching, "STUDY", limit, offset)
        self.changed.emit()

    def turn(self, step: int) -> None:
        """The next page, or the one before."""
        self.begin(self.node, self._criteria, self.limit, max(self.offset + step * self.limit, 0))

    def cancel(self) -> None:
        """Wait no longer; what has come stays."""
        if self.running:
            self._archives.cancel(self._number)
            self._number, self.cancelled = 0, True
            self.results.catch_up()
            self.changed.emit()

    def clear(self) -> None:
        """Forget the search and what it found."""
        self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        for number in (self._number, *self._series):
            self._archives.cancel(number)
        self._series.clear()
        self._number = self.offset = 0
        self.ended = self.cancelled = self.limited = False
        self.error = ""
        self.results.clear()

    def _ask_series(self, study: str) -> None:
        number = self._archives.search(self.node, {"StudyInstanceUID": study}, "SERIES")
        self._series[number] = study, []

    def _take(self, number: int, rows: tuple[Row, ...]) -> None:
        if number in self._series:
            self._series[number][1].extend(rows)
        elif number == self._number:
            self.results.take(row for row in rows if self._criteria.fits(row, self._asked_at))
            if not self._soon.isActive():
                self._soon.start(PACE)

    def _end(self, message: SearchEnded) -> None:
        if message.id in self._series:
            study, rows = self._series.pop(message.id)
            self.results.take_series(study, rows, message.error)
        elif message.id == self._number:
            self._number = 0
            self.ended, self.limited, self.error = not message.error, message.limited, message.error
            self.results.catch_up()
            self.changed.emit()
