"""The command set of a message, PS3.7 6.3 and E.1: Implicit VR Little Endian, by element number. Pure."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SOP_CLASS, COMMAND_FIELD, MESSAGE_ID, ANSWERED_ID = 0x0002, 0x0100, 0x0110, 0x0120
PRIORITY, DATA_SET_TYPE, STATUS, ERROR_COMMENT, SOP_INSTANCE = 0x0700, 0x0800, 0x0900, 0x0902, 0x1000
"""Elements."""

C_STORE_REQUEST, C_STORE_RESPONSE = 0x0001, 0x8001
C_FIND_REQUEST, C_FIND_RESPONSE, C_CANCEL_REQUEST = 0x0020, 0x8020, 0x0FFF
C_GET_RESPONSE = 0x8010
C_ECHO_REQUEST, C_ECHO_RESPONSE = 0x0030, 0x8030
"""Command fields."""

NO_DATA_SET, DATA_SET = 0x0101, 0x0001
"""Data set types."""


def elements(command: bytes) -> dict[int, bytes]:
    """The elements of a command set; none when it is damaged."""
    found, place = {}, 0
    while place + 8 <= len(command):
        group, element, size = struct.unpack_from("<HHI", command, place)
        if group or place + 8 + size > len(command):
            return {}
        found[element] = command[place + 8 : place + 8 + size]
        place += 8 + size
    return found


def encoded(command: dict[int, bytes]) -> bytes:
    """A command set of these elements, which are in ascending order."""
    body = b"".join(struct.pack("<HHI", 0, element, len(value)) + value for element, value in command.items())
    return struct.pack("<HHII", 0, 0, 4, len(body)) + body


def number(command: Mapping[int, bytes], element: int) -> int:
    """An element that is a number, VR US; 0 when there is none."""
    return int.from_bytes(command.get(element, b"")[:2], "little")


def text(command: Mapping[int, bytes], element: int) -> str:
    """An element that is text; empty when there is none."""
    return command.get(element, b"").rstrip(b"\0 ").decode("ascii", "replace")


def short(value: int) -> bytes:
    """The value of an element that is a number."""
    return struct.pack("<H", value)


def uid(value: str) -> bytes:
    """The value of an element that is a UID."""
    raw = value.encode("ascii")
    return raw + b"\0" * (len(raw) % 2)
