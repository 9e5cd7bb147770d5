"""Before Qt starts: what is missing is named with its package."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from viewer import preflight


@pytest.mark.parametrize(
    ("environment", "platform"),
    [
        ({}, "offscreen"),
        ({"DISPLAY": ":0"}, "xcb"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "xcb"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen:size=1x1"}, "offscreen"),
    ],
)
def test_the_platform_follows_the_session(
    environment: dict[str, str], platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert preflight.platform() == platform


def test_a_missing_library_is_told_with_its_package_and_so_are_those_that_come_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setattr(preflight, "_loads", lambda name: name != "libxcb-image.so.0")
    error = preflight._missing("libxcb-icccm.so.4")
    assert "libxcb-icccm.so.4, libxcb-image.so.0" in error.why
    assert error.todo == "Run: sudo apt install libxcb-icccm4 libxcb-image0"


def test_a_file_that_the_loader_refuses_is_told(tmp_path: Path) -> None:
    plugin = tmp_path / "Qt5" / "plugins" / "platforms" / "libqxcb.so"
    plugin.parent.mkdir(parents=True)
    plugin.write_bytes(b"no library")
    with pytest.raises(preflight.Unsuited, match="missing"):
        preflight._load(plugin)


def test_a_display_that_does_not_answer_is_told_instead_of_an_abort() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":987"}
    command = [sys.executable, "-m", "viewer.preflight"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert "':987'" in ended.stdout or "missing" in ended.stdout


def test_this_machine_can_show_a_window_offscreen() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "viewer.preflight"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (0, "Qt can start (offscreen).\n")
