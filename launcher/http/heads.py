"""The heads of requests and answers: the plain ones, as nearly all are, in one go.

http.client takes ten times as long, and does the others.
"""

from __future__ import annotations

import http.client
import re
import socket
from typing import Any, Final

from urllib3 import HTTPHeaderDict

from launcher.auth.credentials import Headers
from launcher.http.sockets import LimitedSocket

_TARGET: Final = re.compile(r"/[!-~]*", re.ASCII)
_FIELD: Final = re.compile(r"(?!host:)[!#-'*+.^_`|~0-9A-Za-z-]+: [\t -~]*", re.ASCII | re.IGNORECASE)
"""Of a request; a line break in it would begin another."""

_ANSWERED: Final = rb"(?!content-length|transfer-encoding)[a-z-]+: [!-~][ -~]*\r\n"
_PLAIN: Final = re.compile(
    rb"HTTP/1\.1 200 (?P<reason>[ -~]*)\r\n(?P<fields>(?:%b)*content-length: (?P<length>[0-9]{1,15})\r\n(?:%b)*)\r\n"
    % (_ANSWERED, _ANSWERED),
    re.IGNORECASE,
)
"""The head of a good answer of which the length is known."""


def request_head(host: str, target: str, headers: Headers) -> bytes:
    """The head of a GET of ``target`` at ``host``; empty when it is not plain."""
    lines = [f"{name}: {value}" for name, value in headers]
    if _TARGET.fullmatch(target) and all(map(_FIELD.fullmatch, lines)):
        return "\r\n".join((f"GET {target} HTTP/1.1", f"Host: {host}", *lines, "", "")).encode("ascii")
    return b""


def _unfolded(value: str) -> str:
    """A value that stands on one line, RFC 9112, 5.2."""
    return " ".join(line.strip(" \t") for line in value.split("\r\n")) if "\r\n" in value else value


class Answer(http.client.HTTPResponse):
    """An answer, of which somebody may need more than http.client gives: the socket, and a plain head at once."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.socket = sock if isinstance(sock, LimitedSocket) else None

    def fields(self) -> HTTPHeaderDict:
        """Read the head, instead of ``begin``; what stands in it. Raises what ``begin`` raises."""
        plain = _PLAIN.match(self.fp.peek())
        if plain is None:
            self.begin()
            return HTTPHeaderDict((name, _unfolded(value)) for name, value in self.headers.items())
        self.fp.read(plain.end())
        fields = HTTPHeaderDict()
        for line in plain["fields"].decode().splitlines():
            name, _, value = line.partition(": ")
            fields.add(name, value)
        self.version, self.status, self.reason = 11, 200, plain["reason"].decode()
        self.code = self.status
        self.chunked, self.length = False, int(plain["length"])
        self.will_close = "close" in fields.get("connection", "").lower()
        return fields
