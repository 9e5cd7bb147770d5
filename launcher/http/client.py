"""One way to ask any web server: every request of every source goes through ``Http.get``.

Headers belong to the origin they were given for and do not travel with a redirect to another one; what a launch does
not bring along, ``Logins`` gives, again for one origin. A connection must come about within ``connect`` seconds and
must not fall silent for ``idle`` seconds; there is no limit on the whole: a large study on a slow line may take its
time. ``Certificates`` says which servers are trusted, proxies come from the environment. What goes wrong leaves as one
of ``errors``' classes, with the address but without its query.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from typing import Final, Protocol, TypeVar
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPSConnection

from launcher.addresses import origin_of, shown, split_login
from launcher.auth.credentials import Headers, Login, basic, merged, value_of
from launcher.errors import BadAnswer, Lapsed, NotAuthorised, NotFound, Refused, Unreachable
from launcher.flow import MOST
from launcher.frozen import frozen
from launcher.http.body import PIECE, Body
from launcher.http.certificates import Certificates, Untrusted
from launcher.http.connections import Way, way_to
from launcher.http.errors import THEIRS, in_our_words, of_certificate, refused_by_proxy
from launcher.http.proxies import proxy_for, proxy_login
from launcher.stop import Stop
from launcher.trust import Consent

T = TypeVar("T")

USER_AGENT = "Wetread"  # neither the user's name nor the machine's goes to any server
REDIRECTS = 5
SMALL = 1 << 16  # bytes that are worth reading to keep a connection
LEAST = 1 << 13  # bytes in ``Limits.drip`` seconds: a server that sends less is as good as silent
REDIRECT_STATUS = frozenset({301, 302, 303, 307, 308})
RETRY_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that another try may turn into a good one."""

LOG_IN_ADVICE: Final = {
    "left": "The permission is for the server that the link names, which redirects to this one: name this one there.",
    "none": "If a link brought you here, open its page again; if not, ask your administrator to set up a login.",
    "401": "Log in again: Retry asks for it.",
    "403": "You are logged in, but may not see this. Ask the archive's administrator.",
}
"""What to do when a server refuses access, by what it was sent."""


@frozen
class Limits:
    """Seconds: until a connection stands, of silence on it, and in which at least ``LEAST`` bytes must come."""

    connect: float = 7.0
    idle: float = 20.0
    drip: float = 60.0


class HttpError(BadAnswer):
    """An HTTP status that is no success. ``status`` is it; ``retry_after`` the seconds the server asks for, or 0."""

    def __init__(self, what: str, why: str, status: int, retry_after: float = 0.0, todo: str | None = None) -> None:
        super().__init__(what, why, todo)
        self.status = status
        self.retry_after = retry_after


class Broken(Unreachable):
    """An answer that had begun, and did not come to its end."""


