"""Presentation states: the grey values that dcmtk shows, colours and displayed areas worked out by hand."""

from __future__ import annotations

import math
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from pydicom import Dataset

from tests.viewer.documents.objects import presentation_state, referred, saved, softcopy
from tests.viewer.documents.states import CT, PSEUDO_COLOUR, area, lut, read, shutter
from viewer.documents.presentation import Presentation, read_presentation
from viewer.model.geometry import ImageSize, ViewSize
from viewer.model.stack import FrameRef
from viewer.pixels import voi, windowing
from viewer.pixels.decode import read_frame
from viewer.pixels.header import read_header
from viewer.state.attachments import geometry_of


def presentation_table() -> Dataset:
    return lut(0, 12, np.linspace(0, 1, 256) ** 2 * 4095)


def voi_table() -> Dataset:
    made = Dataset()
    made.VOILUTSequence = [lut(100, 12, np.linspace(0, 4095, 1000))]
    return made


STATES: dict[str, dict[str, Any]] = {
    "a window": {"SoftcopyVOILUTSequence": [softcopy(200, 300)]},
    "a narrow window": {"SoftcopyVOILUTSequence": [softcopy(100, 2)]},
    "a VOI LUT": {"SoftcopyVOILUTSequence": [voi_table()]},
    "an inverse shape": {"SoftcopyVOILUTSequence": [softcopy(200, 300)], "PresentationLUTShape": "INVERSE"},
    "another rescale": {"SoftcopyVOILUTSequence": [softcopy(2400, 3000)], "RescaleSlope": 2, "RescaleIntercept": 100},
    "a presentation LUT": {
        "SoftcopyVOILUTSequence": [softcopy(200, 3000)], "PresentationLUTShape": None,
        "PresentationLUTSequence": [presentation_table()],
    },
}  # fmt: skip


@pytest.mark.parametrize("name", STATES)
def test_the_picture_is_that_of_dcmtk(name: str, image: Dataset, tmp_path: Path) -> None:
    state = presentation_state(image, **STATES[name])
    if state.PresentationLUTShape is None:
        del state.PresentationLUTShape
    presentation = read(tmp_path, state)
    made = ["dcmp2pgm", "-p", tmp_path / "ps.dcm", CT, tmp_path / "out.pgm"]
    subprocess.run(made, check=True, timeout=60, capture_output=True)
    header, _, data = (tmp_path / "out.pgm").read_bytes().partition(b"255\n")
    expected = np.frombuffer(data[: 128 * 128], np.uint8).reshape(128, 128)
    assert header.startswith(b"P5")
    frame = presentation.applied(read_frame(str(CT)), image.SOPInstanceUID, 0)
    shown = voi.to_uint8(frame, windowing.initial_window(frame))
    assert np.abs(shown.astype(int) - expected).max() <= 1


def test_the_shutter_of_the_state_takes_the_place_of_the_image_s_own(image: Dataset, tmp_path: Path) -> None:
    presentation = read(tmp_path, presentation_state(image, **shutter()))
    frame = presentation.applied(read_frame(str(CT)), image.SOPInstanceUID, 0)
    assert frame.cover is not None
    row, column = np.mgrid[1:129, 1:129]
    outside = (row < 10) | (row > 100) | (column < 20) | (column > 120) | (np.hypot(row - 64, column - 64) > 50)
    assert (frame.cover.hidden == outside).all()
    assert frame.cover.grey == 128


def test_a_state_without_a_window_shows_all_values_whatever_the_image_says(image: Dataset, tmp_path: Path) -> None:
    presentation = read(tmp_path, presentation_state(image))
    frame = presentation.applied(read_frame(str(CT)), image.SOPInstanceUID, 0)
    assert windowing.initial_window(frame) == windowing.full_range(frame)


def test_a_window_is_for_the_images_it_names(image: Dataset, tmp_path: Path) -> None:
    other = Dataset()
    other.SOPClassUID, other.SOPInstanceUID = image.SOPClassUID, "1.2.3"
    state = presentation_state(
        image, SoftcopyVOILUTSequence=[softcopy(1, 10, referred(other)), softcopy(2, 20, referred(image, 1))]
    )
    state.ReferencedSeriesSequence[0].ReferencedImageSequence = [referred(image), referred(other)]
    presentation = read(tmp_path, state)
    for uid, center in ((image.SOPInstanceUID, 2.0), ("1.2.3", 1.0)):
        assert windowing.initial_window(presentation.applied(read_frame(str(CT)), uid, 0)).center == center
    assert not presentation.covers("1.2.4", 0)


def test_units_are_told_only_as_long_as_they_are_the_image_s(image: Dataset, tmp_path: Path) -> None:
    state = presentation_state(image, RescaleIntercept=0, RescaleType="US")
    frame = read(tmp_path, state).applied(read_frame(str(CT)), image.SOPInstanceUID, 0)
    assert frame.description.unit == "US"


