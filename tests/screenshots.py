"""Pictures of the real program for the README and the documentation: ``python -m tests.screenshots [NAME…]``.

The window in both themes and two sizes, and every dialog, on a display of its own, with the images that come with
pydicom, a real archive, and servers that misbehave. What changes can be seen in the commit.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyzipper
import trustme
from PIL import Image

from tests.files import bundled
from tests.servers import display, orthanc, studies, web
from tests.servers.processes import program, until
from tests.servers.wetread import Wetread

FOLDER: Final = Path(__file__).parents[1] / "docs" / "screenshots"
PAGE: Final = FOLDER.with_suffix(".md")
SIZES: Final = {"1280x800": 0, "2560x1440": 2}
"""Of the window → the magnification of its image; 0 fits it. A smooth image makes a picture large."""

LARGEST: Final = 300_000  # bytes of a picture
LARGEST_OF_A_DIALOG: Final = 100_000
COLOURS: Final = (256, 128, 64, 48, 32)
SCREEN: Final = (1600, 1000)
IMAGES: Final = ("CT_small.dcm", "examples_ybr_color.dcm", "examples_overlay.dcm")
"""Opened one after the other; the last one is in front."""

LENGTH: Final = (760, 400), (900, 470)
"""From where to where one is drawn, in the window."""

STUDY: Final = "98892003", "1.3.6.1.4.1.5962.1.1.0.0.0.1196533885.18148.0.1"
FILE_MENU, EDIT_MENU, HELP_MENU = "alt+e", "alt+d", "alt+h"
IMPORT: Final = FILE_MENU, "Down", "Down", "Right"


class Desk:
    """Somebody in front of the window: opens, presses keys, and takes pictures of windows."""

    def __init__(self, instance: Wetread, folder: Path) -> None:
        self.instance, self.folder = instance, folder
        self.window = ""
        self._environ = {"DISPLAY": instance.environ["DISPLAY"], "PATH": "/usr/bin:/bin"}
        self._hand, self._camera = program("xdotool", "xdotool"), program("import", "imagemagick")

    def find(self, title: str) -> str:
        """The window whose title begins so."""
        search = ("search", "--onlyvisible", "--name", f"^{title}")
        return until(lambda: self._do(self._hand, *search).strip(), 20, title).split()[-1]

    def press(self, window: str, *keys: str) -> None:
        """Press keys in a window, or type what begins with a blank."""
        self._do(self._hand, "windowactivate", "--sync", window)
        for key in keys:
            typed = ("type", "--delay", "5", key[1:]) if key.startswith(" ") else ("key", key)
            self._do(self._hand, *typed)
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
        make_small(path, LARGEST_OF_A_DIALOG)

    def _do(self, *command: str) -> str:
        done = subprocess.run(command, env=self._environ, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout


@dataclass(frozen=True)
class Dialog:
    """A picture: whose class it is, the beginning of its title, and how it comes: by keys in the window, or else."""

    kind: str
    title: str
    keys: tuple[str, ...] = ()
    opened: Callable[[Desk], None] | None = None
    then: tuple[str, ...] = ()  # keys in the dialog before the picture is taken


def ask_for_password(desk: Desk) -> None:
    """An encrypted archive."""
    path = desk.folder / "study.zip"
    with pyzipper.AESZipFile(path, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"secret")
        archive.writestr("1.dcm", bundled("MR_small.dcm").read_bytes())
    desk.instance.start(path)


def ask_for_consent(desk: Desk) -> None:
    """A link to a server that nobody has allowed."""
    desk.instance.start("--from-link", "weasis://?%24dicom%3Aget+-w+https%3A%2F%2Fpacs.example.org%2Fmanifest%3Fid%3D7")


def ask_for_login(desk: Desk) -> None:
    """A server that wants to know who asks."""
    server = web.Web()
    address = server.page("/archive/manifest.xml", "")
    server.fault("/archive/*", web.says(401, **{"WWW-Authenticate": 'Basic realm="Radiology archive"'}))
    desk.instance.start(address)


def ask_for_fingerprint(desk: Desk) -> None:
    """A server whose certificate nobody known has signed."""
    server = web.Web(web.certified(trustme.CA(), "127.0.0.1"))
    desk.instance.start(server.page("/manifest.xml", ""))


def download(desk: Desk) -> None:
    """A study comes from a slow server: its first series stands, the others are on their way."""
    server, study = web.Web(), studies.bundled(*STUDY)
    address = server.page("/manifest.xml", study.direct(server.folder("/study", study.folder)))
    server.fault("/study/*", web.slow(2.5))
    desk.instance("$dicom:close --all")
    desk.instance(address)
    desk.instance.wait("first-image")
    time.sleep(2)


def fail(desk: Desk) -> None:
    """What is told of an address that nobody has."""
    desk.instance("--wait", "https://pacs.example.invalid/manifest.xml")


def show_histogram(desk: Desk) -> None:
    """By the layout of Weasis that has one."""
    desk.instance("$dcmview2d:layout -i layout_histo")


def miss(desk: Desk) -> None:
    """A manifest that promises more than its server holds."""
    server, study = web.Web(), studies.bundled(*STUDY)
    desk.instance("$dicom:close --all")
    server.fault("/study/*7", web.says(404))
    server.fault("/study/*9", web.says(500))
    desk.instance("--wait", server.page("/manifest.xml", study.direct(server.folder("/study", study.folder))))


DIALOGS: Final = {
    "about": Dialog("AboutDialog", "About", (HELP_MENU, "Up", "Return")),
    "archives": Dialog("NodesDialog", "Archives", (EDIT_MENU, "Up", "Up", "Return")),
    "histogram": Dialog("HistogramDialog", "Histogram", opened=show_histogram),
    "import-disc": Dialog("ImportDialog", "Import", (*IMPORT, "Down", "Down", "Return")),
    "import-files": Dialog("ImportDialog", "Import", (*IMPORT, "Return")),
    "import-zip": Dialog("ImportDialog", "Import", (*IMPORT, "Down", "Return")),
    "key-images": Dialog("KeyImagesDialog", "Key images", ("k", "shift+k")),
    "preferences": Dialog("PreferencesDialog", "Preferences", ("ctrl+comma",)),
    "print": Dialog("", "Print", ("ctrl+p",)),
    "query": Dialog("QueryDialog", "Query archive", ("ctrl+f",), then=(" Doe*", "Return", "Down", "Right")),
    "save-as": Dialog("SaveAsDialog", "Save as", ("ctrl+shift+s",)),
    "save-image": Dialog("SaveImageDialog", "Save image", ("ctrl+s",)),
    "shortcuts": Dialog("ShortcutsDialog", "Keyboard shortcuts", ("F1",)),
    "tags": Dialog("TagsWindow", "DICOM tags", ("ctrl+i",)),
    "question-consent": Dialog("QuestionDialog", "Contact a new server", opened=ask_for_consent),
    "question-fingerprint": Dialog("QuestionDialog", "Trust this server", opened=ask_for_fingerprint),
    "question-login": Dialog("QuestionDialog", "Log in", opened=ask_for_login),
    "question-password": Dialog("QuestionDialog", "Password needed", opened=ask_for_password),
    "failures": Dialog("FailureWindow", "Wetread$", opened=miss),
    "failure": Dialog("FailureWindow", "Wetread$", opened=fail),
    "downloads": Dialog("", "Doe", opened=download),
}
"""Picture → what it shows; no kind is Qt's own."""


