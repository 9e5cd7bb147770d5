"""Archives that speak DIMSE: what is asked for comes, by each way there is, and what does not is named."""

from __future__ import annotations

import gc
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydicom import dcmread

from launcher.errors import NotFound, Refused, RequestError, Unreachable, WetreadError
from launcher.ledger.records import Job
from launcher.nodes.node import CallingNode, DicomNode, WebNode
from launcher.nodes.request import Wish, parse_qr
from launcher.sources.dimse import Query, open_query, way_of, wished
from tests.files import bundled
from tests.launcher.desk import Desk
from tests.servers import dcmqrscp, orthanc
from tests.servers.orthanc import Archive
from tests.servers.processes import free_port
from tests.servers.studies import Study, synthetic_ct

pytestmark = pytest.mark.filterwarnings(  # pynetdicom leaves its sockets behind when it cannot connect
    "ignore::pytest.PytestUnraisableExceptionWarning"
)
PORT = free_port()
CALLER = CallingNode(name="Wetread", port=PORT)


@pytest.fixture(autouse=True)
def sockets_left_behind() -> Iterator[None]:
    """They are collected here, where their warning is expected."""
    yield
    gc.collect()


@pytest.fixture(scope="module")
def compressed(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A study of several kinds of images and transfer syntaxes."""
    folder = tmp_path_factory.mktemp("compressed")
    files = []
    for number, name in enumerate(("JPEG2000.dcm", "CT_small.dcm", "MR_small_RLE.dcm", "JPEG-lossy.dcm")):
        dataset = dcmread(bundled(name))
        dataset.PatientID, dataset.StudyInstanceUID = "KINDS", "1.2.826.9"
        dataset.PatientName, dataset.SeriesInstanceUID = "Kinds^Many", "1.2.826.9.1"
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = f"1.2.826.9.1.{number}"
        dataset.save_as(folder / name)
        files.append(folder / name)
    return Study(folder, tuple(files))


@pytest.fixture(scope="module")
def archives(
    tmp_path_factory: pytest.TempPathFactory, study: Study, other_study: Study, compressed: Study
) -> Iterator[dict[str, DicomNode]]:
    """Archives that hold the same; the large one has compressed images too."""
    destination = {"DicomModalities": {"WETREAD": ["WETREAD", "127.0.0.1", PORT]}}
    with (
        orthanc.running(tmp_path_factory.mktemp("orthanc"), None, **destination) as large,
        dcmqrscp.running(tmp_path_factory.mktemp("dcmqrscp")) as small,
    ):
        large.store((*study.files, *other_study.files, *compressed.files))
        small.store((*study.files, *other_study.files))
        host = "127.0.0.1"
        yield {
            "orthanc": DicomNode(
                name="Orthanc", ae_title="ORTHANC", host=host, port=large.dicom_port, wado_uri=large.wado_uri
            ),
            "dcmqrscp": DicomNode(name="Small", ae_title="DCMQR", host=host, port=small.port),
            "small receiver": DicomNode(name="Receiver", ae_title="X", host=host, port=small.receiver_port),
        }


def asked(node: DicomNode | WebNode, text: str, method: str = "", caller: CallingNode = CALLER) -> Query:
    request = parse_qr([text])
    return Query(node, caller, tuple(request.wishes()), request.filters, method)


def brought(desk: Desk, query: Query) -> Job:
    work = desk.work()
    open_query(work, query)
    return desk.ended(work)


def shown(desk: Desk) -> set[str]:
    return {str(dcmread(path, stop_before_pixels=True).SOPInstanceUID) for path in desk.paths()}


def caller_of(archives: dict[str, DicomNode], name: str) -> CallingNode:
    port = archives["small receiver"].port if name == "dcmqrscp" else PORT
    return CallingNode(name="Wetread", port=port)


# --- what comes ---


@pytest.mark.parametrize("method", ["get", "move"])
@pytest.mark.parametrize("name", ["orthanc", "dcmqrscp"])
def test_a_study_comes_whole(desk: Desk, archives: dict[str, DicomNode], study: Study, name: str, method: str) -> None:
    query = asked(archives[name], f"studyUID={study.study_instance_uid}", method, caller_of(archives, name))

    job = brought(desk, query)

    assert (job.state, job.received, job.failed) == ("done", len(study.files), 0)
    assert shown(desk) == study.instances
    assert len(desk.files()) == len(study.files)


@pytest.mark.parametrize("method", ["get", "move"])
def test_each_image_comes_in_the_syntax_it_is_stored_in(
    desk: Desk, archives: dict[str, DicomNode], compressed: Study, method: str
) -> None:
    assert brought(desk, asked(archives["orthanc"], "studyUID=1.2.826.9", method)).state == "done"

    stored = {dcmread(file).PixelData for file in compressed.files}
    assert {dcmread(path).PixelData for path in desk.paths()} == stored


def test_wado_uri_brings_what_c_find_lists(desk: Desk, archives: dict[str, DicomNode], study: Study) -> None:
    job = brought(desk, asked(archives["orthanc"], f"studyUID={study.study_instance_uid}", "wado"))

    assert (job.state, shown(desk)) == ("done", study.instances)


def test_a_web_archive_is_asked_by_dicomweb(desk: Desk, orthanc: Archive, study: Study) -> None:
    node = WebNode(name="Cloud", url=orthanc.dicomweb)

    job = brought(desk, asked(node, f"studyUID={study.study_instance_uid}"))

    assert (job.state, shown(desk)) == ("done", study.instances)


@pytest.mark.parametrize("name", ["orthanc", "dcmqrscp"])
@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("patientID={patient}", 11),
        ("seriesUID={series}&studyUID={study}", 3),
        ("studyUID={study}&0020000E={series}", 3),
        ("studyUID={study}&Modality=MR", 11),
        ("objectUID={instance}&seriesUID={series}&studyUID={study}", 1),
        ("studyUID={study},{other}", 15),
        ("patientID={patient}&mostRecentResults=1&modalitiesInStudy=MR", 11),
        ("patientID={patient}&lowerDateTime=2003-01-01T00:00:00&upperDateTime=2004-01-01T00:00:00", 11),
    ],
)
def test_what_is_asked_for_is_found(
    desk: Desk, archives: dict[str, DicomNode], study: Study, other_study: Study, name: str, text: str, count: int
) -> None:
    header = next(h for h in study.headers.values() if h.SeriesInstanceUID.endswith(".17"))
    values = {
        "patient": study.patient_id,
        "study": study.study_instance_uid,
        "series": header.SeriesInstanceUID,
        "instance": header.SOPInstanceUID,
        "other": other_study.study_instance_uid,
    }

    job = brought(desk, asked(archives[name], text.format(**values)))

    assert (job.state, len(shown(desk))) == ("done", count)


def test_what_is_here_already_is_not_fetched_again(desk: Desk, archives: dict[str, DicomNode], study: Study) -> None:
    query = asked(archives["orthanc"], f"studyUID={study.study_instance_uid}")
    brought(desk, query)
    files = desk.files()

    job = brought(desk, query)

    assert (job.state, job.received) == ("done", len(study.files))
    assert desk.files() == files


# --- what does not come ---


def test_what_the_archive_does_not_have_is_named(desk: Desk, archives: dict[str, DicomNode]) -> None:
    with pytest.raises(NotFound, match=r"Orthanc knows of no such thing: study 1\.2\.3"):
        open_query(desk.work(), asked(archives["orthanc"], "studyUID=1.2.3"))


def test_who_asks_for_a_patient_is_not_told_the_name(desk: Desk, archives: dict[str, DicomNode]) -> None:
    with pytest.raises(NotFound) as raised:
        open_query(desk.work(), asked(archives["orthanc"], "patientID=SECRET-7"))
    assert "SECRET-7" not in str(raised.value)


def test_studies_outside_the_dates_are_not_wanted(desk: Desk, archives: dict[str, DicomNode], study: Study) -> None:
    text = f"patientID={study.patient_id}&lowerDateTime=2010-01-01T00:00:00"
    with pytest.raises(NotFound):
        open_query(desk.work(), asked(archives["orthanc"], text))


def test_an_archive_that_does_not_know_us_by_c_move_says_so(
    desk: Desk, archives: dict[str, DicomNode], study: Study
) -> None:
    stranger = CallingNode(name="Stranger", ae_title="NOBODY", port=free_port())

    job = brought(desk, asked(archives["dcmqrscp"], f"studyUID={study.study_instance_uid}", "move", stranger))

    assert (job.state, job.received) == ("failed", 0)
    assert "it does not know where to send to" in job.errors[0].why


def test_a_port_that_is_in_use_is_said(desk: Desk, archives: dict[str, DicomNode], study: Study) -> None:
    with closing(socket.create_server(("", 0))) as taken:
        caller = CallingNode(name="Taken", port=taken.getsockname()[1])
        job = brought(desk, asked(archives["orthanc"], f"studyUID={study.study_instance_uid}", "move", caller))

    assert "address already in use" in job.errors[0].why


def test_a_wrong_ae_title_is_said(desk: Desk, archives: dict[str, DicomNode]) -> None:
    from dataclasses import replace

    with pytest.raises(Refused, match="it is not called NOBODY"):
        open_query(desk.work(), asked(replace(archives["dcmqrscp"], ae_title="NOBODY"), "studyUID=1.2.3"))


def test_an_archive_that_is_down_is_unreachable(desk: Desk, dead_port: int) -> None:
    node = DicomNode(name="Down", ae_title="DOWN", host="127.0.0.1", port=dead_port)

    with pytest.raises(Unreachable, match="connection refused"):
        open_query(desk.work(), asked(node, "studyUID=1.2.3"))


@pytest.mark.parametrize("method", ["get", "move"])
def test_an_archive_that_dies_on_the_way_costs_only_what_had_not_come(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    series = synthetic_ct(tmp_path / "series", 60, patient_id="DIES")
    port = free_port()
    destination = {"DicomModalities": {"WETREAD": ["WETREAD", "127.0.0.1", port]}}
    (tmp_path / "orthanc").mkdir()
    query: list[Query] = []
    work = desk.work()
    with orthanc.running(tmp_path / "orthanc", None, **destination) as archive:
        archive.store(series.files)
        node = DicomNode(name="Dies", ae_title="ORTHANC", host="127.0.0.1", port=archive.dicom_port, idle=3.0)
        caller = CallingNode(name="Wetread", port=port)
        query.append(asked(node, f"studyUID={series.study_instance_uid}", method, caller))
        some, dead = threading.Event(), threading.Event()
        keep = desk.cache.keep

        def slowly(pieces):  # type: ignore[no-untyped-def]
            if work.job.received >= 5:
                some.set()
                dead.wait(60)
            return keep(pieces)

        monkeypatch.setattr(desk.cache, "keep", slowly)
        open_query(work, query[0])
        assert some.wait(60)
    dead.set()
    desk.ledger.listed(work.job)
    with desk.ledger.changed:
        assert desk.ledger.changed.wait_for(lambda: work.job.ended, 60.0), work.job
    assert work.job.state == "partial"
    assert work.job.received == len(desk.paths()) >= 5
    assert work.job.received + work.job.failed == len(series.files)
    assert all(isinstance(error, WetreadError) and error.why for error in work.job.errors)


# --- the request itself ---


@pytest.mark.parametrize("text", ["", "mostRecentResults=1", "patientID="])
def test_a_request_for_nothing_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="asks for nothing"):
        parse_qr([text])


def test_a_word_that_is_no_attribute_is_refused() -> None:
    with pytest.raises(RequestError, match="colour is no attribute"):
        parse_qr(["studyUID=1.2", "colour=red"])


def test_several_requests_must_all_fit_and_a_patient_has_an_issuer() -> None:
    request = parse_qr(["patientID=7^^^Hospital", "00100010=DOE*", "accessionNumber=A,B"])

    first = {"PatientID": "7", "IssuerOfPatientID": "Hospital", "PatientName": "DOE*"}
    assert [dict(sorted(wish.items())) for wish in request.wishes()] == [
        dict(sorted({**first, "AccessionNumber": accession}.items())) for accession in ("A", "B")
    ]


def test_a_dialogs_rows_are_wished_by_their_lowest_key() -> None:
    rows: tuple[Wish, ...] = (
        {"PatientID": "7", "StudyInstanceUID": "1.2", "SeriesInstanceUID": "1.2.3"},
        {"PatientID": "7", "PatientName": "Doe"},
    )

    assert wished(rows) == ({"StudyInstanceUID": "1.2", "SeriesInstanceUID": "1.2.3"}, {"PatientID": "7"})
    with pytest.raises(RequestError, match="Nothing was chosen"):
        wished(({"PatientName": "Doe"},))


def test_an_archive_is_asked_only_as_it_was_set_up() -> None:
    node = DicomNode(name="PACS", ae_title="A", host="h")
    for method in ("rs", "wado"):
        with pytest.raises(RequestError, match="cannot be asked by"):
            way_of(node, method)
