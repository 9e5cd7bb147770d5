"""The viewer as a process of its own, against a scripted service: how it starts, survives and ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from launcher import channel, framing
from launcher.protocol.events import (
    Command,
    Describe,
    InstancesReceived,
    JobUpdate,
    Question,
    Quit,
    Screenshot,
    SeriesUpdate,
)
from launcher.protocol.wishes import Close, Description, Done, Hello, ImageShown, QuitWish, Ready, Unusable
from tests.files import bundled
from tests.viewer.conftest import announcement
from tests.viewer.scripted_service import ScriptedService

Process = subprocess.Popen[bytes]


@pytest.fixture
def start(home: Path) -> Iterator[Callable[..., Process]]:
    started: list[Process] = []

    def begin(**environment: str) -> Process:
        inherited = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        started.append(subprocess.Popen([sys.executable, "-m", "viewer"], env=inherited | environment))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def viewer(start: Callable[..., Process], service: ScriptedService) -> Process:
    process = start()
    service.hear(Hello)
    service.welcome()
    service.hear(Ready)
    return process


def state(service: ScriptedService) -> Any:
    service.say(Describe(99))
    return service.hear(Description).state


def test_it_says_hello_first_and_when_the_window_stands(
    start: Callable[..., Process], service: ScriptedService
) -> None:
    process = start()
    assert service.hear(Hello) == Hello(framing.VERSION, process.pid, "offscreen")
    service.welcome()
    assert service.hear(Ready).at <= time.monotonic()


def test_a_second_viewer_leaves_at_once(viewer: Process, start: Callable[..., Process]) -> None:
    assert start().wait(60) == 0
    assert viewer.poll() is None


def test_what_it_is_sent_is_on_screen_and_in_the_screenshot(
    viewer: Process, service: ScriptedService, tmp_path: Path
) -> None:
    from PyQt5.QtGui import QImage

    update, received = announcement(bundled("MR_small.dcm"))
    service.say(JobUpdate(1, "MR", "local", "loading"), update, received)
    shown = service.hear(ImageShown)
    assert (shown.key, shown.sop_instance_uid) == (update.key, received.instances[0].sop_instance_uid)
    service.say(Screenshot(7, str(tmp_path / "view.png"), view=1, width=320, height=240))
    assert service.hear(Done) == Done(7)
    image = QImage(str(tmp_path / "view.png"))
    assert (image.width(), image.height()) == (320, 240)
    assert len({image.pixel(x, 120) for x in range(60, 260)}) > 30
    service.say(Screenshot(8, str(tmp_path / "window.png"), width=900, height=700))
    assert service.hear(Done) == Done(8)
    image = QImage(str(tmp_path / "window.png"))
    assert (image.width(), image.height()) == (900, 700)


def test_a_screenshot_of_a_view_that_is_not_there_is_refused(viewer: Process, service: ScriptedService) -> None:
    service.say(Screenshot(7, "/nowhere/view.png", view=1))
    assert service.hear(Done).exit_code == 2
    service.say(Screenshot(8, "/nowhere/window.png"))
    assert service.hear(Done).exit_code == 1


def test_a_command_is_answered_with_its_exit_code(viewer: Process, service: ScriptedService) -> None:
    service.say(Command(3, "dcmview2d:layout", {"number": None, "id": "9x9"}))
    assert service.hear(Done).exit_code == 2
    service.say(Command(4, "dcmview2d:scroll", {"set": 1, "increase": None, "decrease": None}))
    answer = service.hear(Done)
    assert (answer.id, answer.exit_code) == (4, 1)
    service.say(Command(5, "dcmview2d:scroll", {"to": "the end"}))
    assert service.hear(Done).exit_code == 1
    service.say(Command(6, "weasis:ui", {"quit": False, "visible": True, "minimized": False}))
    assert service.hear(Done) == Done(6)


def test_it_keeps_the_run_folder_from_being_cleaned(viewer: Process, service: ScriptedService) -> None:
    state(service)  # by now it has heard the welcome
    lock = str(service.run_folder / "lock")
    assert channel.take_lock(lock) is None
    viewer.kill()
    viewer.wait()
    held = channel.take_lock(lock)
    assert held is not None
    os.close(held)


def test_no_image_is_lost_when_the_service_dies_and_the_next_one_learns_of_all(
    viewer: Process, service: ScriptedService, home: Path
) -> None:
    update, received = announcement(bundled("CT_small.dcm"))
    service.say(JobUpdate(1, "CT", "local", "loading"), update, received)
    service.hear(ImageShown)
    service.close()
    second = ScriptedService(home)
    assert second.hear(Hello).pid == viewer.pid
    assert second.hear(SeriesUpdate) == update
    assert second.hear(InstancesReceived) == received
    second.hear(Ready)
    second.welcome()
    assert state(second)["views"][0]["SOPInstanceUID"] == received.instances[0].sop_instance_uid
    second.close()


def test_quit_ends_it(viewer: Process, service: ScriptedService) -> None:
    service.say(Quit())
    assert viewer.wait(60) == 0
    assert not any(isinstance(message, QuitWish) for message in list(service.heard.queue))


def test_the_users_own_quit_is_told(viewer: Process, service: ScriptedService) -> None:
    service.say(Command(1, "weasis:ui", {"quit": True, "visible": False, "minimized": False}))
    service.hear(QuitWish)
    assert viewer.wait(60) == 0


def test_it_remembers_its_size_and_nothing_of_a_patient(viewer: Process, service: ScriptedService, home: Path) -> None:
    update, received = announcement(bundled("CT_small.dcm"))
    service.say(JobUpdate(1, "CT", "local", "loading"), update, received)
    service.hear(ImageShown)
    service.say(Quit())
    viewer.wait(60)
    written = (home / "config" / "window.ini").read_bytes()
    assert b"geometry" in written
    assert update.patient.patient_id.encode() not in written


def test_a_question_does_not_stop_the_window(viewer: Process, service: ScriptedService) -> None:
    service.say(Question(1, "Open images from pacs.example.org?", "…", (("no", "No"), ("yes", "Yes"))))
    assert state(service)["layout"] == "1x1"


def test_garbage_on_the_line_does_not_end_it(viewer: Process, service: ScriptedService) -> None:
    assert service._connection is not None
    service._connection.send({"type": "InstancesReceived", "key": 3})
    service._connection.send({"type": "Close", "keys": []})
    service.say(Close(()))
    assert state(service)["views"] == []


def test_a_system_that_cannot_show_a_window_is_told_to_the_service(
    start: Callable[..., Process], service: ScriptedService
) -> None:
    process = start(QT_QPA_PLATFORM="xcb", DISPLAY=":987")
    assert "window cannot start" in service.hear(Unusable).what
    assert process.wait(60) == 3