def make_small(path: Path, largest: int = LARGEST) -> None:
    """Keep as many colours as the size allows: a large one of an image that was smoothed gets few."""
    image = Image.open(path).convert("RGB")
    for colours in COLOURS:
        image.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size < largest:
            break
    print(f"{path.name}: {image.width} × {image.height}, {colours} colours, {path.stat().st_size // 1000} kB")


@contextmanager
def dressed(folder: Path, theme: str, screen: str) -> Iterator[Desk]:
    """Somebody in front of an instance with this theme, which has opened nothing yet."""
    home = folder / theme
    instance = Wetread(home)
    instance.on_display(screen)
    (home / "config").mkdir()
    (home / "config" / "window.ini").write_text(f"[preferences]\ntheme={theme}\n")
    try:
        yield Desk(instance, home)
    finally:
        instance.end()


def take_start(desk: Desk) -> None:
    """The window with nothing in it."""
    desk.instance("$weasis:ui -v")
    desk.take(desk.find("Wetread$"), "start")


def take_windows(desk: Desk, theme: str) -> None:
    """The window with images, in both sizes."""
    for size, zoom in SIZES.items():
        desk.instance(f"$dcmview2d:zoom -s {zoom}")
        path = FOLDER / f"window-{theme}-{size}.png"
        make_small(desk.instance.screenshot(path, "--size", size, "--when", "loaded"))
    desk.instance("$dcmview2d:zoom -s 0")


def open_images(desk: Desk) -> None:
    """Images of three patients, and a length on the last one."""
    for name in IMAGES:
        desk.instance.opened(str(bundled(name)))
    desk.window = desk.find(".*Wetread$")
    desk.draw(desk.window)


def take_dialog(desk: Desk, name: str) -> None:
    """Open a dialog, take its picture, close it."""
    dialog = DIALOGS[name]
    if dialog.opened is not None:
        dialog.opened(desk)
    else:
        desk.press(desk.window, *dialog.keys)
    window = desk.find(dialog.title)
    desk.press(window, *dialog.then)
    desk.take(window, name)
    desk.press(window, "Escape")


def page() -> str:
    """All pictures on one page."""
    windows = [f"window-{theme}-{size}" for theme in ("dark", "light") for size in SIZES]
    shown = (f"![{name.replace('-', ' ')}](screenshots/{name}.png)" for name in (*windows, "start", *DIALOGS))
    return "\n\n".join(("# Wetread's windows", "Taken by `python -m tests.screenshots`.", *shown)) + "\n"


def main(names: list[str]) -> int:
    """Take all pictures anew, or those of some dialogs."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page())
    with tempfile.TemporaryDirectory() as held, display.running(Path(held), SCREEN) as screen:
        for theme in ("dark", "light") if not names else ("dark",):
            with dressed(Path(held), theme, screen) as desk:
                if theme == "dark" and not names:
                    take_start(desk)
                open_images(desk)
                if not names:
                    take_windows(desk, theme)
                if theme == "dark":
                    take_dialogs(desk, Path(held), names or list(DIALOGS))
    return 0


def take_dialogs(desk: Desk, folder: Path, names: list[str]) -> None:
    """These dialogs, with an archive to query."""
    with orthanc.running(folder) as archive:
        archive.store(studies.bundled(*STUDY).files)
        desk.instance("nodes", "add", "Radiology", f"WETREAD@127.0.0.1:{archive.dicom_port}")
        for name in names:
            take_dialog(desk, name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
