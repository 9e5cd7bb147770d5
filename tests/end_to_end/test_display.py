"""Files dragged from a real file manager onto the window, or chosen in it by keyboard, on a real display."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image, ImageGrab

from tests.servers import wetread
from tests.servers.processes import program, started, until
from tests.servers.studies import Study
from tests.servers.wetread import Wetread

ICON = 205, 95
"""Where the first file stands in the file manager's window."""

CENTRE, LIST = (900, 330), (140, 200)
"""Places on the screen: over the views, and over the list of series."""


@pytest.fixture
def shown(tmp_path: Path, display: str) -> Iterator[Wetread]:
    """An instance with a window on the display, in the upper left corner."""
    with wetread.running(tmp_path / "home") as instance:
        instance.on_display(display)
        assert instance("$weasis:ui -v").returncode == 0
        until(lambda: instance.status().viewer_pid, 60, "the window")
        xdotool(instance, "search", "--sync", "--onlyvisible", "--name", "Wetread", "windowmove", "0", "0")
        yield instance


def xdotool(instance: Wetread, *words: str) -> str:
    result = subprocess.run(
        [program("xdotool", "xdotool"), *words],
        env=instance.environ, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return result.stdout


@contextmanager
def group_ended(number: int) -> Iterator[None]:
    """End all that a session has started."""
    try:
        yield
    finally:
        os.killpg(number, signal.SIGTERM)


@contextmanager
def file_manager(instance: Wetread, folder: Path, log: Path) -> Iterator[None]:
    """A window with the files of a folder, in the lower left corner."""
    words = [program("dbus-run-session", "dbus"), "--", program("pcmanfm", "pcmanfm"), str(folder)]
    environ = {name: value for name, value in instance.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
    with started(*words, log=log, env=environ) as session, group_ended(session.pid):
        window = xdotool(instance, "search", "--sync", "--onlyvisible", "--name", f"^{folder.name}$").split()[0]
        xdotool(instance, "windowsize", "--sync", window, "640", "300", "windowmove", "--sync", window, "0", "560")
        xdotool(instance, "windowactivate", "--sync", window)
        yield


def drag(instance: Wetread, folder: Path, to: tuple[int, int], look: Path | None = None) -> None:
    """Drag the one file of a folder to a place on the screen; ``look`` is a picture of the screen on the way."""
    with file_manager(instance, folder, folder.parent / "file-manager.log"):
        window = xdotool(instance, "search", "--onlyvisible", "--name", f"^{folder.name}$").split()[0]
        time.sleep(0.5)  # it draws its files after it has shown itself
        xdotool(instance, "mousemove", "--window", window, *map(str, ICON), "mousedown", "1")
        for step in range(1, 9):
            time.sleep(0.05)
            xdotool(instance, "mousemove_relative", "--", str(step), "-6")
        x, y = to
        for offset in (12, 6, 3, 0):
            xdotool(instance, "mousemove", str(x + offset), str(y))
            time.sleep(0.1)
        if look is not None:
            ImageGrab.grab(xdisplay=instance.environ["DISPLAY"]).save(look)
        xdotool(instance, "mouseup", "1")
        time.sleep(0.3)


def folder_with(tmp_path: Path, source: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    shutil.copy(source, folder / "dragged")
    return folder


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    Image.linear_gradient("L").save(tmp_path / "photograph.png")
    return tmp_path / "photograph.png"


def test_the_window_does_without_the_driver_of_opengl(shown: Wetread) -> None:
    loaded = Path(f"/proc/{shown.status().viewer_pid}/maps").read_text()
    assert "libqxcb.so" in loaded
    assert "glx-integration" not in loaded and "egl-integration" not in loaded


def test_an_empty_window_takes_dicom_and_frames_where_it_goes(
    shown: Wetread, tmp_path: Path, other_study: Study
) -> None:
    look = tmp_path / "look.png"
    before = frame_colours(shown.screenshot(tmp_path / "before.png"))

    drag(shown, folder_with(tmp_path, other_study.files[0], "drag-dicom"), CENTRE, look)

    until(lambda: shown.status().total("received") == 1, 60, "the image")
    assert frame_colours(look) > before + 500


def frame_colours(picture: Path) -> int:
    """How many pixels have the colour of the frame."""
    with Image.open(picture) as opened:
        colours = opened.convert("RGB").getcolors(1 << 24) or []
    return sum(count for count, (red, green, blue) in colours if blue > 225 and red < 130 and 160 < green < 200)


def test_an_empty_window_takes_a_picture(shown: Wetread, tmp_path: Path, photograph: Path) -> None:
    drag(shown, folder_with(tmp_path, photograph, "drag-picture"), CENTRE)

    until(lambda: [image["state"] for image in shown.status()["images"]] == ["shown"], 60, "the picture")


@pytest.mark.parametrize("place", [CENTRE, LIST])
def test_views_and_list_of_dicom_refuse_a_picture_with_a_sentence(
    shown: Wetread, tmp_path: Path, photograph: Path, other_study: Study, place: tuple[int, int]
) -> None:
    shown.opened(other_study.files[0])
    assert shown.wait("first-image").returncode == 0

    drag(shown, folder_with(tmp_path, photograph, "drag-refused"), place)

    until(lambda: "dragged is not a DICOM file" in shown.status().said, 60, "the sentence")
    assert shown.status()["images"] == []


def test_a_folder_is_imported_by_keyboard_alone(shown: Wetread, tmp_path: Path, other_study: Study) -> None:
    window = xdotool(shown, "search", "--onlyvisible", "--name", "^Wetread$").split()[0]
    xdotool(shown, "windowactivate", "--sync", window)

    xdotool(shown, "key", "--delay", "80", "alt+e", "Down", "Down", "Right", "Return")
    xdotool(shown, "search", "--sync", "--onlyvisible", "--name", "^Import DICOM files and folders$")
    xdotool(shown, "key", "--delay", "80", "alt+l")
    xdotool(shown, "search", "--sync", "--onlyvisible", "--name", "^Add a folder of DICOM files$")
    xdotool(shown, "type", "--delay", "5", str(other_study.folder))
    xdotool(shown, "key", "--delay", "80", "Return")
    time.sleep(0.3)
    xdotool(shown, "key", "--delay", "80", "Return")

    until(lambda: shown.status().total("received") == len(other_study.files), 60, "the images")


def test_a_call_from_a_desktop_gives_what_was_opened_without_one_a_window(
    wetread: Wetread, display: str, study: Study
) -> None:
    assert wetread("--wait", study.folder).returncode == 0
    before = wetread.status()
    assert before["viewer"]["platform"] == "offscreen"

    wetread.on_display(display)
    called = wetread("$weasis:ui -v")

    assert (called.returncode, called.stderr) == (0, "")
    until(lambda: wetread.status()["viewer"]["platform"] == "xcb", 60, "a window")
    assert wetread.wait("first-image").returncode == 0
    after = wetread.status()
    assert after.series == before.series
    assert after.service_pid == before.service_pid
    assert xdotool(wetread, "search", "--sync", "--onlyvisible", "--name", "Wetread")


def test_a_desktop_that_does_not_answer_is_named_and_the_images_stay(wetread: Wetread, study: Study) -> None:
    assert wetread("--wait", study.folder).returncode == 0
    before = wetread.status()

    wetread.on_display(":987")
    called = wetread("$weasis:ui -v")

    assert "the display ':987' does not answer" in called.stderr
    after = wetread.status()
    assert after.viewer_pid == before.viewer_pid
    assert after.series == before.series
