"""An archive that says no, or hangs up: who did it and why is told, whatever it was asked for."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from typing import Any

import pytest
from pynetdicom import AE, evt
from pynetdicom.events import Event

from launcher.dimse.get import STUDY_ROOT as GET
from launcher.dimse.move import STUDY_ROOT as MOVE
from launcher.errors import SourceError, Unreachable
from launcher.nodes.node import DicomNode
from tests.launcher.dimse.calls import CALLS, CT
from tests.servers.pdus import abort, accept, rejection

Answering = Callable[..., DicomNode]


@pytest.fixture
def archive() -> Iterator[Answering]:
    """One that says its part, word by word, each after something has come; then it hangs up."""
    servers = []

    def answering(*words: bytes) -> DicomNode:
        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection, suppress(OSError):
                        for word in words:
                            connection.recv(1 << 16)
                            connection.sendall(word)
                        connection.shutdown(socket.SHUT_WR)
                        while connection.recv(1 << 16):
                            pass

        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)
        threading.Thread(target=serve, daemon=True).start()
        return DicomNode(name="Odd", ae_title="ODD", host="127.0.0.1", port=server.getsockname()[1])

    yield answering
    for server in servers:
        with closing(server), suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (rejection(1, 1, 7), r"refused the connection: Odd .* is not called ODD\. Correct its AE title"),
        (rejection(1, 1, 3), r"does not know this computer as WETREAD\. Ask its administrator to enter WETREAD"),
        (rejection(1, 1, 1), r"it gave no reason\. Ask its administrator"),
        (rejection(2, 3, 2), r"it has as many connections as it allows\. Try again in a moment"),
        (rejection(2, 3, 77), r"it gave no reason\. Try again in a moment"),
        (abort(0, 0), r"broke off the connection: Odd .* its program hung up when WETREAD called\. .* knows WETREAD"),
        (abort(2, 0), r"its DICOM connection broke down when WETREAD called\. .* its log says more"),
        (abort(2, 2), r"broke down when WETREAD called: it says that a message came unexpectedly"),
        (abort(9, 9), r"somebody hung up when WETREAD called"),
    ],
)
def test_an_association_that_does_not_come_about_is_explained(
    archive: Answering, call: str, answer: bytes, said: str
) -> None:
    with pytest.raises(SourceError, match=said):
        CALLS[call](archive(answer))


@pytest.mark.parametrize("call", ["echo", "find"])
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (abort(0, 0), r"broke off the connection: Odd .* its program hung up\. Try again"),
        (abort(2, 6), r"its DICOM connection broke down: it says that a value in a message was wrong\. Try again"),
        (b"", r"The connection to the archive was lost: Odd"),
    ],
)
def test_an_association_that_is_broken_off_says_by_whom(
    archive: Answering, call: str, answer: bytes, said: str
) -> None:
    with pytest.raises(SourceError, match=said):
        CALLS[call](archive(accept(), answer))


@pytest.mark.parametrize("call", ["get", "move"])
def test_a_transfer_that_is_broken_off_says_by_whom(call: str) -> None:
    def abort(event: Event) -> Iterator[Any]:
        event.assoc.abort()
        yield 0

    entity = AE("ODD")
    entity.add_supported_context(GET)
    entity.add_supported_context(MOVE)
    entity.add_supported_context(CT, scu_role=True, scp_role=True)
    handlers: list[Any] = [(evt.EVT_C_GET, abort), (evt.EVT_C_MOVE, abort)]
    server = entity.start_server(("127.0.0.1", 0), block=False, evt_handlers=handlers)
    node = DicomNode(name="Odd", ae_title="ODD", host="127.0.0.1", port=server.server_address[1])
    try:
        with pytest.raises(Unreachable, match=r"broke off the connection: Odd .* its program hung up\. Try again"):
            CALLS[call](node)
    finally:
        server.shutdown()


@pytest.mark.parametrize("call", CALLS)
def test_what_is_no_dicom_is_not_taken_for_an_archive_that_hangs_up(archive: Answering, call: str) -> None:
    with pytest.raises(SourceError, match="did not answer as DICOM does"):
        CALLS[call](archive(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