class Response:
    """An open answer with status 200 or 206, whose body is a ``Flow``. ``address`` is where it came from in the end.

    Whatever takes some of the body raises ``Broken`` when the stream broke, was shorter than announced or is not wanted
    any more.
    """

    def __init__(
        self, raw: urllib3.BaseHTTPResponse, address: str, limits: Limits = Limits(), stop: Stop | None = None
    ) -> None:
        self.address = address
        self.headers: Mapping[str, str] = raw.headers
        self._raw = raw
        self._body = Body(raw)
        self._drip = limits.drip
        self._stop = stop or Stop()
        self._expected, self._until = LEAST, time.monotonic() + limits.drip
        self.received = 0  # bytes

    @property
    def stopped(self) -> bool:
        """Whether it ends because nobody waits for it any more."""
        return self._stop.is_set()

    def read(self, limit: int) -> bytes:
        """The whole body.

        Raises
        ------
        BadAnswer
            It is longer than ``limit`` bytes, unpacked.
        """
        return b"".join(map(bytes, self.chunks(limit)))

    def chunks(self, limit: int) -> Iterator[bytes | memoryview]:
        """Yield the body in pieces, as it comes in; each holds until the next one is asked for. Errors as ``read``."""
        while piece := self.take():
            if self.received > limit:
                self._raw.close()  # the rest of it may never come
                raise BadAnswer("The answer is too large", f"{shown(self.address)}: over {limit} bytes")
            yield piece

    def take(self, most: int = PIECE) -> bytes | memoryview:
        """The next piece, of about ``most`` bytes at most, empty at the end; it holds until more is asked for."""
        piece = self._taken(self._body.take, most)
        self._count(len(piece))
        return piece

    def pour(self, file: int, most: int = MOST) -> int:
        """Write what comes next to a file descriptor, ``most`` bytes at most; how many, 0 at the end.

        Raises
        ------
        OSError
            It cannot be written.
        """
        count = self._taken(self._body.draw, most)
        self._body.put(file)
        self._count(count)
        return count

    def _taken(self, take: Callable[[int], T], most: int) -> T:
        """What is taken from the connection, if that does not break and it is still wanted."""
        try:
            taken = take(most)
        except THEIRS as error:
            self._raw.close()
            if not self._stop.is_set():
                raise in_our_words(error, self.address, Broken) from error
        if self._stop.is_set():
            raise _cancelled(self.address)
        return taken

    def _count(self, count: int) -> None:
        self.received += count
        if (now := time.monotonic()) > self._until:
            if self.received < self._expected:
                self._raw.close()
                raise Broken("The server is too slow", f"{shown(self.address)}: it sends a few bytes a second")
            self._expected, self._until = self.received + LEAST, now + self._drip


class Logins(Protocol):
    """What gets a request into a server, beside what its launch brings along."""

    def authorization(self, origin: str) -> str:
        """The Authorization that ``origin`` is sent from the start, or empty."""

    def another(self, origin: str, refused: str, challenges: str) -> str:
        """The Authorization to send instead of one that was ``refused`` with 401, or empty; may ask the user.

        Raises
        ------
        NotAuthorised
            There could have been another, but nobody gave it.
        """

    def choose(self, origin: str, login: Login, consent: Consent) -> None:
        """Have ``origin`` sent the permission of a login that a command names."""

    def forget(self, server: str) -> int:
        """Forget the logins of a server, or all; how many there were."""


class NoLogins:
    """Only what a launch brings along."""

    def authorization(self, origin: str) -> str:
        """Empty."""
        return ""

    def another(self, origin: str, refused: str, challenges: str) -> str:
        """Empty."""
        return ""

    def choose(self, origin: str, login: Login, consent: Consent) -> None:
        """There is nothing to choose from."""

    def forget(self, server: str) -> int:
        """None."""
        return 0


@frozen
class Wish:
    """A request to ``origin``, but for its login. ``body`` makes it a POST.

    ``without`` says why it may come without a login: there is none, or it was left behind at a redirect. ``stop`` ends
    the wait for the answer.
    """

    origin: str
    address: str
    headers: Headers
    limits: Limits
    body: bytes | None = None
    without: str = "none"
    stop: Stop = field(default_factory=Stop)


