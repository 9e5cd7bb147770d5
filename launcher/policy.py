"""What administrators decide, in policy files.

A policy file is TOML; the system's comes first, then the user's, then the one in ``WETREAD_HOME``; lists add up, and a
plain value of a later file counts. What an earlier file names under ``final`` no later one changes. A file that cannot
be understood as a whole is an error: a misspelt "no" must not become a "yes"::

    final = ["links.unknown_servers"]

    [links]                                  # what a link from a web page may do
    allowed_servers = ["pacs.example.org", "*.ris.example.org", "http://127.0.0.1:*"]
    denied_servers = ["*.example.net"]       # wins over everything, also over what users type
    unknown_servers = "ask"                  # or "refuse", or "allow"
    local_folders = ["/srv/dicom"]           # what a link may open on this computer

    [network]
    ca_files = ["/etc/wetread/hospital-ca.pem"]
    connections = 4                          # to one archive at a time
    allow_pinning = false                    # users may not trust a certificate by its fingerprint
    remember_logins = false                  # nothing in the system's keyring

    [[network.client_certificates]]          # what this computer shows
    servers = ["pacs.example.org"]
    file = "/etc/wetread/workstation.p12"    # or PEM, with a key in it or apart (key = …)

    [[authentication]]                       # how to log in, and the only servers that may get the permission
    id = "hospital"
    servers = ["pacs.example.org"]
    template = "keycloak"                    # or "google"; or an issuer, or the end points themselves
    base_url = "https://login.example.org"
    realm = "radiology"
    client_id = "wetread"

    [[nodes.dicom]]                          # archives; also [[nodes.web]] with url, [[nodes.calling]] with ae_title
    name = "Main archive"
    ae_title = "PACS"
    host = "pacs.example.org"
    port = 11112

    [cache]
    limit_mb = 20000
"""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from launcher.auth.providers import Authentication, authentication
from launcher.errors import RequestError
from launcher.frozen import frozen

if TYPE_CHECKING:
    from launcher.nodes.node import Node

Unknown = Literal["ask", "refuse", "allow"]
MOST_CONNECTIONS = 32

log = logging.getLogger(__name__)


@frozen
class ClientCertificate:
    """What this computer shows to the servers that fit ``servers``: PEM, or PKCS #12 by the name's ending."""

    servers: tuple[str, ...]
    file: Path
    key: Path | None = None


@frozen
class Policy:
    """What administrators decided in advance; the defaults are those of a machine without a policy file."""

    allowed_servers: tuple[str, ...] = ()
    denied_servers: tuple[str, ...] = ()
    unknown_servers: Unknown = "ask"
    local_folders: tuple[Path, ...] = ()
    ca_files: tuple[Path, ...] = ()
    connections: int = 4
    cache_limit_mb: int = 20_000
    client_certificates: tuple[ClientCertificate, ...] = ()
    allow_pinning: bool = True
    remember_logins: bool = True
    authentications: tuple[Authentication, ...] = ()
    nodes: tuple[Node, ...] = ()


def policy_files() -> tuple[Path, ...]:
    """Where policies are looked for, the system's first."""
    import platformdirs

    files = [Path("/etc/wetread/policy.toml"), platformdirs.user_config_path("wetread") / "policy.toml"]
    if home := os.environ.get("WETREAD_HOME"):
        files.append(Path(home).absolute() / "policy.toml")
    return tuple(files)


def read_policy(files: tuple[Path, ...] | None = None) -> Policy:
    """The policy that holds here.

    Raises
    ------
    RequestError
        A file cannot be read or is no TOML, a key is not known, or a value is of the wrong kind; the sentence names
        file and key.
    """
    merged: dict[str, Any] = {}
    final: set[str] = set()
    for file in policy_files() if files is None else files:
        table = _table(file)
        decided = _checked("final", _final, table.pop("final", []), file)
        for key, value in _keys(table, file):
            if key not in final:
                _merge(merged, key, value, file)
        final |= decided
    return Policy(**merged)


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise RequestError("The policy file cannot be read", f"{file}: {error}", "Correct the file.") from error


