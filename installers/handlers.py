"""Who opens a MIME type on a freedesktop.org system, by the order that GLib and xdg-utils share.

The order is that of the MIME applications specification: explicit defaults of all folders, the most specific first;
then, folder by folder, what was associated by hand and what the installed desktop entries offer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from installers import keyfile


@dataclass(frozen=True)
class Folders:
    """Where settings and desktop entries are looked for, the user's own first."""

    config: tuple[Path, ...]
    data: tuple[Path, ...]
    desktops: tuple[str, ...] = ()

    @classmethod
    def of(cls, home: Path, environ: Mapping[str, str]) -> Folders:
        """The folders that the ``XDG_`` variables name; a relative one does not count."""

        def found(variable: str, default: str) -> tuple[Path, ...]:
            given = [Path(part) for part in environ.get(variable, "").split(":") if part.startswith("/")]
            return tuple(given or [Path(part) for part in default.split(":")])

        return cls(
            config=found("XDG_CONFIG_HOME", f"{home}/.config")[:1] + found("XDG_CONFIG_DIRS", "/etc/xdg"),
            data=found("XDG_DATA_HOME", f"{home}/.local/share")[:1]
            + found("XDG_DATA_DIRS", "/usr/local/share:/usr/share"),
            desktops=tuple(keyfile.names(environ.get("XDG_CURRENT_DESKTOP", "").lower().replace(":", ";"))),
        )

    def entry(self, desktop_id: str) -> Path | None:
        """The desktop entry of that name; a dash may stand for a subfolder."""
        names = (desktop_id, desktop_id.replace("-", "/", 1))
        places = (folder / "applications" / name for folder in self.data for name in names)
        return next((place for place in places if place.is_file()), None)

    def handlers(self, mime_type: str) -> Iterator[Path]:
        """The desktop entries that open the type, the default first; one may come more than once."""
        for desktop_id in self._ids(mime_type):
            if entry := self.entry(desktop_id):
                yield entry

    def _ids(self, mime_type: str) -> Iterator[str]:
        applications = [folder / "applications" for folder in self.data]
        folders = [*self.config, *applications]
        for folder in folders:
            for text in self._settings(folder):
                yield from _listed(text, "Default Applications", mime_type)
        removed: set[str] = set()
        for folder in folders:
            settings = self._settings(folder)
            offered = [name for text in settings for name in _listed(text, "Added Associations", mime_type)]
            offered += _listed(read(folder / "mimeinfo.cache"), "MIME Cache", mime_type)
            removed.update(name for text in settings for name in _listed(text, "Removed Associations", mime_type))
            yield from (name for name in offered if name not in removed)

    def _settings(self, folder: Path) -> list[str]:
        prefixes = [f"{desktop}-" for desktop in self.desktops]
        return [read(folder / f"{prefix}mimeapps.list") for prefix in (*prefixes, "")]


def read(path: Path) -> str:
    """A settings file's text, whatever its encoding; nothing if it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return ""


def _listed(text: str, group: str, mime_type: str) -> list[str]:
    return keyfile.names(keyfile.values(text, group).get(mime_type, ""))
