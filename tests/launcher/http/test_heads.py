"""The head of an answer means what http.client takes it for, whoever has read it; only plain requests are written."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from typing import Any

import pytest

from launcher.http.heads import Answer, request_head

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


def read(sent: bytes, begun: Callable[[socket.socket], tuple[HTTPResponse, list[tuple[str, str]]]]) -> dict[str, Any]:
    """All that the head says, and the body."""
    here, there = socket.socketpair()
    with here, there:
        there.sendall(sent)
        there.shutdown(socket.SHUT_WR)
        answer, fields = begun(here)
        said = {
            name: getattr(answer, name) for name in ("version", "status", "reason", "chunked", "length", "will_close")
        }
        return said | {"fields": sorted(fields), "body": answer.read()}


def by_http_client(sock: socket.socket) -> tuple[HTTPResponse, list[tuple[str, str]]]:
    answer = HTTPResponse(sock, method="GET")
    answer.begin()
    return answer, [(name, re.sub(r"\s*\r\n\s+", " ", value)) for name, value in answer.headers.items()]


def by_us(sock: socket.socket) -> tuple[HTTPResponse, list[tuple[str, str]]]:
    answer = Answer(sock, method="GET")
    return answer, list(answer.fields().items())


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_the_head_of_an_answer_means_what_http_client_takes_it_for(head: bytes) -> None:
    sent = head + (b"\r\n" if b"\r\n" in head else b"\n") + BODY

    assert read(sent, by_us) == read(sent, by_http_client)


@pytest.mark.timeout(20)  # seconds for each line, were it searched from each of its spaces
def test_a_line_that_is_nearly_all_spaces_holds_nobody_up() -> None:
    lines = b"".join(b"X-%d: a%bb\r\n c\r\n" % (number, b" " * 60_000) for number in range(20))
    here, there = socket.socketpair()
    with here, there:
        sender = threading.Thread(target=there.sendall, args=(b"HTTP/1.1 200 OK\r\n%b\r\n" % lines,))
        sender.start()
        fields = Answer(here, method="GET").fields()
        sender.join()

    assert fields["X-7"] == "a" + " " * 60_000 + "b c"


def test_a_head_that_comes_in_pieces_is_waited_for() -> None:
    here, there = socket.socketpair()
    with here, there:
        there.sendall(b"HTTP/1.1 200 OK\r\nContent-")
        answer = Answer(here, method="GET")
        answer.fp.peek()
        there.sendall(b"Length: 4\r\n\r\nbody")
        answer.fields()

        assert (answer.length, answer.read()) == (4, b"body")


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX", b"SSH-2.0-OpenSSH\r\n"])
def test_what_is_no_answer_ends_as_with_http_client(sent: bytes) -> None:
    def outcome(begun: Callable[[socket.socket], tuple[HTTPResponse, list[tuple[str, str]]]]) -> object:
        try:
            return read(sent, begun)
        except (OSError, HTTPException) as error:
            return type(error)

    assert outcome(by_us) == outcome(by_http_client)


def test_a_plain_request_is_written_as_it_is() -> None:
    head = request_head("pacs:8042", "/wado?a=%C3%A4&b=1", (("Accept", "*/*"), ("Authorization", "Bearer x.y=")))

    assert (
        head
        == b"GET /wado?a=%C3%A4&b=1 HTTP/1.1\r\nHost: pacs:8042\r\nAccept: */*\r\nAuthorization: Bearer x.y=\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("target", "name", "value"),
    [
        ("/", "X", "a\r\nY: b"),
        ("/", "X", "a\nY: b"),
        ("/", "X\r\nY", "b"),
        ("/", "X Y", "b"),
        ("/", "", "b"),
        ("/", "X", "\x00"),
        ("/", "X", "ä"),
        ("/", "Host", "another"),
        ("/", "hoſt", "another"),
        ("/ HTTP/1.1\r\nY: b", "X", "a"),
        ("/a b", "X", "a"),
        ("/ä", "X", "a"),
        ("http://pacs/", "X", "a"),
    ],
)
def test_any_other_is_left_to_who_looks_closer(target: str, name: str, value: str) -> None:
    assert request_head("pacs", target, ((name, value),)) == b""
