"""The searches that are kept: to choose, to name, to forget."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QToolButton, QWidget

from viewer.model.saved_searches import BUILT_IN, SavedSearches
from viewer.model.search import Criteria
from viewer.views.theme import icon
from viewer.words import of_table, tr

CHANGED = tr("Saved searches …")


class SavedBar(QWidget):
    """``chosen`` tells of criteria to fill in; ``criteria`` gives those that stand in the form."""

    chosen = pyqtSignal(object)  # Criteria
    failed = pyqtSignal(str)

    def __init__(self, searches: SavedSearches, criteria: Callable[[], Criteria]) -> None:
        super().__init__()
        self._searches, self._criteria = searches, criteria
        self._names, self._keep, self._remove = QComboBox(), QToolButton(), QToolButton()
        self._names.setAccessibleName(tr("Saved searches"))
        self._names.setMinimumContentsLength(14)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._names, 1)
        for button, picture, does, run in (
            (self._keep, "keep", tr("Save this search under a name"), self._ask_name),
            (self._remove, "close", tr("Forget this search"), self._forget),
        ):
            button.setIcon(icon(picture))
            button.setToolTip(does)
            button.setAccessibleName(does)
            button.clicked.connect(run)
            row.addWidget(button)
        self._names.activated.connect(self._choose)
        self._fill("")

    @property
    def name(self) -> str:
        """The search that was chosen last and has not been changed since; empty if there is none."""
        return str(self._names.currentData() or "")

    def show_name(self, name: str) -> None:
        """Show which search is in the form; none once it was changed."""
        self._names.setCurrentIndex(max(self._names.findData(name), 0))
        self._remove.setEnabled(self._searches.is_own(name))

    def _fill(self, name: str) -> None:
        self._names.clear()
        self._names.addItem(CHANGED, "")
        for known in self._searches.all():
            self._names.addItem(known if self._searches.is_own(known) else of_table(known), known)
        self.show_name(name)

    def _choose(self) -> None:
        self._remove.setEnabled(self._searches.is_own(self.name))
        if self.name:
            self.chosen.emit(self._searches.all()[self.name])

    def _ask_name(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(tr("Save this search"))
        dialog.setLabelText(
            tr("Name of the search. All that is filled in is kept on this computer,\nalso a patient's name or ID.")
        )
        dialog.setTextValue(self.name if self._searches.is_own(self.name) else "")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(self.keep)
        dialog.open()

    def keep(self, name: str) -> None:
        """Keep what stands in the form under this name."""
        name = name.strip()[:60]
        if name in BUILT_IN:
            self.failed.emit(tr("{name} is there already. Choose another name.", name=name))
        elif name:
            self._try(lambda: self._searches.keep(name, self._criteria()))
            self._fill(name)

    def _forget(self) -> None:
        self._try(lambda: self._searches.remove(self.name))
        self._fill("")

    def _try(self, change: Callable[[], None]) -> None:
        try:
            change()
        except OSError as error:
            self.failed.emit(tr("The list of searches cannot be kept: {strerror}.", strerror=error.strerror))
