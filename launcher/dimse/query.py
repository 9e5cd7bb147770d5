"""What an archive is asked: the identifier of a C-FIND request, PS3.4 C.4.1.1.3.1, little-endian."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from launcher.dimse.criteria import check, vr_of
from launcher.dimse.levels import RETURNED
from launcher.errors import RequestError
from launcher.headers.charset import encode
from launcher.headers.content import VRS
from launcher.headers.dictionary import entry, tag_of
from launcher.headers.walk import IMPLICIT
from launcher.tags.values import NUMBERS

if TYPE_CHECKING:
    from launcher.nodes.node import DicomNode
    from launcher.protocol.wishes import QueryLevel

_OF_ANY_LETTERS: Final = frozenset(("LO", "LT", "PN", "SH", "ST", "UC", "UT"))
"""VRs that Specific Character Set holds for, PS3.5 6.1.2.3."""


def identifier_of(
    node: DicomNode,
    level: QueryLevel,
    criteria: Mapping[str, str],
    returned: Sequence[str] = (),
    transfer_syntax: str = IMPLICIT,
) -> bytes:
    """The criteria, and the level's usual attributes empty, so that they come back.

    Raises
    ------
    RequestError
        A criterion is wrong, or the character set of the archive cannot hold it.
    """
    check(criteria)
    keys = dict.fromkeys((*RETURNED[level], *returned), "") | dict(criteria)
    keys |= {"SpecificCharacterSet": node.character_set, "QueryRetrieveLevel": level}
    tags = {tag: keyword for keyword in keys if (tag := tag_of(keyword)) is not None}
    return b"".join(_element(node, tag, tags[tag], keys[tags[tag]], transfer_syntax) for tag in sorted(tags))


def _element(node: DicomNode, tag: int, keyword: str, value: str, transfer_syntax: str) -> bytes:
    known = entry(tag)
    vr = known.vr[:2] if known is not None else "UN"
    raw = _raw(node, keyword, value) if value else b""
    raw += (b"\0" if vr == "UI" else b" ") * (len(raw) % 2)
    start = struct.pack("<HH", tag >> 16, tag & 0xFFFF)
    if transfer_syntax == IMPLICIT:
        return start + struct.pack("<I", len(raw)) + raw
    code = vr.encode("ascii")
    return start + code + struct.pack("<xxI" if VRS[code] else "<H", len(raw)) + raw


def _raw(node: DicomNode, keyword: str, value: str) -> bytes:
    """A value as it is written, without its padding."""
    vr = vr_of(keyword)
    if vr in NUMBERS:
        return _packed(keyword, vr, value)
    if value.isascii():
        return value.encode("ascii")
    if vr not in _OF_ANY_LETTERS:
        raise RequestError(f"{node.name} cannot be asked so", f"{keyword} has no such letters", "")
    try:
        return encode(node.character_set, value, vr == "PN")
    except ValueError as error:
        why = f"its character set, {node.character_set}, does not have all of these letters"
        todo = "Have the archive set up with ISO_IR 192, if it understands that, or search by something else."
        raise RequestError(f"{node.name} cannot be asked so", why, todo) from error


def _packed(keyword: str, vr: str, value: str) -> bytes:
    number = float if vr in ("FD", "FL") else int
    try:
        return b"".join(struct.pack(NUMBERS[vr], number(part)) for part in value.split("\\") if part)
    except (struct.error, OverflowError) as error:
        why = f"{keyword}: {value[:64]}"
        raise RequestError("The archive cannot be searched so", why, "Write a smaller number.") from error
