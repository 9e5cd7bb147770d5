"""Pictures, TIFF for ImageJ, arrays; and ordinary pictures as Secondary Capture."""

from __future__ import annotations

from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
import pytest
import tifffile
from PIL import Image

import wetread
from tests.files import bundled
from tests.writer.conftest import CT_SERIES, Save
from viewer.render import rendered

CT = bundled("CT_small.dcm")


@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg"])
@pytest.mark.parametrize("name", ["CT_small.dcm", "examples_rgb_color.dcm"])
def test_a_picture_is_what_the_screen_shows(name: str, suffix: str, tmp_path: Path, save: Save) -> None:
    output = tmp_path / f"a{suffix}"
    assert save(bundled(name), "-o", output) == 0
    shown, picture = rendered(str(bundled(name))), np.asarray(Image.open(output))
    if suffix == ".jpg":
        assert np.abs(picture.astype(int) - shown).mean() < 3
    else:
        np.testing.assert_array_equal(picture, shown)


def test_a_window_can_be_chosen(tmp_path: Path, save: Save) -> None:
    assert save(CT, "-o", tmp_path / "a.png", "--window", "40", "400") == 0
    np.testing.assert_array_equal(imagecodecs.imread(tmp_path / "a.png"), rendered(str(CT), window=(40, 400)))


def test_stored_values_go_into_a_tiff(tmp_path: Path, save: Save) -> None:
    assert save(CT, "-o", tmp_path / "a.tif", "--values") == 0
    np.testing.assert_array_equal(tifffile.imread(tmp_path / "a.tif"), pydicom.dcmread(CT).pixel_array)


def test_each_frame_is_a_picture(tmp_path: Path, save: Save) -> None:
    assert save(bundled("SC_rgb_rle_2frame.dcm"), "-o", tmp_path / "out", "-f", "png") == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "SC_rgb_rle_2frame-0001.png",
        "SC_rgb_rle_2frame-0002.png",
    ]


