"""Bytes come into a file as they were sent, whether anybody looks at them on the way or not."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from launcher.flow import Pieces, Pipe, Unsupported, write_all

SENT = bytes(range(256)) * 20_000

pytestmark = pytest.mark.skipif(not Pipe.SUPPORTED, reason="only where splice(2) is")


@contextmanager
def opened(path: Path, flags: int = 0) -> Iterator[int]:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | flags)
    try:
        yield file
    finally:
        os.close(file)


@pytest.fixture
def sending() -> Iterator[socket.socket]:
    """An end of a connection on which ``SENT`` comes, and then nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        here = socket.create_connection(listener.getsockname())
        there, _ = listener.accept()

    def send() -> None:
        with there, suppress(ConnectionError):  # not everybody takes all of it
            there.sendall(SENT)

    sender = threading.Thread(target=send)
    sender.start()
    with here:
        yield here
    sender.join(30)


def test_what_nobody_looks_at_comes_into_the_file_as_it_was_sent(sending: socket.socket, tmp_path: Path) -> None:
    pipe = Pipe()
    with opened(tmp_path / "file") as file:
        while count := pipe.fill(sending.fileno(), 300_000):
            assert count <= 300_000
            pipe.drain(file, count)

    assert (tmp_path / "file").read_bytes() == SENT


def test_a_file_that_cannot_be_poured_into_is_written(sending: socket.socket, tmp_path: Path) -> None:
    pipe = Pipe()
    with opened(tmp_path / "file", os.O_APPEND) as file:  # splice(2) refuses these
        while count := pipe.fill(sending.fileno(), 1 << 20):
            pipe.drain(file, count)

    assert (tmp_path / "file").read_bytes() == SENT


def test_what_cannot_be_poured_from_says_so_and_loses_nothing() -> None:
    source, into = os.pipe()
    os.close(into)
    other = os.eventfd(7)

    with pytest.raises(Unsupported):
        Pipe().fill(other, 8)

    assert os.eventfd_read(other) == 7
    os.close(source)
    os.close(other)


def test_a_file_that_takes_no_more_is_an_error_and_the_pipe_is_empty_for_the_next(
    sending: socket.socket, tmp_path: Path
) -> None:
    pipe = Pipe()
    count = pipe.fill(sending.fileno(), 50_000)
    with opened(Path("/dev/full")) as full, pytest.raises(OSError, match="No space"):
        pipe.drain(full, count)

    more = pipe.fill(sending.fileno(), 50_000)
    with opened(tmp_path / "file") as file:
        pipe.drain(file, more)
    assert (tmp_path / "file").read_bytes() == SENT[count : count + more]


def test_pieces_that_are_at_hand_are_looked_at_or_written(tmp_path: Path) -> None:
    flow = Pieces(iter((b"one", memoryview(b"two"), b"three")))
    with opened(tmp_path / "file") as file:
        assert flow.take(100) == b"one"
        assert flow.pour(file) == 3
        assert flow.pour(file) == 5
        assert (flow.pour(file), flow.take(100), flow.pour(file)) == (0, b"", 0)

    assert (tmp_path / "file").read_bytes() == b"twothree"


def test_a_system_that_takes_less_at_a_time_gets_the_rest_after_it() -> None:
    here, there = socket.socketpair()
    got = bytearray()
    with there:
        reader = threading.Thread(target=lambda: [got.extend(piece) for piece in iter(lambda: there.recv(1000), b"")])
        reader.start()
        with here:
            write_all(here.fileno(), SENT)
        reader.join(30)

    assert got == SENT


def test_what_the_system_does_not_take_at_once_is_written_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "writev", lambda file, pieces: os.write(file, pieces[0][:3]))
    with opened(tmp_path / "file") as file:
        write_all(file, b"0123", memoryview(b"45"), b"", b"6")

    assert (tmp_path / "file").read_bytes() == b"0123456"
