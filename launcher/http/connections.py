"""How a server is asked: by urllib3's connections to it, or by way of a proxy.

They are hung up on from another thread while one waits for the answer.
"""

from __future__ import annotations

import http.client
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from launcher.addresses import escaped
from launcher.frozen import frozen
from launcher.http.certificates import Terms
from launcher.http.proxies import proxy_for, proxy_login
from launcher.http.sockets import SUPPORTED, LimitedSocket
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


_FIELD: Final = rb"(?!content-length|transfer-encoding)[a-z-]+: [!-~][ -~]*\r\n"
_PLAIN: Final = re.compile(
    rb"HTTP/1\.1 200 (?P<reason>[ -~]*)\r\n(?P<fields>(?:%b)*content-length: (?P<length>[0-9]{1,15})\r\n(?:%b)*)\r\n"
    % (_FIELD, _FIELD),
    re.IGNORECASE,
)
"""The head of a good answer of which the length is known."""


class _Answer(http.client.HTTPResponse):
    """Reads a head that has come whole, and is as plain as nearly all are, ten times as fast as http.client."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.socket = sock if isinstance(sock, LimitedSocket) else None  # for who needs more of it than a file

    def begin(self) -> None:
        """Read the head, in whatever way."""
        plain = _PLAIN.match(self.fp.peek())
        if plain is None:
            super().begin()
            return
        self.fp.read(plain.end())
        self.version, self.status, self.reason = 11, 200, plain["reason"].decode()
        self.code = self.status
        self.headers = self.msg = http.client.HTTPMessage()
        for line in plain["fields"].decode().splitlines():
            name, _, value = line.partition(": ")
            self.msg.set_raw(name, value)
        self.chunked, self.length = False, int(plain["length"])
        self.will_close = "close" in self.headers.get("connection", "").lower()


class _Connection(HTTPConnection):
    response_class = _Answer

    def getresponse(self) -> HTTPResponse:  # type: ignore[override] # as urllib3 has it
        stop: Stop | None = getattr(_of_this_thread, "stop", None)
        if stop is None:
            return super().getresponse()
        with stop.calling(self._hang_up):
            return super().getresponse()

    def _hang_up(self) -> None:
        if self.sock is not None:
            self.sock.shutdown(socket.SHUT_RDWR)


class _PlainConnection(_Connection):
    def connect(self) -> None:
        super().connect()
        if SUPPORTED:
            self.sock = LimitedSocket(self.sock)


class _SecureConnection(_Connection, HTTPSConnection):
    """The same over TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


@frozen
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
