"""Transfers whose end is noted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from launcher.cache import Cache, Kept
from launcher.errors import WetreadError
from launcher.http.client import Limits
from launcher.transfers import Transfer

PATIENT = Limits(connect=60.0, idle=60.0)


class Log:
    """What became of transfers, in order."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.came: dict[str, bytes] = {}
        self.lost: dict[str, WetreadError] = {}
        self._changed = threading.Condition()

    def transfer(self, *addresses: str, accept: Callable[[Kept], None] = lambda file: None, **how: object) -> Transfer:
        name = addresses[0]

        def begin() -> bool:
            self.begun.append(name)
            return True

        def accepted(file: Kept) -> None:
            accept(file)
            self._note(self.came, name, file.path.read_bytes())

        def lost(error: WetreadError) -> None:
            self._note(self.lost, name, error)

        return Transfer(addresses, begin, accepted, lost, **{"limits": PATIENT, **how})  # type: ignore[arg-type]

    def _note(self, where: dict[str, Any], name: str, what: Any) -> None:
        with self._changed:
            where[name] = what
            self._changed.notify_all()

    def wait(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.came) + len(self.lost) >= count, 60.0)


def files(cache: Cache) -> list[Path]:
    return [path for path in cache.folder.iterdir() if path.name != "lock"]
