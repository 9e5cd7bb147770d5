"""What the user has decided about servers, kept between runs: those that may be asked, and certificates to trust."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from launcher.folders import folders, private_folder

log = logging.getLogger(__name__)


@dataclass
class KnownServers:
    """The servers that this user said yes to, kept in a file; compared by origin, ``https://host:port``."""

    file: Path = field(default_factory=lambda: folders().config / "servers.json")
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _said: set[str] = field(default_factory=set, init=False)  # in this run, should the file not be writable

    def __contains__(self, origin: object) -> bool:
        return origin in self._said or origin in self._read()

    def add(self, origin: str) -> None:
        """Remember an origin."""
        with self._lock:
            self._said.add(origin)
            _keep(self.file, sorted({*self._read(), *self._said}))

    def _read(self) -> list[str]:
        known = _kept(self.file)
        return [str(origin) for origin in known] if isinstance(known, list) else []


class KnownCertificates:
    """Certificates (PEM) that this user has looked at and trusts, each for one origin; kept in a file."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or folders().config / "certificates.json"
        self._lock = threading.Lock()
        kept = _kept(self._file)
        self._known = {str(k): str(v) for k, v in kept.items()} if isinstance(kept, dict) else {}

    def get(self, origin: str) -> str:
        """The certificate for an origin, or empty."""
        return self._known.get(origin, "")

    def add(self, origin: str, pem: str) -> None:
        """Trust a certificate, and no other, for an origin."""
        with self._lock:
            self._known[origin] = pem
            _keep(self._file, self._known)

    def forget(self, wanted: Callable[[str], bool]) -> int:
        """Trust the certificates of the origins that are ``wanted`` no more; how many there were."""
        with self._lock:
            gone = [origin for origin in self._known if wanted(origin)]
            for origin in gone:
                del self._known[origin]
            if gone:
                _keep(self._file, self._known)
            return len(gone)


def _keep(file: Path, value: Any) -> None:
    try:
        private_folder(file.parent)
        part = file.with_suffix(".part")
        part.write_text(json.dumps(value, indent=1), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        log.warning("what was decided about servers cannot be remembered: %s", error)


def _kept(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
