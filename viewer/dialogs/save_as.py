"""File › Save as: an image or a series in another form, written beside the window, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PyQt5.QtCore import QSettings, Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from launcher.frozen import frozen
from viewer import names
from viewer.files.writing import Writing
from viewer.views.theme import GAP
from viewer.words import tr

FORM, SERIES = "save-as/form", "save-as/series"  # the settings

UNITED_HINT: Final = tr("A legacy converted enhanced image, with UIDs of its own.")
ANONYMIZED_HINT: Final = tr(
    "By the basic profile of PS3.15, with new UIDs. The pixels are not cleaned: look whether they name the patient."
)


@frozen
class Form:
    """What can be written. ``suffix`` is its files'; ``whole``: a series becomes one of them, else one for each image.

    A folder that is one thing has no suffix. ``needs_series`` is for what is made of several images.
    """

    name: str
    label: str
    words: tuple[str, ...]
    suffix: str
    whole: bool = False
    needs_series: bool = False

    @property
    def is_dicom(self) -> bool:
        """Whether its files have a transfer syntax."""
        return self.name.startswith("dicom")


FORMS: Final = (
    Form("dicom", "DICOM", ("-f", "dicom"), ".dcm"),
    Form("dicom-united", tr("DICOM, one multi-frame image (CT, MR, PET)"), ("--multi-frame",), ".dcm", True, True),
    Form("dicom-zip", tr("DICOM in a ZIP archive"), ("--zip",), ".zip", True),
    Form("dicom-medium", tr("DICOM medium with DICOMDIR"), ("--dicomdir",), "", True),
    Form("png", tr("PNG pictures"), ("-f", "png"), ".png"),
    Form("jpeg", tr("JPEG pictures"), ("-f", "jpeg"), ".jpg"),
    Form("tiff", tr("TIFF pictures"), ("-f", "tiff"), ".tif"),
    Form("imagej", tr("TIFF for ImageJ, with values, spacing and header"), ("-f", "imagej"), ".tif", True),
    Form("npy", tr("NumPy array of values"), ("-f", "npy"), ".npy", True),
)

SYNTAXES: Final = {
    tr("As it is"): (),
    tr("Uncompressed"): ("--syntax", "explicit"),
    tr("JPEG-LS, lossless"): ("--syntax", "jpeg-ls"),
    tr("JPEG 2000, lossless"): ("--syntax", "jpeg2000"),
    tr("RLE, lossless"): ("--syntax", "rle"),
}


@frozen
class Chosen:
    """The files of an image and of its series, and what a file of them may be called without naming anybody."""

    image: str
    series: tuple[str, ...]
    name: str
    frame_count: int = 1


class SaveAsDialog(QDialog):
    """Asks, then writes. ``saved`` tells the exit code, what was said, and where the files are."""

    saved = pyqtSignal(int, str, str)

    def __init__(self, chosen: Chosen, settings: QSettings, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._chosen, self._settings = chosen, settings
        self._writing = Writing(self)
        self._image, self._series = QRadioButton(tr("This &image")), QRadioButton()
        self._form, self._syntax, self._anonymize = QComboBox(), QComboBox(), QCheckBox(tr("&Anonymize"))
        self._hint, self._bar = QLabel(), QProgressBar()
        self._proceed, self._buttons = QPushButton(tr("Choose &place …")), QDialogButtonBox()
        self._place = ""
        self._fill()
        self._arrange()
        self._connect()
        self._refresh()
        (self._series if self._series.isChecked() else self._image).setFocus()

    # --- making ---

    def _fill(self) -> None:
        count = len(self._chosen.series)
        self._series.setText(tr("The whole &series ({files})", files=names.count(count, "file")))
        is_series = self._settings.value(SERIES, True, bool)
        (self._series if is_series else self._image).setChecked(True)
        for form in FORMS:
            self._form.addItem(form.label, form)
        wanted = self._settings.value(FORM, FORMS[0].name, str)
        self._form.setCurrentIndex(next((at for at, form in enumerate(FORMS) if form.name == wanted), 0))
        self._syntax.addItems(list(SYNTAXES))

    def _arrange(self) -> None:
        self.setWindowTitle(tr("Save as"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self._form.setAccessibleName(tr("Format"))
        self._syntax.setAccessibleName(tr("Transfer syntax"))
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setVisible(False)
        self._hint.setProperty("role", "quiet")
        self._hint.setWordWrap(True)
        self._proceed.setDefault(True)
        self._buttons.addButton(self._proceed, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        rows = QFormLayout()
        rows.setHorizontalSpacing(2 * GAP)
        rows.setVerticalSpacing(GAP)
        rows.addRow(tr("What"), self._image)
        rows.addRow("", self._series)
        rows.addRow(tr("&Format"), self._form)
        rows.addRow(tr("&Transfer syntax"), self._syntax)
        rows.addRow("", self._anonymize)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        column.setSpacing(2 * GAP)
        column.addLayout(rows)
        column.addWidget(self._hint)
        column.addWidget(self._bar)
        column.addWidget(self._buttons)

    def _connect(self) -> None:
        self._form.currentIndexChanged.connect(lambda _: self._refresh())
        self._series.toggled.connect(lambda _: self._refresh())
        self._anonymize.toggled.connect(lambda _: self._refresh())
        self._buttons.accepted.connect(self._choose_place)
        self._buttons.rejected.connect(self.reject)
        self._writing.progressed.connect(self._show_progress)
        self._writing.ended.connect(self._end)

    def _refresh(self) -> None:
        self._syntax.setEnabled(self.form.is_dicom)
        self._image.setEnabled(not self.form.needs_series)
        if self.form.needs_series:
            self._series.setChecked(True)
        said = [ANONYMIZED_HINT] if self._anonymize.isChecked() else []
        if self.form.name == "dicom-united":
            said.append(UNITED_HINT)
        self._hint.setText("\n".join(said))
        self._hint.setVisible(bool(said))

    # --- what is asked ---

    @property
    def form(self) -> Form:
        """What is to be written."""
        found: Form = self._form.currentData()
        return found

    @property
    def paths(self) -> Sequence[str]:
        """The files to read."""
        return self._chosen.series if self._series.isChecked() else (self._chosen.image,)

    @property
    def is_one_file(self) -> bool:
        """Whether a file is to be chosen; else a folder."""
        by_frame = not self.form.whole and not self.form.is_dicom and self._chosen.frame_count > 1
        return bool(self.form.suffix) and (self.form.whole or (len(self.paths) == 1 and not by_frame))

    @property
    def words(self) -> list[str]:
        """The options of ``wetread save``, but for the place."""
        syntax = SYNTAXES[self._syntax.currentText()] if self.form.is_dicom else ()
        return [*self.form.words, *syntax, *(["--anonymize"] if self._anonymize.isChecked() else [])]

    def _choose_place(self) -> None:
        dialog = QFileDialog(self, tr("Save as"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.is_one_file:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilter(f"{self.form.label.partition(' (')[0]} (*{self.form.suffix})")
            dialog.setDefaultSuffix(self.form.suffix.lstrip("."))
            dialog.selectFile(self._chosen.name + self.form.suffix)
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.write)
        dialog.open()

    # --- doing it ---

    def write(self, place: str) -> None:
        """Write to a file or a folder; the user has agreed that a file is replaced."""
        self._settings.setValue(FORM, self.form.name)
        self._settings.setValue(SERIES, self._series.isChecked())
        self._place = str(Path(place))
        for widget in (self._image, self._series, self._form, self._syntax, self._anonymize, self._proceed):
            widget.setEnabled(False)
        self._bar.setRange(0, 0)
        self._bar.setVisible(True)
        self.adjustSize()
        replace = ["--force"] if self.is_one_file else []
        self._writing.start(self.paths, ["-o", self._place, *replace, *self.words])

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _end(self, code: int, said: str) -> None:
        self.saved.emit(code, said, self._place)
        super().accept()

    def reject(self) -> None:
        """Stop what is being written, then close."""
        self._writing.ended.disconnect(self._end)
        self._writing.stop()
        super().reject()
