"""Addresses: one origin for one server, nothing secret in what is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from launcher.addresses import escaped, host, local_path, origin_of, shown
from launcher.errors import Refused, RequestError, WetreadError

ORIGINS = [
    ("http://pacs.example.org/wado?x=1", "http://pacs.example.org:80"),
    ("HTTPS://PACS.Example.ORG", "https://pacs.example.org:443"),
    ("https://pacs.example.org:8443/", "https://pacs.example.org:8443"),
    ("http://pacs.example.org:/", "http://pacs.example.org:80"),
    ("http://pacs_1/", "http://pacs_1:80"),
    ("http://pacs.example.org./", "http://pacs.example.org:80"),
    ("http://good.example@evil.example/", "http://evil.example:80"),
    ("http://user:secret@pacs:8042/", "http://pacs:8042"),
    ("http://pacs?x=@evil.example", "http://pacs:80"),
    ("http://pacs#@evil.example", "http://pacs:80"),
    ("http://[::1]:8042/", "http://[::1]:8042"),
    ("http://[0:0:0:0:0:0:0:1]/", "http://[::1]:80"),
    ("http://[::FFFF:127.0.0.1]/", "http://127.0.0.1:80"),
    ("http://127.1/", "http://127.0.0.1:80"),
    ("http://2130706433/", "http://127.0.0.1:80"),
    ("http://0x7f.0.0.1/", "http://127.0.0.1:80"),
    ("http://0251.0376.0251.0376/", "http://169.254.169.254:80"),
]

NO_ORIGIN = [
    "",
    "pacs.example.org",
    "/etc/passwd",
    "file:///etc/passwd",
    "ftp://pacs/x",
    "javascript:alert(1)",
    "http://",
    "http:///x",
    "http://./",
    "http://:80/",
    "http://pacs:0/",
    "http://pacs:65536/",
    "http://pacs:eighty/",
    "http://[::1/",
    "http://[pacs]/",
    "http://[fe80::1%25eth0]/",
    "http://a@b@pacs/",
    "http://pacs\\@evil.example/",
    "http://evil.example\\@pacs/",
    "http://pa\ncs/",
    "http://pacs .example/",
    " http://pacs/",
    "http://pacs%2eexample/",
    "http://ｐacs.example/",
    "http://p\u017facs.example/",
]


@pytest.mark.parametrize(("address", "origin"), ORIGINS)
def test_an_address_belongs_to_one_origin(address: str, origin: str) -> None:
    assert origin_of(address) == origin


@pytest.mark.parametrize("address", NO_ORIGIN, ids=repr)
def test_what_names_no_server_beyond_doubt_is_refused(address: str) -> None:
    with pytest.raises(Refused):
        origin_of(address)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:99999/x?SECRET", "http://127.0.0.1:99999/x: 99999 is no port"),
        ("http://[bad", "http://…: its server cannot be read"),
        ("http://[1:2]/", "what stands in its brackets is no IP address"),
        ("http://./", "names no server"),
        ("ftp://pacs/x", "ftp://pacs/x: it does not begin with http"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(address: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        origin_of(address)
    assert said in str(refusal.value)
    assert "SECRET" not in str(refusal.value)


@given(
    st.sampled_from(["http://", "https://", "HTTP://", "http:/", "//", ""]),
    st.lists(
        st.sampled_from(
            ["good", ".", "evil", "@", "\\", "/", "?", "#", ":", "80", "[", "::1", "]", "%2f", "\t", "é", "0x7f"]
        )
        | st.characters(),
        max_size=8,
    ).map("".join),
)
def test_who_connects_reads_the_same_server_as_who_permits(scheme: str, rest: str) -> None:
    """CVE-2022-28755 and its kin: two parsers that disagree let a link choose another server."""
    try:
        origin = origin_of(scheme + rest)
    except Refused:
        return
    try:
        read = parse_url(scheme + rest)
    except LocationParseError:
        return  # then nobody connects at all
    assert origin_of(f"{read.scheme}://{read.host}:{read.port or ''}/") == origin


@given(st.text())
def test_any_text_is_handled_or_refused(text: str) -> None:
    for function in (origin_of, local_path, shown, host):
        try:
            function(text)
        except WetreadError:
            pass


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("http://pacs/x?zz=%20c&q=50%", "http://pacs/x?zz=%20c&q=50%25"),
        ("http://pacs/%zz/%2f?a=%2", "http://pacs/%25zz/%2f?a=%252"),
        ("http://pacs/a b/é?c=[x]", "http://pacs/a%20b/%C3%A9?c=[x]"),
        ("http://[::1]:80/~x;y=(1)", "http://[::1]:80/~x;y=(1)"),
    ],
)
def test_only_what_an_address_cannot_hold_is_escaped(address: str, sent: str) -> None:
    assert escaped(address) == sent
    assert escaped(sent) == sent


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("https://pacs/wado?token=SECRET#SECRET", "https://pacs/wado"),
        ("https://user:SECRET@pacs:8443/wado", "https://pacs:8443/wado"),
        ("https://pacs/app;jsessionid=SECRET", "https://pacs/app"),
        ("https://[SECRET", "https://…"),
        ("//[SECRET", "an address that cannot be read"),
        ("https://user:SECRET@pacs:99999/wado", "https://pacs:99999/wado"),
        ("https://pacs:SECRET", "https://pacs"),
        ("http://[::1]:8042/x?token=SECRET", "http://[::1]:8042/x"),
        ("/data/a;b.dcm", "/data/a;b.dcm"),
    ],
)
def test_people_see_where_but_nothing_secret(address: str, seen: str) -> None:
    assert shown(address) == seen


def test_what_people_see_is_short() -> None:
    assert len(shown("http://pacs/" + "x" * 5000)) == 300


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/data/x y.dcm", "/data/x y.dcm"),
        ("/data/100%25%00.dcm", "/data/100%25%00.dcm"),
        ("file:///data/x%20y.dcm", "/data/x y.dcm"),
        ("file://LOCALHOST/data/x", "/data/x"),
        ("http://pacs/x", None),
        ("HTTPS://pacs/x", None),
    ],
)
def test_an_address_of_this_computer_is_a_path(address: str, path: str | None) -> None:
    assert local_path(address) == (None if path is None else Path(path))


@pytest.mark.parametrize(
    "address", ["file://server/share/x", "ftp://pacs/x", "javascript:1", "file:///a%00b", "/a\0b", "http://[x"]
)
def test_other_computers_and_other_kinds_are_refused(address: str) -> None:
    with pytest.raises(RequestError):
        local_path(address)


def test_users_are_told_the_host() -> None:
    assert host("https://user:x@Pacs.example:8443/wado?x") == "pacs.example"
    assert host("file:///data/x") == "this computer"
    assert host("https://[x") == "a server whose name cannot be read"
