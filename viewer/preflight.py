"""Can Qt show a window here? Asked before Qt is imported, because Qt answers "no" by aborting the process.

``python -m viewer.preflight`` prints what is missing and what to install; exit code 0 when nothing is.
"""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from launcher.errors import WetreadError

LIBRARIES: Final[dict[str, dict[str, str]]] = {
    "offscreen": {
        "libgthread-2.0.so.0": "libglib2.0-0",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libGL.so.1": "libgl1",
        "libfontconfig.so.1": "libfontconfig1",
        "libfreetype.so.6": "libfreetype6",
    },
    "wayland": {
        "libdbus-1.so.3": "libdbus-1-3",
        "libwayland-cursor.so.0": "libwayland-cursor0",
        "libwayland-egl.so.1": "libwayland-egl1",
    },
    "xcb": {
        "libdbus-1.so.3": "libdbus-1-3",
        "libxkbcommon.so.0": "libxkbcommon0",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libX11-xcb.so.1": "libx11-xcb1",
        "libxcb.so.1": "libxcb1",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-shm.so.0": "libxcb-shm0",
        "libxcb-sync.so.1": "libxcb-sync1",
        "libxcb-xfixes.so.0": "libxcb-xfixes0",
        "libxcb-xinerama.so.0": "libxcb-xinerama0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
    },
}
"""What Qt's wheel expects of a Debian system: Qt platform → shared library → package. Offscreen's is for all."""

PLUGINS: Final[dict[str, str]] = {
    "xcb": "libqxcb.so",
    "wayland": "libqwayland-generic.so",
    "offscreen": "libqoffscreen.so",
}
"""Qt platform → its plug-in."""


class Unsuited(WetreadError):
    """Qt cannot show a window on this system."""

    exit_code = 3


def platform() -> str:
    """The Qt platform that suits the session: X11, Wayland, or none at all."""
    if chosen := os.environ.get("QT_QPA_PLATFORM"):
        return chosen.partition(":")[0]
    if os.environ.get("DISPLAY"):
        return "xcb"
    return "wayland" if os.environ.get("WAYLAND_DISPLAY") else "offscreen"


def check() -> None:
    """Load what Qt will load.

    Raises
    ------
    Unsuited
        A shared library is missing, or the X display does not answer.
    """
    if sys.platform != "linux":
        return
    plugin = _wheel() / "plugins" / "platforms" / PLUGINS.get(platform(), "")
    if plugin.is_file():
        _load(plugin)
    if platform() == "xcb":
        _connect_to_display()


def _wheel() -> Path:
    """Qt's folder inside PyQt5's wheel; where PyQt5 comes from the distribution there is none, and nothing to check."""
    found = find_spec("PyQt5")
    if found is None or not found.submodule_search_locations:
        raise Unsuited("Wetread's window needs PyQt5", "it is not installed", "Run: pip install PyQt5.")
    return Path(found.submodule_search_locations[0]) / "Qt5"


def _load(plugin: Path) -> None:
    libraries = [plugin.parents[2] / "lib" / "libQt5Widgets.so.5", plugin]
    try:
        for library in libraries:
            ctypes.CDLL(str(library))
    except OSError as error:
        raise _missing(str(error).partition(":")[0]) from error


def _missing(first: str) -> Unsuited:
    """The error for ``first``, the library that the loader stopped at, and all others that would come next."""
    packages = LIBRARIES["offscreen"] | LIBRARIES.get(platform(), {})
    absent = [first] + [name for name in packages if name != first and not _loads(name)]
    wanted = sorted({packages[name] for name in absent if name in packages}) or ["libqt5gui5"]
    todo = f"Run: sudo apt install {' '.join(wanted)}"
    return Unsuited("Wetread's window cannot start: Qt needs system libraries", f"missing: {', '.join(absent)}", todo)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _connect_to_display() -> None:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if failed:
        display = os.environ.get("DISPLAY", "")
        todo = "Log in to a desktop, or unset DISPLAY to work without a window."
        raise Unsuited("Wetread's window cannot start", f"the display {display!r} does not answer", todo)


def main() -> int:
    """Print whether the window can start here; 0 if so."""
    try:
        check()
    except Unsuited as error:
        print(error)
        return 1
    print(f"Qt can start ({platform()}).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
