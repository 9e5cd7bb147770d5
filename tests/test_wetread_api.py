"""``import wetread``: what ImageJ's macro functions give, in Python's way."""

from __future__ import annotations

import doctest
import gzip
import subprocess
import sys
from pathlib import Path

import numpy as np
import pydicom
import pytest
import tifffile

import wetread
from tests.files import bundled
from tests.launcher.tags.conftest import INFO, imagej_samples, imagej_tiff, made, part_locked, zipped
from tests.servers.studies import Study, synthetic_ct
from tests.servers.web import Web
from wetread import Series, WetreadError

CT = bundled("CT_small.dcm")
__all__ = ["imagej_samples", "part_locked"]  # fixtures


def test_the_examples_of_the_documentation_are_true() -> None:
    assert doctest.testmod(wetread).failed == 0


class TestTags:
    def test_have_the_types_of_their_values(self) -> None:
        header = wetread.header(CT)
        assert header.tag("0023,1070") == 862399761.111079
        assert header.tag("0043,1012") == [14, 2, 3]
        assert header.tag("ImageType") == ["ORIGINAL", "PRIMARY", "AXIAL"]
        assert header.tag("AccessionNumber") == ""
        assert header.tag("OtherPatientIDsSequence")[1].tag("PatientID") == "1234ABCD"
        assert header.tag("0010,1002[*].PatientID") == ["ABCD1234", "1234ABCD"]
        assert wetread.header(bundled("rtdose.dcm")).tag("SliceThickness") == []

    def test_absent_empty_and_there_are_three_things(self) -> None:
        header = wetread.header(CT)
        assert ("0099,9999" in header, header.tag("0099,9999"), header.tag_text("0099,9999")) == (False, None, None)
        assert ("AccessionNumber" in header, header.tag_text("AccessionNumber")) == (True, "")
        assert header.tag_text("AccessionNumber", compat="imagej") == " "

    def test_come_from_a_path_bytes_a_zip_and_an_address(self, web: Web, tmp_path: Path) -> None:
        archive = zipped(tmp_path / "x.zip", image=CT)
        for source in (CT, str(CT), CT.read_bytes(), archive, web.page("/x.zip", archive.read_bytes())):
            assert wetread.header(source, tags=["Modality"]).tag("Modality") == "CT"

    def test_are_named_by_numbers_too(self) -> None:
        header = wetread.header(CT)
        assert (header.tag(0x00080060), header.tag_text(0x00080060), 0x00080060 in header) == ("CT", "CT", True)

    def test_the_whole_text_is_imagejs(self) -> None:
        assert len(wetread.header(CT).info()) == 7313
        assert wetread.header(imagej_tiff()).info() == INFO

    def test_the_json_model_is_pydicoms(self) -> None:
        assert wetread.header(CT).json()["00100020"] == {"vr": "LO", "Value": ["1CT1"]}

    def test_a_file_that_is_none_is_our_error(self, tmp_path: Path) -> None:
        (tmp_path / "f").write_text("text")
        for source in (tmp_path / "f", tmp_path / "none", b"", tmp_path):
            with pytest.raises(wetread.WetreadError):
                wetread.header(source)

    def test_of_many_files_come_one_by_one(self, tmp_path: Path) -> None:
        (tmp_path / "broken.dcm").write_bytes(b"broken")
        rows = list(wetread.read_tags([CT, tmp_path / "broken.dcm", bundled("MR_small.dcm")], ["Modality", "Rows"]))
        assert [row.values for row in rows] == [{"Modality": "CT", "Rows": 128}, {}, {"Modality": "MR", "Rows": 64}]
        assert [row.error is None for row in rows] == [True, False, True]

    def test_names_come_from_the_dictionary(self) -> None:
        assert wetread.tag_name("0008,103e") == "Series Description"
        assert wetread.tag_name("PatientName") == "Patient's Name"

    def test_need_neither_numpy_nor_pydicom(self) -> None:
        code = (
            f"import sys, wetread; wetread.header({str(CT)!r}).tag('Modality');"
            "sys.exit(bool({'numpy', 'pydicom', 'PyQt5'} & sys.modules.keys()))"
        )
        assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0