def test_documents_beside_images_are_no_pictures(
    tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    for name in ("CT_small.dcm", "reportsi.dcm"):
        (tmp_path / "in" / name).write_bytes(bundled(name).read_bytes())
    assert save(tmp_path / "in", "-o", tmp_path / "out", "-f", "png") == 0
    assert "1 without pixels" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["CT_small.png"]


def test_an_array_holds_a_series_in_the_unit_of_its_modality(tmp_path: Path, save: Save) -> None:
    assert save(CT_SERIES, "-o", tmp_path / "a.npy") == 0
    array = np.load(tmp_path / "a.npy")
    expected = wetread.open(CT_SERIES).sorted(by="instance").values
    assert (array.shape, array.dtype) == (expected.shape, np.float32)
    np.testing.assert_array_equal(array, expected)


@pytest.mark.parametrize(
    "name", ["CT_small.dcm", "MR_small.dcm", "MR_small_bigendian.dcm", "JPEG2000.dcm", "examples_palette.dcm"]
)
def test_a_tiff_for_imagej_gives_the_same_values_spacing_window_and_header(
    name: str, tmp_path: Path, save: Save
) -> None:
    source, output = bundled(name), tmp_path / "a.tif"
    assert save(source, "-o", output, "-f", "imagej") == 0
    before, after = wetread.open(source)[0], wetread.open(output)[0]
    np.testing.assert_allclose(after.values, before.values)
    if before.spacing is not None:
        np.testing.assert_allclose(after.spacing, before.spacing, rtol=1e-5)
    for tag in ("0008,0060", "0028,0010", "0020,0032"):
        assert (after.tag_text(tag) or "").strip() == (before.tag_text(tag) or "").strip()
    if before.window is not None and name != "examples_palette.dcm":
        np.testing.assert_allclose(after.window, before.window)


def test_a_single_image_for_imagej_has_its_thickness_and_without_a_window_all_its_values(
    tmp_path: Path, save: Save
) -> None:
    assert save(bundled("CT_small.dcm"), "-o", tmp_path / "a.tif", "-f", "imagej") == 0
    with tifffile.TiffFile(tmp_path / "a.tif") as tiff:
        said = tiff.imagej_metadata
    assert said is not None
    assert said["spacing"] == 5.0
    assert (said["min"] + said["c0"], said["max"] + said["c0"]) == (-896.0, 1167.0)


def test_the_frames_of_a_dose_lie_as_far_apart_for_imagej_as_its_grid_says(tmp_path: Path, save: Save) -> None:
    assert save(bundled("rtdose.dcm"), "-o", tmp_path / "a.tif", "-f", "imagej") == 0
    assert wetread.open(tmp_path / "a.tif").spacing == (5.0, 10.0, 10.0)


@pytest.mark.parametrize("suffix", [".tif", ".npy"])
def test_colours_that_lose_bits_are_warned_of(
    suffix: str, tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    form = ("-f", "imagej") if suffix == ".tif" else ()
    assert save(bundled("SC_rgb_rle_16bit.dcm"), "-o", tmp_path / f"a{suffix}", *form) == 0
    assert "its 16 bits a colour have become 8; -f tiff --values keeps them." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["SC_rgb_rle_16bit.dcm", "SC_rgb_rle_32bit.dcm", "examples_rgb_color.dcm"])
def test_stored_colours_keep_their_bits(name: str, tmp_path: Path, save: Save) -> None:
    assert save(bundled(name), "-o", tmp_path / "a.tif", "--values") == 0
    theirs = pydicom.dcmread(bundled(name)).pixel_array
    after = tifffile.imread(tmp_path / "a.tif")
    assert after.dtype == theirs.dtype
    np.testing.assert_array_equal(after, theirs)


def test_a_picture_without_a_number_is_refused_in_one_sentence(
    tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.full((4, 4), np.nan, np.float32))
    assert save(tmp_path / "a.tif", "-o", tmp_path / "a.dcm", "--scale") == 1
    assert "some of its pixels are infinite, or none is a number" in capsys.readouterr().err


def test_a_palette_with_transparency_becomes_a_capture_without_a_word(
    tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = Image.new("P", (4, 4))
    picture.putpalette([255, 0, 0, 0, 255, 0])
    picture.save(tmp_path / "a.png", transparency=b"\x80\x80")
    assert save(tmp_path / "a.png", "-o", tmp_path / "a.dcm") == 0
    assert capsys.readouterr().err == ""


def test_a_series_is_a_stack_with_a_label_for_each_slice(tmp_path: Path, save: Save) -> None:
    assert save(CT_SERIES, "-o", tmp_path / "a.tif", "-f", "imagej") == 0
    with tifffile.TiffFile(tmp_path / "a.tif") as tiff:
        said = tiff.imagej_metadata
        assert said is not None
        assert tiff.series[0].shape[0] == len(said["Labels"]) == 4
        assert said["spacing"] == pytest.approx(wetread.open(CT_SERIES).sorted().slice_distance, rel=1e-3)
        assert all("0020,0032  Image Position (Patient):" in label for label in said["Labels"])


def test_anonymized_tiffs_have_no_names_in_them(tmp_path: Path, save: Save) -> None:
    assert save(CT_SERIES, "-o", tmp_path / "out", "-f", "imagej", "--anonymize") == 0
    (output,) = (tmp_path / "out").iterdir()
    assert output.name == "0001.tif"
    name = pydicom.dcmread(next(CT_SERIES.iterdir())).PatientName
    for encoding in ("ascii", "utf-16-le", "utf-16-be"):
        assert str(name).encode(encoding) not in output.read_bytes()


# --- pictures to DICOM ---


@pytest.mark.parametrize(
    ("array", "suffix", "sop_class"),
    [
        (np.arange(35, dtype=np.uint8).reshape(5, 7), ".png", "7"),
        (np.arange(105, dtype=np.uint8).reshape(5, 7, 3), ".png", "7"),
        (np.arange(35, dtype=np.uint16).reshape(5, 7) * 1000, ".tif", "7"),
        (np.arange(70, dtype=np.int16).reshape(2, 5, 7) - 30, ".tif", "7.3"),
        (np.arange(70, dtype=np.uint8).reshape(2, 5, 7), ".tif", "7.2"),
        (np.arange(210, dtype=np.uint8).reshape(2, 5, 7, 3), ".tif", "7.4"),
    ],
)
def test_a_picture_becomes_a_secondary_capture_with_every_pixel(
    array: np.ndarray, suffix: str, sop_class: str, tmp_path: Path, save: Save
) -> None:
    source, output = tmp_path / f"a{suffix}", tmp_path / "a.dcm"
    if suffix == ".tif":
        tifffile.imwrite(source, array, photometric="rgb" if array.shape[-1] == 3 else "minisblack")
    else:
        source.write_bytes(imagecodecs.png_encode(array))
    assert save(source, "-o", output) == 0
    after = pydicom.dcmread(output)
    assert f"1.2.840.10008.5.1.4.1.1.{sop_class}" == after.SOPClassUID
    assert (after.ConversionType, after.ImageType) == ("WSD", ["DERIVED", "SECONDARY"])
    assert after.HighBit == after.BitsStored - 1
    assert after.PixelRepresentation == int(array.dtype.kind == "i")
    np.testing.assert_array_equal(after.pixel_array, array)
    assert output.stat().st_size % 2 == 0


def test_it_stands_in_the_study_of_another_file(tmp_path: Path, save: Save) -> None:
    (tmp_path / "a.png").write_bytes(imagecodecs.png_encode(np.zeros((4, 4), np.uint8)))
    assert save(tmp_path / "a.png", "-o", tmp_path / "a.dcm", "--like", CT, "--set", "SeriesDescription=Photo") == 0
    after, like = pydicom.dcmread(tmp_path / "a.dcm"), pydicom.dcmread(CT)
    for keyword in ("PatientName", "PatientID", "StudyInstanceUID", "StudyDate"):
        assert after[keyword].value == like[keyword].value
    assert after.SeriesInstanceUID != like.SeriesInstanceUID
    assert after.SeriesDescription == "Photo"


def test_a_tiff_of_imagejs_keeps_what_its_pixels_mean(tmp_path: Path, save: Save) -> None:
    assert save(CT, "-o", tmp_path / "a.tif", "-f", "imagej") == 0
    assert save(tmp_path / "a.tif", "-o", tmp_path / "b.dcm") == 0
    before, after = wetread.open(CT)[0], wetread.open(tmp_path / "b.dcm")[0]
    np.testing.assert_array_equal(after.values, before.values)
    np.testing.assert_allclose(after.spacing, before.spacing, rtol=1e-5)


def test_floating_point_numbers_are_refused_unless_they_are_scaled(
    tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    values = np.linspace(-1.5, 2.5, 35, dtype=np.float32).reshape(5, 7)
    tifffile.imwrite(tmp_path / "a.tif", values)
    assert save(tmp_path / "a.tif", "-o", tmp_path / "a.dcm") == 1
    assert "Allow to scale it with --scale" in capsys.readouterr().err
    assert save(tmp_path / "a.tif", "-o", tmp_path / "a.dcm", "--scale") == 0
    np.testing.assert_allclose(wetread.open(tmp_path / "a.dcm")[0].values, values, atol=4 / 65535)


def test_pictures_beside_dicom_files_are_not_meant(tmp_path: Path, save: Save) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/scan.dcm").write_bytes(CT.read_bytes())
    (tmp_path / "in/logo.png").write_bytes(imagecodecs.png_encode(np.zeros((4, 4), np.uint8)))
    assert save(tmp_path / "in", "-o", tmp_path / "out") == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["scan.dcm"]


@pytest.mark.parametrize("name", ["a.tif", "a.png"])
def test_colours_of_16_bits_become_the_nearest_of_8_which_is_said(
    name: str, tmp_path: Path, save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    colours = np.linspace(0, 65535, 4 * 5 * 3).round().astype(np.uint16).reshape(4, 5, 3)
    (tmp_path / name).write_bytes(imagecodecs.png_encode(colours)) if name == "a.png" else tifffile.imwrite(
        tmp_path / name, colours, photometric="rgb"
    )
    assert save(tmp_path / name, "-o", tmp_path / "a.dcm") == 0
    assert f"{name}: its 16 bits a colour have become 8" in capsys.readouterr().err
    saved = pydicom.dcmread(tmp_path / "a.dcm")
    assert (saved.BitsAllocated, saved.BitsStored, saved.PhotometricInterpretation) == (8, 8, "RGB")
    assert np.abs(saved.pixel_array - colours / 257).max() <= (1 if name == "a.png" else 0.5)
    assert (saved.pixel_array.min(), saved.pixel_array.max()) == (0, 255)
