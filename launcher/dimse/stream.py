"""What an archive sends in numbers, taken off the connection before pynetdicom sees it.

pynetdicom makes objects of each PDU and hands them from thread to thread, which takes several times as long as all the
rest of a transfer. So C-STORE requests (PS3.7 9.3.1) are put together and answered here, PDU by PDU (PS3.8 9.3.5), and
what is found by C-FIND (9.3.2) is put together; everything else is passed on as it came.
"""

from __future__ import annotations

import struct
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from socket import SHUT_RDWR, socket
from typing import Final

from launcher.dimse.receive import Receiver
from launcher.dimse.statuses import PENDING
from launcher.headers.walk import EXPLICIT, IMPLICIT

P_DATA: Final = 4
NOTHING: Final = bytes((P_DATA, 0, 0, 0, 0, 0))
"""A PDU without fragments, which is given to pynetdicom so that it can send."""
C_STORE_REQUEST, C_STORE_RESPONSE, C_FIND_RESPONSE, NO_DATA_SET = 0x0001, 0x8001, 0x8020, 0x0101
C_GET_RESPONSE: Final = 0x8010
COMMAND, LAST = 1, 2
"""Bits of a fragment's header, PS3.8 E.2."""
ABORT: Final = bytes((7, 0, 0, 0, 0, 4, 0, 0, 0, 0))
SOP_CLASS, COMMAND_FIELD, MESSAGE_ID, DATA_SET_TYPE, SOP_INSTANCE = 0x0002, 0x0100, 0x0110, 0x0800, 0x1000
ANSWERED_ID, STATUS = 0x0120, 0x0900

LARGEST: Final = 1 << 20
"""Bytes of a PDU, or of one thing that is found: more than anybody sends who keeps to what was agreed upon."""
AT_A_TIME: Final = 64
"""PDUs of things found, before pynetdicom can send again: to cancel, for one."""

AT_ONCE: Final = 256
"""Things found that are handed over together while more of them can be read: whoever reads them takes turns from us."""

Read = Callable[[int], bytearray]


@dataclass
class _Message:
    """A message that is ours, and what has come of its data set."""

    context: int
    command: dict[int, bytes]
    pieces: list[bytes | memoryview] = field(default_factory=list)


class _Stream(ABC):
    """Stands between a connection and pynetdicom.

    Parameters
    ----------
    read
        Gives so many bytes of the connection, fewer at its end.
    syntax_of
        The transfer syntax of a presentation context, by its number; empty when it was not agreed upon.
    """

    def __init__(self, connection: socket, read: Read, syntax_of: Callable[[int], str]) -> None:
        self._connection = connection
        self._read = read
        self._syntax_of = syntax_of
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
                if not self._passed_on and not self._goes_on():
                    self._passed_on += NOTHING
            else:
                self._passed_on = head + body
        given, self._passed_on = self._passed_on[:length], self._passed_on[length:]
        return given

    def _hung_up(self) -> bytearray:
        """What stands for the end of the connection."""
        with suppress(OSError):  # it has ended already
            self._connection.sendall(ABORT)
            self._connection.shutdown(SHUT_RDWR)
        return bytearray()

    def _is_stopped(self) -> bool:
        """Whether to hang up, now that a PDU has begun."""
        return False

    def _goes_on(self) -> bool:
        """Whether to read on at once, without a turn for pynetdicom."""
        return True

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
        message = self._message
        if message is None or message.context != context:
            return False
        message.pieces.append(fragment)
        if control & LAST:
            self._message = None
            self._finish(message)
        return True

    def _says_nothing(self, command: dict[int, bytes]) -> bool:
        """Whether a message is a command set alone, which nobody needs."""
        return False

    @abstractmethod
    def _begins(self, command: dict[int, bytes], syntax: str) -> bool:
        """Whether a message with this command set is ours; an empty one is no command at all."""

    @abstractmethod
    def _finish(self, message: _Message) -> None:
        """Make use of a message that is whole."""


