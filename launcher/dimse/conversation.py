"""An association for questions that have many small answers, PS3.8 7: one thread asks, and reads what comes.

pynetdicom takes half a second to import, and several times as long for each answer as an archive does: it hands PDUs
from thread to thread, and makes objects of their parts. So a search does without it.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.dimse.command_set import ANSWERED_ID, COMMAND_FIELD, STATUS, number
from launcher.dimse.connection import LOOK, PATIENCE, PIECE, acknowledge_at_once, connected, go_on, unless_stopped
from launcher.dimse.pdu import (
    ABORT,
    ABORTED,
    ASSOCIATE_ACCEPT,
    ASSOCIATE_REJECT,
    P_DATA,
    RELEASE,
    Accepted,
    Message,
    Messages,
    Pdus,
    accepted,
    associate_request,
    message,
)
from launcher.dimse.refusals import aborted, broken_off, hung_up, lost, refused, silent, unanswered
from launcher.errors import BadAnswer, WetreadError
from launcher.headers.walk import EXPLICIT, IMPLICIT

if TYPE_CHECKING:
    from launcher.nodes.node import CallingNode, DicomNode


@contextmanager
def conversation(
    node: DicomNode,
    caller: CallingNode,
    abstract_syntaxes: Sequence[str],
    ca_files: Sequence[Path] = (),
    stop: threading.Event | None = None,
) -> Iterator[Conversation]:
    """Open an association, and release it in the end; it is aborted when the block fails.

    Raises
    ------
    Unreachable
        The archive's computer is not found, does not answer, or breaks the association off before it stands.
    Refused
        The archive does not want to talk to us, or to be called so.
    Cancelled
        ``stop`` was set before the association stood.
    """
    begun = unless_stopped(
        stop, lambda: Conversation(node, caller, abstract_syntaxes, ca_files, stop), Conversation.hang_up
    )
    try:
        yield begun
    except BaseException:
        begun.hang_up()
        raise
    begun.release()


class Conversation:
    """Messages to an archive, and from it. Its data sets are little-endian.

    ``contexts`` are those that were accepted: abstract syntax → number and transfer syntax. ``answers`` yields messages
    as they come, and ``None`` whenever nothing has come for a moment; it raises ``WetreadError`` when the connection is
    lost, the archive is silent for too long or says what is no message: we have hung up then.
    """

    def __init__(
        self,
        node: DicomNode,
        caller: CallingNode,
        abstract_syntaxes: Sequence[str],
        ca_files: Sequence[Path],
        stop: threading.Event | None = None,
    ) -> None:
        self._node = node
        self._pdus, self._messages = Pdus(), Messages()
        self._come: deque[tuple[int, bytes]] = deque()
        self._connection = connected(node, ca_files)
        agreed = self._agreed(caller, abstract_syntaxes, stop)
        self._largest = agreed.largest
        self.contexts = {
            abstract: (number, agreed.transfer_syntaxes[number])
            for number, abstract in zip(range(1, 256, 2), abstract_syntaxes, strict=False)
            if agreed.transfer_syntaxes.get(number) in (IMPLICIT, EXPLICIT)
        }
        self.answers = self._received()

    def _agreed(self, caller: CallingNode, abstract_syntaxes: Sequence[str], stop: threading.Event | None) -> Accepted:
        """Ask for the association: what the archive accepts of it."""
        asked = associate_request(caller.ae_title, self._node.ae_title, abstract_syntaxes, (IMPLICIT, EXPLICIT))
        try:
            self._connection.sendall(asked)
            kind, body = self._answer(stop)
            if kind == ASSOCIATE_ACCEPT:
                return accepted(body)
            raise _declined(kind, body, self._node, caller)
        except TimeoutError as error:
            self.hang_up()
            raise silent(self._node) from error
        except (OSError, ValueError, TypeError) as error:
            self.hang_up()
            raise broken_off(self._node) from error
        except BaseException:
            self.hang_up()
            raise

    def _answer(self, stop: threading.Event | None) -> tuple[int, bytes]:
        """What is said to the request for an association: the type of the PDU, and its body."""
        until = time.monotonic() + self._node.connect
        while not self._come:
            go_on(stop)
            if time.monotonic() > until:
                raise TimeoutError
            self._connection.settimeout(LOOK)
            with suppress(TimeoutError):
                data = self._connection.recv(PIECE)
                if not data:
                    raise ConnectionResetError
                self._come.extend(self._pdus.receive(data))
        return self._come.popleft()

    def stands(self) -> bool:
        """Whether the association has not ended since the last answer: who is asked nothing says but goodbye."""
        with suppress(OSError):
            self._connection.settimeout(0)
            try:
                self._connection.recv(PIECE)
            except (BlockingIOError, ssl.SSLWantReadError):
                if not self._come:
                    return True
        self.hang_up()
        return False

    def say(self, context: int, command: bytes, data_set: bytes = b"") -> None:
        """Send one message.

        Raises
        ------
        Unreachable
            The connection is lost.
        """
        try:
            self._connection.settimeout(self._node.idle)
            self._connection.sendall(message(context, command, data_set, self._largest))
        except OSError as error:
            self.hang_up()
            raise lost(self._node.name) from error

    def status(self, answer: Message, kind: int, asked: int) -> int:
        """The status of an answer, PS3.7 9.3, of this kind to the request of this number.

        Raises
        ------
        BadAnswer
            It is another: we have hung up then.
        """
        command = answer.command
        is_response = number(command, COMMAND_FIELD) == kind and STATUS in command
        if not is_response or number(command, ANSWERED_ID) != asked:
            self.hang_up()
            why = f"{self._node.name} answers what it was not asked"
            raise BadAnswer("An answer of the archive cannot be understood", why, "Try again.")
        return number(command, STATUS)

    def _received(self) -> Iterator[Message | None]:
        heard = time.monotonic()
        try:
            while True:
                self._come.extend(self._pdus.receive(self._read()))
                while self._come:
                    kind, body = self._come.popleft()
                    if kind == ABORTED and len(body) == 4:
                        raise hung_up(self._node, *body[2:])
                    if kind != P_DATA:
                        raise lost(self._node.name)
                    for message in self._messages.receive(body):
                        yield message
                        heard = time.monotonic()  # what the reader takes is not the archive's silence
                if time.monotonic() - heard > self._node.idle:
                    raise unanswered(self._node)
                yield None
        except (ValueError, struct.error) as error:
            self.hang_up()
            raise BadAnswer("An answer of the archive cannot be read", self._node.name, "") from error
        except WetreadError:
            self.hang_up()
            raise

    def _read(self) -> bytes:
        """Bytes that have come; none when there are none yet."""
        try:
            self._connection.settimeout(LOOK)
            acknowledge_at_once(self._connection)
            data = self._connection.recv(PIECE)
        except TimeoutError:
            return b""
        except OSError:
            data = b""
        if not data:
            raise lost(self._node.name)
        return data

    def release(self) -> None:
        """End it in peace, 7.2, if it stands; the archive's word to this is waited for a moment only."""
        with suppress(OSError):
            self._connection.sendall(RELEASE)
            self._connection.settimeout(PATIENCE)
            self._connection.recv(PIECE)
        self._connection.close()

    def hang_up(self) -> None:
        """End it at once, 7.3."""
        with suppress(OSError):
            self._connection.sendall(ABORT)
            self._connection.shutdown(socket.SHUT_RDWR)
        self._connection.close()


def _declined(kind: int, body: bytes, node: DicomNode, caller: CallingNode) -> WetreadError:
    if kind == ASSOCIATE_REJECT:
        return refused(node, caller, *body[1:4])
    if kind == ABORTED:
        return aborted(node, caller, *body[2:4])
    return broken_off(node)
