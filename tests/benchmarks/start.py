"""A click: what the front takes of it, and how long until the first image."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path

from tests.benchmarks.benchmark import Benchmark, Plan, Ratio, Taken, rotated, timed
from tests.servers import studies, web, wetread
from tests.servers.studies import Study
from tests.servers.wetread import Wetread

NOTHING_TO_DO = "weasis://?%24dicom%3Aclose+--series+1.2.3"


def a_study() -> Study:
    """A real one, small."""
    return studies.bundled("98892003", "1.3.6.1.4.1.5962.1.1.0.0.0.1196533885.18148.0.1")


def hand_over(folder: Path, plan: Plan) -> Taken:
    """A click that finds an instance running, beside the start of an interpreter that does nothing."""
    programs = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "hand-over": Wetread.command("--from-link", NOTHING_TO_DO),
    }
    study = a_study()
    with wetread.running(folder / "home") as instance:
        instance.opened(study.folder)
        return rotated(5 * plan.rounds, {name: timed(words, instance.environ) for name, words in programs.items()})


def cold_start(folder: Path, plan: Plan) -> Taken:
    """A click that finds nothing running, up to its first image; the split is counted from the acceptance."""
    taken: Taken = defaultdict(list)
    study = a_study()
    for number in range(plan.rounds):
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


BENCHMARKS = (
    Benchmark("front", hand_over, (Ratio("hand-over", "python -c pass", 2.5),)),
    Benchmark("cold start", cold_start),
)
