"""Which files the viewer may have died of: those that it was decoding then."""

from __future__ import annotations

from collections import Counter
from typing import Final

DEATHS: Final = 2
"""Of the viewer while it decoded a file, until the file is left out."""


class Suspects:
    """What is being decoded, and what was when a viewer died; in threads it is for the caller to see to."""

    def __init__(self) -> None:
        self._decoding: set[str] = set()
        self._deaths: Counter[str] = Counter()

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that a new viewer is to be careful with."""
        return tuple(path for path, deaths in self._deaths.items() if deaths < DEATHS)

    def begin(self, path: str) -> None:
        """A file is being decoded."""
        self._decoding.add(path)

    def end(self, path: str) -> None:
        """It has been decoded, or cannot be."""
        self._decoding.discard(path)

    def acquit(self) -> None:
        """The viewer was ended by us: no file has done anything."""
        self._decoding.clear()

    def convict(self) -> set[str]:
        """The viewer has died; the files that it died of so often that they are left out."""
        suspects, self._decoding = self._decoding, set()
        self._deaths.update(suspects)
        return {path for path in suspects if self._deaths[path] >= DEATHS}
