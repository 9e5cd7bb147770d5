"""Framing: whatever the pieces, the same messages come out; whatever the bytes, only one kind of error does."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher import framing
from launcher.errors import ProtocolError
from launcher.framing import Frames, encode

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
messages = st.dictionaries(st.text(max_size=8), values, max_size=4)


def cut(data: bytes, places: list[int]) -> list[bytes]:
    bounds = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:end] for start, end in pairwise(bounds)]


@given(st.lists(messages, max_size=4), st.lists(st.integers(0, 4000), max_size=6))
def test_messages_come_out_as_they_went_in_whatever_the_pieces(sent: list[dict[str, Any]], places: list[int]) -> None:
    frames = Frames()
    stream = b"".join(map(encode, sent))

    received = [message for piece in cut(stream, places) for message in frames.receive(piece)]

    assert received == sent
    assert frames.empty


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=6))
def test_any_bytes_in_any_pieces_give_messages_or_a_protocol_error(data: bytes, places: list[int]) -> None:
    frames = Frames()
    try:
        received = [message for piece in cut(data, places) for message in frames.receive(piece)]
    except ProtocolError:
        return
    assert all(isinstance(message, dict) for message in received)


@given(st.binary(max_size=60))
def test_any_body_gives_a_message_or_a_protocol_error(body: bytes) -> None:
    frames = Frames()
    try:
        (message,) = frames.receive(len(body).to_bytes(4, "big") + body)
    except ProtocolError:
        return
    assert isinstance(message, dict)


def test_file_names_that_are_no_text_survive() -> None:
    message = {"arguments": ["/data/\udcff.dcm"]}

    assert list(Frames().receive(encode(message))) == [message]


def test_a_stream_that_ends_within_a_message_is_not_empty() -> None:
    frames = Frames()

    assert list(frames.receive(encode({"type": "Quit"})[:-1])) == []
    assert not frames.empty


def test_a_length_over_the_limit_is_refused_before_its_body_comes() -> None:
    with pytest.raises(ProtocolError, match="length"):
        list(Frames().receive((framing.LIMIT + 1).to_bytes(4, "big")))


def test_a_message_over_the_limit_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framing, "LIMIT", 10)

    with pytest.raises(ProtocolError, match="too long"):
        encode({"type": "Message"})


def test_json_that_is_nested_without_end_is_refused() -> None:
    body = b"[" * 100_000

    with pytest.raises(ProtocolError):
        list(Frames().receive(len(body).to_bytes(4, "big") + body))
