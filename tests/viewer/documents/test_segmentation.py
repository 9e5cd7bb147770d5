"""Segmentations and structure sets over the images they belong to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import Dataset
from pydicom.uid import generate_uid

from tests.files import bundled
from tests.viewer.documents.objects import code, saved
from viewer.documents.colours import from_cielab
from viewer.documents.radiotherapy import StructureSet, read_plan, read_structure_set
from viewer.documents.segmentation import IDENTITY, Segmentation, read_segmentation
from viewer.model.planes import Slice, plane_of
from viewer.pixels.header import read_header

SEG = "1.2.840.10008.5.1.4.1.1.66.4"
SPACE = "1.2.9"
AXIAL = (1.0, 0, 0, 0, 1, 0)


def item(**attributes: Any) -> Dataset:
    made = Dataset()
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def segmentation(
    path: Path, frames: np.ndarray, kind: str = "BINARY", sources: dict[int, str] | None = None, **attributes: Any
) -> Segmentation:
    """A segmentation, (frames, rows, columns), whose frame n is segment n % 2 + 1 and lies at z = 5·(n // 2) mm."""
    made = Dataset()
    count, made.Rows, made.Columns = frames.shape
    made.NumberOfFrames, made.SamplesPerPixel, made.PhotometricInterpretation = count, 1, "MONOCHROME2"
    bits = 1 if kind == "BINARY" else 8
    made.BitsAllocated, made.BitsStored, made.HighBit, made.PixelRepresentation = bits, bits, bits - 1, 0
    made.SegmentationType, made.FrameOfReferenceUID = kind, SPACE
    made.SegmentSequence = [
        item(SegmentNumber=number, SegmentLabel=label, SegmentedPropertyTypeCodeSequence=[code("Organ")],
             RecommendedDisplayCIELabValue=[41661, 41167, 40792])
        for number, label in ((1, "Liver"), (2, "Spleen"))
    ]  # fmt: skip
    made.SharedFunctionalGroupsSequence = [
        item(PixelMeasuresSequence=[item(PixelSpacing=[2, 2], SliceThickness=5)],
             PlaneOrientationSequence=[item(ImageOrientationPatient=list(AXIAL))])
    ]  # fmt: skip
    made.PerFrameFunctionalGroupsSequence = [_group(place, sources or {}) for place in range(count)]
    data = np.packbits(frames.reshape(-1).astype(bool), bitorder="little") if bits == 1 else frames.astype(np.uint8)
    made.PixelData = data.tobytes() + b"\0" * (data.size % 2)
    made["PixelData"].VR = "OB"
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    document = read_segmentation(read_header(str(saved(path / "seg.dcm", made, SEG, "SEG"))))
    assert isinstance(document.attachment, Segmentation)
    return document.attachment


def _group(place: int, sources: dict[int, str]) -> Dataset:
    made = item(
        SegmentIdentificationSequence=[item(ReferencedSegmentNumber=place % 2 + 1)],
        PlanePositionSequence=[item(ImagePositionPatient=[10, 20, 5.0 * (place // 2)])],
    )
    if place in sources:
        source = item(ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.2", ReferencedSOPInstanceUID=sources[place])
        made.DerivationImageSequence = [item(SourceImageSequence=[source])]
    return made


def slice_at(z: float, spacing: float = 1.0, size: int = 40, origin: tuple[float, float] = (0, 0)) -> Slice:
    plane = plane_of((*origin, z), AXIAL)
    assert plane is not None
    return Slice(plane, size, size, (spacing, spacing))


def frames(count: int = 4, size: int = 9) -> np.ndarray:
    """Squares of 3 × 2 pixels, of an odd size so that frames do not end at bytes."""
    made = np.zeros((count, size, size), np.uint8)
    made[:, 2:5, 3:5] = 1
    return made


def test_the_bundled_liver_is_where_its_bits_are() -> None:
    import pydicom

    file = bundled("liver_1frame.dcm")
    document = read_segmentation(read_header(str(file)))
    found = document.attachment
    assert isinstance(found, Segmentation)
    (mask,) = found.masks
    expected = pydicom.dcmread(file).pixel_array
    whole = np.zeros_like(expected)
    top, left = mask.origin
    whole[top : top + mask.cover.shape[0], left : left + mask.cover.shape[1]] = mask.cover // 255
    assert (whole == expected).all()
    assert found.segments[0].label == "Liver"
    assert [source.sop_instance_uid[-7:] for source in mask.sources]
    assert "Liver" in document.page.text


def test_masks_follow_the_image_they_were_drawn_on(tmp_path: Path) -> None:
    found = segmentation(tmp_path, frames(), sources={0: "1.2.3", 1: "1.2.3", 2: "1.2.4"})
    for uid, segments in (("1.2.3", [1, 2]), ("1.2.4", [1]), ("1.2.5", [])):
        drawn = list(found.areas(uid, 0, None, "", (9, 9)))
        assert [mask.segment for mask, _ in drawn] == segments
        assert all(affine == IDENTITY for _, affine in drawn)


def test_without_a_named_image_the_plane_decides(tmp_path: Path) -> None:
    found = segmentation(tmp_path, frames())
    assert [mask.segment for mask, _ in found.areas("1.2.3", 0, slice_at(5.0), SPACE, (40, 40))] == [1, 2]
    assert not list(found.areas("1.2.3", 0, slice_at(12.0), SPACE, (40, 40)))
    assert not list(found.areas("1.2.3", 0, slice_at(5.0), "1.2.8", (40, 40)))  # of another space


def test_a_mask_of_other_pixels_lies_at_the_same_place_in_the_patient(tmp_path: Path) -> None:
    found = segmentation(tmp_path, frames())
    target = slice_at(0.0, spacing=1.0, origin=(4.0, 6.0))
    mask, affine = next(iter(found.areas("", 0, target, SPACE, (40, 40))))
    area = mask.drawn(affine, (1, 2, 3), 0.5)
    # column 3 of 2 mm begins at 10 + 3·2 − 1 = 15 mm; the image's edge is at 4 − 0.5 mm
    assert (area.to_image.x0, area.to_image.y0) == pytest.approx((15 - 3.5, 20 + 2 * 2 - 1 - 5.5))
    assert (area.to_image.xx, area.to_image.yy) == pytest.approx((2.0, 2.0))
    assert area.cover.shape == (3, 2)


def test_fractions_cover_as_much_as_they_say(tmp_path: Path) -> None:
    half = frames(1) * 100
    found = segmentation(tmp_path, half, "FRACTIONAL", MaximumFractionalValue=200)
    assert set(np.unique(found.masks[0].cover)) == {127}


def test_a_label_map_holds_all_segments_in_one_plane(tmp_path: Path) -> None:
    labels = frames(1)
    labels[0, 6:8, 0:2] = 2
    found = segmentation(tmp_path, labels, "LABELMAP")
    assert [(mask.segment, mask.origin, mask.cover.shape) for mask in found.masks] == [
        (1, (2, 3), (3, 2)), (2, (6, 0), (2, 2)),
    ]  # fmt: skip


def test_planes_without_anything_are_left_out(tmp_path: Path) -> None:
    several = frames()
    several[1] = 0
    assert len(segmentation(tmp_path, several).masks) == 3


@pytest.mark.parametrize(
    ("lab", "rgb"),
    [((100, 0, 0), (255, 255, 255)), ((0, 0, 0), (0, 0, 0)), ((54.3, 80.8, 69.9), (255, 0, 0)),
     ((87.8, -79.3, 81.0), (0, 255, 0)), ((29.6, 68.3, -112.0), (0, 0, 255))],
)  # fmt: skip
def test_recommended_colours_are_those_of_srgb(lab: tuple[float, ...], rgb: tuple[int, ...]) -> None:
    words = [lab[0] / 100 * 65535, (lab[1] + 128) / 255 * 65535, (lab[2] + 128) / 255 * 65535]
    assert from_cielab(words) == pytest.approx(rgb, abs=4)


def structure_set(path: Path, **contour: Any) -> StructureSet:
    made = Dataset()
    made.StructureSetLabel = "PLAN A"
    made.StructureSetROISequence = [item(ROINumber=7, ROIName="Bladder", ReferencedFrameOfReferenceUID=SPACE)]
    made.ROIContourSequence = [
        item(ReferencedROINumber=7, ROIDisplayColor=[10, 20, 30], ContourSequence=[item(**contour)])
    ]
    file = saved(path / "rs.dcm", made, "1.2.840.10008.5.1.4.1.1.481.3", "RTSTRUCT", SOPInstanceUID=generate_uid())
    found = read_structure_set(read_header(str(file))).attachment
    assert isinstance(found, StructureSet)
    return found


def test_contours_are_drawn_on_the_images_whose_plane_they_lie_in(tmp_path: Path) -> None:
    data = [0.0, 0, 5, 10, 0, 5, 10, 10, 5]
    (region,) = structure_set(tmp_path, ContourGeometricType="CLOSED_PLANAR", ContourData=data).regions
    (path,) = region.paths(slice_at(5.2, spacing=2.0), SPACE)
    assert path.points == ((0.5, 0.5), (5.5, 0.5), (5.5, 5.5))
    assert (path.is_closed, path.rgb, region.label) == (True, (10, 20, 30), "Bladder")
    assert not list(region.paths(slice_at(6.0), SPACE))
    assert not list(region.paths(slice_at(5.0), "1.2.8"))


def test_a_point_is_a_contour_of_one(tmp_path: Path) -> None:
    (region,) = structure_set(tmp_path, ContourGeometricType="POINT", ContourData=[3.0, 4, 5]).regions
    (path,) = region.paths(slice_at(5.0), SPACE)
    assert path.points == ((3.5, 4.5),)


def test_the_bundled_structure_set_and_plan_are_listed() -> None:
    document = read_structure_set(read_header(str(bundled("rtstruct.dcm"))))
    for line in ("1\tpatient", "2\tIsocenter 1"):
        assert line in document.page.text
    plan = read_plan(read_header(str(bundled("rtplan.dcm")))).page.text
    for words in ("Plan1", "Beams", "Field 1", "unit001", "Refers to", "RT Structure Set"):
        assert words in plan