def _keys(table: dict[str, Any], file: Path) -> Iterator[tuple[str, Any]]:
    for section, entries in table.items():
        names = entries if isinstance(entries, dict) else {"": entries}
        for name, value in names.items():
            key = f"{section}.{name}".rstrip(".")
            if key not in _KEYS:
                raise RequestError("The policy file has a key that is not known", f"{file}: {key}", "Correct the file.")
            yield key, value


def _merge(merged: dict[str, Any], key: str, value: Any, file: Path) -> None:
    target, read = _KEYS[key]
    new = _checked(key, read, value, file)
    merged[target] = (*merged.get(target, ()), *new) if isinstance(new, tuple) else new


def _checked(key: str, read: Callable[[Any], Any], value: Any, file: Path) -> Any:
    try:
        return read(value)
    except ValueError as error:
        why = f"{file}: {key} must be {error}"
        raise RequestError("The policy file has a value that cannot be used", why, "Correct the file.") from error


# --- values of a policy: what is right, or ValueError that says what would be -----------------------------------------


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ValueError("a list of texts")
    return tuple(value)


def _paths(value: Any) -> tuple[Path, ...]:
    paths = tuple(map(Path, _texts(value)))
    if not all(path.is_absolute() for path in paths):
        raise ValueError("a list of absolute paths")
    return paths


def _unknown(value: Any) -> str:
    if value not in get_args(Unknown):
        raise ValueError(f"one of {', '.join(get_args(Unknown))}")
    return str(value)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= 1_000_000_000:
        raise ValueError("a number above 0")
    return value


def _nodes(kind: str, value: Any) -> tuple[Node, ...]:
    from launcher.nodes.node import read_node

    try:
        return tuple(read_node(kind, item, final=True) for item in _tables(value))
    except RequestError as error:
        raise ValueError(f"right: {error.why}") from error


def _connections(value: Any) -> int:
    return min(_count(value), MOST_CONNECTIONS)


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _tables(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise ValueError("a list of tables")
    return value


def _client_certificates(value: Any) -> tuple[ClientCertificate, ...]:
    return tuple(map(_client_certificate, _tables(value)))


def _client_certificate(table: dict[str, Any]) -> ClientCertificate:
    if not {"servers", "file"} <= table.keys() <= {"servers", "file", "key"}:
        raise ValueError("tables with servers and file, and key where it is a file of its own")
    file, *key = _paths([table[name] for name in ("file", "key") if name in table])
    return ClientCertificate(_texts(table["servers"]), file, *key)


def _authentications(value: Any) -> tuple[Authentication, ...]:
    return tuple(map(authentication, _tables(value)))


def _final(value: Any) -> set[str]:
    if not set(_texts(value)) <= _KEYS.keys():
        raise ValueError("a list of this file's keys, such as links.unknown_servers")
    return set(value)


_KEYS: dict[str, tuple[str, Callable[[Any], Any]]] = {  # TOML key → field, how its value is read
    "links.allowed_servers": ("allowed_servers", _texts),
    "links.denied_servers": ("denied_servers", _texts),
    "links.unknown_servers": ("unknown_servers", _unknown),
    "links.local_folders": ("local_folders", _paths),
    "network.ca_files": ("ca_files", _paths),
    "network.connections": ("connections", _connections),
    "network.client_certificates": ("client_certificates", _client_certificates),
    "network.allow_pinning": ("allow_pinning", _yes_or_no),
    "network.remember_logins": ("remember_logins", _yes_or_no),
    "authentication": ("authentications", _authentications),
    "nodes.dicom": ("nodes", partial(_nodes, "dicom")),
    "nodes.web": ("nodes", partial(_nodes, "web")),
    "nodes.calling": ("nodes", partial(_nodes, "calling")),
    "cache.limit_mb": ("cache_limit_mb", _count),
}
