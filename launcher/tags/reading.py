"""One header, of whatever a file turns out to be: DICOM in any shape, or a TIFF in which ImageJ has kept one."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from launcher.errors import NotDicom, WetreadError
from launcher.headers import content as contents
from launcher.headers.content import Content, sniff
from launcher.headers.walk import FIRST_READ, Doubt, ReadAt
from launcher.tags import elements
from launcher.tags.elements import EVERYTHING, DataSet, Wanted
from launcher.tags.fast import reader as swift_reader

_HEAD: Final = 4096
_SUFFIXES: Final = (".dcm", ".dicom", ".ima")
_MARKS: Final = frozenset((0x00020002, 0x00080016, 0x00080018, 0x00080060, 0x00280010))
"""SOP class and instance, Modality, Rows: one of them is in all that is DICOM."""


_IN_A_SHELL: Final[dict[Content, str]] = {
    **dict.fromkeys(("xml", "json"), "A manifest is opened, not read: wetread FILE."),
    **dict.fromkeys(("zip", "gzip"), "Unpack it first."),
    "picture": "A DICOM file is made of it with wetread save PICTURE -o FILE.dcm.",
}
"""What to do with what is not DICOM, where there is no window."""


def not_dicom(name: str, content: Content) -> NotDicom:
    """The error for a file that holds something else, for who has no window before them."""
    error = contents.not_dicom(name, content)
    return NotDicom(error.what, error.why, _IN_A_SHELL.get(content, error.todo), error.kind)


def read_header(read_at: ReadAt, size: int, name: str, wanted: Wanted = EVERYTHING) -> DataSet:
    """Read the elements that are ``wanted``, and perhaps more.

    Parameters
    ----------
    name
        What the user calls the file, for the error.

    Raises
    ------
    NotDicom
        It is something else, which the sentence names, or its header is beyond reading.
    """
    try:
        return _read(read_at, size, wanted)
    except Doubt:
        content = sniff(read_at(0, _HEAD), size)
    if content == "picture":
        return _kept_by_imagej(read_at, size, name)
    if content not in ("dicom", "unknown"):
        raise not_dicom(name, content)
    try:
        found = _read_by_pydicom(read_at, size)
    except Exception as error:  # whatever hostile bytes make pydicom raise
        if content == "unknown":
            raise not_dicom(name, content) from error
        raise NotDicom(
            f"{name} cannot be read", "its header is damaged", "Fetch or export it once more.", "damaged"
        ) from error
    if content == "unknown" and not _MARKS & found.keys():
        raise not_dicom(name, content)
    return found


def _read(read_at: ReadAt, size: int, wanted: Wanted) -> DataSet:
    swift = swift_reader(wanted)
    found = swift.read(read_at(0, FIRST_READ), size) if swift is not None else None
    return found if found is not None else elements.read(read_at, size, wanted)


def _read_by_pydicom(read_at: ReadAt, size: int) -> DataSet:
    from launcher.tags import by_pydicom  # late: it is rarely needed

    return by_pydicom.read(read_at, size)


def cut_off(name: str, header: DataSet) -> NotDicom | None:
    """The error for a file that ends before its header does; ``None`` if all of the header is there."""
    if not header.truncated.startswith("the file ends"):
        return None
    return NotDicom(f"{name} is cut off", header.truncated, "Fetch or copy it once more.", "damaged")


def is_something_else(name: str, error: WetreadError) -> bool:
    """Whether what came out of a folder or an archive was a text or a picture, say, and never meant to be DICOM."""
    known = isinstance(error, NotDicom) and error.kind not in ("other", "empty", "damaged")
    return known and not name.lower().endswith(_SUFFIXES)


def read_file(path: Path, wanted: Wanted = EVERYTHING) -> DataSet:
    """The same of a file of this computer; ``OSError`` where it cannot be opened."""
    with io.FileIO(path) as file:

        def read_at(offset: int, length: int) -> bytes:
            file.seek(offset)
            return file.read(length)

        return read_header(read_at, path.stat().st_size, path.name, wanted)


def _kept_by_imagej(read_at: ReadAt, size: int, name: str) -> DataSet:
    from launcher.tags import imagej, imagej_tiff

    try:
        info = imagej_tiff.read_tiff(read_at, size).header
    except Doubt:
        info = ""
    if not info:
        raise not_dicom(name, "picture")
    return imagej.data_set(info)
