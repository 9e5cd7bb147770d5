"""A private home, a program that records how it was started, and the registration of that program."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from installers.linux import Linux


@dataclass
class Home:
    """A home folder that no tool can leave, and what is asked of the real tools in it."""

    path: Path
    environ: dict[str, str]

    @property
    def data(self) -> Path:
        return self.path / ".local/share"

    @property
    def applications(self) -> Path:
        return self.data / "applications"

    @property
    def mimeapps(self) -> Path:
        return self.path / ".config/mimeapps.list"

    def run(self, *words: str, **more: str) -> str:
        if shutil.which(words[0]) is None:
            pytest.skip(f"needs {words[0]}")
        result = subprocess.run(
            words, env=self.environ | more, capture_output=True, text=True, timeout=60, cwd=self.path, check=True
        )
        return result.stdout.strip()

    def gio_default(self, mime_type: str) -> str:
        """What GLib opens the type with; empty if with nothing."""
        first = self.run("gio", "mime", mime_type).splitlines()[0]
        return first.rpartition(": ")[2] if first.startswith("Default") else ""

    def xdg_default(self, mime_type: str) -> str:
        return self.run("xdg-mime", "query", "default", mime_type)

    def add_entry(self, name: str, mime_type: str, program: str = "/bin/true") -> str:
        """Install another program's desktop entry."""
        self.applications.mkdir(parents=True, exist_ok=True)
        text = f"[Desktop Entry]\nType=Application\nName=Other\nExec={program} %u\nMimeType={mime_type};\n"
        (self.applications / name).write_text(text)
        self.run("update-desktop-database", str(self.applications))
        return name

    def write_mimeapps(self, text: str | bytes) -> bytes:
        self.mimeapps.parent.mkdir(parents=True, exist_ok=True)
        content = text if isinstance(text, bytes) else text.encode()
        self.mimeapps.write_bytes(content)
        return content

    def files(self) -> dict[str, bytes]:
        """Every file below the home but the indexes that the desktop's tools make."""
        indexes = ("mimeinfo.cache", ".local/share/mime/")
        found = (path for path in self.path.rglob("*") if path.is_file())
        return {str(p): p.read_bytes() for p in found if not any(index in str(p) for index in indexes)}


@dataclass
class Recorder:
    """A program that writes down the arguments it was started with."""

    program: Path

    def arguments(self) -> list[str]:
        written = self.program.with_suffix(".argv")
        deadline = time.monotonic() + 60
        while not written.exists():
            if time.monotonic() > deadline:
                pytest.fail("the program was not started")
            time.sleep(0.01)
        return written.read_text().split("\0")[:-1]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    path = tmp_path / "home"
    path.mkdir()
    kept = {"PATH": os.environ["PATH"], "HOME": str(path), "LC_ALL": "C.UTF-8", "XDG_CURRENT_DESKTOP": "GNOME"}
    return Home(path, kept)


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    program = tmp_path / "bin/record"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nprintf '%s\\0' \"$@\" > {program}.new && mv {program}.new {program}.argv\n")
    program.chmod(0o755)
    return Recorder(program)


@pytest.fixture
def system(home: Home, recorder: Recorder) -> Linux:
    return Linux([str(recorder.program)], home.path, home.environ)
