"""The proxies that the environment names."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from urllib3 import make_headers

from launcher.http.errors import PROXY_ADVICE, NoConnection


def proxy_for(address: str) -> str:
    """The proxy that the environment names for ``address``, or empty. Loopback is never asked through one.

    Raises
    ------
    NoConnection
        What the environment names is no address of an HTTP proxy.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host in ("localhost", "::1") or host.startswith("127."):
        return ""
    proxies = getproxies()
    kind = parts.scheme if proxies.get(parts.scheme) else "all"
    proxy = proxies.get(kind) or ""
    if not proxy or proxy_bypass(host) or proxy_bypass(f"{host}:{parts.port}"):
        return ""
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    if not _is_usable(proxy):
        why = f"{kind}_proxy names none such as http://proxy.example.org:3128"
        raise NoConnection("The proxy of this system cannot be used", why, PROXY_ADVICE)
    return proxy


def _is_usable(proxy: str) -> bool:
    try:
        parts = urlsplit(proxy)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def proxy_login(proxy: str) -> Mapping[str, str] | None:
    """The headers that let us through ``proxy``, if its address holds a user."""
    parts = urlsplit(proxy)
    if not parts.username:
        return None
    return make_headers(proxy_basic_auth=f"{unquote(parts.username)}:{unquote(parts.password or '')}")
