"""The query dialog, by keys alone: from the archive's name to the image in the window."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.servers.hands import Hands
from tests.servers.orthanc import Archive
from tests.servers.processes import until
from tests.servers.studies import Study
from tests.servers.wetread import Wetread

SEARCHED = 0.5  # seconds, for what only eyes could tell


@pytest.fixture(params=[("dicom", "first-image"), ("dicom", "done"), ("web", "first-image")], ids=" ".join)
def searching(request: pytest.FixtureRequest, desk: Wetread, orthanc: Archive) -> Wetread:
    """A window on a display, an archive that is set up, and when the user wants to see what comes from it."""
    kind, when = request.param
    place = {"dicom": f"ORTHANC@127.0.0.1:{orthanc.dicom_port}", "web": orthanc.dicomweb}[kind]
    (desk.home / "config").mkdir(exist_ok=True)
    (desk.home / "config" / "window.ini").write_text(f"[query]\nwhen={when}\n")
    assert desk("nodes", "add", "PACS", place).returncode == 0
    assert desk("$weasis:ui --visible").returncode == 0
    return desk


def test_a_series_is_found_and_opened_by_keys_alone(searching: Wetread, hands: Hands, other_study: Study) -> None:
    name = next(iter(other_study.headers.values())).PatientName
    hands.answer("Wetread", ":ctrl+f")
    hands.answer("Query archive", f"{name.family_name}, {name.given_name[:4]}*", ":Return")
    time.sleep(SEARCHED)

    def imported() -> dict[str, dict[str, Any]]:
        """The patient, the study, which is opened, and its series, which is imported; again until it is listed."""
        hands.answer("Query archive", ":Home", ":Down", ":Right")
        time.sleep(SEARCHED)
        hands.answer("Query archive", ":Down", ":Return")
        time.sleep(SEARCHED)
        return searching.status().series

    series = until(imported, what="the series")
    assert searching.wait("loaded").returncode == 0
    assert len(series) == 1
    assert searching.status().total("received") == len(other_study.instances)
    assert searching.status()["views"][0]["SeriesInstanceUID"] in series
    until(lambda: hands("getactivewindow", "getwindowname").startswith(name.family_name), what="the images in front")
