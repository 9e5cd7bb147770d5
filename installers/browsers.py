"""What an administrator can put into a browser's policy so that one site's links open without a question.

Wetread never writes such a policy: from then on the named site, and whatever is injected into it, starts Wetread
unasked, in Firefox even without a click. The trust rules of the launcher still apply to what the link wants.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import urlsplit


def chromium_policy(origins: Iterable[str], schemes: Iterable[str] = ("wetread",)) -> str:
    """The JSON file for the folder of managed policies of Chromium, Chrome or Edge.

    Parameters
    ----------
    origins
        Exact origins, ``https://ris.example.org`` or with a port.
    schemes
        The link schemes that these origins may launch.

    Raises
    ------
    ValueError
        An origin holds a wildcard, a path or anything else that is not an origin.
    """
    return json.dumps(_auto_launch(origins, schemes), indent=2)


def firefox_policy(origins: Iterable[str], schemes: Iterable[str] = ("wetread",)) -> str:
    """The ``policies.json`` of Firefox; parameters and errors as of ``chromium_policy``."""
    return json.dumps({"policies": _auto_launch(origins, schemes)}, indent=2)


def _auto_launch(origins: Iterable[str], schemes: Iterable[str]) -> dict[str, list[dict[str, object]]]:
    allowed = [_exact(origin) for origin in origins]
    return {"AutoLaunchProtocolsFromOrigins": [{"protocol": s, "allowed_origins": allowed} for s in schemes]}


def _exact(origin: str) -> str:
    parts = urlsplit(origin)
    port = f":{parts.port}" if parts.port else ""
    if parts.scheme not in ("http", "https") or origin != f"{parts.scheme}://{parts.hostname}{port}" or "*" in origin:
        raise ValueError(f"{origin!r} is not an exact origin such as https://ris.example.org")
    return origin
