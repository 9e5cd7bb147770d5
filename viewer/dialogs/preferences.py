"""How the user wants the window."""

from __future__ import annotations

from typing import Any, Final

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from viewer.state.preferences import CHOICES, Preferences
from viewer.views.theme import GAP
from viewer.words import LANGUAGES, tr

LABELS: Final = {
    "theme": tr("&Colours"), "annotations": tr("&Annotations"), "sync": tr("&Views"),
    "memory_mb": tr("&Memory for images"),
    "language": tr("&Language"),
}  # fmt: skip
WORDS: Final[dict[Any, str]] = {
    "dark": tr("Dark"), "light": tr("Light"), "system": tr("As the system"),
    "all": tr("All"), "minimal": tr("Few"), "none": tr("None"),
    "Stack": tr("Together"), "Tile": tr("Consecutive images"), "None": tr("On their own"),
    0: tr("Automatic"),
    **LANGUAGES,
}  # fmt: skip


class PreferencesDialog(QDialog):
    """Offers what there is to choose, as it is chosen now; ``chosen`` tells what is wanted."""

    chosen = pyqtSignal(object)  # Preferences

    def __init__(self, now: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._boxes = {name: _box(name, getattr(now, name)) for name in LABELS}
        self._lines = QCheckBox(tr("Show &reference lines"))
        self._lines.setChecked(now.reference_lines)
        buttons = QDialogButtonBox()
        for button in (QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel):
            buttons.addButton(button)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setHorizontalSpacing(3 * GAP)
        form.setVerticalSpacing(GAP + 4)
        for name, label in LABELS.items():
            form.addRow(label, self._boxes[name])
        form.addRow("", self._lines)
        note = QLabel(
            tr("They hold at once, and whenever Wetread starts;\nanother language when its window is opened again.")
        )
        note.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GAP, 2 * GAP, 3 * GAP, 2 * GAP)
        column.setSpacing(2 * GAP)
        column.addLayout(form)
        column.addWidget(note)
        column.addWidget(buttons)
        self.accepted.connect(lambda: self.chosen.emit(self.wanted()))

    def wanted(self) -> Preferences:
        """What is chosen in the dialog."""
        found = {name: box.currentData() for name, box in self._boxes.items()}
        return Preferences(**found, reference_lines=self._lines.isChecked())


def _box(name: str, now: Any) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(LABELS[name].replace("&", ""))
    box.setMinimumWidth(220)
    for choice in CHOICES[name]:
        box.addItem(WORDS.get(choice, f"{choice} MB"), choice)
    box.setCurrentIndex(CHOICES[name].index(now))
    return box
