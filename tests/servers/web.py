"""A web server on loopback that can be told to misbehave.

It serves pages from memory, folders, and what another server answers; it notes every request; and ``fault`` puts
trouble in the way of those that fit. A fault is a function from the answer that would have been given to the one that
is, so faults can be written down as data.
"""

from __future__ import annotations

import itertools
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import trustme

TYPES = {".html": "text/html", ".xml": "application/xml", ".dcm": "application/dicom", ".jpg": "image/jpeg"}


@dataclass(frozen=True)
class Seen:
    """A request that came in."""

    target: str
    headers: Mapping[str, str]

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)


@dataclass(frozen=True)
class Answer:
    """What is sent back: ``cut_after`` ends it after so many bytes; ``length`` is announced, right or not.

    No ``status``: nothing, not even headers.
    ``delay`` is seconds before it begins, ``drip`` before each of its bytes.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    length: int | None = None
    delay: float = 0.0
    drip: float = 0.0


Fault = Callable[[Answer], Answer]
Page = Callable[[Seen], Answer]


def says(status: int, **headers: str) -> Fault:
    """Another status, and a page instead of what was asked for."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda answer: Answer(b"<html><body>Sorry</body></html>", status, {"Content-Type": "text/html", **named})


def cut(share: float) -> Fault:
    """The connection ends after a share of the body."""
    return lambda answer: replace(answer, cut_after=int(len(answer.body) * share))


def hangs_up(answer: Answer) -> Answer:
    """The connection ends without an answer."""
    return Answer(status=0)


def longer_than_told(extra: int) -> Fault:
    """The announced length is ``extra`` bytes less than what is sent."""
    return lambda answer: replace(answer, length=len(answer.body) - extra)


def ends_early(share: float) -> Fault:
    """The answer is a share of itself, and looks like a good one."""
    return lambda answer: replace(answer, body=answer.body[: int(len(answer.body) * share)])


def without_its_end(count: int) -> Fault:
    """The answer is so many bytes shorter, and looks like a good one."""
    return lambda answer: replace(answer, body=answer.body[:-count])


def flips(old: bytes, new: bytes, which: int) -> Fault:
    """One occurrence of some bytes, counted from 0, is others."""

    def flipped(answer: Answer) -> Answer:
        parts = answer.body.split(old)
        body = old.join(parts[: which + 1]) + new + old.join(parts[which + 1 :])
        return replace(answer, body=body)

    return flipped


def for_a_while(fault: Fault, times: int) -> Fault:
    """The fault, so many times; then all is well."""
    left = iter(range(times))
    return lambda answer: fault(answer) if next(left, None) is not None else answer


def but_for_the_first(times: int, fault: Fault) -> Fault:
    """All is well, so many times; then the fault."""
    left = iter(range(times))
    return lambda answer: answer if next(left, None) is not None else fault(answer)


def slow(seconds: float) -> Fault:
    """The answer begins late."""
    return lambda answer: replace(answer, delay=seconds)


def held(released: threading.Event) -> Fault:
    """The answer begins when the event is set."""

    def waiting(answer: Answer) -> Answer:
        released.wait(100.0)
        return answer

    return waiting


def moved_to(address: str) -> Fault:
    """A redirect."""
    return lambda answer: Answer(status=302, headers={"Location": address})


class Trouble:
    """An unreliable server: every 20th image is answered with 500, every 50th is cut half way.

    The same image is struck at most twice, so that three tries get it.
    """

    def __init__(self) -> None:
        self._requests = 0
        self._struck: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.errors = 0
        self.cuts = 0

    def __call__(self, seen: Seen, answer: Answer) -> Answer:
        with self._lock:
            self._requests += 1
            if self._struck[seen.target] == 2:
                return answer
            if self._requests % 20 == 7:
                self.errors += 1
                self._struck[seen.target] += 1
                return says(500)(answer)
            if self._requests % 50 == 11:
                self.cuts += 1
                self._struck[seen.target] += 1
                return cut(0.5)(answer)
            return answer


