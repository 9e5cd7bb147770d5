"""What ``wetread search`` prints: as it comes, and nothing that looks like a result where there is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from unicodedata import east_asian_width

import pytest

from launcher import channel
from launcher.errors import Unreachable
from launcher.nodes import search_call

ROWS = [
    {"PatientID": "1", "PatientName": "Doe^Jane", "StudyInstanceUID": "1.2"},
    {"PatientID": "2", "PatientName": "山田^太郎=\x1b[2J", "StudyInstanceUID": "1.2"},
]


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What it finds before it breaks off."""
    rows: list[dict[str, str]] = []

    def found(**wish: Any) -> Iterator[dict[str, str]]:
        yield from rows
        raise Unreachable("The connection to the archive was lost", "Main", "")

    monkeypatch.setattr(channel, "connect", lambda: None)
    monkeypatch.setattr(search_call, "_found_here", found)
    return rows


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]], ids=["table", "json", "csv"])
def test_of_a_search_that_fails_at_once_nothing_is_printed(
    archive: list[dict[str, str]], form: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Unreachable):
        search_call.main(["Main", *form])

    assert capsys.readouterr().out == ""


def test_what_came_before_an_archive_breaks_off_is_json(
    archive: list[dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    archive += ROWS
    with pytest.raises(Unreachable):
        search_call.main(["Main", "--json"])

    assert json.loads(capsys.readouterr().out) == ROWS


def test_columns_stand_below_each_other_in_any_alphabet(
    archive: list[dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    archive += ROWS
    with pytest.raises(Unreachable):
        search_call.main(["Main"])

    _, *lines = capsys.readouterr().out.splitlines()
    assert "\x1b" not in "".join(lines)
    before = [line.partition("1.2")[0] for line in lines]
    assert len({sum(1 + (east_asian_width(letter) in "WF") for letter in text) for text in before}) == 1
