"""Rows for the window, read by a thread that knows no widget and speaks in signals."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal

from launcher.frozen import frozen
from viewer.tags.model import Rows, compared, of_frame
from viewer.tags.reading import read_rows


@frozen
class Side:
    """One file; its functional groups are those of ``frame_index`` alone, if that is given."""

    path: str
    frame_index: int | None = None


class Reader(QObject):
    """Reads the last that was asked for; what was asked before and is not begun is passed over."""

    arrived = pyqtSignal(object)  # Rows, or an exception
    _done = pyqtSignal(int, object)  # from the reading thread

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(1, "tags")
        self._last = 0
        self._done.connect(self._take)

    def ask(self, *sides: Side) -> None:
        """Read one file, or two to compare; ``arrived`` tells."""
        self._last += 1
        self._thread.submit(self._work, self._last, sides)

    def close(self) -> None:
        """Read no more."""
        self._last += 1
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _work(self, number: int, sides: tuple[Side, ...]) -> None:
        if number != self._last:
            return
        try:
            self._done.emit(number, _read(*sides))
        except Exception as error:
            self._done.emit(number, error)

    def _take(self, number: int, found: object) -> None:
        if number == self._last:
            self.arrived.emit(found)


def _read(left: Side, right: Side | None = None) -> Rows:
    return _rows(left) if right is None else compared(_rows(left), _rows(right))


def _rows(side: Side) -> Rows:
    found = Path(side.path).stat()
    rows = _whole(side.path, found.st_mtime_ns, found.st_size)
    return rows if side.frame_index is None else of_frame(rows, side.frame_index)


@lru_cache(maxsize=2)
def _whole(path: str, _changed: int, _size: int) -> Rows:
    """The last files are remembered, for the frames of one are looked at one by one."""
    return read_rows(path)
