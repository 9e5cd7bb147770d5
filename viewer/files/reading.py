"""Documents for the window, read by a thread that knows no widget and speaks in signals."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from PyQt5.QtCore import QObject, pyqtSignal

from launcher.references import Instance
from viewer.documents.document import Document


class Documents(QObject):
    """What has been read, and what cannot be."""

    arrived = pyqtSignal(str)  # a path: read now, or known to be unreadable
    _read = pyqtSignal(str, object)  # from the reading thread

    def __init__(self) -> None:
        super().__init__()
        self._reader = ThreadPoolExecutor(1, "documents")
        self._documents: dict[str, Document | Exception | None] = {}  # None while it is being read
        self._read.connect(self._take)

    def get(self, instance: Instance) -> Document | None:
        """The document if it has been read; else ``arrived`` tells when it is, or ``error`` why it never will be."""
        if instance.path not in self._documents:
            self._documents[instance.path] = None
            self._reader.submit(self._work, instance)
        found = self._documents[instance.path]
        return found if isinstance(found, Document) else None

    def error(self, instance: Instance) -> str:
        """Why this document cannot be shown; empty while nothing is wrong."""
        found = self._documents.get(instance.path)
        return str(found) if isinstance(found, Exception) else ""

    def forget(self, paths: Iterable[str]) -> None:
        """Drop what was read from these files."""
        for path in paths:
            self._documents.pop(path, None)

    def close(self) -> None:
        """Stop reading."""
        self._reader.shutdown(wait=True, cancel_futures=True)

    def _work(self, instance: Instance) -> None:
        from viewer.documents.readers import read_document

        try:
            self._read.emit(instance.path, read_document(instance))
        except Exception as error:
            self._read.emit(instance.path, error)

    def _take(self, path: str, result: Document | Exception) -> None:
        if path in self._documents:
            self._documents[path] = result
            self.arrived.emit(path)
