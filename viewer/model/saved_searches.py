"""Searches that the user has named, and the last one, kept in a file that only the user can read.

What was typed in a search may name a patient: it is kept only in a search that the user has named.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Final

from viewer.model.search import EMPTY, TODAY, Criteria, read_criteria

BUILT_IN: Final = {"Empty": EMPTY, "Today": TODAY}


class SavedSearches:
    """Those in ``file``; one that cannot be read counts as empty."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._own: dict[str, Criteria] = {}
        self.last_name = ""
        self.last = EMPTY
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            self._read(json.loads(file.read_text(encoding="utf-8")))

    def all(self) -> dict[str, Criteria]:
        """Name → criteria: those that are always there, then the user's by name."""
        return BUILT_IN | dict(sorted(self._own.items(), key=lambda item: item[0].casefold()))

    def is_own(self, name: str) -> bool:
        """Whether the user made it, so that it can be removed."""
        return name in self._own

    def keep(self, name: str, criteria: Criteria) -> None:
        """Keep a search, with all that was typed.

        Raises
        ------
        OSError
            The file cannot be written.
        """
        if name not in BUILT_IN:
            self._own[name] = criteria
            self._write()

    def remove(self, name: str) -> None:
        """Forget a search of the user's; errors as ``keep``."""
        self._own.pop(name, None)
        self._write()

    def remember(self, name: str, criteria: Criteria) -> None:
        """These were searched for last; by name where they are as they were kept. Errors as ``keep``."""
        self.last_name = name if self.all().get(name) == criteria else ""
        self.last = EMPTY if self.last_name else criteria.anonymous()
        self._write()

    def to_begin_with(self) -> tuple[str, Criteria]:
        """The name, if it has one, and the criteria of the last search."""
        return (self.last_name, self.all()[self.last_name]) if self.last_name in self.all() else ("", self.last)

    def _read(self, kept: dict[str, object]) -> None:
        self._own = {str(name): read_criteria(values) for name, values in dict(kept["own"]).items()}  # type: ignore[call-overload]
        self.last_name, self.last = str(kept["last_name"]), read_criteria(kept["last"])

    def _write(self) -> None:
        own = {name: vars(criteria) for name, criteria in self._own.items()}
        text = json.dumps({"own": own, "last_name": self.last_name, "last": vars(self.last)}, indent=1)
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self._file.with_suffix(".part")
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
            opened.write(text)
        part.replace(self._file)
