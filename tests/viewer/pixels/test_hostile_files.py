"""Whatever a file holds, only our own errors leave the decoder, and soon.

A few damaged copies of each bundled file are drawn; all of them with ``WETREAD_TESTS=full`` in the environment.
"""

from __future__ import annotations

import os
import random
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from launcher.errors import WetreadError
from tests.references.pictures import bundled_images
from viewer.render import rendered

IMAGES = bundled_images()
CUTS = 5
CHANGES = 200 if os.environ.get("WETREAD_TESTS") == "full" else 6
HEADER = 4000  # bytes
LONGEST = 5.0  # seconds
LARGEST = 3 << 20  # KiB of memory


def draw_if_possible(path: Path, frame_number: int = 1) -> None:
    begun = time.monotonic()
    try:
        assert rendered(str(path), frame_number).size
    except WetreadError as error:
        assert len(str(error)) < 1000
    assert time.monotonic() - begun < LONGEST
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < LARGEST


def cut(whole: bytes, chance: random.Random) -> Iterator[bytes]:
    for length in [0, 131, 132, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(CUTS))]:
        yield whole[:length]


def changed(whole: bytes, chance: random.Random) -> Iterator[bytes]:
    """A few bytes in half of the copies, 200 in the others; in the header, among the pixels, or anywhere."""
    places = (132, min(len(whole), HEADER)), (len(whole) // 2, len(whole)), (132, len(whole))
    for turn in range(CHANGES):
        copy = bytearray(whole)
        for _ in range(chance.randrange(1, 30) if turn < CHANGES // 2 else 200):
            copy[chance.randrange(*places[turn % 3])] = chance.randrange(256)
        yield bytes(copy)


@pytest.mark.parametrize("path", IMAGES, ids=lambda path: path.name)
@pytest.mark.parametrize("damage", [cut, changed])
def test_a_damaged_file_is_drawn_or_refused(
    path: Path, damage: Callable[[bytes, random.Random], Iterator[bytes]], tmp_path: Path
) -> None:
    for turn, octets in enumerate(damage(path.read_bytes(), random.Random(path.name))):
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
