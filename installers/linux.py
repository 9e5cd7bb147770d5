"""Registration on Linux, for one user and without root, by the freedesktop.org rules.

Three desktop entries, because a file that the user chose and a stranger's link start differently::

    org.wetread.Wetread.desktop          DICOM files, opened as the user's own; the entry in the menus
    org.wetread.Wetread.link.desktop     wetread: links, opened as a stranger's
    org.wetread.Wetread.weasis.desktop   weasis: links, the same, only when asked for; so those of other viewers

Where no default is set, the mere presence of an entry can take a scheme over, so what is not wanted is not written.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from installers import files, keyfile
from installers.api import (
    FOREIGN,
    CacheRefreshed,
    Change,
    DefaultHandler,
    FileWritten,
    Handler,
    NotSupported,
    Registration,
)
from installers.defaults import Defaults
from installers.handlers import Folders, read

TEMPLATES: Final = Path(__file__).with_name("linux")
ENTRIES: Final = ("org.wetread.Wetread.desktop", "org.wetread.Wetread.link.desktop")
WEASIS_ENTRY: Final = "org.wetread.Wetread.weasis.desktop"
FOREIGN_ENTRIES: Final = {f"org.wetread.Wetread.{scheme}.desktop": scheme for scheme in FOREIGN}
OURS: Final = (*ENTRIES, WEASIS_ENTRY, *FOREIGN_ENTRIES)
OTHER_FILES: Final = {  # and their folders below the user's data folder
    "org.wetread.Wetread.xml": "mime/packages",
    "org.wetread.Wetread.svg": "icons/hicolor/scalable/apps",
}
CACHES: Final = {"update-mime-database": "mime", "update-desktop-database": "applications"}
TOOL_LIMIT: Final = 20  # seconds
EXEC_WORD: Final = re.compile(r"[A-Za-z0-9_./:@,+-]+")  # xdg-open splits Exec at blanks and knows no quotes


class Linux(Registration):
    """Desktop entries, a MIME package, an icon, and the user's default applications."""

    def __init__(self, command: Sequence[str], home: Path, environ: Mapping[str, str] | None = None) -> None:
        super().__init__(command, home)
        self.folders = Folders.of(home, os.environ if environ is None else environ)
        self.data = self.folders.data[0]
        self.starter = self.data / "wetread" / "start"
        self.defaults = Defaults(self.folders, self.data / "wetread" / "registration.json")

    def plan(self, weasis: bool = False, schemes: Sequence[str] = ()) -> list[Change]:
        """What ``install`` would change, in order; nothing is touched.

        Raises
        ------
        NotSupported
            The launcher lies where desktops cannot start it from.
        """
        foreign = [name for name, scheme in FOREIGN_ENTRIES.items() if scheme in schemes]
        entries = {name: self._entry(name) for name in (*ENTRIES, *([WEASIS_ENTRY] if weasis else ()), *foreign)}
        return [
            *self._starter(),
            *(FileWritten(self._place(name), (TEMPLATES / name).read_bytes()) for name in OTHER_FILES),
            *(FileWritten(self._place(name), text.encode()) for name, text in entries.items()),
            *(CacheRefreshed(tool, self.data / folder) for tool, folder in CACHES.items()),
            *(DefaultHandler(mime, name) for name, text in entries.items() for mime in _mime_types(text)),
        ]

    def status(self, mime_or_scheme: str) -> Handler | None:
        """Who opens it today: a scheme such as ``"weasis"`` or a type such as ``"application/dicom"``."""
        mime_type = mime_or_scheme if "/" in mime_or_scheme else f"x-scheme-handler/{mime_or_scheme}"
        entry = next(self.folders.handlers(mime_type), None)
        if entry is None:
            return None
        keys = keyfile.values(read(entry), "Desktop Entry")
        return Handler(entry.name, keys.get("Name", entry.stem), keys.get("Exec", ""), entry.name in OURS)

    def install(self, weasis: bool = False, schemes: Sequence[str] = ()) -> list[str]:
        """Apply the plan, and ``weasis`` and the ``schemes`` of others only if asked for; sentences of what was done.

        Raises
        ------
        NotSupported
            The launcher lies where desktops cannot start it from, or a file cannot be written.
        """
        plan = self.plan(weasis, schemes)
        said = [sentence for change in plan if (sentence := self._apply(change))]
        return said + [self._outcome(change.mime_type) for change in plan if isinstance(change, DefaultHandler)]

    def remove(self) -> list[str]:
        """Take away what is ours, put back what was there before; sentences of what was done.

        Raises
        ------
        NotSupported
            A file cannot be written or removed.
        """
        mime_types = self.defaults.before().lines
        self.defaults.restore(OURS)
        ours = [*map(self._place, (*OTHER_FILES, *OURS)), self.starter]
        said = [f"Removed {path}." for path in ours if files.remove(path)]
        with contextlib.suppress(OSError):  # there may be none, or something of somebody else's in it
            self.starter.parent.rmdir()
        for tool, folder in CACHES.items():
            _refresh(tool, self.data / folder)
        return said + [self._opener(mime_type) for mime_type in mime_types]

    def _apply(self, change: Change) -> str:
        """Make the change; a sentence about it where it is one that the user may look for."""
        match change:
            case FileWritten(path, content, mode):
                return f"Wrote {path}." if files.write(path, content, mode) else ""
            case CacheRefreshed(tool, folder):
                _refresh(tool, folder)
            case DefaultHandler(mime_type, desktop_id):
                self.defaults.set(mime_type, desktop_id)
        return ""

    def _starter(self) -> list[FileWritten]:
        """A script in place of a command that Exec cannot hold."""
        if all(map(EXEC_WORD.fullmatch, self.command)):
            return []
        if not EXEC_WORD.fullmatch(str(self.starter)):
            raise NotSupported(
                f"Links cannot start {self.command[0]}: some desktops start no program from a folder with a space or "
                "another special character in its name. Install Wetread into one without, such as /opt/wetread."
            )
        script = f'#!/bin/sh\nexec {shlex.join(self.command)} "$@"\n'
        return [FileWritten(self.starter, os.fsencode(script), 0o755)]

    def _entry(self, name: str) -> str:
        """The desktop entry as shipped, with what starts the launcher here as its program."""
        program = str(self.starter) if self._starter() else " ".join(self.command)
        foreign = FOREIGN_ENTRIES.get(name)
        text = (TEMPLATES / (WEASIS_ENTRY if foreign else name)).read_text("utf-8")
        text = text.replace("weasis", foreign) if foreign else text
        return text.replace("\nExec=wetread ", f"\nExec={program} ")

    def _place(self, name: str) -> Path:
        return self.data / OTHER_FILES.get(name, "applications") / name

    def _opener(self, mime_type: str) -> str:
        handler = self.status(mime_type)
        return f"{_spoken(mime_type)} open with {handler.name if handler else 'no program'}."

    def _outcome(self, mime_type: str) -> str:
        handler = self.status(mime_type)
        if handler is None or handler.is_ours:
            return self._opener(mime_type)
        return (
            f"{_spoken(mime_type)} still open with {handler.name}, by a setting that comes before ours; "
            "choose Wetread in the desktop's settings for default applications."
        )


def _mime_types(entry: str) -> list[str]:
    return keyfile.names(keyfile.values(entry, "Desktop Entry")["MimeType"])


def _spoken(mime_type: str) -> str:
    scheme = mime_type.removeprefix("x-scheme-handler/")
    return "DICOM files" if scheme == mime_type else f"{scheme}: links"


def _refresh(tool: str, folder: Path) -> None:
    """Have the desktop's index of the folder made anew; where the tool is missing, there is no index to be stale."""
    program = shutil.which(tool)
    if program is None or not folder.is_dir():
        return
    try:
        subprocess.run([program, str(folder)], capture_output=True, timeout=TOOL_LIMIT, check=False)
    except (OSError, subprocess.TimeoutExpired):
        pass  # a default counts without the index
