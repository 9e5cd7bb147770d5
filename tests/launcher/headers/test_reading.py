"""What a file is, and what its header says: the same as pydicom says, faster, and whatever the bytes."""

from __future__ import annotations

import os
import time
import warnings
from dataclasses import fields
from pathlib import Path
from typing import Any

import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import DeflatedExplicitVRLittleEndian

from launcher.errors import NotDicom, SourceError
from launcher.headers.reading import Header, read_header
from launcher.references import DETAILS, KEYWORDS, Instance, Patient, Series, Study
from tests.files import BUNDLED, FILES, bundled
from tests.launcher.headers.files import written

LEVELS = (Patient, Study, Series, Instance)
WITHOUT_IDENTITY = {"meta_missing_tsyntax.dcm", "nested_priv_SQ.dcm", "no_meta.dcm"}
"""Made to test other things: no SOP class, no image."""
BY_PYDICOM = {
    "ExplVR_BigEndNoMeta.dcm",
    "ExplVR_LitEndNoMeta.dcm",
    "SC_rgb_jpeg.dcm",
    "no_meta.dcm",
    "rtplan_truncated.dcm",
    "rtstruct.dcm",
    "winter.dcm",
} | WITHOUT_IDENTITY


def as_pydicom_says(path: Path) -> dict[str, object]:
    """Every attribute that a header has fields for, keyword → value."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(path, force=True, stop_before_pixels=True)
        said = {keyword: _text(dataset, keyword) for level in LEVELS for keyword in KEYWORDS[level].values()}
        said |= {keyword: _text(dataset, keyword) for keyword in DETAILS}
    said["TransferSyntaxUID"] = str(dataset.file_meta.get("TransferSyntaxUID", ""))
    for keyword in ("SOPClassUID", "SOPInstanceUID"):
        said[keyword] = said[keyword] or str(dataset.file_meta.get(f"MediaStorage{keyword}", ""))
    numbers = {"SeriesNumber": None, "InstanceNumber": None, "NumberOfFrames": 1, "Rows": 0, "Columns": 0}
    vectors = {"ImagePositionPatient", "ImageOrientationPatient"}
    return (
        said
        | {keyword: int(said[keyword]) if said[keyword].isdigit() else absent for keyword, absent in numbers.items()}
        | {keyword: tuple(map(float, said[keyword].split("\\"))) if said[keyword] else () for keyword in vectors}
    )


def _text(dataset: Dataset, keyword: str) -> str:
    value: Any = dataset.get(keyword, "")
    if value is None:
        return ""
    text = "\\".join(map(str, value)) if isinstance(value, pydicom.multival.MultiValue) else str(value)
    return text.strip()


def as_we_say(header: Header) -> dict[str, object]:
    parts = (header.patient, header.study, header.series, header.instance)
    return {
        KEYWORDS[type(part)][f.name]: getattr(part, f.name) for part in parts for f in fields(part) if f.metadata
    } | {keyword: header.instance.detail(keyword) for keyword in DETAILS}


class TestAgainstPydicom:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(BUNDLED)))
    def test_the_header_says_what_pydicom_says(self, path: Path) -> None:
        if path.name in WITHOUT_IDENTITY:
            with pytest.raises(NotDicom):
                read_header(path)
            return
        header = read_header(path)
        assert as_we_say(header) == as_pydicom_says(path)
        assert header.instance.path == str(path)
        assert header.instance.size == path.stat().st_size

    @pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(BUNDLED)))
    def test_the_pixel_data_is_where_pydicom_finds_it(self, path: Path) -> None:
        if path.name in WITHOUT_IDENTITY:
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dataset = pydicom.dcmread(path, force=True)
        there = [tag for tag in (0x7FE00008, 0x7FE00009, 0x7FE00010) if tag in dataset]
        header = read_header(path)
        assert bool(header.pixel_data) == bool(there)
        if header.pixel_data and header.instance.transfer_syntax_uid != DeflatedExplicitVRLittleEndian:
            offset, length = header.pixel_data
            stored = dataset.get_item(there[0]).value
            assert path.read_bytes()[offset : offset + length].removesuffix(b"\xfe\xff\xdd\xe0\0\0\0\0") == stored

    def test_only_the_unusual_ones_need_pydicom(self, by_pydicom: list[str]) -> None:
        for path in FILES:
            try:
                read_header(path)
            except NotDicom:
                assert path.name in WITHOUT_IDENTITY
        assert set(by_pydicom) <= BY_PYDICOM

    def test_it_is_fast_enough_for_ten_thousand_files(self) -> None:
        paths = [path for path in FILES if "dicomdirtests" in path.parts and path.name.isdigit()]
        started = time.process_time()
        for _ in range(10):
            for path in paths:
                read_header(path)
        assert (time.process_time() - started) / (10 * len(paths)) < 0.002  # 0.2 ms on an idle machine


class TestTruncation:
    def test_nothing_is_missing_of_whole_files(self) -> None:
        cut = {path.name for path in FILES if path.name not in WITHOUT_IDENTITY and read_header(path).truncated}
        assert cut == {"MR_truncated.dcm", "rtplan_truncated.dcm"}

    def test_what_is_missing_of_pixel_data_is_counted(self) -> None:
        header = read_header(bundled("MR_truncated.dcm"))
        assert header.truncated == "the pixel data breaks off after 8,130 bytes, 62 or more are missing"
        assert header.pixel_data == (1500, 8130)

    @pytest.mark.parametrize(
        "name", ["CT_small.dcm", "MR_small_RLE.dcm", "MR_small_bigendian.dcm", "SC_rgb_rle_2frame.dcm", "image_dfl.dcm"]
    )
    def test_a_cut_anywhere_in_the_pixel_data_is_noticed(self, name: str, tmp_path: Path) -> None:
        whole = bundled(name).read_bytes()
        pixel_data = read_header(bundled(name)).pixel_data
        assert pixel_data is not None
        offset, length = pixel_data
        cut = tmp_path / name
        for kept in {offset + length * part // 32 for part in range(16, 32)}:
            cut.write_bytes(whole[:kept])
            assert read_header(cut).truncated, kept

    def test_a_cut_anywhere_in_the_header_is_an_error_or_noticed(self, tmp_path: Path) -> None:
        whole = bundled("MR_small.dcm").read_bytes()
        offset, _ = read_header(bundled("MR_small.dcm")).pixel_data or (0, 0)
        cut, unnoticed = tmp_path / "cut.dcm", 0
        for kept in range(1, offset - 12):
            cut.write_bytes(whole[:kept])
            try:
                unnoticed += not read_header(cut).truncated
            except NotDicom:
                pass
        assert unnoticed < 100  # between two elements there is nothing to notice, but that no pixel data came

    def test_fragments_without_an_end_mark_are_complete(self, tmp_path: Path) -> None:
        whole = bundled("MR_small_RLE.dcm").read_bytes()
        mark = whole.rindex(b"\xfe\xff\xdd\xe0\0\0\0\0")
        path = tmp_path / "rle.dcm"
        path.write_bytes(whole[:mark])
        assert not read_header(path).truncated
        for kept in (mark - 1, mark + 4):
            path.write_bytes(whole[:kept])
            assert read_header(path).truncated


class TestNotDicom:
    @pytest.mark.parametrize(
        ("data", "said", "kind"),
        [
            (b"", "it is empty, 0 bytes", "empty"),
            (b"Dear colleague,\n\nplease find attached", "it is a text file", "text"),
            (b"<!DOCTYPE html><html>", "it is a web page", "web page"),
            (b"<manifest/>", "it is an XML document", "XML"),
            (b'{"a": 1}', "it is a JSON document", "JSON"),
            (b"\x89PNG\r\n\x1a\n" + bytes(99), "it is a picture", "picture"),
            (b"%PDF-1.7\n", "it is a PDF document", "PDF"),
            (b"PK\x03\x04" + bytes(99), "it is a ZIP archive", "ZIP"),
            (b"\x1f\x8b\x08" + bytes(99), "it is compressed with gzip", "gzip"),
            (bytes(4) + b"ftypisom" + bytes(99), "it is a video", "video"),
            (bytes(range(256)) * 9, "it has no DICOM header", "other"),
            (bytes(128) + b"DICM", "its header is damaged", "other"),
            (b"\x08\0\5\0CS\x0a\0ISO_IR 100", "its header is damaged", "other"),
        ],
    )
    def test_the_sentence_names_what_the_file_is(self, data: bytes, said: str, kind: str, tmp_path: Path) -> None:
        path = tmp_path / "scan.dcm"
        path.write_bytes(data)
        with pytest.raises(NotDicom) as refused:
            read_header(path)
        assert str(refused.value).startswith("scan.dcm ")
        assert said in refused.value.why
        assert refused.value.kind == kind
        assert refused.value.todo
        assert refused.value.exit_code == 2

    def test_a_pipe_is_refused_at_once(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.dcm")
        with pytest.raises(NotDicom, match="not a regular file"):
            read_header(tmp_path / "pipe.dcm")

    def test_a_file_that_is_not_there_is_said_to_be_so(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match="No such file"):
            read_header(tmp_path / "gone.dcm")

    def test_a_dicomdir_is_known_as_one(self) -> None:
        assert read_header(bundled("DICOMDIR")).is_dicomdir
        assert not read_header(bundled("CT_small.dcm")).is_dicomdir


class TestValues:
    @pytest.mark.parametrize(
        ("character_set", "name"),
        [
            ("ISO_IR 100", "Müller^Jörg"),
            ("ISO_IR 192", "Wang^XiaoDong=王^小东"),
            ("GB18030", "Wang^XiaoDong=王^小东"),
            ("ISO_IR 144", "Люкceмбypг"),
            ("ISO_IR 166", "สมชาย"),
            (["", "ISO 2022 IR 87"], "Yamada^Tarou=山田^太郎=やまだ^たろう"),
            (["", "ISO 2022 IR 149"], "Hong^Gildong=洪^吉洞=홍^길동"),
        ],
    )
    def test_names_of_every_script_are_read(self, character_set: str | list[str], name: str, tmp_path: Path) -> None:
        path = written(tmp_path / "f", SpecificCharacterSet=character_set, PatientName=name)
        assert read_header(path).patient.patient_name == name

    @pytest.mark.parametrize("character_set", ["", "ISO_IR 192", "ISO 2022 IR 87", "nonsense", "\\\\\\", "a\0b", "hex"])
    def test_a_name_that_its_character_set_cannot_hold_is_read_as_far_as_possible(
        self, character_set: str, tmp_path: Path
    ) -> None:
        path = written(tmp_path / "f", SpecificCharacterSet="ISO_IR 100", PatientName="M\xfcller^J\xf6rg")
        old, new = b"ISO_IR 100", character_set.encode().ljust(10)
        data = path.read_bytes()
        assert old in data
        path.write_bytes(data.replace(old, new[:10]))
        name = read_header(path).patient.patient_name
        assert name[0] == "M"
        assert name[2:6] == "ller" or character_set == "ISO 2022 IR 87"

    @pytest.mark.parametrize("position", ["1\\2", "1\\2\\nan", "1\\2\\x", "1\\2\\3\\4"])
    def test_a_position_that_is_none_counts_as_absent(self, position: str, tmp_path: Path) -> None:
        path = written(tmp_path / "f", ImagePositionPatient=["1", "2", "3.5"])
        assert read_header(path).instance.image_position_patient == (1, 2, 3.5)
        path.write_bytes(path.read_bytes().replace(b"DS\x08\x001\\2\\3.5 ", b"DS\x08\x00" + position.encode().ljust(8)))
        assert read_header(path).instance.image_position_patient == ()

    def test_a_number_of_frames_that_is_none_counts_as_one(self) -> None:
        assert read_header(bundled("badVR.dcm")).instance.number_of_frames == 1

    def test_a_header_longer_than_any_first_read_is_read(self, tmp_path: Path, by_pydicom: list[str]) -> None:
        step = Dataset()
        step.ImageComments = "x" * 9000
        nested = Dataset()
        nested.ReferencedImageSequence = [step] * 9
        path = written(
            tmp_path / "f", ReferencedImageSequence=[nested] * 5, PatientComments="y" * 5000, InstanceNumber=7, Rows=8
        )
        header = read_header(path)
        assert (header.instance.instance_number, header.instance.rows) == (7, 8)
        assert not by_pydicom

    @pytest.mark.parametrize("implicit_inside", [False, True])
    def test_a_sequence_without_length_is_passed(
        self, implicit_inside: bool, tmp_path: Path, by_pydicom: list[str]
    ) -> None:
        inner = b"\x08\0\x50\x11" + (b"\4\0\0\0" if implicit_inside else b"UI\4\0") + b"1.2\0"
        item = b"\xfe\xff\0\xe0\xff\xff\xff\xff" + inner + b"\xfe\xff\x0d\xe0\0\0\0\0"
        vr = b"UN" if implicit_inside else b"SQ"
        sequence = b"\x08\0\x40\x11" + vr + b"\0\0\xff\xff\xff\xff" + item * 2 + b"\xfe\xff\xdd\xe0\0\0\0\0"
        data = written(tmp_path / "f", InstanceNumber=7).read_bytes()
        place = data.index(b"\x20\0\x13\0IS")
        (tmp_path / "f").write_bytes(data[:place] + sequence + data[place:])
        assert read_header(tmp_path / "f").instance.instance_number == 7
        assert not by_pydicom


@pytest.mark.parametrize("name", ["CT_small.dcm", "MR_small_RLE.dcm", "image_dfl.dcm", "ExplVR_BigEnd.dcm"])
@pytest.mark.parametrize("share", [0.02, 0.5, 1.0])
def test_a_header_read_from_the_beginning_is_that_of_the_file(name: str, share: float) -> None:
    path = bundled(name)
    data = path.read_bytes()

    assert read_header(path, data[: int(len(data) * share)], len(data)) == read_header(path)


def test_a_cut_is_seen_from_the_beginning(tmp_path: Path) -> None:
    data = bundled("CT_small.dcm").read_bytes()[:20_000]
    cut = tmp_path / "cut.dcm"
    cut.write_bytes(data)

    assert read_header(cut, data[:8000], len(data)).truncated
