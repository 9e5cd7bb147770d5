"""Pictures of the real program for the README and the documentation: ``python -m tests.screenshots``.

The window in both themes and two sizes, and every dialog, on a display of its own, with the images that come with
pydicom. What changes can be seen in the commit.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyzipper
from PIL import Image
from pydicom.data import get_testdata_file

from tests.servers import display
from tests.servers.processes import program, until
from tests.servers.wetread import Wetread

FOLDER: Final = Path(__file__).parents[1] / "docs" / "screenshots"
SIZES: Final = {"1280x800": 0, "2560x1440": 2}
"""Of the window → the magnification of its image; 0 fits it. A smooth image makes a picture large."""

LARGEST: Final = 300_000  # bytes of a picture
COLOURS: Final = (256, 128, 64, 48, 32)
SCREEN: Final = (1600, 1000)
IMAGES: Final = ("CT_small.dcm", "examples_ybr_color.dcm", "examples_overlay.dcm")
"""Opened one after the other; the last one is in front."""

LENGTH: Final = (760, 400), (900, 470)
"""From where to where one is drawn, in the window."""

DIALOGS: Final = {
    "shortcuts": ("Keyboard shortcuts", "F1"),
    "tags": ("DICOM tags", "ctrl+i"),
    "key-images": ("Key images", "k", "shift+k"),
    "save-image": ("Save image", "ctrl+s"),
    "preferences": ("Preferences", "ctrl+comma"),
    "print": ("Print", "ctrl+p"),
    "import-files": ("Import DICOM files", "alt+e", "Down", "Down", "Right", "Return"),
}
"""Picture → the beginning of the dialog's title, and the keys that open it."""


class Desk:
    """Somebody in front of the window: presses keys, and takes pictures of windows."""

    def __init__(self, name: str) -> None:
        self._environ = {"DISPLAY": name, "PATH": "/usr/bin:/bin"}
        self._hand, self._camera = program("xdotool", "xdotool"), program("import", "imagemagick")

    def find(self, title: str) -> str:
        """The window whose title begins so."""
        search = ("search", "--onlyvisible", "--name", f"^{title}")
        return until(lambda: self._do(self._hand, *search).strip(), 20, title).split()[-1]

    def press(self, window: str, *keys: str) -> None:
        """Press keys in a window."""
        self._do(self._hand, "windowactivate", "--sync", window)
        for key in keys:
            self._do(self._hand, "key", key)
            time.sleep(0.25)

    def draw(self, window: str) -> None:
        """Measure a length."""
        self.press(window, "d")
        (x, y), (to_x, to_y) = LENGTH
        for step in (("mousemove", "--window", window, str(x), str(y)), ("mousedown", "1"),
                     ("mousemove", "--window", window, str(to_x - 9), str(to_y - 9)),
                     ("mousemove", "--window", window, str(to_x), str(to_y)), ("mouseup", "1")):  # fmt: skip
            self._do(self._hand, *step)
            time.sleep(0.2)
        self.press(window, "w", "ctrl+d")

    def take(self, window: str, name: str) -> None:
        """Take a picture of a window once it has come to rest."""
        time.sleep(1)
        path = FOLDER / f"{name}.png"
        self._do(self._camera, "-window", window, str(path))
        make_small(path)

    def _do(self, *command: str) -> str:
        done = subprocess.run(command, env=self._environ, capture_output=True, text=True, timeout=30, check=False)
        return done.stdout


def make_small(path: Path) -> None:
    """Keep as many colours as the size allows: a large one of an image that was smoothed gets few."""
    image = Image.open(path).convert("RGB")
    for colours in COLOURS:
        image.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size < LARGEST:
            break
    print(f"{path.name}: {image.width} × {image.height}, {colours} colours, {path.stat().st_size // 1000} kB")


@contextmanager
def dressed(folder: Path, theme: str, screen: str) -> Iterator[Wetread]:
    """An instance with this theme, which has opened nothing yet."""
    home = folder / theme
    instance = Wetread(home)
    instance.environ["DISPLAY"] = screen
    (home / "config").mkdir()
    (home / "config" / "window.ini").write_text(f"[preferences]\ntheme={theme}\n")
    try:
        yield instance
    finally:
        instance.end()


def take_windows(instance: Wetread, desk: Desk, theme: str) -> str:
    """The window with images, in both sizes; which window it is."""
    for name in IMAGES:
        instance.opened(str(get_testdata_file(name, download=False)))
    window = desk.find(".*Wetread$")
    desk.draw(window)
    for size, zoom in SIZES.items():
        instance(f"$dcmview2d:zoom -s {zoom}")
        make_small(instance.screenshot(FOLDER / f"window-{theme}-{size}.png", "--size", size, "--when", "loaded"))
    instance("$dcmview2d:zoom -s 0")
    return window


def take_dialogs(instance: Wetread, desk: Desk, window: str) -> None:
    """Every dialog that a key opens, then those that open by themselves."""
    for name, (title, *keys) in DIALOGS.items():
        desk.press(window, *keys)
        dialog = desk.find(title)
        desk.take(dialog, name)
        desk.press(dialog, "Escape")
    take_question(instance, desk)
    take_failure(instance, desk)


def take_failure(instance: Wetread, desk: Desk) -> None:
    """What is told of an address that nobody has."""
    instance("--wait", "https://pacs.example.invalid/manifest.xml")
    dialog = desk.find("Wetread$")
    desk.take(dialog, "failure")
    desk.press(dialog, "Escape")


def take_question(instance: Wetread, desk: Desk) -> None:
    """What is asked of an encrypted archive."""
    path = instance.home / "study.zip"
    with pyzipper.AESZipFile(path, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"secret")
        archive.writestr("1.dcm", Path(str(get_testdata_file("MR_small.dcm", download=False))).read_bytes())
    asking = instance.start(path)
    dialog = desk.find("Password needed")
    desk.take(dialog, "question")
    desk.press(dialog, "Escape")
    asking.communicate(timeout=30)


def main() -> int:
    """Take all pictures anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as held, display.running(Path(held), SCREEN) as screen:
        for theme in ("dark", "light"):
            with dressed(Path(held), theme, screen) as instance:
                desk = Desk(screen)
                window = take_windows(instance, desk, theme)
                if theme == "dark":
                    take_dialogs(instance, desk, window)
    return 0


if __name__ == "__main__":
    sys.exit(main())
