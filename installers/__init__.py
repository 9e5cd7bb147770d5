"""How a system learns that Wetread opens links and DICOM files: a plan as data, one module per operating system."""

import pkgutil
import subprocess
import sys
from pathlib import Path

from installers.api import NotSupported, Registration

__all__ = ["registration"]

SYSTEMS = {"linux": "installers.linux:Linux"}


def registration() -> Registration:
    """The registration of this operating system, for the user who runs it.

    Raises
    ------
    NotSupported
        This version cannot register here, or the launcher is not installed where a click could start it.
    """
    if sys.platform not in SYSTEMS:
        raise NotSupported(
            f"Registering links and files on {sys.platform} comes with a later version of Wetread. "
            "Until then start it with the link or the file as its argument: wetread TARGET."
        )
    system: type[Registration] = pkgutil.resolve_name(SYSTEMS[sys.platform])
    return system(_launcher(), Path.home())


def _launcher() -> tuple[str, ...]:
    """The words that start the launcher, isolated: neither the working folder nor the environment adds code to it."""
    for isolation in ("-I", "-EP"):  # the second also sees what is installed in the user's own site folder
        if sys.executable and _finds_launcher(isolation):
            return sys.executable, isolation, "-m", "launcher"
    raise NotSupported(
        "Wetread is not installed for this Python, so no click could start it. Install it, for example with pip into a "
        "virtual environment, and register with that installation."
    )


def _finds_launcher(isolation: str) -> bool:
    probe = [sys.executable, isolation, "-c", "import launcher, installers"]
    return subprocess.run(probe, cwd="/", capture_output=True, timeout=60, check=False).returncode == 0
