"""What an archive finds, as plain text: the identifier of a C-FIND response, PS3.4 C.4.1.1.3.2.

Little-endian, in Implicit or Explicit VR as PS3.5 7.1 has them. An archive sends thousands, all of a few short values,
so these are read in one go; whatever is unusual, pydicom reads.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from struct import Struct, error
from typing import TYPE_CHECKING, Final

from launcher.dimse.levels import Row
from launcher.errors import BadAnswer
from launcher.headers import dictionary
from launcher.headers.content import VRS
from launcher.headers.walk import IMPLICIT, Doubt
from launcher.tags.elements import CHARACTER_SET
from launcher.tags.values import texts_of

if TYPE_CHECKING:
    from pydicom import Dataset

_IMPLICIT_HEADER: Final = Struct("<HHI").unpack_from
_EXPLICIT_HEADER: Final = Struct("<HH2sH").unpack_from
_LENGTH: Final = Struct("<I").unpack_from


def row_in(data: bytes, transfer_syntax: str) -> Row:
    """An answer as it came; pydicom reads it if it is unusual.

    Raises
    ------
    BadAnswer
        It is no data set.
    """
    elements = _implicit if transfer_syntax == IMPLICIT else _explicit
    row: Row = {}
    character_set = ""
    try:
        for tag, vr, value in elements(data):
            keyword = _known(tag)[1]
            if keyword and vr != "SQ":
                row[keyword] = said = "\\".join(texts_of(value, vr, character_set)) if value else ""
                if tag == CHARACTER_SET:
                    character_set = said
    except (Doubt, error):
        return _reread(data, transfer_syntax == IMPLICIT)
    return row


Elements = Iterator[tuple[int, str, bytes]]
"""Tag, VR and value of each element. Who yields them raises ``Doubt`` or ``struct.error`` at what is unusual."""


def _implicit(data: bytes) -> Elements:
    place, last, size = 0, 0, len(data)
    while place < size:
        group, element, length = _IMPLICIT_HEADER(data, place)
        tag, begin, place = group << 16 | element, place + 8, place + 8 + length
        if tag <= last or place > size:
            raise Doubt("no ascending tags, or no end")
        last = tag
        yield tag, _known(tag)[0], data[begin:place]


def _explicit(data: bytes) -> Elements:
    place, last, size = 0, 0, len(data)
    while place < size:
        group, element, vr, length = _EXPLICIT_HEADER(data, place)
        tag, begin, long = group << 16 | element, place + 8, VRS.get(vr)
        if long:
            (length,) = _LENGTH(data, begin)
            begin += 4
        place = begin + length
        if long is None or tag <= last or place > size:
            raise Doubt("no VR, no ascending tags, or no end")
        last = tag
        yield tag, vr.decode() if vr != b"UN" else _known(tag)[0], data[begin:place]


@lru_cache(1024)
def _known(tag: int) -> tuple[str, str]:
    """VR and keyword; no keyword for a group length, a private element, and what nobody knows.

    Raises
    ------
    Doubt
        It may have one VR or another.
    """
    known = None if tag >> 16 & 1 or not tag & 0xFFFF else dictionary.entry(tag)
    if known is None or not known.keyword:
        return "UN", ""
    if len(known.vr) != 2:
        raise Doubt("one VR or another")
    return known.vr, known.keyword


def _reread(data: bytes, implicit: bool) -> Row:
    from pynetdicom.dsutils import decode

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # archives are as they are
        try:
            found = decode(BytesIO(data), implicit, True)
            found.decode()
            return row_of(found)
        except Exception as error:  # whatever hostile bytes make pydicom raise
            raise BadAnswer("An answer of the archive cannot be read", type(error).__name__, "") from error


def row_of(found: Dataset) -> Row:
    """An answer as plain text, decoded by its own character set."""
    row = {}
    for element in found:
        if element.keyword and element.VR != "SQ" and element.value is not None:
            values = element.value if element.VM > 1 else [element.value]
            row[element.keyword] = "\\".join(str(value) for value in values)
    return row
