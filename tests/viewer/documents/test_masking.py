"""XA/XRF presentation states, and masks in grayscale ones: what changed since the mask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from pydicom import Dataset

from tests.viewer.documents.objects import angiography, presentation_state, referred
from tests.viewer.documents.states import XA_XRF, item_with, lut, read, shutter
from viewer.documents.presentation import Presentation
from viewer.pixels import windowing
from viewer.pixels.decode import read_frame
from viewer.pixels.description import VoiWindow
from viewer.pixels.values import modality_values


def masked(operation: str = "AVG_SUB", **attributes: Any) -> dict[str, Any]:
    """The attributes of a state that subtracts a mask."""
    item = item_with(MaskOperation=operation, **attributes)
    return {"MaskSubtractionSequence": [item], "RecommendedViewingMode": "SUB", "RescaleType": "US"}


def applied(state: Presentation, path: Path, frame_index: int) -> Any:
    """A frame of an image as a state shows it."""
    uid, count = state.images.references[0].sop_instance_uid, int(pydicom.dcmread(path).NumberOfFrames)
    others = {index: read_frame(str(path), index) for index in state.needed(uid, frame_index, count)}
    return state.applied(read_frame(str(path), frame_index), uid, frame_index, others)


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
        of_one = item_with(**shutter(), ReferencedImageSequence=[referred(run[0], 2)])
        state = read(tmp_path, presentation_state(run[0], FrameDisplayShutterSequence=[of_one]), XA_XRF)
        covered = [applied(state, tmp_path / "xa.dcm", index).cover is not None for index in (0, 1, 2)]
        assert covered == [False, True, False]
