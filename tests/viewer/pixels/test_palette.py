from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from viewer.pixels import voi
from viewer.pixels.decode import read_frame
from viewer.pixels.description import VoiWindow
from viewer.pixels.luts import Lut
from viewer.pixels.palette import Palette, expanded

INDICES = np.array([[0, 10, 11, 200]], np.uint8)


def colours(red: Any, green: Any, blue: Any, first: int = 10, bits: int = 16) -> Palette:
    tables = [Lut(first, bits, np.array(entries, np.uint16)) for entries in (red, green, blue)]
    return Palette(*tables)


def attributes(entries: bytes, count: int, first: int, bits: int, prefix: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {}
    for colour in ("Red", "Green", "Blue"):
        made[f"{colour}PaletteColorLookupTableDescriptor"] = [count, first, bits]
        made[f"{prefix}{colour}PaletteColorLookupTableData"] = entries
    return made


def test_16_bit_entries_show_their_high_byte_and_hold_at_both_ends() -> None:
    palette = colours([0x0199, 0xFF00], [0x0299, 0xFF00], [0x0399, 0xFF00])
    assert palette.colours(INDICES).tolist() == [[[1, 2, 3], [1, 2, 3], [255] * 3, [255] * 3]]


@pytest.mark.parametrize("bits", [8, 16])
def test_entries_that_fill_the_low_byte_only_are_not_black(bits: int) -> None:
    palette = colours([5, 6], [7, 8], [9, 250], bits=bits)
    assert palette.colours(INDICES)[0, 2].tolist() == [6, 8, 250]


@pytest.mark.parametrize(
    ("segments", "entries"),
    [
        ([0, 3, 7, 8, 9], [7, 8, 9]),
        ([0, 1, 10, 1, 4, 50], [10, 20, 30, 40, 50]),
        ([0, 1, 50, 1, 2, 10], [50, 30, 10]),
        ([0, 2, 1, 2, 2, 1, 0, 0], [1, 2, 1, 2]),  # the first segment once more
        ([0, 1, 4, 1, 2, 8, 2, 1, 6, 0], [4, 6, 8, 8, 8]),  # a linear one goes on from where it is
        ([1, 4, 50], []),  # from nowhere
        ([0, 3, 7], [7]),
        ([0, 1, 7, 9, 1, 1], [7]),
        ([], []),
    ],
)
def test_segments_are_expanded(segments: list[int], entries: list[int]) -> None:
    assert expanded(np.array(segments, "<u2")).tolist() == entries


def test_segments_of_bytes_are_expanded() -> None:
    assert expanded(np.array([0, 2, 1, 2, 2, 1, 0, 0, 0, 0, 0, 1, 9], np.uint8)).tolist() == [1, 2, 1, 2, 9]


def test_segments_that_refer_to_themselves_end() -> None:
    assert len(expanded(np.array([0, 1, 7, *[2, 65535, 0, 0] * 100], "<u2"))) <= 1 << 16


def test_a_segmented_palette_of_a_file_is_used(written: Callable[..., str]) -> None:
    ramp = np.array([0, 1, 0, 1, 255, 0xFF00], "<u2").tobytes()
    header = attributes(ramp, 256, 0, 16, "Segmented")
    frame = read_frame(written(INDICES, PhotometricInterpretation="PALETTE COLOR", **header))
    assert voi.to_uint8(frame, VoiWindow(1, 1)).tolist() == [[[value] * 3 for value in INDICES[0].tolist()]]


def test_a_supplemental_palette_colours_its_values_and_leaves_the_others_grey(written: Callable[..., str]) -> None:
    entries = np.array([0x1100, 0x2200], "<u2").tobytes()
    header = attributes(entries, 2, 100, 16)
    frame = read_frame(written(np.array([[0, 50, 100, 101, 150]], np.uint16), PixelPresentation="COLOR", **header))
    assert frame.description.is_grey
    window = VoiWindow(50.5, 101)
    assert voi.to_uint8(frame, window)[0, :, 0].tolist() == [0, 127, 0x11, 0x22, 0x22]
    monochrome = read_frame(written(np.array([[0, 100]], np.uint16), PixelPresentation="MONOCHROME", **header))
    assert voi.to_uint8(monochrome, window).tolist() == [[0, 255]]
