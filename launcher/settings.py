"""What is kept between runs, and what administrators decide.

Folders are the system's own for each purpose, or all of them below ``WETREAD_HOME``. A policy file is TOML; the
system's comes first, then the user's, then the one in ``WETREAD_HOME``; lists add up, and a plain value of a later file
counts unless an earlier file names its key under ``final``::

    final = ["links.unknown_servers"]

    [links]                                  # what a link from a web page may do
    allowed_servers = ["pacs.example.org", "*.ris.example.org", "http://127.0.0.1:*"]
    denied_servers = ["*.example.net"]       # wins over everything, also over what users type
    unknown_servers = "ask"                  # or "refuse", or "allow"
    local_folders = ["/srv/dicom"]           # what a link may open on this computer

    [network]
    ca_files = ["/etc/wetread/hospital-ca.pem"]
    connections = 4                          # to one archive at a time

    [cache]
    limit_mb = 20000
"""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from launcher.errors import RequestError

Unknown = Literal["ask", "refuse", "allow"]


@dataclass(frozen=True)
class Folders:
    """Where things are kept; nothing is made by asking."""

    config: Path
    cache: Path
    logs: Path


def folders() -> Folders:
    """The folders of this user, or those below ``WETREAD_HOME``."""
    if home := os.environ.get("WETREAD_HOME"):
        base = Path(home).absolute()
        return Folders(base / "config", base / "cache", base / "logs")
    import platformdirs

    return Folders(
        platformdirs.user_config_path("wetread"),
        platformdirs.user_cache_path("wetread"),
        platformdirs.user_log_path("wetread"),
    )


def private_folder(folder: Path) -> Path:
    """Make ``folder`` and what is missing above it, for this user only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


@dataclass(frozen=True)
class Policy:
    """What administrators decided in advance; the defaults are those of a machine without a policy file."""

    allowed_servers: tuple[str, ...] = ()
    denied_servers: tuple[str, ...] = ()
    unknown_servers: Unknown = "ask"
    local_folders: tuple[Path, ...] = ()
    ca_files: tuple[Path, ...] = ()
    connections: int = 4
    cache_limit_mb: int = 20_000


def policy_files() -> tuple[Path, ...]:
    """Where policies are looked for, the system's first."""
    system = Path("/etc/wetread/policy.toml")
    if home := os.environ.get("WETREAD_HOME"):
        return system, Path(home).absolute() / "policy.toml"
    return system, folders().config / "policy.toml"


def read_policy(files: tuple[Path, ...] | None = None) -> Policy:
    """The policy that holds here.

    Raises
    ------
    RequestError
        A file is no TOML, or a value is of the wrong kind; the sentence names file and key.
    """
    merged: dict[str, Any] = {}
    final: set[str] = set()
    for file in policy_files() if files is None else files:
        if file.is_file():
            table = _table(file)
            _merge(merged, final, table, file)
            final.update(table.get("final", []))
    return Policy(**merged)


_KEYS: dict[str, tuple[str, type]] = {  # TOML key → field, type of (one) value
    "links.allowed_servers": ("allowed_servers", str),
    "links.denied_servers": ("denied_servers", str),
    "links.unknown_servers": ("unknown_servers", str),
    "links.local_folders": ("local_folders", Path),
    "network.ca_files": ("ca_files", Path),
    "network.connections": ("connections", int),
    "cache.limit_mb": ("cache_limit_mb", int),
}


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RequestError("The policy file cannot be read", f"{file}: {error}", "Correct the file.") from error


def _merge(merged: dict[str, Any], final: set[str], table: dict[str, Any], file: Path) -> None:
    for section in ("links", "network", "cache"):
        for name, value in table.get(section, {}).items():
            key = f"{section}.{name}"
            if key not in _KEYS:
                raise RequestError("The policy file has a key that is not known", f"{file}: {key}", "Correct the file.")
            target, kind = _KEYS[key]
            if isinstance(value, list):
                merged[target] = (*merged.get(target, ()), *(kind(item) for item in value))
            elif key not in final or target not in merged:
                merged[target] = _checked(kind, value, f"{file}: {key}")


def _checked(kind: type, value: Any, where: str) -> Any:
    allowed = ("ask", "refuse", "allow")
    if not isinstance(value, kind) or (kind is str and value not in allowed):
        raise RequestError(
            "The policy file has a value that cannot be used", f"{where} = {value!r}", "Correct the file."
        )
    return value


@dataclass
class KnownServers:
    """The servers that this user said yes to, kept in a file; compared by origin, ``https://host:port``."""

    file: Path = field(default_factory=lambda: folders().config / "servers.json")

    def __contains__(self, origin: object) -> bool:
        return origin in self._read()

    def add(self, origin: str) -> None:
        """Remember an origin."""
        known = sorted({*self._read(), origin})
        private_folder(self.file.parent)
        part = self.file.with_suffix(".part")
        part.write_text(json.dumps(known, indent=1), encoding="utf-8")
        part.replace(self.file)

    def _read(self) -> list[str]:
        try:
            known = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [str(origin) for origin in known] if isinstance(known, list) else []
