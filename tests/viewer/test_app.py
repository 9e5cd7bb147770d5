"""The window's end: what it leaves behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from launcher import channel
from launcher.protocol.events import Welcome


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "run-1"
    folder.mkdir()
    (folder / "00000001").write_bytes(b"an image")
    return folder


@pytest.fixture
def viewer(home: Path, application: Any, run_folder: Path) -> Iterator[Any]:
    """A viewer that was welcomed by a service, whose connection is gone."""
    from viewer.app import Viewer

    viewer = Viewer()
    viewer._welcome(Welcome("1", str(run_folder)))
    yield viewer
    viewer.inbox.close()


def test_the_files_of_a_service_that_died_go_with_the_window(viewer: Any, run_folder: Path) -> None:
    viewer._stop()

    assert not run_folder.exists()


def test_the_files_of_a_living_service_are_left_to_it(viewer: Any, run_folder: Path) -> None:
    service = channel.share_lock(str(run_folder / "lock"))

    viewer._stop()

    assert (run_folder / "00000001").exists()
    os.close(service)
