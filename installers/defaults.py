"""The user's explicit defaults in ``mimeapps.list``: ours set, and what was there before put back."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from installers import files, keyfile
from installers.api import NotSupported
from installers.handlers import Folders

GROUP = "Default Applications"


@dataclass
class Before:
    """What the list said before us: how much of it we made, and the line, if any, that each of ours replaced."""

    made: Literal["nothing", "group", "file"] = "nothing"
    lines: dict[str, str | None] = field(default_factory=dict)  # by MIME type


class Defaults:
    """The default handlers that the user's ``mimeapps.list`` names.

    Parameters
    ----------
    folders
        Where the list lies (the first configuration folder) and where desktop entries are looked for.
    record
        The file that remembers what the list said before.
    """

    def __init__(self, folders: Folders, record: Path) -> None:
        self.folders = folders
        self.path = folders.config[0] / "mimeapps.list"
        self.record = record

    def set(self, mime_type: str, desktop_id: str) -> None:
        """Make the entry the type's default, and remember what was; nothing changes where it is the default."""
        text, before = self._text(), self.before()
        line = keyfile.line(text, GROUP, mime_type)
        if _first_name(line) == desktop_id:
            return
        before.lines[mime_type] = line
        if not self.path.exists():
            before.made = "file"
        elif not keyfile.has_group(text, GROUP):
            before.made = "group"
        files.write(self.record, json.dumps(asdict(before), indent=1).encode())
        self._write(keyfile.with_line(text, GROUP, mime_type, f"{mime_type}={desktop_id}\n"))

    def restore(self, ours: Collection[str]) -> None:
        """Take our entries out; where one is still the default, what it replaced comes back if that is still there."""
        text, before = self._text(), self.before()
        for mime_type, line in before.lines.items():
            if _first_name(keyfile.line(text, GROUP, mime_type)) in ours:
                text = keyfile.with_line(text, GROUP, mime_type, line if self._is_installed(line) else None)
        text = keyfile.without_names(text, ours)
        if before.made != "nothing":
            text = keyfile.without_group(text, GROUP)
        if before.made == "file" and not text.strip():
            files.remove(self.path.resolve())
        elif self.path.exists():
            self._write(text)
        files.remove(self.record)

    def before(self) -> Before:
        """What is remembered; nothing if there is no record that can be read."""
        try:
            record = json.loads(self.record.read_bytes())
            return Before(record["made"], dict(record["lines"]))
        except (OSError, ValueError, TypeError, KeyError):
            return Before()

    def _text(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8", "surrogateescape")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise NotSupported(f"{self.path} could not be read: {error.strerror}. Make it readable.") from error

    def _write(self, text: str) -> None:
        target = self.path.resolve()  # a symbolic link stays one
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        files.write(target, text.encode("utf-8", "surrogateescape"), mode)

    def _is_installed(self, line: str | None) -> bool:
        return any(map(self.folders.entry, _names(line)))


def _names(line: str | None) -> list[str]:
    return keyfile.names((line or "").partition("=")[2])


def _first_name(line: str | None) -> str:
    return next(iter(_names(line)), "")
