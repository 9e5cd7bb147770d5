"""Where things are kept: in the system's own folder for each purpose, or all of them below ``WETREAD_HOME``."""

from __future__ import annotations

import os
from pathlib import Path


class Folders:
    """Nothing is made by asking."""

    def __init__(self, config: Path, cache: Path, logs: Path) -> None:
        self.config, self.cache, self.logs = config, cache, logs


def folders() -> Folders:
    """The folders of this user, or those below ``WETREAD_HOME``."""
    if home := os.environ.get("WETREAD_HOME"):
        base = Path(home).absolute()
        return Folders(base / "config", base / "cache", base / "logs")
    import platformdirs

    return Folders(
        platformdirs.user_config_path("wetread"),
        platformdirs.user_cache_path("wetread"),
        platformdirs.user_log_path("wetread"),
    )


def private_folder(folder: Path) -> Path:
    """Make ``folder`` and what is missing above it, for this user only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder
