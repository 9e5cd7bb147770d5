"""A series from an archive, beside a program that only writes what comes to disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks.benchmark import Benchmark, Plan, Ratio, Taken, rotated, timed
from tests.servers import orthanc, studies, web, wetread
from tests.servers.orthanc import Archive
from tests.servers.processes import program
from tests.servers.studies import Study

CONNECTIONS = 4


def wado_uri(folder: Path, plan: Plan) -> Taken:
    """A series by WADO-URI into a running instance, beside curl fetching the same addresses to disk."""
    (folder / "orthanc").mkdir()
    series = large_series(folder / "series", plan.instances)
    with (
        orthanc.running(folder / "orthanc") as archive,
        web.running() as server,
        wetread.running(folder / "home") as instance,
    ):
        archive.store(series.files)
        address = server.page("/mf.xml", series.wado_uri(archive.wado_uri))
        instance.opened(series.files[0])
        instance("$dicom:close --all")
        requests = folder / "curl.txt"
        requests.write_text(curl_requests(archive, series, folder / "curl"))

        def ours() -> float:
            instance.opened(f'$dicom:get -w "{address}"')
            assert instance.status().total("received") == len(series.files)
            taken = float(instance.status()["timing"]["loaded"])
            instance("$dicom:close --all")
            return taken

        def curl() -> float:
            (folder / "curl").mkdir()
            words = [program("curl", "curl"), "--silent", "--fail", "--parallel", "--parallel-max", str(CONNECTIONS)]
            taken = timed([*words, "--config", str(requests)], instance.environ)()
            check_and_remove(folder / "curl", series.files)
            return taken

        return rotated(plan.rounds, {"curl --parallel": curl, "wetread": ours})


def large_series(folder: Path, count: int) -> Study:
    """A CT series of the usual matrix."""
    return studies.synthetic_ct(folder, count, size=512, patient_id="BENCH")


def curl_requests(archive: Archive, series: Study, to: Path) -> str:
    lines = []
    for header in series.headers.values():
        query = {
            "requestType": "WADO",
            "studyUID": header.StudyInstanceUID,
            "seriesUID": header.SeriesInstanceUID,
            "objectUID": header.SOPInstanceUID,
            "contentType": "application/dicom",
        }
        lines.append(f'url = "{archive.wado_uri}?{urlencode(query, safe="/")}"')
        lines.append(f'output = "{to / header.SOPInstanceUID}"')
    return "\n".join(lines)


def check_and_remove(folder: Path, files: Iterable[Path]) -> None:
    fetched = list(folder.iterdir())
    assert sum(file.stat().st_size for file in fetched) >= sum(file.stat().st_size for file in files)
    for file in fetched:
        file.unlink()
    folder.rmdir()


BENCHMARKS = (Benchmark("download", wado_uri, (Ratio("wetread", "curl --parallel", 1.3),)),)
