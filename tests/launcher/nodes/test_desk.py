"""What the dialogs of the window are answered: which archives there are, whether they work, what they hold."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from launcher.http.client import Http
from launcher.nodes.desk import NodeDesk, batches
from launcher.nodes.search import Reach
from launcher.policy import Policy
from launcher.protocol import AnyMessage
from launcher.protocol.events import Matches, NodesSetUp, NodeTested, SearchEnded
from launcher.protocol.wishes import AskNodes, CancelSearch, ImportNodes, KeepNode, RemoveNode, Search, TestNode
from launcher.stop import Stop
from tests.servers.orthanc import Archive
from tests.servers.processes import free_port, until
from tests.servers.studies import Study

Told = list[AnyMessage]


@pytest.fixture
def told() -> Told:
    return []


@pytest.fixture
def desk(told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NodeDesk:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path))
    return NodeDesk(Policy, Reach(Http), told.append)


@pytest.fixture
def set_up(desk: NodeDesk, orthanc: Archive, told: Told) -> None:
    """The same archive, by DIMSE and by DICOMweb."""
    dicom = {"name": "PACS", "ae_title": "ORTHANC", "host": "127.0.0.1", "port": str(orthanc.dicom_port)}
    desk.hear(KeepNode("dicom", dicom))
    desk.hear(KeepNode("web", {"name": "Cloud", "url": orthanc.dicomweb}))
    told.clear()


def the_end(told: Told, fits: Callable[[Any], bool]) -> Any:
    return until(lambda: next((message for message in told if fits(message)), None), what="the last answer")


def rows(told: Told) -> list[Any]:
    return [row for message in told if isinstance(message, Matches) for row in message.rows]


def test_an_archive_is_set_up_listed_and_forgotten(desk: NodeDesk, told: Told) -> None:
    desk.hear(KeepNode("web", {"name": "Cloud", "url": "https://pacs.example.org/rs"}))
    desk.hear(AskNodes())
    desk.hear(RemoveNode("cloud"))

    there = ({"kind": "web", "name": "Cloud", "url": "https://pacs.example.org/rs", "final": False},)
    assert told == [NodesSetUp(there), NodesSetUp(there), NodesSetUp(())]


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (KeepNode("dicom", {"name": "PACS", "ae_title": "", "host": "h"}), "ae_title is missing"),
        (KeepNode("dicom", {"name": "PACS", "ae_title": "A", "host": "h", "port": "0"}), "port must be a port"),
        (KeepNode("printer", {"name": "P"}), "printer is no kind of archive"),
        (RemoveNode("nobody"), "There is no such archive"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_changes(desk: NodeDesk, told: Told, wish: AnyMessage, why: str) -> None:
    desk.hear(wish)

    (answer,) = told
    assert isinstance(answer, NodesSetUp)
    assert why in answer.error
    assert answer.nodes == ()


@pytest.mark.usefixtures("set_up")
@pytest.mark.parametrize("node", ["PACS", "Cloud"])
def test_a_search_finds_the_same_whichever_way_the_archive_speaks(
    desk: NodeDesk, told: Told, study: Study, node: str
) -> None:
    desk.hear(Search(7, node, {"StudyInstanceUID": study.study_instance_uid}, "SERIES"))

    assert the_end(told, lambda said: isinstance(said, SearchEnded)) == SearchEnded(7, len(study.series))
    assert {row["SeriesInstanceUID"] for row in rows(told)} == study.series
    assert {row["Modality"] for row in rows(told)} == {"MR"}


@pytest.mark.usefixtures("set_up")
@pytest.mark.parametrize("node", ["PACS", "Cloud"])
def test_a_limit_is_kept_and_told_and_the_next_page_follows(desk: NodeDesk, told: Told, node: str) -> None:
    for number in (0, 1):
        desk.hear(Search(number, node, {"PatientID": "*"}, "STUDY", limit=1, offset=number))
        end = the_end(told, lambda said, number=number: isinstance(said, SearchEnded) and said.id == number)
        assert end == SearchEnded(number, 1, limited=True)

    assert len({row["StudyInstanceUID"] for row in rows(told)}) == 2


def test_an_archive_that_is_not_set_up_is_an_error(desk: NodeDesk, told: Told) -> None:
    desk.hear(Search(1, "Moon", {}))

    assert "Moon is not set up here" in the_end(told, lambda said: isinstance(said, SearchEnded)).error


@pytest.mark.usefixtures("set_up")
def test_a_cancelled_search_ends_without_an_error(desk: NodeDesk, told: Told) -> None:
    desk.hear(Search(1, "PACS", {"PatientID": "*"}))
    desk.hear(CancelSearch(1))

    assert the_end(told, lambda said: isinstance(said, SearchEnded)).error == ""


@pytest.mark.usefixtures("set_up")
def test_a_search_from_the_command_line_is_answered_there(desk: NodeDesk, told: Told) -> None:
    heard: Told = []

    desk.search(Search(0, "PACS", {"PatientID": "*"}), heard.append, Stop())
    desk.search(Search(0, "Moon", {}), heard.append, Stop())

    assert rows(heard) != []
    assert [said.exit_code for said in heard if isinstance(said, SearchEnded)] == [0, 2]
    assert told == []


@pytest.mark.usefixtures("set_up")
def test_a_search_that_nobody_listens_to_ends(desk: NodeDesk) -> None:
    def gone(message: AnyMessage) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        desk.search(Search(0, "PACS", {}), gone, Stop())

    until(lambda: "archive-rows" not in {thread.name for thread in threading.enumerate()}, what="the search ends")


@pytest.mark.usefixtures("set_up")
def test_the_test_of_an_archive_says_what_works_step_by_step(desk: NodeDesk, told: Told) -> None:
    desk.hear(KeepNode("calling", {"name": "Me", "ae_title": "WETREAD", "port": free_port()}))
    told.clear()

    desk.hear(TestNode(3, "PACS"))
    end = the_end(told, lambda said: isinstance(said, NodeTested) and said.ended)

    assert [(what, worked) for what, worked, _ in end.findings] == [
        ("echo", True), ("find", True), ("get", True), ("move", False),
    ]  # fmt: skip
    assert end.retrieve == "get"
    assert [len(said.findings) for said in told if isinstance(said, NodeTested)] == [1, 2, 3, 4, 4]


@pytest.mark.usefixtures("set_up")
def test_a_web_archive_is_tested_too(desk: NodeDesk, told: Told) -> None:
    desk.hear(TestNode(3, "Cloud"))

    end = the_end(told, lambda said: isinstance(said, NodeTested) and said.ended)
    assert [(what, worked) for what, worked, _ in end.findings] == [("find", True), ("rs", True)]
    assert end.retrieve == "rs"


def test_rows_come_in_batches_and_none_waits_for_the_next() -> None:
    seen = threading.Event()

    def slow() -> Iterator[dict[str, str]]:
        yield from ({"PatientID": str(number)} for number in range(50))
        assert seen.wait(60.0)
        yield {"PatientID": "late"}

    came = []
    for batch in batches(slow()):
        came += batch
        if len(came) == 50:
            seen.set()

    assert len(came) == 51


def test_lists_of_weasis_are_taken_over_and_what_cannot_be_is_named(desk: NodeDesk, told: Told, tmp_path: Path) -> None:
    file = tmp_path / "dicomNodes.xml"
    rows = '<node description="CT" aeTitle="CT1" hostname="h" port="11112"/><node description="Film" type="PRINTER"/>'
    file.write_text(f"<nodes>{rows}</nodes>")
    desk.hear(ImportNodes((str(file),)))
    desk.hear(ImportNodes((str(tmp_path / "none.xml"),)))

    taken, missing = told
    assert isinstance(taken, NodesSetUp)
    assert [node["name"] for node in taken.nodes] == ["CT"]
    assert "Film: is no archive" in taken.error
    assert isinstance(missing, NodesSetUp)
    assert "cannot be read" in missing.error


@pytest.mark.parametrize("node", ["PACS", "Cloud"])
def test_a_name_is_found_by_the_beginning_of_its_parts(desk: NodeDesk, set_up: None, told: Told, node: str) -> None:
    desk.hear(Search(1, node, {"PatientName": "Doe^Arch*"}))

    end = the_end(told, lambda message: isinstance(message, SearchEnded))
    assert end.error == ""
    assert [row["PatientName"] for row in rows(told)] == ["Doe^Archibald"]
