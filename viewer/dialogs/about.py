"""What this program is: its version, what it runs on, its licence."""

from __future__ import annotations

import platform
from importlib.metadata import version

from PyQt5.QtCore import QT_VERSION_STR, Qt
from PyQt5.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QWidget

from viewer.views.theme import GAP, icon
from viewer.words import tr

LOGO = 64  # device-independent pixels
SELECTABLE = (
    Qt.TextInteractionFlags()
    | Qt.TextInteractionFlag.TextSelectableByMouse
    | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
LICENCE = "GPL-3.0-or-later"


class AboutDialog(QDialog):
    """Its text can be selected and copied, for whoever is asked for help."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Wetread"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        logo, name, text = QLabel(), QLabel(f"Wetread {version('wetread')}"), QLabel(about())
        logo.setPixmap(icon("wetread").pixmap(LOGO, LOGO))
        name.setProperty("role", "title")
        text.setAccessibleName(tr("About Wetread"))
        for label in (name, text):
            label.setTextInteractionFlags(SELECTABLE)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        grid = QGridLayout(self)
        grid.setContentsMargins(3 * GAP, 3 * GAP, 3 * GAP, 2 * GAP)
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(GAP)
        grid.addWidget(logo, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(name, 0, 1)
        grid.addWidget(text, 1, 1)
        grid.setRowMinimumHeight(2, GAP)
        grid.addWidget(buttons, 3, 0, 1, 2)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        if close is not None:
            close.setText(tr("Close"))
            close.setFocus()


def about() -> str:
    """What it is, and what it runs on."""
    return "\n".join(
        (
            tr("A launcher for DICOM images, and a light viewer."),
            tr("It is no certified medical device."),
            "",
            f"Python {platform.python_version()}, Qt {QT_VERSION_STR}, {platform.system()} {platform.machine()}",
            tr("Licence: {licence}", licence=LICENCE),
            tr("Icons: Tabler Icons, MIT License"),
        )
    )
