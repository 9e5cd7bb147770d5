"""Each image that comes with pydicom looks as dcmtk draws it."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.data import get_testdata_files

from viewer.pixels import overlays, voi
from viewer.pixels.decode import StoredFrame, Undecodable, read_frame
from viewer.pixels.description import Voi, VoiWindow
from viewer.pixels.values import stored_values

TABLE = tomllib.loads((Path(__file__).parents[2] / "references" / "dcmtk_pictures.toml").read_text())
JPEG = re.compile(r"1\.2\.840\.10008\.1\.2\.4\.[57]\d$")
JPEG_LS = re.compile(r"1\.2\.840\.10008\.1\.2\.4\.8\d$")


def _images() -> list[Path]:
    found = []
    for name in get_testdata_files():
        path = Path(str(name))
        if path.is_file() and path.read_bytes()[128:132] == b"DICM":
            with warnings.catch_warnings(action="ignore"):
                header = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=["Rows"])
            found += [path] if "Rows" in header else []
    return sorted(found)


IMAGES = _images()
EXCEPTIONS = TABLE["dcmtk_cannot"] | TABLE["undecodable"]
DRAWN_BY_DCMTK = [path for path in IMAGES if path.name not in EXCEPTIONS]


def test_the_table_speaks_only_of_files_that_there_are() -> None:
    names = {path.name for path in IMAGES}
    assert len(names) > 60
    assert names >= EXCEPTIONS.keys()


@pytest.mark.parametrize("name", TABLE["undecodable"])
def test_what_nobody_can_decode_is_refused_with_its_transfer_syntax(name: str, bundled: Callable[[str], str]) -> None:
    with pytest.raises(
        Undecodable, match=r"JPEG 2000 Image Compression \(1\.2\.840\.10008\.1\.2\.4\.91\), instance 1\.3\.6"
    ):
        read_frame(bundled(name))


@pytest.mark.parametrize("name", TABLE["dcmtk_cannot"])
def test_an_image_that_dcmtk_cannot_draw_is_drawn(name: str, bundled: Callable[[str], str]) -> None:
    frame = read_frame(bundled(name))
    assert np.ptp(voi.to_uint8(frame, voi.initial_window(frame))) > 100


@pytest.mark.parametrize("path", DRAWN_BY_DCMTK, ids=lambda path: path.name)
def test_an_image_looks_as_dcmtk_draws_it(path: Path, tmp_path: Path) -> None:
    frame = read_frame(str(path))
    window = voi.initial_window(frame)
    ours = overlays.drawn(voi.to_uint8(frame, window), frame.overlays, ink=255)
    theirs = _drawn_by_dcmtk(path, frame, window, tmp_path / "reference.pnm")
    assert ours.shape == theirs.shape
    assert np.abs(ours.astype(int) - theirs).max() <= 1


def _drawn_by_dcmtk(path: Path, frame: StoredFrame, window: Voi, target: Path) -> np.ndarray:
    syntax = frame.description.transfer_syntax_uid
    tool = "dcmj2pnm" if JPEG.match(syntax) else "dcml2pnm" if JPEG_LS.match(syntax) else "dcm2pnm"
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} (Debian package dcmtk) is not installed")
    subprocess.run([tool, "-q", *_window_options(frame, window), path, target], check=True, timeout=30)
    return _parsed_pnm(target.read_bytes())


def _window_options(frame: StoredFrame, window: Voi) -> list[str]:
    if not frame.description.is_grey:
        return []
    if frame.description.windows:
        return ["+Wi", "1"]
    assert isinstance(window, VoiWindow)
    if window.width < 1:  # a number that dcmtk does not take, for what it can do itself
        return ["+Wm"]
    return ["+Ww", str(window.center), str(window.width)]


def _parsed_pnm(data: bytes) -> np.ndarray:
    header = re.match(rb"P([56])\s(?:#.*\n)*\s*(\d+)\s+(\d+)\s+255\s", data)
    assert header is not None
    columns, rows = int(header[2]), int(header[3])
    samples = np.frombuffer(data, np.uint8, offset=header.end())
    return samples.reshape((rows, columns, 3) if header[1] == b"6" else (rows, columns))


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("MR_small_jp2klossless.dcm", "MR_small.dcm"),
        ("MR_small_jpeg_ls_lossless.dcm", "MR_small.dcm"),
        ("MR_small_RLE.dcm", "MR_small.dcm"),
        ("MR_small_bigendian.dcm", "MR_small.dcm"),
        ("MR_small_implicit.dcm", "MR_small.dcm"),
        ("SC_rgb_small_odd_big_endian.dcm", "SC_rgb_small_odd.dcm"),
        ("liver_expb_1frame.dcm", "liver_1frame.dcm"),
        ("rtdose_expb.dcm", "rtdose.dcm"),
        ("rtdose_expb_1frame.dcm", "rtdose_1frame.dcm"),
        ("rtdose_rle.dcm", "rtdose.dcm"),
    ],
)
def test_a_file_in_another_syntax_without_loss_holds_the_same_values(
    name: str, original: str, bundled: Callable[[str], str]
) -> None:
    assert np.array_equal(read_frame(bundled(name)).values, read_frame(bundled(original)).values)


@pytest.mark.parametrize(
    "name",
    ["693_J2KI.dcm", "J2K_pixelrep_mismatch.dcm", "JPEG2000.dcm", "MR_small_jp2klossless.dcm"],
)
def test_grey_jpeg_2000_holds_the_values_that_pillow_finds(name: str, bundled: Callable[[str], str]) -> None:
    frame = read_frame(bundled(name))
    theirs = pydicom.dcmread(bundled(name)).pixel_array
    ours = stored_values(frame.values, frame.description)
    assert np.abs(ours.astype(int) - theirs).max() <= (0 if name.startswith("MR") else 1)


@pytest.mark.parametrize("name", ["examples_jpeg2k.dcm", "SC_rgb_gdcm_KY.dcm"])
def test_colour_jpeg_2000_looks_as_pillow_decodes_it(name: str, bundled: Callable[[str], str]) -> None:
    theirs = pydicom.dcmread(bundled(name)).pixel_array
    assert np.abs(read_frame(bundled(name)).values.astype(int) - theirs).max() <= 1


def test_a_cut_file_shows_what_is_there(bundled: Callable[[str], str]) -> None:
    whole, cut = read_frame(bundled("MR_small.dcm")).values, read_frame(bundled("MR_truncated.dcm")).values
    assert cut.shape == whole.shape
    assert np.array_equal(cut[:-1], whole[:-1])
