"""Archives that are set up here, and as whom Wetread calls them: plain values, and what is right for each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, asdict, field, fields
from ipaddress import IPv6Address
from typing import Any, ClassVar, Final, Literal, get_args
from urllib.parse import urlsplit

from launcher.errors import RequestError
from launcher.frozen import frozen
from launcher.headers.charset import CODECS, EXTENSIONS

Retrieve = Literal["get", "move", "wado"]
"""How a DICOM archive is asked for images: C-GET, C-MOVE to a port of ours, or WADO-URI after C-FIND."""

Service = Literal["qido-rs", "wado-rs", "wado-uri"]

_AE_TITLE: Final = re.compile(r"[\x21-\x5b\x5d-\x7e]([\x20-\x5b\x5d-\x7e]{0,14}[\x21-\x5b\x5d-\x7e])?")
SECRET_HEADERS: Final = frozenset({"authorization", "proxy-authorization", "cookie", "x-api-key"})


@frozen(kw_only=True)
class DicomNode:
    """An archive that speaks DIMSE, PS3.7 and PS3.4 C.

    ``calling`` names a ``CallingNode``; empty for the first. ``certificate`` is a PEM file with certificate and key,
    by which the archive knows us; ``wado_uri`` is an address for ``retrieve = "wado"``. Times are seconds. Those that
    are ``final`` were set up by the administrator, and cannot be changed.
    """

    kind: ClassVar = "dicom"
    name: str
    ae_title: str
    host: str
    port: int = 104
    calling: str = ""
    retrieve: Retrieve = "get"
    tls: bool = False
    certificate: str = ""
    character_set: str = "ISO_IR 192"
    connect: float = 7.0
    idle: float = 30.0
    wado_uri: str = ""
    default: bool = False
    final: bool = field(default=False, compare=False)

    @property
    def place(self) -> str:
        """``AE_TITLE@host:port``."""
        return f"{self.ae_title}@{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


@frozen(kw_only=True)
class WebNode:
    """An archive that speaks DICOMweb, PS3.18. ``authentication`` is the ``id`` of one in the policy."""

    kind: ClassVar = "web"
    name: str
    url: str
    services: tuple[Service, ...] = ("qido-rs", "wado-rs")
    authentication: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    default: bool = False
    final: bool = field(default=False, compare=False)


@frozen(kw_only=True)
class CallingNode:
    """As whom Wetread calls, and where C-MOVE sends to: ``host`` is the name that archives know this computer by."""

    kind: ClassVar = "calling"
    name: str
    ae_title: str = "WETREAD"
    host: str = ""
    port: int = 11112
    final: bool = field(default=False, compare=False)


Node = DicomNode | WebNode | CallingNode
KINDS: Final[dict[str, type[Node]]] = {kind.kind: kind for kind in (DicomNode, WebNode, CallingNode)}


def read_node(kind: str, values: Mapping[str, Any], final: bool = False) -> Node:
    """A node from the values of a file or a command line, checked.

    Raises
    ------
    RequestError
        A value is missing, unknown or wrong; the sentence names the node and the value.
    """
    name = str(values.get("name") or "without a name")
    known = {row.name: row for row in fields(KINDS[kind]) if row.name != "final"}
    if unknown := sorted(values.keys() - known.keys()):
        raise _wrong(name, f"{unknown[0]} is not known", f"Known are: {', '.join(known)}.")
    needed = [row.name for row in known.values() if row.default is MISSING and row.default_factory is MISSING]
    if missing := [word for word in needed if values.get(word) in (None, "")]:
        raise _wrong(name, f"{missing[0]} is missing", "Add it.")
    checked = {}
    for word, value in values.items():
        try:
            checked[word] = CHECKS[word](value) if word in CHECKS else _text(value)
        except (TypeError, ValueError) as error:
            raise _wrong(name, f"{word} must be {error}", "Correct it.") from error
    build: Callable[..., Node] = KINDS[kind]
    return build(**checked, final=final)


def values_of(node: Node) -> dict[str, Any]:
    """What a file keeps of a node: all that is not as usual."""
    usual = {row.name: row.default for row in fields(node)}
    return {name: value for name, value in asdict(node).items() if name != "final" and value and value != usual[name]}


def _wrong(name: str, why: str, todo: str) -> RequestError:
    return RequestError("An archive cannot be set up", f"{name}: {why}", todo)


# --- values: what is right, or ValueError that says what would be -----------------------------------------------------


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 1000 or not value.isprintable():
        raise ValueError("a text of one line")
    return value.strip()


def _ae_title(value: Any) -> str:
    """PS3.5 6.2: at most 16 characters, no backslash, no control characters, not only blanks."""
    text = _text(value)
    if not _AE_TITLE.fullmatch(text):
        raise ValueError("an AE title, at most 16 characters without backslash")
    return text


def _port(value: Any) -> int:
    port = int(value) if isinstance(value, int | str) and not isinstance(value, bool) else 0
    if not 0 < port < 65536:
        raise ValueError("a port, from 1 to 65535")
    return port


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not 0.1 <= float(value) <= 3600:
        raise ValueError("seconds, from 0.1 to 3600")
    return float(value)


def _flag(value: Any) -> bool:
    said = {"true": True, "false": False, "1": True, "0": False}.get(str(value).lower())
    if said is None:
        raise ValueError("true or false")
    return said


def _host(value: Any) -> str:
    """A name, or an address; of IPv6 without the brackets that it may stand in."""
    text = _text(value)
    if re.search(r"[\s/@?#\\]", text):
        raise ValueError("the name or the address of a computer, without http://")
    if not re.search(r"[][:]", text):
        return text
    try:
        return str(IPv6Address(text[1:-1] if text[:1] + text[-1:] == "[]" else text))
    except ValueError as error:
        raise ValueError(
            "the name or the address of a computer, without a port; only an IPv6 address may stand in brackets"
        ) from error


def _url(value: Any) -> str:
    text = _text(value)
    try:
        parts = urlsplit(text)
        usable = not text or (parts.scheme.lower() in ("http", "https") and parts.port != 0 and bool(parts.hostname))
    except ValueError:
        usable = False
    if not usable:
        raise ValueError("an address that begins with http:// or https://, with an IPv6 address in brackets")
    if parts.username:
        raise ValueError("an address without a login: you are asked for it when the archive wants one")
    return text.rstrip("/")


def _services(value: Any) -> tuple[Service, ...]:
    words = tuple(value.split(",") if isinstance(value, str) else value)
    if not words or not set(words) <= set(get_args(Service)):
        raise ValueError(f"some of {', '.join(get_args(Service))}")
    return words


def _retrieve(value: Any) -> str:
    if value not in get_args(Retrieve):
        raise ValueError(f"one of {', '.join(get_args(Retrieve))}")
    return str(value)


def _character_set(value: Any) -> str:
    """PS3.3 C.12.1.1.2; one that only extends another extends the usual one."""
    text = _text(value)
    parts = text.split("\\")
    if not set(parts) <= {*CODECS, *EXTENSIONS}:
        raise ValueError("one of DICOM's, such as ISO_IR 192, ISO_IR 100 or ISO 2022 IR 87")
    return f"\\{text}" if text in EXTENSIONS else text


def _headers(value: Any) -> dict[str, str]:
    """Headers that anybody may read: what is kept here is no place for a secret."""
    headers = {_text(name): _text(said) for name, said in dict(value).items()}
    if secret := next((name for name in headers if name.lower() in SECRET_HEADERS), None):
        raise ValueError(f"without {secret}: secrets are not kept in this file")
    return headers


CHECKS: Final[dict[str, Callable[[Any], Any]]] = {
    "ae_title": _ae_title,
    "host": _host,
    "port": _port,
    "retrieve": _retrieve,
    "character_set": _character_set,
    "tls": _flag,
    "connect": _seconds,
    "idle": _seconds,
    "wado_uri": _url,
    "default": _flag,
    "url": _url,
    "services": _services,
    "headers": _headers,
}
