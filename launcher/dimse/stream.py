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

from launcher.dimse.command_set import (
    ANSWERED_ID,
    C_GET_RESPONSE,
    C_STORE_REQUEST,
    C_STORE_RESPONSE,
    COMMAND_FIELD,
    DATA_SET_TYPE,
    MESSAGE_ID,
    NO_DATA_SET,
    SOP_CLASS,
    SOP_INSTANCE,
    STATUS,
    elements,
    encoded,
    number,
    short,
    text,
)
from launcher.dimse.pdu import ABORT, COMMAND, LARGEST, LAST, P_DATA, message
from launcher.dimse.receive import Receiver
from launcher.dimse.statuses import PENDING

Read = Callable[[int], bytearray]


@dataclass
class _Message:
    """A message that is ours, and what has come of its data set."""

    context: int
    command: dict[int, bytes]
    pieces: list[bytes | memoryview] = field(default_factory=list)


class StorageStream:
    """Stands between a connection and pynetdicom, and has a receiver take what an archive stores with us.

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
        self._connection = connection
        self._read = read
        self._receiver = receiver
        self._syntax_of = syntax_of
        self._stop = stop
        self._ended = ended
        self._passed_on = bytearray()
        self._message: _Message | None = None

    def recv(self, length: int) -> bytearray:
        """So many bytes for pynetdicom: the next PDU that is not ours."""
        while length and not self._passed_on:
            head = self._read(6)
            size = int.from_bytes(head[2:], "big")
            if len(head) < 6 or size > LARGEST or self._is_stopped():
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

    def _is_stopped(self) -> bool:
        """Whether to hang up, now that a PDU has begun."""
        self._receiver.hear()
        return self._stop is not None and self._stop.is_set()

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
        """Whether a fragment was taken in."""
        if control & COMMAND:
            command = elements(bytes(fragment)) if control & LAST and self._message is None else {}
            if self._says_nothing(command):
                return True
            if not self._begins(command, self._syntax_of(context)):
                return False
            self._message = _Message(context, command)
            return True
        begun = self._message
        if begun is None or begun.context != context:
            return False
        begun.pieces.append(fragment)
        if control & LAST:
            self._message = None
            self._connection.sendall(self._answer(begun))
        return True

    def _says_nothing(self, command: dict[int, bytes]) -> bool:
        """How many are still to come, PS3.7 9.1.3: archives say it with each image, and it takes pynetdicom 1 ms."""
        return (
            number(command, COMMAND_FIELD) == C_GET_RESPONSE
            and number(command, STATUS) in PENDING
            and number(command, DATA_SET_TYPE) == NO_DATA_SET
        )

    def _begins(self, command: dict[int, bytes], syntax: str) -> bool:
        """Whether a message with this command set is ours; an empty one is no command at all."""
        return number(command, COMMAND_FIELD) == C_STORE_REQUEST and bool(syntax)

    def _answer(self, done: _Message) -> bytes:
        """Have the receiver take the image; what the archive is told."""
        sop_class, instance = (text(done.command, element) for element in (SOP_CLASS, SOP_INSTANCE))
        status = self._receiver.take(sop_class, instance, self._syntax_of(done.context), done.pieces)
        command = {
            SOP_CLASS: done.command.get(SOP_CLASS, b""),
            COMMAND_FIELD: short(C_STORE_RESPONSE),
            ANSWERED_ID: done.command.get(MESSAGE_ID, b"\0\0"),
            DATA_SET_TYPE: short(NO_DATA_SET),
            STATUS: short(status),
            SOP_INSTANCE: done.command.get(SOP_INSTANCE, b""),
        }
        return message(done.context, encoded(command))