@pytest.mark.parametrize(
    ("item", "turn", "expected"),
    [
        (area("SCALE TO FIT", 1, 1, 128, 128), {}, {"pan": (0.0, 0.0)}),
        (area("SCALE TO FIT", 33, 1, 96, 32), {}, {"pan": (0.0, -48.0), "zoom": 10.0}),
        (area("SCALE TO FIT", 33, 1, 96, 32), {"ImageRotation": 90}, {"pan": (0.0, -48.0), "zoom": 400 / 64}),
        (area("SCALE TO FIT", 96, 1, 33, 32), {"ImageHorizontalFlip": "Y"}, {"pan": (0.0, -48.0), "zoom": 10.0}),
        (area("TRUE SIZE", 1, 1, 64, 64), {}, {"pan": (-32.0, -32.0), "zoom": "real"}),
        (area("MAGNIFY", 1, 1, 64, 64, ratio=3.0), {}, {"pan": (-32.0, -32.0), "zoom": 3.0}),
    ],
)
def test_the_displayed_area_becomes_zoom_and_pan(
    item: Dataset, turn: dict[str, Any], expected: dict[str, Any], image: Dataset, tmp_path: Path
) -> None:
    presentation = read(tmp_path, presentation_state(image, DisplayedAreaSelectionSequence=[item], **turn))
    from launcher.references import Instance

    frame = FrameRef(Instance(sop_instance_uid=str(image.SOPInstanceUID)))
    found = geometry_of(presentation, frame, ImageSize(128, 128, 1.0, 0.5), ViewSize(640, 400))
    assert found == {
        "rotation": turn.get("ImageRotation", 0), "flipped": "ImageHorizontalFlip" in turn, **expected,
    }  # fmt: skip


def test_a_blending_state_without_its_colours_says_what_it_lays_over_what_and_is_not_applied(
    image: Dataset, tmp_path: Path
) -> None:
    state, parts = presentation_state(image), []
    for uid, position in (("1.2.3", "UNDERLYING"), ("1.2.4", "SUPERIMPOSED")):
        part, series, item = Dataset(), Dataset(), Dataset()
        item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = image.SOPClassUID, uid
        series.SeriesInstanceUID, series.ReferencedImageSequence = "1.2", [item]
        part.BlendingPosition, part.ReferencedSeriesSequence = position, [series]
        parts.append(part)
    del state.ReferencedSeriesSequence
    state.BlendingSequence, state.RelativeOpacity = parts, 0.5
    file = saved(tmp_path / "b.dcm", state, "1.2.840.10008.5.1.4.1.1.11.4", "PR")
    document = read_presentation(read_header(str(file)))
    assert document.attachment is None
    assert (
        "A blending state lays images over others, half transparent (1 image and 1 image). It is not applied"
        in document.page.text
    )
    assert [found.sop_instance_uid for found in document.page.references] == ["1.2.3", "1.2.4"]


def test_states_of_other_kinds_are_listed_but_not_applied(image: Dataset, tmp_path: Path) -> None:
    file = saved(tmp_path / "b.dcm", presentation_state(image), "1.2.840.10008.5.1.4.1.1.11.6", "PR")
    document = read_presentation(read_header(str(file)))
    assert document.attachment is None
    assert "not applied" in document.page.text
    assert [found.sop_instance_uid for found in document.page.references] == [image.SOPInstanceUID]


def coloured(red: np.ndarray, green: np.ndarray, blue: np.ndarray, first: int = 0) -> Dataset:
    """A state with a palette of entries of 16 bits."""
    made = presentation_state(pydicom.dcmread(CT), RescaleSlope=1, RescaleIntercept=-1024)
    for name, entries in (("Red", red), ("Green", green), ("Blue", blue)):
        vr = "SS" if first < 0 else "US"
        made.add_new(f"{name}PaletteColorLookupTableDescriptor", vr, [len(entries), first, 16])
        made.add_new(f"{name}PaletteColorLookupTableData", "OW", entries.astype("<u2").tobytes())
    return made


def hounsfield() -> np.ndarray:
    return np.asarray(pydicom.dcmread(CT).pixel_array.astype(int) - 1024)


def painted(found: Presentation) -> np.ndarray:
    frame = read_frame(CT)
    shown = found.applied(frame, frame.description.sop_instance_uid, 0)
    return voi.to_uint8(shown, windowing.initial_window(shown))


def test_a_pseudo_colour_state_looks_up_what_its_window_gives_entry_by_entry(tmp_path: Path) -> None:
    """PS3.3 A.33.3, C.7.9; each value's entry is worked out in fractions, by the formula of C.11.2.1.2.1."""
    tables = np.random.default_rng(1).integers(0, 1 << 16, (3, 200))
    state = coloured(*tables)
    state.SoftcopyVOILUTSequence = [softcopy(200, 300)]

    def entry(value: int) -> int:
        share = (value - (Fraction(200) - Fraction(1, 2))) / (300 - 1) + Fraction(1, 2)
        return math.floor(min(max(share, Fraction(0)), Fraction(1)) * 199)

    entries = np.vectorize(entry)(hounsfield())

    shown = painted(read(tmp_path, state, PSEUDO_COLOUR))

    assert (shown == np.stack([table[entries] >> 8 for table in tables], axis=-1)).all()


def test_without_a_window_the_values_themselves_are_looked_up(tmp_path: Path) -> None:
    tables = np.random.default_rng(2).integers(0, 1 << 16, (3, 900))
    entries = np.clip(hounsfield() + 500, 0, 899)

    shown = painted(read(tmp_path, coloured(*tables, first=-500), PSEUDO_COLOUR))

    assert (shown == np.stack([table[entries] >> 8 for table in tables], axis=-1)).all()


def test_a_pseudo_colour_state_without_its_palette_is_only_listed(tmp_path: Path) -> None:
    state = presentation_state(pydicom.dcmread(CT))
    page = read_presentation(read_header(str(saved(tmp_path / "ps.dcm", state, PSEUDO_COLOUR, "PR"))))

    assert page.attachment is None
