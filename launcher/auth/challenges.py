"""What a server that answers 401 takes: WWW-Authenticate, RFC 9110, 11.6.1. Pure: text in, values out."""

from __future__ import annotations

import re
from typing import Final

_TEXT: Final = r'"((?:[^"\\]|\\.)*)"'
_PART: Final = re.compile(
    rf"(?:^|,)\s*(?P<scheme>[a-z][\w-]*)(?!\s*=)(?=[\s,]|\Z)|\brealm\s*=\s*(?:{_TEXT}|(?P<bare>[^\s,\"]+))|{_TEXT}",
    re.IGNORECASE | re.ASCII,
)
_LONGEST: Final = 60  # characters of a realm that are worth showing
_LOOKED_AT: Final = 1 << 12  # characters of all, which a server could make as many as it likes


def realms(challenges: str) -> dict[str, str]:
    """Each scheme that a server takes, in lower case, and its realm or nothing; several fields joined by commas."""
    found: dict[str, str] = {}
    scheme = ""
    for part in _PART.finditer(challenges[:_LOOKED_AT]):
        if part["scheme"]:
            scheme = part["scheme"].lower()
            found.setdefault(scheme, "")
        elif scheme and not found[scheme]:
            found[scheme] = (part["bare"] or part[2] or "")[:_LONGEST]
    return found
