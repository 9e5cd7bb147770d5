from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import Any

import imagecodecs
import numpy as np
import pytest
from pydicom.encaps import encapsulate

from viewer.pixels import voi, windowing
from viewer.pixels.codecs import CODECS
from viewer.pixels.decode import Undecodable, read_frame
from viewer.pixels.streams.jpeg import jpeg_header
from viewer.pixels.streams.jpeg2000 import jpeg2000_header
from viewer.pixels.streams.jpegxl import jpeg_xl_size

JPEG_BASELINE, JPEG_LOSSLESS, JPEG_LS = (f"1.2.840.10008.1.2.4.{n}" for n in (50, 57, 80))
NEAR_LOSSLESS, JPEG_2000, HTJ2K, HTJ2K_LOSSY = (f"1.2.840.10008.1.2.4.{n}" for n in (81, 90, 201, 203))
JPEG_XL, JPEG_XL_OF_JPEG, JPEG_XL_LOSSY = (f"1.2.840.10008.1.2.4.{n}" for n in (110, 111, 112))
RLE, DEFLATED_FRAME = "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.8.1"

RAMP = (np.arange(48 * 64).reshape(48, 64) * 21 % 4096).astype(np.uint16)
COLOURS = np.stack([np.tile(np.arange(0, 256, 4, dtype=np.uint8), (48, 1)) ^ n for n in (0, 60, 200)], axis=-1)

ENCODERS: dict[str, Callable[[np.ndarray], Any]] = {
    JPEG_LOSSLESS: lambda a: imagecodecs.jpeg8_encode(a, lossless=True, bitspersample=12 if a.itemsize == 2 else 8),
    JPEG_LS: lambda a: imagecodecs.jpegls_encode(a),
    JPEG_2000: lambda a: imagecodecs.jpeg2k_encode(a, level=0, codecformat="j2k", reversible=True),
    HTJ2K: lambda a: imagecodecs.htj2k_encode(a, reversible=True),
    JPEG_XL: lambda a: imagecodecs.jpegxl_encode(a, lossless=True, bitspersample=12 if a.itemsize == 2 else 8),
    DEFLATED_FRAME: lambda a: deflated(a.tobytes()),
}


