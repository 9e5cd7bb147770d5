"""What the user has been told: which message is in sight, and how it reads in one line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from launcher.protocol.events import Message
from viewer.model.notices import MOST, Notice, Notices, headline, sentences


def notice(title: str, severity: str = "error", id: int = 0) -> Notice:
    return Notice(Message("", severity, title, id=id))  # type: ignore[arg-type]


def told(*notices: Notice) -> Notices:
    found = Notices()
    for one in notices:
        found = found.added(one)
    return found


def titles(notices: Notices) -> list[str]:
    return [notice.message.title for notice in notices.notices]


def test_the_newest_error_is_in_sight_whatever_comes_after_it() -> None:
    found = told(notice("old"), notice("new"), notice("careful", "warning"), notice("by the way", "info"))
    assert titles(found) == ["new", "old", "careful", "by the way"]
    assert found.current == notice("new")


def test_the_same_words_or_the_same_number_stand_there_once() -> None:
    assert titles(told(notice("a"), notice("a"))) == ["a"]
    assert titles(told(notice("2 missing", id=7), notice("1 missing", id=7))) == ["1 missing"]
    assert len(told(notice("a", id=1), notice("b", id=2))) == 2


def test_old_ones_make_room() -> None:
    assert len(told(*(notice(str(number)) for number in range(2 * MOST)))) == MOST


def test_one_steps_through_them_in_a_round() -> None:
    found = told(notice("b"), notice("a"))
    assert found.stepped(1).current == notice("b")
    assert found.stepped(2).current == notice("a")
    assert Notices().stepped(1).current is None


def test_the_one_in_sight_stays_when_another_goes() -> None:
    found = told(notice("c"), notice("b"), notice("a")).stepped(1)
    assert found.kept(lambda one: one != notice("a")).current == notice("b")
    assert found.kept(lambda one: one == notice("a")).current == notice("a")
    assert found.kept(lambda one: False).current is None


def test_numbers_of_a_service_that_is_gone_mean_nothing() -> None:
    assert told(notice("a", id=1)).anonymous().current == notice("a")


@pytest.mark.parametrize(
    ("text", "todo", "line"),
    [
        ("404 (Not Found)", "Choose Retry", "404 (Not Found). Choose Retry."),
        ("Gone.", "Ask again!", "Gone. Ask again!"),
        ("", "Wait …", "Wait …"),
        ("1: gone\n2: gone", "Choose Retry.", "1: gone …"),
        ("", "", ""),
    ],
)
def test_a_message_is_one_line_of_whole_sentences(text: str, todo: str, line: str) -> None:
    assert headline(replace(notice("t").message, text=text, todo=todo)) == line


def test_line_breaks_do_not_break_a_line() -> None:
    assert sentences("a\nb", "c") == "a b. c."
