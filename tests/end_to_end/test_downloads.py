"""Downloads on lines and from servers as they are: slow, busy, cut, asleep; and what the user says meanwhile."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers import studies
from tests.servers.dicomweb import DicomWeb
from tests.servers.line import Line, slow_line
from tests.servers.processes import free_port, until
from tests.servers.studies import Study, tiny_studies
from tests.servers.web import Fault, Web, cut, held, says, slow
from tests.servers.wetread import Wetread


@pytest.fixture
def ct(tmp_path: Path) -> Study:
    """12 images of 8 kB."""
    return studies.synthetic_ct(tmp_path / "ct", 12, size=64)


@pytest.fixture
def link(web: Web, ct: Study) -> str:
    """A command for the series, whose files lie below ``/ct``."""
    return f'$dicom:get -w "{web.page("/ct.xml", ct.direct(web.folder("/ct", ct.folder)))}"'


def state(wetread: Wetread, study: Study) -> tuple[str, int]:
    """State and received images of the one series."""
    (uid,) = study.series
    found = wetread.status().series.get(uid)
    return (found["state"], found["received"]) if found is not None else ("", 0)


# --- slow lines ---


@pytest.mark.parametrize("frames", [1, 40])
def test_on_a_line_of_the_worst_kind_the_first_image_does_not_wait_for_others(
    running: Wetread, web: Web, tmp_path: Path, frames: int
) -> None:
    """100 kbit/s with half a second of latency; images of 8 kB, or frames in one object of 330 kB."""
    study = studies.multi_frame(tmp_path / "loop", 40, 64) if frames > 1 else studies.synthetic_ct(tmp_path, 40, 64)
    web.folder("/worst", study.folder)
    with slow_line(web.port, rate=12_500, latency=0.5) as line:
        running(f'$dicom:get -w "{web.page("/worst.xml", study.direct(f"http://127.0.0.1:{line.port}/worst"))}"')
        assert running.wait("first-image").returncode == 0
        assert running.status().total("received") < len(study.files) / 2
        running("$dicom:close --all")


@contextmanager
def asleep_over(running: Wetread, web: Web, ct: Study, port: int, how: str) -> Iterator[tuple[Line, int]]:
    """A slow line, over which a first image has come when the service fell asleep, and the service's process number."""
    web.folder("/ct", ct.folder)
    DicomWeb(web, ct.files)
    far = f"http://127.0.0.1:{port}"
    commands = {
        "files": f'$dicom:get -w "{web.page("/slow.xml", ct.direct(f"{far}/ct"))}"',
        "dicomweb": f'$dicom:rs -u "{far}/rs" -r "studyUID={ct.study_instance_uid}"',
    }
    with slow_line(web.port, rate=8_000, latency=0.0, port=port) as line:
        running(commands[how])
        until(lambda: state(running, ct)[1] > 0, what="a first image has come")
        service = running.status().service_pid
        os.kill(service, signal.SIGSTOP)
        yield line, service


@pytest.mark.parametrize("how", ["files", "dicomweb"])
def test_a_computer_that_slept_goes_on_where_it_was(running: Wetread, web: Web, ct: Study, how: str) -> None:
    with asleep_over(running, web, ct, free_port(), how) as (line, service):
        line.cut()
        time.sleep(0.5)
        os.kill(service, signal.SIGCONT)
        line.rate = 1e6

        assert running.wait("loaded").returncode == 0
    assert state(running, ct) == ("complete", 12)


@pytest.mark.parametrize("how", ["files", "dicomweb"])
def test_a_network_that_is_away_when_the_computer_wakes_up_is_waited_for(
    running: Wetread, web: Web, ct: Study, how: str
) -> None:
    port = free_port()
    with asleep_over(running, web, ct, port, how) as (_, service):
        pass
    time.sleep(6.0)
    os.kill(service, signal.SIGCONT)
    time.sleep(4.0)  # more than a server that is down is given
    assert state(running, ct)[0] == "loading"

    with slow_line(web.port, rate=1e6, latency=0.0, port=port):
        assert running.wait("loaded").returncode == 0
    assert state(running, ct) == ("complete", 12)
    assert running.status().said == ""


# --- servers in trouble ---


@pytest.mark.parametrize(
    "fault",
    [cut(0.5), says(500), says(503), says(429, Retry_After="1"), held(threading.Event())],
    ids=["cut", "500", "503", "429", "silent"],
)
def test_nothing_is_lost_and_nothing_shown_that_is_not_whole(
    running: Wetread, web: Web, ct: Study, link: str, fault: Fault
) -> None:
    web.strike("/ct/*", fault, every=5)

    running.opened(f'$weasis:config pro="UrlReadTimeout 2000" {link}')

    assert state(running, ct) == ("complete", 12)
    assert running.status().said == ""


