"""Each image that comes with pydicom, and a file for each rule, looks as other programs draw it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import pytest

from tests.references import pictures
from tests.references.made_images import MADE
from viewer.pixels import voi, windowing
from viewer.pixels.decode import Undecodable, read_frame
from viewer.pixels.values import stored_values

TABLE = pictures.table()
IMAGES = {path.name: path for path in pictures.bundled_images()}
CUT = "JPEG2000-embedded-sequence-delimiter.dcm"


def test_the_table_is_of_all_images_and_of_no_others() -> None:
    assert len(IMAGES) > 60
    assert IMAGES.keys() == TABLE["bundled"].keys() | TABLE["no_reference"].keys()
    assert MADE.keys() == TABLE["made"].keys()


def test_the_table_holds_no_difference_that_is_not_allowed() -> None:
    for name, row in (TABLE["bundled"] | TABLE["made"]).items():
        assert row["difference"] <= pictures.ALLOWED.get(name, (1, ""))[0], name


@pytest.mark.parametrize("name", TABLE["bundled"] | TABLE["made"])
def test_an_image_looks_as_another_program_draws_it(name: str, tmp_path: Path) -> None:
    if missing := pictures.missing_programs():
        pytest.skip(f"{', '.join(missing)} (Debian packages dcmtk, libgdcm-tools) not installed")
    path = IMAGES[name] if name in IMAGES else MADE[name](tmp_path)
    by, largest = pictures.difference(path, tmp_path)
    assert by == (TABLE["bundled"] | TABLE["made"])[name]["by"]
    assert largest <= pictures.ALLOWED.get(name, (1, ""))[0]


def test_what_nobody_can_decode_is_refused_with_its_transfer_syntax(bundled: Callable[[str], str]) -> None:
    with pytest.raises(
        Undecodable, match=r"JPEG 2000 Image Compression \(1\.2\.840\.10008\.1\.2\.4\.91\), instance 1\.3\.6"
    ):
        read_frame(bundled(CUT))


@pytest.mark.parametrize("name", sorted(TABLE["no_reference"].keys() - {CUT}))
def test_an_image_that_no_other_program_draws_is_drawn(name: str, bundled: Callable[[str], str]) -> None:
    frame = read_frame(bundled(name))
    assert np.ptp(voi.to_uint8(frame, windowing.initial_window(frame))) > 100


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


def test_what_a_cut_file_lacks_is_background_and_is_counted(bundled: Callable[[str], str]) -> None:
    frame = read_frame(bundled("MR_truncated.dcm"))
    there = frame.values.reshape(-1)[:-31]
    assert (frame.values.reshape(-1)[-31:] == there.min()).all()
    assert frame.missing == (62, 8192)
    assert not read_frame(bundled("MR_small.dcm")).shortcoming
