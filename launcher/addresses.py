"""Addresses, as text: whose they are, what they point to, and how much of one people may see."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from launcher.errors import Refused, RequestError


def origin_of(address: str) -> str:
    """``https://host:port`` of an address, in lower case, the port always named.

    Raises
    ------
    Refused
        The address is no http or https address with a host.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (ValueError, KeyError):
        parts, port = urlsplit(""), 0
    if not parts.hostname:
        raise Refused("The address cannot be used", shown(address), "Only http and https addresses with a host can.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}:{port}"


def shown(address: str) -> str:
    """An address as people may see it: no user, no query, no fragment; these carry tokens and identifiers."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    except ValueError:
        return "an address that cannot be read"
    return f"{parts.scheme}://{host}{port}{parts.path}"[:300] if host else parts.path[:300]


def local_path(address: str) -> Path | None:
    """The path that an address of this computer stands for (``file:`` or a bare path); ``None`` for a web address.

    Raises
    ------
    RequestError
        A ``file:`` address of another computer, or of a kind that is not known.
    """
    parts = urlsplit(address)
    if parts.scheme in ("http", "https"):
        return None
    if parts.scheme == "file":
        if parts.netloc not in ("", "localhost"):
            raise RequestError("A file of another computer cannot be opened", parts.netloc, "Copy it here first.")
        return Path(unquote(parts.path))
    if "://" in address:
        raise RequestError("This kind of address is not known", f"{parts.scheme}:", "Use http, https or file.")
    return Path(address)


def host(address: str) -> str:
    """The server of an address, as users are told it; ``this computer`` for a path."""
    return urlsplit(address).hostname or "this computer"
