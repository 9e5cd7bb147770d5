"""What images look like to other programs: dcmtk draws them, after GDCM has decompressed what dcmtk cannot.

``python -m tests.references.pictures`` measures all of them anew and writes ``pictures.toml``: for each image that
comes with pydicom, and for a file made for each rule between stored value and screen, by whom its picture is drawn, and
by how many grey levels ours differs from it at most.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import tomllib
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from pydicom.data import get_testdata_files

from tests.references.made_images import MADE
from viewer.pixels.decode import StoredFrame, read_frame
from viewer.pixels.description import VoiWindow
from viewer.pixels.luts import Lut
from viewer.pixels.windowing import initial_window
from viewer.render import rendered

FILE = Path(__file__).with_suffix(".toml")

JPEG = re.compile(r"1\.2\.840\.10008\.1\.2\.4\.[57]\d$")
JPEG_LS = re.compile(r"1\.2\.840\.10008\.1\.2\.4\.8\d$")
JPEG_2000 = re.compile(r"1\.2\.840\.10008\.1\.2\.4\.9\d$")

ALLOWED = {
    "YBR_FULL": (2, "dcmtk adds products that it has already cut to integers"),
    "YBR_FULL_422": (2, "the same"),
    "YBR_PARTIAL_422": (2, "the same"),
}
"""Where more than one grey level is allowed, and why."""

NO_REFERENCE = {
    "JPEG2000-embedded-sequence-delimiter.dcm": "nobody can: the size in its code stream has been overwritten",
    "MR_truncated.dcm": "dcmtk refuses a file whose pixel data are cut; all but the last row are those of MR_small.dcm",
    "SC_rgb_jpeg.dcm": "dcmtk refuses the change to implicit value representations before the pixel data",
    "rtdose_expb.dcm": "dcmtk exchanges the halves of big-endian words of 32 bits; the values are those of rtdose.dcm",
    "rtdose_expb_1frame.dcm": "the same; the values are those of rtdose_1frame.dcm",
}

BY_HAND = {
    "deflated frames, JPEG XL, HTJ2K, 1-bit RLE": "equal to what was compressed: test_codecs.py",
    "RLE and J2K of bundled files": "equal to the same file uncompressed: test_reference_pictures.py",
    "LINEAR_EXACT, SIGMOID, width 1": "the formulas of PS3.3 C.11.2: test_voi.py",
    "modality and VOI LUT beyond their ends, wrong bits": "entries written down: test_voi.py",
    "pixel padding": "written down: test_voi.py",
    "presentation LUT shape": "written down: test_voi.py",
    "float and double pixel data": "written down: test_voi.py, test_native.py",
    "functional groups of one frame": "written down: test_description.py",
    "segmented and supplemental palettes": "written down: test_palette.py",
    "display shutters": "drawn in letters: test_shutters.py",
    "overlays of one frame of several": "written down: test_overlays.py",
}
"""What neither program draws, and how it is known."""


def bundled_images() -> list[Path]:
    """The files with pixels that come with pydicom."""
    found = []
    for name in get_testdata_files():
        path = Path(str(name))
        if path.is_file() and path.read_bytes()[128:132] == b"DICM":
            with warnings.catch_warnings(action="ignore"):
                header = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=["Rows"])
            found += [path] if "Rows" in header else []
    return sorted(found)


def table() -> dict[str, dict[str, Any]]:
    """What has been measured."""
    return tomllib.loads(FILE.read_text())


def difference(path: Path, folder: Path) -> tuple[str, int]:
    """By whom an image is drawn, and the largest difference of our picture from that."""
    frame = read_frame(str(path))
    by, theirs = drawn(path, frame, folder)
    ours = rendered(str(path))
    if ours.shape != theirs.shape:
        return by, 255
    return by, int(np.abs(ours.astype(int) - theirs).max())


def drawn(path: Path, frame: StoredFrame, folder: Path) -> tuple[str, np.ndarray]:
    """The picture in the window that we chose, and who drew it."""
    syntax = frame.description.transfer_syntax_uid
    by, source = "dcmtk", path
    if JPEG_2000.match(syntax):
        by, source, syntax = "GDCM, dcmtk", folder / "plain.dcm", ""
        _run("gdcmconv", "--raw", path, source)
    tool = "dcmj2pnm" if JPEG.match(syntax) else "dcml2pnm" if JPEG_LS.match(syntax) else "dcm2pnm"
    _run(tool, "-q", *_window_options(frame), source, folder / "drawn.pnm")
    return by, _parsed_pnm((folder / "drawn.pnm").read_bytes())


def missing_programs() -> list[str]:
    """Those of the programs that are not installed."""
    return [name for name in ("dcm2pnm", "dcmj2pnm", "dcml2pnm", "gdcmconv") if shutil.which(name) is None]


def _run(*words: str | Path) -> None:
    subprocess.run(words, check=True, timeout=60, capture_output=True)


def _window_options(frame: StoredFrame) -> list[str]:
    described = frame.description
    if not described.is_grey:
        return []
    if described.voi_luts or described.windows:
        return ["+Wl" if described.voi_luts else "+Wi", "1"]
    window = initial_window(frame)
    assert isinstance(window, VoiWindow) and not isinstance(window, Lut)
    if window.width < 1:  # a number that dcmtk does not take, for what it can do itself
        return ["+Wm"]
    return ["+Ww", str(window.center), str(window.width)]


def _parsed_pnm(data: bytes) -> np.ndarray:
    header = re.match(rb"P([56])\s(?:#.*\n)*\s*(\d+)\s+(\d+)\s+255\s", data)
    assert header is not None
    columns, rows = int(header[2]), int(header[3])
    samples = np.frombuffer(data, np.uint8, offset=header.end())
    return samples.reshape((rows, columns, 3) if header[1] == b"6" else (rows, columns))


def _measured(images: dict[str, Callable[[Path], Path]]) -> list[str]:
    rows = []
    for name, made in images.items():
        with tempfile.TemporaryDirectory() as folder:
            by, largest = difference(made(Path(folder)), Path(folder))
        rows.append(f'"{name}" = {{ by = "{by}", difference = {largest} }}')
        print(rows[-1], flush=True)
    return rows


def _written(table: dict[str, str]) -> list[str]:
    return [f'"{name}" = "{how}"' for name, how in table.items()]


def main() -> None:
    """Measure all, and write the table."""
    warnings.filterwarnings("ignore", module="pydicom")
    version = subprocess.run(["dcm2pnm", "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
    bundled: dict[str, Callable[[Path], Path]] = {
        path.name: lambda _, path=path: path for path in bundled_images() if path.name not in NO_REFERENCE
    }
    lines = [
        f"# Written by python -m tests.references.pictures, with dcmtk {version.lstrip('v')}.",
        "# By whom a picture is drawn, and by how many of 255 grey levels ours differs at most.",
        "\n[bundled]  # the images that come with pydicom",
        *_measured(bundled),
        "\n[made]  # a file for each rule: made_images.py",
        *_measured(MADE),
        "\n[allowed]  # grey levels, where it is more than one, and why",
        *(f'"{name}" = {{ levels = {levels}, why = "{why}" }}' for name, (levels, why) in ALLOWED.items()),
        "\n[no_reference]  # bundled images that no other program draws, and why",
        *_written(NO_REFERENCE),
        "\n[by_hand]  # rules that no other program draws, and how their results are known, in tests/viewer/pixels",
        *_written(BY_HAND),
    ]
    FILE.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
