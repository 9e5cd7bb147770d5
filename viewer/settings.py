"""Where the window keeps what it remembers."""

from __future__ import annotations

import os
from pathlib import Path

from PyQt5.QtCore import QSettings, QStandardPaths


def settings() -> QSettings:
    """What the window remembers: places, sizes and preferences, never anything of a patient."""
    home = os.environ.get("WETREAD_HOME")
    config = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)) / "wetread"
    folder = Path(home).absolute() / "config" if home else config
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
