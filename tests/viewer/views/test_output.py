"""Images that leave the window: copied, saved, printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import QSize
from PyQt5.QtGui import QColor, QGuiApplication, QImage
from PyQt5.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PyQt5.QtWidgets import QRadioButton

from launcher.protocol.events import JobUpdate
from tests.files import bundled
from tests.viewer.conftest import announcement, tell
from viewer.dialogs.save_as import SaveAsDialog
from viewer.dialogs.save_image import SaveImageDialog
from viewer.model.layout import LAYOUTS
from viewer.model.measurements import Length, measured
from viewer.pixels import voi
from viewer.views.page import Page
from viewer.views.snapshot import Taking

YELLOW = 60
"""How much more red than blue a drawing has, at least."""


@pytest.fixture
def ct(window: Any, until: Callable[..., None]) -> Any:
    """CT_small, 128 × 128, with a length drawn on it."""
    tell(window.store, JobUpdate(1, "CT", "local", "done"), *announcement(bundled("CT_small.dcm")))
    until(lambda: window.store.sight(0).image is not None)
    sight, line = window.store.sight(0), Length(((20.0, 64.0), (100.0, 64.0)))
    window.store.marks.draw(lambda now: now.added(sight.frame.key, line, measured(line, sight.image)))
    return window


def coloured(image: QImage) -> int:
    """How many pixels are not grey."""
    found = 0
    for y in range(0, image.height(), 2):
        for x in range(0, image.width(), 2):
            red, _, blue = QColor(image.pixel(x, y)).getRgb()[:3]
            found += abs(red - blue) > YELLOW
    return found


def test_the_image_is_copied_as_it_is_on_screen(ct: Any) -> None:
    ct.menus.actions["copy-image"].trigger()
    image = QGuiApplication.clipboard().image()
    assert image.size() == ct.grid.cells[0].size()
    assert coloured(image) > 0


def test_a_clean_copy_has_nothing_over_the_image(ct: Any) -> None:
    ct.menus.actions["copy-clean"].trigger()
    image = QGuiApplication.clipboard().image()
    assert coloured(image) == 0
    assert QColor(image.pixel(12, 16)).lightness() == 0  # where the patient's name stood


@pytest.mark.parametrize("name", ["image.png", "image.jpg"])
def test_the_whole_image_is_saved_pixel_by_pixel(ct: Any, tmp_path: Path, name: str) -> None:
    ct.store.change(lambda now, _: now.zoomed(3.0, 1.0).moved(20, 10))
    ct.output.save_as(str(tmp_path / name), clean=True, whole=True)
    saved = QImage(str(tmp_path / name))
    assert saved.size() == QSize(128, 128)
    assert (tmp_path / name).read_bytes()[:2] == {"png": b"\x89P", "jpg": b"\xff\xd8"}[name[-3:]]


def test_pixel_by_pixel_means_the_values_of_the_image_in_its_window(ct: Any, tmp_path: Path) -> None:
    ct.output.save_as(str(tmp_path / "image.png"), clean=True, whole=True)
    saved, sight = QImage(str(tmp_path / "image.png")), ct.store.sight(0)
    wanted = voi.to_rgb32(sight.image, sight.voi) & 0xFF
    assert all(saved.pixel(x, y) & 0xFF == wanted[y, x] for x in range(0, 128, 9) for y in range(0, 128, 9))


def test_a_quarter_turn_is_saved_turned(ct: Any, tmp_path: Path) -> None:
    tell(ct.store, JobUpdate(2, "US", "local", "done", foreground=True), *announcement(bundled("MR_small.dcm"), job=2))
    ct.store.change(lambda now, _: now.rotated(90))
    assert ct.grid.cells[0].image.whole_size() == QSize(64, 64)


def test_a_picture_at_the_same_size_shows_the_same_part_of_the_image(ct: Any) -> None:
    ct.store.change(lambda now, _: now.zoomed(2.0, 1.0))
    cell = ct.grid.cells[0]
    twice = cell.image._taken(Taking(cell.width() * 2, cell.height() * 2, 2.0))
    assert twice.magnification == 4.0


def test_the_dialog_offers_both_sizes_and_remembers_the_choice(ct: Any) -> None:
    ct.menus.actions["save-image"].trigger()
    dialog = ct.findChild(SaveImageDialog)
    assert [button.text() for button in dialog.findChildren(QRadioButton)][1].endswith("(128 × 128 pixels)")
    assert not dialog.clean
    dialog._whole.setChecked(True)
    dialog.accept()
    ct.menus.actions["save-image"].trigger()
    assert ct.findChildren(SaveImageDialog)[-1].whole


def test_an_image_and_its_series_are_saved_in_another_form(ct: Any) -> None:
    ct.menus.actions["save-as"].trigger()
    dialog = ct.findChild(SaveAsDialog)
    assert dialog.paths == (str(bundled("CT_small.dcm")),)
    assert not any(word in dialog._chosen.name for word in ("CompressedSamples", "1CT1"))  # the patient
    dialog.reject()


def test_where_annotations_are_off_a_clean_picture_is_proposed(ct: Any) -> None:
    ct.store.annotations = "none"
    ct.menus.actions["save-image"].trigger()
    assert ct.findChild(SaveImageDialog).clean


def test_a_file_that_cannot_be_written_is_told(ct: Any, tmp_path: Path) -> None:
    ct.output.save_as(str(tmp_path / "nowhere" / "image.png"), clean=False, whole=False)
    assert ct.store.board.notices.current.message.title == "The image cannot be saved"


def test_the_name_of_a_file_does_not_say_whose_image_it_is(ct: Any) -> None:
    assert ct.output._file_name() == "CT-1-1"


def test_a_pdf_page_says_whose_image_it_is(ct: Any, tmp_path: Path) -> None:
    ct.output.save_as(str(tmp_path / "page.pdf"), clean=False, whole=False)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    who, what = ct.output._lines()
    assert "1CT1" in who
    assert "2004-01-19" in what


def test_all_views_are_printed_as_they_lie_on_screen(ct: Any, tmp_path: Path) -> None:
    ct.store.arrange(LAYOUTS["1x2"])
    page = Page(ct.grid.cells, (), clean=True)
    assert page._around().width() == ct.grid.width()
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "all.pdf"))
    page.paint(printer)
    assert (tmp_path / "all.pdf").stat().st_size > 1000


def test_printing_begins_with_a_preview_of_the_page(ct: Any, until: Callable[..., None]) -> None:
    ct.menus.actions["print"].trigger()
    preview = ct.findChild(QPrintPreviewDialog)
    assert preview.isVisible()
    sheet = preview.findChild(QPrintPreviewWidget)
    until(lambda: sheet.pageCount() == 1)
    preview.reject()


def test_nothing_is_taken_of_an_empty_window(window: Any) -> None:
    for row in ("copy-image", "save-image", "print"):
        window.menus.actions[row].trigger()
        assert window.store.board.notices.current.message.title == "No image is selected"
