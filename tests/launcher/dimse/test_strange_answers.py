"""Archives that answer otherwise than the standard has it: said in a sentence, and never taken for all there is."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from launcher.dimse.command_set import (
    ANSWERED_ID,
    C_FIND_RESPONSE,
    COMMAND_FIELD,
    DATA_SET,
    DATA_SET_TYPE,
    ERROR_COMMENT,
    NO_DATA_SET,
    STATUS,
    encoded,
    short,
)
from launcher.dimse.find import Finder
from launcher.dimse.pdu import ABORT, P_DATA, message
from launcher.errors import BadAnswer, Unreachable
from launcher.nodes.node import CallingNode, DicomNode
from tests.servers.pdus import accept
from tests.servers.searching import find

CALLER = CallingNode(name="Wetread")
PENDING, SUCCESS, CANCELLED = 0xFF00, 0x0000, 0xFE00
STUDY = b"\x08\0\x52\0\6\0\0\0STUDY "
NO_DATA = b"\x08\0\x40\x11\xff\xff\xff\xffgarbage!"
EMPTY_FRAGMENTS = struct.pack(">BxI", P_DATA, 600) + struct.pack(">IBB", 2, 1, 0) * 100


def response(status: int, data: bytes = b"", **other: bytes) -> bytes:
    """C-FIND-RSP to the first request."""
    command = {
        COMMAND_FIELD: other.get("field", short(C_FIND_RESPONSE)),
        ANSWERED_ID: other.get("asked", short(1)),
        DATA_SET_TYPE: short(DATA_SET if data else NO_DATA_SET),
        STATUS: other.get("raw", short(status)),
        ERROR_COMMENT: other.get("comment", b""),
    }
    return message(1, encoded({element: value for element, value in command.items() if value}), data)


ONE, END = response(PENDING, STUDY), response(SUCCESS)
Speaks = Callable[[socket.socket], object]


@pytest.fixture
def archive() -> Iterator[Callable[[Speaks], DicomNode]]:
    """One that takes each association, waits for a request, and then speaks as it is told."""
    servers = []

    def speaking(speak: Speaks) -> DicomNode:
        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    threading.Thread(target=answer, args=(connection,), daemon=True).start()

        def answer(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                connection.recv(1 << 16)
                connection.sendall(accept())
                connection.recv(1 << 16)
                speak(connection)
                while connection.recv(1 << 16):
                    pass

        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)
        threading.Thread(target=serve, daemon=True).start()
        return DicomNode(name="Odd", ae_title="ODD", host="127.0.0.1", port=server.getsockname()[1], idle=60.0)

    yield speaking
    for server in servers:
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()


def saying(*answers: bytes) -> Speaks:
    return lambda connection: connection.sendall(b"".join(answers))


def forever(first: bytes, piece: bytes, pause: float) -> Speaks:
    def speak(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(piece)
            time.sleep(pause)

    return speak


@pytest.mark.parametrize(
    ("strange", "said"),
    [
        (response(SUCCESS, asked=short(7)), "Odd answers what it was not asked"),
        (response(SUCCESS, field=short(0x8030)), "Odd answers what it was not asked"),
        (response(SUCCESS, raw=b""), "Odd answers what it was not asked"),
        (message(1, b"", STUDY) + END, "cannot be read: Odd"),
        (response(CANCELLED), "it stopped before it had told all"),
        (response(0, raw=b"\xa7" * 10_000), r"status 0xa7a7\)"),
        (response(0xA700, comment=b"\x1b[2Jfull\nup"), r"0xa700, \[2Jfull up\)"),
    ],
    ids=["to another", "of another kind", "no status", "no command", "stopped by itself", "long", "moves the cursor"],
)
def test_a_search_that_does_not_end_well_is_not_taken_for_complete(
    archive: Callable[[Speaks], DicomNode], strange: bytes, said: str
) -> None:
    rows: list[dict[str, str]] = []
    with pytest.raises(BadAnswer, match=said):
        for row in find(archive(saying(ONE, strange)), CALLER, "STUDY", {}):
            rows.append(row)  # noqa: PERF402 - the first is kept when the rest fails

    assert len(rows) == 1


def test_an_answer_that_cannot_be_read_is_told_of_when_the_others_have_come(
    archive: Callable[[Speaks], DicomNode],
) -> None:
    node = archive(saying(ONE, response(PENDING, NO_DATA), ONE, END))
    rows: list[dict[str, str]] = []
    with pytest.raises(BadAnswer, match="Some answers of the archive cannot be read: Odd: 1 of 3"):
        for row in find(node, CALLER, "STUDY", {}):
            rows.append(row)  # noqa: PERF402 - those before are kept

    assert len(rows) == 2


def test_an_archive_that_hangs_up_with_its_last_answer_is_called_again(archive: Callable[[Speaks], DicomNode]) -> None:
    node = archive(saying(ONE, END, ABORT))
    with Finder(node, CALLER) as finder:
        assert len(list(finder.rows("STUDY", {}))) == 1
        with pytest.raises(BadAnswer, match="was not asked"):  # it always answers the first request
            list(finder.rows("STUDY", {}))


ENDLESS = {
    "byte by byte": forever(struct.pack(">BxI", P_DATA, 60_000), b"\0", 0.02),
    "in empty pieces": forever(b"", EMPTY_FRAGMENTS, 0.0),
}


@pytest.mark.parametrize("speaks", ENDLESS.values(), ids=ENDLESS)
def test_an_archive_that_never_comes_to_the_point_is_given_up_and_may_be_left(
    archive: Callable[[Speaks], DicomNode], speaks: Speaks
) -> None:
    node = archive(speaks)
    stop, ended = threading.Event(), threading.Event()

    def ask() -> None:
        list(find(node, CALLER, "STUDY", {}, stop=stop))
        ended.set()

    threading.Thread(target=ask, daemon=True).start()
    threading.Timer(0.3, stop.set).start()
    assert ended.wait(30)
    hasty = DicomNode(name="Odd", ae_title="ODD", host="127.0.0.1", port=node.port, idle=1.0)
    with pytest.raises(Unreachable, match="does not answer any more"):
        list(find(hasty, CALLER, "STUDY", {}))


def test_an_archive_that_hangs_up_when_it_is_called_is_not_taken_for_something_else() -> None:
    def hang_up() -> None:
        connection, _ = server.accept()
        with connection:
            connection.recv(1 << 16)
            connection.sendall(ABORT)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=hang_up, daemon=True).start()
        node = DicomNode(name="Odd", ae_title="ODD", host="127.0.0.1", port=server.getsockname()[1])
        with pytest.raises(BadAnswer, match=r"Odd .* hung up when WETREAD called\. .* knows WETREAD"):
            list(find(node, CALLER, "STUDY", {}))