class StorageStream(_Stream):
    """Has a receiver take what an archive stores with us.

    Parameters
    ----------
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
        super().__init__(connection, read, syntax_of)
        self._receiver = receiver
        self._stop = stop
        self._ended = ended

    def _hung_up(self) -> bytearray:
        nothing = super()._hung_up()
        self._ended()
        return nothing

    def _is_stopped(self) -> bool:
        self._receiver.hear()
        return self._stop is not None and self._stop.is_set()

    def _says_nothing(self, command: dict[int, bytes]) -> bool:
        """How many are still to come, PS3.7 9.1.3: archives say it with each image, and it takes pynetdicom 1 ms."""
        return (
            _number(command, COMMAND_FIELD) == C_GET_RESPONSE
            and _number(command, STATUS) in PENDING
            and _number(command, DATA_SET_TYPE) == NO_DATA_SET
        )

    def _begins(self, command: dict[int, bytes], syntax: str) -> bool:
        return _number(command, COMMAND_FIELD) == C_STORE_REQUEST and bool(syntax)

    def _finish(self, message: _Message) -> None:
        self._connection.sendall(self._answer(message))

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


class Found:
    """Identifiers that come in answer to the C-FIND request of number ``asked``, each with its transfer syntax."""

    def __init__(self) -> None:
        self.ask(0)

    def ask(self, number: int) -> None:
        """Begin anew."""
        self._queue: SimpleQueue[list[tuple[bytes, str]] | None] = SimpleQueue()
        self._gathered: list[tuple[bytes, str]] = []
        self._given: deque[tuple[bytes, str]] = deque()
        self.asked = number

    def put(self, identifier: bytes, syntax: str) -> None:
        """One more, to be handed over soon."""
        self._gathered.append((identifier, syntax))
        if len(self._gathered) >= AT_ONCE:
            self.hand_over()

    def hand_over(self) -> None:
        """Whoever waits for them gets those that were put."""
        if self._gathered:
            self._queue.put(self._gathered)
            self._gathered = []

    def end(self) -> None:
        """No more come: what else is answered is pynetdicom's."""
        self.asked = 0
        self.hand_over()
        self._queue.put(None)

    def get(self, seconds: float) -> tuple[bytes, str] | None:
        """The next; ``None`` when there are no more.

        Raises
        ------
        Empty
            None has come within the time.
        """
        if not self._given:
            batch = self._queue.get(timeout=seconds)
            if batch is None:
                return None
            self._given.extend(batch)
        return self._given.popleft()


class FindStream(_Stream):
    """Puts together what an archive finds: the pending responses, PS3.4 C.4.1.1.4.

    Parameters
    ----------
    ready
        Whether there is something to be read.
    """

    def __init__(
        self,
        connection: socket,
        read: Read,
        found: Found,
        syntax_of: Callable[[int], str],
        ready: Callable[[], bool],
    ) -> None:
        super().__init__(connection, read, syntax_of)
        self._found = found
        self._ready = ready
        self._since_turn = 0

    def _hung_up(self) -> bytearray:
        self._found.hand_over()
        return super()._hung_up()

    def _goes_on(self) -> bool:
        ready = self._ready()
        if not ready:
            self._found.hand_over()
        self._since_turn = (self._since_turn + 1) % AT_A_TIME
        return bool(self._since_turn) and ready

    def _begins(self, command: dict[int, bytes], syntax: str) -> bool:
        ours = (
            _number(command, COMMAND_FIELD) == C_FIND_RESPONSE
            and _number(command, ANSWERED_ID) == self._found.asked
            and _number(command, STATUS) in PENDING
            and _number(command, DATA_SET_TYPE) != NO_DATA_SET
            and syntax in (IMPLICIT, EXPLICIT)
        )
        if not ours:
            self._found.end()
        return ours

    def _finish(self, message: _Message) -> None:
        self._found.put(b"".join(message.pieces), self._syntax_of(message.context))


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
