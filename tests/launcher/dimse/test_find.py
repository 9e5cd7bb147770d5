"""C-FIND at a real archive: what it holds, and what is said when it cannot be asked."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pydicom import Dataset, dcmread
from pynetdicom.acse import ACSE

from launcher.dimse.echo import echo
from launcher.dimse.find import Finder
from launcher.errors import Refused, Unreachable
from launcher.nodes.node import CallingNode, DicomNode
from tests.files import bundled
from tests.servers import dcmqrscp
from tests.servers.orthanc import Archive
from tests.servers.processes import free_port
from tests.servers.searching import find

CALLER = CallingNode(name="Wetread")
NAMES = {
    "latin": ("ISO_IR 100", "Müller^Jürgen"),
    "utf-8": ("ISO_IR 192", "山田^太郎"),
    "greek": ("ISO_IR 126", "Παπά^Ελένη"),
    "japanese": ("\\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎=やまだ^たろう"),
    "korean": ("\\ISO 2022 IR 149", "Hong^Gildong=洪^吉洞=홍^길동"),
}
EXTENDED = {
    "half-width": ("ISO 2022 IR 13\\ISO 2022 IR 87", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
    **{alphabet: NAMES[alphabet] for alphabet in ("japanese", "korean")},
}
"""Names whose writing changes from group to group, PS3.5 annexes H and I."""


@pytest.fixture(scope="module")
def pacs(orthanc: Archive, tmp_path_factory: pytest.TempPathFactory) -> DicomNode:
    """An archive with patients of several alphabets, and twelve studies of one patient."""
    folder = tmp_path_factory.mktemp("patients")
    source = dcmread(bundled("CT_small.dcm"))
    files = []
    for number, (name, (character_set, patient)) in enumerate(NAMES.items()):
        files.append(stored(source, folder / name, f"1.2.826.7.{number}", f"FIND-{name}", patient, character_set))
    files += [
        stored(source, folder / str(number), f"1.2.826.8.{number}", "FIND-MANY", "Many^Studies", "ISO_IR 6")
        for number in range(12)
    ]
    orthanc.store(files)
    return DicomNode(name="PACS", ae_title="ORTHANC", host="127.0.0.1", port=orthanc.dicom_port)


@pytest.fixture(scope="module")
def as_written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DicomNode]:
    """An archive that answers in the character sets that its images are in."""
    folder = tmp_path_factory.mktemp("as-written")
    source = dcmread(bundled("CT_small.dcm"))
    files = [
        stored(source, folder / f"{name}.dcm", f"1.2.826.9.{number}", f"FIND-{name}", patient, character_set)
        for number, (name, (character_set, patient)) in enumerate(EXTENDED.items())
    ]
    with dcmqrscp.running(folder) as archive:
        archive.store(files)
        yield DicomNode(name="QR", ae_title=dcmqrscp.AE_TITLE, host="127.0.0.1", port=archive.port)


def stored(source: Dataset, file: Path, root: str, patient_id: str, name: str, character_set: str) -> Path:
    source.SpecificCharacterSet = character_set
    source.PatientID, source.PatientName = patient_id, name
    source.StudyInstanceUID, source.SeriesInstanceUID = root, f"{root}.1"
    source.SOPInstanceUID = source.file_meta.MediaStorageSOPInstanceUID = f"{root}.1.1"
    source.save_as(file)
    return file


# --- what is found ---


@pytest.mark.parametrize("name", [name for _, name in NAMES.values()], ids=NAMES)
def test_names_of_any_alphabet_are_found_and_shown(pacs: DicomNode, name: str) -> None:
    found = list(find(pacs, CALLER, "STUDY", {"PatientName": name}))

    assert [row["PatientName"] for row in found] == [name]
    assert found[0]["PatientID"].startswith("FIND-")


@pytest.mark.parametrize("alphabet", EXTENDED)
def test_names_by_code_extensions_are_shown_as_they_are_written(as_written: DicomNode, alphabet: str) -> None:
    (found,) = find(as_written, CALLER, "STUDY", {"PatientID": f"FIND-{alphabet}"})

    assert found["PatientName"] == EXTENDED[alphabet][1]


@pytest.mark.parametrize("alphabet", EXTENDED)
@pytest.mark.parametrize("part", [0, 1, 2], ids=["alphabetic", "ideographic", "phonetic"])
def test_names_by_code_extensions_are_found(as_written: DicomNode, alphabet: str, part: int) -> None:
    character_set, name = EXTENDED[alphabet]
    asked = "=".join(group if number == part else "*" for number, group in enumerate(name.split("=")))
    node = replace(as_written, character_set=character_set)

    assert [row["PatientID"] for row in find(node, CALLER, "STUDY", {"PatientName": asked})] == [f"FIND-{alphabet}"]


@pytest.mark.parametrize(
    ("criteria", "count"),
    [
        ({"PatientID": "FIND-MANY"}, 12),
        ({"PatientID": "FIND-*"}, 17),
        ({"PatientID": "FIND-MANY", "StudyDate": "20040101-20041231"}, 12),
        ({"PatientID": "FIND-MANY", "StudyDate": "-20031231"}, 0),
        ({"PatientID": "FIND-MANY", "ModalitiesInStudy": "CT\\MR"}, 12),
        ({"PatientID": "FIND-MANY", "ModalitiesInStudy": "US"}, 0),
        ({"StudyInstanceUID": "1.2.826.8.3\\1.2.826.8.4"}, 2),
        ({"PatientID": "NOBODY"}, 0),
    ],
)
def test_criteria_match_as_the_standard_has_them(pacs: DicomNode, criteria: dict[str, str], count: int) -> None:
    assert len(list(find(pacs, CALLER, "STUDY", criteria))) == count


def test_each_level_tells_its_own_things(pacs: DicomNode) -> None:
    study = {"StudyInstanceUID": "1.2.826.8.0"}

    assert [row["PatientID"] for row in find(pacs, CALLER, "PATIENT", {"PatientID": "FIND-MANY"})] == ["FIND-MANY"]
    (found,) = find(pacs, CALLER, "STUDY", study)
    assert (found["ModalitiesInStudy"], found["NumberOfStudyRelatedInstances"]) == ("CT", "1")
    (series,) = find(pacs, CALLER, "SERIES", study)
    assert (series["Modality"], series["NumberOfSeriesRelatedInstances"]) == ("CT", "1")
    (image,) = find(pacs, CALLER, "IMAGE", study | {"SeriesInstanceUID": "1.2.826.8.0.1"})
    assert (image["SOPInstanceUID"], image["SOPClassUID"]) == ("1.2.826.8.0.1.1", "1.2.840.10008.5.1.4.1.1.2")


def test_any_attribute_may_be_asked_for(pacs: DicomNode) -> None:
    (found,) = find(pacs, CALLER, "SERIES", {"StudyInstanceUID": "1.2.826.8.0"}, returned=["Manufacturer"])

    assert found["Manufacturer"] == "GE MEDICAL SYSTEMS"


def test_a_search_ends_at_its_limit_and_when_it_is_stopped(pacs: DicomNode) -> None:
    stop = threading.Event()

    assert len(list(find(pacs, CALLER, "STUDY", {"PatientID": "FIND-MANY"}, limit=5))) == 5
    came = 0
    for _ in find(pacs, CALLER, "STUDY", {"PatientID": "FIND-MANY"}, stop=stop):
        came += 1
        stop.set()
    assert came == 1


def test_a_search_that_is_dropped_leaves_nothing_for_the_next(pacs: DicomNode) -> None:
    with Finder(pacs, CALLER) as finder:
        for _ in range(20):
            next(finder.rows("STUDY", {"PatientID": "FIND-MANY"}))
            (series,) = finder.rows("SERIES", {"StudyInstanceUID": "1.2.826.8.0"})
            assert series["SeriesInstanceUID"] == "1.2.826.8.0.1"


# --- what goes wrong ---


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # pynetdicom leaves its socket behind
def test_a_computer_that_is_not_there_is_named(pacs: DicomNode) -> None:
    with pytest.raises(Unreachable, match=r"PACS \(ORTHANC@no\.such\.host\.invalid:104\): there is no computer"):
        list(find(replace(pacs, host="no.such.host.invalid", port=104), CALLER, "STUDY", {}))
    with pytest.raises(Unreachable, match="connection refused"):
        list(find(replace(pacs, port=free_port()), CALLER, "STUDY", {}))


@pytest.fixture
def silent() -> Iterator[int]:
    """A port that accepts connections and never answers."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


