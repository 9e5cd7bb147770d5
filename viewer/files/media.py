"""Discs, sticks and cards that are mounted and hold a DICOMDIR, on every system, whether they can be written to or not.

A drive may think for seconds about a scratched disc, and a server that is gone for ever: a thread of its own waits.
"""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Final

from PyQt5.QtCore import QObject, QStorageInfo, pyqtSignal

DIRECTORY: Final = re.compile(r"dicomdir\.?(;\d+)?", re.I)
"""The name of a medium's directory, as file systems of discs show it."""


class Detector(QObject):
    """Looks for media; ``found`` tells of all that there are."""

    found = pyqtSignal(object)  # a list of Path

    def start(self) -> None:
        """Look once."""
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        self.found.emit([folder for folder in self.volumes() if any(map(DIRECTORY.fullmatch, _names(folder)))])

    @staticmethod
    def volumes() -> list[Path]:
        """Where media are mounted: drives on Windows, volumes on macOS, mount points on Linux."""
        volumes = QStorageInfo.mountedVolumes()
        return [Path(volume.rootPath()) for volume in volumes if volume.isValid() and volume.isReady()]


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError:
        return []
