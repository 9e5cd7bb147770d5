"""The head of an answer means what http.client takes it for, whoever has read it."""

from __future__ import annotations

import http.client
import socket
from typing import Any

import pytest

from launcher.http import connections

HEADS = {
    "Orthanc's": b"HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Type: a/b\r\nContent-Length: 4\r\n",
    "that ends the connection": b"HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 4\r\n",
    "in other letters": b"HTTP/1.1 200 \r\ncontent-length: 4\r\nX_Y: 1\r\nserver:  x ; y \r\n",
    "with a header twice": b"HTTP/1.1 200 OK\r\nVia: a\r\nContent-Length: 4\r\nVia: b: c\r\n",
    "with an empty header": b"HTTP/1.1 200 OK\r\nServer:\r\nContent-Length:4\r\n",
    "with a folded header": b"HTTP/1.1 200 OK\r\nServer: a\r\n b\r\nContent-Length: 4\r\n",
    "with letters beyond ASCII": b"HTTP/1.1 200 OK\r\nServer: \xe4\r\nContent-Length: 4\r\n",
    "with bare line feeds": b"HTTP/1.1 200 OK\nServer: a\nContent-Length: 4\n",
    "without a length": b"HTTP/1.1 200 OK\r\nServer: a\r\n",
    "with two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 4\r\n",
    "with a length that is none": b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n",
    "in chunks": b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n",
    "in chunks, said first": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n",
    "of an old server": b"HTTP/1.0 200 OK\r\nContent-Length: 4\r\n",
    "after another": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n",
    "of a part": b"HTTP/1.1 206 Partial Content\r\nContent-Length: 4\r\n",
    "of a no": b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n",
    "of nothing": b"HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n",
    "longer than what is looked at": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 9000 + b"\r\nContent-Length: 4\r\n",
}
BODY = b"4\r\nbody\r\n0\r\n\r\n"


def read(kind: type[http.client.HTTPResponse], sent: bytes) -> dict[str, Any]:
    """All that the head says, and the body."""
    here, there = socket.socketpair()
    with here, there:
        there.sendall(sent)
        there.shutdown(socket.SHUT_WR)
        answer = kind(here, method="GET")
        answer.begin()
        said = {name: value for name, value in vars(answer).items() if name not in ("fp", "headers", "msg", "socket")}
        return said | {"headers": answer.headers.items(), "body": answer.read(), "defects": answer.headers.defects}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_the_head_of_an_answer_means_what_http_client_takes_it_for(head: bytes) -> None:
    sent = head + (b"\r\n" if b"\r\n" in head else b"\n") + BODY

    assert read(connections._Answer, sent) == read(http.client.HTTPResponse, sent)


def test_a_head_that_comes_in_pieces_is_waited_for() -> None:
    here, there = socket.socketpair()
    with here, there:
        there.sendall(b"HTTP/1.1 200 OK\r\nContent-")
        answer = connections._Answer(here, method="GET")
        answer.fp.peek()
        there.sendall(b"Length: 4\r\n\r\nbody")
        answer.begin()

        assert (answer.length, answer.read()) == (4, b"body")


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX", b"SSH-2.0-OpenSSH\r\n"])
def test_what_is_no_answer_ends_as_with_http_client(sent: bytes) -> None:
    def outcome(kind: type[http.client.HTTPResponse]) -> object:
        try:
            return read(kind, sent)
        except (OSError, http.client.HTTPException) as error:
            return type(error)

    assert outcome(connections._Answer) == outcome(http.client.HTTPResponse)
