"""Documents in the grid: a report stands where an image could, and leads to its images."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import QEvent, QPoint, QPointF, Qt, QUrl
from PyQt5.QtGui import QColor, QImage, QMouseEvent, QPainter
from PyQt5.QtTest import QTest

from launcher.protocol.events import JobUpdate, Message
from launcher.protocol.wishes import ImageShown
from tests.files import bundled
from tests.viewer.conftest import announcement, slices, tell
from tests.viewer.documents.objects import code, content, saved
from viewer.documents.page import Line, Page, Reference, Span
from viewer.state import navigation
from viewer.views.page_view import PageView
from viewer.views.snapshot import Taking

COMPREHENSIVE_SR = "1.2.840.10008.5.1.4.1.1.88.33"


def done(number: int = 1) -> JobUpdate:
    return JobUpdate(number, "a click", "local", "done")


def page_view(window: Any) -> PageView:
    shown = window.grid.cells[0].findChild(PageView)
    assert isinstance(shown, PageView)
    return shown


def shown_text(window: Any) -> str:
    views = window.grid.cells[0].findChildren(PageView)
    return views[0]._text.toPlainText() if views else ""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    from pydicom import Dataset

    image, root = Dataset(), Dataset()
    image.ReferencedSOPClassUID, image.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.4", "A.1.3"
    root.ValueType, root.ConceptNameCodeSequence = "CONTAINER", [code("<b>Report</b>")]
    root.ContentSequence = [
        content("TEXT", "Finding", TextValue='<img src="file:///etc/passwd"><script>alert(1)</script> & more'),
        content("IMAGE", "Key image", ReferencedSOPSequence=[image]),
    ]
    return saved(tmp_path / "sr.dcm", root, COMPREHENSIVE_SR, "SR")


def test_a_report_is_read_in_a_view_and_counts_as_shown(
    window: Any, said: list[Any], until: Callable[..., None]
) -> None:
    tell(window.store, *announcement(bundled("test-SR.dcm")), done())
    until(lambda: "A mass of" in shown_text(window))
    assert any(isinstance(message, ImageShown) for message in said)
    assert not window.grid.views[0].isVisible()


def test_no_message_lies_over_the_last_line_of_a_document(
    window: Any, report: Path, until: Callable[..., None], application: Any
) -> None:
    tell(window.store, *announcement(report), done())
    until(lambda: "Finding" in shown_text(window))
    tell(window.store, Message("1", "error", "It failed"))
    application.processEvents()
    text, bar = page_view(window)._text, window.messages
    assert text.mapTo(window, text.rect().bottomLeft()).y() < bar.mapTo(window, bar.rect().topLeft()).y()
    bar._dismiss.click()
    application.processEvents()
    assert text.mapTo(window, text.rect().bottomLeft()).y() > bar.mapTo(window, bar.rect().topLeft()).y()


def test_what_a_report_says_is_never_taken_for_markup(window: Any, report: Path, until: Callable[..., None]) -> None:
    tell(window.store, *announcement(report), done())
    until(lambda: "Finding" in shown_text(window))
    text = shown_text(window)
    assert "<b>Report</b>" in text
    assert '<img src="file:///etc/passwd"><script>alert(1)</script> & more' in text


def test_a_reference_that_is_clicked_shows_the_image_beside_the_report(
    window: Any, report: Path, until: Callable[..., None]
) -> None:
    tell(window.store, *announcement(report), *slices(5), done())
    window.store.show_first([record.update.key for record in window.store.library.series()][:1])
    until(lambda: "Finding" in shown_text(window))
    page_view(window)._text.anchorClicked.emit(QUrl("#0"))
    views = window.store.desk.group.views
    assert len(views) == 2
    assert window.store.desk.group.view.position == 2
    assert window.store.sight(window.store.desk.group.selected).frame.instance.sop_instance_uid == "A.1.3"


def test_a_reference_to_what_is_not_loaded_says_so(window: Any, report: Path, until: Callable[..., None]) -> None:
    tell(window.store, *announcement(report), done())
    until(lambda: "Finding" in shown_text(window))
    page_view(window)._text.anchorClicked.emit(QUrl("#0"))
    assert "not loaded" in page_view(window)._note.text()


def test_a_reference_says_which_image_it_is_as_soon_as_that_is_loaded(
    window: Any, report: Path, until: Callable[..., None]
) -> None:
    tell(window.store, *announcement(report), done())
    until(lambda: "MR Image · not loaded" in shown_text(window))
    tell(window.store, *slices(5))
    assert "MR Image · MR, image 3" in shown_text(window)
    window.store.close_series([r.update.key for r in window.store.library.series() if r.update.kind == "image"])
    window.store.catch_up()
    assert "MR Image · not loaded" in shown_text(window)


def test_a_reference_is_reached_and_followed_with_the_keyboard(
    window: Any, report: Path, until: Callable[..., None]
) -> None:
    tell(window.store, *announcement(report), *slices(5), done())
    window.store.show_first([record.update.key for record in window.store.library.series()][:1])
    until(lambda: "Finding" in shown_text(window))
    text = page_view(window)._text
    text.setFocus()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return):
        QTest.keyClick(text, key)
    assert window.store.desk.group.view.position == 2


def test_the_text_can_be_searched_from_the_first_place_to_the_next(application: Any) -> None:
    view = PageView(lambda reference: True)
    view.show_page(Page("Title", tuple(Line((Span(f"lesion {number}"),)) for number in range(3))))
    view._find.setText("lesion")
    places = []
    for _ in range(4):
        places.append(view._text.textCursor().position())
        view._search()
    assert places[0] < places[1] < places[2]
    assert places[3] == places[0]
    view._find.setText("nowhere")
    assert view._note.text() == "Not found"


def test_the_text_is_selected_and_copied_as_plain_text(application: Any) -> None:
    view = PageView(lambda reference: True)
    view.show_page(Page("Title", (Line((Span("label: ", "label"), Span("value", "", Reference("1.2")))),)))
    view._text.selectAll()
    view._text.copy()
    assert application.clipboard().text() == "Title\nlabel: value"


def test_a_document_that_cannot_be_read_says_why(window: Any, tmp_path: Path, until: Callable[..., None]) -> None:
    messages = announcement(bundled("test-SR.dcm"))
    gone = messages[1].instances[0].path
    lost = replace(messages[1], instances=(replace(messages[1].instances[0], path=f"{gone}.gone"),))
    tell(window.store, messages[0], lost, done())
    cell = window.grid.cells[0]
    until(lambda: "cannot be shown" in cell._documents._words.text())


def test_scrolling_images_leaves_the_document_beside_them_where_it_is(window: Any) -> None:
    first, second = announcement(bundled("test-SR.dcm")), slices(5)
    tell(window.store, *first, *second, done())
    navigation.follow_reference(window.store, Reference("A.1.1"))
    window.store.change(lambda now, _: now.scrolled(3))
    assert window.store.desk.group.view.position == 3


def test_a_screenshot_of_a_view_with_a_document_shows_the_document(window: Any, until: Callable[..., None]) -> None:
    tell(window.store, *announcement(bundled("test-SR.dcm")), done())
    until(lambda: "A mass of" in shown_text(window))
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    window.grid.cells[0].render_at(painter, Taking(600, 400))
    painter.end()
    colours = {image.pixel(x, y) for x in range(0, 600, 3) for y in range(0, 400, 3)}
    assert len(colours) > 10


@pytest.fixture
def paper(window: Any, until: Callable[..., None]) -> Any:
    """The paper of pydicom's own ECG."""
    tell(window.store, *announcement(bundled("waveform_ecg.dcm")), done())
    cell = window.grid.cells[0]
    until(lambda: cell._documents is not None and cell._documents._waveforms.isVisible())
    return cell._documents._waveforms.paper


