"""What the window asks of archives, and what of the answers it takes."""

from __future__ import annotations

from typing import Any

import pytest

from launcher.protocol import AnyMessage
from launcher.protocol.events import Matches, NodesSetUp, NodeTested, SearchEnded
from launcher.protocol.wishes import CancelSearch, Search
from viewer.model.archives import ArchiveNode, archives, read_nodes
from viewer.state.archives import Archives

PACS = {"kind": "dicom", "name": "PACS", "ae_title": "A", "host": "h", "port": 11112, "final": True}
WEB = {"kind": "web", "name": "Web", "url": "https://h/rs", "default": True, "final": False}


@pytest.fixture
def known(application: Any, said: list[AnyMessage]) -> Archives:
    return Archives(said.append)


def test_nodes_are_known_once_the_service_told_of_them(known: Archives) -> None:
    heard: list[str] = []
    known.nodes_changed.connect(heard.append)
    assert known.nodes is None
    known.apply(NodesSetUp((PACS, WEB, {"kind": "fax", "name": "x"}), "no"))
    assert known.nodes is not None
    assert [(node.name, node.final) for node in known.nodes] == [("PACS", True), ("Web", False)]
    assert heard == ["no"]


def test_the_default_archive_stands_first_and_each_offers_what_it_can() -> None:
    found = archives(read_nodes((PACS, WEB, {"kind": "calling", "name": "Me", "ae_title": "ME"})))
    assert [node.name for node in found] == ["Web", "PACS"]
    assert [node.methods for node in found] == [("rs",), ("get", "move")]
    wado = {"retrieve": "move", "wado_uri": "https://h/wado"}
    assert ArchiveNode("dicom", "A", wado).methods == ("move", "get", "wado")


def test_answers_of_a_cancelled_search_are_passed_over(known: Archives, said: list[AnyMessage]) -> None:
    rows: list[Any] = []
    known.found.connect(lambda number, more: rows.extend(more))
    first, second = known.search("PACS", {"PatientID": "1"}), known.search("PACS", {"PatientID": "2"})
    known.cancel(first)
    known.apply(Matches(first, ({"PatientID": "1"},)))
    known.apply(Matches(second, ({"PatientID": "2"},)))
    assert rows == [{"PatientID": "2"}]
    assert [type(message) for message in said] == [Search, Search, CancelSearch]


def test_searches_and_tests_end_with_the_service(known: Archives) -> None:
    ends: list[SearchEnded] = []
    tests: list[NodeTested] = []
    known.ended.connect(ends.append)
    known.tested.connect(tests.append)
    search, test = known.search("PACS", {}), known.test_node("PACS")
    known.lose_service()
    known.lose_service()
    assert [(end.id, bool(end.error)) for end in ends] == [(search, True)]
    assert [(message.id, message.ended) for message in tests] == [(test, True)]