def test_one_that_never_answers_is_given_up_within_the_time_out(pacs: DicomNode, silent: int) -> None:
    with pytest.raises(Unreachable, match=r"took the connection, and then said nothing for 0\.5 seconds"):
        list(find(replace(pacs, port=silent, connect=0.5, idle=0.5), CALLER, "STUDY", {}))


def test_an_archive_that_knows_us_by_no_name_says_what_to_enter(orthanc_strict: DicomNode) -> None:
    with pytest.raises(Refused, match=r"is not called WRONG"):
        list(find(replace(orthanc_strict, ae_title="WRONG"), CALLER, "STUDY", {}))


def test_a_refusal_that_comes_before_anybody_looks_is_told_too(
    orthanc_strict: DicomNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = ACSE.send_request

    def ask_and_rest(requestor: ACSE) -> None:
        ask(requestor)
        time.sleep(0.5)

    monkeypatch.setattr(ACSE, "send_request", ask_and_rest)

    with pytest.raises(Refused, match=r"is not called WRONG"):
        echo(replace(orthanc_strict, ae_title="WRONG"), CALLER)


@pytest.fixture(scope="module")
def orthanc_strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DicomNode]:
    from tests.servers import orthanc

    folder = tmp_path_factory.mktemp("strict")
    with orthanc.running(folder, DicomCheckCalledAet=True) as archive:
        yield DicomNode(name="Strict", ae_title="ORTHANC", host="127.0.0.1", port=archive.dicom_port)
