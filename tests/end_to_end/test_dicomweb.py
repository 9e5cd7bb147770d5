"""Studies by DICOMweb from a real archive: all of what a link asks for, or a sentence that says what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from tests.servers import orthanc as orthancs
from tests.servers import studies, tinypacs
from tests.servers.dicomweb import DicomWeb
from tests.servers.orthanc import Archive
from tests.servers.studies import Study
from tests.servers.tinypacs import TOKEN, TinyPacs
from tests.servers.web import Web
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


def test_of_several_requests_one_that_cannot_be_read_costs_no_other(
    running: Wetread, orthanc: Archive, other_study: Study
) -> None:
    uid = next(iter(other_study.headers.values())).StudyInstanceUID

    result = running("--wait", f'$dicom:rs -u "{orthanc.dicomweb}" -r "studyUID={uid}" -r "study={uid}"')

    assert result.returncode == 1
    assert "asks for nothing" in result.stderr
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


# --- archives of other makes and sizes ---


@pytest.fixture(scope="module")
def tiny_pacs(tmp_path_factory: pytest.TempPathFactory, study: Study, other_study: Study) -> Iterator[TinyPacs]:
    """An archive of another dialect, which holds the bundled studies."""
    with tinypacs.running(tmp_path_factory.mktemp("tinypacs")) as archive:
        archive.store((*study.files, *other_study.files))
        yield archive


def test_an_archive_of_another_make_sends_all_to_who_has_its_token(
    running: Wetread, tiny_pacs: TinyPacs, study: Study, other_study: Study
) -> None:
    uids = [next(iter(one.headers.values())).StudyInstanceUID for one in (study, other_study)]

    result = running(
        "--wait",
        f'$dicom:rs -u "{tiny_pacs.dicomweb}" -r "studyUID={",".join(uids)}" -H "Authorization: Bearer {TOKEN}"',
    )

    assert (result.returncode, result.stderr) == (0, "")
    status = running.status()
    assert set(status.series) == study.series | other_study.series
    assert status.total("received") == len(study.instances | other_study.instances)


def test_without_a_token_it_says_what_to_do(running: Wetread, tiny_pacs: TinyPacs) -> None:
    result = running("--wait", f'$dicom:rs -u "{tiny_pacs.dicomweb}" -r "studyUID=1.2.3"')

    assert result.returncode == 4
    assert "401" in result.stderr


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory, other_study: Study) -> Iterator[Archive]:
    """An archive that cuts its lists and does not say so; it holds one study of 30 series, and 60 of one patient."""
    folder = tmp_path_factory.mktemp("limited")
    with orthancs.running(folder, LimitFindResults=5, LimitFindInstances=2) as archive:
        archive.store(other_study.files)
        archive.store(studies.tiny_series(folder / "series", 30))
        archive.store(studies.tiny_studies(folder / "studies", 60, "OFTEN"))
        yield archive


def test_lists_that_an_archive_cuts_are_completed(running: Wetread, limited: Archive, other_study: Study) -> None:
    header = next(iter(other_study.headers.values()))

    running.opened(
        f'$dicom:rs -u "{limited.dicomweb}" -r "patientID=MANY" -r "studyUID={header.StudyInstanceUID}"',
    )

    assert running.status().total("received") == 30 + len(other_study.instances)


def test_a_patients_newest_studies_are_found_though_the_list_is_cut(running: Wetread, limited: Archive) -> None:
    running.opened(f'$dicom:rs -u "{limited.dicomweb}" -r "patientID=OFTEN&mostRecentResults=8"')

    assert _dates(running) == [f"{date(2015, 1, 1) + timedelta(days=number):%Y%m%d}" for number in range(52, 60)]


def _dates(instance: Wetread) -> list[str]:
    patients = instance.status().json["patients"]
    return sorted(study["StudyDate"] for patient in patients for study in patient["studies"])


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive that holds one study of 1,200 series, and 2,000 studies of one patient."""
    folder = tmp_path_factory.mktemp("large")
    with orthancs.running(folder) as archive:
        archive.store(studies.tiny_series(folder / "series", 1200))
        archive.store(studies.tiny_studies(folder / "studies", 2000, "OFTEN"))
        yield archive


def test_a_study_of_1200_series_comes_whole(running: Wetread, large: Archive) -> None:
    running.opened(f'$dicom:rs -u "{large.dicomweb}" -r "patientID=MANY"')

    status = running.status()
    assert len(status.series) == status.total("received") == 1200


