"""Files inside DICOM objects, handed to the system's own application: a private copy, and nothing but its path."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PyQt5.QtCore import QObject, pyqtSignal

from launcher.errors import WetreadError
from viewer.documents.document import Enclosed
from viewer.words import tr

if TYPE_CHECKING:
    import subprocess

OPENERS: Final = {"linux": "xdg-open", "darwin": "open"}
NO_APPLICATION: Final = (3, 4)
"""What xdg-open ends with when there is no application, or it fails."""


class Outside(QObject):
    """Opens files in other applications. ``folder`` is the run's private one, which is wiped at the end."""

    failed = pyqtSignal(object)  # a WetreadError

    def __init__(self) -> None:
        super().__init__()
        self.folder = ""
        self._copies: dict[tuple[str, str], Path] = {}

    def open(self, source: str, enclosed: Enclosed) -> None:
        """Copy what the object at ``source`` holds to the private folder, once, and have the system open it."""
        try:
            self._start(str(self._copied(source, enclosed)), enclosed)
        except WetreadError as error:
            self.failed.emit(error)
        except OSError as error:
            why = error.strerror or type(error).__name__
            self.failed.emit(
                WetreadError(
                    tr("The {name} cannot be opened", name=enclosed.name), why, tr("Free some space, then try again.")
                )
            )

    def _copied(self, source: str, enclosed: Enclosed) -> Path:
        found = self._copies.get((source, enclosed.suffix))
        if found is not None and found.exists():
            return found
        if not self.folder:
            raise WetreadError(
                tr("The {name} cannot be opened", name=enclosed.name),
                tr("there is no private folder yet"),
                tr("Try again."),
            )
        import tempfile

        handle, path = tempfile.mkstemp(enclosed.suffix, "document-", self.folder)  # readable by the user alone
        with os.fdopen(handle, "wb") as file:
            file.writelines(enclosed.parts())
        self._copies[source, enclosed.suffix] = Path(path)
        return Path(path)

    def _start(self, path: str, enclosed: Enclosed) -> None:
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606
            return
        import subprocess

        opener = OPENERS.get(sys.platform, "xdg-open")
        try:
            process = subprocess.Popen(
                [opener, path], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        except FileNotFoundError as error:
            todo = tr("Install {opener}, or an application for {suffix} files.", opener=opener, suffix=enclosed.suffix)
            raise WetreadError(
                tr("The {name} cannot be opened", name=enclosed.name), tr("{opener} is missing", opener=opener), todo
            ) from error
        threading.Thread(target=self._watch, args=(process, enclosed), daemon=True).start()

    def _watch(self, process: subprocess.Popen[bytes], enclosed: Enclosed) -> None:
        """Some openers end at once, others with the application."""
        if process.wait() in NO_APPLICATION:
            why, todo = (
                tr("no application is known for it"),
                tr("Install one for {suffix} files, then try again.", suffix=enclosed.suffix),
            )
            self.failed.emit(WetreadError(tr("The {name} cannot be opened", name=enclosed.name), why, todo))
