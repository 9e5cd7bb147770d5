"""Headers that a launch brings along: of ``-H`` and its kin, of ``weasis:config auth=``. Pure: text in, values out.

A header is the launch's word to the servers that the launch names. Where it may go is decided by ``http``: to the
origin that was asked, and no further along a redirect.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Final

from launcher.addresses import split_login
from launcher.errors import CommandError
from launcher.frozen import frozen

Headers = Sequence[tuple[str, str]]

FRAMING: Final = frozenset(("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade"))
"""Headers that say how a request travels, which no launch decides."""

_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE: Final = re.compile(r"[\t -~\xa0-\xff]*")
_ACCESS_TOKEN: Final = re.compile(r"(?:Bearer\s+)?&access_token=", re.IGNORECASE)
"""What dcm4chee-arc's templates fill in before a token."""


@frozen
class Login:
    """How to log in for a ``dicom:rs``: a method that is set up here, or an OpenID Connect issuer."""

    auth_uid: str = ""
    oidc_iss: str = ""
    oidc_login: str = ""


NO_LOGIN: Final = Login()


def fault(name: str, value: str) -> str:
    """What keeps a header from being sent, never with its value; empty when nothing does."""
    if not _NAME.fullmatch(name):
        return f"{name[:40]!r} is no name of a header"
    if name.lower() in FRAMING:
        return f"{name[:40]} is not for a launch to decide"
    if not _VALUE.fullmatch(value):
        return f"the value of {name[:40]} holds characters that no header can have"
    return ""


def header(text: str) -> tuple[str, str]:
    """Name and value of ``NAME:VALUE``; a token that a template spoilt is put right.

    Raises
    ------
    CommandError
        No header can be made of it.
    """
    name, _, value = (part.strip() for part in text.partition(":"))
    if name.lower() == "authorization":
        value = authorization(value)
    if why := fault(name, value):
        raise CommandError("A header of the link cannot be sent", why, 'Write it as -H "NAME: VALUE".')
    return name, value


def headers(*groups: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The headers of several options; of one name the last counts.

    Raises
    ------
    CommandError
        As ``header``.
    """
    return merged([header(text) for group in groups for text in group])


def merged(*groups: Headers) -> tuple[tuple[str, str], ...]:
    """Groups of headers as one; of one name, in whatever case, the last counts."""
    found: dict[str, tuple[str, str]] = {}
    for name, value in (header for group in groups for header in group):
        found.pop(name.lower(), None)
        found[name.lower()] = name, value
    return tuple(found.values())


def authorization(value: str) -> str:
    """The value of an Authorization header: ``&access_token=T``, also after ``Bearer``, means ``Bearer T``."""
    return _ACCESS_TOKEN.sub("Bearer ", value, count=1) if _ACCESS_TOKEN.match(value) else value


def basic(login: str) -> str:
    """The value of an Authorization header for ``user:password``, RFC 7617."""
    return f"Basic {b64encode(login.encode('utf-8', 'replace')).decode()}"


def login_in(address: str) -> Headers:
    """The header that browsers make of a user and password in an address, for its origin; none without."""
    login = split_login(address)[1]
    return (("Authorization", basic(login)),) if login else ()


def value_of(name: str, sent: Headers) -> str:
    """The value of a header, or empty."""
    return next((value for each, value in sent if each.lower() == name.lower()), "")
