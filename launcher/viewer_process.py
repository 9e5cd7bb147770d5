"""The viewer's process, as the service starts it."""

from __future__ import annotations

import os
import subprocess

from launcher import channel
from launcher.folders import folders, private_folder


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
