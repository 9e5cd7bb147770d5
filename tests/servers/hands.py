"""Somebody in front of a display: keys, typed into the window that has a title."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

from tests.servers.processes import program, until


@dataclass(frozen=True)
class Hands:
    """Keys, pressed with xdotool."""

    display: str

    def __call__(self, *arguments: str) -> str:
        tool, environ = program("xdotool", "xdotool"), {"DISPLAY": self.display, "PATH": "/usr/bin:/bin"}
        ended = subprocess.run([tool, *arguments], env=environ, capture_output=True, text=True, timeout=60, check=False)
        return ended.stdout

    def seen(self, title: str, after: str = "") -> str:
        """Wait for a window, another than ``after``; its number."""

        def found() -> str:
            numbers = self("search", "--onlyvisible", "--name", f"^{title}").split()
            return next((number for number in numbers if number != after), "")

        return until(found, 60, title)

    def answer(self, title: str, *keys: str, after: str = "") -> str:
        """Wait for a window, another than ``after``, then type texts and press keys (``:Return``) in it; its number."""
        window = self.seen(title, after)
        self("windowactivate", "--sync", window)
        for key in keys:
            self("key", key[1:]) if key.startswith(":") else self("type", "--delay", "5", key)
        return window