def deflated(octets: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(octets) + packer.flush()


def described(values: np.ndarray, **more: object) -> dict[str, object]:
    samples = 3 if values.ndim == 3 else 1
    bits = 8 * values.itemsize
    return {
        "Rows": values.shape[0],
        "Columns": values.shape[1],
        "SamplesPerPixel": samples,
        "PhotometricInterpretation": "RGB" if samples == 3 else "MONOCHROME2",
        "PlanarConfiguration": 0,
        "BitsAllocated": bits,
        "BitsStored": 12 if bits == 16 else 8,
        "HighBit": 11 if bits == 16 else 7,
        "PixelRepresentation": 0,
    } | more


@pytest.mark.parametrize("values", [RAMP, COLOURS], ids=["grey", "colour"])
@pytest.mark.parametrize("syntax", ENCODERS)
def test_what_was_compressed_without_loss_comes_back(
    syntax: str, values: np.ndarray, written: Callable[..., str]
) -> None:
    path = written([ENCODERS[syntax](values)], syntax, **described(values))
    assert np.array_equal(read_frame(path).values, values)


def test_one_frame_of_several_is_decoded_alone(written: Callable[..., str]) -> None:
    frames = [ENCODERS[JPEG_LS](RAMP + n) for n in range(3)]
    damaged = [frames[0], b"\xff\xd8 no stream ", frames[2]]
    path = written(damaged, JPEG_LS, **described(RAMP, NumberOfFrames=3))
    assert np.array_equal(read_frame(path, 2).values, RAMP + 2)
    with pytest.raises(Undecodable):
        read_frame(path, 1)


def test_a_lossy_stream_that_overshoots_bits_stored_is_clipped_not_masked(written: Callable[..., str]) -> None:
    over = RAMP.copy()
    over[0, :3] = 4095, 4096, 4097
    path = written([imagecodecs.jpegls_encode(over)], NEAR_LOSSLESS, **described(RAMP))
    assert read_frame(path).values[0, :4].tolist() == [4095, 4095, 4095, 63]


def test_a_stream_of_8_bits_under_a_header_of_16_is_described_as_it_is(written: Callable[..., str]) -> None:
    small = (RAMP % 256).astype(np.uint8)
    path = written([imagecodecs.jpegls_encode(small)], JPEG_LS, **described(RAMP, BitsStored=8, HighBit=7))
    frame = read_frame(path)
    assert (frame.values.dtype.str, frame.description.bits_allocated) == ("|u1", 8)


def rle(values: np.ndarray, **header: int) -> bytes:
    """PS3.5 annex G, with another number of segments or first offset where ``header`` says so."""
    octets = values.astype(values.dtype.newbyteorder(">")).view(np.uint8).reshape(*values.shape[:2], -1)
    segments = [bytes(imagecodecs.packbits_encode(octets[..., n].tobytes())) for n in range(octets.shape[-1])]
    segments = [segment + b"\0" * (len(segment) % 2) for segment in segments]
    offsets = [64 + sum(map(len, segments[:n])) for n in range(15)]
    count, first = header.get("count", len(segments)), header.get("first", 64)
    return struct.pack("<16L", count, first, *offsets[1:]) + b"".join(segments)


@pytest.mark.parametrize("values", [RAMP, COLOURS, COLOURS[:3, :3]], ids=["grey", "colour", "odd"])
def test_rle_comes_back(values: np.ndarray, written: Callable[..., str]) -> None:
    assert np.array_equal(read_frame(written([rle(values)], RLE, **described(values))).values, values)


@pytest.mark.parametrize("lie", [{"count": 0}, {"count": 3}, {"count": 2**32 - 1}, {"first": 0}, {"first": 2**32 - 1}])
def test_an_rle_header_that_lies_is_not_followed(lie: dict[str, int], written: Callable[..., str]) -> None:
    with pytest.raises(Undecodable, match=r"the RLE header of \d+ segments is damaged; 2 are due"):
        read_frame(written([rle(RAMP, **lie)], RLE, **described(RAMP)))


def test_colour_planes_of_rle_are_put_together(bundled: Callable[[str], str]) -> None:
    assert read_frame(bundled("SC_rgb_rle.dcm")).values[5, 50].tolist() == [255, 0, 0]


class TestTheColourOfJpeg:
    """PS3.5 8.2.1: the stream is believed before the header."""

    @pytest.mark.parametrize(
        ("said", "segments", "ids", "rgb"),
        [
            ("RGB", b"", (1, 2, 3), True),
            ("YBR_FULL_422", b"", (1, 2, 3), False),
            ("RGB", b"\xff\xe0\x00\x10JFIF\0" + b"\0" * 9, (1, 2, 3), False),
            ("YBR_FULL", b"\xff\xee\x00\x0eAdobe\0\x64\0\0\0\0\0", (1, 2, 3), True),
            ("RGB", b"\xff\xee\x00\x0eAdobe\0\x64\0\0\0\0\1", (1, 2, 3), False),
            ("YBR_FULL", b"", (82, 71, 66), True),
            ("YBR_FULL", b"", (114, 103, 98), True),
        ],
    )
    def test_is_decided_by_its_markers(self, said: str, segments: bytes, ids: tuple[int, ...], rgb: bool) -> None:
        components = b"".join(struct.pack("3B", number, 0x11, 0) for number in ids)
        start_of_frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, 48, 64, 3) + components
        header = jpeg_header(b"\xff\xd8" + segments + start_of_frame)
        assert (header.rows, header.columns, header.component_ids) == (48, 64, ids)
        assert header.is_rgb(said) is rgb

    @pytest.mark.parametrize("said", ["RGB", "YBR_FULL_422"])
    def test_is_converted_once_when_the_stream_is_jfif(self, said: str, written: Callable[..., str]) -> None:
        flat = np.full((48, 64, 3), (200, 40, 90), np.uint8)
        stream = imagecodecs.jpeg8_encode(flat, level=98)
        path = written([stream], JPEG_BASELINE, **described(flat, PhotometricInterpretation=said))
        assert np.abs(read_frame(path).values.astype(int) - flat).max() <= 2


class TestTheColourOfJpeg2000:
    @pytest.mark.parametrize("said", ["RGB", "YBR_FULL", "YBR_RCT"])
    def test_is_rgb_when_the_stream_says_that_it_was_transformed(self, said: str, written: Callable[..., str]) -> None:
        stream = bytes(imagecodecs.jpeg2k_encode(COLOURS, level=0, codecformat="j2k", reversible=True, mct=True))
        assert jpeg2000_header(stream).colour_transform
        path = written([stream], JPEG_2000, **described(COLOURS, PhotometricInterpretation=said))
        assert np.array_equal(read_frame(path).values, COLOURS)

    def test_is_converted_when_the_header_says_ybr_and_the_stream_nothing(self, written: Callable[..., str]) -> None:
        grey_as_ybr = np.stack([COLOURS[..., 0], *[np.full((48, 64), 128, np.uint8)] * 2], axis=-1)
        stream = imagecodecs.jpeg2k_encode(grey_as_ybr, level=0, codecformat="j2k", reversible=True, mct=False)
        path = written([stream], JPEG_2000, **described(COLOURS, PhotometricInterpretation="YBR_FULL"))
        assert np.array_equal(read_frame(path).values, np.repeat(COLOURS[..., :1], 3, axis=-1))


