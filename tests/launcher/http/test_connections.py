"""A connection that stands is asked again, and all that it brings is what a new one would bring."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import pytest

from launcher.errors import NotFound, Unreachable, WetreadError
from launcher.http.client import Http, Limits
from launcher.stop import Stop

PATIENT = Limits(connect=3600.0, idle=3600.0)
SOON = Limits(connect=60.0, idle=0.4)
GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\ngood"
LAST = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\ngood"


class Server:
    """Sends the ``answers`` on each of its connections, one for each request; then hangs up, or stays silent."""

    def __init__(self, answers: Sequence[bytes], hangs_up: bool) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._answers = answers
        self._hangs_up = hangs_up
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}/x?token=SECRET"
        self.requests: list[list[bytes]] = []  # of each connection

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with suppress(OSError):
            self._end.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def _serve(self) -> None:
        with suppress(OSError):  # the listener was closed, or the client is gone
            while True:
                self._end, _ = self._listener.accept()
                with self._end:
                    self._talk(self._end)

    def _talk(self, end: socket.socket) -> None:
        requests: list[bytes] = []
        self.requests.append(requests)
        for answer in self._answers:
            requests.append(_request(end))
            end.sendall(answer)
        if not self._hangs_up:
            self._ended.wait(3600.0)


def _request(end: socket.socket) -> bytes:
    request = end.recv(65536)
    length = re.search(rb"Content-Length: (\d+)", request)
    while length and len(request.partition(b"\r\n\r\n")[2]) < int(length[1]):
        request += end.recv(65536)
    return request


@contextmanager
def server(*answers: bytes, hangs_up: bool = True) -> Iterator[Server]:
    with Server(answers, hangs_up) as running:
        yield running


@pytest.fixture
def http() -> Http:
    return Http()


def fetched(http: Http, address: str, limits: Limits = PATIENT, stop: Stop | None = None) -> bytes:
    headers = [("Authorization", "Bearer SECRET")]
    with http.get(address, headers=headers, limits=limits, stop=stop) as response:
        return response.read(1 << 20)


@pytest.mark.parametrize("status", [b"200 OK", b"404 Not Found"])
@pytest.mark.parametrize("length", [0, 1])
def test_one_connection_serves_several_requests(http: Http, status: bytes, length: int) -> None:
    answer = b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status, length, b"x" * length)
    with server(*[answer] * 3) as asked:
        for _ in range(3):
            with nullcontext() if status.startswith(b"200") else pytest.raises(NotFound):
                fetched(http, asked.address)

        assert [len(requests) for requests in asked.requests] == [3]


def test_one_connection_serves_the_next_request_after_a_body_was_poured(http: Http, tmp_path: Path) -> None:
    body = bytes(500_000)
    with server(*[b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)] * 3) as asked:
        for _ in range(3):
            with http.get(asked.address) as response, (tmp_path / "x").open("wb") as file:
                assert sum(iter(lambda: response.pour(file.fileno()), 0)) == len(body)

        assert len(asked.requests) == 1


def test_what_is_asked_is_the_same_each_time(http: Http) -> None:
    with server(GOOD, GOOD, GOOD) as asked:
        for _ in range(3):
            fetched(http, asked.address)

    (first, *others) = [sorted(request.split(b"\r\n")) for request in asked.requests[0]]
    assert others == [first, first]


def test_a_get_and_a_post_take_turns_on_it(http: Http) -> None:
    with server(GOOD, GOOD, GOOD, GOOD) as asked:
        for _ in range(2):
            assert fetched(http, asked.address) == b"good"
            assert http.post(asked.address, b"a=b", ()) == (200, b"good")

    assert [[request[:4] for request in requests] for requests in asked.requests] == [[b"GET ", b"POST"] * 2]


@pytest.mark.parametrize("answers", [(GOOD, GOOD), (GOOD, LAST), (GOOD, b"")])
def test_one_that_the_server_ends_is_replaced_at_whatever_moment(http: Http, answers: Sequence[bytes]) -> None:
    with server(*answers) as asked:
        for _ in range(4):
            assert fetched(http, asked.address) == b"good"

    assert len(asked.requests) in (2, 4)


def test_a_new_one_that_ends_at_once_is_not_tried_again(http: Http) -> None:
    with server(b"") as asked:
        with pytest.raises(Unreachable, match="The connection broke"):
            fetched(http, asked.address)

        assert len(asked.requests) == 1


FAULTS = {
    "no status line": b"SECRET is no status line\r\n\r\n",
    "a long header": b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 70_000,
    "many headers": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200,
    "half a head": b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX",
    "half a body": b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",
    "chunks without an end": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    "another packing": b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nContent-Encoding: gzip\r\n\r\nnot gzip!",
    "a status": b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nRetry-After: 7\r\n\r\n",
}


def told(fault: bytes, hangs_up: bool, *before: bytes) -> tuple[type, str]:
    http = Http()
    with server(*before, fault, hangs_up=hangs_up) as asked:
        for _ in before:
            fetched(http, asked.address)
        with pytest.raises(WetreadError) as raised:
            fetched(http, asked.address, SOON)
        assert len(asked.requests) == 1
    return type(raised.value), re.sub(r":\d+", "", str(raised.value))


@pytest.mark.parametrize("hangs_up", [True, False])
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_what_goes_wrong_is_told_as_on_a_new_one(fault: bytes, hangs_up: bool) -> None:
    kind, text = told(fault, hangs_up, GOOD)

    assert (kind, text) == told(fault, hangs_up)
    assert "SECRET" not in text


def test_silence_is_told_as_on_a_new_one() -> None:
    assert told(b"", False, GOOD) == told(b"", False)


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"])
def test_it_is_hung_up_on_when_the_transfer_is_stopped(http: Http, said: bytes) -> None:
    stop = Stop()
    with server(GOOD, said, hangs_up=False) as asked:
        fetched(http, asked.address)
        threading.Timer(0.2, stop.set).start()
        with pytest.raises(Unreachable, match="cancelled"):
            fetched(http, asked.address, stop=stop)
