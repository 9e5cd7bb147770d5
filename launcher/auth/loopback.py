"""Where the browser comes back to after a login: a port of this computer's own, open until the login ends.

RFC 8252, section 7.3: bound to 127.0.0.1, a new port each time. What does not fit the login that waits is turned away
and changes nothing, so that no page can end or replace somebody's login.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import parse_qsl, urlsplit

PATH: Final = "/callback"
LOOK: Final = 0.2  # seconds between two looks whether the user has given up
LONGEST: Final = 1 << 14  # characters of a request line
PAGE: Final = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Wetread</title></head>
<body style="font-family: sans-serif; margin: 4em"><h1>{0}</h1><p>{1}</p></body></html>"""

HEADERS: Final = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("Connection", "close"),
)


class Loopback:
    """Waits for the browser. ``address`` is the redirect URI."""

    def __init__(self, state: str) -> None:
        self._server = _Server(state)
        self.address = f"http://{self._server.host}{PATH}"

    def wait(self, limit: float, given_up: Callable[[], bool]) -> dict[str, str] | None:
        """The parameters that the browser brought; ``None`` after ``limit`` seconds, or when it is given up."""
        for _ in range(int(limit / LOOK)):
            try:
                return self._server.came.get(timeout=LOOK)
            except queue.Empty:
                if given_up():
                    break
        return None


@contextmanager
def listening(state: str) -> Iterator[Loopback]:
    """Listen for the answer to the login that has ``state`` for as long as the block lasts."""
    loopback = Loopback(state)
    thread = threading.Thread(target=loopback._server.serve_forever, kwargs={"poll_interval": LOOK}, daemon=True)
    thread.start()
    try:
        yield loopback
    finally:
        loopback._server.shutdown()
        loopback._server.server_close()


class _Server(ThreadingHTTPServer):
    """Puts the parameters of the login with ``state`` into ``came``."""

    daemon_threads = True

    def __init__(self, state: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.host = f"127.0.0.1:{self.server_address[1]}"
        self.state = state
        self.came: queue.SimpleQueue[dict[str, str]] = queue.SimpleQueue()

    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers open connections ahead of need, and drop them."""


class _Handler(BaseHTTPRequestHandler):
    timeout = 10.0
    server: _Server

    def do_GET(self) -> None:
        waiting, parts = self.server, urlsplit(self.path)
        found = dict(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=20))
        fits = self.headers.get("Host") == waiting.host and parts.path == PATH and found.get("state") == waiting.state
        if len(self.path) > LONGEST or not fits:
            self._say(404, "Nothing is here", "No login of Wetread waits for this.")
            return
        if "error" in found:
            self._say(200, "You are not logged in", "Wetread says why. You can close this page.")
        else:
            self._say(200, "Thank you", "Wetread goes on. You can close this page.")
        waiting.came.put(found)

    def _say(self, status: int, title: str, text: str) -> None:
        page = PAGE.format(title, text).encode()
        self.send_response(status)
        for name, value in (*HEADERS, ("Content-Length", str(len(page)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the address holds a code."""
