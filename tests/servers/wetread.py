"""Wetread itself, as its users have it: the command line, in a home folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.servers.processes import until

POLICY = """
[links]
allowed_servers = ["http://127.0.0.1:*", "https://127.0.0.1:*"]
unknown_servers = "ask"
"""
Completed = subprocess.CompletedProcess[str]


@dataclass
class Wetread:
    """Calls of ``wetread`` in one ``WETREAD_HOME``; without a display, unless ``environ`` is given one."""

    home: Path
    environ: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.home.mkdir(mode=0o700)
        (self.home / "policy.toml").write_text(POLICY)
        user, runtime = self.home / "user", self.home / "runtime"
        for folder in (user, runtime):
            folder.mkdir(mode=0o700)
        self.environ = {
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "HOME": str(user),
            "XDG_RUNTIME_DIR": str(runtime),
            "WETREAD_HOME": str(self.home),
            "WETREAD_LOG": os.environ.get("WETREAD_LOG", "debug"),
        }

    def __call__(self, *arguments: str | Path, timeout: float = 60.0) -> Completed:
        """Run ``wetread ARGUMENTS`` to its end."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environ,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Run ``wetread ARGUMENTS`` without waiting for it."""
        return subprocess.Popen(
            self.command(*arguments),
            env=self.environ,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def on_display(self, name: str) -> None:
        """Show the window there; no message bus is started for it, which nobody would end."""
        self.environ |= {"DISPLAY": name, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}

    @staticmethod
    def command(*arguments: str | Path) -> list[str]:
        return [sys.executable, "-P", "-m", "launcher", *map(str, arguments)]

    def opened(self, *arguments: str | Path) -> None:
        """Open targets and wait until all they promise is there."""
        result = self("--wait", "--timeout", "60", *arguments, timeout=90)
        assert result.returncode == 0, result.stderr

    def wait(self, until: str, timeout: float = 60.0) -> Completed:
        return self("wait", "--until", until, "--timeout", f"{timeout:g}", timeout=timeout + 20)

    def status(self) -> Status:
        result = self("status", "--json")
        assert result.returncode == 0, result.stderr
        return Status(json.loads(result.stdout))

    def screenshot(self, file: Path, *options: str) -> Path:
        result = self("screenshot", file, *options)
        assert result.returncode == 0, result.stderr
        return file

    # --- its processes and files ---

    def processes(self) -> dict[int, str]:
        """The processes of this home: number and command line, without zombies."""
        mark = f"WETREAD_HOME={self.home}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ").strip()
            except OSError:
                continue  # it has ended, or is not ours to read
        return {number: command for number, command in found.items() if command}

    def of_ours(self) -> dict[int, str]:
        """The processes but for a desktop's bus, which Qt starts where there is none, and which serves others too."""
        return {number: command for number, command in self.processes().items() if "dbus-" not in command}

    def of_module(self, module: str) -> list[int]:
        """The processes that run ``python -m MODULE`` here."""
        return [number for number, command in self.processes().items() if f"-m {module}" in command]

    def cached(self) -> list[Path]:
        """What lies in the cache."""
        return list((self.home / "cache").rglob("*"))

    def end(self) -> None:
        """Quit, and check that nothing is left behind."""
        ended = self("quit")
        deadline = time.monotonic() + 30
        while (left := self.of_ours()) and time.monotonic() < deadline:
            time.sleep(0.05)
        for number in self.processes():
            os.kill(number, 9)
        if left:
            pytest.fail(f"still running after quit ({ended.returncode} {ended.stderr}): {left}")
        assert self.cached() == []


@dataclass(frozen=True)
class Status:
    """``wetread status --json``, with the questions that tests ask of it."""

    json: dict[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.json[key]

    @property
    def service_pid(self) -> int:
        return int(self.json["service"]["pid"])

    @property
    def viewer_pid(self) -> int:
        return int(self.json["viewer"]["pid"])

    @property
    def studies(self) -> dict[str, list[dict[str, Any]]]:
        """The series of each study."""
        return {
            study["StudyInstanceUID"]: study["series"]
            for patient in self.json["patients"]
            for study in patient["studies"]
        }

    @property
    def series(self) -> dict[str, dict[str, Any]]:
        """Each series."""
        return {series["SeriesInstanceUID"]: series for held in self.studies.values() for series in held}

    def total(self, count: str) -> int:
        """``received``, ``expected`` or ``failed`` of all series together."""
        return sum(series[count] for series in self.series.values())

    @property
    def said(self) -> str:
        """All messages, as text."""
        return "\n".join(f"{m['severity']}: {m['title']}. {m['text']} {m['todo']}" for m in self.json["messages"])


@contextmanager
def running(home: Path) -> Iterator[Wetread]:
    """An instance of its own, which has ended and left nothing behind when the block ends."""
    wetread = Wetread(home)
    try:
        yield wetread
    finally:
        wetread.end()


def viewer_comes_back(wetread: Wetread, other_than: int = 0) -> int:
    """Wait until the service has a viewer, another than the one with this process number; its number."""

    def another() -> int:
        number = wetread.status().viewer_pid
        return number if number != other_than else 0

    return until(another, 60, "a viewer")
