"""A folder of ten thousand images: its headers beside dcmdump, and how soon its first image stands."""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from pathlib import Path

from launcher.headers.reading import KEYWORDS
from tests.benchmarks.benchmark import Benchmark, Plan, Ratio, Taken, rotated, timed
from tests.servers import display, folders, wetread
from tests.servers.processes import program

OURS, DCMDUMP = "wetread's headers", "dcmdump"
FIRST, ALL, SECOND = "first image", "all listed", "one second"

SCAN = """
import os, sys
from launcher.headers.reading import read_header
for entry in os.scandir(sys.argv[1]):
    read_header(entry.path)
"""


def scan(folder: Path, plan: Plan) -> Taken:
    """The same tags of every file, each program from its start; the files are in the system's memory."""
    files = folders.many_files(folder / "files", plan.files)
    tags = [word for tag in KEYWORDS for word in ("+P", f"{tag[:4]},{tag[4:]}")]
    programs = {
        OURS: timed([sys.executable, "-c", SCAN, str(files)], dict(os.environ)),
        DCMDUMP: timed([program("dcmdump", "dcmtk"), "-q", "-M", *tags, "+sd", str(files)], dict(os.environ)),
    }
    return rotated(plan.rounds, programs)


def opening(folder: Path, plan: Plan) -> Taken:
    """From the moment that a running instance accepts the folder, with the window on a display."""
    files = folders.many_files(folder / "files", plan.files)
    taken: Taken = defaultdict(list)
    with display.running(folder) as name, wetread.running(folder / "home") as instance:
        instance.on_display(name)
        for _ in range(plan.rounds):
            assert instance("$dicom:close --all").returncode == 0
            assert instance(files).returncode == 0
            assert instance.wait("loaded").returncode == 0
            timing = instance.status()["timing"]
            taken[FIRST].append(timing["first_image"])
            taken[ALL].append(timing["loaded"])
            taken[SECOND].append(1.0)
            time.sleep(0.5)  # what the window still draws is not the next round's
    return dict(taken)


BENCHMARKS = (
    Benchmark("disk scan", scan, (Ratio(OURS, DCMDUMP, 0.7),)),
    Benchmark("disk first image", opening, (Ratio(FIRST, SECOND, 1.0),)),
)
