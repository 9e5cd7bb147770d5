"""Archives from the command line and from links: set up, tested, searched, opened, and shown again."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from tests.servers import orthanc
from tests.servers.orthanc import Archive
from tests.servers.processes import free_port
from tests.servers.studies import Study
from tests.servers.wetread import Wetread

PORT = free_port()


@pytest.fixture(scope="module")
def pacs(tmp_path_factory: pytest.TempPathFactory, study: Study, other_study: Study) -> Iterator[Archive]:
    destination = {"DicomModalities": {"WETREAD": ["WETREAD", "127.0.0.1", PORT]}}
    with orthanc.running(tmp_path_factory.mktemp("orthanc"), None, **destination) as archive:
        archive.store((*study.files, *other_study.files))
        yield archive


@pytest.fixture(scope="module", name="set_up")
def nodes_of_the_module(shared: Wetread, pacs: Archive) -> None:
    """The archive twice, and as whom we call."""
    for words in (
        ("Main", f"ORTHANC@127.0.0.1:{pacs.dicom_port}", "default=true"),
        ("Cloud", pacs.dicomweb),
        ("--calling", "Desk", f"WETREAD@127.0.0.1:{PORT}"),
    ):
        assert shared("nodes", "add", *words).returncode == 0


@pytest.fixture
def desk(running: Wetread, set_up: None) -> Wetread:
    return running


def test_the_test_of_a_node_says_what_works_and_proposes_a_way(desk: Wetread) -> None:
    result = desk("nodes", "test", "Main")

    assert result.returncode == 0, result.stdout + result.stderr
    assert [line.split()[:2] for line in result.stdout.splitlines()[:4]] == [
        ["ok", "echo:"], ["ok", "find:"], ["ok", "get:"], ["ok", "move:"],
    ]  # fmt: skip
    assert "best fetched by C-GET" in result.stdout


def test_the_test_of_a_node_that_is_down_says_why(desk: Wetread, dead_port: int) -> None:
    desk("nodes", "add", "Down", f"DOWN@127.0.0.1:{dead_port}")

    result = desk("nodes", "test", "Down")

    assert result.returncode == 4
    assert result.stdout.startswith("FAIL  echo: The archive cannot be reached: Down (DOWN@127.0.0.1:")
    assert "connection refused" in result.stdout


@pytest.mark.parametrize("node", ["Main", "ORTHANC", "Cloud"])
def test_a_search_prints_what_there_is(desk: Wetread, study: Study, node: str) -> None:
    found = json.loads(desk("search", node, "--json", f"patient={study.patient_id}").stdout)
    assert [row["StudyInstanceUID"] for row in found] == [study.study_instance_uid]

    text = desk("search", node, f"study={study.study_instance_uid}", "--level", "series", "--csv").stdout
    assert {row["SeriesInstanceUID"] for row in csv.DictReader(StringIO(text))} == study.series

    table = desk("search", node, "name=Doe*")
    assert table.returncode == 0
    assert study.study_instance_uid in table.stdout


def test_a_search_starts_nothing_and_finds_the_same_without_a_running_instance(
    pacs: Archive, study: Study, tmp_path: Path
) -> None:
    alone = Wetread(tmp_path / "home")
    alone("nodes", "add", "Main", f"ORTHANC@127.0.0.1:{pacs.dicom_port}")

    found = json.loads(alone("search", "Main", "--json", f"patient={study.patient_id}").stdout)

    assert [row["StudyInstanceUID"] for row in found] == [study.study_instance_uid]
    assert "Moon is not set up here" in alone("search", "Moon").stderr
    assert alone.of_ours() == {}


def test_who_reads_only_the_first_rows_of_a_search_sees_no_error(desk: Wetread) -> None:
    search = subprocess.Popen(
        desk.command("search", "Main"), env=desk.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert search.stdout is not None
    search.stdout.close()

    _, said = search.communicate(timeout=60)

    assert b"Traceback" not in said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("search", "Moon"), 2, "Moon is not set up here"),
        (("search", "Main", "--limit", "-3"), 2, "give a number of rows"),
        (("search", "Main", "colour=red"), 2, "This is no criterion: colour=red"),
        (("open", "--node", "Main"), 2, "It is not said what to open"),
        (("open", "--node", "Moon", "study=1.2"), 2, "Moon is not set up here"),
        (("open", "--wait", "--node", "Main", "study=1.2.3"), 4, "knows of no such thing: study 1.2.3"),
        (("$dicom:qr -n EVIL@10.0.0.1:104 -r studyUID=1.2",), 2, "EVIL@10.0.0.1:104 is not set up here"),
    ],
)
def test_what_cannot_be_is_said(desk: Wetread, words: tuple[str, ...], code: int, said: str) -> None:
    result = desk(*words)

    assert (result.returncode, said in result.stderr) == (code, True), result.stderr


@pytest.mark.parametrize("method", ["get", "move"])
def test_a_study_is_opened_from_a_node(desk: Wetread, study: Study, method: str) -> None:
    uid = study.study_instance_uid

    result = desk("open", "--wait", "--node", "Main", "--retrieve", method, f"study={uid}")

    assert result.returncode == 0, result.stderr
    status = desk.status()
    assert {series["source"] for series in status.series.values()} == {"dimse"}
    assert status.total("received") == len(study.files)


def test_links_of_other_viewers_open_what_a_node_has(desk: Wetread, study: Study, pacs: Archive) -> None:
    uid = study.study_instance_uid
    links = (
        f"radiant://?n=paet&v=ORTHANC&n=pstv&v=0020000D&v=%22{uid}%22",
        f"microdicom://?param=pacsServer&value=ORTHANC%3A127.0.0.1%3A{pacs.dicom_port}"
        f"&param=pacsTagValue&value=0020000D&value={uid}",
        f"horos://?methodName=retrieve&serverName=Main&filterKey=StudyInstanceUID&filterValue={uid}&retrieveMode=0",
        f"wetread://iid?requestType=STUDY&studyUID={uid}",
    )
    for link in links:
        result = desk("--wait", link)
        assert result.returncode == 0, (link, result.stderr)
        assert desk.status().total("received") == len(study.files), link
        desk("$dicom:close --all")


def test_what_is_open_is_brought_to_the_front_and_what_is_not_is_fetched(
    desk: Wetread, study: Study, other_study: Study
) -> None:
    desk.opened(f"$dicom:qr -r studyUID={study.study_instance_uid}")
    desk.opened(f"$dicom:qr -r studyUID={other_study.study_instance_uid}")
    assert {view["SeriesInstanceUID"] for view in desk.status()["views"]} <= other_study.series

    desk.opened(f"$dicom:show -y {study.study_instance_uid}")
    assert {view["SeriesInstanceUID"] for view in desk.status()["views"]} <= study.series

    image = max(study.headers.values(), key=lambda header: header.InstanceNumber).SOPInstanceUID
    desk.opened(f"$dicom:show -i {image}")
    assert image in {view["SOPInstanceUID"] for view in desk.status()["views"]}

    desk(f"$dicom:close -y {study.study_instance_uid}")
    desk.opened(f"$dicom:show -p {study.patient_id}")
    assert desk.status().total("received") == len(study.files) + len(other_study.files)


def test_open_without_a_node_opens_targets(desk: Wetread, study: Study) -> None:
    assert desk("open", "--wait", study.files[0]).returncode == 0
    assert desk.status().total("received") == 1


def test_the_archive_leaves_nothing_of_a_patient_in_the_logs(desk: Wetread, study: Study) -> None:
    desk("open", "--wait", "--node", "Main", f"patient={study.patient_id}")

    logs = "".join(file.read_text(errors="replace") for file in (desk.home / "logs").rglob("*.log"))
    assert study.patient_id not in logs
    assert "Doe" not in logs
