"""One way to ask any web server: every request of every source goes through ``Http.get``.

Headers belong to the origin they were given for and do not travel with a redirect to another one. A connection must
come about within ``connect`` seconds and must not fall silent for ``idle`` seconds; there is no limit on the whole: a
large study on a slow line may take its time. Certificates are checked against the system's own trust store and the
administrator's CA files, proxies come from the environment. What goes wrong leaves as one of ``errors``' classes,
with the address but without its query.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import HTTPError, IncompleteRead, LocationParseError, NewConnectionError, ProxyError, SSLError
from urllib3.exceptions import TimeoutError as PoolTimeoutError

from launcher.addresses import escaped, origin_of, shown, split_login
from launcher.errors import BadAnswer, NotAuthorised, NotFound, Refused, Unreachable, WetreadError

USER_AGENT = "Wetread"  # neither the user's name nor the machine's goes to any server
REDIRECTS = 5
SMALL = 1 << 16  # bytes that are worth reading to keep a connection
REDIRECT_STATUS = frozenset({301, 302, 303, 307, 308})
RETRY_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that another try may turn into a good one."""

CA_ADVICE = "Ask your administrator: its certificate authority can be added under network.ca_files of the policy."
NAME_ADVICE = "The address names another server than its certificate: use the name that the certificate is for."
DATE_ADVICE = "Check this computer's clock; if it is right, the server's administrator must renew the certificate."
CERTIFICATE_ADVICE = {9: DATE_ADVICE, 10: DATE_ADVICE, 62: NAME_ADVICE, 64: NAME_ADVICE}
"""What to do, by OpenSSL's verification codes: not yet or no longer valid, host name, IP address."""


@dataclass(frozen=True)
class Limits:
    """Seconds: until a connection stands, and of silence on it."""

    connect: float = 7.0
    idle: float = 20.0


class HttpError(BadAnswer):
    """An HTTP status that is no success. ``status`` is it; ``retry_after`` the seconds the server asks for, or 0."""

    def __init__(self, what: str, why: str, status: int, retry_after: float = 0.0, todo: str | None = None) -> None:
        super().__init__(what, why, todo)
        self.status = status
        self.retry_after = retry_after


class Untrusted(Unreachable):
    """The server's certificate is not trusted: no other try will change that."""


class Broken(Unreachable):
    """An answer that had begun, and did not come to its end."""


class Response:
    """An open answer with status 200 or 206. ``address`` is where it came from in the end."""

    def __init__(self, raw: urllib3.BaseHTTPResponse, address: str, stop: threading.Event | None) -> None:
        self.address = address
        self.headers: Mapping[str, str] = raw.headers
        self._raw = raw
        self._stop = stop

    def read(self, limit: int) -> bytes:
        """The whole body.

        Raises
        ------
        BadAnswer
            It is longer than ``limit`` bytes, unpacked.
        Broken
            The stream broke, or was shorter than announced.
        """
        return b"".join(self.chunks(limit))

    def chunks(self, limit: int, size: int = 1 << 18) -> Iterator[bytes]:
        """Yield the body in pieces of at most ``size`` bytes; errors as ``read``."""
        received = 0
        with _translated(self.address, Broken):
            for chunk in self._raw.stream(size):
                received += len(chunk)
                if received > limit:
                    raise BadAnswer("The answer is too large", f"{shown(self.address)}: over {limit} bytes")
                if self._stop is not None and self._stop.is_set():
                    raise Broken("The transfer was cancelled", shown(self.address), "")
                yield chunk


