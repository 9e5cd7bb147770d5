"""Bodies, past urllib3 where they are sent as they are: whole, in memory that is used again, with nothing left over."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress

import pytest
import urllib3
from urllib3.exceptions import IncompleteRead

from launcher.http.body import PIECE, Body

LONG = bytes(range(256)) * (3 * PIECE // 256) + b"end"
KNOWN = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"
UNTIL_THE_END = b"HTTP/1.0 200 OK\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"


Ask = Callable[[], urllib3.BaseHTTPResponse]


def pieces(answer: urllib3.BaseHTTPResponse) -> Iterator[bytes | memoryview]:
    return iter(Body(answer).take, b"")


@contextmanager
def answering(*answers: bytes) -> Iterator[Ask]:
    """Asks a server that takes one connection, answers each request on it with the next of these, and hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        end, _ = listener.accept()
        with end, suppress(ConnectionError):  # who has enough hangs up
            for answer in answers:
                end.recv(65536)
                end.sendall(answer)

    server = threading.Thread(target=serve)
    server.start()
    with (
        closing(listener),
        urllib3.HTTPConnectionPool("127.0.0.1", listener.getsockname()[1], timeout=60) as pool,
        ExitStack() as opened,
    ):
        yield lambda: opened.enter_context(closing(pool.urlopen("GET", "/", preload_content=False, retries=False)))
    server.join(30)


@pytest.mark.parametrize(
    "answer",
    [KNOWN % len(LONG) + LONG, UNTIL_THE_END + LONG, CHUNKED % (len(LONG), LONG)],
    ids=["known", "end", "chunked"],
)
def test_a_body_comes_whole_however_its_end_is_told(answer: bytes) -> None:
    with answering(answer) as ask:
        assert b"".join(map(bytes, pieces(ask()))) == LONG


def test_no_piece_is_longer_than_allowed() -> None:
    with answering(KNOWN % len(LONG) + LONG) as ask:
        assert max(map(len, pieces(ask()))) <= PIECE


def test_a_body_that_ends_too_early_is_an_error() -> None:
    with answering(KNOWN % (len(LONG) + 1) + LONG) as ask, pytest.raises(IncompleteRead):
        list(pieces(ask()))


def test_a_body_that_has_been_read_is_empty() -> None:
    with answering(UNTIL_THE_END + LONG) as ask:
        answer = ask()
        assert list(pieces(answer))
        assert not list(pieces(answer))


def test_a_body_that_was_read_to_its_end_leaves_the_connection_to_the_next_request() -> None:
    with answering(KNOWN % len(LONG) + LONG, KNOWN % 4 + b"next") as ask:
        first = ask()
        assert sum(map(len, pieces(first))) == len(LONG)
        first.release_conn()
        assert b"".join(map(bytes, pieces(ask()))) == b"next"


def test_who_gives_up_in_the_middle_can_drain_the_rest_and_ask_again() -> None:
    with answering(KNOWN % len(LONG) + LONG, KNOWN % 4 + b"next") as ask:
        first = ask()
        for _ in pieces(first):
            break
        assert 0 < (first.length_remaining or 0) < len(LONG)
        first.drain_conn()
        first.release_conn()
        assert b"".join(map(bytes, pieces(ask()))) == b"next"


def test_two_bodies_that_are_read_by_turns_do_not_mix() -> None:
    ones, twos = b"1" * 2 * PIECE, b"2" * 2 * PIECE
    with answering(KNOWN % len(ones) + ones) as one, answering(KNOWN % len(twos) + twos) as two:
        read = [(bytes(a), bytes(b)) for a, b in zip(pieces(one()), pieces(two()), strict=False)]
        assert all(set(a) == {ord("1")} and set(b) == {ord("2")} for a, b in read)
