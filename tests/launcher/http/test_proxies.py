"""Proxies: what the environment says of them, and what is said of one that cannot be used."""

from __future__ import annotations

import pytest

from launcher.errors import Unreachable
from launcher.http.client import Http
from launcher.http.proxies import proxy_for

PROXY = "http://proxy.example.org:3128"


@pytest.fixture(autouse=True)
def proxied(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", PROXY)


@pytest.mark.parametrize(
    ("address", "proxy"),
    [
        ("http://pacs.example.org/m", PROXY),
        ("https://pacs.example.org/m", ""),
        ("http://127.0.0.1:8042/m", ""),
        ("http://[::1]:8042/m", ""),
        ("http://inside.example.org/m", ""),
        ("http://other.example.org:8042/m", ""),
        ("http://other.example.org:8043/m", PROXY),
        ("http://user:word@other.example.org:8042/m", ""),
    ],
)
def test_a_proxy_is_taken_but_for_this_computer_and_what_no_proxy_names(
    monkeypatch: pytest.MonkeyPatch, address: str, proxy: str
) -> None:
    monkeypatch.setenv("no_proxy", "inside.example.org,other.example.org:8042")

    assert proxy_for(address) == proxy


def test_a_proxy_without_a_scheme_is_one_of_http(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "proxy.example.org:3128")

    assert proxy_for("http://pacs.example.org") == PROXY


@pytest.mark.parametrize(
    "proxy",
    ["socks5://user:hidden@proxy:1080", "http://", "http://user:hidden@", "http://[hidden", "http://proxy:hidden"],
)
def test_a_proxy_that_cannot_be_used_is_what_is_told_and_not_the_address(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("http_proxy", proxy)

    refused = pytest.raises(Unreachable, match=r"proxy of this system cannot be used.*http_proxy")
    with refused as told, Http().get("http://pacs.example.org/m"):
        pass

    assert "proxy settings" in told.value.todo
    assert "hidden" not in str(told.value)
