"""A click in a real browser, through the desktop entry that Wetread registers, to images in the one window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PIL import Image

from tests.servers.browser import Browser
from tests.servers.processes import program, until
from tests.servers.studies import Study
from tests.servers.web import Web
from tests.servers.wetread import Wetread

Chromium = Callable[..., AbstractContextManager[Browser]]

PAGE = """<!DOCTYPE html><title>Worklist</title>
<a href='weasis://?%24dicom%3Aget+-w+%22{first}%22'>first</a>
<a href='wetread://?$dicom:get -w "{second}"'>second</a>
<a href='weasis://?$dicom:close --all $dicom:get -w "{second}"'>only second</a>
"""


@pytest.fixture(params=["bundled", "lumbar"])
def clicked_study(request: pytest.FixtureRequest, study: Study) -> Study:
    """The study behind the first link: the bundled one, and the Lumbar study where it is at hand."""
    return study if request.param == "bundled" else request.getfixturevalue("lumbar")


@pytest.fixture
def page(web: Web, clicked_study: Study, other_manifest: str) -> str:
    """A page with launch links, on the server that has the studies."""
    first = web.page("/first.xml", clicked_study.direct(web.folder("/first", clicked_study.folder)))
    return web.page("/worklist.html", PAGE.format(first=first, second=other_manifest))


@pytest.fixture
def registered(wetread: Wetread) -> Wetread:
    """An instance that has registered itself for both schemes."""
    for tool, package in (("gio", "libglib2.0-bin"), ("xdg-open", "xdg-utils")):
        program(tool, package)
    result = wetread("register", "--weasis")
    assert result.returncode == 0, result.stderr
    return wetread


@pytest.fixture(params=["GNOME", "xdg-open"])
def browser(request: pytest.FixtureRequest, registered: Wetread, chromium: Chromium, web: Web) -> Iterator[Browser]:
    """A browser on a desktop that looks for handlers by GLib, without a display, and by xdg-open's rules, with one."""
    if request.param == "GNOME":
        registered.environ["XDG_CURRENT_DESKTOP"] = "GNOME"
    else:
        registered.environ["DISPLAY"] = request.getfixturevalue("display")
    with chromium(web.origin, registered.environ) as driven:
        yield driven


def running_viewer(wetread: Wetread) -> bool:
    return wetread("status").returncode == 0


def shows(wetread: Wetread, study: Study) -> bool:
    """Whether a view shows an image of ``study``."""
    views = wetread.status()["views"]
    return any(view and view["SOPInstanceUID"] in study.instances for view in views)


def test_a_click_brings_the_study_and_a_second_one_finds_the_same_window(
    registered: Wetread, browser: Browser, page: str, clicked_study: Study, other_study: Study, tmp_path: Path
) -> None:
    browser.click(page, "first")

    until(lambda: running_viewer(registered), 15, "the click has started Wetread")
    assert registered.wait("loaded").returncode == 0
    until(lambda: shows(registered, clicked_study), 15, "the study is on screen")
    first = registered.status()
    assert set(first.series) == clicked_study.series
    assert first.total("received") == first.total("expected") == len(clicked_study.instances)
    assert first["viewer"]["platform"] == ("xcb" if "DISPLAY" in registered.environ else "offscreen")
    with Image.open(registered.screenshot(tmp_path / "window.png")) as picture:
        assert len(picture.convert("L").getcolors() or ()) > 50

    browser.click(page, "second")

    until(lambda: set(registered.status().studies) > set(first.studies), 15, "the second click has arrived")
    assert registered.wait("loaded").returncode == 0
    until(lambda: shows(registered, other_study), 15, "what was clicked last is on screen")
    second = registered.status()
    assert second.total("received") == len(clicked_study.instances) + len(other_study.instances)
    assert (second.viewer_pid, second.service_pid) == (first.viewer_pid, first.service_pid)
    assert len(registered.of_module("viewer")) == len(registered.of_module("launcher.daemon")) == 1

    browser.click(page, "only second")

    until(lambda: set(registered.status().studies) == {other_study.study_instance_uid}, 15, "the first is closed")
    assert registered.wait("loaded").returncode == 0
    until(lambda: shows(registered, other_study), 15, "the second is on screen again")
    third = registered.status()
    assert set(third.series) == other_study.series
    assert third.total("received") == len(other_study.instances)
    assert third.viewer_pid == first.viewer_pid
