"""What the user opens from the menus: by a file dialog at once, or by an import dialog with more to choose."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import QSettings, Qt
from PyQt5.QtWidgets import QFileDialog, QWidget

from viewer.dialogs.imports import KINDS, ImportDialog
from viewer.state.wishes import Wishes
from viewer.words import tr

TITLES: Final = {
    QFileDialog.FileMode.ExistingFiles: tr("Open DICOM files, ZIPs or pictures"),
    QFileDialog.FileMode.Directory: tr("Open a folder of DICOM files"),
}


class Openings:
    """Asks what to open; ``wishes`` take the answer."""

    def __init__(self, wishes: Wishes, settings: QSettings, parent: QWidget) -> None:
        self._wishes, self._settings, self._parent = wishes, settings, parent

    def files(self) -> None:
        """Let the user choose files."""
        self._choose(QFileDialog.FileMode.ExistingFiles)

    def folder(self) -> None:
        """Let the user choose a folder."""
        self._choose(QFileDialog.FileMode.Directory)

    def imported(self, kind: str) -> None:
        """Let the user choose what to open, and how, in one of the import dialogs."""
        ImportDialog(KINDS[kind], self._settings, self._wishes, self._parent).open()

    def _choose(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self._parent, TITLES[mode])
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._wishes.open)
        dialog.open()