class Http:
    """The connections of the service: pools, trust, proxies, logins.

    Parameters
    ----------
    certificates
        Which servers are trusted.
    connections
        Kept open to one server.
    logins
        What servers are sent that want one.
    """

    def __init__(
        self, certificates: Certificates | None = None, connections: int = 4, logins: Logins | None = None
    ) -> None:
        self._certificates = certificates or Certificates()
        self._connections = connections
        self.logins = logins or NoLogins()
        self._ways: dict[tuple[str, ...], Way] = {}  # by origin and terms

    @contextmanager
    def get(
        self,
        address: str,
        *,
        headers: Headers = (),
        accept: str = "*/*",
        compressed: bool = False,
        limits: Limits = Limits(),
        permit: Callable[[str], None] = lambda address: None,
        stop: Stop | None = None,
    ) -> Iterator[Response]:
        """GET ``address`` and give its body to read.

        ``headers``, and a login that stands in ``address``, are sent to its origin only. ``permit`` is called with
        each address before it is asked, the redirects' too, and raises to forbid it. ``compressed`` lets the server
        pack the answer, which costs some archives ten times the transfer for pixel data.

        Raises
        ------
        Unreachable, NotAuthorised, NotFound, HttpError, Refused
        """
        stop = stop or Stop()
        origin = asked = origin_of(address)
        address, login = split_login(address)
        usual = {"User-Agent": USER_AGENT, "Accept": accept, "Accept-Encoding": "gzip" if compressed else "identity"}
        given = merged(tuple(usual.items()), _with_login(headers, login))
        for _ in range(REDIRECTS + 1):
            permit(address)
            own = given if origin == asked else tuple(usual.items())
            without = "left" if origin != asked and value_of("authorization", given) else "none"
            raw = self._unless_stopped(Wish(origin, address, own, limits, without=without, stop=stop))
            try:
                if raw.status not in REDIRECT_STATUS:
                    with stop.calling(raw.shutdown):
                        yield Response(raw, address, limits, stop)
                    return
                address = _redirected(raw, address)
                origin = origin_of(address)
            finally:
                _give_back(raw)
        why = f"{shown(address)}; it may want its cookie back, and Wetread keeps none"
        raise BadAnswer("The server redirects without end", why)

    def forget(self, server: str) -> int:
        """Forget logins, and certificates that were trusted by hand, of a server (host or origin) or, if empty, of all.

        How many there were.
        """
        count = self.logins.forget(server) + self._certificates.forget(server)
        self._ways.clear()
        return count

    def post(self, address: str, body: bytes, headers: Headers, limits: Limits = Limits()) -> tuple[int, bytes]:
        """POST ``body`` and give status and answer, whatever the status; redirects are not followed, nobody logs in.

        Raises
        ------
        Unreachable, BadAnswer
            As ``get``; the answer is longer than 1 MiB.
        """
        usual = (("User-Agent", USER_AGENT), ("Accept-Encoding", "identity"))
        raw = self._trusted(Wish(origin_of(address), address, merged(usual, headers), limits, body))
        try:
            return raw.status, Response(raw, address).read(1 << 20)
        finally:
            _give_back(raw)

    def _unless_stopped(self, wish: Wish) -> urllib3.BaseHTTPResponse:
        try:
            return self._admitted(wish)
        except Unreachable as error:
            if wish.stop.is_set():
                raise _cancelled(wish.address) from error
            raise

    def _admitted(self, wish: Wish) -> urllib3.BaseHTTPResponse:
        """The answer to a request that the server let in, with what the launch brings along or by logging in."""
        carried = value_of("authorization", wish.headers)
        value = carried or self.logins.authorization(wish.origin)
        while True:
            own = (("Authorization", value),) if value and not carried else ()
            raw = self._trusted(replace(wish, headers=(*wish.headers, *own)) if own else wish)
            try:
                _check_proxy(raw, wish.address)
                another = ""
                if raw.status == 401 and not carried:
                    challenges = ", ".join(raw.headers.getlist("WWW-Authenticate"))
                    another = self.logins.another(wish.origin, value, challenges)
                if not another:
                    _check_status(
                        raw, wish.address, "carried" if carried else str(raw.status) if value else wish.without
                    )
                    return raw
            except BaseException:
                _give_back(raw)
                raise
            _give_back(raw)
            value = another

    def _trusted(self, wish: Wish) -> urllib3.BaseHTTPResponse:
        """The answer of a server whose certificate counts, or has come to count."""
        try:
            return self._request(wish)
        except Untrusted as error:
            if not self._certificates.reconsider(wish.address, error, lambda context: _look(wish, context)):
                raise
        return self._request(wish)

    def _request(self, wish: Wish) -> urllib3.BaseHTTPResponse:
        limits = wish.limits
        try:
            way = self._way(wish)
            return way.ask(wish.address, wish.headers, wish.body, limits.connect, limits.idle, wish.stop)
        except THEIRS as error:
            raise in_our_words(error, wish.address) from error

    def _way(self, wish: Wish) -> Way:
        """How the server is asked, which is found out once for all that it is asked on the same terms."""
        terms = self._certificates.terms(wish.address)
        key = (wish.origin, *terms.key)
        way = self._ways.get(key)
        return way or self._ways.setdefault(key, way_to(wish.address, terms, self._connections))


