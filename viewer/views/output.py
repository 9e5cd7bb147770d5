"""What leaves the window as a picture: copied, saved, printed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PyQt5.QtCore import QSettings, QSize, Qt
from PyQt5.QtGui import QGuiApplication, QImage
from PyQt5.QtPrintSupport import QPrintPreviewDialog
from PyQt5.QtWidgets import QFileDialog, QWidget

from launcher.errors import WetreadError
from launcher.protocol.events import SeriesUpdate
from viewer.dialogs.save_as import Chosen, SaveAsDialog
from viewer.dialogs.save_image import SaveImageDialog
from viewer.names import date, joined, person
from viewer.state.store import Store
from viewer.views.cell import Cell
from viewer.views.grid import Grid
from viewer.views.page import Page
from viewer.views.snapshot import Taking, picture
from viewer.words import tr

KINDS: Final = {"PNG picture (*.png)": "png", "JPEG picture (*.jpg *.jpeg)": "jpg", "PDF page (*.pdf)": "pdf"}
LETTERS: Final = 800
"""Pixels of the shorter side up to which letters have the size that they have on screen; beyond it, they grow."""

JPEG_QUALITY: Final = 95


class Output:
    """Takes pictures of the views of ``grid``."""

    def __init__(self, store: Store, grid: Grid, settings: QSettings, parent: QWidget) -> None:
        self._store, self._grid, self._settings, self._parent = store, grid, settings, parent

    def copy(self, clean: bool = False) -> None:
        """Put a picture of the selected view on the clipboard, as it is on screen."""
        image, clipboard = self._taken(clean, whole=False), QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setImage(image)
            self._store.board.notify(
                "info",
                tr("Copied"),
                tr("a picture of {width} × {height} pixels", width=image.width(), height=image.height()),
            )

    def save(self) -> None:
        """Ask how and where to save a picture of the selected view."""
        cell = self._cell()
        whole = cell.image.whole_size() if cell.shows_image else None
        clean = self._store.annotations == "none"
        dialog = SaveImageDialog(self._screen_size(cell), whole, clean, self._settings, self._parent)
        dialog.accepted.connect(lambda: self._choose_file(dialog.clean, dialog.whole))
        dialog.open()

    def _choose_file(self, clean: bool, whole: bool) -> None:
        dialog = QFileDialog(self._parent, tr("Save image"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(KINDS))
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(KINDS[chosen]))
        dialog.selectFile(f"{self._file_name()}.png")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save_as(path, clean, whole))
        dialog.open()

    def save_as(self, path: str, clean: bool, whole: bool) -> None:
        """Save a picture; the name's ending says in which format."""
        if path.lower().endswith(".pdf"):
            self._print_to(path, clean)
            saved = Path(path).exists()
        else:
            jpeg = path.lower().endswith((".jpg", ".jpeg"))
            saved = self._taken(clean, whole).save(path, "JPEG" if jpeg else "PNG", JPEG_QUALITY if jpeg else -1)
        if saved:
            self._store.board.notify("info", tr("Saved"), path)
        else:
            self._store.board.notify("error", tr("The image cannot be saved"), path, tr("Choose another place."))

    def save_as_files(self) -> None:
        """Ask in which form to save the selected image, or its series.

        Raises
        ------
        WetreadError
            It is no DICOM image, or its files have not come.
        """
        group = self._store.desk.group
        assert group is not None  # the actions ask for an image first
        record, frame = self._store.library.get(group.view.series_key), self._store.sight(group.selected).frame
        files = tuple(instance.path for instance in record.instances.values() if instance.path) if record else ()
        if frame is None or frame.instance.path not in files:
            raise WetreadError(
                tr("This cannot be saved in another form"), tr("it is no DICOM image, or has not come yet"), ""
            )
        chosen = Chosen(frame.instance.path, files, self._file_name(), frame.instance.number_of_frames)
        dialog = SaveAsDialog(chosen, self._settings, self._parent)
        dialog.saved.connect(self._tell)
        dialog.open()

    def _tell(self, code: int, said: str, place: str) -> None:
        if code == 0:
            self._store.board.notify("warning" if said else "info", tr("Saved"), joined("\n", place, said))
        else:
            title = tr("Some images could not be saved") if code == 1 else tr("The images could not be saved")
            self._store.board.notify("error", title, said[:2000], "")

    def print(self, all: bool = False) -> None:
        """Show how the selected view, or all of them, would look on paper; from there they are printed."""
        page = self._page(all, clean=False)
        printer = page.printer()
        preview = QPrintPreviewDialog(printer, self._parent)
        preview.setWindowTitle(tr("Print"))
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.paintRequested.connect(lambda _: page.paint(printer))  # which keeps the printer, too
        preview.resize(self._parent.size() * 0.85)
        preview.open()

    def _print_to(self, path: str, clean: bool) -> None:
        page = self._page(all=False, clean=clean)
        printer = page.printer()
        printer.setOutputFileName(path)
        page.paint(printer)

    def _page(self, all: bool, clean: bool) -> Page:
        cells = self._grid.cells if all else [self._cell()]
        return Page(cells, self._lines(), clean)

    # --- what is taken ---

    def _cell(self) -> Cell:
        group = self._store.desk.group
        assert group is not None  # the actions ask for an image first
        return self._grid.cells[group.selected]

    def _taken(self, clean: bool, whole: bool) -> QImage:
        cell = self._cell()
        if whole and cell.shows_image:
            size = cell.image.whole_size()
            ratio = max(1.0, min(size.width(), size.height()) / LETTERS)
            return picture(cell, Taking(size.width(), size.height(), ratio, clean, whole=True))
        size = self._screen_size(cell)
        return picture(cell, Taking(size.width(), size.height(), cell.devicePixelRatioF(), clean))

    def _screen_size(self, cell: Cell) -> QSize:
        return cell.size() * cell.devicePixelRatioF()

    def _update(self) -> SeriesUpdate | None:
        group = self._store.desk.group
        record = self._store.library.get(group.view.series_key) if group is not None else None
        return record.update if record is not None else None

    def _file_name(self) -> str:
        """Which image it is, never whose: file names are read by others."""
        group, update = self._store.desk.group, self._update()
        if group is None or update is None:
            return "image"
        parts = update.series.modality, update.series.series_number, group.view.position + 1
        return "-".join(str(part) for part in parts if part not in ("", None))

    def _lines(self) -> tuple[str, str]:
        """Whose images these are, and of which study."""
        update = self._update()
        if update is None:
            return "", ""
        patient, study = update.patient, update.study
        who = person(patient.patient_name), patient.patient_id, date(patient.patient_birth_date), patient.patient_sex
        what = date(study.study_date), study.study_description, update.series.series_description
        return joined(" · ", *who), joined(" · ", *what)
