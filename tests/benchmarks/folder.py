"""A large series in a local folder, opened from nothing on a display: beside ImageJ, and what the window holds then."""

from __future__ import annotations

import os
import subprocess
import time
from collections import defaultdict
from pathlib import Path

from tests.benchmarks.benchmark import Benchmark, Plan, Ratio, Taken
from tests.servers import display, studies, wetread
from tests.servers.processes import program, until
from tests.servers.studies import Study
from tests.servers.wetread import Wetread
from viewer.pixels.cache import default_budget

FIRST, SORTED, IMAGEJ = "first image", "all in order", "imagej"
PEAK, AFTER, ALLOWED = "most memory", "memory after scrolling", "allowed"
ROOM = 250
"""MB that the window may take beside its budget for frames."""

STEPS = 10
"""Images that one command scrolls through, one by one, before the next one comes."""


def opening(folder: Path, plan: Plan) -> Taken:
    """From the command to the first image, and to all of them in order; ImageJ shows both at once.

    The instance counts from the moment it accepts the command, which is before the command ends, and whoever waits is
    told a little late: the smaller sum is still too long. Neither has a process running; the files are in the system's
    memory.
    """
    series = studies.synthetic_ct(folder / "series", plan.instances, size=512)
    taken: Taken = defaultdict(list)
    with display.running(folder) as name:
        for number in range(plan.rounds):
            taken[IMAGEJ].append(_imagej(series, folder / f"imagej-{number}", name))
            with wetread.running(folder / f"home-{number}") as instance:
                first, in_order = _wetread(instance, series, name)
            taken[FIRST].append(first)
            taken[SORTED].append(in_order)
    return dict(taken)


def _imagej(series: Study, folder: Path, display_name: str) -> float:
    """ImageJ's own import of an image sequence, until its window stands."""
    folder.mkdir()
    done, macro = folder / "done", folder / "open.ijm"
    macro.write_text(
        f'run("Image Sequence...", "open=[{series.files[0]}] sort");\n'
        f'File.saveString("" + nSlices, "{done}");\n'
        'run("Quit");\n'
    )
    environ = os.environ | {"DISPLAY": display_name, "HOME": str(folder), "_JAVA_OPTIONS": f"-Duser.home={folder}"}
    words = [program("imagej", "imagej"), "-x", "2000", "-m", str(macro)]
    begun = time.monotonic()
    with subprocess.Popen(words, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            until(lambda: done.exists() and done.read_text().strip(), timeout=120, what="ImageJ has opened the folder")
            taken = time.monotonic() - begun
            assert done.read_text().strip() == str(len(series.files))
        finally:
            running.terminate()
    return taken


def _wetread(instance: Wetread, series: Study, display_name: str) -> tuple[float, float]:
    instance.on_display(display_name)
    begun = time.monotonic()
    assert instance(series.folder).returncode == 0
    returned = time.monotonic() - begun
    assert instance.wait("first-image").returncode == 0
    waited = time.monotonic() - begun
    assert instance.wait("loaded").returncode == 0
    status = instance.status()
    in_order = time.monotonic() - begun
    assert [view["count"] for view in status["views"]] == [len(series.files)]
    return min(waited, returned + status["timing"]["first_image"]), in_order


def memory(folder: Path, plan: Plan) -> Taken:
    """What the window holds after every image of the series has been on screen, in MB."""
    series = studies.synthetic_ct(folder / "series", plan.instances, size=512)
    taken: Taken = defaultdict(list)
    with display.running(folder) as name, wetread.running(folder / "home") as instance:
        instance.on_display(name)
        instance.opened(series.folder)
        for _ in range(len(series.files) // STEPS + 1):
            instance(" ".join(["$dcmview2d:scroll -i 1"] * STEPS))
        status = instance.status()
        assert status["views"][0]["position"] == len(series.files)
        pid = status.viewer_pid
        taken[AFTER].append(_kilobytes(pid, "smaps_rollup", "Pss:") / 1000)
        taken[PEAK].append(_kilobytes(pid, "status", "VmHWM:") / 1000)
    taken[ALLOWED].append(default_budget() / 1e6 + ROOM)
    return dict(taken)


def _kilobytes(pid: int, file: str, name: str) -> int:
    lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith(name)))


BENCHMARKS = (
    Benchmark("folder", opening, (Ratio(FIRST, IMAGEJ, 0.25), Ratio(SORTED, IMAGEJ, 0.5))),
    Benchmark("folder memory", memory, (Ratio(AFTER, ALLOWED, 1.0),), unit="MB"),
)
