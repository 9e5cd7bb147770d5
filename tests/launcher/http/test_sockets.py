"""A socket whose limit the system keeps behaves as any other does."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from launcher.http.sockets import SUPPORTED, LimitedSocket

pytestmark = pytest.mark.skipif(not SUPPORTED, reason="only where the system's own limits are used")


@pytest.fixture
def ends() -> Iterator[tuple[LimitedSocket, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.settimeout(60.0)
    with LimitedSocket(ours) as limited, theirs:
        yield limited, theirs


Ends = tuple[LimitedSocket, socket.socket]


def test_it_takes_over_the_connection_and_its_limit(ends: Ends) -> None:
    ours, theirs = ends
    theirs.sendall(b"said")
    memory = bytearray(10)

    assert ours.gettimeout() == 60.0
    assert memory[: ours.recv_into(memory)] == b"said"
    assert ours.makefile("rb").raw is not None


def test_silence_ends_at_the_limit_and_not_before(ends: Ends) -> None:
    ours, _ = ends
    ours.settimeout(0.2)
    begin = time.monotonic()

    with pytest.raises(TimeoutError):
        ours.recv_into(bytearray(10))

    assert time.monotonic() - begin >= 0.19


@pytest.mark.parametrize("limit", [0.0, 1e-9])
def test_no_limit_is_so_short_that_it_lasts_for_ever(ends: Ends, limit: float) -> None:
    ours, _ = ends
    ours.settimeout(limit)

    with pytest.raises(TimeoutError):
        ours.recv_into(bytearray(10))


def test_a_limit_can_be_changed_for_the_next_wait(ends: Ends) -> None:
    ours, theirs = ends
    ours.settimeout(0.05)
    with pytest.raises(TimeoutError):
        ours.recv_into(bytearray(10))
    ours.settimeout(None)
    threading.Timer(0.3, theirs.sendall, (b"late",)).start()

    assert ours.recv_into(bytearray(10)) == 4


def test_who_does_not_read_is_given_up_at_the_limit(ends: Ends) -> None:
    ours, _ = ends
    ours.settimeout(0.1)

    with pytest.raises(TimeoutError):
        ours.sendall(bytes(1 << 26))


def test_hanging_up_ends_the_wait_of_another_thread(ends: Ends) -> None:
    ours, _ = ends
    threading.Timer(0.2, ours.shutdown, (socket.SHUT_RDWR,)).start()

    assert ours.recv_into(bytearray(10)) == 0


def test_a_file_on_it_tells_silence_from_an_end(ends: Ends) -> None:
    ours, _ = ends
    ours.settimeout(0.05)

    with pytest.raises(TimeoutError):
        ours.makefile("rb").readline()
