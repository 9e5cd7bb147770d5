"""C-GET at a real archive: what comes is what it has, byte for byte, and it can be stopped."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from pydicom import dcmread
from pynetdicom.presentation import PresentationContext

from launcher.cache import Cache
from launcher.dimse.contexts import proposals
from launcher.dimse.get import get
from launcher.dimse.receive import Receiver, file_meta
from launcher.errors import BadAnswer, WetreadError
from launcher.flow import Pieces
from launcher.nodes.node import CallingNode, DicomNode
from tests.files import bundled
from tests.servers.orthanc import Archive
from tests.servers.processes import program
from tests.servers.studies import Study, synthetic_ct

CALLER = CallingNode(name="Wetread")


@pytest.fixture(scope="module")
def series(orthanc: Archive, tmp_path_factory: pytest.TempPathFactory) -> Study:
    made = synthetic_ct(tmp_path_factory.mktemp("get"), 12, patient_id="GET")
    orthanc.store(made.files)
    return made


@pytest.fixture
def pacs(orthanc: Archive) -> DicomNode:
    return DicomNode(name="PACS", ae_title="ORTHANC", host="127.0.0.1", port=orthanc.dicom_port)


class Kept:
    """What was received, in a cache."""

    def __init__(self, folder: Path) -> None:
        self.cache = Cache(folder)
        self.paths: list[Path] = []

    def save(self, pieces: Sequence[bytes | memoryview]) -> None:
        self.paths.append(self.cache.keep(Pieces(pieces)).path)


def keys(series: Study) -> dict[str, str]:
    header = next(iter(series.headers.values()))
    return {"StudyInstanceUID": header.StudyInstanceUID, "SeriesInstanceUID": header.SeriesInstanceUID}


def contexts(*sop_classes: str) -> list[PresentationContext]:
    ((_, proposed),) = proposals(sop_classes)
    return list(proposed)


def test_a_series_comes_whole_and_its_pixels_as_they_are_stored(pacs: DicomNode, series: Study, tmp_path: Path) -> None:
    kept = Kept(tmp_path / "cache")
    sop_class = next(iter(series.headers.values())).SOPClassUID

    get(pacs, CALLER, "SERIES", keys(series), contexts(sop_class), Receiver(kept.save))

    stored = {dataset.SOPInstanceUID: dataset.PixelData for dataset in map(dcmread, series.files)}
    assert {dataset.SOPInstanceUID: dataset.PixelData for dataset in map(dcmread, kept.paths)} == stored


def test_a_compressed_image_comes_compressed(pacs: DicomNode, orthanc: Archive, tmp_path: Path) -> None:
    file = bundled("JPEG2000.dcm")
    orthanc.store([file])
    dataset = dcmread(file)
    wanted = {
        keyword: dataset[keyword].value for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")
    }
    kept = Kept(tmp_path / "cache")

    get(pacs, CALLER, "IMAGE", wanted, contexts(dataset.SOPClassUID), Receiver(kept.save))

    (came,) = map(dcmread, kept.paths)
    assert came.file_meta.TransferSyntaxUID == dataset.file_meta.TransferSyntaxUID
    assert came.PixelData == dataset.PixelData


def test_what_is_received_is_a_dicom_file_to_others(pacs: DicomNode, series: Study, tmp_path: Path) -> None:
    kept = Kept(tmp_path / "cache")
    get(pacs, CALLER, "SERIES", keys(series), contexts("1.2.840.10008.5.1.4.1.1.2"), Receiver(kept.save))

    subprocess.run([program("dcmftest", "dcmtk"), *map(str, kept.paths)], check=True, capture_output=True, timeout=60)


def test_a_kind_of_image_that_was_not_proposed_is_an_error(pacs: DicomNode, series: Study, tmp_path: Path) -> None:
    kept = Kept(tmp_path / "cache")
    ultrasound = contexts("1.2.840.10008.5.1.4.1.1.6.1")

    with pytest.raises(BadAnswer, match="could not do what was asked: PACS: it could not process the request"):
        get(pacs, CALLER, "SERIES", keys(series), ultrasound, Receiver(kept.save))
    assert kept.paths == []


def test_a_full_disk_ends_it_with_its_own_words(pacs: DicomNode, series: Study) -> None:
    def full(pieces: Sequence[bytes | memoryview]) -> None:
        raise WetreadError("The cache is full")

    with pytest.raises(WetreadError, match="The cache is full"):
        get(pacs, CALLER, "SERIES", keys(series), contexts("1.2.840.10008.5.1.4.1.1.2"), Receiver(full))


def test_when_it_is_stopped_nothing_more_comes(pacs: DicomNode, series: Study) -> None:
    stop, came = threading.Event(), []

    def slow(pieces: Sequence[bytes | memoryview]) -> None:
        came.append(pieces)
        stop.set()
        time.sleep(0.3)

    get(pacs, CALLER, "SERIES", keys(series), contexts("1.2.840.10008.5.1.4.1.1.2"), Receiver(slow), stop=stop)

    assert len(came) < len(series.files)


def test_the_file_meta_information_is_as_the_standard_has_it(tmp_path: Path) -> None:
    file = tmp_path / "meta"
    file.write_bytes(file_meta("1.2.840.10008.5.1.4.1.1.2", "1.2.3", "1.2.840.10008.1.2.1"))

    meta = dcmread(file).file_meta

    assert (meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID) == ("1.2.840.10008.5.1.4.1.1.2", "1.2.3")
    assert meta.TransferSyntaxUID == "1.2.840.10008.1.2.1"
