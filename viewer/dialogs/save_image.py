"""How an image is to be saved: as it is on screen or pixel by pixel, with what stands over it or without."""

from __future__ import annotations

from PyQt5.QtCore import QSettings, QSize, Qt
from PyQt5.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from viewer.views.theme import GAP
from viewer.words import tr

WHOLE = "save/whole"  # the setting


class SaveImageDialog(QDialog):
    """``screen`` and ``whole`` are the sizes to choose from; a document has the first only."""

    def __init__(self, screen: QSize, whole: QSize | None, clean: bool, settings: QSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._screen, self._whole = QRadioButton(tr("As on &screen ({screen})", screen=_told(screen))), QRadioButton()
        self._over = QCheckBox(tr("With &annotations and drawings"))
        self.setWindowTitle(tr("Save image"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._whole.setText(
            tr("&Whole image, pixel by pixel ({whole})", whole=_told(whole)) if whole is not None else ""
        )
        self._whole.setVisible(whole is not None)
        wanted = whole is not None and settings.value(WHOLE, False, bool)
        (self._whole if wanted else self._screen).setChecked(True)
        self._over.setChecked(not clean)
        self._arrange()

    def _arrange(self) -> None:
        heading = QLabel(tr("Size"))
        heading.setProperty("role", "heading")
        hint = QLabel(tr("Annotations can name the patient. Without them, the picture shows the image alone."))
        hint.setProperty("role", "quiet")
        hint.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        proceed = buttons.addButton(tr("Choose &file …"), QDialogButtonBox.ButtonRole.AcceptRole)
        assert proceed is not None
        proceed.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        column.setSpacing(GAP)
        for widget in (heading, self._screen, self._whole):
            column.addWidget(widget)
        column.addSpacing(GAP)
        column.addWidget(self._over)
        column.addWidget(hint)
        column.addSpacing(GAP)
        column.addWidget(buttons)
        self.setMinimumWidth(400)

    def accept(self) -> None:
        """Remember the size for the next image."""
        self._settings.setValue(WHOLE, self.whole)
        super().accept()

    @property
    def whole(self) -> bool:
        """Whether a pixel is wanted for each pixel of the image."""
        return self._whole.isChecked()

    @property
    def clean(self) -> bool:
        """Whether nothing is to stand over the image."""
        return not self._over.isChecked()


def _told(size: QSize) -> str:
    return tr("{width} × {height} pixels", width=size.width(), height=size.height())