class Web:
    """One running server; ``origin`` is its address."""

    def __init__(self, trust: ssl.SSLContext | None = None, port: int = 0) -> None:
        self.requests: list[Seen] = []
        self._pages: dict[str, Page] = {}
        self._faults: list[tuple[str, Callable[[Seen, Answer], Answer]]] = []
        self._held: list[threading.Event] = []
        self._server = _Server(("127.0.0.1", port), _handler(self))
        if trust is not None:
            self._server.socket = trust.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port = int(self._server.server_address[1])
        self.origin = f"{'https' if trust else 'http'}://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    # --- what it serves ---

    def page(self, path: str, body: bytes | str, content_type: str = "") -> str:
        """Serve ``body`` at ``path``; its address."""
        data = body.encode() if isinstance(body, str) else body
        answer = Answer(data, headers={"Content-Type": content_type or _content_type(path)})
        self._pages[path] = lambda seen: answer
        return self.origin + path

    def answering(self, path: str, page: Page) -> str:
        """Serve at ``path`` what ``page`` makes of each request; its address."""
        self._pages[path] = page
        return self.origin + path

    def folder(self, prefix: str, folder: Path) -> str:
        """Serve the files of ``folder`` below ``prefix``; the prefix's address."""
        self._pages[f"{prefix}/*"] = lambda seen: _file(folder, seen.path.removeprefix(prefix + "/"))
        return self.origin + prefix

    def forward(self, prefix: str, upstream: str) -> str:
        """Answer what ``upstream`` answers, for addresses that begin with ``prefix``; the prefix's address."""
        self._pages[f"{prefix}*"] = lambda seen: _fetched(upstream, seen)
        return self.origin + prefix

    def answers(self, pattern: str, page: Page) -> None:
        """Answer requests whose path fits ``pattern`` by a function."""
        self._pages[pattern] = page

    def fault(self, pattern: str, fault: Fault) -> None:
        """Put a fault in the way of requests whose target (path and query) fits ``pattern``."""
        self._faults.append((pattern, lambda seen, answer: fault(answer)))

    def hold(self, pattern: str, after: int = 0) -> threading.Event:
        """Answer what fits ``pattern``, ``after`` requests of it, only when the event is set, or all is well again."""
        released = threading.Event()
        self._held.append(released)
        self.fault(pattern, but_for_the_first(after, held(released)))
        return released

    def strike(self, pattern: str, fault: Fault, every: int) -> None:
        """Put a fault in the way of one request in so many, and of one address twice at most."""
        numbers, struck, lock = itertools.count(1), Counter[str](), threading.Lock()

        def sometimes(seen: Seen, answer: Answer) -> Answer:
            with lock:
                hit = next(numbers) % every == 0 and struck[seen.target] < 2
                struck[seen.target] += hit
            return fault(answer) if hit else answer

        self._faults.append((pattern, sometimes))

    def trouble(self, pattern: str) -> Trouble:
        """Be unreliable with requests whose target fits ``pattern``."""
        trouble = Trouble()
        self._faults.append((pattern, trouble))
        return trouble

    def recover(self) -> None:
        """No faults any more."""
        self._faults.clear()
        for released in self._held:
            released.set()

    # --- what it saw ---

    def asked(self, pattern: str) -> list[Seen]:
        """The requests whose path fits ``pattern``."""
        return [seen for seen in list(self.requests) if fnmatchcase(seen.path, pattern)]

    def answer(self, seen: Seen) -> Answer:
        """What is sent for a request."""
        self.requests.append(seen)
        page = next((page for pattern, page in self._pages.items() if fnmatchcase(seen.path, pattern)), None)
        answer = page(seen) if page else says(404)(Answer())
        for pattern, fault in list(self._faults):
            if fnmatchcase(seen.target, pattern):
                answer = fault(seen, answer)
        return answer

    def close(self) -> None:
        self.recover()
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up, or refuses our certificate, is what tests are about."""


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send(web.answer(Seen(self.path, dict(self.headers))))

        def _send(self, answer: Answer) -> None:
            time.sleep(answer.delay)
            if not answer.status:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
            self.end_headers()
            for piece in _pieces(answer):
                time.sleep(answer.drip)
                self.wfile.write(piece)
            self.close_connection = answer.cut_after is not None or answer.length is not None

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def _pieces(answer: Answer) -> list[bytes]:
    body = answer.body[: answer.cut_after]
    return [bytes((byte,)) for byte in body] if answer.drip else [body]


def _content_type(path: str) -> str:
    return TYPES.get(Path(path).suffix, "application/octet-stream")


def _file(folder: Path, name: str) -> Answer:
    file = folder / name
    if ".." in Path(name).parts or not file.is_file():
        return says(404)(Answer())
    return Answer(file.read_bytes(), headers={"Content-Type": _content_type(name)})


def _fetched(upstream: str, seen: Seen) -> Answer:
    connection = HTTPConnection(urlsplit(upstream).netloc, timeout=60)
    try:
        connection.request("GET", seen.target, headers={"Accept": seen.headers.get("Accept", "*/*")})
        response = connection.getresponse()
        return Answer(response.read(), response.status, {"Content-Type": response.headers.get("Content-Type", "")})
    finally:
        connection.close()


@contextmanager
def running(trust: ssl.SSLContext | None = None, port: int = 0) -> Iterator[Web]:
    """Run an empty server for as long as the block lasts, on a free port unless one is given."""
    web = Web(trust, port)
    try:
        yield web
    finally:
        web.close()


def certified(authority: trustme.CA, name: str) -> ssl.SSLContext:
    """TLS for a server that shows ``authority``'s certificate for ``name``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context
