"""What a folder, a medium or an archive held: the instances, the rest by kind, and what its directory lists besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from launcher.errors import NotDicom, NotFound, WetreadError
from launcher.headers import dicomdir
from launcher.headers.dicomdir import Listed
from launcher.ledger.wording import counted
from launcher.sources.work import Work

MOST_NAMED = 50
"""Files of a directory that are named one by one when they are missing."""


@dataclass(eq=False)
class Inventory:
    """What was found in one place; ``place`` is what the user knows it by."""

    work: Work
    place: str
    images: int = 0
    pictures: int = 0  # ordinary ones that are shown
    damaged: int = 0
    others: Counter[str] = field(default_factory=Counter)
    _found: set[str] = field(default_factory=set)
    _directories: dict[Path, tuple[Listed, ...]] = field(default_factory=dict)

    def take(self, file: Path, name: str) -> bool:
        """Take in a file if it is DICOM, and count it; whether it is to stay where it lies."""
        if file in self._directories:
            return False
        try:
            return self._take(file, name)
        except NotDicom as error:
            if error.kind == "other" and _says_it_is_dicom(file):
                self.fail(error)
            else:
                self.others[error.kind] += 1
        except WetreadError as error:  # cut, or on a scratched disc
            self.fail(error)
        return False

    def _take(self, file: Path, name: str) -> bool:
        from launcher.sources import repair

        header = repair.read(self.work, file)
        if header.is_dicomdir:
            self.list_directory(file)
            return False
        kept = self.work.found(header, name)
        self._count(header.instance.sop_instance_uid)
        shown = Path(header.instance.path)
        if not kept:
            self.work.cache.discard(shown)
        return kept and shown == file.absolute()

    def _count(self, sop_instance_uid: str) -> None:
        if sop_instance_uid in self._found:
            self.others["repeated image"] += 1
        else:
            self.images += 1
        self._found.add(sop_instance_uid)

    def fail(self, error: WetreadError) -> None:
        """Name a file that should have been an image."""
        self.damaged += 1
        self.work.ledger.expect(self.work.job)
        self.work.ledger.fail_expected(self.work.job, error)

    def list_directory(self, file: Path) -> tuple[Listed, ...]:
        """What the directory ``file`` lists; of one that is damaged, the user is told so."""
        self.others["DICOMDIR"] += 1
        self._directories[file] = ()
        try:
            self._directories[file] = dicomdir.read_directory(file)
        except WetreadError as error:
            said = f"{error.what}. All files were looked through instead."
            self.work.ledger.message("warning", said, f"{self.place}: {error.why}", "")
        return self._directories[file]

    def name_missing(self) -> None:
        """Report what a directory lists and is not there, under whatever name."""
        listed = chain.from_iterable(self._directories.values())
        missing = [row for row in listed if not row.sop_instance_uid or row.sop_instance_uid not in self._found]
        for row in missing[:MOST_NAMED]:
            self.fail(_missing(f"{row.name} is listed in the DICOMDIR of {self.place}"))
        for _ in missing[MOST_NAMED:]:
            self.fail(_missing(f"more than {MOST_NAMED} files that the DICOMDIR of {self.place} lists"))

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing that could be an image."""
        return not self.images and not self.pictures and not self.damaged

    def text(self) -> str:
        """``214 images, 3 PDF files, 2 other files``."""
        return tally(self.images, self.others, self.pictures)


def _says_it_is_dicom(file: Path) -> bool:
    """Whether the mark of PS3.10 7.1 stands behind a preamble."""
    with file.open("rb") as opened:
        return opened.read(132)[128:] == b"DICM"


def _missing(why: str) -> NotFound:
    return NotFound("A file of the medium is missing", why, "Copy the whole medium, or ask for it once more.")


def tally(images: int, others: Mapping[str, int], pictures: int = 0) -> str:
    """What a place held, in words: ``214 images, 3 PDF files, 2 other files``.

    Parameters
    ----------
    others
        By kind, what was passed over; also pictures, which beside DICOM images are taken for a part of some program.
    pictures
        Those that are shown.
    """
    parts = [counted(images, "image")] if images or not pictures else []
    parts += [counted(pictures, "picture")] if pictures else []
    parts += [counted(count, f"{kind} file") + _NOTED.get(kind, "") for kind, count in sorted(others.items())]
    return ", ".join(parts)


_NOTED: Final = {"picture": " not shown"}
