"""The viewer's process, as the service starts it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping

from launcher import channel
from launcher.errors import WetreadError
from launcher.folders import folders, private_folder

PREFLIGHT_LIMIT = 20.0  # seconds


def start() -> subprocess.Popen[bytes]:
    """Start a viewer. What it and its libraries complain about goes to a file that only this user reads."""
    path = private_folder(folders().logs) / "viewer.log"
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        return subprocess.Popen(
            channel.child_command("viewer"),
            env=channel.child_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    finally:
        os.close(log)


def has_display() -> bool:
    """Whether a viewer that is started now has a window on a screen, or was told where to draw instead."""
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def move_to(display: Mapping[str, str]) -> None:
    """Have the viewers that are started from now on show their window on ``display``, variables by name.

    Raises
    ------
    WetreadError
        None can be shown there.
    """
    known = {name: display[name] for name in channel.DISPLAY if name in display}
    command, environment = channel.child_command("viewer.preflight"), channel.child_environment() | known
    try:
        tried = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PREFLIGHT_LIMIT)
    except subprocess.TimeoutExpired as error:
        raise WetreadError("The images stay without a window", "the display does not answer") from error
    if tried.returncode:
        raise WetreadError("The images stay without a window", tried.stdout.strip()[:500])
    os.environ.update(known)
