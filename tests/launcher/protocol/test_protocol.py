"""The messages: each survives the way over the socket, and nothing else is taken for one."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.errors import ProtocolError
from launcher.protocol import MESSAGES, AnyMessage, from_wire, to_wire
from launcher.protocol.calls import Request
from launcher.protocol.events import Command, InstancesReceived, Matches, NodesSetUp, Screenshot
from launcher.protocol.wishes import Description, KeepNode, RetrieveFound, Search
from launcher.references import Instance

texts = st.text(max_size=10)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
rows = st.lists(st.dictionaries(texts, texts, max_size=2), max_size=2).map(tuple)
MAPPINGS: dict[type, dict[str, Any]] = {
    Request: {"options": st.none() | st.dictionaries(texts, texts, max_size=2)},
    Command: {"options": st.dictionaries(texts, texts | st.lists(st.integers(), max_size=2), max_size=2)},
    NodesSetUp: {"nodes": st.lists(st.dictionaries(texts, texts | st.booleans(), max_size=2)).map(tuple)},
    Matches: {"rows": rows},
    Search: {"criteria": st.dictionaries(texts, texts, max_size=2)},
    RetrieveFound: {"items": rows},
    KeepNode: {"values": st.dictionaries(texts, texts | st.integers(), max_size=2)},
    Description: {"state": st.dictionaries(texts, texts | st.integers(), max_size=2)},
}
anything = st.sampled_from(list(MESSAGES.values())).flatmap(lambda kind: st.builds(kind, **MAPPINGS.get(kind, {})))


def carried(message: AnyMessage) -> Any:
    return json.loads(json.dumps(to_wire(message)))


@given(anything)
def test_every_message_survives_the_way_over_the_socket(message: AnyMessage) -> None:
    assert from_wire(carried(message)) == message


@given(anything, st.data())
def test_a_changed_message_is_a_message_or_a_protocol_error(message: AnyMessage, data: st.DataObject) -> None:
    wire = carried(message)
    wire[data.draw(st.sampled_from(sorted(wire)))] = data.draw(json_values)
    try:
        read = from_wire(wire)
    except ProtocolError:
        return
    assert type(read).__name__ in MESSAGES


@given(anything, st.data())
def test_a_field_that_is_missing_has_its_default_or_is_an_error(message: AnyMessage, data: st.DataObject) -> None:
    wire = carried(message)
    missing = data.draw(st.sampled_from(sorted(wire)))
    del wire[missing]
    try:
        read = from_wire(wire)
    except ProtocolError:
        return
    assert isinstance(read, type(message))


@given(st.dictionaries(texts | st.just("type"), json_values, max_size=4))
def test_any_object_is_a_message_or_a_protocol_error(data: dict[str, Any]) -> None:
    try:
        from_wire(data)
    except ProtocolError:
        pass


def test_dicom_attributes_travel_under_their_keywords() -> None:
    wire = to_wire(InstancesReceived("key", (Instance(sop_instance_uid="1.2", instance_number=7, path="/x"),)))

    assert wire["instances"][0]["SOPInstanceUID"] == "1.2"
    assert wire["instances"][0]["InstanceNumber"] == 7
    assert wire["instances"][0]["path"] == "/x"


def test_fields_of_a_later_version_are_ignored() -> None:
    assert from_wire({"type": "Screenshot", "id": 1, "path": "/x", "depth": 24}) == Screenshot(1, "/x")


@pytest.mark.parametrize(
    "wire",
    [
        {},
        {"type": "Nonsense"},
        {"type": ["Quit"]},
        {"type": "Screenshot", "path": "/x"},
        {"type": "Screenshot", "id": True, "path": "/x"},
        {"type": "Screenshot", "id": 1.5, "path": "/x"},
        {"type": "Request", "version": 1, "kind": "open", "arguments": "weasis://"},
        {"type": "Request", "version": 1, "kind": "open", "origin": "root"},
        {"type": "Request", "version": 1, "kind": "wait", "timeout": 10**400},
        {"type": "Question", "id": 1, "title": "", "text": "", "choices": [["only a name"]]},
    ],
    ids=lambda wire: str(wire)[:60],
)
def test_what_is_no_message_is_refused(wire: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        from_wire(wire)


def test_no_message_of_another_kind_can_be_smuggled_in_by_a_field_named_type() -> None:
    assert all(field.name != "type" for kind in MESSAGES.values() for field in fields(kind))
    assert from_wire(to_wire(Request(1, "open"))) == Request(1, "open")
