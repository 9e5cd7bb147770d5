"""A series by DICOMweb in one stream, and instance by instance, beside curl writing the same answers to disk; what it
costs the service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.benchmark import Benchmark, Plan, Ratio, Taken, rotated, timed
from tests.benchmarks.download import CONNECTIONS, check_and_remove, large_series
from tests.servers import orthanc, web, wetread
from tests.servers.processes import program
from tests.servers.studies import Study
from tests.servers.wetread import Wetread

AS_STORED = 'Accept: multipart/related; type="application/dicom"; transfer-syntax=*'


class Bench(NamedTuple):
    """A running instance, and an archive that holds a large series."""

    root: str
    series: Study
    instance: Wetread

    @property
    def address(self) -> str:
        header = next(iter(self.series.headers.values()))
        return f"{self.root}/studies/{header.StudyInstanceUID}/series/{header.SeriesInstanceUID}"

    @property
    def command(self) -> str:
        header = next(iter(self.series.headers.values()))
        return f'$dicom:rs -u "{self.root}" -r "studyUID={header.StudyInstanceUID}"'

    def open(self, command: str = "") -> dict[str, float]:
        """Open the series and close it; its split times."""
        self.instance.opened(command or self.command)
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
        yield Bench(archive.dicomweb, series, instance)


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


def instance_by_instance(folder: Path, plan: Plan) -> Taken:
    """The same one by one, as a manifest lists them, beside curl fetching the same addresses."""
    out = folder / "curl"
    with bench(folder, plan) as ready, web.running() as server:
        manifest = server.page("/mf.xml", ready.series.dicomweb(ready.root))
        uids = (header.SOPInstanceUID for header in ready.series.headers.values())
        requests = folder / "curl.txt"
        requests.write_text(
            "".join(f'url = "{ready.address}/instances/{uid}"\noutput = "{out / uid}"\n' for uid in uids)
        )
        words = [program("curl", "curl"), "--silent", "--fail", "--parallel", "--parallel-max", str(CONNECTIONS)]

        def curl() -> float:
            out.mkdir()
            taken = timed([*words, "-H", AS_STORED, "--config", str(requests)], ready.instance.environ)()
            check_and_remove(out, ready.series.files)
            return taken

        return rotated(
            plan.rounds,
            {"curl --parallel": curl, "wetread": lambda: ready.open(f'$dicom:get -w "{manifest}"')["loaded"]},
        )


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
    Benchmark("instances by DICOMweb", instance_by_instance, (Ratio("wetread", "curl --parallel", 1.3),)),
    Benchmark("service", service_cost, unit=""),
)