class Http:
    """The connections of the service: pools, trust, proxies.

    Parameters
    ----------
    ca_files
        PEM files of certificate authorities trusted besides the system's.
    connections
        Kept open to one server.
    """

    def __init__(self, ca_files: Sequence[Path] = (), connections: int = 4) -> None:
        self._ca_files = tuple(ca_files)
        self._connections = connections
        self._pools: dict[str, urllib3.PoolManager] = {}
        self._lock = threading.Lock()

    @contextmanager
    def get(
        self,
        address: str,
        *,
        headers: Sequence[tuple[str, str]] = (),
        accept: str = "*/*",
        compressed: bool = False,
        limits: Limits = Limits(),
        permit: Callable[[str], None] = lambda address: None,
        stop: threading.Event | None = None,
    ) -> Iterator[Response]:
        """GET ``address`` and give its body to read.

        ``headers``, and a login that stands in ``address``, are sent to its origin only. ``permit`` is called with
        each address before it is asked, the redirects' too, and raises to forbid it. ``compressed`` lets the server
        pack the answer, which costs some archives ten times the transfer for pixel data.

        Raises
        ------
        Unreachable, NotAuthorised, NotFound, HttpError, Refused
        """
        asked = origin_of(address)
        address, login = split_login(address)
        headers = _with_login(headers, login)
        for _ in range(REDIRECTS + 1):
            permit(address)
            own = headers if origin_of(address) == asked else ()
            raw = self._request(address, own, accept, compressed, limits)
            try:
                if raw.status not in REDIRECT_STATUS:
                    _check_status(raw, address)
                    yield Response(raw, address, stop)
                    return
                address = _redirected(raw, address)
            finally:
                _give_back(raw)
        raise BadAnswer("The server redirects without end", shown(address))

    def _request(
        self, address: str, headers: Sequence[tuple[str, str]], accept: str, compressed: bool, limits: Limits
    ) -> urllib3.BaseHTTPResponse:
        sent = {"User-Agent": USER_AGENT, "Accept": accept}
        sent["Accept-Encoding"] = "gzip" if compressed else "identity"
        sent.update(headers)
        with _translated(address):
            return self._pool(address).request(
                "GET",
                escaped(address),  # urllib3 escapes all of it anew when one escape is wrong
                headers=sent,
                preload_content=False,
                decode_content=True,  # some pack the answer though nobody asked for it
                redirect=False,
                retries=False,
                timeout=urllib3.Timeout(connect=limits.connect, read=limits.idle),
            )

    def _pool(self, address: str) -> urllib3.PoolManager:
        proxy = _proxy_for(address)
        with self._lock:
            if proxy not in self._pools:
                self._pools[proxy] = self._new_pool(proxy)
            return self._pools[proxy]

    def _new_pool(self, proxy: str) -> urllib3.PoolManager:
        trust = self._trust()
        if not proxy:
            return urllib3.PoolManager(num_pools=32, maxsize=self._connections, ssl_context=trust)
        return urllib3.ProxyManager(
            proxy, num_pools=32, maxsize=self._connections, ssl_context=trust, proxy_headers=_proxy_login(proxy)
        )

    def _trust(self) -> ssl.SSLContext:
        import truststore

        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        for file in self._ca_files:
            try:
                context.load_verify_locations(cafile=str(file))
            except (OSError, ssl.SSLError) as error:
                raise WetreadError(
                    "A CA file of the policy cannot be read", f"{file}: {error}", "Correct network.ca_files."
                ) from error
        return context


