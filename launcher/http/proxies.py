"""The proxies that the environment names."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from urllib3 import make_headers


def proxy_for(address: str) -> str:
    """The proxy that the environment names for ``address``, or empty. Loopback is never asked through one."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host in ("localhost", "::1") or host.startswith("127."):
        return ""
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all") or ""
    if not proxy or proxy_bypass(host):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def proxy_login(proxy: str) -> Mapping[str, str] | None:
    """The headers that let us through ``proxy``, if its address holds a user."""
    parts = urlsplit(proxy)
    if not parts.username:
        return None
    return make_headers(proxy_basic_auth=f"{unquote(parts.username)}:{unquote(parts.password or '')}")
