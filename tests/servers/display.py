"""Displays without a monitor: Xvfb with a small window manager, and one with two screens."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.processes import program, started, until


@contextmanager
def running(folder: Path, size: tuple[int, int] = (1280, 900)) -> Iterator[str]:
    """Run a display of so many pixels for as long as the block lasts; its name, such as ``:99``."""
    with _server(folder, "Xvfb", "xvfb", "-screen", "0", f"{size[0]}x{size[1]}x24") as name, _managed(folder, name):
        yield name


@contextmanager
def two_screens(folder: Path, size: tuple[int, int] = (1280, 900)) -> Iterator[str]:
    """A display of two screens side by side, which is itself a window on another display."""
    screen = "-screen", f"{size[0]}x{size[1]}"
    side_by_side = "-extension", "RANDR", "+xinerama", *screen, *screen
    with (
        running(folder, (2 * size[0], size[1])) as around,
        _server(folder, "Xephyr", "xserver-xephyr", *side_by_side, around=around) as name,
        _managed(folder, name),
    ):
        yield name


@contextmanager
def _server(folder: Path, program_name: str, package: str, *options: str, around: str = "") -> Iterator[str]:
    server = program(program_name, package)
    environ, log = os.environ | ({"DISPLAY": around} if around else {}), folder / f"{program_name}.log"
    with started(server, *options, "-nolisten", "tcp", "-displayfd", "1", log=log, env=environ):
        number = until(lambda: re.search(r"^(\d+)\n", log.read_text(), re.MULTILINE), what=f"{program_name} answers")
        yield f":{number[1]}"


@contextmanager
def _managed(folder: Path, name: str) -> Iterator[None]:
    environ = os.environ | {"DISPLAY": name}
    with started(program("openbox", "openbox"), log=folder / f"openbox{name[1:]}.log", env=environ):
        yield
