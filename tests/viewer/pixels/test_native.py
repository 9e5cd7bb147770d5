from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from launcher.errors import NotDicom, RequestError
from viewer.pixels.decode import LARGEST_FRAME, Undecodable, read_frame

BIG_ENDIAN, DEFLATED = "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"
COLOURS = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)


def test_planes_of_colour_are_put_together(written: Callable[..., str]) -> None:
    planes = np.ascontiguousarray(COLOURS.transpose(2, 0, 1))
    path = written(COLOURS, PlanarConfiguration=1, PixelData=planes.tobytes() + b"\0")
    assert np.array_equal(read_frame(path).values, COLOURS)


@pytest.mark.parametrize("frame_index", [0, 1, 2])
def test_frames_of_an_odd_number_of_bytes_follow_each_other_without_padding(
    frame_index: int, written: Callable[..., str]
) -> None:
    path = written(COLOURS, NumberOfFrames=3, PixelData=b"".join((COLOURS + n).tobytes() for n in range(3)) + b"\0")
    assert np.array_equal(read_frame(path, frame_index).values, COLOURS + frame_index)


@pytest.mark.parametrize("frame_index", [0, 1, 2, 3])
def test_one_bit_frames_follow_each_other_within_a_byte(frame_index: int, written: Callable[..., str]) -> None:
    bits = np.random.default_rng(1).integers(0, 2, (4, 5, 7), np.uint8)
    data = np.packbits(bits.reshape(-1), bitorder="little").tobytes()
    path = written(bits[0], BitsAllocated=1, BitsStored=1, HighBit=0, NumberOfFrames=4, PixelData=data)
    assert np.array_equal(read_frame(path, frame_index).values, bits[frame_index])


@pytest.mark.parametrize("dtype", ["u1", "i2", "u4"])
def test_big_endian_values_are_turned_round(dtype: str, tmp_path: Path, written: Callable[..., str]) -> None:
    values = np.arange(-40, 40).astype(dtype).reshape(8, 10)
    path = written(values, BIG_ENDIAN, PixelData=values.astype(f">{dtype}").tobytes())
    frame = read_frame(path)
    assert frame.values.dtype == np.dtype(dtype)
    assert np.array_equal(frame.values, values)


def test_native_ybr_is_converted_with_the_full_range(written: Callable[..., str]) -> None:
    ybr = np.array([[[76, 85, 255], [150, 44, 21], [29, 255, 107], [255, 128, 128]]], np.uint8)
    path = written(ybr, PhotometricInterpretation="YBR_FULL")
    wanted = [[[254, 0, 0], [0, 255, 1], [0, 0, 254], [255, 255, 255]]]
    assert np.abs(read_frame(path).values.astype(int) - wanted).max() <= 1


def test_colour_of_16_bits_is_scaled_by_its_bits_stored(written: Callable[..., str]) -> None:
    deep = np.array([[[0, 2048, 4095]]], np.uint16)
    path = written(deep, BitsStored=12, HighBit=11)
    assert read_frame(path).values.tolist() == [[[0, 128, 255]]]


def test_a_deflated_file_is_inflated(written: Callable[..., str]) -> None:
    assert np.array_equal(read_frame(written(COLOURS, DEFLATED)).values, COLOURS)


def test_a_deflated_file_that_grows_without_end_is_refused(
    written: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.pixels.header.LARGEST_INFLATED", 1 << 16)
    path = written(np.zeros((512, 512), np.uint16), DEFLATED)
    assert Path(path).stat().st_size < 4096
    with pytest.raises(NotDicom, match="larger than"):
        read_frame(path)


@pytest.mark.parametrize(("keyword", "dtype"), [("FloatPixelData", "f4"), ("DoubleFloatPixelData", "f8")])
def test_floating_point_pixels_are_read(
    keyword: str, dtype: str, bundled: Callable[[str], str], tmp_path: Path
) -> None:
    import pydicom

    values = np.linspace(-1, 1, 64 * 64).astype(dtype).reshape(64, 64)
    dataset = pydicom.dcmread(bundled("MR_small.dcm"))
    for absent in ("PixelData", "BitsStored", "HighBit", "PixelRepresentation", "BitsAllocated"):
        delattr(dataset, absent)
    setattr(dataset, keyword, values.tobytes())
    dataset.save_as(tmp_path / "float.dcm")
    assert np.array_equal(read_frame(str(tmp_path / "float.dcm")).values, values)


def test_a_frame_that_is_not_there_is_a_wrong_request(written: Callable[..., str]) -> None:
    with pytest.raises(RequestError, match="There is no frame 2: the file has 1"):
        read_frame(written(COLOURS), 1)


def test_a_header_that_claims_far_more_than_the_file_holds_is_refused(written: Callable[..., str]) -> None:
    with pytest.raises(Undecodable, match="the file holds 106 of the 12000000 bytes of this frame"):
        read_frame(written(COLOURS, Rows=2000, Columns=2000))


def test_a_frame_too_large_for_any_memory_is_refused(written: Callable[..., str]) -> None:
    assert LARGEST_FRAME < 65535 * 65535 * 3
    with pytest.raises(Undecodable, match="65535 × 65535 pixels is too large"):
        read_frame(written(COLOURS, Rows=65535, Columns=65535))


def test_a_number_of_frames_that_is_no_number_is_one(bundled: Callable[[str], str]) -> None:
    assert read_frame(bundled("badVR.dcm")).description.number_of_frames == 1


@pytest.mark.parametrize("name", ["rtplan.dcm", "test-SR.dcm", "waveform_ecg.dcm"])
def test_what_holds_no_pixels_is_said_to_hold_none(name: str, bundled: Callable[[str], str]) -> None:
    with pytest.raises(Undecodable, match="it holds no pixel data"):
        read_frame(bundled(name))


@pytest.mark.parametrize("content", [b"", b"root:x:0:0\n" * 200, b"%PDF-1.4\n", b"PK\3\4" + b"\0" * 300])
def test_a_file_of_another_kind_is_not_dicom(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "text.dcm").write_bytes(content)
    with pytest.raises(NotDicom):
        read_frame(str(tmp_path / "text.dcm"))


def test_a_file_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    with pytest.raises(Undecodable, match=r"gone\.dcm: No such file or directory"):
        read_frame(str(tmp_path / "gone.dcm"))
