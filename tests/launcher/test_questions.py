"""Questions: put once, however many wait; answered by the user, or by nobody within a limit."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from launcher import questions
from launcher.errors import Cancelled
from launcher.known_servers import KnownServers
from launcher.protocol import AnyMessage
from launcher.protocol.events import Question, QuestionWithdrawn
from launcher.protocol.wishes import Answer
from launcher.questions import Questions
from launcher.stop import Errand, Stop, on
from tests.servers.processes import until

SERVER = "https://pacs.example.org:443"


class Desk:
    def __init__(self, folder: Path, somebody: bool = True) -> None:
        self.told: list[AnyMessage] = []
        self.known = KnownServers(folder / "servers.json")
        self.questions = Questions(self.known, lambda: somebody, self.told.append)
        self.pool = ThreadPoolExecutor(8)

    def asks(self, server: str = SERVER) -> Future[bool]:
        return self.pool.submit(self.questions.may_contact, server)

    def standing(self, count: int = 1, waiting: int = 1) -> list[Question]:
        """So many questions, when so many wait for each."""

        def waited_for() -> bool:
            return [standing.waiting for standing in self.questions._standing.values()] == [waiting] * count

        until(waited_for, 60, "the question stands")
        return list(self.questions.replay())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_question_names_the_server_and_the_safe_choice_comes_first(desk: Desk) -> None:
    waiting = desk.asks()

    (question,) = desk.standing()
    assert SERVER in question.text
    assert question.choices[0][0] == "refuse"
    desk.questions.answer(Answer(question.id, "refuse"))
    assert waiting.result(60) is False


def test_a_yes_is_remembered_and_a_no_is_not(desk: Desk) -> None:
    for choice, known in (("refuse", False), ("allow", True)):
        waiting = desk.asks()
        (question,) = desk.standing()
        desk.questions.answer(Answer(question.id, choice))

        assert waiting.result(60) is known
        assert (SERVER in desk.known) is known
        desk.questions.asked_anew()


def test_who_said_no_is_not_asked_by_those_who_follow_until_they_ask_for_something_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = desk.asks()
    desk.questions.answer(Answer(desk.standing()[0].id, "refuse"))
    assert waiting.result(60) is False
    assert desk.asks().result(60) is False
    assert len([said for said in desk.told if isinstance(said, Question)]) == 1

    def asked_again() -> bool:
        again = desk.asks()
        desk.questions.answer(Answer(desk.standing()[0].id, "refuse"))
        return again.result(60) is False

    desk.questions.asked_anew()
    assert asked_again()
    monkeypatch.setattr(questions, "QUIET", -1.0)
    assert asked_again()


@pytest.mark.parametrize("choice", ["", "ALLOW", "yes", "nonsense"])
def test_anything_but_a_clear_yes_is_a_no(desk: Desk, choice: str) -> None:
    waiting = desk.asks()
    (question,) = desk.standing()

    desk.questions.answer(Answer(question.id, choice))

    assert waiting.result(60) is False


def test_many_who_wait_for_one_server_put_one_question(desk: Desk) -> None:
    waiting = [desk.asks() for _ in range(5)]
    (question,) = desk.standing(waiting=5)
    desk.questions.answer(Answer(question.id, "allow"))

    assert [each.result(60) for each in waiting] == [True] * 5
    assert [message for message in desk.told if isinstance(message, Question)] == [question]
    assert desk.told.count(QuestionWithdrawn(question.id)) == 1


def test_two_servers_are_two_questions(desk: Desk) -> None:
    yes, no = desk.asks(), desk.asks("https://evil:443")
    for question in desk.standing(2):
        desk.questions.answer(Answer(question.id, "allow" if SERVER in question.text else "refuse"))

    assert (yes.result(60), no.result(60)) == (True, False)


def test_an_answer_to_another_question_answers_nothing(desk: Desk) -> None:
    waiting = desk.asks()
    (question,) = desk.standing()
    desk.questions.answer(Answer(question.id + 1, "allow"))

    assert desk.standing() == [question]
    desk.questions.answer(Answer(question.id, "refuse"))
    assert waiting.result(60) is False


def test_without_an_answer_it_is_a_no_for_all_who_wait(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "PATIENCE", 1.5)
    first = desk.asks()
    (question,) = desk.standing()
    monkeypatch.setattr(questions, "PATIENCE", 3600.0)
    late = desk.asks()

    assert first.result(60) is late.result(60) is False
    assert QuestionWithdrawn(question.id) in desk.told
    assert list(desk.questions.replay()) == []


def test_with_nobody_there_nobody_is_asked(tmp_path: Path) -> None:
    desk = Desk(tmp_path, somebody=False)

    assert desk.asks().result(60) is False
    assert desk.told == []


def test_a_question_goes_with_the_last_launch_that_waits_for_it(desk: Desk) -> None:
    stops = [Stop(), Stop()]

    def ask(stop: Stop) -> bool:
        with on(Errand(stop)):
            return desk.questions.may_contact(SERVER)

    waiting = [desk.pool.submit(ask, stop) for stop in stops]
    (question,) = desk.standing(waiting=2)

    stops[0].set()
    assert isinstance(waiting[0].exception(60), Cancelled)
    assert desk.standing() == [question]
    stops[1].set()
    assert isinstance(waiting[1].exception(60), Cancelled)
    assert desk.told[-1] == QuestionWithdrawn(question.id)


def test_who_waits_for_an_answer_says_so_for_as_long(desk: Desk) -> None:
    said: list[str] = []

    @contextmanager
    def waiting(what: str) -> Iterator[None]:
        said.append(what)
        yield
        said.append("")

    def ask() -> bool:
        with on(Errand(waiting=waiting)):
            return desk.questions.may_contact(SERVER)

    asked = desk.pool.submit(ask)
    (question,) = desk.standing()
    assert said == ["Waiting for your answer: Contact a new server?"]
    desk.questions.answer(Answer(question.id, "allow"))

    assert asked.result(60)
    assert said[-1] == ""
