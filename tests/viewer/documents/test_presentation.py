"""Presentation states: the grey values that dcmtk shows, and geometry and graphics worked out by hand."""

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

from tests.viewer.conftest import bundled
from tests.viewer.documents.objects import angiography, presentation_state, referred, saved, softcopy
from viewer.documents.presentation import Presentation, read_presentation
from viewer.documents.shapes import Path as Line
from viewer.documents.shapes import Words
from viewer.model.geometry import ImageSize, ViewSize
from viewer.model.stack import FrameRef
from viewer.pixels import voi, windowing
from viewer.pixels.decode import read_frame
from viewer.pixels.description import VoiWindow
from viewer.pixels.header import read_header
from viewer.pixels.values import modality_values
from viewer.state.attachments import geometry_of

GRAYSCALE, PSEUDO_COLOUR = "1.2.840.10008.5.1.4.1.1.11.1", "1.2.840.10008.5.1.4.1.1.11.3"
XA_XRF = "1.2.840.10008.5.1.4.1.1.11.5"
CT = bundled("CT_small.dcm")


@pytest.fixture
def image() -> Dataset:
    return pydicom.dcmread(CT)


def read(path: Path, dataset: Dataset, sop_class_uid: str = GRAYSCALE) -> Presentation:
    found = read_presentation(read_header(str(saved(path / "ps.dcm", dataset, sop_class_uid, "PR")))).attachment
    assert isinstance(found, Presentation)
    return found


def item_with(**attributes: Any) -> Dataset:
    item = Dataset()
    for keyword, value in attributes.items():
        setattr(item, keyword, value)
    return item


def masked(operation: str = "AVG_SUB", **attributes: Any) -> dict[str, Any]:
    """The attributes of a state that subtracts a mask."""
    item = item_with(MaskOperation=operation, **attributes)
    return {"MaskSubtractionSequence": [item], "RecommendedViewingMode": "SUB", "RescaleType": "US"}


def applied(state: Presentation, path: Path, frame_index: int) -> Any:
    """A frame of an image as a state shows it."""
    uid, count = state.images.references[0].sop_instance_uid, int(pydicom.dcmread(path).NumberOfFrames)
    others = {index: read_frame(str(path), index) for index in state.needed(uid, frame_index, count)}
    return state.applied(read_frame(str(path), frame_index), uid, frame_index, others)


def lut(first: int, bits: int, data: np.ndarray) -> Dataset:
    made = Dataset()
    made.add_new("LUTDescriptor", "SS" if first < 0 else "US", [len(data), first, bits])
    made.add_new("LUTData", "OW", data.astype("<u2").tobytes())
    return made


def presentation_table() -> Dataset:
    return lut(0, 12, np.linspace(0, 1, 256) ** 2 * 4095)


def voi_table() -> Dataset:
    made = Dataset()
    made.VOILUTSequence = [lut(100, 12, np.linspace(0, 4095, 1000))]
    return made


def _shutter() -> dict[str, Any]:
    return {
        "ShutterShape": ["RECTANGULAR", "CIRCULAR"],
        "ShutterUpperHorizontalEdge": 10, "ShutterLowerHorizontalEdge": 100,
        "ShutterLeftVerticalEdge": 20, "ShutterRightVerticalEdge": 120, "CenterOfCircularShutter": [64, 64],
        "RadiusOfCircularShutter": 50, "ShutterPresentationValue": 0x8000,
    }  # fmt: skip


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
    presentation = read(tmp_path, presentation_state(image, **_shutter()))
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


def area(mode: str, *corners: int, ratio: float | None = None) -> Dataset:
    made = Dataset()
    made.DisplayedAreaTopLeftHandCorner, made.DisplayedAreaBottomRightHandCorner = [*corners[:2]], [*corners[2:]]
    made.PresentationSizeMode = mode
    if ratio is not None:
        made.PresentationPixelMagnificationRatio = ratio
    return made


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


def graphic(kind: str, points: list[float], units: str = "PIXEL", filled: str = "N") -> Dataset:
    made = Dataset()
    made.GraphicAnnotationUnits, made.GraphicDimensions, made.NumberOfGraphicPoints = units, 2, len(points) // 2
    made.GraphicData, made.GraphicType, made.GraphicFilled = points, kind, filled
    return made


def words(text: str, units: str = "PIXEL", **attributes: Any) -> Dataset:
    made = Dataset()
    made.UnformattedTextValue = text
    made.BoundingBoxAnnotationUnits = made.AnchorPointAnnotationUnits = units
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def annotated(image: Dataset, graphics: list[Dataset], texts: list[Dataset], **attributes: Any) -> Dataset:
    layer, annotation = Dataset(), Dataset()
    layer.GraphicLayer, layer.GraphicLayerOrder = "ONE", 1
    annotation.GraphicLayer, annotation.GraphicObjectSequence, annotation.TextObjectSequence = "ONE", graphics, texts
    attributes |= {"GraphicLayerSequence": [layer], "GraphicAnnotationSequence": [annotation]}
    return presentation_state(image, **attributes)


