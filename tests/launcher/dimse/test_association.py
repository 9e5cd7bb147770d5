"""As whom Wetread presents itself, whichever way an association is opened."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from pynetdicom import AE, evt
from pynetdicom.events import Event

from launcher.dimse.receive import IMPLEMENTATION_CLASS_UID
from launcher.errors import SourceError
from launcher.nodes.node import DicomNode
from tests.launcher.dimse.test_refusals import CALLS


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
