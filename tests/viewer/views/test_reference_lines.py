"""Where the slice of the selected view cuts the other images, painted by real views of real files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtGui import QColor, QImage, QPainter

from launcher.protocol.events import JobUpdate
from tests.files import bundled
from tests.viewer.conftest import announcement, tell
from viewer.model.layout import LAYOUTS
from viewer.views.snapshot import Taking

SIZE = 256  # of a view, which shows 128 × 128 pixels of 2 mm
AXIAL, CORONAL = (1, 0, 0, 0, 1, 0), (1, 0, 0, 0, 0, -1)


def saved(path: Path, uid: str, position: tuple[float, ...], orientation: tuple[int, ...], space: str = "1.9") -> Path:
    import pydicom

    image = pydicom.dcmread(bundled("CT_small.dcm"))
    image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = uid
    image.SeriesInstanceUID, image.FrameOfReferenceUID = f"{uid}.1", space
    image.ImagePositionPatient, image.ImageOrientationPatient = list(position), list(orientation)
    image.PixelSpacing, image.Modality = [2, 2], "MR"
    image.save_as(path)
    return path


@pytest.fixture
def two_views(window: Any, until: Callable[..., None], tmp_path: Path) -> Callable[..., Any]:
    """A window with an axial slice at z = 27 mm in the selected view, and a coronal image from z = 127 mm down."""

    def made(space: str = "1.9") -> Any:
        axial = announcement(saved(tmp_path / "a", "1.2.1", (-127, -127, 27), AXIAL))
        coronal = announcement(saved(tmp_path / "c", "1.2.2", (-127, 0, 127), CORONAL, space))
        tell(window.store, JobUpdate(1, "MR", "local", "done"), *axial, *coronal)
        window.store.arrange(LAYOUTS["1x2"])
        window.store.put_series(coronal[0].key, 1)
        window.store.put_series(axial[0].key, 0)
        until(lambda: all(window.store.sight(index).image is not None for index in (0, 1)))
        return window

    return made


def yellow_rows(window: Any, index: int) -> list[int]:
    """The rows of a view in which a line stands, in the middle between the texts."""
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    window.grid.views[index].render_at(painter, Taking(SIZE, SIZE))
    painter.end()
    colours = [(y, QColor(image.pixel(SIZE // 4, y))) for y in range(SIZE)]
    return [y for y, found in colours if found.red() > found.blue() + 60]


def test_a_line_stands_where_the_selected_slice_cuts_the_other_image(two_views: Callable[..., Any]) -> None:
    window = two_views()
    (line,) = window.store.reference_lines(1)
    assert {line.begin[1], line.end[1]} == {50.5}
    assert yellow_rows(window, 1)
    assert all(abs(row - 101) <= 2 for row in yellow_rows(window, 1))
    assert yellow_rows(window, 0) == []


def test_there_is_none_in_another_space(two_views: Callable[..., Any]) -> None:
    assert two_views(space="1.10").store.reference_lines(1) == ()


def test_there_is_none_when_the_user_does_not_want_it(two_views: Callable[..., Any]) -> None:
    window = two_views()
    window.store.toggle_lines()
    assert window.store.reference_lines(1) == ()
    assert yellow_rows(window, 1) == []