def _proxy_for(address: str) -> str:
    """The proxy that the environment names for ``address``, or empty. Loopback is never asked through one."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host in ("localhost", "::1") or host.startswith("127."):
        return ""
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all") or ""
    if not proxy or proxy_bypass(host):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _proxy_login(proxy: str) -> Mapping[str, str] | None:
    parts = urlsplit(proxy)
    if not parts.username:
        return None
    return urllib3.make_headers(proxy_basic_auth=f"{unquote(parts.username)}:{unquote(parts.password or '')}")


def _with_login(headers: Sequence[tuple[str, str]], login: str) -> Sequence[tuple[str, str]]:
    """As browsers send what stands in an address; a permission that was given apart from it counts for more."""
    if not login or any(name.lower() == "authorization" for name, _ in headers):
        return headers
    return (*headers, ("Authorization", f"Basic {b64encode(login.encode('utf-8', 'replace')).decode()}"))


def _redirected(raw: urllib3.BaseHTTPResponse, address: str) -> str:
    try:
        to = urljoin(address, raw.headers.get("Location", ""))
    except ValueError as error:
        raise BadAnswer("The server redirects to an address that cannot be read", shown(address)) from error
    if urlsplit(address).scheme == "https" and urlsplit(to).scheme != "https":
        raise Refused("The server redirects to an address without encryption", f"{shown(address)} to {shown(to)}", "")
    origin_of(to)
    return split_login(to)[0]


def _check_status(raw: urllib3.BaseHTTPResponse, address: str) -> None:
    status, where = raw.status, shown(address)
    if status in (200, 206):
        return
    if status in (401, 403):
        raise NotAuthorised("The server refused access", f"{where} answered {status} {_reason(status)}")
    if status in (404, 410):
        raise NotFound("The server does not have it", f"{where} answered {status} {_reason(status)}")
    after = raw.headers.get("Retry-After", "")
    raise HttpError(
        "The server could not answer",
        f"{where} answered {status} {_reason(status)}",
        status,
        float(after) if after.isdecimal() else 0.0,
    )


def _reason(status: int) -> str:
    from http import HTTPStatus

    try:
        return f"({HTTPStatus(status).phrase})"
    except ValueError:
        return ""


def _give_back(raw: urllib3.BaseHTTPResponse) -> None:
    """A body that was read to its end, or soon will be, leaves a connection for the next request; any other ends it."""
    if not raw.closed:
        if raw.length_remaining is not None and raw.length_remaining <= SMALL:
            raw.drain_conn()
        else:
            raw.close()
    raw.release_conn()


@contextmanager
def _translated(address: str, kind: type[Unreachable] = Unreachable) -> Iterator[None]:
    """Turn what sockets, TLS and urllib3 raise into our errors, at the one place where they arise."""
    try:
        yield
    except (HTTPError, OSError, ValueError) as error:
        if isinstance(error, WetreadError):
            raise
        what, why, todo = _explained(error)
        untrusted = isinstance(_root(error), ssl.SSLCertVerificationError)
        raise (Untrusted if untrusted else kind)(what, f"{shown(address)}: {why}", todo) from error


def _explained(error: BaseException) -> tuple[str, str, str | None]:
    """What, why and what to do. Texts of other people's errors are left out: they may hold headers and queries."""
    cause = _root(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        why = cause.verify_message or "certificate verify failed"
        return "The server's certificate is not trusted", why, CERTIFICATE_ADVICE.get(cause.verify_code, CA_ADVICE)
    if isinstance(error, SSLError) or isinstance(cause, ssl.SSLError):
        return "No encrypted connection came about", str(getattr(cause, "reason", "") or "TLS failed"), None
    if isinstance(cause, socket.gaierror):
        return "The server's name is not known", cause.strerror or "no address", None
    if isinstance(error, ProxyError):
        return (
            "The proxy did not let us through",
            getattr(cause, "strerror", None) or str(cause)[:120],
            "Check the proxy settings of this system.",
        )
    if isinstance(error, NewConnectionError):  # to urllib3 a kind of time-out
        return "The server cannot be reached", (getattr(cause, "strerror", None) or "no connection").lower(), None
    if isinstance(error, PoolTimeoutError) or isinstance(cause, TimeoutError):
        return "The server did not answer in time", "it stayed silent", None
    if isinstance(error, LocationParseError):
        return "The address cannot be used", "it is no web address", ""
    if isinstance(cause, IncompleteRead):
        return "The connection broke", "the answer ended too early", None
    if isinstance(error, ValueError) and not isinstance(error, HTTPError):
        return "The request cannot be sent", "its address or a header holds characters that none can have", ""
    return "The connection broke", getattr(cause, "strerror", None) or _in_words(cause), None


def _in_words(error: BaseException) -> str:
    """``RemoteDisconnected`` as ``remote disconnected``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__).lower()


def _root(error: BaseException) -> BaseException:
    """What happened first; not beyond an error of ours, which is another story told before."""
    for _ in range(10):
        inner = getattr(error, "reason", None)
        following = inner if isinstance(inner, BaseException) else (error.__cause__ or error.__context__)
        if following is None or isinstance(following, WetreadError):
            break
        error = following
    return error