@pytest.mark.parametrize("syntax", [JPEG_BASELINE, JPEG_LS, JPEG_2000, HTJ2K])
def test_a_stream_of_another_size_than_the_header_is_refused_before_it_is_decoded(
    syntax: str, written: Callable[..., str]
) -> None:
    stream = imagecodecs.jpeg8_encode(COLOURS) if syntax == JPEG_BASELINE else ENCODERS[syntax](COLOURS)
    path = written([stream], syntax, **described(COLOURS, Rows=47))
    with pytest.raises(Undecodable, match="the stream says 48 × 64 × 3 samples, the header 47 × 64 × 3 samples"):
        read_frame(path)


def test_a_syntax_without_a_decoder_is_named(written: Callable[..., str]) -> None:
    path = written([b"\0\0\0\1"], "1.2.840.10008.1.2.4.94", **described(COLOURS))
    with pytest.raises(Undecodable, match=r"no decoder for it; JPIP Referenced \(1\.2\.840\.10008\.1\.2\.4\.94\)"):
        read_frame(path)


def test_every_still_image_syntax_has_a_decoder() -> None:
    """Those of PS3.6 table A-1 that hold compressed pictures; MPEG, HEVC and references to servers are none."""
    numbers = (50, 51, 53, 55, 57, 70, 80, 81, 90, 91, 92, 93, 110, 111, 112, 201, 202, 203)
    assert CODECS.keys() == {*(f"1.2.840.10008.1.2.4.{number}" for number in numbers), RLE, DEFLATED_FRAME}


class TestFramesOfSingleBits:
    BITS = (np.arange(7 * 5).reshape(7, 5) % 3 == 0).astype(np.uint8)

    @pytest.mark.parametrize("syntax", [RLE, DEFLATED_FRAME])
    def test_come_back_also_where_rows_and_columns_make_no_whole_bytes(
        self, syntax: str, written: Callable[..., str]
    ) -> None:
        packed = np.packbits(self.BITS, bitorder="little").tobytes()
        segment = bytes(imagecodecs.packbits_encode(packed))
        stream = struct.pack("<16L", 1, 64, *[0] * 14) + segment if syntax == RLE else deflated(packed)
        header = described(self.BITS, BitsAllocated=1, BitsStored=1, HighBit=0)
        frame = read_frame(written([stream + b"\0" * (len(stream) % 2)], syntax, **header))
        assert np.array_equal(frame.values, self.BITS)
        assert (voi.to_uint8(frame, windowing.initial_window(frame)) == self.BITS * 255).all()


class TestJpegXl:
    @pytest.mark.parametrize(
        ("rows", "columns"), [(8, 8), (7, 5), (256, 256), (300, 200), (200, 400), (9, 16), (3000, 2)]
    )
    @pytest.mark.parametrize("container", [False, True])
    def test_tells_its_size_before_it_is_decoded(self, rows: int, columns: int, container: bool) -> None:
        stream = imagecodecs.jpegxl_encode(np.zeros((rows, columns), np.uint8), usecontainer=container)
        assert jpeg_xl_size(bytes(stream)) == (rows, columns)

    def test_of_a_jpeg_stream_is_rgb_whatever_the_header_kept(self, written: Callable[..., str]) -> None:
        jpeg = imagecodecs.jpeg8_encode(COLOURS, level=90)
        header = described(COLOURS, PhotometricInterpretation="YBR_FULL_422")
        frame = read_frame(written([imagecodecs.jpegxl_encode_jpeg(jpeg)], JPEG_XL_OF_JPEG, **header))
        assert np.abs(frame.values.astype(int) - imagecodecs.jpeg8_decode(jpeg)).max() <= 6

    def test_with_loss_stays_near(self, written: Callable[..., str]) -> None:
        smooth = np.add.outer(np.arange(64), np.arange(96)).astype(np.uint8)
        stream = imagecodecs.jpegxl_encode(smooth, distance=0.5)
        frame = read_frame(written([stream], JPEG_XL_LOSSY, **described(smooth)))
        assert np.abs(frame.values.astype(int) - smooth).max() <= 3


def test_white_of_a_lossy_high_throughput_stream_stays_white(written: Callable[..., str]) -> None:
    saturated = np.where(np.indices((64, 64)).sum(0)[..., None] % 16 < 8, 255, [250, 10, 0]).astype(np.uint8)
    stream = imagecodecs.htj2k_encode(saturated, reversible=False, level=0.05)
    frame = read_frame(written([stream], HTJ2K_LOSSY, **described(saturated, PhotometricInterpretation="YBR_ICT")))
    white = (saturated == 255).all(-1)
    assert frame.values[white].min() > 128


@pytest.mark.parametrize("with_table", [False, True])
def test_frames_in_several_fragments_are_put_together(with_table: bool, written: Callable[..., str]) -> None:
    frames = [bytes(ENCODERS[JPEG_LS](RAMP + n)) for n in range(3)]
    streams = encapsulate(frames, fragments_per_frame=3, has_bot=with_table)
    path = written(streams, JPEG_LS, **described(RAMP, NumberOfFrames=3))
    assert all(np.array_equal(read_frame(path, n).values, RAMP + n) for n in range(3))
