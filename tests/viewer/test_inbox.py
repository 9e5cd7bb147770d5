"""The line to the service: in order, without waiting, and found again when it is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from launcher import channel
from launcher.errors import NotRunning
from launcher.protocol.events import Quit, Welcome
from launcher.protocol.wishes import CancelJob, Hello, Open, Prioritize, QuitWish, Retry
from tests.viewer.conftest import ScriptedService
from viewer.inbox import Inbox

HELLO = Hello(1, 1, "offscreen")


@pytest.fixture
def inbox(application: Any, service: ScriptedService) -> Iterator[Inbox]:
    connection = channel.connect()
    made = Inbox()
    made.heard = []
    made.received.connect(made.heard.append)
    made.failures = []
    made.failed.connect(made.failures.append)
    made.losses = []
    made.lost.connect(lambda: made.losses.append(True))
    made.connected.connect(lambda: made.greet([HELLO]))
    made.open(connection)
    made.send(HELLO)
    service.hear(Hello)
    yield made
    made.close()


def test_messages_arrive_in_their_order(inbox: Any, service: ScriptedService, until: Callable[..., None]) -> None:
    sent = [Welcome("0", str(number)) for number in range(50)]
    service.say(*sent)
    until(lambda: len(inbox.heard) == 50)
    assert inbox.heard == sent


def test_what_cannot_be_read_is_told_and_the_rest_is_heard(
    inbox: Any, service: ScriptedService, until: Callable[..., None]
) -> None:
    assert service._connection is not None
    service._connection.send({"type": "Gossip"})
    service.say(Quit())
    until(lambda: inbox.heard)
    assert "not known" in inbox.failures[0].what


def test_a_wish_while_no_service_runs_is_heard_by_the_next_one_after_its_greeting(
    inbox: Any, service: ScriptedService, home: Path, until: Callable[..., None], monkeypatch: pytest.MonkeyPatch
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
    inbox: Any, service: ScriptedService, until: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> None:
        raise NotRunning("Wetread does not start")

    monkeypatch.setattr(channel, "connect_or_start", nobody)
    service.close()
    until(lambda: inbox._connection is None)
    inbox.send(Open(("/a",)))
    until(lambda: inbox.failures)
    assert inbox.failures[0].what == "Wetread does not start"


def test_the_last_word_is_said_before_the_end(inbox: Any, service: ScriptedService) -> None:
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