# --- what the user says meanwhile ---


def test_the_same_link_twice_in_a_second_fetches_each_file_once(
    running: Wetread, web: Web, ct: Study, link: str
) -> None:
    web.fault("/ct/*", slow(0.05))
    first, second = running.start("--wait", link), running.start("--wait", link)

    assert [front.wait(60) for front in (first, second)] == [0, 0]
    assert len(web.asked("/ct/*")) == len(ct.files)
    for front in (first, second):
        front.communicate()


def test_a_download_is_paused_resumed_and_cancelled_from_outside(
    running: Wetread, web: Web, ct: Study, link: str
) -> None:
    rest = web.hold("/ct/*", after=3)
    running(link)
    until(lambda: state(running, ct)[1] == 3, what="the first three have come")
    (uid,) = ct.series

    assert running("pause", uid).stdout == "Paused 1 series\n"
    assert state(running, ct) == ("paused", 3)
    assert running.status()["jobs"][-1]["state"] == "paused"
    rest.set()
    time.sleep(0.5)
    assert state(running, ct) == ("paused", 3)  # what was on its way was given up

    web.hold("/ct/*", after=3)
    assert running("resume").stdout == "Resumed 1 series\n"
    until(lambda: state(running, ct)[1] > 3, what="it goes on")
    assert running("cancel", uid).returncode == 0
    assert state(running, ct)[0] == "partial"
    assert running.wait("loaded").returncode == 1

    web.recover()
    running("retry")
    assert running.wait("loaded").returncode == 0
    assert state(running, ct) == ("complete", 12)


def test_what_is_paused_goes_on_when_its_link_is_clicked_again(
    running: Wetread, web: Web, ct: Study, link: str
) -> None:
    rest = web.hold("/ct/*", after=3)
    running(link)
    until(lambda: state(running, ct)[1] == 3, what="the first three have come")
    running("pause")
    rest.set()

    assert running("--wait", "--timeout", "60", link, timeout=90).returncode == 0

    assert state(running, ct) == ("complete", 12)


def test_what_an_address_lists_is_held_by_a_pause_of_all(running: Wetread, web: Web, ct: Study, link: str) -> None:
    there = web.hold("/ct.xml")
    running(f"{web.origin}/ct.xml")
    until(lambda: web.asked("/ct.xml"), what="it has been asked for")
    running("pause")
    there.set()
    until(lambda: state(running, ct) == ("paused", 0), what="what it lists is known")
    time.sleep(0.5)
    assert state(running, ct) == ("paused", 0)

    running("resume")
    assert running.wait("loaded").returncode == 0
    assert state(running, ct) == ("complete", 12)
    assert len(web.asked("/ct.xml")) == 1


def test_closing_a_series_frees_its_connections(running: Wetread, web: Web, ct: Study, link: str) -> None:
    web.fault("/ct/*", held(threading.Event()))
    running(link)
    until(lambda: bool(web.asked("/ct/*")), what="it is asked")

    running("$dicom:close --all")
    web.recover()  # for those who ask from now on

    running.opened(link)


def test_a_series_that_is_not_here_cannot_be_paused(running: Wetread) -> None:
    answer = running("pause", "1.2.3")

    assert answer.returncode == 2
    assert "1.2.3" in answer.stderr


def test_what_is_still_being_listed_is_paused_cancelled_and_closed_from_outside(
    running: Wetread, web: Web, tmp_path: Path
) -> None:
    archive = DicomWeb(web, tiny_studies(tmp_path / "lots", 60, "LOTS"))
    link = f'$dicom:rs -u "{archive.root}" -r "patientID=LOTS"'

    def listed() -> int:
        return len(web.asked("/rs/studies/*/series"))

    def listing_goes_on(*words: str) -> int:
        """A call after which some more of it is listed, and the rest held up; how much was listed before."""
        web.hold("/rs/studies/*/series", after=3)
        before = listed()
        running(*words)
        until(lambda: listed() > before + 3, what="the archive is asked")
        return before

    def listed_in_the_end() -> int:
        web.recover()
        counts = [-1, listed()]
        while counts[-1] != counts[-2]:
            time.sleep(0.8)
            counts.append(listed())
        return counts[-1]

    listing_goes_on(link)
    assert running("pause").stdout.endswith("and 1 request still being looked up\n")
    assert listed_in_the_end() < 60
    listing_goes_on("resume")
    assert running("cancel").returncode == 0
    assert listed_in_the_end() < 60
    assert running("retry").returncode == 0

    running("$dicom:close --all")
    before = listing_goes_on(link)
    running("$dicom:close -p LOTS")
    assert listed_in_the_end() < before + 60
    assert running.status()["patients"] == []
    assert running.wait("idle").returncode == 0
    assert running("retry").stdout == "Nothing is missing.\n"
