"""Files that are still coming: a frame is there when the last of its bytes is, and never before."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom import Dataset
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.uid import (
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    JPEGBaseline8Bit,
    RLELossless,
    UltrasoundMultiFrameImageStorage,
    generate_uid,
)

from viewer.pixels.decode import NotYet, read_frame

FRAMES, SIZE = 5, 8


def image(transfer_syntax: str = ExplicitVRLittleEndian, **values: Any) -> Dataset:
    """An image of ``FRAMES`` frames, which still lacks its pixels."""
    made = Dataset()
    made.file_meta = pydicom.dataset.FileMetaDataset()
    made.file_meta.TransferSyntaxUID = transfer_syntax
    made.SOPClassUID = made.file_meta.MediaStorageSOPClassUID = UltrasoundMultiFrameImageStorage
    made.SOPInstanceUID = made.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    made.Modality, made.SamplesPerPixel, made.PhotometricInterpretation = "US", 1, "MONOCHROME2"
    made.NumberOfFrames, made.Rows, made.Columns = FRAMES, SIZE, SIZE
    made.BitsAllocated = made.BitsStored = 8
    made.HighBit, made.PixelRepresentation = 7, 0
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


def saved(made: Dataset, folder: Path) -> Path:
    file = folder / "whole.dcm"
    made.save_as(file, enforce_file_format=True)
    return file


def streams() -> list[bytes]:
    """A JPEG stream for each frame, all of another length."""
    found = []
    for number in range(FRAMES):
        stream = io.BytesIO()
        pixels = np.random.default_rng(number).integers(0, 256, (SIZE, SIZE), np.uint8)
        Image.fromarray(pixels).save(stream, "JPEG", quality=50 + 10 * number)
        found.append(stream.getvalue() + b"\0" * (len(stream.getvalue()) % 2))
    return found


def native(folder: Path, bits: int = 8, syntax: str = ExplicitVRLittleEndian, **values: Any) -> tuple[Path, int]:
    made = image(syntax, BitsAllocated=bits, BitsStored=bits, HighBit=bits - 1, **values)
    share = 2 if values.get("PhotometricInterpretation") == "YBR_FULL_422" else made.SamplesPerPixel
    count = FRAMES * SIZE * SIZE * share * bits // 8
    made.PixelData = np.random.default_rng(0).integers(0, 256, count, np.uint8).tobytes()
    made["PixelData"].VR = "OB" if bits == 8 else "OW"
    return saved(made, folder), count // FRAMES


def arrivals(whole: Path, growing: Path, sizes: list[int]) -> list[list[int]]:
    """Which frames can be read at each of these sizes; each that can is the one that the whole file has."""
    expected = [read_frame(str(whole), index) for index in range(FRAMES)]
    data, found = whole.read_bytes(), []
    growing.write_bytes(b"")
    for size in sizes:
        with growing.open("ab") as file:
            file.write(data[file.tell() : size])
        there = []
        for index in range(FRAMES):
            try:
                frame = read_frame(str(growing), index, growing=True)
            except NotYet:
                continue
            assert np.array_equal(frame.values, expected[index].values)
            there.append(index)
        found.append(there)
    return found


UNCOMPRESSED = pytest.mark.parametrize(
    ("bits", "values"),
    [
        (8, {}),
        (16, {}),
        (16, {"syntax": ExplicitVRBigEndian}),
        (1, {}),
        (8, {"SamplesPerPixel": 3, "PhotometricInterpretation": "RGB", "PlanarConfiguration": 1}),
        (8, {"SamplesPerPixel": 3, "PhotometricInterpretation": "YBR_FULL_422", "PlanarConfiguration": 0}),
    ],
    ids=["8 bits", "16 bits", "big endian", "1 bit", "colour planes", "shared chroma"],
)


@UNCOMPRESSED
def test_an_uncompressed_frame_is_there_with_its_last_byte(tmp_path: Path, bits: int, values: dict[str, Any]) -> None:
    whole, length = native(tmp_path, bits, **values)
    begin = whole.stat().st_size - FRAMES * length
    ends = [begin + length * (index + 1) for index in range(FRAMES)]

    found = arrivals(whole, tmp_path / "growing", [begin, *(size for end in ends for size in (end - 1, end))])

    assert found[0] == []
    for index in range(FRAMES):
        assert found[1 + 2 * index : 3 + 2 * index] == [list(range(index)), list(range(index + 1))]


@UNCOMPRESSED
def test_an_uncompressed_frame_may_come_before_the_others(tmp_path: Path, bits: int, values: dict[str, Any]) -> None:
    whole, length = native(tmp_path, bits, **values)
    data, expected = whole.read_bytes(), read_frame(str(whole), 2)
    begin = len(data) - FRAMES * length
    growing = tmp_path / "growing"
    growing.write_bytes(data[: begin + 1])

    frame = read_frame(str(growing), 2, growing=True, early_frame=data[begin + 2 * length :][:length])

    assert np.array_equal(frame.values, expected.values)
    assert frame.missing[0] == 0


def test_a_compressed_frame_may_come_before_the_others(tmp_path: Path) -> None:
    made = image(JPEGBaseline8Bit)
    made.PixelData = encapsulate(streams())
    whole = saved(made, tmp_path)
    growing = tmp_path / "growing"
    growing.write_bytes(whole.read_bytes()[: -len(made.PixelData)])

    frame = read_frame(str(growing), 2, growing=True, early_frame=streams()[2])

    assert np.array_equal(frame.values, read_frame(str(whole), 2).values)


def fragmented() -> bytes:
    """Without an offset table, and each frame in two fragments."""
    items = [b"\xfe\xff\x00\xe0" + struct.pack("<L", 0)]
    for stream in streams():
        half = len(stream) // 4 * 2
        items += [b"\xfe\xff\x00\xe0" + struct.pack("<L", len(part)) + part for part in (stream[:half], stream[half:])]
    return b"".join(items)


@pytest.mark.parametrize("kind", ["table", "no table", "extended table", "fragments", "rle"])
def test_a_compressed_frame_is_there_when_the_next_one_begins(tmp_path: Path, kind: str) -> None:
    made = image(RLELossless if kind == "rle" else JPEGBaseline8Bit)
    if kind == "extended table":
        made.PixelData, made.ExtendedOffsetTable, made.ExtendedOffsetTableLengths = encapsulate_extended(streams())
    elif kind == "rle":
        flat = [np.full((SIZE, SIZE), 10 * number, np.uint8) for number in range(FRAMES)]
        whole = image()
        whole.PixelData = np.stack(flat).tobytes()
        whole["PixelData"].VR = "OB"
        whole.compress(RLELossless, generate_instance_uid=False)
        made.PixelData = whole.PixelData
    else:
        made.PixelData = fragmented() if kind == "fragments" else encapsulate(streams(), has_bot=kind == "table")
    made["PixelData"].VR, made["PixelData"].is_undefined_length = "OB", True
    file = saved(made, tmp_path)
    size = file.stat().st_size
    begin = size - len(made.PixelData) - 8

    found = arrivals(file, tmp_path / "growing", list(range(begin + 8, size + 1, 3)))

    assert found[0] == []
    assert all(there == list(range(len(there))) for there in found)
    assert [len(there) for there in found] == sorted(len(there) for there in found)
    assert len(found[-1]) == FRAMES - 1  # the last one is told from the others when the file is whole
    assert {len(there) for there in found} == set(range(FRAMES))


def test_a_file_that_is_fetched_anew_holds_no_frame_meanwhile(tmp_path: Path) -> None:
    with pytest.raises(NotYet, match="Frame 3 has not come yet"):
        read_frame(str(tmp_path / "gone"), 2, growing=True)


def test_offsets_that_lead_nowhere_find_no_frame(tmp_path: Path) -> None:
    made = image(JPEGBaseline8Bit)
    table = struct.pack("<5L", 0, 4_000_000_000, 3, 2, 1)
    items = b"".join(b"\xfe\xff\x00\xe0" + struct.pack("<L", len(part)) + part for part in (table, *streams()))
    made.PixelData = items
    made["PixelData"].VR, made["PixelData"].is_undefined_length = "OB", True
    file = saved(made, tmp_path)

    for index in range(FRAMES):
        with pytest.raises(NotYet):
            read_frame(str(file), index, growing=True)
