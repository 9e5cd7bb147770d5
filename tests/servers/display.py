"""A display without a monitor: Xvfb with a small window manager."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.processes import program, started, until


@contextmanager
def running(folder: Path, size: tuple[int, int] = (1280, 900)) -> Iterator[str]:
    """Run a display of so many pixels for as long as the block lasts; its name, such as ``:99``."""
    server, manager = program("Xvfb", "xvfb"), program("openbox", "openbox")
    number = next(n for n in range(90, 200) if not Path(f"/tmp/.X{n}-lock").exists())
    name = f":{number}"
    screen = ("-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp")
    with started(server, name, *screen, log=folder / "xvfb.log"):
        until(Path(f"/tmp/.X11-unix/X{number}").exists, what="Xvfb answers")
        with started(manager, log=folder / "openbox.log", env=os.environ | {"DISPLAY": name}):
            yield name
