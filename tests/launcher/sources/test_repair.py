"""Files without the beginning that PS3.10 wants: in every encoding, behind anything."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from pydicom import Dataset, dcmread
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset

from launcher.sources import local
from tests.files import bundled
from tests.launcher.desk import Desk
from viewer.pixels.decode import read_frame

ENCODINGS = {"implicit": (True, True), "explicit": (False, True), "big endian": (False, False)}
BEGINNINGS = {
    "nothing": b"",
    "a stray preamble of zeros": bytes(128),
    "a stray preamble of text": b"written by a program that knew better. ".ljust(128, b"."),
    "a stray preamble of anything": bytes((37 * number + 11) % 256 for number in range(128)),
    "a preamble and DICM, but no file meta": bytes(128) + b"DICM",
    "DICM and no preamble": b"DICM",
}


def encoded(how: str) -> bytes:
    """The data set of an image, in an encoding."""
    image = dcmread(bundled("CT_small.dcm"))
    plain = Dataset()
    for element in image:
        if not element.tag.is_private:
            plain.add(element)
    if how == "big endian":
        plain.PixelData = image.pixel_array.byteswap().tobytes()
    written = DicomBytesIO()
    written.is_implicit_VR, written.is_little_endian = ENCODINGS["explicit" if how == "deflated" else how]
    write_dataset(written, plain)
    data: bytes = written.getvalue()
    return deflated(data) if how == "deflated" else data


def deflated(data: bytes) -> bytes:
    stream = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("how", [*ENCODINGS, "deflated"])
def test_an_image_is_shown_whatever_it_begins_with(desk: Desk, tmp_path: Path, how: str, beginning: str) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "report.pdf").write_bytes(BEGINNINGS[beginning] + encoded(how))
    (folder / "noise.dcm").write_bytes(bytes((91 * number) % 253 for number in range(3000)))
    work = desk.work()

    local.open_paths(work, [str(folder)])

    assert desk.ended(work).received == 1
    assert work.job.text == "1 image, 1 other file"
    (path,) = desk.paths()
    expected = dcmread(bundled("CT_small.dcm")).pixel_array
    assert (read_frame(str(path)).values == expected).all()


def test_the_same_image_again_leaves_no_second_copy(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "stray"
    file.write_bytes(b"x" * 128 + encoded("implicit"))
    for _ in range(2):
        work = desk.work()
        local.open_paths(work, [str(file)])
        assert desk.ended(work).received == 1

    assert len(desk.files()) == 1


@pytest.mark.parametrize("data", [b"\x08\0\0\0" + bytes(400), deflated(b"\x08\0\x05\0CS\x0a\0ISO_IR 100" * 9)])
def test_what_only_begins_like_a_data_set_is_none(desk: Desk, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "almost"
    file.write_bytes(b"x" * 128 + data)
    work = desk.work()

    local.open_paths(work, [str(file)])

    assert desk.ended(work).state == "failed"
    assert desk.files() == set()
