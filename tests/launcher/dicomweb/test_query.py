"""Searches of archives that keep to the standard in part only."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from launcher.dicomweb import model
from launcher.dicomweb.query import Archive
from launcher.dicomweb.request import Sought
from launcher.dicomweb.service import Service
from launcher.errors import BadAnswer
from launcher.http.client import Http, HttpError, Limits
from launcher.stop import Stop
from tests.servers.dicomweb import DicomWeb
from tests.servers.studies import synthetic_ct
from tests.servers.web import Answer, Fault, Web

INSTANCES = 5


@pytest.fixture
def served(web: Web, tmp_path: Path) -> DicomWeb:
    """An archive that holds one series."""
    return DicomWeb(web, synthetic_ct(tmp_path / "images", INSTANCES).files)


@pytest.fixture
def archive(served: DicomWeb) -> Archive:
    return Archive(Service(served.root), Http(), lambda address: None, Limits(), Stop())


def sought(served: DicomWeb) -> dict[str, Sought]:
    header = next(iter(served.headers.values()))
    return {
        "study": Sought("studyUID", (header.StudyInstanceUID,)),
        "series": Sought("seriesUID", (header.SeriesInstanceUID,)),
        "object": Sought("objectUID", (header.SOPInstanceUID,)),
    }


def rewritten(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Fault:
    """Each row of an answer is another."""

    def rewrite(answer: Answer) -> Answer:
        listed = answer.body.startswith(b"[")
        return (
            replace(answer, body=json.dumps(list(map(change, json.loads(answer.body)))).encode()) if listed else answer
        )

    return rewrite


@pytest.mark.parametrize("refused", ["limit", "includefield"])
def test_an_archive_that_refuses_pages_or_fields_is_asked_for_the_plain_list(
    archive: Archive, served: DicomWeb, web: Web, refused: str
) -> None:
    web.fault(f"*{refused}=*", lambda answer: Answer(status=400))

    (study,) = archive.find(sought(served)["study"]).studies
    (series,) = archive.series_of(study)

    assert len(archive.instances(series, None)) == INSTANCES
    assert len([seen for seen in web.requests if "limit" in seen.target]) == 3, "it is not asked in vain again"


def test_a_question_that_is_refused_in_every_form_is_an_error(archive: Archive, served: DicomWeb, web: Web) -> None:
    web.fault("*", lambda answer: Answer(status=400))

    with pytest.raises(HttpError):
        archive.find(sought(served)["study"])


def test_json_that_an_archive_knows_by_another_name_is_taken_as_it_comes(
    archive: Archive, served: DicomWeb, web: Web
) -> None:
    listed = served.answer
    web.answers("/rs/*", lambda seen: listed(seen) if seen.headers["Accept"] == "*/*" else Answer(status=406))

    assert len(archive.find(sought(served)["study"]).studies) == 1
    assert len(archive.find(sought(served)["series"]).series) == 1
    assert len(web.requests) == 3


def test_of_an_archive_that_sends_xml_only_it_is_said(archive: Archive, served: DicomWeb, web: Web) -> None:
    xml = Answer(b'<?xml version="1.0"?><NativeDicomModel/>', headers={"Content-Type": "application/dicom+xml"})
    web.answers("/rs/*", lambda seen: xml if seen.headers["Accept"] == "*/*" else Answer(status=406))

    with pytest.raises(BadAnswer) as raised:
        archive.find(sought(served)["study"])

    assert raised.value.why.endswith("sent XML instead of DICOM JSON")


@pytest.mark.parametrize("asked_for", ["series", "object"])
def test_what_a_row_belongs_to_may_stand_in_its_retrieve_url_only(
    archive: Archive, served: DicomWeb, web: Web, asked_for: str
) -> None:
    header = next(iter(served.headers.values()))
    uids = header.StudyInstanceUID, header.SeriesInstanceUID
    address = "{}/studies/{}/series/{}".format(served.root, *uids)
    above = (model.STUDY, model.SERIES) if asked_for == "object" else (model.STUDY,)

    def without(row: dict[str, Any]) -> dict[str, Any]:
        kept = {tag: element for tag, element in row.items() if tag not in above}
        return kept | {model.RETRIEVE_URL: {"vr": "UR", "Value": [address]}}

    web.fault("*", rewritten(without))

    (series,) = archive.find(sought(served)[asked_for]).series

    assert (series.study.study_instance_uid, series.series.series_instance_uid) == uids


@pytest.mark.parametrize("asked_for", ["series", "object"])
def test_what_belongs_nowhere_cannot_be_fetched_and_is_said_so(
    archive: Archive, served: DicomWeb, web: Web, asked_for: str
) -> None:
    web.fault("*", rewritten(lambda row: {tag: element for tag, element in row.items() if tag != model.STUDY}))

    with pytest.raises(BadAnswer, match="does not say what this belongs to"):
        archive.find(sought(served)[asked_for])


def test_what_a_proxy_has_changed_on_the_way_is_an_answer(archive: Archive, served: DicomWeb, web: Web) -> None:
    web.fault("*", lambda answer: replace(answer, status=203))

    assert len(archive.find(sought(served)["study"]).studies) == 1