def shapes(path: Path, state: Dataset, image: Dataset) -> tuple[Any, ...]:
    return read(path, state).shapes(str(image.SOPInstanceUID), 0, (128, 128))


def test_lines_circles_ellipses_and_points_lie_where_the_state_says(image: Dataset, tmp_path: Path) -> None:
    graphics = [
        graphic("POLYLINE", [0.0, 0, 10, 0, 10, 10]),
        graphic("POLYLINE", [0.0, 0, 10, 0, 10, 10, 0, 0], filled="Y"),
        graphic("CIRCLE", [50.0, 50, 60, 50]),
        graphic("ELLIPSE", [20.0, 50, 80, 50, 50, 40, 50, 60]),
        graphic("POINT", [5.0, 6]),
        graphic("INTERPOLATED", [0.0, 0, 10, 10, 20, 0]),
    ]
    line, closed, circle, ellipse, point, curve = shapes(tmp_path, annotated(image, graphics, []), image)
    assert line.points == ((0, 0), (10, 0), (10, 10))
    assert (line.is_closed, closed.is_closed, closed.is_filled) == (False, True, True)
    assert {round(np.hypot(x - 50, y - 50), 6) for x, y in circle.points} == {10.0}
    assert {round(((x - 50) / 30) ** 2 + ((y - 50) / 10) ** 2, 6) for x, y in ellipse.points} == {1.0}
    assert point.points == ((5, 6),)
    assert {(0.0, 0.0), (10.0, 10.0), (20.0, 0.0)} <= set(curve.points)


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ({}, (32.0, 24.0)),
        ({"ImageHorizontalFlip": "Y"}, (96.0, 24.0)),
        ({"ImageRotation": 180}, (96.0, 40.0)),
        ({"ImageRotation": 90}, (24.0, 56.0)),  # what stands at the left of the screen is the bottom of the image
        ({"ImageRotation": 270}, (104.0, 8.0)),
    ],
)
def test_display_coordinates_are_fractions_of_the_area_as_it_stands_on_the_screen(
    turn: dict[str, Any], expected: tuple[float, float], image: Dataset, tmp_path: Path
) -> None:
    shown = [area("SCALE TO FIT", 1, 1, 128, 64)]
    x, y = (0.25, 0.375) if "ImageRotation" not in turn or turn["ImageRotation"] == 180 else (0.125, 0.1875)
    state = annotated(image, [graphic("POINT", [x, y], "DISPLAY")], [], DisplayedAreaSelectionSequence=shown, **turn)
    (point,) = shapes(tmp_path, state, image)
    assert point.points[0] == pytest.approx(expected)


def test_texts_stand_in_their_box_or_at_their_anchor(image: Dataset, tmp_path: Path) -> None:
    boxed = words(
        "In a box\r\nof two lines",
        BoundingBoxTopLeftHandCorner=[10.0, 10], BoundingBoxBottomRightHandCorner=[60.0, 30],
        BoundingBoxTextHorizontalJustification="CENTER",
    )  # fmt: skip
    anchored = words("<b>Here</b>", AnchorPoint=[64.0, 64], AnchorPointVisibility="Y")
    in_box, at_anchor = shapes(tmp_path, annotated(image, [], [boxed, anchored]), image)
    assert isinstance(in_box, Words)
    assert (in_box.text, in_box.box, in_box.side) == ("In a box\nof two lines", ((10, 10), (60, 30)), "CENTER")
    assert (at_anchor.text, at_anchor.anchor, at_anchor.is_tied) == ("<b>Here</b>", (64, 64), True)


def test_layers_have_their_order_and_their_colour(image: Dataset, tmp_path: Path) -> None:
    state = annotated(image, [graphic("POINT", [1.0, 1])], [])
    second, layer = Dataset(), Dataset()
    layer.GraphicLayer, layer.GraphicLayerOrder = "TWO", 0
    layer.GraphicLayerRecommendedDisplayCIELabValue = [65535, 32896, 32896]
    second.GraphicLayer, second.GraphicObjectSequence = "TWO", [graphic("POINT", [2.0, 2])]
    state.GraphicLayerSequence.append(layer)
    state.GraphicAnnotationSequence.append(second)
    found = shapes(tmp_path, state, image)
    assert [shape.points[0][0] for shape in found if isinstance(shape, Line)] == [2, 1]
    assert all(part >= 254 for part in found[0].rgb)  # white


