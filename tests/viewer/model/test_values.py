"""DICOM's texts of numbers and times."""

from __future__ import annotations

import pytest

from viewer.model.values import first_number, numbers, seconds


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("235959.5", 86399.5),
        ("1030", 37800),
        ("10", 36000),
        ("10:30:01", 37801),
        ("", float("inf")),
        ("x", float("inf")),
        ("1030nan", 37800),
    ],
)
def test_times_are_read_as_seconds_however_short(text: str, value: float) -> None:
    assert seconds(text) == value


@pytest.mark.parametrize(
    ("text", "found"), [("1.5\\-2", (1.5, -2.0)), (" 3 ", (3.0,)), ("", ()), ("1\\x", ()), ("inf", ()), ("1e31", ())]
)
def test_numbers_are_read_all_or_none(text: str, found: tuple[float, ...]) -> None:
    assert numbers(text) == found
    assert first_number(text) == (found[0] if found else None)
