"""A slow line to a server on this computer: a TCP proxy with a rate that all connections share, and a latency."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

PIECE = 1 << 10


class Line:
    """One line; ``port`` is its near end; ``rate``, and ``far_port`` for new connections, may change.

    ``cut`` ends every connection, as a computer that slept finds them.
    """

    def __init__(self, far_port: int, rate: float, latency: float, port: int = 0) -> None:
        self.far_port = far_port
        self.rate, self._latency = rate, latency
        self._turn = threading.Lock()
        self._free_at = 0.0
        self._ends: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                try:
                    far = socket.create_connection(("127.0.0.1", self.far_port))
                except OSError:
                    near.close()  # as a proxy does whose server is down
                    continue
                self._ends += (near, far)
                for source, sink, delay in ((near, far, self._lag), (far, near, self._wait_for_room)):
                    threading.Thread(target=self._carry, args=(source, sink, delay), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, delay: Callable[[int], None]) -> None:
        """One direction; what begins after a silence comes later by the latency."""
        with suppress(OSError):
            while data := source.recv(PIECE):
                delay(len(data))
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _lag(self, size: int) -> None:
        time.sleep(self._latency)

    def _wait_for_room(self, size: int) -> None:
        with self._turn:
            self._free_at = max(self._free_at, time.monotonic()) + size / self.rate
            until = self._free_at
        time.sleep(max(until - time.monotonic(), 0.0))

    def cut(self) -> None:
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # it would accept once more otherwise
        self._listener.close()
        self.cut()
        for end in self._ends:
            end.close()


@contextmanager
def slow_line(far_port: int, rate: float, latency: float, port: int = 0) -> Iterator[Line]:
    """A line of ``rate`` bytes a second, on which a question takes ``latency`` seconds, for as long as the block.

    Its near end is at a free port, or at the given one.
    """
    line = Line(far_port, rate, latency, port)
    try:
        yield line
    finally:
        line.close()
