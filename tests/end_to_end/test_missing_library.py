"""A system that lacks what Qt needs: told in one sentence, not by a window that never comes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.servers.studies import Study
from tests.servers.wetread import Wetread

HIDDEN, PACKAGE = "libGL.so.1", "libgl1"


def path_of(library: str) -> Path:
    listed = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    return Path(next(line.rpartition(" => ")[2] for line in listed.splitlines() if library in line)).resolve()


def without(library: str, command: list[str]) -> list[str]:
    """The command, in a mount namespace of its own where the library is an empty file."""
    hide = f"mount --bind /dev/null {path_of(library)} && exec " + '"$@"'
    return ["unshare", "--mount", "sh", "-c", hide, "sh", *command]


@pytest.fixture
def started_without_the_library(wetread: Wetread, study: Study) -> subprocess.CompletedProcess[str]:
    command = without(HIDDEN, wetread.command(study.folder))
    started = subprocess.run(command, env=wetread.environ, capture_output=True, text=True, timeout=60, check=False)
    if started.stderr.startswith(("unshare:", "mount:")):
        pytest.skip(f"no mount namespace may be made here: {started.stderr.strip()}")
    return started


def test_a_missing_system_library_is_named_with_its_package_to_whoever_waits_for_an_image(
    wetread: Wetread, started_without_the_library: subprocess.CompletedProcess[str]
) -> None:
    waited = wetread.wait("first-image")

    assert waited.returncode == 1
    assert HIDDEN in waited.stderr
    assert f"apt install {PACKAGE}" in waited.stderr


def test_it_stands_in_status_and_what_was_asked_for_is_loaded_all_the_same(
    wetread: Wetread, study: Study, started_without_the_library: subprocess.CompletedProcess[str]
) -> None:
    wetread.wait("first-image")
    said = wetread.status()["messages"][-1]

    assert said["severity"] == "error"
    assert PACKAGE in said["todo"]
    assert wetread.wait("loaded").returncode == 0
