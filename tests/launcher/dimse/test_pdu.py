"""PDUs in and out: however the network cuts them, as pynetdicom has them, and never more than was agreed upon."""

from __future__ import annotations

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pynetdicom.pdu import A_ASSOCIATE_AC, A_ASSOCIATE_RQ
from pynetdicom.pdu_primitives import A_ASSOCIATE, MaximumLengthNotification
from pynetdicom.presentation import build_context

from launcher.dimse.command_set import elements, encoded
from launcher.dimse.pdu import COMMAND, LAST, P_DATA, Message, Messages, Pdus, accepted, associate_request, message

COMMAND_ALONE = encoded({0x0100: b"\x20\x80", 0x0800: b"\1\1", 0x0900: b"\0\0"})
COMMAND_AND_DATA = encoded({0x0100: b"\x20\x80", 0x0800: b"\1\0", 0x0900: b"\0\xff"})
SENT = message(1, COMMAND_AND_DATA, b"what was found", 40) + message(1, COMMAND_ALONE)


def received(*pieces: bytes) -> list[Message]:
    pdus, messages = Pdus(), Messages()
    return [one for piece in pieces for _, body in pdus.receive(piece) for one in messages.receive(body)]


@pytest.mark.parametrize("size", [1, 5, 6, 7, 40, 64, len(SENT)])
def test_messages_are_the_same_however_the_network_cuts_them(size: int) -> None:
    pieces = [SENT[place : place + size] for place in range(0, len(SENT), size)]

    assert [(one.context, one.command[0x0900], one.data_set) for one in received(*pieces)] == [
        (1, b"\0\xff", b"what was found"),
        (1, b"\0\0", b""),
    ]


@pytest.mark.parametrize("largest", [7, 40, 1 << 14])
def test_no_pdu_is_larger_than_the_archive_takes(largest: int) -> None:
    sent = message(3, COMMAND_AND_DATA, bytes(1000), largest)

    assert max(len(body) for _, body in Pdus().receive(sent)) <= largest
    assert received(sent)[0].data_set == bytes(1000)


def test_command_and_data_may_come_in_one_pdu() -> None:
    fragments = b"".join(
        struct.pack(">IBB", len(data) + 2, 1, control) + data
        for control, data in ((COMMAND | LAST, COMMAND_AND_DATA), (0, b"a"), (LAST, b"b"))
    )

    assert [one.data_set for one in Messages().receive(fragments)] == [b"ab"]


def test_a_request_is_read_by_others_as_it_is_meant() -> None:
    request = A_ASSOCIATE_RQ()
    request.decode(associate_request("WETREAD", "PACS", ["1.2.3", "1.2.4"], ["1.2.840.10008.1.2"]))
    meant = request.to_primitive()

    assert (meant.calling_ae_title, meant.called_ae_title) == ("WETREAD", "PACS")
    names = [getattr(item, "implementation_version_name", "") for item in meant.user_information]
    assert "WETREAD" in names
    assert [
        (context.context_id, context.abstract_syntax, context.transfer_syntax)
        for context in meant.presentation_context_definition_list
    ] == [(1, "1.2.3", ["1.2.840.10008.1.2"]), (3, "1.2.4", ["1.2.840.10008.1.2"])]
    assert meant.maximum_length_received == 131_072
    assert meant.implementation_class_uid


def test_what_an_archive_has_accepted_is_told_apart_from_what_it_has_not() -> None:
    answer, length = A_ASSOCIATE(), MaximumLengthNotification()
    length.maximum_length_received = 16_384
    answer.application_context_name = "1.2.840.10008.3.1.1.1"
    answer.calling_ae_title, answer.called_ae_title = "WETREAD", "PACS"
    answer.result, answer.result_source = 0, 1
    answer.user_information = [length]
    contexts = [build_context("1.2.3", "1.2.840.10008.1.2"), build_context("1.2.4", "1.2.840.10008.1.2")]
    for number, context in zip((1, 3), contexts, strict=True):
        context.context_id, context.result = number, 0 if number == 3 else 3
    answer.presentation_context_definition_results_list = contexts
    pdu = A_ASSOCIATE_AC()
    pdu.from_primitive(answer)

    found = accepted(pdu.encode()[6:])

    assert (found.transfer_syntaxes, found.largest) == ({3: "1.2.840.10008.1.2"}, 16_384)


@pytest.mark.parametrize(
    "damaged",
    [
        struct.pack(">BxI", P_DATA, 0xFFFFFFF0),
        struct.pack(">BxIIBB", P_DATA, 6, 99, 1, 3),
        struct.pack(">BxIIBB", P_DATA, 6, 1, 1, 3),
        message(1, b"no command set"),
    ],
    ids=["gigabytes", "a fragment that is longer", "a fragment that is shorter", "no command set"],
)
def test_what_is_no_message_is_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"a PDU|a fragment|a command set"):
        received(damaged)


def test_a_message_without_end_is_not_gathered() -> None:
    endless = struct.pack(">BxIIBB", P_DATA, 6 + (1 << 16), 2 + (1 << 16), 1, 0) + bytes(1 << 16)

    with pytest.raises(ValueError, match="too many"):
        received(*([endless] * 40))


@given(st.binary(max_size=300))
def test_any_bytes_are_an_answer_or_none(garbage: bytes) -> None:
    accepted(garbage)
    with suppress(ValueError):
        received(garbage)


@given(st.binary(max_size=200))
def test_a_damaged_command_is_no_command(data: bytes) -> None:
    found = elements(data)
    assert all(len(value) <= len(data) for value in found.values())
