"""What an archive stores with us, taken off the connection before pynetdicom sees it.

pynetdicom makes objects of each PDU and hands them from thread to thread, which takes several times as long as all the
rest of a transfer. So C-STORE requests (PS3.7 9.3.1) are put together and answered here, PDU by PDU (PS3.8 9.3.5);
everything else is passed on as it came.
"""

from __future__ import annotations

import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from socket import SHUT_RDWR, socket
from typing import Final

from launcher.dimse.receive import Receiver

P_DATA: Final = 4
C_STORE_REQUEST, C_STORE_RESPONSE, NO_DATA_SET = 0x0001, 0x8001, 0x0101
COMMAND, LAST = 1, 2
"""Bits of a fragment's header, PS3.8 E.2."""
ABORT: Final = bytes((7, 0, 0, 0, 0, 4, 0, 0, 0, 0))
SOP_CLASS, COMMAND_FIELD, MESSAGE_ID, DATA_SET_TYPE, SOP_INSTANCE = 0x0002, 0x0100, 0x0110, 0x0800, 0x1000
ANSWERED_ID, STATUS = 0x0120, 0x0900

LARGEST: Final = 1 << 20
"""Bytes of a PDU: more than anybody sends who keeps to what was agreed upon."""

Read = Callable[[int], bytearray]


@dataclass
class _Message:
    """A C-STORE request, and what has come of its data set."""

    context: int
    command: dict[int, bytes]
    pieces: list[bytes | memoryview] = field(default_factory=list)


class StorageStream:
    """Stands between a connection and pynetdicom.

    Parameters
    ----------
    read
        Gives so many bytes of the connection, fewer at its end.
    syntax_of
        The transfer syntax of a presentation context, by its number; empty when it was not agreed upon.
    stop
        When it is set, the association is aborted with the next PDU.
    ended
        Called when nothing more comes.
    """

    def __init__(
        self,
        connection: socket,
        read: Read,
        receiver: Receiver,
        syntax_of: Callable[[int], str],
        stop: threading.Event | None = None,
        ended: Callable[[], object] = lambda: None,
    ) -> None:
        self._ended = ended
        self._connection = connection
        self._read = read
        self._receiver = receiver
        self._syntax_of = syntax_of
        self._stop = stop
        self._passed_on = bytearray()
        self._message: _Message | None = None

    def recv(self, length: int) -> bytearray:
        """So many bytes for pynetdicom: the next PDU that is not of a C-STORE request."""
        while not self._passed_on:
            head = self._read(6)
            size = int.from_bytes(head[2:], "big")
            if len(head) < 6 or size > LARGEST or (self._stop is not None and self._stop.is_set()):
                return self._hung_up()
            body = self._read(size)
            if len(body) < size:
                return self._hung_up()
            if head[0] == P_DATA:
                self._take(body)
            else:
                self._passed_on = head + body
        given, self._passed_on = self._passed_on[:length], self._passed_on[length:]
        return given

    def _hung_up(self) -> bytearray:
        """What stands for the end of the connection."""
        with suppress(OSError):  # it has ended already
            self._connection.sendall(ABORT)
            self._connection.shutdown(SHUT_RDWR)
        self._ended()
        return bytearray()

    def _take(self, body: bytearray) -> None:
        """The fragments of one PDU; from the first on that is of something else, they are passed on."""
        view, place = memoryview(body), 0
        while place + 6 <= len(view):
            size, context, control = struct.unpack_from(">IBB", view, place)
            fragment = view[place + 6 : place + 4 + size]
            if size < 2 or len(fragment) != size - 2 or not self._is_ours(context, control, fragment):
                self._passed_on = bytearray(struct.pack(">BxI", P_DATA, len(view) - place)) + view[place:]
                return
            place += 4 + size

    def _is_ours(self, context: int, control: int, fragment: memoryview) -> bool:
        if control & COMMAND:
            command = elements(bytes(fragment)) if control & LAST and self._message is None else {}
            if _number(command, COMMAND_FIELD) != C_STORE_REQUEST or not self._syntax_of(context):
                return False
            self._message = _Message(context, command)
            return True
        message = self._message
        if message is None or message.context != context:
            return False
        message.pieces.append(fragment)
        if control & LAST:
            self._message = None
            self._connection.sendall(self._answer(message))
        return True

    def _answer(self, message: _Message) -> bytes:
        """Have the receiver take the image; what the archive is told."""
        sop_class, instance = (_text(message.command, element) for element in (SOP_CLASS, SOP_INSTANCE))
        status = self._receiver.take(sop_class, instance, self._syntax_of(message.context), message.pieces)
        command = encoded(
            {
                SOP_CLASS: message.command.get(SOP_CLASS, b""),
                COMMAND_FIELD: struct.pack("<H", C_STORE_RESPONSE),
                ANSWERED_ID: message.command.get(MESSAGE_ID, b"\0\0"),
                DATA_SET_TYPE: struct.pack("<H", NO_DATA_SET),
                STATUS: struct.pack("<H", status),
                SOP_INSTANCE: message.command.get(SOP_INSTANCE, b""),
            }
        )
        return (
            struct.pack(">BxIIBB", P_DATA, len(command) + 6, len(command) + 2, message.context, COMMAND | LAST)
            + command
        )


def elements(command: bytes) -> dict[int, bytes]:
    """The elements of a command set, PS3.7 6.3: Implicit VR Little Endian, by element number; none when damaged."""
    found, place = {}, 0
    while place + 8 <= len(command):
        group, element, size = struct.unpack_from("<HHI", command, place)
        if group or place + 8 + size > len(command):
            return {}
        found[element] = command[place + 8 : place + 8 + size]
        place += 8 + size
    return found


def encoded(command: dict[int, bytes]) -> bytes:
    """A command set of these elements."""
    body = b"".join(struct.pack("<HHI", 0, element, len(value)) + value for element, value in command.items())
    return struct.pack("<HHII", 0, 0, 4, len(body)) + body


def _number(command: dict[int, bytes], element: int) -> int:
    return int.from_bytes(command.get(element, b""), "little")


def _text(command: dict[int, bytes], element: int) -> str:
    return command.get(element, b"").rstrip(b"\0 ").decode("ascii", "replace")
