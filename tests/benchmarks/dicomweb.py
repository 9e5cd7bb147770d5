"""A series by DICOMweb in one stream, beside curl writing the same answer to disk; what it costs the service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.benchmark import Benchmark, Plan, Ratio, Taken, rotated, timed
from tests.benchmarks.download import large_series
from tests.servers import orthanc, wetread
from tests.servers.orthanc import Archive
from tests.servers.processes import program
from tests.servers.studies import Study
from tests.servers.wetread import Wetread

AS_STORED = 'Accept: multipart/related; type="application/dicom"; transfer-syntax=*'


class Bench(NamedTuple):
    """A running instance, and an archive that holds a large series."""

    archive: Archive
    series: Study
    instance: Wetread

    @property
    def address(self) -> str:
        header = next(iter(self.series.headers.values()))
        return f"{self.archive.dicomweb}/studies/{header.StudyInstanceUID}/series/{header.SeriesInstanceUID}"

    def open(self) -> dict[str, float]:
        """Open the series and close it; its split times."""
        header = next(iter(self.series.headers.values()))
        self.instance.opened(f'$dicom:rs -u "{self.archive.dicomweb}" -r "studyUID={header.StudyInstanceUID}"')
        status = self.instance.status()
        assert status.total("received") == len(self.series.files)
        self.instance("$dicom:close --all")
        return {name: float(seconds) for name, seconds in status["timing"].items()}


@contextmanager
def bench(folder: Path, plan: Plan) -> Iterator[Bench]:
    (folder / "orthanc").mkdir()
    series = large_series(folder / "series", plan.instances)
    with orthanc.running(folder / "orthanc") as archive, wetread.running(folder / "home") as instance:
        archive.store(series.files)
        instance.opened(series.files[0])
        instance("$dicom:close --all")
        yield Bench(archive, series, instance)


def series_stream(folder: Path, plan: Plan) -> Taken:
    """All of the series, from the command's acceptance to its last image; and its first image on screen."""
    with bench(folder, plan) as ready:
        first: list[float] = []

        def ours() -> float:
            timing = ready.open()
            first.append(timing["first_image"])
            return timing["loaded"]

        def curl() -> float:
            to = folder / "curl.multipart"
            words = [program("curl", "curl"), "--silent", "--fail", "-H", AS_STORED, "-o", str(to), ready.address]
            taken = timed(words, ready.instance.environ)()
            assert to.stat().st_size >= sum(file.stat().st_size for file in ready.series.files)
            to.unlink()
            return taken

        return rotated(plan.rounds, {"curl, one request": curl, "wetread": ours}) | {"first image": first}


def service_cost(folder: Path, plan: Plan) -> Taken:
    """CPU seconds that the service takes for the series, and its peak memory in MB after all rounds."""
    with bench(folder, plan) as ready:
        service = int(ready.instance.status()["service"]["pid"])
        cpu: list[float] = []
        for _ in range(plan.rounds):
            before = _cpu_seconds(service)
            ready.open()
            cpu.append(_cpu_seconds(service) - before)
        return {"CPU seconds": cpu, "peak MB": [_peak_mb(service)]}


def _cpu_seconds(process: int) -> float:
    import os

    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


BENCHMARKS = (
    Benchmark("series by DICOMweb", series_stream, (Ratio("wetread", "curl, one request", 1.25),)),
    Benchmark("service", service_cost, unit=""),
)
