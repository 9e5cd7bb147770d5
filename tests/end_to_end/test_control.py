"""The control interface, as scripts and integrations use it: exit codes, waiting, pictures, timings, homes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.servers import wetread as instances
from tests.servers.studies import Study
from tests.servers.web import Web, says
from tests.servers.wetread import Wetread


def colours(file: Path) -> int:
    """How many colours a picture has; an empty window has few."""
    with Image.open(file) as picture:
        return len(picture.convert("RGB").getcolors(1 << 24) or ())


def size(file: Path) -> tuple[int, int]:
    with Image.open(file) as picture:
        return picture.size


# --- exit codes ---


def test_done_is_0(running: Wetread, manifest: str) -> None:
    result = running("--wait", manifest)

    assert (result.returncode, result.stderr) == (0, "")


def test_done_in_part_is_1_and_says_what_is_missing(running: Wetread, web: Web, manifest: str) -> None:
    web.fault("*/MR1/5641", says(404))

    result = running("--wait", manifest)

    assert result.returncode == 1
    assert "404" in result.stderr


@pytest.mark.parametrize("words", [["wait"], ["screenshot"], ["--no-such-option"], ["render"]], ids=" ".join)
def test_a_wrong_call_is_2_with_its_usage(shared: Wetread, words: list[str]) -> None:
    result = shared(*words)

    assert result.returncode == 2
    assert "usage" in result.stderr


def test_what_is_not_open_cannot_be_shown_without_an_archive_which_is_2(running: Wetread) -> None:
    result = running("--wait", "$dicom:show -i 1.2.3.4")

    assert result.returncode == 2
    assert "not open here" in result.stderr


def test_a_wait_that_comes_to_its_limit_is_3(running: Wetread, web: Web, manifest: str) -> None:
    web.hold("/study/*")
    running(manifest)

    result = running.wait("loaded", timeout=0.5)

    assert result.returncode == 3
    assert "still loading" in result.stderr
    running("$dicom:close --all")


def test_a_source_that_is_not_reached_is_4(running: Wetread, dead_port: int) -> None:
    assert running("--wait", f"http://127.0.0.1:{dead_port}/mf.xml").returncode == 4


@pytest.mark.parametrize(
    "call",
    [["status"], ["status", "--json"], ["wait", "--until", "idle"], ["screenshot", "x.png"], ["quit"], ["retry"]],
)
def test_asking_while_nothing_runs_is_5_and_starts_nothing(tmp_path: Path, call: list[str]) -> None:
    idle = Wetread(tmp_path / "home")

    result = idle(*call)

    assert result.returncode == 5
    assert "not running" in result.stderr
    assert idle.processes() == {}


# --- waiting ---


def test_the_first_image_can_be_waited_for_while_others_still_load(running: Wetread, web: Web, manifest: str) -> None:
    rest = web.hold("*/MR1/5641")
    running(manifest)

    assert running.wait("first-image").returncode == 0
    status = running.status()
    assert status.total("received") < status.total("expected") == 11

    rest.set()
    assert running.wait("loaded").returncode == 0
    assert running.status().total("received") == 11
    assert running.wait("idle").returncode == 0


def test_timings_stand_in_order_and_need_no_polling(running: Wetread, manifest: str) -> None:
    running.opened(manifest)
    running.wait("first-image")

    timing = running.status()["timing"]

    assert set(timing) == {"accepted", "viewer_ready", "first_instance", "first_image", "loaded"}
    assert timing["accepted"] == 0.0 < timing["first_instance"] <= timing["first_image"]
    assert timing["first_instance"] <= timing["loaded"] < 60


# --- what is told ---


def test_status_tells_what_is_open_and_what_is_shown(running: Wetread, manifest: str, study: Study) -> None:
    running.opened(manifest)
    running.wait("first-image")

    status = running.status()

    assert status["schema"] == 1
    assert status["patients"][0]["PatientID"] == study.patient_id
    assert set(status.series) == study.series
    assert {series["state"] for series in status.series.values()} == {"complete"}
    assert status["views"][0]["SOPInstanceUID"] in study.instances
    assert status["viewer"]["platform"] == "offscreen"


def test_status_is_a_table_for_people(running: Wetread, manifest: str) -> None:
    running.opened(manifest)

    table = running("status").stdout

    assert re.search(r"MR +\S.* 7/7 complete", table)


def test_a_command_prints_through_the_front(running: Wetread) -> None:
    version = running.status()["version"]

    assert running("$weasis:info --version").stdout.strip() == version
    assert "--wado" in running("$dicom:get --help").stdout


def test_the_window_is_driven_from_outside(running: Wetread, other_manifest: str) -> None:
    running.opened(other_manifest)
    running.wait("first-image")

    result = running("$dcmview2d:zoom --set 2.0 $dcmview2d:scroll --set 3 $dcmview2d:layout --number 2")

    assert result.returncode == 0, result.stderr
    status = running.status()
    assert (status["views"][0]["zoom"], status["views"][0]["position"]) == (2.0, 3)
    assert len(status["views"]) == 2


# --- pictures ---


def test_a_screenshot_shows_the_window_in_the_size_that_is_asked_for(
    running: Wetread, manifest: str, tmp_path: Path
) -> None:
    running(manifest)

    window = running.screenshot(tmp_path / "window.png", "--size", "900x700", "--when", "first-image")

    assert size(window) == (900, 700)
    assert colours(window) > 100


def test_a_screenshot_of_one_view_is_its_image(running: Wetread, manifest: str, tmp_path: Path) -> None:
    running.opened(manifest)
    running.wait("first-image")

    view = running.screenshot(tmp_path / "view.png", "--view", "1")

    assert list(size(view)) == running.status()["views"][0]["size"]
    assert colours(view) > 100


def test_a_screenshot_of_a_view_that_is_not_there_says_so(running: Wetread, tmp_path: Path) -> None:
    result = running("screenshot", tmp_path / "view.png", "--view", "9")

    assert result.returncode == 2
    assert "9" in result.stderr
    assert not (tmp_path / "view.png").exists()


def test_one_frame_is_rendered_without_any_instance(tmp_path: Path, other_study: Study) -> None:
    alone = Wetread(tmp_path / "home")

    result = alone("render", other_study.files[0], "--window", "40", "400", "-o", tmp_path / "frame.png")

    assert result.returncode == 0, result.stderr
    header = other_study.headers[other_study.files[0]]
    assert size(tmp_path / "frame.png") == (header.Columns, header.Rows)
    assert colours(tmp_path / "frame.png") > 10
    assert alone.processes() == {}


# --- homes ---


def test_two_homes_are_two_instances(tmp_path: Path, manifest: str, other_study: Study, study: Study) -> None:
    with instances.running(tmp_path / "a") as one, instances.running(tmp_path / "b") as two:
        one.opened(manifest)
        two.opened(other_study.folder)

        assert set(one.status().studies) == {study.study_instance_uid}
        assert set(two.status().studies) == {other_study.study_instance_uid}
        assert one.status().service_pid != two.status().service_pid