def vessel(image: Dataset, path: Path, **attributes: Any) -> list[int]:
    """The middle of each frame, as a state with these attributes shows it."""
    state = read(path, presentation_state(image, **attributes), XA_XRF)
    frames = (applied(state, path / "xa.dcm", index) for index in range(4))
    return [round(modality_values(frame)[8, 8]) for frame in frames]


class TestSubtraction:
    """XA/XRF presentation states, and masks in grayscale ones."""

    @pytest.fixture
    def run(self, tmp_path: Path) -> tuple[Dataset, np.ndarray]:
        """Four frames of 16 × 16, unsigned; the vessel, in the middle, darkens from frame to frame."""
        values = np.full((4, 16, 16), 1000, np.uint16)
        for number in range(4):
            values[number, 6:10, 6:10] -= 100 * number
        return angiography(tmp_path / "xa.dcm", values), values

    def test_what_changed_since_the_mask_stands_around_zero(
        self, run: tuple[Dataset, np.ndarray], tmp_path: Path
    ) -> None:
        state = read(tmp_path, presentation_state(run[0], **masked(MaskFrameNumbers=[1, 2])), XA_XRF)
        assert state.needed(state.images.references[0].sop_instance_uid, 3, 4) == (0, 1)
        shown = applied(state, tmp_path / "xa.dcm", 3)
        assert np.array_equal(shown.values, run[1][3].astype(np.int16) - run[1][:2].mean(axis=0).astype(np.int16))
        assert windowing.windows(shown.description)[0] == VoiWindow(-124.5, 251.0)  # from -250 to 0

    def test_a_time_interval_difference_is_to_the_frame_so_many_before(
        self, run: tuple[Dataset, np.ndarray], tmp_path: Path
    ) -> None:
        assert vessel(run[0], tmp_path, **masked("TID", TIDOffset=2)) == [1000, 900, -200, -200]
        assert vessel(run[0], tmp_path, **masked("TID", TIDOffset=-1)) == [100, 100, 100, 700]

    def test_reversed_differences_go_back_as_the_frames_go_on(
        self, run: tuple[Dataset, np.ndarray], tmp_path: Path
    ) -> None:
        back = masked("REV_TID", TIDOffset=1, ApplicableFrameRange=[3, 4])  # 3 less 2, 4 less 1
        assert vessel(run[0], tmp_path, **back) == [1000, 900, -100, -300]

    def test_a_mask_is_for_the_frames_that_it_names(self, run: tuple[Dataset, np.ndarray], tmp_path: Path) -> None:
        first = masked(MaskFrameNumbers=[1], ApplicableFrameRange=[2, 2])
        second = masked(MaskFrameNumbers=[2], ApplicableFrameRange=[3, 4])
        first["MaskSubtractionSequence"] += second["MaskSubtractionSequence"]
        assert vessel(run[0], tmp_path, **first) == [1000, -100, -100, -200]

    def test_frames_are_averaged_before_the_mask_is_taken_off(
        self, run: tuple[Dataset, np.ndarray], tmp_path: Path
    ) -> None:
        state = masked(MaskFrameNumbers=[1, 2], ContrastFrameAveraging=2)  # of the last frame there is but one
        assert vessel(run[0], tmp_path, **state) == [0, -100, -200, 700]

    def test_what_is_to_be_seen_as_it_is_keeps_its_values(
        self, run: tuple[Dataset, np.ndarray], tmp_path: Path
    ) -> None:
        native = masked(MaskFrameNumbers=[1]) | {"RecommendedViewingMode": "NAT"}
        assert vessel(run[0], tmp_path, **native) == [1000, 900, 800, 700]
        played = [
            item_with(StartTrim=1, StopTrim=2, RecommendedViewingMode="NAT"),
            item_with(StartTrim=3, StopTrim=3, RecommendedViewingMode="SUB", MaskVisibilityPercentage=25.0),
            item_with(StartTrim=4, StopTrim=4, RecommendedViewingMode="SUB", MaskVisibilityPercentage=0.0),
        ]
        shown = masked(MaskFrameNumbers=[1]) | {
            "MultiFramePresentationSequence": [item_with(FrameDisplaySequence=played)]
        }
        assert vessel(run[0], tmp_path, **shown) == [1000, 900, 50, -300]

    def test_edges_that_are_to_be_enhanced_are_said_not_to_be(
        self, run: tuple[Dataset, np.ndarray], tmp_path: Path
    ) -> None:
        """How they would be, the standard leaves to each display."""
        parts = [item_with(StartTrim=1, StopTrim=2, DisplayFilterPercentage=40.0), item_with(StartTrim=3, StopTrim=4)]
        played = item_with(FrameDisplaySequence=parts)
        said = read(tmp_path, presentation_state(run[0], MultiFramePresentationSequence=[played]), XA_XRF)
        uid = said.images.references[0].sop_instance_uid

        assert [said.unapplied(uid, index) for index in (1, 2)] == ["Edge enhancement of 40 % not applied", ""]
        whole = item_with(DisplayFilterPercentage=12.5)
        said = read(tmp_path, presentation_state(run[0], MultiFramePresentationSequence=[whole]), XA_XRF)
        assert said.unapplied(uid, 3) == "Edge enhancement of 12.5 % not applied"

    def test_frames_that_are_not_there_are_no_mask(self, run: tuple[Dataset, np.ndarray], tmp_path: Path) -> None:
        assert vessel(run[0], tmp_path, **masked(MaskFrameNumbers=[9])) == [1000, 900, 800, 700]

    def test_intensities_become_logarithms_before_they_are_subtracted(
        self, run: tuple[Dataset, np.ndarray], tmp_path: Path
    ) -> None:
        table = lut(0, 16, np.arange(4096) * 16)
        table.LUTFunction, table.LUTFrameRange = "TO_LOG", [2, 4]
        state = masked(MaskFrameNumbers=[2], ApplicableFrameRange=[3, 4])
        state["PixelIntensityRelationshipLUTSequence"] = [table]
        assert vessel(run[0], tmp_path, **state)[2:] == [-1600, -3200]

    def test_the_mask_is_shifted_by_parts_of_a_pixel_down_and_to_the_left(
        self, run: tuple[Dataset, np.ndarray], tmp_path: Path
    ) -> None:
        moved = masked(MaskFrameNumbers=[4], MaskSubPixelShift=[0.0, 0.5])
        state = read(tmp_path, presentation_state(run[0], **moved), XA_XRF)
        assert list(applied(state, tmp_path / "xa.dcm", 3).values[8, 4:12]) == [0, 150, 0, 0, 0, -150, 0, 0]
        moved = masked(MaskFrameNumbers=[4], MaskSubPixelShift=[1.0, 0.0])
        state = read(tmp_path, presentation_state(run[0], **moved), XA_XRF)
        assert list(applied(state, tmp_path / "xa.dcm", 3).values[4:12, 8]) == [0, 0, -300, 0, 0, 0, 300, 0]

    def test_frames_and_regions_have_shifts_of_their_own(self, run: tuple[Dataset, np.ndarray], tmp_path: Path) -> None:
        half = item_with(MaskSubPixelShift=[1.0, 0.0], VerticesOfTheRegion=[1, 1, 16, 1, 16, 8, 1, 8])  # columns 1 to 8
        shifts = item_with(SubtractionItemID=7, PixelShiftFrameRange=[4, 4], RegionPixelShiftSequence=[half])
        state = read(
            tmp_path,
            presentation_state(
                run[0], **masked(MaskFrameNumbers=[4], SubtractionItemID=7), PixelShiftSequence=[shifts]
            ),
            XA_XRF,
        )
        shown = applied(state, tmp_path / "xa.dcm", 3).values
        assert (list(shown[5:11, 7]), list(shown[5:11, 8])) == ([0, -300, 0, 0, 0, 300], [0] * 6)

    def test_without_a_mask_frames_are_as_they_are(self, run: tuple[Dataset, np.ndarray], tmp_path: Path) -> None:
        state = read(tmp_path, presentation_state(run[0], RescaleType="US"), XA_XRF)
        assert np.array_equal(applied(state, tmp_path / "xa.dcm", 2).values, run[1][2])

    def test_shutters_are_for_groups_of_frames(self, run: tuple[Dataset, np.ndarray], tmp_path: Path) -> None:
        shutter = Dataset()
        for keyword, value in _shutter().items():
            setattr(shutter, keyword, value)
        shutter.ReferencedImageSequence = [referred(run[0], 2)]
        state = read(tmp_path, presentation_state(run[0], FrameDisplayShutterSequence=[shutter]), XA_XRF)
        assert [applied(state, tmp_path / "xa.dcm", index).cover is not None for index in (0, 1, 2)] == [
            False,
            True,
            False,
        ]


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


def test_graphics_without_enough_points_are_left_out(image: Dataset, tmp_path: Path) -> None:
    graphics = [graphic("CIRCLE", [1.0, 1]), graphic("ELLIPSE", [1.0, 1, 2, 2]), graphic("POLYLINE", [1.0, 1])]
    graphics[2].GraphicData = None
    assert shapes(tmp_path, annotated(image, graphics, [words("nowhere")]), image) == ()


# --- pseudo-colour --------------------------------------------------------------------------------------------------


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
