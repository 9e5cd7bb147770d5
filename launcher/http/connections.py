"""How a server is asked: by urllib3's connections to it, or by way of a proxy.

They are hung up on from another thread while one waits for the answer.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from launcher.addresses import escaped
from launcher.http.certificates import Terms
from launcher.http.proxies import proxy_for, proxy_login
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


@dataclass(frozen=True)
class Way:
    """How one origin is asked: by connections to it, or ``by_proxy``, which is told the whole address."""

    asked: HTTPConnectionPool | ProxyManager
    by_proxy: bool


def way_to(address: str, terms: Terms, connections: int) -> Way:
    """The way to the server of ``address``, on which so many connections are kept open."""
    settings: dict[str, Any] = {
        "maxsize": connections,
        "ssl_context": terms.context,
        "assert_fingerprint": terms.fingerprint,
    }
    proxy = proxy_for(address)
    if proxy:
        by_proxy = ProxyManager(proxy, proxy_headers=proxy_login(proxy), **settings)
        by_proxy.pool_classes_by_scheme = _POOLS
        return Way(by_proxy, True)
    manager = PoolManager(**settings)
    manager.pool_classes_by_scheme = _POOLS
    return Way(manager.connection_from_url(escaped(address)), False)


_POOLS: Final = {"http": _Pool, "https": _SecurePool}
