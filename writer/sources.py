"""What is to be saved: each file of what the user has named, where it can be read, and what its header says."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from launcher.errors import NotDicom, RequestError, WetreadError
from launcher.headers import reading as headers
from launcher.headers.content import sniff
from launcher.headers.reading import Header
from launcher.references import series_key
from launcher.tags.inputs import Input, Unread, inputs
from launcher.tags.reading import is_something_else, not_dicom
from viewer.model.order import ordered
from viewer.model.stack import FrameRef, frame_count, frames_of

_PIECE: Final = 1 << 20
_HEAD: Final = 4096
DIRECTORY: Final = "DICOMDIR"


@dataclass(frozen=True)
class Source:
    """One file. ``name`` is what the user calls it, ``place`` where it stood below what was named.

    ``path`` is where it can be read: the file itself, or a private copy of what came from an archive or the web.
    ``header`` is ``None`` for an ordinary picture.
    """

    name: str
    place: PurePath
    path: Path
    header: Header | None

    @property
    def frame_count(self) -> int:
        """How many frames it has, as far as the file has room for them."""
        return frame_count(self.header.instance) if self.header is not None else 1

    @property
    def series(self) -> str:
        """What tells its series from others."""
        if self.header is None:
            return self.name
        return series_key(self.header.patient, self.header.study, self.header.series)


@dataclass(frozen=True)
class Passed:
    """Something that is not saved: why, and whether that is a failure or was never meant to be an image."""

    error: WetreadError
    failed: bool = True


def find(targets: Sequence[str], private: Path, pictures: bool, password: str = "") -> Iterator[Source | Passed]:
    """Every file that ``targets`` name, folders and archives with all that is in them.

    Parameters
    ----------
    private
        A folder for what must be put into a file before it can be read.
    pictures
        Whether ordinary pictures are taken where they were named, or stand among nothing else.
    password
        Of encrypted ZIP archives.
    """
    for target in targets:
        yield from _without_strays(_of_target(target, private, pictures, password))


def _without_strays(found: Iterable[tuple[Source | Passed, bool]]) -> Iterator[Source | Passed]:
    """Pictures that lie beside DICOM files are not meant."""
    pictures: list[Source] = []
    has_dicom = False
    for one, was_named in found:
        if isinstance(one, Source) and one.header is None and not was_named:
            pictures.append(one)
        else:
            has_dicom |= isinstance(one, Source) and one.header is not None
            yield one
    for picture in pictures:
        error = NotDicom(f"{picture.name} is not a DICOM file", "it is a picture", "", "picture")
        yield Passed(error, failed=False) if has_dicom else picture


def _of_target(target: str, private: Path, pictures: bool, password: str) -> Iterator[tuple[Source | Passed, bool]]:
    stream = sys.stdin.buffer if sys.stdin is not None else None
    for number, found in enumerate(inputs([target], True, stream, password)):
        if isinstance(found, Unread):
            yield Passed(found.error), True
            continue
        try:
            copy = private / f"{abs(hash(target))}-{number}"
            yield _source(found, _place(found.name, target), copy, pictures), found.was_named
        except WetreadError as error:
            meant = not is_something_else(found.name, error) and getattr(error, "kind", "") != DIRECTORY
            yield Passed(error, found.was_named or meant), found.was_named
        except OSError as error:
            yield Passed(RequestError(f"{found.name} cannot be read", error.strerror or "", "")), True


def _place(name: str, target: str) -> PurePath:
    """A file's place below the target; without steps that lead elsewhere, which archives may name."""
    folders = f"{target.rstrip('/')}/", str(PurePath(target).parent / "_")[:-1]
    folder = next((folder for folder in folders if name.startswith(folder)), "")
    inner = name.removeprefix(folder) if folder else PurePath(name).name
    parts = [part for part in PurePath(inner).parts if part not in ("..", "/", ".")]
    return PurePath(*parts) if parts else PurePath("image")


def _source(found: Input, place: PurePath, copy: Path, pictures: bool) -> Source:
    path = Path(found.path) if found.path else _copied(found, copy)
    content = sniff(found.read_at(0, _HEAD), found.size)
    if content not in ("dicom", "unknown", "picture"):
        raise not_dicom(found.name, content)
    if content == "picture":
        if pictures:
            return Source(found.name, place, path, None)
        raise NotDicom(f"{found.name} is not a DICOM file", "it is a picture", "Pictures become DICOM only.", "picture")
    header = headers.read_header(path, name=found.name)
    if header.is_dicomdir:
        raise NotDicom(f"{found.name} is no image", "it is a DICOMDIR", "", DIRECTORY)
    if header.truncated:
        raise NotDicom(f"{found.name} is cut off", header.truncated, "Fetch or copy it once more.", "damaged")
    return Source(found.name, place, path, header)


def _copied(found: Input, path: Path) -> Path:
    with path.open("xb") as file:
        at = 0
        while piece := found.read_at(at, min(_PIECE, found.size - at) if found.size > at else 0):
            file.write(piece)
            at += len(piece)
    return path


def by_series(sources: Iterable[Source]) -> list[list[Source]]:
    """The files of each series, series in the order in which they were met."""
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        groups[source.series].append(source)
    return list(groups.values())


def in_order(series: Sequence[Source]) -> list[tuple[Source, int]]:
    """The frames of a series as the window shows them: file, and place in it."""
    found = {str(source.path.absolute()): source for source in series}
    frames: list[FrameRef] = [
        frame for source in series if source.header is not None for frame in frames_of(source.header.instance)
    ]
    first = series[0].header
    stack = ordered(frames, first.series.modality if first is not None else "")
    return [(found[frame.instance.path], frame.frame_index) for frame in stack.frames]
