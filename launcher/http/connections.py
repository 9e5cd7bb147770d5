"""How a server is asked: by urllib3's connections to it, or by way of a proxy.

They are hung up on from another thread while one waits for the answer. A connection that stands is asked again without
urllib3, whose care is for those that do not yet: with a small image it takes longer than the image.
"""

from __future__ import annotations

import socket
import threading
from typing import Any, Final

from urllib3 import (
    BaseHTTPResponse,
    HTTPConnectionPool,
    HTTPResponse,
    HTTPSConnectionPool,
    PoolManager,
    ProxyManager,
    Timeout,
)
from urllib3.connection import HTTPConnection, HTTPSConnection

from launcher.addresses import escaped, target_of
from launcher.auth.credentials import Headers
from launcher.frozen import frozen
from launcher.http.certificates import Terms
from launcher.http.heads import Answer, request_head
from launcher.http.proxies import proxy_for, proxy_login
from launcher.http.sockets import SUPPORTED, LimitedSocket
from launcher.stop import Stop

_of_this_thread = threading.local()


class _Connection(HTTPConnection):
    response_class = Answer

    def getresponse(self) -> HTTPResponse:  # type: ignore[override] # as urllib3 has it
        with _of_this_thread.stop.calling(self._hang_up):
            return super().getresponse()

    def ask(self, head: bytes, limit: float, stop: Stop, pool: HTTPConnectionPool) -> HTTPResponse:
        """The answer to a request on a connection that stands, which returns to ``pool`` after it."""
        self.sock.settimeout(limit)
        shutdown = self.sock.shutdown
        self.sock.sendall(head)
        answer = Answer(self.sock, method="GET")
        try:
            with stop.calling(self._hang_up):
                fields = answer.fields()
        except BaseException:
            answer.close()
            raise
        if answer.will_close:
            self.close()
        return HTTPResponse(
            answer,
            fields,
            answer.status,
            preload_content=False,
            original_response=answer,
            request_method="GET",
            connection=self,
            pool=pool,
            sock_shutdown=shutdown,
        )

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
    def ask_again(self, head: bytes, limit: float, stop: Stop) -> HTTPResponse | None:
        """The answer on a connection that stands; none if there is none, or if it just ends, as servers end idle ones.

        Raises
        ------
        HTTPException, OSError
            It answers with what is no answer, or stays silent for ``limit`` seconds.
        """
        connection: Any = self._get_conn()
        if connection.is_closed:
            self._put_conn(connection)
            return None
        try:
            answer: HTTPResponse = connection.ask(head, limit, stop, self)
        except BaseException as error:
            connection.close()
            self._put_conn(connection)
            if isinstance(error, ConnectionError) and not stop.is_set():
                return None
            raise
        return answer


class _PlainPool(_Pool):
    ConnectionCls = _PlainConnection


class _SecurePool(_Pool, HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


@frozen
class Way:
    """How one origin is asked: by connections to it as ``host``, or by a proxy, which is told the whole address."""

    asked: _Pool | ProxyManager
    host: str

    def ask(
        self, address: str, headers: Headers, body: bytes | None, connect: float, idle: float, stop: Stop
    ) -> BaseHTTPResponse:
        """Ask for ``address``, with a POST if there is a ``body``; the answer, whatever its status.

        A connection must come about within ``connect`` seconds and must not be silent for ``idle`` seconds. It is hung
        up on when ``stop`` is set.

        Raises
        ------
        HTTPError, HTTPException, OSError, ValueError
            There is no connection, it broke or stayed silent; the request cannot be sent.
        """
        target = escaped(target_of(address) if self.host else address)  # urllib3 escapes all when one escape is wrong
        if isinstance(self.asked, _Pool) and body is None:
            head = request_head(self.host, target, headers)
            answer = self.asked.ask_again(head, idle, stop) if head else None
            if answer is not None:
                return answer
        _of_this_thread.stop = stop  # urllib3 has no way to hand it to the connection
        return self.asked.urlopen(
            "GET" if body is None else "POST",
            target,
            body=body,
            headers=dict(headers),
            preload_content=False,
            redirect=False,
            retries=False,
            timeout=Timeout(connect=connect, read=idle),
        )


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
        return Way(by_proxy, "")
    manager = PoolManager(**settings)
    manager.pool_classes_by_scheme = _POOLS
    pool = manager.connection_from_url(escaped(address))
    assert isinstance(pool, _Pool)
    host = f"[{pool.host}]" if ":" in pool.host else pool.host
    usual = pool.port == pool.ConnectionCls.default_port
    return Way(pool, host if usual else f"{host}:{pool.port}")


_POOLS: Final = {"http": _PlainPool, "https": _SecurePool}
