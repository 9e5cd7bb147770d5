"""C-STORE requests are answered on the wire; everything else is passed on as it came."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

import pytest

from launcher.dimse.command_set import elements, encoded
from launcher.dimse.receive import Receiver
from launcher.dimse.stream import StorageStream

REQUEST = encoded({0x0002: b"1.2.3\0", 0x0100: b"\1\0", 0x0110: b"\7\0", 0x0800: b"\0\0", 0x1000: b"1.2.3.4\0"})
OTHER = encoded({0x0100: b"\x10\x80", 0x0800: b"\1\1", 0x0900: b"\0\0"})
PENDING = encoded({0x0100: b"\x10\x80", 0x0800: b"\1\1", 0x0900: b"\0\xff"})


def fragment(control: int, data: bytes, context: int = 1) -> bytes:
    return struct.pack(">IBB", len(data) + 2, context, control) + data


def pdu(*fragments: bytes) -> bytes:
    body = b"".join(fragments)
    return struct.pack(">BxI", 4, len(body)) + body


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    near, far = socket.socketpair()
    near.settimeout(2.0)
    with near, far:
        yield near, far


class Desk:
    """What came, by SOP Instance UID; pieces without the file meta information."""

    def __init__(self, pair: tuple[socket.socket, socket.socket]) -> None:
        self.kept: list[bytes] = []
        self.near, self.far = pair
        self.receiver = Receiver(lambda pieces: self.kept.append(b"".join(pieces[1:])), lambda uid: uid == "1.2.3.4")
        syntaxes = {1: "1.2.840.10008.1.2.1"}
        self.stream = StorageStream(
            self.near,
            lambda length: bytearray(self.near.recv(length, socket.MSG_WAITALL)),
            self.receiver,
            lambda number: syntaxes.get(number, ""),
        )

    def passed_on(self, *sent: bytes) -> bytes:
        self.far.sendall(b"".join(sent))
        self.far.shutdown(socket.SHUT_WR)
        head = self.stream.recv(6)
        return bytes(head + self.stream.recv(int.from_bytes(head[2:], "big"))) if head else b""

    def answers(self) -> list[dict[int, bytes]]:
        self.near.shutdown(socket.SHUT_WR)
        data, found = self.far.recv(1 << 16, socket.MSG_WAITALL), []
        while data[:1] == b"\4":
            size = int.from_bytes(data[2:6], "big")
            found.append(elements(data[12 : 6 + size]))
            data = data[6 + size :]
        return found


@pytest.fixture
def desk(pair: tuple[socket.socket, socket.socket]) -> Desk:
    return Desk(pair)


def test_an_image_in_pieces_is_kept_and_answered_and_the_next_message_is_passed_on(desk: Desk) -> None:
    other = pdu(fragment(3, OTHER))

    assert (
        desk.passed_on(
            pdu(fragment(3, REQUEST)), pdu(fragment(0, b"ab"), fragment(0, b"cd")), pdu(fragment(2, b"e")), other
        )
        == other
    )

    assert desk.kept == [b"abcde"]
    (answer,) = desk.answers()
    assert (answer[0x0100], answer[0x0120], answer[0x0900]) == (b"\x01\x80", b"\7\0", b"\0\0")
    assert answer[0x1000] == b"1.2.3.4\0"


def test_what_was_not_asked_for_is_refused_and_not_kept(desk: Desk) -> None:
    stranger = REQUEST.replace(b"1.2.3.4\0", b"1.2.3.5\0")

    desk.passed_on(pdu(fragment(3, stranger), fragment(2, b"data")), pdu(fragment(3, OTHER)))

    assert desk.kept == []
    assert desk.answers()[0][0x0900] == b"\x00\xa9"


def test_a_message_behind_an_image_in_one_pdu_is_passed_on_by_itself(desk: Desk) -> None:
    together = pdu(fragment(3, REQUEST), fragment(2, b"data"), fragment(3, OTHER))

    assert desk.passed_on(together) == pdu(fragment(3, OTHER))
    assert desk.kept == [b"data"]


def test_a_context_that_was_not_agreed_upon_is_not_ours(desk: Desk) -> None:
    strange = pdu(fragment(3, REQUEST, context=9))

    assert desk.passed_on(strange) == strange


def test_word_of_how_many_are_still_to_come_is_dropped(desk: Desk) -> None:
    last = pdu(fragment(3, OTHER))

    assert desk.passed_on(pdu(fragment(3, REQUEST), fragment(2, b"data")), pdu(fragment(3, PENDING)), last) == last
    assert desk.kept == [b"data"]


def test_each_piece_of_an_image_is_heard_of(desk: Desk) -> None:
    desk.receiver.heard = 0.0

    desk.passed_on(pdu(fragment(3, REQUEST)), pdu(fragment(0, b"some of it")))

    assert desk.kept == []
    assert desk.receiver.heard > 0.0


@pytest.mark.parametrize("cut", [3, 40, 150])
def test_a_connection_that_ends_ends_here_too(desk: Desk, cut: int) -> None:
    whole = pdu(fragment(3, REQUEST)) + pdu(fragment(2, b"x" * 100))

    assert desk.passed_on(whole[:cut]) == b""
    assert desk.kept == []


def test_a_pdu_that_claims_gigabytes_is_hung_up_on(desk: Desk) -> None:
    assert desk.passed_on(struct.pack(">BxI", 4, 0xFFFFFFF0)) == b""
