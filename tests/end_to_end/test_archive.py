"""A manifest that leaves the files to a real archive's WADO-URI, also when that archive is in trouble."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.servers import orthanc as orthancs
from tests.servers import studies
from tests.servers.line import slow_line
from tests.servers.orthanc import Archive
from tests.servers.processes import until
from tests.servers.studies import Study
from tests.servers.web import Web, cut, longer_than_told, says
from tests.servers.wetread import Wetread

pytestmark = pytest.mark.real_servers


@pytest.fixture(params=["bundled", "lumbar"])
def archived(request: pytest.FixtureRequest, study: Study, orthanc: Archive) -> Study:
    """A study that the archive holds."""
    if request.param == "bundled":
        return study
    held: Study = request.getfixturevalue("lumbar")
    orthanc.store(held.files)
    return held


def test_a_study_comes_by_wado_uri(running: Wetread, orthanc: Archive, archived: Study, web: Web) -> None:
    result = running("--wait", web.page("/mf.xml", archived.wado_uri(orthanc.wado_uri)))

    assert (result.returncode, result.stderr) == (0, "")
    status = running.status()
    assert set(status.series) == archived.series
    assert status.total("received") == len(archived.instances)


def test_pixel_data_is_asked_for_unpacked_and_as_stored(
    running: Wetread, orthanc: Archive, other_study: Study, web: Web
) -> None:
    web.forward("/wado", orthanc.origin)
    running.opened(web.page("/mf.xml", other_study.wado_uri(f"{web.origin}/wado")))

    asked = web.asked("/wado")

    assert {seen.headers["Accept-Encoding"] for seen in asked} == {"identity"}
    assert all("contentType=application/dicom" in seen.target for seen in asked)
    assert {parse_qs(urlsplit(seen.target).query)["objectUID"][0] for seen in asked} == other_study.instances


def test_trouble_costs_what_is_missing_and_nothing_else(
    running: Wetread, orthanc: Archive, archived: Study, web: Web
) -> None:
    web.forward("/wado", orthanc.origin)
    trouble = web.trouble("/wado?*")
    absent = min(archived.instances)
    web.fault(f"*objectUID={absent}*", says(404))
    running(web.page("/mf.xml", archived.wado_uri(f"{web.origin}/wado")))

    waited = running.wait("loaded")

    assert trouble.errors, "some answers were errors"
    assert trouble.cuts, "some were cut"
    assert waited.returncode == 1
    assert absent in waited.stderr
    assert "404" in waited.stderr
    status = running.status()
    assert status.total("received") == len(archived.instances) - 1
    assert status.total("failed") == 1
    assert absent in status.said
    assert [series["state"] for series in status.series.values()].count("partial") == 1

    web.recover()
    assert running("retry").returncode == 0

    completed = running.wait("loaded")
    assert (completed.returncode, completed.stderr) == (0, "")
    assert running.status().total("received") == len(archived.instances)
    assert running.status().total("failed") == 0


def test_an_image_that_is_cut_each_time_is_named_and_never_shown(
    running: Wetread, web: Web, other_study: Study
) -> None:
    address = web.folder("/study", other_study.folder)
    damaged = other_study.files[0]
    web.fault(f"/study/{damaged.name}", cut(0.5))

    result = running("--wait", web.page("/mf.xml", other_study.direct(address)))

    assert result.returncode == 1
    assert len(web.asked(f"/study/{damaged.name}")) == 3
    assert running.status().total("received") == len(other_study.instances) - 1


@pytest.mark.parametrize("extra", [200, -200], ids=["too short", "too long"])
def test_a_wrong_content_length_does_not_pass_for_an_image(
    running: Wetread, web: Web, other_study: Study, extra: int
) -> None:
    address = web.folder("/study", other_study.folder)
    web.fault(f"/study/{other_study.files[0].name}", longer_than_told(extra))

    result = running("--wait", web.page("/mf.xml", other_study.direct(address)))

    assert result.returncode == 1
    assert running.status().total("received") == len(other_study.instances) - 1


QUICK = 1e9
"""Bytes a second of a line that keeps nobody waiting."""


def by_wado_rs(web: Web, study: Study, origin: str) -> str:
    return f'$dicom:rs -u "{origin}/dicom-web" -r "studyUID={study.study_instance_uid}"'


def by_wado_uri(web: Web, study: Study, origin: str) -> str:
    return f'$dicom:get -w "{web.page("/uri.xml", study.wado_uri(f"{origin}/wado"))}"'


def by_manifest_at_dicomweb(web: Web, study: Study, origin: str) -> str:
    return f'$dicom:get -w "{web.page("/rs.xml", study.dicomweb(f"{origin}/dicom-web"))}"'


@pytest.mark.parametrize("way", [by_wado_rs, by_wado_uri, by_manifest_at_dicomweb])
def test_an_archive_that_is_killed_and_comes_back_in_mid_series_costs_nothing(
    running: Wetread, web: Web, tmp_path: Path, way: Callable[[Web, Study, str], str]
) -> None:
    study = studies.synthetic_ct(tmp_path / "ct", 40, 64)

    def received() -> int:
        return running.status().total("received")

    with orthancs.running(tmp_path) as archive, ExitStack() as stack:
        archive.store(study.files)
        line = stack.enter_context(slow_line(archive.http_port, rate=30_000, latency=0.0))
        running(way(web, study, f"http://127.0.0.1:{line.port}"))
        until(lambda: received() > 2, what="some images have come")
        lasting = stack.pop_all()
    with lasting:
        assert received() < len(study.files)
        time.sleep(3.0)  # more than three tries take
        with orthancs.running(tmp_path, again=archive):
            line.rate = QUICK
            assert running.wait("loaded").returncode == 0

    assert received() == len(study.files)
    assert running.status().said == ""
