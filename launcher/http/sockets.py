"""Sockets whose limits the system keeps, socket(7).

Python keeps a limit by itself: before each receipt and each sending it asks whether the socket is ready, and lets other
threads go on meanwhile. With several connections at work, getting its turn back costs it more than the receipt.
"""

from __future__ import annotations

import socket
import struct
import sys
from typing import Any, Final

from launcher.flow import Pipe

SUPPORTED: Final = sys.platform == "linux"
"""Elsewhere ``struct timeval`` may look otherwise."""


class LimitedSocket(socket.socket):
    """Takes over a connected socket, and its limit.

    What http.client calls raises ``TimeoutError`` at the limit, as with any other socket.
    """

    def __init__(self, connected: socket.socket) -> None:
        self._limit = connected.gettimeout()
        self._applied: dict[int, float | None] = {}  # in each direction
        connected.setblocking(True)
        super().__init__(connected.family, connected.type, connected.proto, connected.detach())

    def settimeout(self, value: float | None) -> None:
        """Limit each wait to so many seconds."""
        self._limit = value

    def gettimeout(self) -> float | None:
        """The limit, in seconds."""
        return self._limit

    def recv_into(self, *args: Any) -> int:
        """Receive; how many bytes."""
        self._apply_limit(socket.SO_RCVTIMEO)
        try:
            return super().recv_into(*args)
        except BlockingIOError:
            pass  # told without it: it is no cause
        raise TimeoutError("timed out")

    def fill(self, pipe: Pipe, most: int) -> int:
        """Receive into a pipe, ``most`` bytes at most; how many. Raises ``flow.Unsupported`` as well."""
        self._apply_limit(socket.SO_RCVTIMEO)
        try:
            return pipe.fill(self.fileno(), most)
        except BlockingIOError:
            pass  # told without it: it is no cause
        raise TimeoutError("timed out")

    def sendall(self, *args: Any) -> None:
        """Send all of it."""
        self._apply_limit(socket.SO_SNDTIMEO)
        try:
            return super().sendall(*args)
        except BlockingIOError:
            pass  # told without it: it is no cause
        raise TimeoutError("timed out")

    def _apply_limit(self, direction: int) -> None:
        if self._applied.get(direction, -1.0) == self._limit:
            return
        seconds = 0.0 if self._limit is None else min(max(self._limit, 1e-3), 1e6)  # to the system, 0 is for ever
        self.setsockopt(socket.SOL_SOCKET, direction, struct.pack("ll", int(seconds), int(seconds % 1 * 1e6)))
        self._applied[direction] = self._limit
