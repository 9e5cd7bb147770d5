"""Enhanced multi-frame images and doses say where their frames lie, and stand in that order once they are opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from launcher.protocol.events import JobUpdate
from tests.viewer.conftest import announcement, tell
from viewer.pixels.places import frame_places

ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.4.1"


def item(**values: Any) -> Dataset:
    made = Dataset()
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


def frame(stack: str, position: int, z: float) -> Dataset:
    content = item(StackID=stack, InStackPositionNumber=position, DimensionIndexValues=[int(stack), position])
    return item(FrameContentSequence=[content], PlanePositionSequence=[item(ImagePositionPatient=[0, 0, z])])


def enhanced(*frames: Dataset) -> Dataset:
    shared = item(
        PlaneOrientationSequence=[item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])],
        PixelMeasuresSequence=[item(PixelSpacing=[0.5, 0.25])],
    )
    return item(SharedFunctionalGroupsSequence=[shared], PerFrameFunctionalGroupsSequence=list(frames))


def saved(path: Path, dataset: Dataset) -> Path:
    count = len(dataset.PerFrameFunctionalGroupsSequence)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = ENHANCED_MR
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.3"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.Modality = "1.2", "1.2.1", "MR"
    dataset.Rows = dataset.Columns = 16
    dataset.NumberOfFrames, dataset.SamplesPerPixel, dataset.PhotometricInterpretation = count, 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 12, 11, 0
    dataset.PixelData = np.zeros((count, 16, 16), np.uint16).tobytes()
    dataset.save_as(path, enforce_file_format=True)
    return path


def test_a_frame_lies_where_its_own_and_the_shared_groups_say() -> None:
    first, second = frame_places(enhanced(frame("1", 2, 5.0), frame("1", 1, 0.0)))
    assert first.image_position_patient == (0.0, 0.0, 5.0)
    assert first.image_orientation_patient == (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
    assert first.pixel_spacing_mm == (0.5, 0.25)
    assert (second.stack_id, second.in_stack_position_number, second.dimension_index_values) == ("1", 1, (1, 1))


def test_an_image_that_is_not_enhanced_says_nothing() -> None:
    assert frame_places(item(ImagePositionPatient=[0, 0, 0], NumberOfFrames=3)) == ()


def test_the_planes_of_a_dose_lie_where_its_grid_frame_offsets_say() -> None:
    axial = item(ImagePositionPatient=[1, 2, -30], ImageOrientationPatient=[1, 0, 0, 0, 1, 0])
    axial.GridFrameOffsetVector = [0, 5, 10]  # from the first plane
    assert [place.image_position_patient[2] for place in frame_places(axial)] == [-30, -25, -20]
    axial.GridFrameOffsetVector = [-30, -20]  # the coordinates themselves
    assert [place.image_position_patient for place in frame_places(axial)] == [(1, 2, -30), (1, 2, -20)]
    sagittal = item(ImagePositionPatient=[1, 2, 3], ImageOrientationPatient=[0, 1, 0, 0, 0, -1])
    sagittal.GridFrameOffsetVector = [0, 4]
    assert [place.image_position_patient for place in frame_places(sagittal)] == [(1, 2, 3), (-3, 2, 3)]
    del sagittal.ImagePositionPatient
    assert frame_places(sagittal) == ()


def test_a_dose_tells_the_place_of_each_frame(store: Any, until: Callable[..., None]) -> None:
    path = Path(str(get_testdata_file("rtdose.dcm")))
    tell(store, JobUpdate(1, "RTDOSE", "local", "done"), *announcement(path))
    until(lambda: store.stack(store.desk.group.view).rule == "ImagePositionPatient")
    heights = [frame.plane.origin[2] for frame in store.stack(store.desk.group.view).frames]
    assert heights == pytest.approx([-761.87 + 5 * index for index in range(15)])


def test_the_frames_stand_in_that_order_once_the_image_is_open(
    store: Any, until: Callable[..., None], tmp_path: Path
) -> None:
    path = saved(tmp_path / "enhanced.dcm", enhanced(*(frame("1", 4 - n, 10.0 - n) for n in range(4))))
    tell(store, JobUpdate(1, "MR", "local", "done"), *announcement(path))
    until(lambda: store.stack(store.desk.group.view).rule == "InStackPositionNumber")
    assert [found.frame_index for found in store.stack(store.desk.group.view).frames] == [3, 2, 1, 0]
    assert store.sight(0).frame.plane.origin == (0.0, 0.0, 7.0)
