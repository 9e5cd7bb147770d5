"""Headers that a launch brings along: as links write them, spoilt ones put right, impossible ones refused."""

from __future__ import annotations

import pytest

from launcher.auth import credentials
from launcher.errors import CommandError


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("Authorization: Bearer a+b/c==", ("Authorization", "Bearer a+b/c==")),
        ("X-Token:a:b", ("X-Token", "a:b")),
        ("X-Empty", ("X-Empty", "")),
        ("Authorization: &access_token=T", ("Authorization", "Bearer T")),
        ("authorization: Bearer &access_token=T", ("authorization", "Bearer T")),
        ("X-Other: &access_token=T", ("X-Other", "&access_token=T")),
    ],
)
def test_a_header_is_read_as_links_write_it(text: str, header: tuple[str, str]) -> None:
    assert credentials.header(text) == header


@pytest.mark.parametrize("text", ["", "a b: c", "Host: evil", "Content-Length: 4", "X: a\r\nY: b", "X: \0", "X: ☺"])
def test_a_header_that_cannot_be_sent_is_refused_without_its_value(text: str) -> None:
    with pytest.raises(CommandError) as refusal:
        credentials.header(text)

    assert "Y: b" not in str(refusal.value)


def test_of_one_name_the_last_counts() -> None:
    assert credentials.headers(["Authorization: A", "X: 1"], ["authorization: B"]) == (
        ("X", "1"),
        ("authorization", "B"),
    )


def test_the_value_of_a_header_is_found_in_any_case() -> None:
    assert credentials.value_of("authorization", [("X", "1"), ("AUTHORIZATION", "B")]) == "B"
    assert credentials.value_of("authorization", []) == ""
