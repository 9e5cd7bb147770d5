"""C-GET, C-MOVE and C-FIND beside DCMTK's clients at the same Orthanc: as shipped, and without Nagle's delay."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from launcher.dimse.levels import RETURNED
from tests.benchmarks.benchmark import Benchmark, Plan, Ratio, Run, Taken, rotated, timed
from tests.benchmarks.download import large_series
from tests.servers import orthanc, wetread
from tests.servers.orthanc import Archive
from tests.servers.processes import free_port, program
from tests.servers.studies import Study, tiny_studies
from tests.servers.wetread import Wetread

AT_MOST = 3
"""Rounds with DCMTK as shipped, which takes half a minute each."""
STUDIES = 2000


@dataclass(frozen=True)
class Bench:
    """A running instance, and an archive that holds a large series."""

    archive: Archive
    series: Study
    instance: Wetread
    folder: Path
    environ: dict[str, str]
    ports: dict[str, int]

    def ours(self, method: str) -> float:
        """From the command's acceptance until all has come."""
        self.instance.opened(f"$dicom:qr -n Main -m {method} -r studyUID={self.series.study_instance_uid}")
        status = self.instance.status()
        assert status.total("received") == len(self.series.files)
        self.instance("$dicom:close --all")
        return float(status["timing"]["loaded"])

    def theirs(self, name: str) -> float:
        """DCMTK's client, writing what comes to disk, as straight as it can."""
        into = self.folder / "dcmtk"
        into.mkdir()
        header = next(iter(self.series.headers.values()))
        keys = (
            "QueryRetrieveLevel=SERIES",
            f"StudyInstanceUID={header.StudyInstanceUID}",
            f"SeriesInstanceUID={header.SeriesInstanceUID}",
        )
        own = ["-aet", "GETTER", "+B", "-od", str(into)]
        if name == "movescu":
            own = ["-aet", "MOVER", "-aem", "MOVER", "+P", str(self.ports["MOVER"]), "-od", str(into)]
        words = [
            program(name, "dcmtk"), "-S", "-aec", "ORTHANC", *own, *(word for key in keys for word in ("-k", key)),
            "127.0.0.1", str(self.archive.dicom_port),
        ]  # fmt: skip
        taken = timed(words, self.environ)()
        assert sum(1 for _ in into.iterdir()) == len(self.series.files)
        shutil.rmtree(into)
        return taken


@contextmanager
def bench(folder: Path, plan: Plan, no_delay: bool) -> Iterator[Bench]:
    environ = dict(os.environ) | ({"TCP_NODELAY": "1"} if no_delay else {})
    ports = {"MOVER": free_port(), "WETREAD": free_port()}
    modalities = {title: [title, "127.0.0.1", port] for title, port in ports.items()}
    (folder / "orthanc").mkdir()
    series = large_series(folder / "series", plan.instances)
    with (
        orthanc.running(folder / "orthanc", None, environ, DicomModalities=modalities) as archive,
        wetread.running(folder / "home") as instance,
    ):
        archive.store(series.files)
        assert instance("nodes", "add", "Main", f"ORTHANC@127.0.0.1:{archive.dicom_port}").returncode == 0
        assert instance("nodes", "add", "--calling", "Own", f"WETREAD@127.0.0.1:{ports['WETREAD']}").returncode == 0
        instance.opened(series.files[0])
        instance("$dicom:close --all")
        yield Bench(archive, series, instance, folder, environ, ports)


def retrieved(method: str, peer: str, no_delay: bool, folder: Path, plan: Plan) -> Taken:
    """All of the series, whole."""
    with bench(folder, plan, no_delay) as ready:
        rounds = plan.rounds if no_delay else min(plan.rounds, AT_MOST)
        programs: dict[str, Run] = {peer: partial(ready.theirs, peer), "wetread": partial(ready.ours, method)}
        return rotated(rounds, programs)


def found(folder: Path, plan: Plan) -> Taken:
    """A C-FIND that fits all of 2,000 studies, with the same identifier: each as a program that prints what it finds.

    An archive may take longer for some keys than for all the rest: Orthanc reads them from its files.
    """
    (folder / "orthanc").mkdir()
    (folder / "studies").mkdir()
    with orthanc.running(folder / "orthanc") as archive, wetread.running(folder / "home") as instance:
        files = tiny_studies(folder / "studies", STUDIES, "MANY")
        archive.store(files)
        instance.opened(files[0])
        alone = Wetread(folder / "alone")
        programs: dict[str, Run] = {"findscu": timed(_findscu(archive), dict(os.environ))}
        for name, home in (("wetread", instance), ("wetread, not running", alone)):
            assert home("nodes", "add", "Main", f"ORTHANC@127.0.0.1:{archive.dicom_port}").returncode == 0
            programs[name] = timed(home.command("search", "Main", "--json"), home.environ)
        return rotated(plan.rounds, programs)


def _findscu(archive: Archive) -> list[str]:
    keys = ("SpecificCharacterSet=ISO_IR 192", "QueryRetrieveLevel=STUDY", *RETURNED["STUDY"])
    return [
        program("findscu", "dcmtk"), "-S", "-aec", "ORTHANC", *(word for key in keys for word in ("-k", key)),
        "127.0.0.1", str(archive.dicom_port),
    ]  # fmt: skip


def _benchmark(method: str, peer: str, no_delay: bool) -> Benchmark:
    name = f"series by C-{method.upper()}" + (", without Nagle's delay" if no_delay else "")
    ratio = Ratio("wetread", peer, 2.0 if no_delay else 0.12)
    return Benchmark(name, partial(retrieved, method, peer, no_delay), (ratio,))


BENCHMARKS = (
    *(_benchmark(*pair, no_delay) for pair in (("get", "getscu"), ("move", "movescu")) for no_delay in (True, False)),
    Benchmark("2,000 studies by C-FIND", found, (Ratio("wetread", "findscu", 1.0),)),
)
