"""ImageJ's own text, byte for byte: what ImageJ 1.53t has been seen to give for the same files."""

from __future__ import annotations

from pathlib import Path
from struct import pack, unpack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom import Dataset, Sequence

from launcher.errors import NotDicom
from launcher.headers.walk import Doubt
from launcher.tags.imagej import exact, info, java_number
from launcher.tags.imagej_tiff import read_tiff
from launcher.tags.path import parse
from launcher.tags.values import text, values
from tests.files import bundled
from tests.launcher.tags.conftest import INFO, header, imagej_tiff, made

SEEN = [
    ("CT_small.dcm", "0008,1030", " e+1 ", "e+1"),
    ("CT_small.dcm", "0020,0032", r" -158.135803\-179.035797\-75.699997", r"-158.135803\-179.035797\-75.699997"),
    ("CT_small.dcm", "0028,0030", r" 0.661468\0.661468 ", r"0.661468\0.661468"),
    ("CT_small.dcm", "0043,1012", " 14 2 3 ", r"14\2\3"),
    ("CT_small.dcm", "0023,1070", " 8.62399761111079E8", "862399761.111079"),
    ("CT_small.dcm", "0008,0050", " ", ""),
    ("CT_small.dcm", "0099,9999", None, None),
    ("CT_small.dcm", "0019,1057", " 65441", "-95"),
    ("MR_small.dcm", "0008,1030", None, None),
    ("MR_small.dcm", "0020,0032", r" -83.9063\-91.2000\6.6406", r"-83.9063\-91.2000\6.6406"),
    ("rtdose.dcm", "0018,0050", " ", ""),
    ("rtdose.dcm", "0028,0009", "  0  ", "(3004,000C)"),
    ("examples_overlay.dcm", "0028,1050", " 200 ", r"450\200"),
    ("examples_palette.dcm", "0028,1101", " 256 0 16 ", r"256\0\16"),
]


@pytest.mark.parametrize("name, tag, as_in_imagej, as_text", SEEN)
def test_a_value_is_what_imagej_gives_and_what_it_should_be(
    name: str, tag: str, as_in_imagej: str | None, as_text: str | None
) -> None:
    found = next(parse(tag).find(header(bundled(name))), None)
    assert (exact(found.element, found.within) if found else None) == as_in_imagej
    assert (text(found.element, found.within) if found else None) == as_text


def test_a_sequence_before_it_does_not_hide_a_value(tmp_path: Path) -> None:
    """ImageJ finds the one within: its text does not tell them apart."""
    item = Dataset()
    item.PatientID = "INSIDE_ID"
    path = made(tmp_path / "f", ReferencedStudySequence=Sequence([item]), PatientID="P1")
    found = header(path)
    assert "0010,0020  Patient ID: INSIDE_ID " in info(found)
    assert [exact(one.element, one.within) for one in parse("0010,0020").find(found)] == [" P1"]


def test_the_text_of_a_tag_in_another_value_is_not_taken_for_it(tmp_path: Path) -> None:
    path = made(tmp_path / "f", EthnicGroup="0028,0030 trick: 7\\8"[:16], PixelSpacing=[0.5, 0.25])
    assert [text(one.element, one.within) for one in parse("0028,0030").find(header(path))] == [r"0.5\0.25"]


def test_the_whole_text_has_a_line_for_each_element() -> None:
    said = info(header(bundled("CT_small.dcm"))).split("\n")
    assert said[:3] == [
        "0002,0000  ---: 192",
        "0002,0002  Media Storage SOP Class UID: 1.2.840.10008.5.1.4.1.1.2 ",
        "0002,0003  Media Storage SOP Inst UID: 1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322 ",
    ]
    assert said[-2:] == ["7FE0,0010  Pixel Data: 6300", ""]
    assert "0008,0023  Image Date: 19970430" in said
    assert "0010,0022  ---: TEXT" in said
    assert len("\n".join(said)) == 7313


@pytest.mark.parametrize(
    "name, length",
    [("MR_small.dcm", 3138), ("MR_small_implicit.dcm", 3152), ("MR_small_bigendian.dcm", 3154), ("rtdose.dcm", 2040),
     ("examples_palette.dcm", 3886), ("examples_overlay.dcm", 5135), ("badVR.dcm", 2603)],
)  # fmt: skip
def test_the_whole_text_is_as_long_as_imagejs(name: str, length: int) -> None:
    assert len(info(header(bundled(name)))) == length


@pytest.mark.parametrize(
    "number, written",
    [(0.0, "0.0"), (1.0, "1.0"), (100.0, "100.0"), (-0.001, "-0.001"), (9999999.0, "9999999.0"), (1e7, "1.0E7"),
     (862399761.111079, "8.62399761111079E8"), (1.5e-5, "1.5E-5"), (float("nan"), "NaN"), (float("-inf"), "-Infinity")],
)  # fmt: skip
def test_numbers_are_written_as_java_writes_them(number: float, written: str) -> None:
    assert java_number(number) == written


def test_single_precision_has_no_more_digits_than_it_holds() -> None:
    (third,) = unpack("<f", pack("<f", 2.7727273))
    assert java_number(third, single=True) == "2.7727273"


class TestItsTiff:
    """A TIFF file in which ImageJ has kept a header."""

    @pytest.mark.parametrize("order", "<>")
    @pytest.mark.parametrize("as_label", [False, True])
    def test_has_the_tags_of_the_header(self, order: str, as_label: bool) -> None:
        found = header(imagej_tiff(order, as_label=as_label))
        said = {tag: next(parse(tag).find(found)) for tag in ("0008,1030", "0020,0032", "0028,0030", "0028,0010")}
        assert [exact(one.element, found) for one in said.values()] == [
            " TEMP BONE ", r" -265.0\-0.0\270.0", r" 0.5\0.25 ", " 2",
        ]  # fmt: skip
        assert [values(one.element, found) for one in said.values()] == [
            ["TEMP BONE"], [-265.0, -0.0, 270.0], [0.5, 0.25], [2],
        ]  # fmt: skip
        assert 0x00081111 not in found
        assert info(found) == INFO

    def test_has_size_place_and_calibration(self) -> None:
        data = imagej_tiff("<")
        tiff = read_tiff(lambda offset, length: data[offset : offset + length], len(data))
        assert (tiff.columns, tiff.rows, tiff.bits, tiff.samples, tiff.slices) == (3, 2, 16, 1, 1)
        assert tiff.pixel_spacing == (0.5, 0.25)
        assert tiff.description["c0"] == "-32768.0"
        assert data[tiff.offset :] == pack("<6H", *range(6))

    def test_without_a_header_is_a_picture(self) -> None:
        with pytest.raises(NotDicom, match="picture"):
            header(imagej_tiff(info="Title: blobs"))

    @settings(max_examples=300)
    @given(st.data())
    def test_damaged_is_doubted_and_nothing_else(self, data: st.DataObject) -> None:
        content = bytearray(imagej_tiff())
        for _ in range(data.draw(st.integers(1, 5))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        held = bytes(content)
        try:
            read_tiff(lambda offset, length: held[offset : offset + length], len(held))
        except Doubt:
            pass
