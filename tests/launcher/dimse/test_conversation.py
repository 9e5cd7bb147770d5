"""What an archive may do while it is searched, and after."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydicom import Dataset
from pynetdicom import AE, evt
from pynetdicom.ae import AssociationServer
from pynetdicom.events import Event

from launcher.dimse.echo import echo
from launcher.dimse.find import STUDY_ROOT, Finder
from launcher.errors import BadAnswer, Refused, SourceError, Unreachable
from launcher.nodes.node import CallingNode, DicomNode
from tests.servers.processes import until
from tests.servers.searching import find

CALLER = CallingNode(name="Wetread")
VERIFICATION = "1.2.840.10008.1.1"
Handler = Callable[[Event], Iterator[Any]]
Offered = Callable[[Handler], tuple[DicomNode, AssociationServer]]


@pytest.fixture
def archive() -> Iterator[Offered]:
    """An archive that answers as it is told."""
    servers = []

    def offered(handler: Handler, offers: str = STUDY_ROOT) -> tuple[DicomNode, AssociationServer]:
        entity = AE("PLAYED")
        entity.add_supported_context(offers)
        server = entity.start_server(("127.0.0.1", 0), block=False, evt_handlers=[(evt.EVT_C_FIND, handler)])
        servers.append(server)
        return DicomNode(name="Played", ae_title="PLAYED", host="127.0.0.1", port=server.server_address[1]), server

    yield offered
    for server in servers:
        server.shutdown()


def study(number: int) -> Dataset:
    found = Dataset()
    found.QueryRetrieveLevel, found.StudyInstanceUID = "STUDY", f"1.2.{number}"
    return found


def three(event: Event) -> Iterator[Any]:
    for number in range(3):
        yield 0xFF00, study(number)


def test_searches_follow_each_other_over_one_association(archive: Offered) -> None:
    node, server = archive(three)
    with Finder(node, CALLER) as finder:
        for _ in range(3):
            assert [row["StudyInstanceUID"] for row in finder.rows("STUDY", {})] == ["1.2.0", "1.2.1", "1.2.2"]
        assert len(server.active_associations) == 1


def test_an_archive_that_hangs_up_between_two_searches_is_called_again(archive: Offered) -> None:
    node, server = archive(three)
    with Finder(node, CALLER) as finder:
        assert len(list(finder.rows("STUDY", {}))) == 3
        (association,) = server.active_associations
        association.abort()
        until(lambda: not association.is_alive(), what="the archive has hung up")

        assert len(list(finder.rows("STUDY", {}))) == 3


def test_what_came_before_an_archive_hangs_up_is_yielded(archive: Offered) -> None:
    def abort(event: Event) -> Iterator[Any]:
        yield 0xFF00, study(0)
        time.sleep(0.2)  # so that it is on its way
        event.assoc.abort()

    node, _ = archive(abort)
    came = []
    with pytest.raises(Unreachable, match="The archive broke off the connection"):
        for row in find(node, CALLER, "STUDY", {}):
            came.append(row)  # noqa: PERF402 - the first is kept when the second fails

    assert [row["StudyInstanceUID"] for row in came] == ["1.2.0"]


def test_who_reads_slowly_does_not_give_up_on_an_archive_that_has_answered(archive: Offered) -> None:
    def pausing(event: Event) -> Iterator[Any]:
        for answer in three(event):
            yield answer
            time.sleep(0.3)

    node, _ = archive(pausing)
    hasty = DicomNode(name="Played", ae_title="PLAYED", host="127.0.0.1", port=node.port, idle=3.0)
    rows = []
    for row in find(hasty, CALLER, "STUDY", {}):
        rows.append(row)
        time.sleep(3.5 if len(rows) == 1 else 0.0)

    assert len(rows) == 3


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [(0xA700, BadAnswer, "out of resources .status 0xa700, Disk full"), (0x0124, Refused, "does not allow this")],
)
def test_an_archive_that_cannot_search_says_why(
    archive: Offered, status: int, error: type[SourceError], said: str
) -> None:
    def failing(event: Event) -> Iterator[Any]:
        yield 0xFF00, study(0)
        why = Dataset()
        why.Status, why.ErrorComment = status, "Disk full"
        yield why, None

    node, _ = archive(failing)
    with pytest.raises(error, match=said):
        list(find(node, CALLER, "STUDY", {}))


def test_an_archive_that_cannot_be_searched_is_told_from_one_that_refuses(archive: Callable[..., Any]) -> None:
    node, _ = archive(three, VERIFICATION)

    with pytest.raises(BadAnswer, match="Played does not offer C-FIND"):
        list(find(node, CALLER, "STUDY", {}))


def test_an_archive_that_does_not_answer_an_echo_is_not_taken_for_something_else(archive: Offered) -> None:
    node, _ = archive(three)

    with pytest.raises(BadAnswer, match="does not offer what it was asked for"):
        echo(node, CALLER)
