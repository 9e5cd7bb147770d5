"""Whole headers, element by element: the same as pydicom reads, whatever the transfer syntax, and pixels left alone."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.uid import JPEG2000Lossless

from launcher.errors import NotDicom
from launcher.headers.walk import UNDEFINED, Doubt, ReadAt
from launcher.tags import elements
from launcher.tags.elements import DataSet, Wanted, read, wanted
from launcher.tags.reading import read_header
from tests.files import BUNDLED, FILES, bundled
from tests.launcher.tags.conftest import header, made


def _read_by_pydicom(path: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pydicom.dcmread(path, force=True)


def _compare(ours: DataSet, theirs: Any) -> None:
    own = {tag for tag in ours if tag >> 16 != 2}
    assert own == set(map(int, theirs.keys()))
    for tag in own:
        element, raw = ours[tag], theirs.get_item(tag)
        if isinstance(element.value, tuple):
            for item, other in zip(element.value, theirs[tag].value, strict=True):
                _compare(item, other)
        elif element.value is not None and isinstance(raw.value, bytes) and raw.is_little_endian:
            assert element.value == raw.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(BUNDLED)))
def test_the_elements_are_those_that_pydicom_reads(path: Path) -> None:
    if path.name == "no_meta.dcm":
        with pytest.raises(NotDicom):
            header(path)
        return
    if path.name == "rtplan_truncated.dcm":
        assert header(path).truncated
        return
    _compare(header(path), _read_by_pydicom(path))


@pytest.mark.parametrize("name", ["MR_small.dcm", "image_dfl.dcm", "MR_small_bigendian.dcm", "JPEG2000.dcm"])
def test_what_is_wanted_is_the_same_as_when_everything_is(name: str) -> None:
    whole = header(bundled(name))
    some = header(bundled(name), wanted([0x00080060, 0x00280010]))
    assert some[0x00080060] == whole[0x00080060]
    assert some[0x00280010] == whole[0x00280010]
    assert max(some) <= 0x00280010


def test_big_endian_numbers_come_out_little_endian() -> None:
    little, big = header(bundled("MR_small.dcm")), header(bundled("MR_small_bigendian.dcm"))
    for tag in (0x00280010, 0x00280100, 0x00280106):
        assert little[tag].value == big[tag].value


def test_of_a_file_with_many_pixels_only_the_header_is_read(tmp_path: Path) -> None:
    path = made(tmp_path / "f", Modality="CT", Rows=1024, Columns=1024, BitsAllocated=16, PixelData=bytes(2 << 20))
    data, most = path.read_bytes(), 0

    def read_at(offset: int, length: int) -> bytes:
        nonlocal most
        most = max(most, offset + min(length, len(data)))
        return data[offset : offset + length]

    found = read(read_at, len(data))
    assert found[0x7FE00010].length == 2 << 20
    assert found[0x7FE00010].value is None
    assert most <= 16 << 10


def test_the_fragments_of_compressed_pixels_are_passed_over(tmp_path: Path) -> None:
    image = _read_by_pydicom(made(tmp_path / "f", Rows=2, Columns=2, BitsAllocated=8))
    image.file_meta.TransferSyntaxUID = JPEG2000Lossless
    image.PixelData = pydicom.encaps.encapsulate([b"\xff\x4f\xff\x51" * 500, b"12" * 9])
    image["PixelData"].VR, image["PixelData"].is_undefined_length = "OB", True
    image.DataSetTrailingPadding = b"1234"
    image.save_as(tmp_path / "g")
    found = header(tmp_path / "g")
    assert found[0x7FE00010].length == UNDEFINED
    assert found[0xFFFCFFFC].value == b"1234"


def test_cut_pixels_are_told_and_the_header_is_whole() -> None:
    found = header(bundled("MR_truncated.dcm"))
    assert found.truncated == "the pixel data breaks off"
    assert found[0x00280010].value == b"\x40\x00"


@pytest.mark.parametrize("asked", [None, 0x00280030], ids=["everything", "one tag"])
def test_a_header_that_ends_within_an_element_says_so_wherever_that_is(asked: int | None) -> None:
    path = bundled("CT_small.dcm")
    whole, between = path.read_bytes(), {one.offset + one.length for one in header(path).values()}
    for size in range(337, header(path)[0x00280030].offset):
        said = _missing(whole[:size], wanted([asked]) if asked else elements.EVERYTHING)
        assert said or size in between, size


def _missing(data: bytes, asked: Wanted) -> str:
    try:
        return read_header(_at(data), len(data), "f", asked).truncated
    except NotDicom as error:
        return str(error)


def _at(data: bytes) -> ReadAt:
    return lambda offset, length: data[offset : offset + length]


def test_a_value_without_reason_to_be_so_long_stays_in_the_file(tmp_path: Path) -> None:
    path = made(tmp_path / "f", EncapsulatedDocument=bytes(elements.LONGEST_VALUE + 2))
    found = header(path)[0x00420011]
    assert found.value is None
    assert path.read_bytes()[found.offset :] == bytes(found.length)


def test_sequences_within_sequences_end_somewhere() -> None:
    item = b"\xfe\xff\0\xe0\xff\xff\xff\xff"
    start = b"\x08\0\x40\x11SQ\0\0\xff\xff\xff\xff" + item
    meta = bundled("CT_small.dcm").read_bytes()[:336]
    data = meta + start * 5000
    with pytest.raises((Doubt, NotDicom)):
        header(data)


@settings(max_examples=300)
@given(st.data())
def test_damaged_bytes_raise_nothing_but_our_sentence(data: st.DataObject) -> None:
    content = bytearray(bundled("reportsi.dcm").read_bytes()[:3000])
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    held = bytes(content[: data.draw(st.integers(0, len(content)))])
    try:
        read_header(lambda offset, length: held[offset : offset + length], len(held), "it")
    except NotDicom as error:
        assert str(error).startswith("it ")
