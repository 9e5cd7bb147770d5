"""``wetread tags`` as it is called: what goes in, what comes out, and the exit code."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pydicom
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom import Dataset, Sequence

from launcher.tags import inputs
from launcher.tags.inputs import Unread
from tests.files import bundled
from tests.launcher.tags.conftest import Tags, imagej_tiff, made, zipped
from tests.servers.web import Web

CT, MR = bundled("CT_small.dcm"), bundled("MR_small.dcm")
SEED = ("-t", "0008,1030", "-t", "0020,0032", "-t", "0028,0030")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two images, one of them further down, a broken one and a text."""
    root = tmp_path / "folder"
    made(root / "a.dcm", Modality="CT", PatientName="Äther^Å", SpecificCharacterSet="ISO_IR 192", SliceThickness="2.5")
    made(root / "below" / "b", Modality="MR", PatientName="B", SliceThickness="10")
    (root / "c.dcm").write_bytes(bytes(200) + b"broken")
    (root / "notes.txt").write_text("notes")
    return root


class TestOneFile:
    def test_all_of_it_is_a_line_an_element(self, tags: Tags) -> None:
        said = tags(CT)
        assert said.code == 0
        assert "(0008,0060) CS [CT]" in said.out
        assert "#      2, 1 Modality" in said.out
        assert "(0010,1002) SQ (2 items)" in said.out
        assert "    (0010,0020) LO [ABCD1234]" in said.out
        assert "(0009,1002) SH [CT01]" in said.out
        assert "Suite id" in said.out
        assert "(7FE0,0010) OW (32,768 bytes)" in said.out

    def test_asked_for_tags_are_a_line_each_in_that_order(self, tags: Tags) -> None:
        assert tags(CT, *SEED).lines == ["e+1", r"-158.135803\-179.035797\-75.699997", r"0.661468\0.661468"]
        assert tags(CT, "-t", "Rows", "-t", "AccessionNumber", "-t", "0099,9999", "-t", "Modality").lines == [
            "128", "", "", "CT",
        ]  # fmt: skip

    def test_compat_imagej_is_its_text_to_the_byte(self, tags: Tags) -> None:
        assert tags(CT, "--compat", "imagej", *SEED).out == (
            " e+1 \n -158.135803\\-179.035797\\-75.699997\n 0.661468\\0.661468 \n"
        )
        assert tags(CT, "--compat", "imagej").out.endswith("7FE0,0010  Pixel Data: 6300\n")

    def test_wildcards_show_what_they_found(self, tags: Tags) -> None:
        said = tags(CT, "-t", "0028,001x", "-t", "**.PatientID")
        assert [line.split("#")[0].split() for line in said.lines] == [
            ["(0028,0010)", "US", "128"],
            ["(0028,0011)", "US", "128"],
            ["(0010,0020)", "LO", "[1CT1]"],
            ["0010,1002[0].(0010,0020)", "LO", "[ABCD1234]"],
            ["0010,1002[1].(0010,0020)", "LO", "[1234ABCD]"],
        ]

    def test_json_is_the_standards_model_as_pydicom_reads_it(self, tags: Tags) -> None:
        model = json.loads(tags(CT, "--json").out)
        theirs = pydicom.dcmread(CT, stop_before_pixels=True)
        assert model["00100010"] == {"vr": "PN", "Value": [{"Alphabetic": "CompressedSamples^CT1"}]}
        assert model["00080050"] == {"vr": "SH"}
        assert "00020010" not in model
        assert model.pop("7FE00010")["BulkDataURI"].endswith("CT_small.dcm?offset=6300&length=32768")
        ours = Dataset.from_json(model)
        ours.SpecificCharacterSet = theirs.SpecificCharacterSet
        for element in theirs:
            assert ours[element.tag].value == element.value, element

    def test_json_keeps_what_was_asked_for_where_it_stands(self, tags: Tags) -> None:
        model = json.loads(tags(CT, "--json", "-t", "OtherPatientIDsSequence[1].PatientID", "-t", "Rows").out)
        assert model == {
            "00101002": {"vr": "SQ", "Value": [{}, {"00100020": {"vr": "LO", "Value": ["1234ABCD"]}}]},
            "00280010": {"vr": "US", "Value": [128]},
        }

    def test_csv_without_tags_is_a_row_an_element(self, tags: Tags) -> None:
        rows = list(csv.reader(io.StringIO(tags(CT, "--csv").out)))
        assert rows[0] == ["path", "tag", "vr", "keyword", "value", "error"]
        assert [str(CT), "0010,1002[1].0010,0020", "LO", "PatientID", "1234ABCD", ""] in rows

    def test_what_could_steer_a_terminal_is_escaped(self, tags: Tags, tmp_path: Path) -> None:
        path = made(tmp_path / "f", ImageComments="a\x1b[2Jb\nc")
        assert tags(path, "-t", "ImageComments").out == "a\\x1b[2Jb\\nc\n"
        assert "\x1b" not in tags(path).out

    @pytest.mark.parametrize(
        "name", ["image_dfl.dcm", "MR_small_bigendian.dcm", "ExplVR_BigEndNoMeta.dcm", "JPEG2000.dcm", "DICOMDIR",
                 "reportsi.dcm", "rtplan.dcm", "priv_SQ.dcm", "UN_sequence.dcm"]
    )  # fmt: skip
    @pytest.mark.parametrize("form", [(), ("--json",), ("--csv",), ("--compat", "imagej"), ("--ndjson",)])
    def test_every_kind_of_file_can_be_read_in_every_form(self, tags: Tags, name: str, form: tuple[str, ...]) -> None:
        said = tags(bundled(name), *form)
        assert (said.code, said.err) == (0, "")
        assert said.out

    def test_text_is_decoded_by_its_character_set(self, tags: Tags) -> None:
        folder = Path(str(pydicom.data.get_charset_files("chrH31.dcm")[0])).parent
        assert tags(folder / "chrH31.dcm", "-t", "PatientName").out == ("Yamada^Tarou=山田^太郎=やまだ^たろう\n")
        assert tags(folder / "chrX2.dcm", "-t", "PatientName").out == "Wang^XiaoDong=王^小东=\n"
        model = json.loads(tags(folder / "chrH31.dcm", "--json", "-t", "PatientName", "-t", "0008,0005").out)
        assert model["00100010"]["Value"][0]["Ideographic"] == "山田^太郎"
        assert model["00080005"]["Value"] == ["ISO_IR 192"]

    def test_a_cut_header_is_shown_as_far_as_it_goes_and_named(self, tags: Tags, tmp_path: Path) -> None:
        cut = tmp_path / "cut.dcm"
        cut.write_bytes(CT.read_bytes()[:1000])
        said = tags(cut)
        assert said.code == 1
        assert "cut.dcm is cut off" in said.err
        assert "(0008,0018) UI" in said.out
        assert said.lines[-1].startswith("# cut off: the file ends within the element (")

    def test_a_header_cut_off_before_what_was_asked_for_gives_no_row(self, tags: Tags, tmp_path: Path) -> None:
        cut = tmp_path / "cut.dcm"
        cut.write_bytes(CT.read_bytes()[:1000])
        said = tags(cut, CT, "-t", "Rows")
        assert (said.code, said.lines) == (1, [f"{CT}\t128"])
        assert "cut.dcm is cut off" in said.err

    @pytest.mark.parametrize("content", [b"", b"text", b"<html>", b"%PDF-1.4", bytes(500), Random(1).randbytes(500)])
    def test_what_is_no_dicom_is_named(self, tags: Tags, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "f"
        path.write_bytes(content)
        said = tags(path)
        assert (said.code, said.out) == (1, "")
        assert f"{path} is not a DICOM file" in said.err

    def test_that_is_not_there_is_named(self, tags: Tags, tmp_path: Path) -> None:
        said = tags(tmp_path / "none", CT, "-t", "Modality")
        assert said.code == 1
        assert "none cannot be opened: No such file" in said.err
        assert said.lines == [f"{CT}\tCT"]

    def test_a_link_that_leads_in_a_circle_is_named_and_the_rest_read(self, tags: Tags, tmp_path: Path) -> None:
        (tmp_path / "circle").symlink_to("circle")
        made(tmp_path / "image", Modality="CT")
        said = tags(tmp_path, "-t", "Modality")
        assert (said.code, said.lines) == (1, [f"{tmp_path}/image\tCT"])
        assert f"{tmp_path}/circle cannot be opened" in said.err

    def test_a_folder_that_cannot_be_opened_is_named_and_the_rest_read(self, tags: Tags, part_locked: Path) -> None:
        said = tags("-r", part_locked, "-t", "Modality")
        assert said.code == 1
        assert said.lines == [f"{part_locked}/a/image\tCT", f"{part_locked}/c/image\tCT"]
        assert said.err.count("cannot be opened: Permission denied") == 1
        assert f"{part_locked}/b cannot be opened" in said.err

    @pytest.mark.parametrize("content", [b"<?xml version='1.0'?><manifest/>", b"[{}]", b"\x89PNG\r\n\x1a\n"])
    def test_what_is_no_dicom_is_told_without_a_word_on_windows(
        self, tags: Tags, tmp_path: Path, content: bytes
    ) -> None:
        path = tmp_path / "f"
        path.write_bytes(content)
        said = tags(path)
        assert "wetread " in said.err.partition("is not a DICOM file")[2]
        assert "$" not in said.err
        assert "window" not in said.err

    def test_a_damaged_archive_is_told_in_our_words(self, tags: Tags, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(b"PK\3\4" + bytes(50))
        said = tags(tmp_path / "a.zip")
        assert "a.zip cannot be read: the archive's table of contents is missing or damaged." in said.err


class TestADicomdir:
    def test_is_a_header_of_its_own(self, tags: Tags) -> None:
        assert "(0004,1220) SQ" in tags(bundled("DICOMDIR")).out

    def test_stands_for_its_files_with_recursive(self, tags: Tags) -> None:
        said = tags(bundled("DICOMDIR"), "-r", "-t", "Modality", "--unique")
        assert (said.code, said.lines) == (0, ["3\tCR", "11\tCT", "17\tMR"])

    def test_what_it_lists_and_is_not_there_is_named(self, tags: Tags, tmp_path: Path) -> None:
        medium = bundled("DICOMDIR").parent
        (tmp_path / "DICOMDIR").write_bytes((medium / "DICOMDIR").read_bytes())
        shutil.copytree(medium / "77654033", tmp_path / "77654033")
        said = tags(tmp_path / "DICOMDIR", "-r", "-t", "Modality")
        assert (said.code, len(said.lines)) == (1, 7)
        assert f"{tmp_path}/98892001/CT2N/6293 is missing: {tmp_path}/DICOMDIR lists it." in said.err

    def test_that_is_cut_is_named(self, tags: Tags, tmp_path: Path) -> None:
        (tmp_path / "DICOMDIR").write_bytes(bundled("DICOMDIR").read_bytes()[:2000])
        said = tags(tmp_path / "DICOMDIR", "-r")
        assert (said.code, said.out) == (1, "")
        assert f"{tmp_path}/DICOMDIR cannot be read" in said.err


class TestSeveral:
    def test_are_a_row_each_with_the_name_first(self, tags: Tags) -> None:
        assert tags(CT, "-t", "Modality", MR, "-t", "Rows").lines == [f"{CT}\tCT\t128", f"{MR}\tMR\t64"]

    def test_of_a_folder_are_read_what_is_broken_is_named_and_the_rest_goes_on(self, tags: Tags, folder: Path) -> None:
        said = tags(folder, "-t", "Modality")
        assert said.code == 1
        assert said.lines == [f"{folder / 'a.dcm'}\tCT"]
        assert f"{folder / 'c.dcm'} is not a DICOM file" in said.err
        assert "passed over what is not DICOM: 1 text." in said.err

    def test_recursive_goes_down(self, tags: Tags, folder: Path) -> None:
        said = tags(folder, "-r", "-t", "Modality")
        assert said.lines == [f"{folder / 'a.dcm'}\tCT", f"{folder / 'below' / 'b'}\tMR"]

    def test_whole_headers_stand_under_their_names(self, tags: Tags) -> None:
        said = tags(CT, MR)
        assert [line for line in said.lines if line.startswith("# ")] == [f"# {CT}", f"# {MR}"]

    def test_csv_has_a_column_a_tag_and_a_row_a_file_broken_ones_too(self, tags: Tags, folder: Path) -> None:
        said = tags(folder, "--recursive", "--csv", "-t", "0008,0060", "-t", "PatientName")
        rows = list(csv.reader(io.StringIO(said.out)))
        assert rows[0] == ["path", "Modality", "PatientName", "error"]
        assert rows[1] == [str(folder / "a.dcm"), "CT", "Äther^Å", ""]
        assert rows[2][0] == str(folder / "c.dcm")
        assert "not a DICOM file" in rows[2][3]
        assert rows[3] == [str(folder / "below" / "b"), "MR", "B", ""]

    def test_ndjson_has_an_object_a_line_with_the_path(self, tags: Tags, folder: Path) -> None:
        rows = [json.loads(line) for line in tags(folder, "-r", "--ndjson", "-t", "Modality").lines]
        assert rows[0] == {"path": str(folder / "a.dcm"), "00080060": {"vr": "CS", "Value": ["CT"]}}
        assert rows[1]["path"] == str(folder / "c.dcm")
        assert "not a DICOM file" in rows[1]["error"]

    def test_json_is_an_array(self, tags: Tags, folder: Path) -> None:
        rows = json.loads(tags(folder, "-r", "--json", "-t", "Modality").out)
        assert [row["00080060"]["Value"] for row in rows] == [["CT"], ["MR"]]
        assert json.loads(tags(folder, "--json", "--where", "Modality == XX").out) == []

    def test_where_selects(self, tags: Tags, folder: Path) -> None:
        assert tags(folder, "-r", "--where", "SliceThickness < 3", "-t", "Modality").lines == [
            f"{folder / 'a.dcm'}\tCT"
        ]
        assert len(tags(folder, "-r", "--where", 'Modality == "CT" or Modality == MR', "-t", "Modality").lines) == 2

    def test_unique_is_sorted_and_counted(self, tags: Tags, folder: Path) -> None:
        made(folder / "d.dcm", Modality="CT", PatientName="D")
        assert tags(folder, "-r", "--unique", "-t", "Modality").out == "2\tCT\n1\tMR\n"
        assert tags(folder, "-r", "--unique", "-t", "Modality", "--csv").out == "count,Modality\r\n2,CT\r\n1,MR\r\n"
        assert json.loads(tags(folder, "-r", "--unique", "-t", "Modality", "--json").out) == [
            {"count": 2, "Modality": "CT"}, {"count": 1, "Modality": "MR"},
        ]  # fmt: skip

    def test_a_folder_without_dicom_says_so(self, tags: Tags, tmp_path: Path) -> None:
        said = tags(tmp_path, "-t", "Modality")
        assert said.code == 1
        assert "There are no DICOM files here" in said.err


class TestArchives:
    def test_a_zip_with_one_image_is_like_the_image(self, tags: Tags, tmp_path: Path) -> None:
        assert tags(zipped(tmp_path / "x.zip", image=CT), "-t", "Modality").out == "CT\n"

    def test_a_zip_with_several_is_a_row_each_whatever_their_names(self, tags: Tags, tmp_path: Path) -> None:
        archive = zipped(tmp_path / "x.zip", **{"A/1.TIF": CT, "b": MR, "readme.txt": b"hello there"})
        said = tags(archive, "-t", "Modality")
        assert said.lines == [f"{archive}/A/1.TIF\tCT", f"{archive}/b\tMR"]
        assert said.code == 0

    def test_the_place_of_the_pixels_in_imagejs_text_is_no_value(self, tags: Tags, tmp_path: Path) -> None:
        (tmp_path / "a.tif").write_bytes(imagej_tiff(info="0028,0010  Rows: 2\n7FE0,0010  Pixel Data: 3332\n"))
        assert json.loads(tags(tmp_path / "a.tif", "--json").out)["7FE00010"] == {"vr": "OW"}

    def test_a_tiff_of_imagejs_within_a_zip_gives_its_header(self, tags: Tags, tmp_path: Path) -> None:
        archive = zipped(tmp_path / "ct.dcm.zip", **{"ct.dcm.tif": imagej_tiff()})
        assert tags(archive, *SEED).lines == ["TEMP BONE", r"-265.0\-0.0\270.0", r"0.5\0.25"]
        assert tags(archive, *SEED, "--compat", "imagej").lines == [" TEMP BONE ", r" -265.0\-0.0\270.0", r" 0.5\0.25 "]

    def test_a_gzipped_file_is_unpacked(self, tags: Tags, tmp_path: Path) -> None:
        path = tmp_path / "x.dcm.gz"
        path.write_bytes(gzip.compress(CT.read_bytes()))
        assert tags(path, "-t", "Modality").out == "CT\n"

    @pytest.mark.parametrize("end", [100, 3000, -30])
    def test_a_damaged_zip_is_named(self, tags: Tags, tmp_path: Path, end: int) -> None:
        archive = zipped(tmp_path / "x.zip", image=CT)
        archive.write_bytes(archive.read_bytes()[:end])
        said = tags(archive, "-t", "Modality")
        assert (said.code, said.out) == (1, "")
        assert "x.zip" in said.err

    def test_pixels_in_a_zip_are_not_unpacked_for_a_tag(self, tags: Tags, tmp_path: Path) -> None:
        image = made(tmp_path / "f", Modality="CT", Rows=1, Columns=1, BitsAllocated=8, PixelData=os.urandom(1 << 20))
        archive = zipped(tmp_path / "x.zip", image=image)
        data = bytearray(archive.read_bytes())
        data[500_000] ^= 255  # the checksum of the whole entry is wrong now
        archive.write_bytes(data)
        assert tags(archive, "-t", "Modality").out == "CT\n"


class TestStandardInput:
    def test_may_be_the_file(self, tags: Tags) -> None:
        assert tags("-", "-t", "Modality", stdin=CT.read_bytes()).out == "CT\n"

    def test_may_be_an_archive(self, tags: Tags, tmp_path: Path) -> None:
        archive = zipped(tmp_path / "x.zip", image=CT)
        assert tags("-", "-t", "Modality", stdin=archive.read_bytes()).out == "CT\n"

    def test_may_be_a_list_of_targets(self, tags: Tags) -> None:
        assert tags("-", "-t", "Modality", stdin=f"{CT}\n\n{MR}\n".encode()).lines == [f"{CT}\tCT", f"{MR}\tMR"]

    def test_a_long_list_is_read_to_its_end(self, tags: Tags) -> None:
        said = tags("-", "-t", "Modality", "--unique", stdin=f"{CT}\n".encode() * 300)
        assert said.out == "300\tCT\n"

    def test_without_end_is_told_as_soon_as_it_is_too_much_for_a_header(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(inputs, "_LARGEST_UNPACKED", 4 << 20)
        with Path("/dev/zero").open("rb") as endless:
            (found,) = inputs.inputs(["-"], False, endless)
        assert isinstance(found, Unread)
        assert str(found.error) == "Standard input does not end: 4 MB have come. Pipe one file into it."


class TestAddresses:
    def test_a_file_and_an_archive_come_from_the_web(self, tags: Tags, web: Web, tmp_path: Path) -> None:
        archive = zipped(tmp_path / "x.zip", **{"ct.dcm.tif": imagej_tiff()})
        assert tags(web.page("/wado?object=1", CT.read_bytes()), "-t", "Modality").code == 4
        assert tags(web.page("/a", CT.read_bytes()), "-t", "Modality").out == "CT\n"
        assert tags(web.page("/ct.dcm.zip", archive.read_bytes()), *SEED).lines[0] == "TEMP BONE"

    def test_one_that_is_not_there_is_named_without_its_query(self, tags: Tags, web: Web) -> None:
        said = tags(f"{web.origin}/none?token=secret", "-t", "Modality")
        assert said.code == 4
        assert "404" in said.err
        assert "secret" not in said.err

    def test_a_dead_server_is_told(self, tags: Tags, dead_port: int) -> None:
        assert tags(f"http://127.0.0.1:{dead_port}/x").code == 4


class TestWrongCalls:
    @pytest.mark.parametrize(
        "words",
        [(), ("-t",), ("--nothing", "x"), ("x", "--json", "--csv"), ("x", "--compat", "other"), ("x", "-t", "Modallit"),
         ("x", "--where", "Modality =="), ("x", "--unique"), ("x", "--unique", "-t", "Patient*")],
    )  # fmt: skip
    def test_are_usage_errors(self, tags: Tags, words: tuple[str, ...]) -> None:
        said = tags(*words)
        assert (said.code, said.out) == (2, "")
        assert said.err

    @settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(min_size=1, max_size=40), st.text(max_size=40))
    def test_no_tag_and_no_condition_ends_otherwise_than_by_an_exit_code(
        self, tags: Tags, tag: str, condition: str
    ) -> None:
        assert tags(CT, f"--tag={tag}", f"--where={condition}").code in (0, 2)


def test_a_sequence_in_one_cell_has_its_values_joined(tags: Tags, tmp_path: Path) -> None:
    items = [Dataset(), Dataset()]
    for number, item in enumerate(items):
        item.CodeValue = f"T-{number}"
    path = made(tmp_path / "f", ConceptNameCodeSequence=Sequence(items))
    assert tags(path, "-t", "0040A043[*].00080100").out == "T-0\\T-1\n"
    assert tags(path, "-t", "0040A043[0].00080100").out == "T-0\n"


class TestTheSeedsOwnExample:
    """ImageJ's sample, where it is at hand: the values that its own macro prints."""

    @pytest.fixture
    def address(self, web: Web, imagej_samples: Path) -> str:
        return web.page("/images/ct.dcm.zip", (imagej_samples / "ct.dcm.zip").read_bytes())

    def test_trimmed(self, tags: Tags, address: str) -> None:
        assert tags(address, *SEED).lines == [
            "TEMP BONE/ST NECK W", r"-265.000000\-0.000000\270.000000", r"0.545455\0.596847",
        ]  # fmt: skip

    def test_to_the_byte(self, tags: Tags, address: str) -> None:
        assert tags(address, *SEED, "--compat", "imagej").lines == [
            " TEMP BONE/ST NECK W ", r" -265.000000\-0.000000\270.000000", r" 0.545455\0.596847 ",
        ]  # fmt: skip

    def test_the_second_sample(self, tags: Tags, imagej_samples: Path) -> None:
        said = tags(imagej_samples / "cardio.dcm.zip", *SEED, "-t", "0028,1050", "--compat", "imagej")
        assert said.lines == [" Cardiac^_Cardio_033sec (Adult)", "", "", " 127 "]


@pytest.mark.parametrize("cipher", [None, "aes"])
def test_an_encrypted_archive_is_one_sentence_and_opens_with_its_password(
    tags: Tags, tmp_path: Path, cipher: str | None
) -> None:
    import pyzipper

    archive, right, wrong = tmp_path / "x.zip", tmp_path / "right", tmp_path / "wrong"
    if cipher is None:
        subprocess.run(["zip", "-q", "-j", "-P", "geheim", archive, CT, MR], check=True, timeout=60)
    else:
        with pyzipper.AESZipFile(archive, "w", encryption=pyzipper.WZ_AES) as file:
            file.setpassword(b"geheim")
            for source in (CT, MR):
                file.write(source, source.name)
    right.write_text("geheim\n")
    wrong.write_text("falsch\n")

    assert tags(archive, "-t", "Modality", "--password-file", right).lines == [
        f"{archive}/CT_small.dcm\tCT", f"{archive}/MR_small.dcm\tMR",
    ]  # fmt: skip
    for words, why in (((), "no password was given"), (("--password-file", wrong), "the password is wrong")):
        said = tags(archive, "-t", "Modality", *words)
        assert (said.code, said.out) == (1, "")
        assert said.err == f"wetread tags: {archive} is encrypted: {why}. Give it with --password-file FILE.\n"


class TestInAScript:
    """What goes wrong where nobody looks is a sentence and an exit code."""

    @pytest.mark.parametrize("stdin", [None, b""])
    def test_a_variable_that_nobody_has_set_is_no_folder(self, tags: Tags, stdin: bytes | None) -> None:
        said = tags("" if stdin is None else "-", "-t", "Modality", stdin=stdin)
        assert (said.code, said.out) == (1, "")
        assert ("a TARGET is empty" if stdin is None else "Standard input is empty") in said.err

    @pytest.mark.parametrize("target", ["x" * 5000, "/proc/self/mem"], ids=["a long name", "unreadable memory"])
    def test_what_cannot_be_read_at_all_is_named_and_the_rest_goes_on(self, tags: Tags, target: str) -> None:
        said = tags(target, CT, "-t", "Modality")
        assert (said.code, said.lines) == (1, [f"{CT}\tCT"])
        assert "cannot be opened" in said.err
        assert tags(target, "-t", "Modality").code == 1

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
    @pytest.mark.parametrize("form", ["--csv", "--json", "--unique"])
    def test_a_full_disk_is_told(self, form: str) -> None:
        words = [sys.executable, "-m", "launcher", "tags", str(CT), "-t", "Modality", form]
        with Path("/dev/full").open("wb") as full:
            said = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert said.returncode == 1
        assert said.stderr == (
            "wetread tags: What was found cannot be written: No space left on device. "
            "Check the place that it goes to.\n"
        )  # fmt: skip

    def test_a_reader_that_goes_away_ends_it_quietly(self, tmp_path: Path) -> None:
        for number in range(300):
            made(tmp_path / f"{number}", ImageComments="x" * 1000)
        words = [sys.executable, "-m", "launcher", "tags", str(tmp_path)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0
