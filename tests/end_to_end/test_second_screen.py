"""A second screen: the window goes there and back, as large as it was or filling it, and opens again where it was."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import display, wetread
from tests.servers.processes import program, until
from tests.servers.studies import Study
from tests.servers.wetread import Wetread

SIZE = 1280, 900
LEFT, RIGHT = (0, 0, *SIZE), (SIZE[0], 0, *SIZE)
"""The two screens: x, y, width and height."""

Rectangle = tuple[int, int, int, int]


@pytest.fixture
def shown(tmp_path: Path, other_study: Study) -> Iterator[Wetread]:
    """An instance with an image, on a display of two screens."""
    with display.two_screens(tmp_path, SIZE) as name, wetread.running(tmp_path / "home") as instance:
        instance.on_display(name)
        instance.opened(other_study.files[0])
        assert instance.wait("first-image").returncode == 0
        yield instance


def xdotool(instance: Wetread, *words: str) -> str:
    tool = program("xdotool", "xdotool")
    return subprocess.run(
        [tool, *words], env=instance.environ, capture_output=True, text=True, timeout=60, check=True
    ).stdout


def window(instance: Wetread) -> str:
    return xdotool(instance, "search", "--sync", "--onlyvisible", "--name", "Wetread$").split()[-1]


def place(instance: Wetread) -> Rectangle:
    """Where the window stands."""
    said = xdotool(instance, "getwindowgeometry", "--shell", window(instance))
    found = dict(line.split("=") for line in said.split())
    return int(found["X"]), int(found["Y"]), int(found["WIDTH"]), int(found["HEIGHT"])


def is_within(inner: Rectangle, outer: Rectangle) -> bool:
    (x, y, width, height), (left, top, wide, high) = inner, outer
    return left <= x and top <= y and x + width <= left + wide and y + height <= top + high


def press(instance: Wetread, key: str) -> None:
    xdotool(instance, "windowactivate", "--sync", window(instance))
    xdotool(instance, "key", key)


def here_and_there(instance: Wetread) -> tuple[Rectangle, Rectangle]:
    """The screen that the window stands on, and the other one."""
    until(lambda: is_within(place(instance), LEFT) or is_within(place(instance), RIGHT), 30, "on one screen")
    return (LEFT, RIGHT) if is_within(place(instance), LEFT) else (RIGHT, LEFT)


def test_the_window_goes_to_the_next_screen_and_back(shown: Wetread) -> None:
    here, there = here_and_there(shown)
    size = place(shown)[2:]

    def stands(screen: Rectangle) -> bool:
        now = place(shown)
        return is_within(now, screen) and now[2:] == size

    press(shown, "shift+F11")
    until(lambda: stands(there), 30, "on the other screen, as large")

    press(shown, "shift+F11")
    until(lambda: stands(here), 30, "back, as large")


def test_the_whole_second_screen_is_filled(shown: Wetread) -> None:
    here, there = here_and_there(shown)

    press(shown, "F11")
    until(lambda: place(shown) == here, 30, "this screen is filled")
    press(shown, "shift+F11")
    until(lambda: place(shown) == there, 30, "the other screen is filled")
    press(shown, "F11")
    until(lambda: is_within(place(shown), there) and place(shown) != there, 30, "a window again, on the other screen")
    assert shown.status()["views"][0]["state"] == "shown"
