"""What fronts are answered: also when a call is not known, cannot be done, or comes to its limit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from launcher import framing
from launcher.answer_table import AnswerTable
from launcher.cache import Cache
from launcher.command_table import CommandTable
from launcher.known_servers import KnownServers
from launcher.loader import Loader
from launcher.policy import Policy
from launcher.protocol.calls import Reply, Request
from launcher.questions import Questions
from launcher.runner import Runner
from tests.launcher.ledger.book import LOST, Book

Ask = Callable[..., Reply]


class NoWindow:
    """Nobody looks."""

    connected = False
    pid, platform = 0, ""

    def settle(self) -> bool:
        return False


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def ended() -> threading.Event:
    return threading.Event()


@pytest.fixture
def table(book: Book, ended: threading.Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AnswerTable:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path))
    window: Any = NoWindow()
    ledger, cache, known = book.ledger, Cache(tmp_path / "cache"), KnownServers()
    questions = Questions(known, lambda: False, book.told.append)
    loader = Loader(ledger, cache, Policy(), questions, book.told.append)
    commands = CommandTable(ledger, loader, window, cache, ended.set)
    runner = Runner(ledger, loader, commands, Policy, known, questions)
    return AnswerTable(ledger, loader, window, runner, questions, ended.set, ended)


@pytest.fixture
def ask(table: AnswerTable) -> Ask:
    return lambda kind, *arguments, **rest: table.answer(Request(framing.VERSION, kind, arguments, **rest))


@pytest.mark.parametrize("asked", [Request(framing.VERSION + 1, "status"), Request(framing.VERSION, "nonsense")])
def test_a_front_of_another_version_is_told_so(table: AnswerTable, asked: Request) -> None:
    reply = table.answer(asked)

    assert reply.exit_code == 2
    assert "is of another version" in reply.err


def test_of_an_unforeseen_error_the_front_hears_nothing_that_may_be_a_secret(
    ask: Ask, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> int:
        raise KeyError("token=SECRET")

    monkeypatch.setattr(book.ledger, "retry", fail)

    reply = ask("retry")

    assert reply.exit_code == 1
    assert "unforeseen" in reply.err
    assert "SECRET" not in reply.err


def test_a_wait_comes_to_its_limit(ask: Ask, book: Book) -> None:
    book.listed(1)

    reply = ask("wait", timeout=0.01)

    assert reply.exit_code == 3
    assert "still loading" in reply.err


def test_a_wait_ends_with_what_is_missing(ask: Ask, book: Book) -> None:
    _, entries = book.listed(1, 2)
    book.comes(entries["1.2.3.1"])
    book.ledger.failed(entries["1.2.3.2"], LOST)

    reply = ask("wait")

    assert reply.exit_code == 1
    assert LOST.what in reply.err


def test_a_wait_ends_with_the_service(ask: Ask, book: Book, ended: threading.Event) -> None:
    book.listed(1)
    ended.set()

    assert ask("wait", options={"until": "first-image"}).exit_code == 0


def test_what_cannot_be_waited_for_is_said_with_what_can(ask: Ask) -> None:
    reply = ask("wait", options={"until": "christmas"})

    assert reply.exit_code == 2
    assert "christmas" in reply.err
    assert "first-image" in reply.err


def test_series_are_paused_resumed_and_cancelled_by_name_or_all_at_once(ask: Ask, book: Book) -> None:
    book.listed(1)

    assert ask("pause", "1.2.3").out == "Paused 1 series"
    assert ask("pause").out == "Paused 0 series"
    assert ask("resume").out == "Resumed 1 series"
    assert ask("cancel", "1.2").out == "Cancelled 1 series"
    assert ask("pause", "1.9").exit_code == 2


def test_what_is_being_looked_up_is_held_and_ended_with_all(ask: Ask, book: Book) -> None:
    book.job()

    assert ask("pause").out == "Paused 0 series and 1 request still being looked up"
    assert ask("cancel").out == "Cancelled 0 series and 1 request still being looked up"
    assert book.ledger.idle()


def test_a_retry_says_how_much_it_fetches_or_that_nothing_is_missing(ask: Ask, book: Book) -> None:
    assert ask("retry").out == "Nothing is missing."
    _, entries = book.listed(1, 2)
    for entry in entries.values():
        book.ledger.failed(entry, LOST)

    assert ask("retry").out == "Fetching 2 images again"


def test_a_retry_of_what_nothing_can_ask_for_again_says_what_to_do(ask: Ask, book: Book) -> None:
    _, entries = book.listed(1)
    book.ledger.failed(entries["1.2.3.1"], LOST)
    entries["1.2.3.1"].again = None

    reply = ask("retry")

    assert reply.exit_code == 1
    assert reply.err.startswith("1 image still missing")
    assert "Click the link again" in reply.err


def test_quitting_ends_the_service(ask: Ask, ended: threading.Event) -> None:
    assert ask("quit") == Reply()
    assert ended.is_set()
