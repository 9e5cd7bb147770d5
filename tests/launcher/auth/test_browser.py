"""The page of a login: the notice tells where it is, also when no browser comes up."""

from __future__ import annotations

from pathlib import Path

import pytest

from launcher.auth.browser import LoginPage
from launcher.known_servers import KnownServers
from launcher.protocol import AnyMessage
from launcher.protocol.events import Question
from launcher.protocol.wishes import Answer
from launcher.questions import Questions
from tests.servers.processes import until

ADDRESS = "https://login.example.org/authorize?state=1"


def opener(folder: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> Path:
    """An xdg-open that notes each call and ends with ``code``."""
    calls, program = folder / "calls", folder / "xdg-open"
    program.write_text(f'#!/bin/sh\necho "$1" >>{calls}\nexit {code}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return calls


@pytest.fixture
def told() -> list[AnyMessage]:
    return []


@pytest.fixture
def page(tmp_path: Path, told: list[AnyMessage]) -> LoginPage:
    questions = Questions(KnownServers(tmp_path / "servers.json"), lambda: True, told.append)
    return LoginPage(questions, "waiting", "login.example.org")


def notices(told: list[AnyMessage]) -> list[Question]:
    return [message for message in told if isinstance(message, Question)]


def test_a_browser_that_does_not_come_up_is_said_so_with_the_address(
    page: LoginPage, told: list[AnyMessage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener(tmp_path, monkeypatch, 4)

    with page.shown(ADDRESS) as given_up:
        until(lambda: not given_up() and len(notices(told)) == 2, 60, "the failure is told")

    assert notices(told)[-1].text.startswith("No browser could be opened")
    assert notices(told)[-1].values == (("address", ADDRESS),)


def test_the_page_is_opened_again_when_asked_and_given_up_when_cancelled(
    page: LoginPage, told: list[AnyMessage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = opener(tmp_path, monkeypatch, 0)

    with page.shown(ADDRESS) as given_up:
        assert not given_up()
        page._questions.answer(Answer(notices(told)[-1].id, "again"))
        assert not given_up()
        until(lambda: calls.exists() and len(calls.read_text().split()) == 2, 60, "it is opened again")
        page._questions.answer(Answer(notices(told)[-1].id, "cancel"))
        assert given_up()


def test_without_any_way_to_open_it_the_address_is_told_at_once(
    page: LoginPage, told: list[AnyMessage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with page.shown(ADDRESS) as given_up:
        assert not given_up()
        assert notices(told)[-1].text.startswith("No browser could be opened")
