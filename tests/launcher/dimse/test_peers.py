"""Archives as they are: TLS with certificates, an untidy one, a thousand answers, and wires that go dead."""

from __future__ import annotations

import gc
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme
from pynetdicom import AE, build_context, evt
from pynetdicom.events import Event

from launcher.cache import Cache
from launcher.dimse.association import associated, watched
from launcher.dimse.contexts import proposals
from launcher.dimse.echo import echo
from launcher.dimse.get import get
from launcher.dimse.move import move, receiving
from launcher.dimse.receive import Receiver
from launcher.errors import Cancelled, Refused, SourceError, Unreachable, WetreadError
from launcher.flow import Pieces
from launcher.nodes.node import CallingNode, DicomNode
from tests.servers import orthanc, qrscp, stalling
from tests.servers.orthanc import Archive
from tests.servers.processes import free_port, program, until
from tests.servers.searching import find
from tests.servers.studies import Study, synthetic_ct, tiny_studies

CALLER = CallingNode(name="Wetread")
RECEIVING = replace(CALLER, port=free_port())
CT = "1.2.840.10008.5.1.4.1.1.2"
FIND, MOVE, GET = (f"1.2.840.10008.5.1.4.1.2.2.{number}" for number in (1, 2, 3))
pytestmark = pytest.mark.filterwarnings(  # pynetdicom leaves its sockets behind when a connection breaks
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::pytest.PytestUnhandledThreadExceptionWarning"
)


@pytest.fixture(autouse=True)
def sockets_left_behind() -> Iterator[None]:
    """They are collected here, where their warning is expected."""
    yield
    gc.collect()


class Kept(Receiver):
    """What came, in a cache."""

    def __init__(self, folder: Path) -> None:
        self.cache = Cache(folder)
        self.paths: list[Path] = []
        super().__init__(lambda pieces: self.paths.append(self.cache.keep(Pieces(pieces)).path))


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return synthetic_ct(tmp_path_factory.mktemp("series"), 20, size=128, patient_id="PEERS")


def keys(series: Study) -> dict[str, str]:
    return {"StudyInstanceUID": series.study_instance_uid, "SeriesInstanceUID": next(iter(series.series))}


def fetch(node: DicomNode, series: Study, receiver: Receiver, ca_files: tuple[Path, ...] = ()) -> None:
    ((_, contexts),) = proposals([CT])
    get(node, CALLER, "SERIES", keys(series), contexts, receiver, ca_files=ca_files)


# --- TLS ---


@pytest.fixture(scope="module")
def guarded(
    tmp_path_factory: pytest.TempPathFactory, authority: trustme.CA, series: Study
) -> Iterator[tuple[DicomNode, Path]]:
    """An Orthanc that wants TLS and a client's certificate, and the file of the authority."""
    folder = tmp_path_factory.mktemp("guarded")
    ca, own, key, client = (folder / name for name in ("ca.pem", "own.pem", "own.key", "client.pem"))
    authority.cert_pem.write_to_path(ca)
    server = authority.issue_cert("localhost", "127.0.0.1")
    own.write_bytes(b"".join(blob.bytes() for blob in server.cert_chain_pems))
    server.private_key_pem.write_to_path(key)
    authority.issue_cert("workstation").private_key_and_cert_chain_pem.write_to_path(client)
    tls = {
        "DicomTlsEnabled": True,
        "DicomTlsCertificate": str(own),
        "DicomTlsPrivateKey": str(key),
        "DicomTlsTrustedCertificates": str(ca),
        "DicomTlsRemoteCertificateRequired": True,
    }
    own_port = {"AET": CALLER.ae_title, "Host": "localhost", "Port": RECEIVING.port, "UseDicomTls": True}
    with orthanc.running(folder, None, **tls, DicomModalities={"WETREAD": own_port}) as archive:
        archive.store(series.files)
        yield (
            DicomNode(
                name="Guarded", ae_title="ORTHANC", host="localhost", port=archive.dicom_port,
                tls=True, certificate=str(client), connect=60.0,
            ),
            ca,
        )  # fmt: skip


def test_all_goes_over_tls_with_a_certificate_of_ours(
    guarded: tuple[DicomNode, Path], series: Study, tmp_path: Path
) -> None:
    node, ca = guarded
    kept = Kept(tmp_path / "cache")

    echo(node, CALLER, (ca,))
    assert len(list(find(node, CALLER, "STUDY", {"PatientID": "PEERS"}, ca_files=(ca,)))) == 1
    fetch(node, series, kept, (ca,))

    assert len(kept.paths) == len(series.files)


def test_what_is_moved_comes_over_tls_too(guarded: tuple[DicomNode, Path], series: Study, tmp_path: Path) -> None:
    node, ca = guarded
    kept = Kept(tmp_path / "cache")

    move(node, RECEIVING, "SERIES", keys(series), [CT], kept, ca_files=(ca,))

    assert len(kept.paths) == len(series.files)


