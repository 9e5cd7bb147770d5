"""The directory of a medium: the files that it lists, and where they are, whatever a burner made of their names.

PS3.3 F and PS3.10 8. A File ID names upper-case components of eight letters; discs hold them in lower case, with
``;1`` behind, with an extension that somebody added, or in one component with slashes. So components are compared
without all that, and what a directory lists is looked for below its own folder only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from launcher.errors import BadAnswer
from launcher.frozen import frozen

LARGEST = 1 << 28  # bytes of a directory; 100,000 images take about 50 MB
DEEPEST = 16  # components of a File ID; the standard allows 8

_SEPARATORS = re.compile(r"[\\/]")


@frozen
class Listed:
    """A file that a directory lists: the components of its File ID, and the instance that is said to be in it."""

    file_id: tuple[str, ...]
    sop_instance_uid: str = ""

    @property
    def name(self) -> str:
        """The File ID as people write it."""
        return "/".join(self.file_id)


def read_directory(file: Path) -> tuple[Listed, ...]:
    """What a DICOMDIR lists, in its own order; records of other things than files are passed over.

    Raises
    ------
    BadAnswer
        It is damaged, or too large for a directory.
    """
    import pydicom

    try:
        if file.stat().st_size > LARGEST:
            raise _damaged(file, f"it is larger than {LARGEST >> 20} MB")
        dataset = pydicom.dcmread(file, specific_tags=["DirectoryRecordSequence"])
        raw = dataset.get_item("DirectoryRecordSequence")
        if raw.value is not None and getattr(raw, "length", -1) not in (-1, len(raw.value)):  # -1: undefined
            raise _damaged(file, "it is cut")
        return tuple(_listed(dataset["DirectoryRecordSequence"].value))
    except BadAnswer:
        raise
    except Exception as error:  # what is damaged makes the parser raise anything
        raise _damaged(file, "what it lists cannot be read") from error


def _damaged(file: Path, why: str) -> BadAnswer:
    return BadAnswer("The directory of the medium is damaged", f"{file.name}: {why}")


def _listed(records: Sequence[object]) -> Iterator[Listed]:
    for record in records:
        said = getattr(record, "ReferencedFileID", None)
        parts = [said] if isinstance(said, str) else list(said or ())
        file_id = tuple(part for text in parts for part in _SEPARATORS.split(str(text).strip()) if part)
        if file_id and len(file_id) <= DEEPEST:
            yield Listed(file_id, str(getattr(record, "ReferencedSOPInstanceUIDInFile", "") or ""))


class Medium:
    """The folder that a directory stands in."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._confines = root.resolve()
        self._names: dict[Path, dict[str, list[str]]] = {}

    def find(self, file_id: Sequence[str]) -> Path | None:
        """The file of a File ID; ``None`` if there is none, or none below the folder."""
        path = self._root
        for component in file_id:
            name = self._match(path, component)
            if name is None:
                return None
            path = path / name
        return path if path.is_file() and path.resolve().is_relative_to(self._confines) else None

    def _match(self, folder: Path, component: str) -> str | None:
        """The name as it is, else the first that is meant by it: the shortest, so that an extension comes last."""
        names = self._listing(folder)
        wanted = plain(component)
        found = names.get(wanted) or names.get(f"{wanted}.")
        if not found:
            return None
        return component if component in found else found[0]

    def _listing(self, folder: Path) -> dict[str, list[str]]:
        """The names in a folder by their plain form, and, with a dot at the end, by that without extension."""
        if folder not in self._names:
            found: dict[str, list[str]] = {}
            for name in _names(folder):
                meant = plain(name)
                found.setdefault(meant, []).append(name)
                stem = meant.rpartition(".")[0]
                if stem:
                    found.setdefault(f"{stem}.", []).append(name)
            self._names[folder] = found
        return self._names[folder]


def _names(folder: Path) -> list[str]:
    try:
        return sorted((entry.name for entry in folder.iterdir()), key=lambda name: (len(name), name))
    except OSError:
        return []


def plain(name: str) -> str:
    """A name without version number, final dot and case, which ISO 9660 and burners add."""
    return re.sub(r"\.?(;\d+)?$", "", name).casefold()
