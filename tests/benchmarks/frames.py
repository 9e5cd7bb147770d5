"""Frames of the viewer while a series arrives: its user scrolls without rest, 60 times a second."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from launcher import channel
from tests.benchmarks.benchmark import Benchmark, Plan, Taken
from tests.benchmarks.download import large_series
from tests.servers import orthanc, timed_viewer, web, wetread
from tests.servers.processes import until
from tests.servers.wetread import Wetread

AT_REST = 2.0  # seconds
SETTLED = 0.5  # seconds after which nothing is left of the opening


def while_downloading(folder: Path, plan: Plan) -> Taken:
    """The longest frame and the 99th of 100, of each download of a large series by WADO-URI; and the same at rest."""
    (folder / "orthanc").mkdir()
    series, notes = large_series(folder / "series", plan.instances), folder / "frames.txt"
    taken: Taken = defaultdict(list)
    with (
        orthanc.running(folder / "orthanc") as archive,
        web.running() as server,
        wetread.running(folder / "home") as instance,
        _timed(instance, notes),
    ):
        archive.store(series.files)
        address = server.page("/mf.xml", series.wado_uri(archive.wado_uri))
        for _ in range(plan.rounds):
            instance.opened(*series.files[:20])
            time.sleep(SETTLED)
            _note(taken, "at rest", notes, lambda: time.sleep(AT_REST))
            instance("$dicom:close --all")
            _note(taken, "downloading", notes, lambda: instance.opened(f'$dicom:get -w "{address}"'))
            instance("$dicom:close --all")
    return dict(taken)


def _note(taken: Taken, name: str, notes: Path, work: Callable[[], object]) -> None:
    notes.write_text("")
    work()
    frames = sorted(float(line) for line in notes.read_text().split("\n") if len(line) == 6)
    taken[f"{name}, longest"].append(frames[-1])
    taken[f"{name}, 99 of 100"].append(frames[int(0.99 * len(frames))])


@contextmanager
def _timed(instance: Wetread, notes: Path) -> Iterator[None]:
    """The service of this instance, with a viewer that notes its frames."""
    with patch.dict(os.environ, WETREAD_HOME=str(instance.home)):
        lock = channel.take_lock(channel.service_lock_path())
    assert lock is not None
    words = [sys.executable, "-P", timed_viewer.__file__, str(lock), str(notes)]
    service = subprocess.Popen(words, env=instance.environ, pass_fds=[lock])
    os.close(lock)
    until(lambda: instance("status").returncode == 0, what="the service is there")
    try:
        yield
    finally:
        instance("quit")
        service.wait(20)


BENCHMARKS = (Benchmark("frames", while_downloading),)