def _cancelled(address: str) -> Broken:
    return Broken("The transfer was cancelled", shown(address), "")


def _look(wish: Wish, context: ssl.SSLContext) -> bytes:
    """The certificate that the server of a request shows to ``context``, as DER; the request itself is not sent."""
    parts = urlsplit(wish.address)
    proxy = urlsplit(proxy_for(wish.address))
    server, port = parts.hostname or "", parts.port or 443
    at = (proxy.hostname or "", proxy.port or 80) if proxy.hostname else (server, port)
    connection = HTTPSConnection(*at, timeout=wish.limits.connect, ssl_context=context)
    if proxy.hostname:
        connection.set_tunnel(server, port, headers=proxy_login(proxy.geturl()))
    try:
        connection.connect()
        assert isinstance(connection.sock, ssl.SSLSocket)
        return connection.sock.getpeercert(binary_form=True) or b""
    except THEIRS as error:
        raise in_our_words(error, wish.address) from error
    finally:
        connection.close()


def _with_login(headers: Headers, login: str) -> Headers:
    """As browsers send what stands in an address; a permission that was given apart from it counts for more."""
    if not login or any(name.lower() == "authorization" for name, _ in headers):
        return headers
    return (*headers, ("Authorization", basic(login)))


def _redirected(raw: urllib3.BaseHTTPResponse, address: str) -> str:
    try:
        to = urljoin(address, raw.headers.get("Location", ""))
    except ValueError as error:
        raise BadAnswer("The server redirects to an address that cannot be read", shown(address)) from error
    if urlsplit(address).scheme == "https" and urlsplit(to).scheme != "https":
        raise Refused("The server redirects to an address without encryption", f"{shown(address)} to {shown(to)}", "")
    return split_login(to)[0]


def _check_proxy(raw: urllib3.BaseHTTPResponse, address: str) -> None:
    """Raise when it is the proxy that wants a login; tinyproxy says of a wrong one what only servers should say."""
    is_its_own = raw.headers.get("Server", "").startswith("tinyproxy") and bool(proxy_for(address))
    if raw.status == 407 or (raw.status == 401 and is_its_own):
        raise refused_by_proxy(address, f"{raw.status} {_reason(raw.status)}".strip())


def _check_status(raw: urllib3.BaseHTTPResponse, address: str, login: str) -> None:
    """Raise what a status means that is neither success nor redirect. ``login``: ``carried``, left, none, 401, 403."""
    status = raw.status
    if status in (200, 203, 206) or status in REDIRECT_STATUS:  # 203: a proxy on the way has changed something
        return
    where = shown(address)
    if status in (401, 403):
        why = f"{where} answered {status} {_reason(status)}"
        if login == "carried":
            what = "The permission has expired, or is not valid" if status == 401 else "The server refused access"
            raise Lapsed(what, why, entirely=status == 401)
        raise NotAuthorised("The server refused access", why, LOG_IN_ADVICE[login])
    if status in (404, 410):
        raise NotFound("The server does not have it", f"{where} answered {status} {_reason(status)}")
    if status == 400 and address.startswith("https:") and (said := of_certificate(raw.read(4096), where)):
        raise said
    after = raw.headers.get("Retry-After", "")
    refused = 400 <= status < 500 and status not in RETRY_STATUS
    raise HttpError(
        "The server could not answer",
        f"{where} answered {status} {_reason(status)}",
        status,
        float(after) if after.isdecimal() else 0.0,
        "Show this text to whoever made the link, or to the archive's administrator." if refused else None,
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
