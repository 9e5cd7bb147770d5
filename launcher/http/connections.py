"""urllib3's connections, hung up from another thread while one waits for the answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from launcher.stop import Stop

_of_this_thread = threading.local()


@contextmanager
def ended_by(stop: Stop | None) -> Iterator[None]:
    """What this thread asks for within the block is hung up on when ``stop`` is set."""
    _of_this_thread.stop = stop
    try:
        yield
    finally:
        _of_this_thread.stop = None


class _Connection(HTTPConnection):
    def getresponse(self) -> HTTPResponse:  # type: ignore[override] # as urllib3 has it
        stop: Stop | None = getattr(_of_this_thread, "stop", None)
        if stop is None:
            return super().getresponse()
        with stop.calling(self._hang_up):
            return super().getresponse()

    def _hang_up(self) -> None:
        if self.sock is not None:
            self.sock.shutdown(socket.SHUT_RDWR)


class _SecureConnection(_Connection, HTTPSConnection):
    """The same over TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


POOLS = {"http": _Pool, "https": _SecurePool}
"""For ``PoolManager.pool_classes_by_scheme``."""
