"""Large objects with several frames, from a real archive on a slow line: what is there is shown, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers import studies
from tests.servers.line import Line, slow_line
from tests.servers.orthanc import Archive
from tests.servers.processes import until
from tests.servers.studies import Study
from tests.servers.web import Web
from tests.servers.wetread import Wetread

pytestmark = pytest.mark.real_servers

Way = Callable[[Web, Study, str], str]

QUICK = 1e9
"""Bytes a second of a line that keeps nobody waiting."""


def by_wado_rs(web: Web, study: Study, origin: str) -> str:
    return f'$dicom:rs -u "{origin}/dicom-web" -r "studyUID={study.study_instance_uid}"'


def by_instance(web: Web, study: Study, origin: str) -> str:
    (uid,) = study.instances
    return f'$dicom:rs -u "{origin}/dicom-web" -r "objectUID={uid}"'


def by_wado_uri(web: Web, study: Study, origin: str) -> str:
    return f'$dicom:get -w "{web.page("/loop.xml", study.wado_uri(f"{origin}/wado"))}"'


def by_address(web: Web, study: Study, origin: str) -> str:
    (uid,) = study.instances
    return f"{origin}/wado?requestType=WADO&objectUID={uid}&contentType=application/dicom"


@contextmanager
def coming(running: Wetread, orthanc: Archive, web: Web, study: Study, way: Way = by_wado_rs) -> Iterator[Line]:
    """The study is on its way, for about a minute, and its first frame is on screen."""
    orthanc.store(study.files)
    size = study.files[0].stat().st_size
    with slow_line(orthanc.http_port, rate=size / 4, latency=0.02) as line:
        running(way(web, study, f"http://127.0.0.1:{line.port}"))
        assert running.wait("first-image").returncode == 0
        line.rate = size / 60
        yield line


@pytest.fixture
def loop(tmp_path: Path) -> Study:
    """1 MB: 128 frames of 64 × 64 with 16 bits."""
    return studies.multi_frame(tmp_path / "loop", 128, 64)


@pytest.mark.parametrize("way", [by_wado_rs, by_instance, by_wado_uri, by_address])
def test_the_first_frame_is_shown_before_the_rest_has_come(
    running: Wetread, orthanc: Archive, web: Web, loop: Study, way: Way
) -> None:
    with coming(running, orthanc, web, loop, way) as line:
        (early,) = running.status().series.values()
        line.rate = QUICK
        assert running.wait("loaded").returncode == 0

    (late,) = running.status().series.values()
    assert (early["state"], early["received"]) == ("loading", 0)
    assert (late["state"], late["received"], late["frames"]) == ("complete", 1, 128)


def test_a_compressed_loop_is_scrolled_while_it_comes(
    running: Wetread, orthanc: Archive, web: Web, tmp_path: Path
) -> None:
    study = studies.multi_frame(tmp_path / "jpeg", 60, 128, jpeg=True)
    with coming(running, orthanc, web, study) as line:
        assert window(running) is not None
        running("$dcmview2d:scroll --set 59")
        assert window(running) is None  # it is on its way
        line.rate = QUICK
        assert running.wait("loaded").returncode == 0

    until(lambda: window(running) is not None, what="the frame appears by itself")


@pytest.mark.parametrize(("way", "jpeg"), [(by_wado_rs, True), (by_instance, False)], ids=["JPEG", "uncompressed"])
def test_a_frame_that_is_jumped_to_comes_before_the_rest(
    running: Wetread, orthanc: Archive, web: Web, tmp_path: Path, jpeg: bool, way: Way
) -> None:
    study = studies.multi_frame(tmp_path / "loop", 100, 64, jpeg=jpeg)
    with coming(running, orthanc, web, study, way):
        running("$dcmview2d:scroll --set 90")
        until(lambda: window(running) is not None, what="the frame that is looked at")
        (series,) = running.status().series.values()

        assert (series["state"], series["received"]) == ("loading", 0)
        running("$dicom:close --all")


def window(running: Wetread) -> float | None:
    """The window that the frame in sight is shown with; none while there is no frame."""
    (view,) = running.status()["views"]
    return float(view["window"]) if view["window"] is not None else None


def on_disk(running: Wetread) -> list[Path]:
    """What has come, whole or not."""
    return [path for path in running.cached() if path.name.isdecimal()]


def test_a_transfer_that_is_cut_begins_anew_and_ends_whole(
    running: Wetread, orthanc: Archive, web: Web, loop: Study
) -> None:
    with coming(running, orthanc, web, loop) as line:
        line.cut()
        line.rate = QUICK
        assert running.wait("loaded").returncode == 0

    status = running.status()
    assert (status.total("received"), status.said) == (1, "")
    running("$dcmview2d:scroll --set 128")
    until(lambda: window(running) is not None, what="the last frame is shown")


@pytest.mark.parametrize("way", [by_wado_rs, by_address])
def test_a_pause_begins_it_anew_later(running: Wetread, orthanc: Archive, web: Web, loop: Study, way: Way) -> None:
    (uid,) = loop.series
    with coming(running, orthanc, web, loop, way) as line:
        assert running("pause", uid).returncode == 0
        until(lambda: not on_disk(running), what="nothing comes")
        assert running.status().series[uid]["state"] == "paused"
        assert window(running) is not None  # the frame that was shown stays
        line.rate = QUICK
        assert running("resume", uid).returncode == 0
        assert running.wait("loaded").returncode == 0

    assert running.status().series[uid]["state"] == "complete"


@pytest.mark.parametrize("way", [by_wado_rs, by_address])
def test_what_is_closed_while_it_comes_leaves_nothing(
    running: Wetread, orthanc: Archive, web: Web, loop: Study, way: Way
) -> None:
    with coming(running, orthanc, web, loop, way):
        running("$dicom:close --all")

        assert running.status().studies == {}
        until(lambda: not on_disk(running), what="its file is gone")


@pytest.mark.parametrize("way", [by_wado_rs, by_address])
@pytest.mark.parametrize("named", [True, False], ids=["the series", "everything"])
def test_what_is_cancelled_while_it_comes_stays_on_screen_but_not_on_disk_and_can_be_fetched_again(
    running: Wetread, orthanc: Archive, web: Web, loop: Study, named: bool, way: Way
) -> None:
    (uid,) = loop.series
    with coming(running, orthanc, web, loop, way) as line:
        assert running("cancel", *([uid] if named else [])).returncode == 0

        until(lambda: not on_disk(running), what="its half file is gone")
        (series,) = running.status().series.values()
        assert (series["state"], series["received"], series["failed"]) == ("failed", 0, 1)
        assert "you cancelled it" in series["error"]
        assert window(running) is not None  # the frame that was shown stays
        line.rate = QUICK
        assert running("retry").returncode == 0
        assert running.wait("loaded").returncode == 0

    assert running.status().series[uid]["state"] == "complete"
    assert running.status().said == ""


def test_what_never_comes_whole_is_named_and_the_frames_say_so(
    running: Wetread, orthanc: Archive, web: Web, loop: Study
) -> None:
    with coming(running, orthanc, web, loop) as line:
        line.close()
        assert running.wait("loaded").returncode != 0

    (series,) = running.status().series.values()
    assert (series["state"], series["received"], series["failed"]) == ("failed", 0, 1)
    assert "did not come" in running.status().said
