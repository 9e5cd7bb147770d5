"""File › Save as: what is asked, what is written, and that it can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pydicom
import pytest
from PyQt5.QtCore import QSettings

from tests.files import bundled
from viewer.dialogs.save_as import FORMS, Chosen, SaveAsDialog

CT = bundled("CT_small.dcm")
SERIES = tuple(str(path) for path in sorted((CT.parent / "dicomdirtests/77654033/CT2").iterdir()))

Make = Callable[..., SaveAsDialog]
Until = Callable[..., None]


@pytest.fixture
def make(application: Any, tmp_path: Path) -> Iterator[Make]:
    settings, made = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat), []

    def dialog(form: str, series: bool = True, files: tuple[str, ...] = SERIES) -> SaveAsDialog:
        made.append(SaveAsDialog(Chosen(files[0], files, "CT-1"), settings, None))
        made[-1]._form.setCurrentIndex([form.name for form in FORMS].index(form))
        (made[-1]._series if series else made[-1]._image).setChecked(True)
        return made[-1]

    yield dialog
    for each in made:
        each.close()


def ended(dialog: SaveAsDialog, until: Until, place: Path) -> tuple[int, str, str]:
    told: list[tuple[int, str, str]] = []
    dialog.saved.connect(lambda *said: told.append(said))
    dialog.write(str(place))
    until(lambda: told)
    return told[0]


def test_a_series_is_written_into_a_folder(make: Make, until: Until, tmp_path: Path) -> None:
    dialog = make("dicom")
    dialog._anonymize.setChecked(True)
    assert not dialog.is_one_file
    assert ended(dialog, until, tmp_path / "out") == (0, "", str(tmp_path / "out"))
    saved = [pydicom.dcmread(path) for path in (tmp_path / "out").rglob("*.dcm")]
    assert len(saved) == 4
    assert {str(image.PatientName) for image in saved} == {"ANON0001"}


def test_one_image_is_written_into_a_file_which_may_be_replaced(make: Make, until: Until, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("old")
    dialog = make("png", series=False)
    assert dialog.is_one_file
    assert ended(dialog, until, tmp_path / "a.png")[0] == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_what_is_wrong_is_told(make: Make, until: Until, tmp_path: Path) -> None:
    (tmp_path / "bad.dcm").write_bytes(CT.read_bytes()[:3000])
    code, said, _ = ended(make("dicom", files=(str(tmp_path / "bad.dcm"),)), until, tmp_path / "out.dcm")
    assert code == 2
    assert "bad.dcm is cut off" in said


def test_an_enhanced_image_needs_the_series(make: Make) -> None:
    dialog = make("dicom-united", series=False)
    assert not dialog._image.isEnabled()
    assert dialog.paths == SERIES


def test_the_transfer_syntax_is_dicoms(make: Make) -> None:
    dialog = make("dicom")
    dialog._syntax.setCurrentText("RLE, lossless")
    assert dialog.words == ["-f", "dicom", "--syntax", "rle"]
    dialog._form.setCurrentIndex(len(FORMS) - 1)
    assert not dialog._syntax.isEnabled()
    assert dialog.words == ["-f", "npy"]


def test_the_form_is_remembered(make: Make, until: Until, tmp_path: Path) -> None:
    assert ended(make("npy"), until, tmp_path / "a.npy")[0] == 0
    assert SaveAsDialog(Chosen("a", ("a",), ""), make("npy")._settings, None).form.name == "npy"


def test_closing_stops_it_and_leaves_nothing_half_written(make: Make, until: Until, tmp_path: Path) -> None:
    dialog = make("dicom-zip", files=SERIES * 100)
    dialog.write(str(tmp_path / "a.zip"))
    until(lambda: list(tmp_path.glob(".wetread-*/files/*")))
    dialog.reject()
    assert not dialog._writing.is_running
    assert [path.name for path in tmp_path.iterdir()] == ["window.ini"] or not list(tmp_path.iterdir())
