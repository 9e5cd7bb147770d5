"""Archives that do no more than the standard asks of them: searched below the studies that fit, and tested."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from launcher.http.client import Http
from launcher.nodes import testing
from launcher.nodes.node import CallingNode, DicomNode
from launcher.nodes.search import Reach, search
from launcher.nodes.search_call import criterion
from launcher.policy import Policy
from launcher.protocol.wishes import QueryLevel
from launcher.stop import Stop
from launcher.trust import Consent
from tests.servers import dcmqrscp
from tests.servers.studies import Study

CONSENT = Consent("user", Policy(), (), lambda server: False)


@pytest.fixture(scope="module")
def plain(
    tmp_path_factory: pytest.TempPathFactory, study: Study, other_study: Study
) -> Iterator[tuple[DicomNode, CallingNode]]:
    """One that looks at the keys of the level that is asked for, and does not tell SOP classes."""
    with dcmqrscp.running(tmp_path_factory.mktemp("plain")) as archive:
        archive.store((*study.files, *other_study.files))
        yield (
            DicomNode(name="QR", ae_title=dcmqrscp.AE_TITLE, host="127.0.0.1", port=archive.port),
            CallingNode(name="Wetread", port=archive.receiver_port),
        )


@pytest.mark.parametrize(("level", "uid"), [("SERIES", "SeriesInstanceUID"), ("IMAGE", "SOPInstanceUID")])
def test_series_and_images_are_those_of_the_patient_that_is_asked_for(
    plain: tuple[DicomNode, CallingNode], study: Study, level: QueryLevel, uid: str
) -> None:
    asked = (level, {"PatientID": study.patient_id}, 0, 0, Stop())

    found = [row[uid] for row in search(*plain, Reach(Http), CONSENT, *asked)]

    assert sorted(found) == sorted(study.series if level == "SERIES" else study.instances)


def test_a_limit_is_kept_below_studies_too(plain: tuple[DicomNode, CallingNode], study: Study) -> None:
    asked = ("IMAGE", {"PatientID": study.patient_id}, 2, 1, Stop())

    assert len(list(search(*plain, Reach(Http), CONSENT, *asked))) == 2


def test_an_archive_that_does_not_tell_what_kinds_its_images_are_can_be_tested(
    plain: tuple[DicomNode, CallingNode],
) -> None:
    found = {what: worked for what, worked, _ in testing.tested(*plain, Reach(Http), CONSENT)}

    assert found == {"echo": True, "find": True, "get": True, "move": True}


@pytest.mark.parametrize(
    ("word", "keyword", "value"),
    [
        ("modality=ct,mr", "ModalitiesInStudy", "CT\\MR"),
        ("study=1.2,1.3", "StudyInstanceUID", "1.2\\1.3"),
        ("name=Doe, Jane", "PatientName", "Doe, Jane"),
        ("0010,0030=19700101", "PatientBirthDate", "19700101"),
    ],
)
def test_a_word_of_the_command_line_is_a_criterion(word: str, keyword: str, value: str) -> None:
    assert criterion(word) == (keyword, value)
