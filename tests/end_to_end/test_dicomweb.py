"""Studies by DICOMweb from a real archive: all of what a link asks for, or a sentence that says what is missing."""

from __future__ import annotations

import pytest

from tests.servers.orthanc import Archive
from tests.servers.studies import Study
from tests.servers.wetread import Wetread

pytestmark = pytest.mark.real_servers


@pytest.mark.parametrize(
    "request_text",
    ["studyUID={study}", "patientID={patient}", "requestType=STUDY&studyUID={study}", "seriesUID={series}"],
)
def test_a_study_comes_by_any_of_its_identifiers(
    running: Wetread, orthanc: Archive, study: Study, request_text: str
) -> None:
    header = next(iter(study.headers.values()))
    text = request_text.format(
        study=header.StudyInstanceUID, patient=header.PatientID, series="&seriesUID=".join(study.series)
    )

    result = running("--wait", f'$dicom:rs -u "{orthanc.dicomweb}" -r "{text}"')

    assert (result.returncode, result.stderr) == (0, "")
    status = running.status()
    assert set(status.series) == study.series
    assert status.total("received") == len(study.instances)
    assert {series["source"] for series in status.series.values()} == {"dicomweb"}


def test_single_images_are_fetched_alone(running: Wetread, orthanc: Archive, study: Study) -> None:
    wanted = sorted(study.instances)[:2]

    result = running("--wait", f'$dicom:rs -u "{orthanc.dicomweb}" -r "objectUID={",".join(wanted)}"')

    assert (result.returncode, result.stderr) == (0, "")
    assert running.status().total("received") == 2


def test_what_the_archive_does_not_have_is_named_and_the_rest_shown(
    running: Wetread, orthanc: Archive, other_study: Study
) -> None:
    uid = next(iter(other_study.headers.values())).StudyInstanceUID

    result = running("--wait", f'$dicom:rs -u "{orthanc.dicomweb}" -r "studyUID={uid},1.2.3.4"')

    assert result.returncode == 1
    assert "1.2.3.4" in result.stderr
    assert uid not in result.stderr
    assert running.status().total("received") == len(other_study.instances)


def test_a_second_link_to_the_same_series_fetches_nothing_twice(
    running: Wetread, orthanc: Archive, other_study: Study
) -> None:
    uid = next(iter(other_study.headers.values())).StudyInstanceUID
    link = f'$dicom:rs -u "{orthanc.dicomweb}" -r "studyUID={uid}"'
    running.opened(link)
    before = set(running.home.rglob("run-*/0*"))
    assert len(before) == len(other_study.instances)

    running.opened(link)

    assert set(running.home.rglob("run-*/0*")) == before
    assert running.status().total("received") == len(other_study.instances)
