"""What fits a text with wildcards."""

from __future__ import annotations

import pytest

from launcher.wildcards import glob


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("Doe*", "DOE^JANE", True),
        ("*jane", "Doe^Jane", True),
        ("D?e", "Doe", True),
        ("D?e", "De", False),
        ("Doe", "Doe^Jane", False),
        ("*", "", True),
        ("a[b]*", "A[b]c", True),
        ("a[b]", "ab", False),
        ("a.c", "abc", False),
        ("a*", "a\nb", True),
    ],
)
def test_wildcards_stand_for_any_text_and_for_one_character(pattern: str, text: str, fits: bool) -> None:
    assert (glob(pattern).fullmatch(text) is not None) == fits


@pytest.mark.timeout(20)  # of a pattern that is tried in all ways nobody sees the end
def test_a_pattern_that_fits_in_many_ways_comes_to_an_end() -> None:
    assert not glob("*a" * 20 + "*b").fullmatch("a" * 64)
