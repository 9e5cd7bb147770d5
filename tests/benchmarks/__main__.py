"""``python -m tests.benchmarks``: what Wetread takes beside what others take; a table, and benchmarks.json.

Wetread runs as users have it, without the tests' full log. Programs that are compared run in rotation, so that a busy
machine slows both; ratios are of medians. Absolute figures mean something on one machine only.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from statistics import median

from tests.benchmarks import dicomweb, dimse, disk, display, download, folder, frames, start, tags
from tests.benchmarks.benchmark import Benchmark, Plan, Ratio, Taken

BENCHMARKS = {
    row.name: row
    for module in (start, download, frames, folder, disk, dicomweb, dimse, display, tags)
    for row in module.BENCHMARKS
}


def main() -> None:
    parser = argparse.ArgumentParser("python -m tests.benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(BENCHMARKS)}; all if none is named")
    parser.add_argument("--instances", type=int, default=Plan.instances, help="of the series that is downloaded")
    parser.add_argument("--files", type=int, default=Plan.files, help="of the folder that is read")
    parser.add_argument(
        "--rounds", type=int, default=Plan.rounds, help="of each comparison; the front's are five times as many"
    )
    parser.add_argument("--json", type=Path, default=Path("benchmarks.json"), metavar="FILE")
    options = parser.parse_args()
    os.environ["WETREAD_LOG"] = "info"
    if unknown := set(options.names) - BENCHMARKS.keys():
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    plan = Plan(options.rounds, options.instances, options.files)
    report = {}
    for benchmark in (BENCHMARKS[name] for name in options.names or BENCHMARKS):
        with tempfile.TemporaryDirectory(prefix="wetread-bench-", dir=_roomy(plan.instances << 20)) as folder:
            taken = benchmark.run(Path(folder), plan)
        print(_table(benchmark, taken), flush=True)
        report[benchmark.name] = _report(benchmark, taken)
    options.json.write_text(
        json.dumps({"schema": 2, "machine": _machine(), "plan": asdict(plan), **report}, indent=1) + "\n"
    )


def _roomy(needed: int) -> str | None:
    """A RAM disk where there is room: some file systems make new files slowly just after many were deleted."""
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and shutil.disk_usage(memory).free > 4 * needed
    return str(memory) if has_room else None


def _value(ratio: Ratio, taken: Taken) -> float:
    return round(median(taken[ratio.ours]) / median(taken[ratio.peer]), 2)


def _table(benchmark: Benchmark, taken: Taken) -> str:
    factor = 1000 if benchmark.unit == "ms" else 1
    title = f"{benchmark.name}, {benchmark.unit}"
    lines = [f"{title:32}{'median':>10}{'min':>10}{'max':>10}"]
    for name, figures in taken.items():
        values = "".join(f"{value * factor:10.4g}" for value in (median(figures), min(figures), max(figures)))
        lines.append(f"  {name:30}{values}")
    lines += [
        f"  {row.ours} / {row.peer}: {_value(row, taken):.2f} (aim: at most {row.aim})" for row in benchmark.ratios
    ]
    return "\n".join(lines)


def _report(benchmark: Benchmark, taken: Taken) -> dict[str, object]:
    return {
        "unit": "s" if benchmark.unit == "ms" else benchmark.unit,
        "ratios": [{**asdict(row), "ratio": _value(row, taken)} for row in benchmark.ratios],
        "taken": {
            name: {"median": median(figures), "min": min(figures), "all": figures} for name, figures in taken.items()
        },
    }


def _machine() -> dict[str, object]:
    return {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}


if __name__ == "__main__":
    main()
