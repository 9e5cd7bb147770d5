"""Addresses, as text: whose they are, what they point to, and how much of one people may see."""

from __future__ import annotations

import ipaddress
import re
import socket
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from launcher.errors import Refused, RequestError

_SERVER: Final = re.compile(
    r"(?P<scheme>https?)://(?:[^/?#@\\\s]*@)?(?P<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{0,9}))?(?=[/?#]|\Z)",
    re.IGNORECASE | re.ASCII,
)
"""So strict that whoever connects reads the same host out of an address as whoever has permitted it."""

_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_PORTS: Final = {"http": "80", "https": "443"}


def origin_of(address: str) -> str:
    """``https://host:port`` of an address in its one form: lower case, the port named, an IP address as numbers.

    Raises
    ------
    Refused
        The address is no http or https address with a host.
    """
    try:
        scheme, host, port = _server(address)
    except ValueError as error:
        todo = "Correct it, or show this text to whoever made the link."
        raise Refused("The address cannot be used", f"{shown(address)}: {error}", todo) from error
    return f"{scheme}://{host}:{port}"


def target_of(address: str) -> str:
    """What of a web address its server is asked for: the path, beginning with a slash, and the query."""
    server = _SERVER.match(address)
    rest = address[server.end() :] if server is not None else ""
    return rest if rest.startswith("/") else f"/{rest}"


def same_origin(address: str, other: str) -> bool:
    """Whether both are web addresses of one origin."""
    try:
        return origin_of(address) == origin_of(other)
    except Refused:
        return False


def _server(address: str) -> tuple[str, str, int]:
    match = _SERVER.match(address)
    if match is None:
        known = _WEB.match(address)
        raise ValueError("its server cannot be read" if known else "it does not begin with http:// or https://")
    scheme = match["scheme"].lower()
    port = int(match["port"] or _PORTS[scheme])
    if not 0 < port < 1 << 16:
        raise ValueError(f"{port} is no port; these go from 1 to 65535")
    return scheme, _canonical(match["host"].lower()), port


@lru_cache(maxsize=256)
def _canonical(host: str) -> str:
    """One spelling for one host: ``0x7f.1`` is 127.0.0.1, and a dot at the end changes nothing."""
    if host.startswith("["):
        try:
            address = ipaddress.IPv6Address(host[1:-1])
        except ValueError as error:
            raise ValueError("what stands in its brackets is no IP address") from error
        return str(address.ipv4_mapped or f"[{address}]")
    name = host.rstrip(".")
    if not name:
        raise ValueError("it names no server")
    try:
        return socket.inet_ntoa(socket.inet_aton(name))
    except OSError:
        return name


def escaped(address: str) -> str:
    """``address`` with nothing in it that an address cannot hold; what is escaped already stays as it is."""
    return quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", address), safe="%:/?#[]@!$&'()*+,;=~")


def split_login(address: str) -> tuple[str, str]:
    """A web address without the user and password in it, and these as ``user:password``, unescaped; empty without."""
    match = re.match(r"(https?://)([^/?#@\\\s]*)@", address, re.IGNORECASE)
    if match is None:
        return address, ""
    user, _, password = match[2].partition(":")
    return match[1] + address[match.end() :], f"{unquote(user)}:{unquote(password)}"


def shown(address: str) -> str:
    """An address as people may see it: no user, no query, no fragment; these carry tokens and identifiers."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return f"{address.partition('://')[0][:10]}://…" if _WEB.match(address) else "an address that cannot be read"
    if not host:
        return parts.path[:300]
    host = f"[{host}]" if ":" in host else host
    port = re.search(r":[0-9]{1,9}\Z", parts.netloc)
    return f"{parts.scheme}://{host}{port[0] if port else ''}{parts.path.partition(';')[0]}"[:300]


def local_path(address: str) -> Path | None:
    """The path that an address of this computer stands for (``file:`` or a bare path); ``None`` for a web address.

    Raises
    ------
    RequestError
        A ``file:`` address of another computer, an address of a kind that is not known, or one that no path can have.
    """
    if _SERVER.match(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise RequestError("The address cannot be used", f"{shown(address)}: its server cannot be read") from error
    if parts.scheme in ("http", "https"):
        return None
    if parts.scheme == "file" and parts.netloc.lower() not in ("", "localhost"):
        raise RequestError("A file of another computer cannot be opened", parts.netloc, "Copy it here first.")
    if parts.scheme != "file" and re.match(r"[a-z][a-z0-9+.-]+:", address, re.IGNORECASE):
        raise RequestError("This kind of address is not known", f"{parts.scheme}:", "Use http, https or file.")
    path = unquote(parts.path) if parts.scheme == "file" else address
    if "\0" in path:
        raise RequestError("The address cannot be used", "it holds a character that no path has", "")
    return Path(path)


def host(address: str) -> str:
    """The server of an address, as users are told it; ``this computer`` for a path."""
    try:
        return urlsplit(address).hostname or "this computer"
    except ValueError:
        return "a server whose name cannot be read"
