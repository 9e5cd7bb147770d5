"""What saving as DICOM guarantees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom import Dataset

from tests.files import bundled
from tests.writer.conftest import CT_SERIES, MR_STUDY, Save
from viewer.pixels.decode import read_frame
from viewer.pixels.values import stored_values
from writer.syntaxes import SYNTAXES

CT = bundled("CT_small.dcm")
Saved = Callable[..., Dataset]
LOSSLESS = [name for name, syntax in SYNTAXES.items() if not syntax.method]


def pixels(path: Path, frame_index: int = 0) -> np.ndarray:
    frame = read_frame(str(path), frame_index)
    return frame.values if frame.is_colour else stored_values(frame.values, frame.description)


def test_a_changed_image_has_uids_of_its_own_and_says_where_it_comes_from(saved: Saved) -> None:
    before, after = pydicom.dcmread(CT), saved(CT, "--set", "PatientName=Doe^Jane")
    assert after.PatientName == "Doe^Jane"
    assert after.SOPInstanceUID == after.file_meta.MediaStorageSOPInstanceUID != before.SOPInstanceUID
    assert after.SOPClassUID == after.file_meta.MediaStorageSOPClassUID == before.SOPClassUID
    assert after.SeriesInstanceUID != before.SeriesInstanceUID
    assert after.StudyInstanceUID == before.StudyInstanceUID
    assert after.ImageType == ["DERIVED", "SECONDARY", "AXIAL"]
    assert after.SourceImageSequence[0].ReferencedSOPInstanceUID == before.SOPInstanceUID
    assert after.file_meta.TransferSyntaxUID == pydicom.uid.ExplicitVRLittleEndian


def test_an_image_with_functional_groups_stays_primary(saved: Saved) -> None:
    assert saved(bundled("liver_1frame.dcm"), "--set", "PatientID=7").ImageType == ["DERIVED", "PRIMARY"]


@pytest.mark.parametrize("name", ["ExplVR_LitEndNoMeta.dcm", "ExplVR_BigEndNoMeta.dcm", "rtstruct.dcm"])
def test_a_copy_has_the_preamble_and_the_file_meta_information_that_its_source_lacks(name: str, saved: Saved) -> None:
    after = saved(bundled(name))
    assert after.file_meta.MediaStorageSOPInstanceUID == after.SOPInstanceUID
    assert after.SOPInstanceUID == pydicom.dcmread(bundled(name), force=True).SOPInstanceUID
    assert "SourceImageSequence" not in after


def test_everything_else_is_what_it_was(saved: Saved) -> None:
    before, after = pydicom.dcmread(CT), saved(CT, "--set", "PatientName=Doe^Jane")
    changed = {"PatientName", "SOPInstanceUID", "SeriesInstanceUID", "ImageType", "SourceImageSequence"}
    for keyword in changed:
        for dataset in (before, after):
            dataset.pop(keyword, None)
    assert after == before  # rescale, spacing, private tags, character set and pixels among it


def test_uids_stay_when_that_is_wanted(saved: Saved) -> None:
    before, after = pydicom.dcmread(CT), saved(CT, "--set", "PatientID=7", "--uids", "keep")
    assert (after.SOPInstanceUID, after.SeriesInstanceUID) == (before.SOPInstanceUID, before.SeriesInstanceUID)
    assert after.ImageType == before.ImageType


def test_new_uids_are_the_same_for_the_same_throughout_a_call(tmp_path: Path, save: Save) -> None:
    assert save(MR_STUDY, "-o", tmp_path / "new", "--uids", "new") == 0
    before = [pydicom.dcmread(path) for path in sorted(MR_STUDY.rglob("*")) if path.is_file()]
    after = [pydicom.dcmread(path) for path in sorted((tmp_path / "new").rglob("*.dcm"))]
    assert len(after) == len(before)
    for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "FrameOfReferenceUID"):
        old, new = ([dataset[keyword].value for dataset in datasets] for datasets in (before, after))
        assert not set(old) & set(new)
        assert len(set(zip(old, new, strict=True))) == len(set(old))


def test_references_among_the_saved_images_go_along(tmp_path: Path, save: Save) -> None:
    first, second = pydicom.dcmread(CT), pydicom.dcmread(CT)
    second.SOPInstanceUID = second.file_meta.MediaStorageSOPInstanceUID = "1.2.3.4"
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = first.SOPClassUID, first.SOPInstanceUID
    second.ReferencedImageSequence = [item]
    (tmp_path / "in").mkdir()
    first.save_as(tmp_path / "in/1.dcm")
    second.save_as(tmp_path / "in/2.dcm")
    assert save(tmp_path / "in", "-o", tmp_path / "out", "--set", "PatientID=1") == 0
    new_first, new_second = (pydicom.dcmread(tmp_path / f"out/{n}.dcm") for n in (1, 2))
    assert new_second.ReferencedImageSequence[0].ReferencedSOPInstanceUID == new_first.SOPInstanceUID
    assert new_second.SourceImageSequence[0].ReferencedSOPInstanceUID == "1.2.3.4"


@pytest.mark.parametrize("syntax", LOSSLESS)
@pytest.mark.parametrize(
    "name",
    [
        "CT_small.dcm", "MR_small_bigendian.dcm", "MR_small_RLE.dcm", "JPEG2000.dcm", "SC_rgb_small_odd.dcm",
        "examples_palette.dcm", "ExplVR_BigEnd.dcm", "SC_rgb_rle_16bit_2frame.dcm",
    ],
)  # fmt: skip
def test_lossless_syntaxes_keep_every_pixel(name: str, syntax: str, tmp_path: Path, save: Save) -> None:
    source, output = bundled(name), tmp_path / "out.dcm"
    assert save(source, "-o", output, "--syntax", syntax) == 0
    after = pydicom.dcmread(output)
    assert after.file_meta.TransferSyntaxUID == SYNTAXES[syntax].uid
    for frame_index in range(int(after.get("NumberOfFrames") or 1)):
        np.testing.assert_array_equal(pixels(output, frame_index), pixels(source, frame_index))
    assert after.SOPInstanceUID == pydicom.dcmread(source, stop_before_pixels=True).SOPInstanceUID
    assert output.stat().st_size % 2 == 0 or syntax == "deflated"


@pytest.mark.parametrize("syntax", ["jpeg2000-lossy", "jpeg-lossy"])
def test_what_loses_something_says_so(syntax: str, tmp_path: Path, save: Save) -> None:
    source, output = bundled("SC_rgb_small_odd.dcm"), tmp_path / "out.dcm"
    assert save(source, "-o", output, "--syntax", syntax) == 0
    after = pydicom.dcmread(output)
    assert after.LossyImageCompression == "01"
    assert after.LossyImageCompressionMethod == SYNTAXES[syntax].method
    assert float(after.LossyImageCompressionRatio) > 0
    assert after.SOPInstanceUID != pydicom.dcmread(source).SOPInstanceUID
    assert np.abs(pixels(output).astype(int) - pixels(source)).max() < 40


def test_what_loses_something_loses_as_little_where_the_words_hold_more_than_they_say(
    tmp_path: Path, save: Save
) -> None:
    assert save(CT, "-o", tmp_path / "out.dcm", "--syntax", "jpeg2000-lossy") == 0
    before, after = pixels(CT).astype(float), pixels(tmp_path / "out.dcm").astype(float)
    assert before.max() - before.min() < 1 << 12
    assert 0 < np.sqrt(((after - before) ** 2).mean()) < 5


def test_jpeg_of_16_bits_is_refused_with_the_reason(
    tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    assert save(CT, "-o", tmp_path / "a.dcm", "--syntax", "jpeg-lossy") == 1
    assert "JPEG holds 8 bits" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_compressed_pixels_stay_as_they_are_when_only_tags_change(saved: Saved) -> None:
    source = bundled("JPEG2000.dcm")
    after, before = saved(source, "--set", "PatientID=1"), pydicom.dcmread(source)
    assert after.file_meta.TransferSyntaxUID == before.file_meta.TransferSyntaxUID
    assert after.PixelData == before.PixelData


def test_words_of_a_big_endian_file_are_turned(saved: Saved) -> None:
    before = pydicom.dcmread(bundled("MR_small_bigendian.dcm"))
    after = saved(bundled("MR_small_bigendian.dcm"), "--set", "PatientID=1")
    np.testing.assert_array_equal(after.pixel_array, before.pixel_array)


def test_a_copy_of_what_nobody_changes_is_the_file_itself(tmp_path: Path, save: Save) -> None:
    assert save(CT, "-o", tmp_path / "copy.dcm") == 0
    assert (tmp_path / "copy.dcm").read_bytes() == CT.read_bytes()


def test_a_file_that_is_implicit_against_its_own_word_is_saved(saved: Saved) -> None:
    assert saved(bundled("SC_rgb_jpeg.dcm"), "--set", "PatientID=1").PatientID == "1"


def test_reports_and_plans_are_saved_too(saved: Saved) -> None:
    for name in ("rtplan.dcm", "reportsi.dcm", "waveform_ecg.dcm", "rtstruct.dcm"):
        before, after = pydicom.dcmread(bundled(name), force=True), saved(bundled(name), "--set", "PatientID=1")
        assert after.SOPClassUID == before.SOPClassUID
        assert len(after) >= len([element for element in before if element.tag.element])


def test_a_series_becomes_one_enhanced_image_and_comes_back(tmp_path: Path, save: Save) -> None:
    assert save(CT_SERIES, "-o", tmp_path / "one.dcm", "--multi-frame") == 0
    one = pydicom.dcmread(tmp_path / "one.dcm")
    assert one.SOPClassUID == "1.2.840.10008.5.1.4.1.1.2.2"
    assert one.NumberOfFrames == 4

    assert save(tmp_path / "one.dcm", "-o", tmp_path / "many", "--single-frames") == 0
    before = {dataset.InstanceNumber: dataset for dataset in map(pydicom.dcmread, CT_SERIES.iterdir())}
    after = {dataset.InstanceNumber: dataset for dataset in map(pydicom.dcmread, (tmp_path / "many").iterdir())}
    assert after.keys() == before.keys()
    for number, image in after.items():
        old = before[number]
        assert image.SOPClassUID == old.SOPClassUID
        np.testing.assert_array_equal(image.pixel_array, old.pixel_array)
        for keyword in ("ImagePositionPatient", "PixelSpacing", "RescaleIntercept", "WindowCenter", "SliceLocation"):
            assert image[keyword].value == old[keyword].value, keyword


def test_frames_stand_in_the_order_of_the_window(tmp_path: Path, save: Save) -> None:
    assert save(CT_SERIES, "-o", tmp_path / "one.dcm", "--multi-frame", "--syntax", "jpeg-ls") == 0
    frames = pydicom.dcmread(tmp_path / "one.dcm").PerFrameFunctionalGroupsSequence
    places = [float(frame.PlanePositionSequence[0].ImagePositionPatient[2]) for frame in frames]
    assert places in (sorted(places), sorted(places, reverse=True))


def test_what_has_no_enhanced_form_is_refused_with_the_reason(
    tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    assert save(bundled("SC_rgb_small_odd.dcm"), "-o", tmp_path / "a.dcm", "--multi-frame") == 1
    assert "no enhanced form" in capsys.readouterr().err


def test_frames_of_other_classes_stay_in_their_class(tmp_path: Path, save: Save) -> None:
    source = bundled("SC_rgb_rle_2frame.dcm")
    assert save(source, "-o", tmp_path / "many", "--single-frames") == 0
    for index in range(2):
        path = tmp_path / f"many/SC_rgb_rle_2frame-{index + 1:04}.dcm"
        np.testing.assert_array_equal(pixels(path), pixels(source, index))
