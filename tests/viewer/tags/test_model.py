"""Elements of a file as rows: read, searched, compared, written."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pydicom
import pytest

from launcher.errors import NotDicom
from tests.files import bundled
from viewer.tags.forms import as_csv, as_json, as_text
from viewer.tags.model import Row, Rows, compared, different, flat, matching, of_frame
from viewer.tags.reading import read_json, read_rows


def row(rows: Rows, keyword: str) -> Row:
    return next(row for _, row in flat(rows) if row.keyword == keyword)


def test_an_element_has_tag_name_length_and_value() -> None:
    found = row(read_rows(str(bundled("CT_small.dcm"))), "PatientName")
    assert (found.tag, found.name, found.vr, found.length) == ("(0010,0010)", "Patient's Name", "PN", 22)
    assert found.values == ("CompressedSamples^CT1",)


def test_the_file_meta_information_comes_first_and_uids_are_named() -> None:
    rows = read_rows(str(bundled("CT_small.dcm")))
    assert rows[0].tag.startswith("(0002,")
    assert row(rows, "TransferSyntaxUID").values == ("1.2.840.10008.1.2.1 (Explicit VR Little Endian)",)


def test_the_file_meta_information_has_lengths(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.write_bytes(Path(bundled("CT_small.dcm")).read_bytes()[132:])
    for path in (str(bundled("CT_small.dcm")), str(bare)):
        found = [(row.keyword, row.length) for row in read_rows(path) if row.tag.startswith("(0002,")]
        assert ("FileMetaInformationGroupLength", 4) in found
        assert ("TransferSyntaxUID", 20) in found
        assert all(length is not None for _, length in found)


def test_several_values_stand_as_in_the_file() -> None:
    assert row(read_rows(str(bundled("CT_small.dcm"))), "ImageType").values == ("ORIGINAL\\PRIMARY\\AXIAL",)


def test_a_private_element_names_its_creator() -> None:
    rows = read_rows(str(bundled("CT_small.dcm")))
    private = next(row for row in rows if row.key[1])
    assert private.key[1] == "GEMS_IDEN_01"
    assert private.name.endswith("– GEMS_IDEN_01")


def test_sequences_are_trees_of_items() -> None:
    rows = read_rows(str(bundled("rtplan.dcm")))
    beams = row(rows, "BeamSequence")
    assert [item.tag for item in beams.children] == ["Item 1"]
    assert row(beams.children, "ControlPointSequence").children[0].children


def test_pixels_are_told_by_their_size_and_what_stands_behind_them_is_read(tmp_path: Path) -> None:
    dataset = pydicom.dcmread(bundled("MR_small.dcm"))
    dataset.DataSetTrailingPadding = b"\0\0"
    dataset.save_as(tmp_path / "padded.dcm")
    last = read_rows(str(tmp_path / "padded.dcm"))[-2:]
    assert [row.keyword for row in last] == ["PixelData", "DataSetTrailingPadding"]
    assert last[0].values == (f"{64 * 64 * 2} bytes",)


def test_what_stands_behind_compressed_pixels_is_read(tmp_path: Path) -> None:
    dataset = pydicom.dcmread(bundled("JPEG2000.dcm"))
    dataset.DataSetTrailingPadding = b"\0\0"
    dataset.save_as(tmp_path / "padded.dcm")
    assert read_rows(str(tmp_path / "padded.dcm"))[-1].keyword == "DataSetTrailingPadding"


def test_huge_values_are_cut_and_say_how_long_they_are(tmp_path: Path) -> None:
    dataset = pydicom.dcmread(bundled("CT_small.dcm"))
    dataset.ImageComments, dataset.ICCProfile = "x" * 5000, bytes(300)
    dataset.save_as(tmp_path / "long.dcm")
    rows = read_rows(str(tmp_path / "long.dcm"))
    assert str(row(rows, "ImageComments").values[0]).endswith("x … (5000 characters)")
    assert str(row(rows, "ICCProfile").values[0]).endswith("00 … (300 bytes)")


def test_of_the_functional_groups_only_the_frame_in_sight_is_listed() -> None:
    rows = read_rows(str(bundled("liver_1frame.dcm")))
    all_frames = row(rows, "PerFrameFunctionalGroupsSequence")
    one = row(of_frame(rows, 1), "PerFrameFunctionalGroupsSequence")
    assert len(all_frames.children) == 3
    assert [item.tag for item in one.children] == ["Item 2"]


@pytest.mark.parametrize(
    "name",
    [
        "CT_small.dcm", "reportsi.dcm", "image_dfl.dcm", "MR_small_bigendian.dcm", "liver_1frame.dcm", "test-SR.dcm",
        "badVR.dcm", "693_J2KI.dcm", "waveform_ecg.dcm",
    ],
)  # fmt: skip
def test_every_file_is_listed_element_by_element(name: str) -> None:
    rows = read_rows(str(bundled(name)))
    listed = {row.key[0] for row in rows}
    assert {int(e.tag) for e in pydicom.dcmread(bundled(name), force=True)} <= listed


def test_what_is_not_dicom_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG" + bytes(400))
    with pytest.raises(NotDicom):
        read_rows(str(tmp_path / "picture.png"))


@pytest.mark.parametrize("text", ["patient's name", "PatientName", "0010,0010", "00100010", "ct1", "name COMPRESSED"])
def test_a_search_looks_at_tag_keyword_name_and_value(text: str) -> None:
    found = matching(read_rows(str(bundled("CT_small.dcm"))), text)
    assert row(found, "PatientName")
    assert len(found) < 10


def test_a_search_shows_in_which_sequence_it_found_something() -> None:
    found = matching(read_rows(str(bundled("rtplan.dcm"))), "BeamName")
    assert [row.tag for _, row in flat(found)] == ["(300A,00B0)", "Item 1", "(300A,00C2)"]


def test_two_files_are_compared_row_by_row() -> None:
    left, right = (read_rows(str(bundled(name))) for name in ("CT_small.dcm", "MR_small.dcm"))
    both = compared(left, right)
    assert row(both, "Modality").values == ("CT", "MR")
    assert row(both, "Modality").differs
    assert not row(both, "Manufacturer").differs or len(set(row(both, "Manufacturer").values)) == 2
    assert row(both, "RescaleSlope").values == ("1.0", None) or row(both, "RescaleSlope").values[1] is None
    assert all(row.differs for row in different(both))


def test_a_difference_deep_in_a_sequence_is_found(tmp_path: Path) -> None:
    dataset = pydicom.dcmread(bundled("rtplan.dcm"))
    dataset.BeamSequence[0].ControlPointSequence[0].NominalBeamEnergy = "18"
    dataset.save_as(tmp_path / "other.dcm")
    both = compared(read_rows(str(bundled("rtplan.dcm"))), read_rows(str(tmp_path / "other.dcm")))
    found = [row.keyword for _, row in flat(different(both)) if not row.children]
    assert found == ["NominalBeamEnergy"]


def test_text_is_indented_as_sequences_are() -> None:
    text = as_text(matching(read_rows(str(bundled("rtplan.dcm"))), "BeamName"))
    assert text == "(300A,00B0) SQ Beam Sequence: 1 item\n  Item 1\n    (300A,00C2) LO Beam Name: Field 1\n"


def test_a_table_has_a_line_for_each_row_and_no_formulas() -> None:
    rows = (Row((1, ""), "(0000,0001)", values=("=1+1",)), Row((2, ""), "(0000,0002)", values=("-1024",)))
    table = list(csv.reader(io.StringIO(as_csv(rows))))
    assert [line[-1] for line in table] == ["Value", "'=1+1", "-1024"]


def test_json_is_the_dicom_json_model() -> None:
    path = str(bundled("CT_small.dcm"))
    whole = json.loads(as_json([read_json(path)], range(1 << 32)))
    assert whole["00080060"] == {"vr": "CS", "Value": ["CT"]}
    assert pydicom.Dataset.from_json(whole).PatientID == pydicom.dcmread(path).PatientID
    assert list(json.loads(as_json([read_json(path)], {0x00100020}))) == ["00100020"]
    assert len(json.loads(as_json([read_json(path)] * 2, {0x00100020}))) == 2
