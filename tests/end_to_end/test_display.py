"""Files dragged from a real file manager onto the window, or chosen in it by keyboard, on a real display."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PIL import Image, ImageGrab

from tests.servers import wetread
from tests.servers.hands import Hands
from tests.servers.processes import program, started, until
from tests.servers.studies import Study
from tests.servers.wetread import Wetread

ICON = 205, 95
"""Where the first file stands in the file manager's window."""

FILE_MANAGER_TOP = 560
"""Where that window begins, in pixels from the top of the screen."""

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
        xdotool(instance, "windowsize", "--sync", window, "640", "300")
        xdotool(instance, "windowmove", "--sync", window, "0", str(FILE_MANAGER_TOP))
        xdotool(instance, "windowactivate", "--sync", window)
        yield


def screen(instance: Wetread, box: tuple[int, int, int, int] | None = None) -> Image.Image:
    return ImageGrab.grab(box, xdisplay=instance.environ["DISPLAY"])


def frame_colours(picture: Image.Image) -> int:
    """How many pixels have the colour of the frame that shows where something dragged would go."""
    colours = picture.convert("RGB").getcolors(1 << 24) or []
    return sum(count for count, (red, green, blue) in colours if blue > 225 and red < 130 and 160 < green < 200)


def drag(instance: Wetread, folder: Path, to: tuple[int, int], taken: Callable[[], bool]) -> None:
    """Drag the one file of a folder to a place on the screen, drop it when the window frames that place, and wait."""
    before = frame_colours(screen(instance))
    with file_manager(instance, folder, folder.parent / "file-manager.log"):
        window = xdotool(instance, "search", "--onlyvisible", "--name", f"^{folder.name}$").split()[0]
        until(lambda: drawn(instance), what="the file stands in the file manager")
        xdotool(instance, "mousemove", "--window", window, *map(str, ICON), "mousedown", "1")
        for step in range(1, 9):
            time.sleep(0.05)
            xdotool(instance, "mousemove_relative", "--", str(step), "-6")
        x, y = to

        def framed() -> bool:
            for offset in (12, 0):
                xdotool(instance, "mousemove", str(x + offset), str(y))
            return frame_colours(screen(instance)) > before + 500

        until(framed, what="the window shows where it would go")
        xdotool(instance, "mouseup", "1")
        until(taken, what="what was dropped is taken")


def drawn(instance: Wetread) -> bool:
    """Whether the file manager shows an icon: it draws its files after it has shown itself."""
    x, y = ICON[0], FILE_MANAGER_TOP + ICON[1]
    return len(screen(instance, (x - 16, y - 16, x + 16, y + 16)).getcolors(1 << 24) or []) > 1


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
    drag(
        shown,
        folder_with(tmp_path, other_study.files[0], "drag-dicom"),
        CENTRE,
        lambda: shown.status().total("received") == 1,
    )


def test_an_empty_window_takes_a_picture(shown: Wetread, tmp_path: Path, photograph: Path) -> None:
    def is_shown() -> bool:
        return [image["state"] for image in shown.status()["images"]] == ["shown"]

    drag(shown, folder_with(tmp_path, photograph, "drag-picture"), CENTRE, is_shown)


@pytest.mark.parametrize("place", [CENTRE, LIST])
def test_views_and_list_of_dicom_refuse_a_picture_with_a_sentence(
    shown: Wetread, tmp_path: Path, photograph: Path, other_study: Study, place: tuple[int, int]
) -> None:
    shown.opened(other_study.files[0])
    assert shown.wait("first-image").returncode == 0

    def is_told() -> bool:
        return "dragged is not a DICOM file" in shown.status().said

    drag(shown, folder_with(tmp_path, photograph, "drag-refused"), place, is_told)

    assert shown.status()["images"] == []


def confirmed(hands: Hands, title: str) -> bool:
    """Press Return in a dialog, again where the first only closed a list of what one might mean; whether it is gone."""
    if not hands("search", "--onlyvisible", "--name", f"^{title}"):
        return True
    hands("key", "Return")
    time.sleep(0.3)
    return False


def test_a_folder_is_imported_by_keyboard_alone(shown: Wetread, hands: Hands, other_study: Study) -> None:
    hands.answer("Wetread", ":alt+e", ":Down", ":Down", ":Right", ":Return")
    hands.answer("Import DICOM files and folders", ":alt+l")
    hands.answer("Add a folder of DICOM files", str(other_study.folder))
    for title in ("Add a folder of DICOM files", "Import DICOM files and folders"):
        until(partial(confirmed, hands, title), what=f"{title} is confirmed")

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