class TestImages:
    def test_have_pixels_in_the_modalitys_unit(self) -> None:
        (image,) = wetread.open(CT)
        theirs = pydicom.dcmread(CT).pixel_array
        assert np.array_equal(image.pixels, theirs)
        assert np.array_equal(image.values, theirs - 1024.0)
        assert (image.unit, image.values.min(), image.values.max()) == ("HU", -896, 1167)

    @pytest.mark.parametrize("name", ["MR_small_RLE.dcm", "JPEG2000.dcm", "MR_small_bigendian.dcm", "image_dfl.dcm"])
    def test_are_decoded_whatever_their_transfer_syntax_also_from_bytes(self, name: str) -> None:
        data = bundled(name).read_bytes()
        assert np.array_equal(wetread.open(data)[0].pixels, wetread.open(bundled(name))[0].pixels)

    def test_colour_stays_colour(self) -> None:
        (image,) = wetread.open(bundled("examples_rgb_color.dcm"))
        assert image.values.shape[2] == 3
        assert image.values.dtype == np.uint8

    def test_know_window_spacing_and_place(self) -> None:
        image = wetread.open(bundled("MR_small.dcm"))[0]
        assert image.window == (600.0, 1600.0)
        assert image.spacing == (0.3125, 0.3125)
        assert image.position == (-83.9063, -91.2, 6.6406)
        assert wetread.open(bundled("examples_overlay.dcm"))[0].window == (450.0, 790.0)

    def test_that_break_off_are_filled_up_and_warned_of(self) -> None:
        with pytest.warns(UserWarning, match="MR_truncated.dcm: 62 of 8,192 bytes are missing"):
            assert wetread.open(bundled("MR_truncated.dcm"))[0].values.shape == (64, 64)

    @pytest.mark.parametrize("asked", ["pixels", "values", "unit", "spacing", "window"])
    def test_that_break_off_warn_at_the_line_that_asked(self, asked: str) -> None:
        with pytest.warns(UserWarning, match="62 of 8,192 bytes") as warned:
            getattr(wetread.open(bundled("MR_truncated.dcm"))[0], asked)
        assert [warning.filename for warning in warned] == [__file__]

    def test_image_info_is_the_header_and_what_the_image_is(self) -> None:
        said = wetread.open(CT)[0].image_info()
        assert said.startswith("0002,0000  ---: 192\n")
        assert f"\n{'-' * 44}\nTitle: CT_small.dcm\nWidth: 84.6679 mm (128)\n" in said

    def test_without_pixels_are_no_images(self) -> None:
        with pytest.raises(wetread.WetreadError, match="no DICOM images"):
            wetread.open(bundled("reportsi.dcm"))

    def test_what_cannot_be_decoded_is_our_error(self, tmp_path: Path) -> None:
        path = made(tmp_path / "f", Rows=4, Columns=4, BitsAllocated=16)
        with pytest.raises(wetread.WetreadError, match="no pixel data"):
            _ = wetread.open(path)[0].pixels

    @pytest.mark.parametrize("order", "<>")
    def test_of_an_imagej_tiff_are_calibrated_by_it_and_not_by_the_tags(self, order: str) -> None:
        (image,) = wetread.open(imagej_tiff(order, pixels=[32768, 32769, 32324, 0, 1, 65535]))
        assert image.values.tolist() == [[0, 1, -444], [-32768, -32767, 32767]]
        assert (image.unit, image.spacing, image.window) == ("Gray Value", (0.5, 0.25), (50.0, 500.0))
        assert image.tag("0028,1052") == -1024


