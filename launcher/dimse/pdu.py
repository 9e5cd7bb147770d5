"""The PDUs of the upper layer, PS3.8 9.3: what we say as bytes, what an archive says as values. Pure."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from launcher.dimse.command_set import DATA_SET_TYPE, NO_DATA_SET, elements, number
from launcher.dimse.receive import IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME

ASSOCIATE_REQUEST, ASSOCIATE_ACCEPT, ASSOCIATE_REJECT, P_DATA, ABORTED = 1, 2, 3, 4, 7
RELEASE: Final = bytes((5, 0, 0, 0, 0, 4, 0, 0, 0, 0))
ABORT: Final = bytes((7, 0, 0, 0, 0, 4, 0, 0, 0, 0))
COMMAND, LAST = 1, 2
"""Bits of a fragment's header, E.2."""

LARGEST_PDU: Final = 131_072
"""Bytes that an archive may send at a time; smaller ones cost time for each, larger ones gain nothing."""
LARGEST: Final = 1 << 20
"""Bytes of a PDU, or of one thing that is found: more than anybody sends who keeps to what was agreed upon."""

_APPLICATION_CONTEXT: Final = "1.2.840.10008.3.1.1.1"
_OF_APPLICATION, _OF_CONTEXT, _OF_ACCEPTED, _OF_ABSTRACT, _OF_TRANSFER = 0x10, 0x20, 0x21, 0x30, 0x40
_OF_USER, _OF_LARGEST, _OF_IMPLEMENTATION, _OF_VERSION = 0x50, 0x51, 0x52, 0x55
"""Types of items, 9.3.2 and D.1, D.3.3.2."""
_BEFORE_ITEMS: Final = 68  # bytes of an A-ASSOCIATE-RQ or -AC


# --- what we say ------------------------------------------------------------------------------------------------------


def associate_request(
    calling: str, called: str, abstract_syntaxes: Sequence[str], transfer_syntaxes: Sequence[str]
) -> bytes:
    """A-ASSOCIATE-RQ, 9.3.2, with a presentation context for each abstract syntax: 1, 3, 5 and so on."""
    syntaxes = b"".join(_item(_OF_TRANSFER, syntax.encode("ascii")) for syntax in transfer_syntaxes)
    contexts = (
        _item(_OF_CONTEXT, bytes((context, 0, 0, 0)) + _item(_OF_ABSTRACT, abstract.encode("ascii")) + syntaxes)
        for context, abstract in zip(range(1, 256, 2), abstract_syntaxes, strict=False)
    )
    user = _item(_OF_LARGEST, struct.pack(">I", LARGEST_PDU))
    user += _item(_OF_IMPLEMENTATION, IMPLEMENTATION_CLASS_UID.encode("ascii"))
    user += _item(_OF_VERSION, IMPLEMENTATION_VERSION_NAME.encode("ascii"))
    titles = called.encode("ascii").ljust(16) + calling.encode("ascii").ljust(16)
    body = struct.pack(">HH", 1, 0) + titles + bytes(32)
    body += _item(_OF_APPLICATION, _APPLICATION_CONTEXT.encode("ascii")) + b"".join(contexts) + _item(_OF_USER, user)
    return struct.pack(">BxI", ASSOCIATE_REQUEST, len(body)) + body


def _item(kind: int, value: bytes) -> bytes:
    return struct.pack(">BxH", kind, len(value)) + value


def message(context: int, command: bytes, data_set: bytes = b"", largest: int = 0) -> bytes:
    """P-DATA-TF PDUs of at most ``largest`` bytes, 9.3.5; 0 is no limit, D.1.1."""
    pieces = (*_fragments(context, command, COMMAND, largest), *_fragments(context, data_set, 0, largest))
    return b"".join(pieces)


