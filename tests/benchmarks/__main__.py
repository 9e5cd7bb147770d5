"""``python -m tests.benchmarks``: what Wetread takes beside what any program must take; a table, and benchmarks.json.

Programs that are compared run in rotation, so that a busy machine slows both; ratios are of medians. Absolute seconds
mean something on one machine only.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import tempfile
from pathlib import Path
from statistics import median

from tests.benchmarks import measures
from tests.benchmarks.measures import Seconds
from tests.servers import orthanc, studies


def main() -> None:
    parser = argparse.ArgumentParser("python -m tests.benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("--instances", type=int, default=600, help="of the series that is downloaded")
    parser.add_argument("--rounds", type=int, default=7, help="of each comparison; the front's are five times as many")
    parser.add_argument("--json", type=Path, default=Path("benchmarks.json"), metavar="FILE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wetread-bench-", dir=_roomy(options.instances << 20)) as folder:
        measured = _measured(Path(folder), options.instances, options.rounds)
    ratios = {
        "front": _ratio(measured["front"], "hand-over", "python -c pass"),
        "download": _ratio(measured["download"], "wetread", "curl --parallel"),
    }
    print(_table(measured, ratios))
    options.json.write_text(json.dumps(_report(options, measured, ratios), indent=1) + "\n")


def _roomy(needed: int) -> str | None:
    """A RAM disk where there is room: some file systems make new files slowly just after many were deleted."""
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and shutil.disk_usage(memory).free > 4 * needed
    return str(memory) if has_room else None


def _measured(folder: Path, instances: int, rounds: int) -> dict[str, Seconds]:
    study = studies.bundled("98892003", "1.3.6.1.4.1.5962.1.1.0.0.0.1196533885.18148.0.1")
    for name in ("front", "cold", "download", "orthanc"):
        (folder / name).mkdir()
    measured = {
        "front": measures.front(folder / "front", study, rounds * 5),
        "cold start": measures.cold_start(folder / "cold", study, rounds),
    }
    series = measures.large_series(folder / "series", instances)
    with orthanc.running(folder / "orthanc") as archive:
        archive.store(series.files)
        measured["download"] = measures.download(folder / "download", archive, series, rounds)
    return measured


def _ratio(taken: Seconds, ours: str, other: str) -> float:
    return round(median(taken[ours]) / median(taken[other]), 2)


AIMS = {"front": 2.5, "download": 1.3}


def _table(measured: dict[str, Seconds], ratios: dict[str, float]) -> str:
    lines = [f"{'':12}{'':18}{'median':>10}{'min':>10}{'max':>10}"]
    for subject, taken in measured.items():
        for name, seconds in taken.items():
            values = "".join(f"{value * 1000:7.0f} ms" for value in (median(seconds), min(seconds), max(seconds)))
            lines.append(f"{subject:12}{name:18}{values}")
        if subject in ratios:
            lines.append(f"{subject:12}{'ratio':18}{ratios[subject]:7.2f}    (aim: at most {AIMS[subject]})")
    return "\n".join(lines)


def _report(options: argparse.Namespace, measured: dict[str, Seconds], ratios: dict[str, float]) -> dict[str, object]:
    return {
        "schema": 1,
        "machine": {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()},
        "instances": options.instances,
        "rounds": options.rounds,
        "ratios": ratios,
        "aims": AIMS,
        "seconds": {
            subject: {
                name: {"median": median(seconds), "min": min(seconds), "all": seconds}
                for name, seconds in taken.items()
            }
            for subject, taken in measured.items()
        },
    }


if __name__ == "__main__":
    main()
