"""Who logs people in: what an administrator writes under ``authentication``, and templates for those in wide use.

An authentication names the servers that its permission may be sent to. Without them a stranger's link could name a
good login and a bad server, and have the one's permission sent to the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Literal, get_args

from launcher.frozen import frozen

Grant = Literal["authorization_code", "client_credentials"]
DEFAULT_CLIENT: Final = "wetread"  # where a link names an issuer, and nobody has said as whom we come
DEFAULT_SCOPE: Final = "openid offline_access"


@frozen
class Authentication:
    """One way to log in by OAuth 2 or OpenID Connect.

    Parameters
    ----------
    id
        What ``--auth-uid`` names.
    servers
        The servers that get the permission, as under ``links.allowed_servers``; over a connection without encryption
        only where a pattern begins with ``http://``.
    issuer
        The provider, which tells its end points itself (OpenID Connect Discovery 1.0).
    authorization_endpoint, token_endpoint
        The end points of a provider that does not.
    client_secret_file
        Holds the secret of a client that has one.
    """

    id: str
    servers: tuple[str, ...]
    client_id: str = DEFAULT_CLIENT
    issuer: str = ""
    authorization_endpoint: str = ""
    token_endpoint: str = ""
    scope: str = DEFAULT_SCOPE
    grant: Grant = "authorization_code"
    client_secret_file: Path | None = None
    audience: str = ""

    @property
    def name(self) -> str:
        """The provider, as people are told it."""
        return self.issuer or self.token_endpoint


def authentication(table: Mapping[str, Any]) -> Authentication:
    """Read a table of a policy.

    Raises
    ------
    ValueError
        Says what would be right.
    """
    values = {**table}
    template = values.pop("template", "")
    if template:
        if template not in TEMPLATES:
            raise ValueError(f"tables with a template of {', '.join(TEMPLATES)}")
        values = {**TEMPLATES[template](values), **values}
    servers = values.pop("servers", None)
    if (
        not servers
        or not isinstance(servers, list)
        or not all(isinstance(server, str) and server for server in servers)
    ):
        raise ValueError("tables with servers, a list of texts: nobody else gets the permission")
    if unknown := values.keys() - _TEXTS:
        raise ValueError(f"tables without {', '.join(sorted(unknown))}")
    for name, value in values.items():
        if not isinstance(value, str) or not value:
            raise ValueError(f"tables in which {name} is a text that is not empty")
    if values.get("grant") == "client_credentials":
        values = {"scope": "", **values}  # the usual one is for people
    return _checked(Authentication(**{"id": "", **_typed(values)}, servers=tuple(servers)))


_TEXTS: Final = frozenset(Authentication.__dataclass_fields__) - {"servers"}


def _typed(values: dict[str, str]) -> dict[str, Any]:
    file = values.get("client_secret_file")
    return values if file is None else {**values, "client_secret_file": Path(file)}


def _checked(made: Authentication) -> Authentication:
    if not made.id:
        raise ValueError("tables with an id")
    if not made.issuer and not made.token_endpoint:
        raise ValueError("tables with an issuer, or with token_endpoint and authorization_endpoint")
    if made.grant not in get_args(Grant):
        raise ValueError(f"tables with a grant of {', '.join(get_args(Grant))}")
    if made.grant == "authorization_code" and not made.issuer and not made.authorization_endpoint:
        raise ValueError("tables with authorization_endpoint beside token_endpoint")
    for address in (made.issuer, made.authorization_endpoint, made.token_endpoint):
        if address and not is_safe(address):
            raise ValueError("tables whose addresses begin with https://")
    return made


def is_safe(address: str) -> bool:
    """Whether a login may go over ``address``: encrypted, or on this computer."""
    return re.match(r"https://[^/]|http://(127\.0\.0\.1|localhost|\[::1\])(?=[:/]|\Z)", address) is not None


def _google(values: dict[str, Any]) -> dict[str, str]:
    scope = "openid https://www.googleapis.com/auth/cloud-healthcare"
    return {"issuer": "https://accounts.google.com", "scope": scope}


def _keycloak(values: dict[str, Any]) -> dict[str, str]:
    """Keycloak 18 and later; of an earlier one, the base address ends with ``/auth``."""
    base, realm = values.pop("base_url", ""), values.pop("realm", "")
    if not isinstance(base, str) or not isinstance(realm, str) or not base or not realm:
        raise ValueError("tables with base_url and realm, for keycloak")
    return {"issuer": f"{base.rstrip('/')}/realms/{realm}"}


TEMPLATES: Final[dict[str, Callable[[dict[str, Any]], dict[str, str]]]] = {"google": _google, "keycloak": _keycloak}
