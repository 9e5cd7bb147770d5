"""What a benchmark is: programs that do the same work in rotation, and the ratios that matter."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Taken = dict[str, list[float]]
"""What each program took, round by round."""

Run = Callable[[], float]


@dataclass(frozen=True)
class Plan:
    """How much is done: rounds of each comparison, instances of the large series, files of the large folder."""

    rounds: int = 7
    instances: int = 600
    files: int = 10_000


@dataclass(frozen=True)
class Ratio:
    """The median of ``ours`` by that of ``peer``; ``aim`` is what it should be at most."""

    ours: str
    peer: str
    aim: float


@dataclass(frozen=True)
class Benchmark:
    """``run`` is given an empty folder; ``unit`` is that of all its figures (``ms`` are printed from seconds)."""

    name: str
    run: Callable[[Path, Plan], Taken]
    ratios: tuple[Ratio, ...] = ()
    unit: str = "ms"


def rotated(rounds: int, programs: dict[str, Run]) -> Taken:
    """Run the programs one after the other, so many times, so that a busy machine slows all of them."""
    taken: Taken = {name: [] for name in programs}
    for _ in range(rounds):
        for name, run in programs.items():
            taken[name].append(run())
    return taken


def timed(words: list[str], environ: dict[str, str]) -> Run:
    """A run of a command, in seconds of wall time."""

    def run() -> float:
        """No limit on the time: waiting with one looks for the end in steps of up to 32 ms."""
        quiet, begin = subprocess.DEVNULL, time.perf_counter()
        subprocess.run(words, env=environ, stdin=quiet, stdout=quiet, stderr=quiet, check=True)
        return time.perf_counter() - begin

    return run
