"""The viewer as the service sees it: told what is newest, asked for answers, its suspects remembered."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from launcher import channel, protocol, window
from launcher.channel import Connection
from launcher.errors import TimedOut, WetreadError
from launcher.protocol import AnyMessage
from launcher.protocol.events import (
    Activate,
    Describe,
    InstancesReceived,
    JobUpdate,
    Quit,
    Screenshot,
    SeriesUpdate,
    Welcome,
)
from launcher.protocol.wishes import Decoded, Decoding, Description, Done, Hello, ImageShown
from launcher.references import Instance, Patient, Series, Study
from launcher.window import Window
from tests.servers.processes import until


def update(key: str, received: int) -> SeriesUpdate:
    return SeriesUpdate(key, Patient(), Study(), Series(), "image", "loading", 9, received, 0)


def came(key: str, *uids: str) -> InstancesReceived:
    return InstancesReceived(key, tuple(Instance(uid) for uid in uids))


class Viewer:
    """The other end of the socket."""

    def __init__(self, desk: Desk, pid: int = 7) -> None:
        here, there = socket.socketpair()
        self.connection = Connection(there)
        self.ended = threading.Event()
        threading.Thread(target=self._serve, args=(desk.window, Connection(here), Hello(1, pid, "xcb"))).start()

    def _serve(self, served: Window, end: Connection, hello: Hello) -> None:
        served.serve(end, hello)
        self.ended.set()

    def hears(self, limit: float = 60.0) -> AnyMessage:
        data = self.connection.receive(limit)
        assert data is not None
        return protocol.from_wire(data)

    def says(self, message: AnyMessage) -> None:
        self.connection.send(protocol.to_wire(message))

    def dies(self) -> None:
        self.connection.close()
        assert self.ended.wait(60.0)


class Desk:
    """A window whose viewers are started by the test."""

    def __init__(self) -> None:
        self.replay: list[AnyMessage] = []
        self.heard: list[AnyMessage] = []
        self.unusable: list[WetreadError] = []
        self.started = 0
        self.may_start = threading.Event()
        self.may_start.set()
        self.window = Window(
            "/run",
            lambda: self.replay,
            self.heard.append,
            self.unusable.append,
            lambda: None,
        )
        self.window._spawn = self._spawn  # type: ignore[method-assign]

    def _spawn(self) -> None:
        self.started += 1
        assert self.may_start.wait(60.0)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path))
    monkeypatch.setattr(window, "ORPHAN_LIMIT", 0.3)
    yield Desk()


def test_a_viewer_is_welcomed_told_everything_and_then_what_is_new(desk: Desk) -> None:
    desk.replay = [update("a", 1), came("a", "1")]
    viewer = Viewer(desk)

    welcome = viewer.hears()
    assert isinstance(welcome, Welcome)
    assert welcome.run_folder == "/run"
    assert [viewer.hears(), viewer.hears()] == desk.replay
    desk.window.post(update("a", 2))
    assert viewer.hears() == update("a", 2)
    assert (desk.window.connected, desk.window.pid, desk.window.platform) == (True, 7, "xcb")

    viewer.dies()
    assert (desk.window.connected, desk.window.pid) == (False, 0)


def test_what_the_viewer_says_is_heard_in_order(desk: Desk) -> None:
    viewer = Viewer(desk)
    for uid in ("1", "2", "3"):
        viewer.says(ImageShown("a", uid, 0.0))

    until(lambda: len(desk.heard) == 3)
    assert desk.heard == [ImageShown("a", uid, 0.0) for uid in ("1", "2", "3")]
    viewer.dies()


def test_a_message_that_is_not_understood_is_passed_over(desk: Desk) -> None:
    viewer = Viewer(desk)
    viewer.connection.send({"type": "Nonsense"})
    viewer.says(ImageShown("a", "1", 0.0))

    until(lambda: desk.heard)
    viewer.dies()


def test_a_second_viewer_is_sent_away_and_the_first_stays(desk: Desk) -> None:
    first = Viewer(desk)
    first.hears()
    until(lambda: desk.window.connected)
    second = Viewer(desk, pid=8)

    assert second.hears() == Quit()
    assert second.connection.receive(60.0) is None
    assert desk.window.pid == 7
    second.connection.close()
    first.dies()


def test_what_is_posted_while_there_is_no_viewer_is_not_kept(desk: Desk) -> None:
    desk.window.post(Activate("old"))
    time.sleep(0.1)
    viewer = Viewer(desk)
    viewer.hears()
    desk.window.post(Activate("new"))

    assert viewer.hears() == Activate("new")
    viewer.dies()


@pytest.mark.parametrize(
    "urgent", [Activate("x"), JobUpdate(1, "", "manifest", "done"), JobUpdate(1, "", "manifest", "waiting")]
)
def test_what_goes_on_is_told_now_and_then_and_what_somebody_waits_for_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, urgent: AnyMessage
) -> None:
    monkeypatch.setattr(window, "PER_MESSAGE", 3600.0)
    monkeypatch.setattr(window, "LONGEST_BATCH", 3600.0)
    viewer = Viewer(desk)
    viewer.hears()
    desk.window.post(update("a", 1))
    assert viewer.hears() == update("a", 1)

    goes_on = [update("a", 2), came("a", "1"), JobUpdate(2, "", "manifest", "loading")]
    for message in goes_on:
        desk.window.post(message)
    with pytest.raises(TimeoutError):
        viewer.hears(0.2)
    desk.window.post(urgent)

    assert [viewer.hears() for _ in range(4)] == [*goes_on, urgent]
    viewer.dies()


# --- answers ---


def test_a_question_gets_its_own_answer(desk: Desk) -> None:
    viewer = Viewer(desk)
    viewer.hears()
    answers: list[object] = []
    ask = desk.window.ask
    asking = [
        threading.Thread(target=lambda: answers.append(ask(lambda number: Screenshot(number, "/x"), Done))),
        threading.Thread(target=lambda: answers.append(ask(Describe, Description))),
    ]
    for thread in asking:
        thread.start()
    questions = [viewer.hears(), viewer.hears()]
    for question in questions:
        assert isinstance(question, Screenshot | Describe)
        done = isinstance(question, Screenshot)
        viewer.says(Done(question.id, 0, "saved") if done else Description(question.id, {"layout": "2x2"}))
    for thread in asking:
        thread.join(60.0)

    assert {type(answer) for answer in answers} == {Done, Description}
    assert desk.heard == []
    viewer.dies()


def test_a_window_that_does_not_answer_comes_to_the_limit(desk: Desk) -> None:
    viewer = Viewer(desk)
    until(lambda: desk.window.connected)

    with pytest.raises(TimedOut):
        desk.window.ask(Describe, Description, limit=0.1)
    viewer.dies()


def test_asking_starts_a_viewer_where_there_is_none(desk: Desk) -> None:
    with pytest.raises(TimedOut):
        desk.window.ask(Describe, Description, limit=0.2)

    until(lambda: desk.started == 1)


# --- starting and dying ---


def test_a_viewer_is_started_once_however_often_it_is_wanted(desk: Desk) -> None:
    desk.may_start.clear()
    for _ in range(5):
        desk.window.start()

    until(lambda: desk.started)
    assert desk.started == 1
    desk.may_start.set()


def test_a_viewer_that_outlived_its_service_is_waited_for_and_no_second_one_started(desk: Desk) -> None:
    lock = channel.share_lock(channel.viewer_lock_path())
    desk.window.start()
    viewer = Viewer(desk)
    viewer.hears()
    time.sleep(0.4)

    assert desk.started == 0
    os.close(lock)
    viewer.dies()
    until(lambda: desk.started == 1)


def test_a_file_that_was_being_decoded_at_two_deaths_is_left_out_and_named(desk: Desk) -> None:
    def started(times: int) -> bool:
        return desk.started == times

    for number in (1, 2):
        viewer = Viewer(desk)
        welcome = viewer.hears()
        assert isinstance(welcome, Welcome)
        assert set(welcome.suspects) == (set() if number == 1 else {"/run/bad", "/run/good"})
        viewer.says(Decoding("/run/bad"))
        if number == 1:
            viewer.says(Decoding("/run/good"))
        viewer.says(Decoding("/run/fine"))
        viewer.says(Decoded("/run/fine"))
        until(lambda: desk.heard)
        viewer.dies()
        until(partial(started, number))
        desk.heard[:] = [message for message in desk.heard if message != Decoded("/run/fine")]

    (left_out,) = desk.heard
    assert isinstance(left_out, Decoded)
    assert left_out.path == "/run/bad"
    assert "left out" in left_out.error


def test_a_file_that_was_left_out_and_is_opened_again_is_left_out_again(desk: Desk) -> None:
    for _ in range(3):
        viewer = Viewer(desk)
        viewer.hears()
        viewer.says(Decoding("/data/bad.dcm"))
        viewer.says(ImageShown("a", "1", 0.0))
        until(lambda: any(isinstance(message, ImageShown) for message in desk.heard))
        desk.heard[:] = [message for message in desk.heard if not isinstance(message, ImageShown)]
        viewer.dies()

    assert len(desk.heard) == 2


def test_a_viewer_that_hangs_up_on_us_while_we_talk_is_no_error_of_ours(desk: Desk) -> None:
    viewer = Viewer(desk)
    viewer.hears()
    viewer.dies()
    desk.window.post(Activate())
    time.sleep(0.05)

    again = Viewer(desk)
    assert isinstance(again.hears(), Welcome)
    again.dies()


def test_quitting_tells_the_viewer_and_starts_no_other(desk: Desk) -> None:
    viewer = Viewer(desk)
    viewer.hears()
    until(lambda: desk.window.connected)
    quitting = threading.Thread(target=desk.window.quit, args=(60.0,))
    quitting.start()

    assert viewer.hears() == Quit()
    viewer.dies()
    quitting.join(60.0)
    desk.window.start()
    time.sleep(0.05)
    assert desk.started == 0
