"""What is measured: each function runs its programs in rotation and returns seconds, one list per program."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlencode

from tests.servers import studies, web, wetread
from tests.servers.orthanc import Archive
from tests.servers.processes import program
from tests.servers.studies import Study
from tests.servers.wetread import Wetread

Seconds = dict[str, list[float]]
Run = Callable[[], float]

NOTHING_TO_DO = "weasis://?%24dicom%3Aclose+--series+1.2.3"
CONNECTIONS = 4


def front(folder: Path, study: Study, rounds: int) -> Seconds:
    """A click that finds an instance running, beside the start of an interpreter that does nothing."""
    programs = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "hand-over": Wetread.command("--from-link", NOTHING_TO_DO),
    }
    with wetread.running(folder / "home") as instance:
        instance.opened(study.folder)
        return _rotated(rounds, {name: _timed(words, instance.environ) for name, words in programs.items()})


def cold_start(folder: Path, study: Study, rounds: int) -> Seconds:
    """A click that finds nothing running, up to its first image; the split is counted from the acceptance."""
    taken: Seconds = defaultdict(list)
    for number in range(rounds):
        with web.running() as server, wetread.running(folder / f"home-{number}") as instance:
            address = server.page("/mf.xml", study.direct(server.folder("/study", study.folder)))
            link = instance("link", f'dicom:get -w "{address}"').stdout.strip()
            clicked = time.monotonic()
            assert instance("--from-link", link).returncode == 0
            returned = time.monotonic() - clicked
            assert instance.wait("first-image").returncode == 0
            assert instance.wait("loaded").returncode == 0
            split = instance.status()["timing"]
        taken["front returns"].append(returned)
        for name in ("viewer_ready", "first_instance", "first_image", "loaded"):
            taken[name].append(split[name])
        taken["click to image"].append(returned + split["first_image"])
    return dict(taken)


def download(folder: Path, archive: Archive, series: Study, rounds: int) -> Seconds:
    """A series by WADO-URI into a running instance, beside curl fetching the same addresses to disk."""
    with web.running() as server, wetread.running(folder / "home") as instance:
        address = server.page("/mf.xml", series.wado_uri(archive.wado_uri))
        instance.opened(series.files[0])
        instance("$dicom:close --all")
        requests = folder / "curl.txt"
        requests.write_text(_curl_requests(archive, series, folder / "curl"))

        def ours() -> float:
            instance.opened(f'$dicom:get -w "{address}"')
            assert instance.status().total("received") == len(series.files)
            taken = float(instance.status()["timing"]["loaded"])
            instance("$dicom:close --all")
            return taken

        def curl() -> float:
            (folder / "curl").mkdir()
            words = [program("curl", "curl"), "--silent", "--fail", "--parallel", "--parallel-max", str(CONNECTIONS)]
            taken = _timed([*words, "--config", str(requests)], instance.environ)()
            _check_and_remove(folder / "curl", series.files)
            return taken

        return _rotated(rounds, {"curl --parallel": curl, "wetread": ours})


def large_series(folder: Path, count: int) -> Study:
    """A CT series of the usual matrix."""
    return studies.synthetic_ct(folder, count, size=512, patient_id="BENCH")


def _curl_requests(archive: Archive, series: Study, to: Path) -> str:
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


def _check_and_remove(folder: Path, files: Iterable[Path]) -> None:
    fetched = list(folder.iterdir())
    assert sum(file.stat().st_size for file in fetched) >= sum(file.stat().st_size for file in files)
    for file in fetched:
        file.unlink()
    folder.rmdir()


def _timed(words: list[str], environ: dict[str, str]) -> Run:
    def run() -> float:
        """No limit on the time: waiting with one looks for the end in steps of up to 32 ms."""
        begin = time.perf_counter()
        subprocess.run(words, env=environ, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return time.perf_counter() - begin

    return run


def _rotated(rounds: int, programs: dict[str, Run]) -> Seconds:
    taken: Seconds = {name: [] for name in programs}
    for _ in range(rounds):
        for name, run in programs.items():
            taken[name].append(run())
    return taken
