"""Whatever a file holds, only our own errors leave the decoder, and soon."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from launcher.errors import WetreadError
from viewer.pixels import voi
from viewer.pixels.decode import read_frame

FILES = (
    "MR_small.dcm",
    "MR_small_RLE.dcm",
    "MR_small_bigendian.dcm",
    "MR_small_jp2klossless.dcm",
    "MR_small_jpeg_ls_lossless.dcm",
    "JPEG-lossy.dcm",
    "SC_rgb_jpeg_gdcm.dcm",
    "SC_rgb_dcmtk_+eb+cy+np.dcm",
    "SC_rgb_rle_16bit_2frame.dcm",
    "SC_ybr_full_422_uncompressed.dcm",
    "examples_palette.dcm",
    "liver_1frame.dcm",
    "rtdose.dcm",
    "image_dfl.dcm",
)


def draw_if_possible(path: Path, frame_index: int = 0) -> None:
    begun = time.monotonic()
    try:
        frame = read_frame(str(path), frame_index)
        picture = voi.to_rgb32(frame, voi.initial_window(frame))
        assert picture.shape == frame.values.shape[:2]
    except WetreadError as error:
        assert len(str(error)) < 1000
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_anywhere_is_drawn_or_refused(name: str, bundled: Callable[[str], str], tmp_path: Path) -> None:
    whole = Path(bundled(name)).read_bytes()
    chance = random.Random(name)
    for length in [0, 1, 131, 132, 140, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(20))]:
        cut = tmp_path / f"{length}.dcm"
        cut.write_bytes(whole[:length])
        draw_if_possible(cut)


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_changed_bytes_is_drawn_or_refused(
    name: str, bundled: Callable[[str], str], tmp_path: Path
) -> None:
    whole = Path(bundled(name)).read_bytes()
    chance = random.Random(name)
    for turn in range(40):
        changed = bytearray(whole)
        end = len(whole) if turn % 2 else min(len(whole), 3000)  # every other time in the header
        for _ in range(chance.randrange(1, 30)):
            changed[chance.randrange(132, end)] = chance.randrange(256)
        damaged = tmp_path / f"{turn}.dcm"
        damaged.write_bytes(changed)
        draw_if_possible(damaged, turn % 2)


@pytest.mark.parametrize("number", ["2147483647", "-5", "0", "1e9", "x"])
def test_no_number_of_frames_makes_it_stumble(number: str, bundled: Callable[[str], str], tmp_path: Path) -> None:
    import pydicom
    from pydicom import config

    with config.disable_value_validation():
        dataset = pydicom.dcmread(bundled("MR_small_RLE.dcm"))
        dataset.add_new("NumberOfFrames", "SH", number)
        dataset.save_as(tmp_path / "frames.dcm")
    for frame_index in (0, 1, 2**31 - 2):
        draw_if_possible(tmp_path / "frames.dcm", frame_index)
