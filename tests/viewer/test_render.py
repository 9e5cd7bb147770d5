from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom.data import get_testdata_file

from viewer.render import main, rendered


def bundled(name: str) -> str:
    return str(get_testdata_file(name, download=False))


@pytest.fixture(autouse=True)
def _quiet_pydicom() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="pydicom")
        yield


@pytest.mark.parametrize(("name", "mode"), [("MR_small.dcm", "L"), ("examples_palette.dcm", "RGB")])
def test_a_frame_becomes_a_png_of_its_own_size(name: str, mode: str, tmp_path: Path) -> None:
    assert main([bundled(name), "-o", str(tmp_path / "out.png")]) == 0
    with Image.open(tmp_path / "out.png") as png:
        assert (png.format, png.mode) == ("PNG", mode)
        assert np.array_equal(np.array(png), rendered(bundled(name)))


def test_it_works_as_a_program_and_prints_nothing(tmp_path: Path) -> None:
    call = [sys.executable, "-P", "-m", "viewer.render", bundled("SC_rgb_jpeg.dcm"), "-o", str(tmp_path / "out.png")]
    done = subprocess.run(call, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_what_a_cut_file_lacks_is_said_and_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([bundled("MR_truncated.dcm"), "-o", str(tmp_path / "out.png")]) == 1
    said = capsys.readouterr().err
    assert said == "wetread render: 62 of 8,192 bytes are missing: the lower part of the image has not come.\n"
    assert (tmp_path / "out.png").exists()


def test_frames_are_counted_from_1(tmp_path: Path) -> None:
    name = bundled("rtdose.dcm")
    assert np.array_equal(rendered(name), rendered(name, 1))
    assert not np.array_equal(rendered(name, 1), rendered(name, 15))


def test_windows_are_those_of_the_file_or_the_callers() -> None:
    name = bundled("examples_overlay.dcm")
    first, second = (rendered(name, voi_number=number) for number in (1, 2))
    assert np.array_equal(rendered(name), first)
    assert np.array_equal(rendered(name, window=(200, 443)), second)


def test_overlays_are_drawn_in_white_unless_unwanted() -> None:
    name = bundled("examples_overlay.dcm")
    drawn, plain = rendered(name), rendered(name, with_overlays=False)
    assert (drawn[drawn != plain] == 255).all()
    assert 0 < (drawn != plain).sum() <= 222


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["/nonexistent/file.dcm"], 2, "There is no such file: /nonexistent/file.dcm."),
        ([__file__], 2, "This file is not DICOM"),
        ([bundled("CT_small.dcm"), "--frame", "2"], 2, "There is no frame 2: the file has 1."),
        ([bundled("CT_small.dcm"), "--voi", "1"], 2, "There is no window number 1: the file offers 0."),
        ([bundled("CT_small.dcm"), "--window", "40", "0"], 2, "A window needs a center and a width above 0: 40 0."),
        ([bundled("CT_small.dcm"), "--window", "nan", "5"], 2, "A window needs a center and a width above 0: nan 5."),
        ([bundled("examples_palette.dcm"), "--window", "40", "400"], 2, "A colour image takes no window."),
        ([bundled("rtplan.dcm")], 1, "This image cannot be shown: it holds no pixel data"),
        ([bundled("CT_small.dcm"), "-o", "/nonexistent/out.png"], 1, "The picture could not be written"),
    ],
)
def test_what_goes_wrong_is_said_in_one_line(
    arguments: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-o", str(tmp_path / "out.png"), *arguments]) == code
    output = capsys.readouterr()
    assert output.err.startswith(f"wetread render: {said}")
    assert output.err.count("\n") == 1
    assert not (tmp_path / "out.png").exists()