class TestSeries:
    @pytest.fixture
    def series(self, tmp_path: Path) -> Series:
        study = synthetic_ct(tmp_path, 12)
        study.files[0].rename(tmp_path / "99999.dcm")
        return wetread.open(tmp_path)

    def test_is_sorted_by_what_one_asks_for(self, series: Series) -> None:
        numbers = [image.tag("InstanceNumber") for image in series]
        assert numbers == [*range(2, 13), 1]
        assert [image.tag("InstanceNumber") for image in series.sorted("instance")] == list(range(1, 13))
        assert [image.position[2] for image in series.sorted() if image.position] == list(range(1, 13))
        with pytest.raises(wetread.WetreadError, match="by time"):
            series.sorted("time")

    def test_knows_its_depth_along_the_normal(self, series: Series) -> None:
        assert (series.spacing, series.slice_distance, series.is_uniform) == ((1.0, 1.0, 1.0), 1.0, True)
        assert not Series([series[0], series[1], series[5]]).is_uniform
        assert series[:1].slice_distance is None

    def test_is_an_array(self, series: Series) -> None:
        assert series.sorted().values[:, 0, 0].tolist() == list(range(1, 13))

    def test_frames_are_its_images(self) -> None:
        series = wetread.open(bundled("rtdose.dcm"))
        assert len(series) == 15
        assert series[3].frame_index == 3
        assert series.values.shape == (15, 10, 10)

    def test_frames_of_a_dose_lie_where_its_grid_says(self) -> None:
        series = wetread.open(bundled("rtdose.dcm"))
        assert (series.spacing, series.is_uniform) == ((5.0, 10.0, 10.0), True)
        assert (series[0].position, series[2].position) == (
            (189.43125, 199.43125, -761.87),
            (189.43125, 199.43125, -751.87),
        )

    def test_a_frame_of_an_enhanced_image_has_its_own_tags_then_the_shared_ones_then_the_files(
        self, tmp_path: Path
    ) -> None:
        first, second = wetread.open(_enhanced(tmp_path / "f"))
        assert [frame.tag("ImagePositionPatient") for frame in (first, second)] == [[0, 0, 0], [0, 0, 2.5]]
        assert second.tag_text("PixelSpacing") == "0.5\\0.5"
        assert ("PixelSpacing" in second, "SliceThickness" in second) == (True, False)
        assert second.tag("Modality") == "CT"
        assert wetread.header(tmp_path / "f").tag("ImagePositionPatient") is None

    def test_of_an_imagej_tiff_has_its_depth_and_each_slice_its_header(self, tmp_path: Path) -> None:
        text = "0020,0013  Instance Number: {}\n0020,0032  Image Position (Patient): 0\\0\\{}\n"
        said = [f"{number}.dcm\n{text.format(number, number * 2)}" for number in (1, 2, 3)]
        metadata = {"axes": "ZYX", "spacing": 2.0, "unit": "mm", "Info": text.format(1, 2), "Labels": said}
        pixels = np.arange(3 * 4 * 5, dtype=np.uint16).reshape(3, 4, 5)
        tifffile.imwrite(tmp_path / "s.tif", pixels, imagej=True, resolution=(2, 2), metadata=metadata)
        series = wetread.open(tmp_path / "s.tif")
        assert series.spacing == (2.0, 0.5, 0.5)
        assert [image.tag("InstanceNumber") for image in series] == [1, 2, 3]
        assert series[2].position == (0, 0, 6)
        assert np.array_equal(series.values, pixels)

    def test_several_in_a_folder_are_told_apart(self, study: Study) -> None:
        assert len(wetread.series(study.folder)) > 1
        with pytest.raises(wetread.WetreadError, match="series"):
            wetread.open(study.folder)


