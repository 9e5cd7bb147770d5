"""Video: each frame by its number, from any of the streams, in any order."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydicom import Dataset
from pydicom.encaps import encapsulate

from tests.viewer.documents.objects import saved
from viewer.documents.video import read_video
from viewer.pixels import video
from viewer.pixels.decode import Undecodable, read_frame
from viewer.pixels.header import read_header

FRAMES = 40
STREAMS = {
    "MPEG-2 program stream": (".mpg", "100", ("-c:v", "mpeg2video", "-q:v", "2", "-bf", "2")),
    "MPEG-2 elementary stream": (".m2v", "100", ("-c:v", "mpeg2video", "-q:v", "2", "-bf", "2")),
    "H.264 in MP4": (".mp4", "102", ("-c:v", "libx264", "-qp", "10", "-g", "12")),
    "H.264 transport stream": (".ts", "102", ("-c:v", "libx264", "-qp", "10", "-g", "12")),
    "HEVC in MP4": (".mp4", "107", ("-c:v", "libx265", "-x265-params", "qp=10:keyint=12:log-level=none")),
}

pytestmark = pytest.mark.skipif(not video.is_available(), reason="PyAV is not installed")


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A DICOM video whose frame n has the grey 10 + 5·n, in one of ``STREAMS``."""
    folder = tmp_path_factory.mktemp("video")

    def make(name: str) -> Path:
        ending, number, options = STREAMS[name]
        made = folder / f"{name}.dcm"
        if made.exists():
            return made
        pictures = b"".join(np.full((96, 128, 3), 10 + 5 * place, np.uint8).tobytes() for place in range(FRAMES))
        encode = ["ffmpeg", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "128x96", "-r", "25", "-i", "-"]
        file = folder / f"stream-{number}{ending}"
        subprocess.run([*encode, *options, "-pix_fmt", "yuv420p", file], input=pictures, check=True, timeout=60)
        return in_dicom(made, file.read_bytes(), number)

    return make


def in_dicom(path: Path, stream: bytes, number: str, pieces: int = 1) -> Path:
    dataset = Dataset()
    dataset.Rows, dataset.Columns, dataset.NumberOfFrames = 96, 128, FRAMES
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation, dataset.PlanarConfiguration = 3, "YBR_PARTIAL_420", 0
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 8, 8, 7, 0
    dataset.CineRate = 25
    dataset.PixelData = encapsulate([stream], fragments_per_frame=pieces, has_bot=False)
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    uid = f"1.2.840.10008.1.2.4.{number}"
    return saved(path, dataset, "1.2.840.10008.5.1.4.1.1.77.1.1.1", "ES", transfer_syntax_uid=uid)


def grey(path: Path, index: int) -> float:
    return float(read_frame(str(path), index).values.mean())


@pytest.mark.parametrize("name", STREAMS)
def test_each_frame_is_the_one_of_its_number_in_whatever_order_it_is_asked_for(
    name: str, encoded: Callable[[str], Path]
) -> None:
    path = encoded(name)
    for index in (0, 1, 2, 17, 5, 39, 38, 13, 14, 0):
        assert grey(path, index) == pytest.approx(10 + 5 * index, abs=2.6), index


def test_a_stream_in_several_fragments_is_joined(encoded: Callable[[str], Path], tmp_path: Path) -> None:
    with video.stream(read_header(str(encoded("H.264 in MP4")))) as source:
        whole = source.read()
    path = in_dicom(tmp_path / "pieces.dcm", whole, "102.1", pieces=5)
    with video.stream(read_header(str(path))) as source:
        assert source.read().rstrip(b"\0") == whole.rstrip(b"\0")
    assert grey(path, 20) == pytest.approx(110, abs=2.6)


def test_the_picture_is_rgb_of_the_size_of_the_stream(encoded: Callable[[str], Path]) -> None:
    frame = read_frame(str(encoded("H.264 in MP4")), 3)
    assert frame.values.shape == (96, 128, 3)
    assert frame.is_colour


def test_a_frame_beyond_the_end_and_a_damaged_stream_are_named(encoded: Callable[[str], Path], tmp_path: Path) -> None:
    with video.stream(read_header(str(encoded("MPEG-2 program stream")))) as source:
        whole = source.read()
    cut = in_dicom(tmp_path / "cut.dcm", whole[: len(whole) // 3], "100")
    with pytest.raises(Undecodable, match="no frame 40"):
        read_frame(str(cut), 39)
    with pytest.raises(Undecodable, match="cannot be read"):
        read_frame(str(in_dicom(tmp_path / "junk.dcm", b"no video at all " * 100, "102")), 0)


@pytest.mark.parametrize(("name", "suffix"), [(name, STREAMS[name][0]) for name in STREAMS])
def test_without_a_decoder_the_stream_goes_to_the_system_s_player(
    name: str, suffix: str, encoded: Callable[[str], Path], tmp_path: Path
) -> None:
    document = read_video(read_header(str(encoded(name))))
    assert document.enclosed is not None
    assert document.enclosed.suffix == suffix
    assert document.enclosed.plays
    assert "40 frames, 1.6 s" in document.page.text
    out = tmp_path / f"out{suffix}"
    out.write_bytes(b"".join(document.enclosed.parts()))
    probe = [
        "ffprobe",
        "-v",
        "error",
        "-count_packets",
        "-show_entries",
        "stream=nb_read_packets",
        "-of",
        "csv=p=0",
        out,
    ]
    assert subprocess.run(probe, capture_output=True, timeout=60, check=True).stdout.startswith(b"40")
