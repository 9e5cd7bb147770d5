"""The windows about archives: made when they are first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QSettings
from PyQt5.QtWidgets import QDialog, QMainWindow, QWidget

from viewer.state.store import Store

if TYPE_CHECKING:
    from viewer.query.dialog import QueryDialog


class ArchiveWindows:
    """One of each kind, beside ``window``; their modules are imported late, for the first image does not need them."""

    def __init__(self, store: Store, settings: QSettings, window: QMainWindow) -> None:
        self._store, self._settings, self._window = store, settings, window
        self.query: QueryDialog | None = None

    def show_query(self) -> None:
        """Search an archive."""
        from viewer.query.dialog import QueryDialog

        if self.query is None:
            self.query = QueryDialog(self._store, self._settings, self.show_nodes, self._to_images)
        _to_front(self.query)

    def show_nodes(self) -> None:
        """Show which archives are set up."""
        from viewer.dialogs.nodes import NodesDialog

        beside: QWidget = self.query if self.query is not None and self.query.isActiveWindow() else self._window
        dialog = self._window.findChild(NodesDialog) or (self.query and self.query.findChild(NodesDialog))
        _to_front(dialog or NodesDialog(self._store.archives, beside))

    def close(self) -> None:
        """The main window closes, and with it all others."""
        if self.query is not None:
            self.query.close()

    def _to_images(self) -> None:
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()


def _to_front(dialog: QDialog) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
