"""What is right for an archive that is set up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.errors import RequestError
from launcher.nodes.node import KINDS, DicomNode, WebNode, read_node, values_of

PACS = {"name": "PACS", "ae_title": "ORTHANC", "host": "pacs.example.org", "port": 4242}


def test_an_archive_needs_name_ae_title_and_host() -> None:
    node = read_node("dicom", PACS)

    assert node == DicomNode(name="PACS", ae_title="ORTHANC", host="pacs.example.org", port=4242)
    for word in ("name", "ae_title", "host"):
        with pytest.raises(RequestError, match=f"{word} is missing"):
            read_node("dicom", {name: value for name, value in PACS.items() if name != word})


@pytest.mark.parametrize(
    ("word", "value", "said"),
    [
        ("ae_title", "A" * 17, "at most 16 characters"),
        ("ae_title", "A\\B", "without backslash"),
        ("port", 0, "from 1 to 65535"),
        ("port", "many", "port"),
        ("host", "http://pacs", "without http://"),
        ("host", "pacs:104", "without a port"),
        ("host", "[::1]:104", "without a port"),
        ("host", "[pacs]", "in brackets"),
        ("host", "1::2::3", "IPv6"),
        ("retrieve", "push", "one of get, move, wado"),
        ("tls", "perhaps", "true or false"),
        ("connect", 0, "seconds"),
        ("character_set", "UTF-8", "such as ISO_IR 192"),
        ("character_set", "ISO_IR 100\\Klingon", "such as ISO_IR 192"),
        ("colour", "red", "colour is not known"),
        ("name", "two\nlines", "one line"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_right(word: str, value: Any, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        read_node("dicom", PACS | {word: value})


@pytest.mark.parametrize("host", ["2001:db8::7", "[2001:db8::7]", "2001:DB8:0::7"])
def test_an_ipv6_address_is_one_however_it_is_written(host: str) -> None:
    node = read_node("dicom", PACS | {"host": host})

    assert isinstance(node, DicomNode)
    assert node.host == "2001:db8::7"
    assert node.place == "ORTHANC@[2001:db8::7]:4242"


def test_a_character_set_that_only_extends_another_extends_the_usual_one() -> None:
    node = read_node("dicom", PACS | {"character_set": "ISO 2022 IR 87"})

    assert isinstance(node, DicomNode)
    assert node.character_set == "\\ISO 2022 IR 87"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("pacs.example.org", "begins with http"),
        ("http://[::1", "begins with http"),
        ("http://::1:8042/rs", "IPv6 address in brackets"),
        ("https://user:secret@pacs.example.org", "without a login"),
        ("", "url is"),
    ],
)
def test_an_address_is_a_web_address_without_a_login(url: str, said: str) -> None:
    with pytest.raises(RequestError, match=said) as error:
        read_node("web", {"name": "Cloud", "url": url})
    assert "secret" not in str(error.value)


def test_secrets_are_not_kept_among_the_headers() -> None:
    values = {"name": "Cloud", "url": "https://pacs.example.org/rs"}

    node = read_node("web", values | {"headers": {"X-Site": "north"}})
    assert isinstance(node, WebNode)
    assert node.headers == {"X-Site": "north"}
    with pytest.raises(RequestError, match="without Authorization") as error:
        read_node("web", values | {"headers": {"Authorization": "Bearer token"}})
    assert "token" not in str(error.value)


def test_a_file_keeps_what_is_not_as_usual() -> None:
    assert values_of(read_node("dicom", PACS)) == PACS


@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.floats()))
def test_no_values_raise_anything_but_our_error(kind: str, values: dict[str, Any]) -> None:
    try:
        read_node(kind, {**PACS, "url": "https://a.example", **values} if kind == "dicom" else values)
    except RequestError:
        pass