def test_among_2000_studies_the_ones_in_question_are_found(running: Wetread, large: Archive) -> None:
    running.opened(
        f'$dicom:rs -u "{large.dicomweb}" -r "patientID=OFTEN&lowerDateTime=2015-01-05T23:59:59&mostRecentResults=3"'
    )

    assert _dates(running) == ["20150103", "20150104", "20150105"]


# --- links as they are made ---

LONG_TOKEN = "eyJhbGciOiJSUzI1NiJ9.a+b/c=" * 44  # 1,188 characters, with signs that decoders spoil


def _orthanc_explorer_2(root: str, uids: list[str]) -> str:
    words = ["$dicom:rs", "--url", f'"{root}"', "-r", f'"studyUID={",".join(uids)}"']
    words += ["-H", f'"Authorization: Bearer {LONG_TOKEN}"']
    return "weasis://?" + "+".join(quote(word, safe="!'()*") for word in words)


def _dcm4chee_arc(root: str, uids: list[str]) -> str:
    request = "&".join(f"studyUID={uid}" for uid in uids)
    return quote(
        f'weasis://?$dicom:rs --url "{root}" -r "{request}" --query-ext "&includedefaults=false" '
        f'-H "Authorization: Bearer {LONG_TOKEN}"',
        safe="$&+#,/:;=?@!'()*",
    )


@pytest.mark.parametrize("link", [_orthanc_explorer_2, _dcm4chee_arc])
def test_28_studies_and_a_long_token_fit_into_a_link(
    running: Wetread, web: Web, tmp_path: Path, link: Callable[[str, list[str]], str]
) -> None:
    archive = DicomWeb(web, studies.tiny_studies(tmp_path, 28, "MANY"))
    uids = sorted({header.StudyInstanceUID for header in archive.headers.values()})

    result = running("--wait", link(archive.root, uids))

    assert (result.returncode, result.stderr) == (0, "")
    assert running.status().total("received") == 28
    assert {seen.headers["Authorization"] for seen in web.asked("/rs/*")} == {f"Bearer {LONG_TOKEN}"}


@pytest.mark.parametrize("base", ["weasis://", "weasis://?"])
def test_a_connectors_link_leads_to_a_manifest_that_leaves_all_to_the_archive(
    running: Wetread, web: Web, orthanc: Archive, study: Study, base: str
) -> None:
    header = next(iter(study.headers.values()))
    manifest = web.page(
        "/RequestManifest",
        f'<manifest xmlns="http://www.weasis.org/xsd/2.5"><arcQuery arcId="1" baseUrl="{orthanc.dicomweb}" '
        f'queryMode="DICOM_WEB" seriesRetrieve="true"><Patient PatientID="{header.PatientID}" '
        f'PatientName="{header.PatientName}"><Study StudyInstanceUID="{header.StudyInstanceUID}"/></Patient>'
        "</arcQuery></manifest>",
    )

    result = running("--wait", base + quote_plus(f'$dicom:get -w "{manifest}?id=2"'))

    assert (result.returncode, result.stderr) == (0, "")
    assert set(running.status().series) == study.series


@pytest.mark.parametrize("waits", [("--wait",), ()])
def test_what_the_remote_configuration_of_a_link_says_counts(
    running: Wetread, web: Web, tmp_path: Path, waits: tuple[str, ...]
) -> None:
    archive = DicomWeb(web, studies.tiny_studies(tmp_path, 2, "MANY"))
    first, second = sorted({header.StudyInstanceUID for header in archive.headers.values()})
    configuration = web.page(
        "/launchConfig",
        '<weasisConfig><property name="dicom.qido.query.multi.params" value="true"/>'
        f'<argument>dicom:rs -u "{archive.root}" -r "studyUID={second}"</argument></weasisConfig>',
    )
    link = f'$dicom:rs -u "{archive.root}" -r "studyUID={first}" $weasis:config wcfg="{configuration}?config=c"'

    result = running(*waits, "weasis://" + quote_plus(link))
    waited = running.wait("loaded")

    assert (result.returncode, result.stderr) == (0, "")
    assert (waited.returncode, waited.stderr) == (0, "")
    assert set(running.status().studies) == {first, second}
    assert all(seen.target.count("includefield=") > 1 for seen in web.asked("/rs/studies"))


def test_what_a_link_with_a_remote_configuration_does_not_bring_is_said_to_who_waits(
    running: Wetread, web: Web
) -> None:
    configuration = web.page("/launchConfig", "<weasisConfig/>")
    link = f'$dicom:get -w "{web.origin}/nothing" $weasis:config wcfg="{configuration}"'

    result = running("--wait", "weasis://?" + quote_plus(link))

    assert result.returncode == 4
    assert "/nothing answered 404" in result.stderr
