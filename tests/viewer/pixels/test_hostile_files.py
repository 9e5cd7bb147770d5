"""Whatever a file holds, only our own errors leave the decoder, and soon.

A few damaged copies of each bundled file are drawn; all of them with ``WETREAD_TESTS=full`` in the environment.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from launcher.errors import WetreadError
from tests.references.damaged import CHANGES, CUTS, FULL, changed, cut
from tests.references.pictures import bundled_images
from viewer.render import rendered

IMAGES = bundled_images()
LONGEST = 5.0  # seconds of processor time, which other programs do not take away
LARGEST = 3 << 20  # KiB of memory


def draw_if_possible(path: Path, frame_number: int = 1) -> None:
    begun = time.process_time()
    try:
        assert rendered(str(path), frame_number).size
    except WetreadError as error:
        assert len(str(error)) < 1000
    assert time.process_time() - begun < LONGEST
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < LARGEST


@pytest.mark.parametrize("path", IMAGES, ids=lambda path: path.name)
def test_a_damaged_file_is_drawn_or_refused(path: Path, tmp_path: Path) -> None:
    whole, chance = path.read_bytes(), random.Random(path.name)
    copies = [
        *(whole[:length] for length in (0, 131, 132, len(whole) - 1)),
        *(cut(whole, chance) for _ in range(CUTS)),
        *(changed(whole, chance, turn) for turn in range(CHANGES if FULL else 6)),
    ]
    for turn, octets in enumerate(copies):
        damaged = tmp_path / f"{turn}.dcm"
        damaged.write_bytes(octets)
        draw_if_possible(damaged)
        damaged.unlink()


@pytest.mark.parametrize("number", ["2147483647", "-5", "0", "1e9", "x"])
def test_no_number_of_frames_makes_it_stumble(number: str, bundled: Callable[[str], str], tmp_path: Path) -> None:
    import pydicom
    from pydicom import config

    with config.disable_value_validation():
        dataset = pydicom.dcmread(bundled("MR_small_RLE.dcm"))
        dataset.add_new("NumberOfFrames", "SH", number)
        dataset.save_as(tmp_path / "frames.dcm")
    for frame_number in (1, 2, 2**31 - 1):
        draw_if_possible(tmp_path / "frames.dcm", frame_number)
