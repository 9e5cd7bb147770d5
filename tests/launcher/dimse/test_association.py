"""As whom Wetread presents itself, and where it reaches archives, whichever way an association is opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from pydicom import Dataset, dcmread
from pynetdicom import AE, evt
from pynetdicom.events import Event

from launcher.dimse.contexts import proposals
from launcher.dimse.echo import VERIFICATION, echo
from launcher.dimse.find import STUDY_ROOT as FIND
from launcher.dimse.get import STUDY_ROOT as GET
from launcher.dimse.get import get
from launcher.dimse.move import STUDY_ROOT as MOVE
from launcher.dimse.move import move
from launcher.dimse.receive import IMPLEMENTATION_CLASS_UID, Receiver
from launcher.errors import SourceError, Unreachable
from launcher.nodes.node import DicomNode
from tests.files import bundled
from tests.launcher.dimse.calls import CALLER, CALLS, CT
from tests.servers.processes import free_port
from tests.servers.searching import find


@pytest.mark.parametrize("call", CALLS)
def test_an_archive_sees_in_its_log_which_program_calls(call: str) -> None:
    seen: list[tuple[Any, Any]] = []

    def look(event: Event) -> None:
        seen.append((event.assoc.requestor.implementation_version_name, event.assoc.requestor.implementation_class_uid))

    entity = AE("LOOKING")
    entity.add_supported_context("1.2.3")
    server = entity.start_server(("127.0.0.1", 0), block=False, evt_handlers=[(evt.EVT_REQUESTED, look)])
    try:
        with suppress(SourceError):  # it offers nothing that anybody asks for
            CALLS[call](DicomNode(name="L", ae_title="LOOKING", host="127.0.0.1", port=server.server_address[1]))
    finally:
        server.shutdown()

    assert set(seen) == {("WETREAD", IMPLEMENTATION_CLASS_UID)}


def test_an_archive_in_a_network_of_ipv6_is_asked_and_sends() -> None:
    image = dcmread(bundled("CT_small.dcm"))
    port = free_port()

    def found(event: Event) -> Iterator[Any]:
        row = Dataset()
        row.QueryRetrieveLevel, row.StudyInstanceUID = "STUDY", image.StudyInstanceUID
        yield 0xFF00, row

    def sent(event: Event) -> Iterator[Any]:
        yield 1
        yield 0xFF00, image

    def moved(event: Event) -> Iterator[Any]:
        yield "::1", port
        yield from sent(event)

    entity = AE("SIX")
    for model in (VERIFICATION, FIND, GET, MOVE):
        entity.add_supported_context(model)
    entity.add_supported_context(CT, scu_role=True, scp_role=True)
    entity.add_requested_context(CT)
    handlers: list[Any] = [(evt.EVT_C_FIND, found), (evt.EVT_C_GET, sent), (evt.EVT_C_MOVE, moved)]
    server = entity.start_server(("::1", 0), block=False, evt_handlers=handlers)
    node = DicomNode(name="Six", ae_title="SIX", host="::1", port=server.server_address[1])
    wanted = {"StudyInstanceUID": image.StudyInstanceUID}
    came: list[Sequence[bytes | memoryview]] = []
    try:
        echo(node, CALLER)
        assert [row["StudyInstanceUID"] for row in find(node, CALLER, "STUDY", {})] == [image.StudyInstanceUID]
        get(node, CALLER, "STUDY", wanted, next(proposals([CT]))[1], Receiver(came.append))
        move(node, replace(CALLER, port=port), "STUDY", wanted, [CT], Receiver(came.append))
    finally:
        server.shutdown()

    assert len(came) == 2


def test_an_archive_that_is_down_in_a_network_of_ipv6_is_named_with_brackets() -> None:
    with pytest.raises(Unreachable, match=r"SIX@\[::1\]:1\)"):
        echo(DicomNode(name="Six", ae_title="SIX", host="::1", port=1), CALLER)
