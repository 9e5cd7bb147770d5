"""The window as the service knows it: pictures of it, and what it leaves behind at its end."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from launcher import channel
from launcher.protocol.events import Screenshot, Welcome
from launcher.protocol.wishes import Done
from tests.viewer.conftest import slices, tell
from viewer.pixels.decode import read_frame


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


def test_a_screenshot_of_what_is_loaded_waits_until_it_is_drawn(
    viewer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, until: Any
) -> None:
    decoded, said = threading.Event(), list[Any]()

    def read(path: str, frame_index: int = 0, growing: bool = False) -> Any:
        assert decoded.wait(60.0)
        return read_frame(path, frame_index)

    monkeypatch.setattr("viewer.files.supply.read_frame", read)
    monkeypatch.setattr(viewer.inbox, "send", said.append)
    update, received = slices(1)
    tell(viewer.store, update, received)
    viewer.store.show_series(update.key)

    viewer._take(Screenshot(1, str(tmp_path / "at once.png")))
    viewer._take(Screenshot(2, str(tmp_path / "drawn.png"), drawn=True))
    assert [done.id for done in said if isinstance(done, Done)] == [1]
    decoded.set()

    until(lambda: [done.id for done in said if isinstance(done, Done)] == [1, 2])
    assert not viewer.store.is_reading
    viewer._stop()
