"""One service, one window, nothing lost: however many start at once, and whatever is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import channel, framing
from tests.servers import fragile_viewer, studies
from tests.servers.processes import until
from tests.servers.studies import Study
from tests.servers.web import Web
from tests.servers.wetread import Wetread, viewer_comes_back

FRONTS = 200


@pytest.fixture
def in_this_home(wetread: Wetread, monkeypatch: pytest.MonkeyPatch) -> Wetread:
    """The private instance, whose socket this process can use too."""
    monkeypatch.setenv("WETREAD_HOME", str(wetread.home))
    return wetread


# --- many at once ---


def test_200_fronts_at_once_are_one_service_and_one_window_and_nothing_is_lost(
    wetread: Wetread, tmp_path: Path
) -> None:
    promised = studies.synthetic_ct(tmp_path / "ct", FRONTS)

    fronts = [wetread.start(file) for file in promised.files]

    said = [front.communicate(timeout=100)[1] for front in fronts]
    assert [(front.returncode, text) for front, text in zip(fronts, said, strict=True)] == [(0, "")] * FRONTS
    assert len(wetread.of_module("launcher.daemon")) == len(wetread.of_module("viewer")) == 1
    assert wetread.wait("loaded").returncode == 0
    status = wetread.status()
    assert status.total("received") == FRONTS
    assert len(status["jobs"]) == FRONTS
    assert set(status.series) == promised.series


def test_ten_clicks_on_a_cold_machine_are_served_in_their_order(
    wetread: Wetread, manifest: str, other_study: Study
) -> None:
    wetread(f'$dicom:get -w "{manifest}"')
    for _ in range(9):
        assert wetread(other_study.folder).returncode == 0

    wetread.wait("loaded")

    assert [job["source"] for job in wetread.status()["jobs"]] == ["manifest", *["local"] * 9]


# --- what a crash leaves behind ---


def test_a_stale_socket_and_lock_file_stand_in_nobodys_way(in_this_home: Wetread, other_study: Study) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(channel.socket_path())
    Path(channel.service_lock_path()).touch()
    Path(channel.viewer_lock_path()).touch()

    in_this_home.opened(other_study.folder)

    assert in_this_home.status().total("received") == len(other_study.instances)


def test_a_front_that_dies_half_way_harms_nobody(in_this_home: Wetread, other_study: Study) -> None:
    in_this_home.opened(other_study.folder)
    whole = framing.encode({"type": "Request", "version": framing.VERSION, "kind": "quit"})

    with socket.socket(socket.AF_UNIX) as front:
        front.connect(channel.socket_path())
        front.sendall(whole[: len(whole) // 2])

    assert in_this_home.status().total("received") == len(other_study.instances)


def test_noise_on_the_socket_is_hung_up_on(in_this_home: Wetread, other_study: Study) -> None:
    in_this_home.opened(other_study.folder)

    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.settimeout(10)
        stranger.connect(channel.socket_path())
        stranger.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert stranger.recv(100) == b""

    assert in_this_home.status().total("received") == len(other_study.instances)


# --- what is killed ---


def test_a_killed_service_leaves_the_images_and_the_next_click_works(
    wetread: Wetread, manifest: str, study: Study, other_study: Study
) -> None:
    wetread.opened(manifest)
    wetread.wait("first-image")
    before = wetread.status()

    os.kill(before.service_pid, signal.SIGKILL)
    wetread.opened(other_study.folder)

    viewer_comes_back(wetread)
    after = wetread.status()
    assert after.viewer_pid == before.viewer_pid
    assert after.service_pid != before.service_pid
    assert len(wetread.of_module("viewer")) == 1
    assert after.studies.keys() == {study.study_instance_uid, other_study.study_instance_uid}
    assert after.total("received") == len(study.instances) + len(other_study.instances)
    files = [path for path in wetread.cached() if path.is_file() and path.name != "lock"]
    assert len(files) >= len(study.instances)


def test_what_a_killed_service_had_not_fetched_is_not_denied(
    wetread: Wetread, web: Web, manifest: str, study: Study
) -> None:
    for file in study.files[::3]:
        web.hold(f"*/{file.name}")
    wetread(manifest)
    assert wetread.wait("first-image").returncode == 0

    os.kill(wetread.status().service_pid, signal.SIGKILL)

    until(lambda: wetread.status().total("failed"), what="the window has told what it holds")
    retried = wetread("retry")
    assert retried.returncode == 1
    assert f"{wetread.status().total('failed')} images still missing" in retried.stderr


def test_a_viewer_killed_while_images_arrive_comes_back_with_all_of_them(
    wetread: Wetread, web: Web, manifest: str, study: Study
) -> None:
    held = [web.hold(f"*/{file.name}") for file in study.files[::3]]
    wetread(manifest)
    assert wetread.wait("first-image").returncode == 0
    before = wetread.status()
    assert before.total("received") < before.total("expected")

    os.kill(before.viewer_pid, signal.SIGKILL)

    viewer_comes_back(wetread, before.viewer_pid)
    for file in held:
        file.set()
    assert wetread.wait("loaded").returncode == 0
    after = wetread.status()
    assert after.total("received") == len(study.instances)
    assert after["views"][0]["SOPInstanceUID"] in study.instances
    assert len(wetread.of_module("viewer")) == 1


def test_a_viewer_killed_while_two_patients_are_open_comes_back_with_an_image_in_front(
    wetread: Wetread, study: Study, other_study: Study
) -> None:
    wetread.opened(study.files[0], other_study.files[0])
    assert wetread.wait("first-image").returncode == 0
    before = wetread.status()

    os.kill(before.viewer_pid, signal.SIGKILL)

    viewer_comes_back(wetread, before.viewer_pid)
    until(lambda: wetread.status()["views"], 20, "an image in front")


def test_a_viewer_that_outlived_its_service_is_replaced_too_when_it_dies(wetread: Wetread, other_study: Study) -> None:
    wetread.opened(other_study.folder)
    wetread.wait("first-image")
    first = wetread.status()
    os.kill(first.service_pid, signal.SIGKILL)
    wetread.opened(other_study.folder)
    assert viewer_comes_back(wetread) == first.viewer_pid

    os.kill(first.viewer_pid, signal.SIGKILL)

    viewer_comes_back(wetread, first.viewer_pid)
    until(lambda: wetread.status()["views"][0]["SOPInstanceUID"] in other_study.instances, what="the image is back")


@pytest.fixture
def deadly(in_this_home: Wetread, study: Study) -> Iterator[str]:
    """An instance of the study that kills the viewer, a double, of the service that runs in this home."""
    uid = sorted(study.instances)[5]
    lock = channel.take_lock(channel.service_lock_path())
    assert lock is not None
    words = [sys.executable, "-P", fragile_viewer.__file__, str(lock), uid]
    service = subprocess.Popen(words, env=in_this_home.environ, pass_fds=[lock])
    os.close(lock)
    until(lambda: in_this_home("status").returncode == 0, what="the service is there")
    yield uid
    in_this_home("quit")
    service.wait(60)


def test_a_file_that_kills_the_viewer_twice_is_left_out_and_named(
    wetread: Wetread, deadly: str, study: Study, manifest: str
) -> None:
    wetread(manifest)
    until(lambda: wetread.status().total("failed"), 60, "the file is left out")

    waited = wetread.wait("loaded")
    assert waited.returncode == 1
    assert deadly in waited.stderr
    assert "crash" in waited.stderr
    status = wetread.status()
    assert status.total("failed") == 1
    assert status.total("received") == len(study.instances) - 1
    assert status["viewer"]["platform"] == "double"


def test_the_files_of_a_dead_run_are_removed_by_the_next(wetread: Wetread, manifest: str, other_study: Study) -> None:
    wetread.opened(manifest)
    left = [path for path in wetread.cached() if path.is_file()]
    dead = wetread.status()
    for number in (dead.service_pid, dead.viewer_pid):  # in this order: a service alive would start another viewer
        os.kill(number, signal.SIGKILL)
    until(lambda: not wetread.processes(), what="both are gone")

    wetread.opened(other_study.folder)

    assert left
    assert not any(path.exists() for path in left)


def test_a_window_whose_service_was_killed_can_still_be_asked_and_ended(wetread: Wetread, study: Study) -> None:
    wetread.opened(*study.files)
    wetread.wait("first-image")
    os.kill(wetread.status()["service"]["pid"], signal.SIGKILL)

    assert wetread.status().total("received") == len(study.files)
    os.kill(wetread.status()["service"]["pid"], signal.SIGKILL)
    assert wetread("quit").returncode == 0

    until(lambda: not wetread.of_module("viewer"), what="the window has ended")
    assert wetread.cached() == []
