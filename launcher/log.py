"""The log of the service."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from launcher.folders import private_folder

LIMIT = 1 << 20  # bytes


def start_log(folder: Path) -> None:
    """Log to a file that only this user reads. Names of patients, tokens and queries are never given to a logger."""
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler(private_folder(folder) / "service.log", maxBytes=LIMIT, backupCount=1)
    level = os.environ.get("WETREAD_LOG", "info").upper()
    known = level if level in logging.getLevelNamesMapping() else "INFO"
    logging.basicConfig(handlers=[handler], level=known, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("urllib3").setLevel(logging.ERROR)  # its warnings, too, hold whole addresses
    handler.addFilter(lambda record: record.name != "pydicom")  # nor what values it doubts; it sets its level itself
