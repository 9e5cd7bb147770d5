"""Single frames of what is coming: asked for when somebody looks at them, from servers that can give them."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest

from launcher.dicomweb.frames import AS_STORED
from launcher.dicomweb.query import Archive
from launcher.dicomweb.service import Service
from launcher.http.client import Limits
from launcher.ledger.records import Entry
from launcher.protocol.events import FrameReceived
from launcher.references import Instance, Patient, Series, Study
from launcher.sources.frames import RESOURCE, SingleFrames
from tests.launcher.desk import Desk
from tests.servers.processes import until
from tests.servers.web import Answer, Web

PLACE = Patient("CINE"), Study("1"), Series("2")
STORED = "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1"


@pytest.fixture
def archive(desk: Desk, web: Web) -> Archive:
    work = desk.work()
    service = Service(f"{web.origin}/rs", retrieve_headers=(("Authorization", "Bearer T"),))
    return Archive(service, desk.http, work.launch.consent.permit, Limits(), work.job.stop)


@pytest.fixture
def entry(desk: Desk, archive: Archive, tmp_path: Path) -> Entry:
    """A loop that is coming."""
    work = desk.work()
    promised = work.ledger.promise(work.job, *PLACE, [Instance("3")])["3"]
    frames = SingleFrames(work, archive, lambda *what: archive.service.instance("1", "2", *what))
    coming = replace(
        promised.instance, number_of_frames=9, transfer_syntax_uid="1.2.840.10008.1.2.1", path=str(tmp_path), size=9
    )
    work.ledger.begun(frames.of(promised), *PLACE, coming)
    return promised


def frames_of(desk: Desk) -> list[FrameReceived]:
    return [message for message in desk.told if isinstance(message, FrameReceived)]


def want(desk: Desk, entry: Entry, frame_index: int) -> None:
    assert entry.begun is not None
    desk.ledger.want_frame(entry.begun.path, frame_index)


def test_a_frame_is_asked_for_as_it_is_stored_with_the_series_login(
    desk: Desk, archive: Archive, entry: Entry, web: Web
) -> None:
    web.answers("*/frames/5", lambda seen: Answer(b"five", headers={"Content-Type": STORED}))

    want(desk, entry, 4)

    until(lambda: frames_of(desk), what="the frame")
    (frame,) = frames_of(desk)
    assert (frame.frame_index, b64decode(frame.data)) == (4, b"five")
    (seen,) = web.asked("*")
    assert seen.path == "/rs/studies/1/series/2/instances/3/frames/5"
    assert (seen.headers["Accept"], seen.headers["Authorization"]) == (AS_STORED, "Bearer T")


@pytest.mark.parametrize(
    "answer",
    [Answer(status=404), Answer(status=406), Answer(status=501), Answer(b"x", headers={"Content-Type": "image/png"})],
    ids=["404", "406", "501", "rendered"],
)
def test_a_server_that_cannot_is_asked_once(
    desk: Desk, archive: Archive, entry: Entry, web: Web, answer: Answer
) -> None:
    web.answers("*/frames/*", lambda seen: answer)

    want(desk, entry, 4)
    until(lambda: RESOURCE in archive.lacking, what="its no")
    want(desk, entry, 5)

    assert len(web.asked("*")) == 1
    assert frames_of(desk) == []
    assert entry.state == "queued"


def test_a_frame_of_what_has_come_meanwhile_is_not_asked_for(
    desk: Desk, archive: Archive, entry: Entry, web: Web
) -> None:
    path = str(entry.begun and entry.begun.path)
    desk.ledger.received(entry, *PLACE, entry.instance)

    desk.ledger.want_frame(path, 4)

    assert web.asked("*") == []
