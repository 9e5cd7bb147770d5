"""``weasis:config``: what a link may set, and what a remote configuration says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.errors import BadAnswer
from launcher.links.configuration import HONOURED, PROTECTED, accepted, read_remote

# --- properties ---


def test_what_has_a_meaning_counts_and_the_first_of_a_name_holds() -> None:
    properties = [("UrlReadTimeout", "1"), ("UrlReadTimeout", "2"), ("no.meaning", "x")]
    configuration = accepted(properties, ["dicom:close -a"])

    assert configuration.properties == {"UrlReadTimeout": "1"}
    assert configuration.commands == ("dicom:close -a",)
    assert configuration.refused == ()


@pytest.mark.parametrize(
    "name", [*sorted(PROTECTED), "java.home", "javax.x", "jdk.x", "sun.x", "os.name", "user.dir", "felix.x"]
)
def test_what_decides_where_programs_come_from_is_refused_by_name_without_its_value(name: str) -> None:
    configuration = accepted([(name, "SECRET")])

    assert configuration.properties == {}
    (refusal,) = configuration.refused
    assert name in str(refusal)
    assert "SECRET" not in str(refusal)


def test_how_an_archive_wants_to_be_asked_is_for_the_link_to_say() -> None:
    properties = [("dicom.qido.query.multi.params", "true")]

    assert accepted(properties).properties == dict(properties)


@pytest.mark.parametrize("name", ["weasis.user", "weasis.profile"])
@pytest.mark.parametrize(
    ("value", "refused"),
    [("bob", False), ("bob.smith", False), ("..", True), ("...", True), ("../x", True), ("a\\b", True), ("a:b", True),
     ("a*", True), ("a?", True), ('a"', True), ("<a>", True), ("a|b", True), ("a\nb", True), ("..\n", True)],
)  # fmt: skip
def test_names_of_folders_are_refused_when_they_could_lead_elsewhere(name: str, value: str, refused: bool) -> None:
    refusals = accepted([(name, value)]).refused

    assert bool(refusals) is refused
    assert all("characters that no name of a folder may have" in str(refusal) for refusal in refusals)


@pytest.mark.parametrize("name", ["weasis.codebase.url", "weasis.resources.url", "weasis.pref.url"])
def test_addresses_of_foreign_programs_and_settings_are_refused(name: str) -> None:
    assert "settings" in str(accepted([(name, "https://evil.example")]).refused[0])


@given(st.lists(st.tuples(st.text(), st.text())))
def test_only_what_the_table_names_ever_counts(properties: list[tuple[str, str]]) -> None:
    assert accepted(properties).properties.keys() <= HONOURED


# --- remote configurations ---


def test_properties_and_commands_are_found_wherever_they_stand() -> None:
    data = b"""<?xml version="1.0"?><jnlp><resources><property name="a" value="1"/><property name="b"/>
    <property value="no name"/></resources><application-desc><argument> $dicom:close -a </argument><argument/>
    </application-desc></jnlp>"""

    assert read_remote(data) == ([("a", "1"), ("b", "")], ["$dicom:close -a"])


def test_a_namespace_changes_nothing() -> None:
    assert read_remote(b'<x xmlns="urn:x"><property name="a" value="1"/></x>') == ([("a", "1")], [])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><br></html>",
        b"\xff\xfe",
        b"<x>" * 10_000,
        b'<!DOCTYPE x [<!ENTITY a "b">]><x><argument>&a;</argument></x>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x><argument>&a;</argument></x>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><x/>',
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><x><property name="&c;&c;&c;" value=""/></x>',
    ],
    ids=range(8),
)
def test_what_is_no_plain_xml_is_a_bad_answer(data: bytes) -> None:
    with pytest.raises(BadAnswer):
        read_remote(data)


@given(st.binary(max_size=100) | st.text(max_size=50).map(lambda text: f"<x>{text}</x>".encode()))
def test_any_bytes_are_a_configuration_or_a_bad_answer(data: bytes) -> None:
    try:
        read_remote(data)
    except BadAnswer:
        pass
