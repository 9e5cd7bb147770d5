"""The window's process imports half of pydicom, and shows all that it shows with the whole of it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pydicom.data import get_testdata_file

LEAN = "import sys; from viewer.pixels.lean_pydicom import leave_out_codecs; leave_out_codecs(); "
WHOLE = "import sys; "


def _said(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout


def test_the_first_image_does_without_pictures_downloads_and_the_list_of_packages() -> None:
    program = LEAN + "from viewer.pixels.lean_pydicom import load_pydicom; load_pydicom(); print(*sys.modules)"

    unwanted = {"PIL.Image", "requests", "urllib.request", "importlib.metadata", "pydicom.pixels.decoders.rle"}
    assert unwanted.isdisjoint(_said(program).split())


@pytest.mark.parametrize("name", ["CT_small.dcm", "JPEG2000.dcm", "SC_rgb_rle.dcm", "examples_palette.dcm"])
def test_an_image_is_decoded_as_with_the_whole_of_pydicom(name: str) -> None:
    program = (
        "from hashlib import sha256; from viewer.pixels.decode import read_frame; "
        f"print(sha256(read_frame({get_testdata_file(name)!r}).values.tobytes()).hexdigest())"
    )

    assert _said(LEAN + program) == _said(WHOLE + program)


def test_the_colours_of_the_standard_are_found() -> None:
    program = (
        "from viewer.pixels.colour_tables import PALETTES, table; print(*(table(name).tolist() for name in PALETTES))"
    )

    assert _said(LEAN + program) == _said(WHOLE + program)


def test_the_tags_of_a_file_are_read() -> None:
    path = get_testdata_file("CT_small.dcm")
    program = f"from viewer.tags.reading import read_json; print(read_json({path!r}))"

    assert _said(LEAN + program) == _said(WHOLE + program)
