"""New UIDs for old ones, the same for the same over a whole call, references included."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from writer.blank import new_uid

if TYPE_CHECKING:
    from pydicom import Dataset

STANDARD = "1.2.840.10008."
"""UIDs that name things of the standard, not of a patient."""


class UidMap:
    """Maps UIDs; ``known`` are those that change wherever they stand."""

    def __init__(self, known: Collection[str] = ()) -> None:
        self._known = frozenset(known)
        self._new: dict[str, str] = {}

    def new(self, uid: str) -> str:
        """The UID that stands for this one; random, so that nobody can compute the old one from it."""
        if not uid or uid.startswith(STANDARD):
            return uid
        if uid not in self._new:
            self._new[uid] = new_uid()
        return self._new[uid]

    def apply(self, dataset: Dataset, tags: Collection[int] = ()) -> None:
        """Replace the known UIDs of a data set and its sequences, and all in elements with one of these ``tags``."""
        for element in uid_elements(dataset):
            uids = list(element.value) if element.VM > 1 else [element.value]
            changed = [self.new(uid) if uid in self._known or element.tag in tags else uid for uid in uids]
            if changed != uids:
                element.value = changed if len(changed) > 1 else changed[0]


def uid_elements(dataset: Dataset) -> Iterator[Any]:
    """Every element of VR UI, at any depth."""
    for element in dataset:
        if element.VR == "UI" and element.value:
            yield element
        elif element.VR == "SQ":
            for item in element.value or ():
                yield from uid_elements(item)