def test_nobody_sends_without_tls_or_by_an_authority_that_is_not_known(
    guarded: tuple[DicomNode, Path], series: Study, tmp_path: Path
) -> None:
    """The port of C-MOVE expects of whoever sends what the node expects of us."""
    node, ca = guarded
    kept = Kept(tmp_path / "cache")
    with receiving(node, RECEIVING, [CT], kept, {}, ca_files=(ca,)):
        words = [program("storescu", "dcmtk"), "-aet", node.ae_title, "-aec", RECEIVING.ae_title]
        plain = [*words, "localhost", str(RECEIVING.port), str(series.files[0])]
        anonymous = [*words, "--anonymous-tls", "--ignore-peer-cert", *plain[-3:]]

        assert [subprocess.run(call, capture_output=True, timeout=60).returncode for call in (plain, anonymous)] != [
            0,
            0,
        ]

    assert kept.paths == []


def test_an_authority_that_nobody_knows_is_not_trusted(guarded: tuple[DicomNode, Path]) -> None:
    with pytest.raises(Unreachable, match="No secure connection"):
        echo(guarded[0], CALLER)


def test_without_a_certificate_of_ours_the_archive_refuses(guarded: tuple[DicomNode, Path]) -> None:
    node, ca = guarded
    with pytest.raises(SourceError):
        echo(replace(node, certificate=""), CALLER, (ca,))


def test_a_certificate_file_that_is_none_is_named(guarded: tuple[DicomNode, Path], tmp_path: Path) -> None:
    node, ca = guarded
    with pytest.raises(WetreadError, match="cannot be used: Guarded"):
        echo(replace(node, certificate=str(tmp_path / "none.pem")), CALLER, (ca,))


# --- an untidy archive ---


