"""A file that has come for a promise: is it an image, is it whole, and whose is it?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from launcher.downloads import Damaged
from launcher.errors import NotDicom
from launcher.headers import Header, override, read_header

_TRAILING: Final = 0x7FE0
"""What follows the pixel data of a data set is of this group or a higher one, PS3.5 7.1."""


def identified(path: Path, overridden: Mapping[int, str]) -> Header:
    """The header of a file that a server sent, with what a manifest wants to stand in it.

    Raises
    ------
    Damaged
        It did not come whole.
    NotDicom
        It is something else than an image.
    """
    try:
        header = _whole(path)
    except NotDicom as error:
        what, todo = "The server sent something else than an image", "Open the page with the link again."
        raise NotDicom(what, error.why or error.what, todo) from error
    if not overridden:
        return header
    override(path, dict(overridden))
    return read_header(path)


def _whole(path: Path) -> Header:
    """The header of a file whose data set goes to the end of the file, and no further.

    Raises
    ------
    Damaged
        It is cut, or something else follows: the next image, when a boundary got lost.
    NotDicom
        It is no DICOM file.
    """
    header = read_header(path)
    if header.truncated:
        raise Damaged("An image did not come whole", header.truncated)
    if header.pixel_data is not None and not _ends_well(path, sum(header.pixel_data)):
        raise Damaged("An image did not come whole", "its pixel data is followed by what is no part of it")
    return header


def _ends_well(path: Path, end: int) -> bool:
    with path.open("rb") as file:
        file.seek(end)
        rest = file.read(8)
    return (len(rest) < 8 and not any(rest)) or int.from_bytes(rest[:2], "little") >= _TRAILING
