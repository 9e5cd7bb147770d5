"""The line to the service: in order, without waiting, and found again when it is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from launcher import channel
from launcher.errors import NotRunning, WetreadError
from launcher.protocol import AnyMessage
from launcher.protocol.events import Quit, Welcome
from launcher.protocol.wishes import CancelJob, Hello, Open, Prioritize, QuitWish, Retry
from tests.viewer.scripted_service import ScriptedService
from viewer.inbox import Inbox

HELLO = Hello(1, 1, "offscreen")


class Listening(Inbox):
    """One that remembers what it tells, and greets each service that it finds."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[AnyMessage] = []
        self.failures: list[WetreadError] = []
        self.losses = 0
        self.received.connect(self.heard.append)
        self.failed.connect(self.failures.append)
        self.lost.connect(self._count_loss)
        self.connected.connect(self._greet)

    def _count_loss(self) -> None:
        self.losses += 1

    def _greet(self) -> None:
        self.greet([HELLO])


@pytest.fixture
def inbox(application: Any, service: ScriptedService) -> Iterator[Listening]:
    connection = channel.connect()
    made = Listening()
    made.open(connection)
    made.send(HELLO)
    service.hear(Hello)
    yield made
    made.close()


def test_messages_arrive_in_their_order(inbox: Listening, service: ScriptedService, until: Callable[..., None]) -> None:
    sent = [Welcome("0", str(number)) for number in range(50)]
    service.say(*sent)
    until(lambda: len(inbox.heard) == 50)
    assert inbox.heard == sent


def test_what_cannot_be_read_is_told_and_the_rest_is_heard(
    inbox: Listening, service: ScriptedService, until: Callable[..., None]
) -> None:
    assert service._connection is not None
    service._connection.send({"type": "Gossip"})
    service.say(Quit())
    until(lambda: inbox.heard)
    assert "not known" in inbox.failures[0].what


def test_a_wish_while_no_service_runs_is_heard_by_the_next_one_after_its_greeting(
    inbox: Listening, service: ScriptedService, home: Path, until: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "start_service", lambda lock: None)  # the test is the one who starts it
    service.close()
    until(lambda: inbox.losses)
    inbox.send(Open(("/a",)))
    inbox.send(CancelJob(1))  # a job of the dead service: of no use
    inbox.send(Retry())
    second = ScriptedService(home)
    until(lambda: second.heard.qsize() >= 3)
    assert [second.heard.get() for _ in range(3)] == [HELLO, Open(("/a",)), Retry()]
    second.close()


def test_a_wish_that_finds_no_service_is_answered_with_a_sentence(
    inbox: Listening, service: ScriptedService, until: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> None:
        raise NotRunning("Wetread does not start")

    monkeypatch.setattr(channel, "connect_or_start", nobody)
    service.close()
    until(lambda: inbox._connection is None)
    inbox.send(Open(("/a",)))
    until(lambda: inbox.failures)
    assert inbox.failures[0].what == "Wetread does not start"


def test_the_last_word_is_said_before_the_end(inbox: Listening, service: ScriptedService) -> None:
    for number in range(100):
        inbox.send(Prioritize(str(number)))
    inbox.send(QuitWish())
    inbox.close()
    assert service.hear(QuitWish) == QuitWish()


def test_the_window_can_end_although_no_service_runs(application: Any, home: Path) -> None:
    alone = Inbox()
    alone.open(None)
    alone.send(QuitWish())
    alone.close()
    assert not any(thread.is_alive() for thread in alone._threads)
