from __future__ import annotations

from pathlib import Path

import pytest

from viewer.model.saved_searches import SavedSearches
from viewer.model.search import EMPTY, TODAY, Criteria

DOE = Criteria({"PatientName": "Doe*"}, "week", modalities=("CT",))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "searches.json"


def test_empty_and_today_are_always_there(file: Path) -> None:
    assert SavedSearches(file).all() == {"Empty": EMPTY, "Today": TODAY}
    assert SavedSearches(file).to_begin_with() == ("", EMPTY)


def test_the_last_search_is_there_again_by_its_name(file: Path) -> None:
    searches = SavedSearches(file)
    searches.keep("Follow-up", DOE)
    searches.remember("Follow-up", DOE)
    assert SavedSearches(file).to_begin_with() == ("Follow-up", DOE)
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_was_typed_is_not_kept_unless_the_user_names_it(file: Path) -> None:
    searches = SavedSearches(file)
    searches.remember("Today", DOE)  # chosen, then changed
    assert "Doe" not in file.read_text()
    assert SavedSearches(file).to_begin_with() == ("", Criteria(period="week", modalities=("CT",)))


def test_a_search_can_be_forgotten_also_when_it_was_the_last(file: Path) -> None:
    searches = SavedSearches(file)
    searches.keep("Follow-up", DOE)
    searches.remember("Follow-up", DOE)
    searches.remove("Follow-up")
    again = SavedSearches(file)
    assert "Follow-up" not in again.all()
    assert again.to_begin_with() == ("", EMPTY)


@pytest.mark.parametrize("text", ["", "[]", '{"own": 1}', '{"own": {"a": {}}, "last_name": "", "last": {}}'])
def test_a_damaged_file_counts_as_empty(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text)
    assert SavedSearches(file).to_begin_with() == ("", EMPTY)