def test_an_ecg_is_drawn_with_a_millimetre_of_paper_as_a_millimetre_of_screen(window: Any, paper: Any) -> None:
    image = paper.grab().toImage()
    assert paper.pixels_per_mm == pytest.approx(paper.physicalDpiX() / 25.4)
    coarse = QColor("#e3a596").rgb()
    lines = [x for x in range(image.width()) if image.pixel(x, 4) == coarse]
    steps = [after - before for before, after in pairwise(lines)]
    assert sum(steps) / len(steps) == pytest.approx(5 * paper.pixels_per_mm, rel=0.01)


def test_the_pointer_and_a_drag_tell_time_and_voltage(paper: Any) -> None:
    from PyQt5.QtTest import QTest

    scale = paper.pixels_per_mm
    start, end = QPoint(round(40 * scale), round(20 * scale)), QPoint(round(65 * scale), round(30 * scale))
    QTest.mouseMove(paper.viewport(), start)
    QTest.mousePress(paper.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    move = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(end), Qt.MouseButton.LeftButton, Qt.MouseButtons(Qt.MouseButton.LeftButton),
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    paper.mouseMoveEvent(move)
    words = paper._readout.text().split()
    assert float(words[0]) == pytest.approx(1000, abs=15)  # 25 mm are a second
    assert float(words[2]) == pytest.approx(1.0, abs=0.05)  # 10 mm are a millivolt


def test_speed_gain_arrangement_and_zoom_can_be_changed(window: Any, paper: Any) -> None:
    view = window.grid.cells[0]._documents._waveforms
    before = paper._tracing.width_mm
    view._speed.setCurrentText("50 mm/s")
    assert paper._tracing.width_mm == pytest.approx(2 * before - 20)
    view._gain.setCurrentText("20 mm/mV")
    assert paper._tracing.strips[0].gain == 20.0
    view._arrangement.setCurrentText("3 × 4")
    assert len(paper._tracing.strips) == 13
    paper.zoom(2.0)
    assert paper.pixels_per_mm == pytest.approx(2 * paper.physicalDpiX() / 25.4)


def test_a_document_inside_an_object_has_a_button_that_hands_it_over(
    window: Any, tmp_path: Path, until: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pydicom import Dataset

    dataset = Dataset()
    dataset.EncapsulatedDocument, dataset.DocumentTitle = b"%PDF-1.4\n", "A letter"
    opened: list[str] = []
    monkeypatch.setattr(window.store.outside, "open", lambda path, enclosed: opened.append(path + enclosed.suffix))
    file = saved(tmp_path / "a.dcm", dataset, "1.2.840.10008.5.1.4.1.1.104.1", "DOC")
    tell(window.store, *announcement(file), done())
    until(lambda: "A letter" in shown_text(window))
    button = window.grid.cells[0]._documents._outside
    assert button.isVisible()
    button.click()
    assert opened == [f"{file}.pdf"]
