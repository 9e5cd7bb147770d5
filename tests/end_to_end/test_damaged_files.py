"""Damaged copies of every bundled file in the real window: each is shown, or named, and nothing falls over.

A few copies of each; with ``WETREAD_TESTS=full`` in the environment all of them.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pydicom
import pytest

from launcher import front
from tests.references.damaged import CHANGES, CUTS, FULL, changed, cut
from tests.references.pictures import bundled_images
from tests.servers.processes import until
from tests.servers.wetread import Wetread

IMAGES = bundled_images()
BATCHES = [[path] for path in IMAGES] if FULL else [IMAGES[::2], IMAGES[1::2]]
LONGEST = 120.0  # seconds that a batch may take to come, and an image to stand
MOST_NAMED = 200  # in one answer
UID = re.compile(r"[0-9.]{9,64}")


def damaged(source: Path, numbers: Iterator[int]) -> Iterator[bytes]:
    """Copies that are instances and series of their own, before they are damaged."""
    whole, chance = source.read_bytes(), random.Random(source.name)
    header = pydicom.dcmread(source, stop_before_pixels=True, force=True)
    uids = [str(header.get(keyword, "")).encode() for keyword in ("SOPInstanceUID", "SeriesInstanceUID")]

    def copy() -> bytes:
        other, ending = whole, b"%08d" % next(numbers)
        for uid in uids:
            other = other.replace(uid, uid[:-8] + ending) if len(uid) > 12 else other
        return other

    yield from (cut(copy(), chance) for _ in range(CUTS if FULL else 1))
    yield from (changed(copy(), chance, turn) for turn in (range(CHANGES) if FULL else (len(source.name) % 6,)))


class Asking:
    """The running instance, asked without a process for each question."""

    def __init__(self, wetread: Wetread, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WETREAD_HOME", str(wetread.home))

    def open(self, *targets: str, wait: bool = False) -> str:
        """What is said of the targets."""
        request = {"kind": "open", "arguments": list(targets), "cwd": "/", "wait": wait, "timeout": LONGEST}
        return str(front.ask(request, limit=LONGEST + 10)["err"])

    def named(self) -> list[str]:
        """What is missing of all that was asked for, a line each."""
        return str(front.ask({"kind": "wait", "timeout": LONGEST, "options": {"until": "loaded"}})["err"]).splitlines()

    def status(self) -> dict[str, Any]:
        return dict(json.loads(front.ask({"kind": "status"})["out"]))

    def view(self) -> dict[str, Any]:
        """What stands in the one view."""
        return dict(next(iter(self.status()["views"]), {"state": "empty"}))

    def series(self) -> dict[str, dict[str, Any]]:
        patients = self.status()["patients"]
        return {
            str(series["SeriesInstanceUID"]): series
            for patient in patients for study in patient["studies"] for series in study["series"]
        }  # fmt: skip


@pytest.fixture
def asking(running: Wetread, monkeypatch: pytest.MonkeyPatch) -> Asking:
    return Asking(running, monkeypatch)


def stands(asking: Asking, uid: str) -> Callable[[], dict[str, Any]]:
    def view() -> dict[str, Any]:
        found = asking.view()
        return found if found.get("SeriesInstanceUID") == uid and found["state"] in ("shown", "failed") else {}

    return view


def counts_as_failed(asking: Asking, uid: str) -> Callable[[], bool]:
    return lambda: bool(asking.series()[uid]["state"] == "failed")


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch[0].stem)
def test_a_damaged_copy_is_shown_or_named(batch: list[Path], asking: Asking, running: Wetread, tmp_path: Path) -> None:
    folder, numbers = tmp_path / "damaged", count(90_000_000)
    folder.mkdir()
    copies = [octets for source in batch for octets in damaged(source, numbers)]
    for number, octets in enumerate(copies):
        (folder / f"copy{number:04}").write_bytes(octets)
    processes = running.status().service_pid, running.status().viewer_pid

    asking.open(str(folder), wait=True)

    for uid in filter(UID.fullmatch, asking.series()):
        asking.open(f'$dicom:show -s "{uid}"')
        view = until(stands(asking, uid), LONGEST, f"image or sentence of {uid}")
        assert (view["state"] == "failed") == bool(view["error"])
        if view["state"] == "failed" and view["count"] == 1:
            until(counts_as_failed(asking, uid), LONGEST, f"{uid} counts as failed")
    failed = sum(series["failed"] for series in asking.series().values())
    assert len(asking.named()) >= min(failed, MOST_NAMED)
    assert (running.status().service_pid, running.status().viewer_pid) == processes