def _fragments(context: int, data: bytes, kind: int, largest: int) -> Iterator[bytes]:
    room = max(1, (largest or LARGEST_PDU) - 6)
    room -= room % 2 if room > 1 else 0  # some expect whole words
    for place in range(0, len(data), room):
        piece = data[place : place + room]
        control = kind | (LAST if place + room >= len(data) else 0)
        yield struct.pack(">BxIIBB", P_DATA, len(piece) + 6, len(piece) + 2, context, control) + piece


# --- what an archive says ---------------------------------------------------------------------------------------------


class Pdus:
    """Bytes in, in pieces of any size; PDUs out, each as its type and its body."""

    def __init__(self) -> None:
        self._rest = b""

    def receive(self, data: bytes) -> list[tuple[int, bytes]]:
        """Those that are complete now.

        Raises
        ------
        ValueError
            One is longer than anybody sends.
        """
        data = self._rest + data
        found, place = [], 0
        while place + 6 <= len(data):
            end = place + 6 + int.from_bytes(data[place + 2 : place + 6], "big")
            if end - place > LARGEST:
                raise ValueError("a PDU that is too long")
            if end > len(data):
                break
            found.append((data[place], data[place + 6 : end]))
            place = end
        self._rest = data[place:]
        return found


@dataclass(frozen=True)
class Accepted:
    """What an archive has agreed to: a transfer syntax for each context, and the bytes of the largest PDU; 0 is any."""

    transfer_syntaxes: dict[int, str] = field(default_factory=dict)
    largest: int = 0


def accepted(body: bytes) -> Accepted:
    """A-ASSOCIATE-AC, 9.3.3."""
    syntaxes: dict[int, str] = {}
    largest = 0
    for kind, item in _items(body[_BEFORE_ITEMS:]):
        if kind == _OF_ACCEPTED and len(item) > 4 and not item[2]:
            syntaxes[item[0]] = next((_text(value) for kind, value in _items(item[4:]) if kind == _OF_TRANSFER), "")
        if kind == _OF_USER:
            largest = next((int.from_bytes(value, "big") for kind, value in _items(item) if kind == _OF_LARGEST), 0)
    return Accepted(syntaxes, largest)


def _items(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 4 <= len(data):
        kind, size = struct.unpack_from(">BxH", data, place)
        yield kind, data[place + 4 : place + 4 + size]
        place += 4 + size


def _text(value: bytes) -> str:
    return value.rstrip(b"\0 ").decode("ascii", "replace")


class Message(NamedTuple):
    """A message, PS3.7 6.3: its command set by element number, and its data set as it came."""

    context: int
    command: dict[int, bytes]
    data_set: bytes


class Messages:
    """The bodies of P-DATA-TF PDUs in, messages out."""

    def __init__(self) -> None:
        self._command: dict[int, bytes] = {}
        self._whole = bytearray()

    def receive(self, body: bytes) -> Iterator[Message]:
        """Yield each message that is complete now.

        Raises
        ------
        ValueError
            It is damaged, or longer than anybody sends.
        """
        place = 0
        while place + 6 <= len(body):
            size, context, control = struct.unpack_from(">IBB", body, place)
            piece = body[place + 6 : place + 4 + size]
            if size < 2 or len(piece) != size - 2 or len(self._whole) + len(piece) > LARGEST:
                raise ValueError("a fragment that is none, or too many")
            self._whole += piece
            place += 4 + size
            if control & LAST and (data_set := self._finished(bool(control & COMMAND))) is not None:
                command, self._command = self._command, {}
                yield Message(context, command, data_set)

    def _finished(self, is_command: bool) -> bytes | None:
        """What has come to its end: the data set of a message, or ``None``: a command set that has one to come."""
        whole, self._whole = bytes(self._whole), bytearray()
        if is_command:
            self._command = elements(whole)
        if not self._command:
            raise ValueError("a command set that is none, or is missing")
        if is_command:
            return b"" if number(self._command, DATA_SET_TYPE) == NO_DATA_SET else None
        return whole