@pytest.mark.parametrize("way", ["get", "move"])
def test_an_untidy_archive_sends_what_is_asked_for(
    tmp_path: Path, study: Study, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sqlalchemy")
    header = next(iter(study.headers.values()))
    wanted = {"StudyInstanceUID": header.StudyInstanceUID, "SeriesInstanceUID": header.SeriesInstanceUID}
    there = {h.SOPInstanceUID for h in study.headers.values() if h.SeriesInstanceUID == header.SeriesInstanceUID}
    kept = Kept(tmp_path / "cache")
    with qrscp.running(tmp_path) as archive:
        archive.store(study.files)
        node = DicomNode(name="Untidy", ae_title=qrscp.AE_TITLE, host="127.0.0.1", port=archive.port)
        echo(node, CALLER)
        if way == "get":
            ((_, contexts),) = proposals([header.SOPClassUID])
            get(node, CALLER, "SERIES", wanted, contexts, kept)
        else:
            caller = replace(CALLER, port=archive.receiver_port)
            move(node, caller, "SERIES", wanted, [header.SOPClassUID], kept)

    assert len(kept.paths) == len(there)


# --- many answers ---


def test_a_thousand_answers_are_cancelled_after_a_hundred(tmp_path: Path) -> None:
    (tmp_path / "orthanc").mkdir()
    (tmp_path / "studies").mkdir()
    with orthanc.running(tmp_path / "orthanc") as archive:
        archive.store(tiny_studies(tmp_path / "studies", 1000, "THOUSAND"))
        node = DicomNode(name="PACS", ae_title="ORTHANC", host="127.0.0.1", port=archive.dicom_port)
        stop, came = threading.Event(), 0
        for _ in find(node, CALLER, "STUDY", {"PatientID": "THOUSAND"}, stop=stop):
            came += 1
            if came == 100:
                stop.set()

    assert came == 100


# --- wires that go dead ---


@pytest.fixture(scope="module")
def held(orthanc: Archive, series: Study) -> Archive:
    orthanc.store(series.files)
    return orthanc


@pytest.mark.parametrize("fault", ["stall", "cut"])
@pytest.mark.parametrize("after", [400, 3_000, 150_003])
def test_a_wire_that_goes_dead_is_given_up_within_the_time_out(
    held: Archive, series: Study, tmp_path: Path, after: int, fault: str
) -> None:
    """In the association, in the command or in the middle of an image: whatever came before is kept."""
    kept = Kept(tmp_path / "cache")
    with stalling.wire(held.dicom_port, after, fault) as port:  # type: ignore[arg-type]
        node = DicomNode(name="Dead", ae_title="ORTHANC", host="127.0.0.1", port=port, connect=1.0, idle=1.0)
        with pytest.raises(SourceError) as raised:
            fetch(node, series, kept)

    assert "Dead" in str(raised.value)
    assert len(kept.paths) < len(series.files)


def test_a_search_on_a_dead_wire_ends_with_a_sentence(held: Archive) -> None:
    with stalling.wire(held.dicom_port, 700) as port:
        node = DicomNode(name="Dead", ae_title="ORTHANC", host="127.0.0.1", port=port, connect=1.0, idle=1.0)
        with pytest.raises(SourceError, match="Dead"):
            list(find(node, CALLER, "STUDY", {"PatientID": "*"}))


def test_who_sends_under_another_name_is_named(series: Study, tmp_path: Path) -> None:
    (tmp_path / "orthanc").mkdir()
    own_port = {"WETREAD": [CALLER.ae_title, "127.0.0.1", RECEIVING.port]}
    with orthanc.running(tmp_path / "orthanc", None, DicomModalities=own_port) as archive:
        archive.store(series.files)
        node = DicomNode(name="PACS", ae_title="OTHERWISE", host="127.0.0.1", port=archive.dicom_port)
        with pytest.raises(Refused, match="it came from ORTHANC, and OTHERWISE was asked"):
            move(node, RECEIVING, "SERIES", keys(series), [CT], Kept(tmp_path / "cache"))


# --- archives that keep silent ---


@pytest.fixture
def mute() -> Iterator[DicomNode]:
    """An archive that takes requests, and says nothing."""
    entity, ended = AE("MUTE"), threading.Event()
    for model in (FIND, GET, MOVE):
        entity.add_supported_context(model)
    entity.add_supported_context(CT, scu_role=True, scp_role=True)

    def silent(event: Event) -> Iterator[Any]:
        ended.wait(300)
        yield 0

    handlers: list[Any] = [(kind, silent) for kind in (evt.EVT_C_FIND, evt.EVT_C_GET, evt.EVT_C_MOVE)]
    server = entity.start_server(("127.0.0.1", 0), block=False, evt_handlers=handlers)
    yield DicomNode(name="Mute", ae_title="MUTE", host="127.0.0.1", port=server.server_address[1], idle=300.0)
    ended.set()
    server.shutdown()


CALLS: dict[str, Callable[[DicomNode, threading.Event | None], object]] = {
    "find": lambda node, stop: list(find(node, CALLER, "STUDY", {}, stop=stop)),
    "get": lambda node, stop: get(
        node, CALLER, "SERIES", ANY, next(proposals([CT]))[1], Receiver(lambda pieces: None), stop=stop
    ),
    "move": lambda node, stop: move(node, RECEIVING, "SERIES", ANY, [CT], Receiver(lambda pieces: None), stop=stop),
}
ANY = {"StudyInstanceUID": "1.2", "SeriesInstanceUID": "1.2.3"}


@pytest.mark.parametrize("call", CALLS)
def test_an_archive_that_never_answers_is_given_up_within_the_time_out(mute: DicomNode, call: str) -> None:
    with pytest.raises(Unreachable, match=r"Mute .*: nothing came for 1 seconds"):
        CALLS[call](replace(mute, idle=1.0), None)


@pytest.mark.parametrize("call", CALLS)
def test_nobody_waits_for_a_silent_archive_that_is_not_wanted_any_more(mute: DicomNode, call: str) -> None:
    stop, ended = threading.Event(), threading.Event()

    def ask() -> None:
        CALLS[call](mute, stop)
        ended.set()

    threading.Thread(target=ask, daemon=True).start()
    threading.Timer(0.3, stop.set).start()

    assert ended.wait(60)


@pytest.mark.parametrize("call", CALLS)
def test_nobody_waits_for_an_association_that_is_not_wanted_any_more(call: str) -> None:
    stop, ended = threading.Event(), threading.Event()

    def ask(node: DicomNode) -> None:
        with pytest.raises(Cancelled):
            CALLS[call](node, stop)
        ended.set()

    with closing(socket.create_server(("127.0.0.1", 0))) as deaf:
        node = DicomNode(name="Deaf", ae_title="DEAF", host="127.0.0.1", port=deaf.getsockname()[1], connect=300.0)
        threading.Thread(target=ask, args=(node,), daemon=True).start()
        threading.Timer(0.3, stop.set).start()
        assert ended.wait(60)
        deaf.accept()[0].close()  # who still waits goes on
        until(lambda: "dimse-open" not in {thread.name for thread in threading.enumerate()}, what="nobody waits")


def test_an_archive_that_says_nothing_itself_while_its_images_come_is_not_given_up(mute: DicomNode) -> None:
    """How many are still to come, it need not say."""
    with associated(mute, CALLER, [build_context(MOVE)], watches=True) as association:
        with watched(replace(mute, idle=0.1), association, MOVE, None, heard=time.monotonic):
            time.sleep(0.5)
        assert association.is_established