def test_imagejs_own_sample_has_the_values_that_imagej_shows(imagej_samples: Path) -> None:
    (image,) = wetread.open(imagej_samples / "ct.dcm.zip")
    assert image.values.shape == (495, 888)
    at = {(0, 0): -444, (444, 247): -48, (887, 494): -445, (100, 400): -189, (600, 50): -428}
    assert {place: image.values[place[1], place[0]] for place in at} == at
    assert (image.values.min(), image.values.max()) == (-719, 1402)
    assert image.values.mean() == pytest.approx(-267.4865, abs=1e-4)
    assert image.values.std(ddof=1) == pytest.approx(188.6529, abs=1e-4)
    assert image.spacing == pytest.approx((0.545455, 0.596847), abs=1e-6)
    assert image.window == (50.0, 500.0)
    assert image.tag("0020,0032") == [-265.0, -0.0, 270.0]
    cardio = wetread.open(imagej_samples / "cardio.dcm.zip")[0]
    assert cardio.values[500, 500].tolist() == [96, 60, 41]


class TestWhatCannotBeRead:
    def test_is_raised_once_all_was_looked_at(self, part_locked: Path) -> None:
        with pytest.raises(wetread.WetreadError, match="b cannot be opened: Permission denied"):
            wetread.series(part_locked)
        (part_locked / "c" / "broken.dcm").write_bytes(bytes(200))
        with pytest.raises(wetread.WetreadError, match=r"2 things in .*b cannot be opened.*broken.dcm"):
            wetread.series(part_locked)

    def test_can_be_collected_beside_the_rest(self, part_locked: Path) -> None:
        errors: list[wetread.WetreadError] = []
        found = wetread.series(part_locked, errors=errors)
        assert [Path(one[0].source).parent.name for one in found] == ["a", "c"]
        assert [error.what for error in errors] == [f"{part_locked}/b cannot be opened"]

    def test_is_a_row_among_those_that_can(self, part_locked: Path) -> None:
        rows = list(wetread.read_tags([part_locked], ["Modality"]))
        assert [(Path(row.source).parent.name, row.error is None) for row in rows] == [
            ("a", True), ("un", False), ("c", True),
        ]  # fmt: skip


def test_a_dicomdir_is_opened_as_its_files_and_has_a_header() -> None:
    directory = bundled("DICOMDIR")
    found = wetread.series(directory)
    assert sum(len(one) for one in found) == 31
    assert wetread.header(directory).tag("FileSetID") == "PYDICOM_TEST"


def test_a_file_packed_with_gzip_has_pixels(tmp_path: Path) -> None:
    (tmp_path / "a.dcm.gz").write_bytes(gzip.compress(bundled("CT_small.dcm").read_bytes()))
    assert wetread.open(tmp_path / "a.dcm.gz")[0].values[64, 64] == 904


def test_a_header_that_is_cut_off_is_not_taken_for_one_that_does_not_say(tmp_path: Path) -> None:
    (tmp_path / "cut.dcm").write_bytes(bundled("CT_small.dcm").read_bytes()[:1000])
    with pytest.raises(WetreadError, match="is cut off"):
        wetread.header(tmp_path / "cut.dcm")
    (row,) = wetread.read_tags([tmp_path / "cut.dcm"], ["Rows"])
    assert "is cut off" in str(row.error)


def test_an_order_that_there_is_not_is_told() -> None:
    with pytest.raises(WetreadError, match="Choose position, instance, time"):
        wetread.open(bundled("CT_small.dcm")).sorted(by="size")  # type: ignore[arg-type]


def _enhanced(path: Path) -> Path:
    frames = []
    for z in (0, 2.5):
        frame, plane = pydicom.Dataset(), pydicom.Dataset()
        plane.ImagePositionPatient = [0, 0, z]
        frame.PlanePositionSequence = [plane]
        frames.append(frame)
    shared, measures = pydicom.Dataset(), pydicom.Dataset()
    measures.PixelSpacing = [0.5, 0.5]
    shared.PixelMeasuresSequence = [measures]
    return made(
        path, Modality="CT", NumberOfFrames=2, Rows=2, Columns=2,
        PerFrameFunctionalGroupsSequence=frames, SharedFunctionalGroupsSequence=[shared],
    )  # fmt: skip
