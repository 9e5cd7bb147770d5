"""The menu of a row of the list: what can be done with a series, or with all of a study or a patient."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Final

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QMenu, QWidget

from launcher.protocol.events import ON_DISK
from viewer.model.library import COMING
from viewer.state.listing import Row
from viewer.state.store import Store
from viewer.words import tr

CLOSE: Final = {"patient": tr("Close patient"), "study": tr("Close study"), "series": tr("Close series")}


def series_menu(store: Store, row: Row, parent: QWidget) -> QMenu:
    """Make the menu of a row; it is deleted once it is closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(tr("Show"), partial(store.show_first, row.keys))
    menu.addSeparator()
    _add_downloads(menu, store, row.keys)
    menu.addSeparator()
    menu.addAction(CLOSE[row.level], partial(store.close_series, row.keys))
    return menu


def _add_downloads(menu: QMenu, store: Store, keys: tuple[str, ...]) -> None:
    """What is done with their downloads, each where one of them is in a state for it."""
    updates = [record.update for record in map(store.library.get, keys) if record is not None]
    wishes, again = store.wishes, tr("Download again")
    rows: tuple[tuple[str, Callable[[Iterable[str]], None], Collection[str]], ...] = (
        (tr("Pause"), wishes.pause, ("queued", "loading")),
        (tr("Resume"), wishes.resume, ("paused",)),
        (tr("Cancel"), wishes.cancel, COMING),
        (again, wishes.retry, ("partial", "failed")),
    )
    for label, does, states in rows:
        action = menu.addAction(label, partial(does, keys))
        assert action is not None
        action.setEnabled(any(update.state in states for update in updates))
        action.setVisible(label != again or any(update.source not in ON_DISK for update in updates))
