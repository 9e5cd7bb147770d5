"""Presentation states and segmentations in the window: offered, applied, switched, and gone with their series."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from pydicom import Dataset

from launcher.protocol.events import JobUpdate
from tests.files import bundled
from tests.viewer.conftest import announcement, tell
from tests.viewer.documents.objects import angiography, blending_state, presentation_state, saved, slice_of, softcopy
from viewer.documents.shapes import Area
from viewer.documents.shapes import Path as Line
from viewer.views.snapshot import Taking

CT = bundled("CT_small.dcm")
DONE = JobUpdate(1, "a click", "local", "done")


@pytest.fixture
def image() -> Dataset:
    return pydicom.dcmread(CT)


def shown_button(window: Any) -> Any:
    return window.grid.cells[0]._attachments


def actions(window: Any) -> dict[str, Any]:
    menu = shown_button(window).menu()
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions() if action.text()}


@pytest.fixture
def state(image: Dataset, tmp_path: Path) -> Path:
    annotation, graphic = Dataset(), Dataset()
    graphic.GraphicAnnotationUnits, graphic.GraphicType, graphic.GraphicFilled = "PIXEL", "POLYLINE", "N"
    graphic.GraphicDimensions, graphic.NumberOfGraphicPoints, graphic.GraphicData = 2, 2, [1.0, 1, 9, 9]
    annotation.GraphicLayer, annotation.GraphicObjectSequence = "ONE", [graphic]
    made = presentation_state(
        image, SoftcopyVOILUTSequence=[softcopy(111, 222)], ImageRotation=90, ImageHorizontalFlip="Y",
        GraphicAnnotationSequence=[annotation], ContentLabel="LUNG",
    )  # fmt: skip
    return saved(tmp_path / "ps.dcm", made, "1.2.840.10008.5.1.4.1.1.11.1", "PR")


def test_a_presentation_state_is_offered_applied_and_taken_back(
    window: Any, state: Path, until: Callable[..., None]
) -> None:
    store = window.store
    tell(store, *announcement(CT), *announcement(state), DONE)
    until(lambda: shown_button(window).isVisible() and store.sight(0).image is not None)
    assert "Presentation state: none" in shown_button(window).text()
    before = store.sight(0).window
    actions(window)["LUNG"].trigger()
    sight = store.sight(0)
    assert sight.window == (111.0, 222.0)
    assert (sight.viewport.rotation, sight.viewport.flipped) == (90, True)
    assert [shape.points for shape in sight.shapes if isinstance(shape, Line)] == [((1.0, 1.0), (9.0, 9.0))]
    assert "Presentation state: LUNG" in shown_button(window).text()
    actions(window)["None"].trigger()
    sight = store.sight(0)
    assert (sight.window, sight.viewport.rotation, sight.shapes) == (before, 0, ())


def test_a_state_that_subtracts_waits_for_the_mask_and_shows_the_difference(
    window: Any, tmp_path: Path, until: Callable[..., None]
) -> None:
    values = np.random.default_rng(1).integers(0, 4096, (6, 16, 16), np.uint16)
    image, mask = angiography(tmp_path / "image.dcm", values), Dataset()
    mask.MaskOperation, mask.MaskFrameNumbers = "AVG_SUB", [5]
    made = presentation_state(image, MaskSubtractionSequence=[mask], ContentLabel="DSA")
    path = saved(tmp_path / "xa.dcm", made, "1.2.840.10008.5.1.4.1.1.11.5", "PR")
    store = window.store
    tell(store, *announcement(tmp_path / "image.dcm"), *announcement(path), DONE)
    until(lambda: shown_button(window).isVisible() and store.sight(0).image is not None)
    actions(window)["DSA"].trigger()
    until(lambda: store.sight(0).image is not None)
    assert (store.sight(0).image.values == values[0].astype(int) - values[4]).all()


@pytest.mark.parametrize("coarse", [1, 2], ids=["of the same grid", "of a coarser grid"])
def test_a_blending_state_lays_the_image_in_the_same_place_over_the_other(
    coarse: int, window: Any, tmp_path: Path, until: Callable[..., None]
) -> None:
    grey, top = np.random.default_rng(1).integers(0, 256, (16, 16)), np.full((16 // coarse, 16 // coarse), 200)
    below = slice_of(tmp_path / "below.dcm", grey, 0.0, 1.0, SeriesInstanceUID="1.1")
    above = slice_of(tmp_path / "above.dcm", top, 0.2, float(coarse), SeriesInstanceUID="1.2")
    path = saved(tmp_path / "b.dcm", blending_state(below, above, 0.25), "1.2.840.10008.5.1.4.1.1.11.4", "PR")
    store = window.store
    tell(store, *announcement(tmp_path / "below.dcm"), *announcement(path), DONE)
    until(lambda: store.sight(0).image is not None and store.attachments.can_blend)
    assert not shown_button(window).isVisible()  # until what it lays over is there
    tell(store, *announcement(tmp_path / "above.dcm"))
    until(lambda: shown_button(window).isVisible())
    actions(window)["STATE"].trigger()
    until(lambda: store.sight(0).image is not None)
    expected = np.stack([grey * 0.75 + 200 * 0.25, grey * 0.75, grey * 0.75], axis=-1)
    assert np.abs(store.sight(0).image.values - expected).max() <= 1
    assert store.sight(0).voi is None


def test_a_blending_state_is_not_offered_for_an_image_that_nothing_lies_over(
    window: Any, tmp_path: Path, until: Callable[..., None]
) -> None:
    below = slice_of(tmp_path / "below.dcm", np.zeros((8, 8)), 0.0, 1.0, SeriesInstanceUID="1.1")
    above = slice_of(tmp_path / "above.dcm", np.zeros((8, 8)), 3.0, 1.0, SeriesInstanceUID="1.2")
    path = saved(tmp_path / "b.dcm", blending_state(below, above, 0.5), "1.2.840.10008.5.1.4.1.1.11.4", "PR")
    store = window.store
    tell(store, *announcement(tmp_path / "below.dcm"), *announcement(tmp_path / "above.dcm"), *announcement(path), DONE)
    until(lambda: store.attachments.can_blend)
    assert store.attachments.presentations(store.sight(0).frame) == []


def test_the_window_of_a_state_can_still_be_changed_by_hand(
    window: Any, state: Path, until: Callable[..., None]
) -> None:
    store = window.store
    tell(store, *announcement(CT), *announcement(state), DONE)
    until(lambda: shown_button(window).isVisible() and store.sight(0).image is not None)
    actions(window)["LUNG"].trigger()
    store.change(lambda now, _: now.windowed(50.0, 60.0))
    assert store.sight(0).window == (50.0, 60.0)


def test_a_state_goes_with_its_series(window: Any, state: Path, until: Callable[..., None]) -> None:
    store, messages = window.store, announcement(state)
    tell(store, *announcement(CT), *messages, DONE)
    until(lambda: shown_button(window).isVisible() and store.sight(0).image is not None)
    actions(window)["LUNG"].trigger()
    store.close_series([messages[0].key])
    assert store.sight(0).shapes == ()
    assert not shown_button(window).isVisible()


def test_the_presentation_state_itself_is_listed_in_a_view(
    window: Any, state: Path, until: Callable[..., None]
) -> None:
    from viewer.views.page_view import PageView

    tell(window.store, *announcement(state), DONE)
    until(lambda: window.grid.cells[0].findChildren(PageView))
    until(lambda: "LUNG" in window.grid.cells[0].findChildren(PageView)[0]._text.toPlainText())


@pytest.fixture
def liver(tmp_path: Path, image: Dataset) -> list[Path]:
    """The bundled segmentation, and an image of the size and UID of the one it was drawn on."""
    seg = pydicom.dcmread(bundled("liver_1frame.dcm"))
    group = seg.PerFrameFunctionalGroupsSequence[0]
    source = group.DerivationImageSequence[0].SourceImageSequence[0]
    image.SOPInstanceUID, image.Rows, image.Columns = source.ReferencedSOPInstanceUID, 512, 512
    image.PatientID, image.PatientName, image.StudyInstanceUID = seg.PatientID, seg.PatientName, seg.StudyInstanceUID
    image.PixelData = b"\0" * 512 * 512 * 2
    path = tmp_path / "ct.dcm"
    image.save_as(path)
    return [path, bundled("liver_1frame.dcm")]


def test_a_segmentation_is_drawn_at_once_and_can_be_switched_off(
    window: Any, liver: list[Path], until: Callable[..., None]
) -> None:
    store = window.store
    tell(store, *announcement(liver[0]), *announcement(liver[1]), DONE)
    until(lambda: store.sight(0).shapes)
    (area,) = store.sight(0).shapes
    assert isinstance(area, Area)
    assert "Overlays: 1 of 1" in shown_button(window).text()
    actions(window)["Liver"].trigger()
    assert store.sight(0).shapes == ()
    assert "Overlays: 0 of 1" in shown_button(window).text()
    actions(window)["Show all"].trigger()
    assert len(store.sight(0).shapes) == 1


def test_one_key_hides_what_is_drawn_over_the_images_and_shows_it_again(
    window: Any, liver: list[Path], until: Callable[..., None]
) -> None:
    store, action = window.store, window.menus.actions["overlays"]
    assert action.shortcut().toString() == "Alt+S"
    assert not action.isEnabled()
    tell(store, *announcement(liver[0]), *announcement(liver[1]), DONE)
    until(lambda: store.sight(0).shapes and action.isEnabled())
    assert action.isChecked()
    action.trigger()
    assert store.sight(0).shapes == ()
    assert not action.isChecked()
    action.trigger()
    assert len(store.sight(0).shapes) == 1


def test_the_area_is_seen_in_its_colour_and_more_with_more_opacity(
    window: Any, liver: list[Path], until: Callable[..., None]
) -> None:
    from PyQt5.QtGui import QImage, QPainter

    store = window.store
    tell(store, *announcement(liver[0]), *announcement(liver[1]), DONE)
    until(lambda: store.sight(0).shapes)
    strongest = []
    for opacity in (0.2, 1.0):
        store.change_attachments(lambda attachments, opacity=opacity: attachments.set_opacity(opacity))
        picture = QImage(512, 512, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        window.grid.cells[0].render_at(painter, Taking(512, 512))
        painter.end()
        strongest.append(max(picture.pixelColor(x, y).red() for x in range(60, 300, 8) for y in range(150, 350, 8)))
    assert strongest[0] < strongest[1]


def test_a_segmentation_itself_is_one_document_without_a_button(
    window: Any, liver: list[Path], until: Callable[..., None]
) -> None:
    store = window.store
    tell(store, *announcement(bundled("liver_1frame.dcm"), NumberOfFrames="3"), DONE)
    until(lambda: store.documents.get(store.sight(0).frame.instance))
    assert store.desk.group.view.count == 1
    assert not shown_button(window).isVisible()


def test_the_button_stays_away_where_there_is_nothing_to_offer(window: Any, until: Callable[..., None]) -> None:
    tell(window.store, *announcement(CT), DONE)
    until(lambda: window.store.sight(0).image is not None)
    assert not shown_button(window).isVisible()
