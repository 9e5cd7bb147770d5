"""What the tests of DICOMweb share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from launcher.sources.work import Work
from tests.launcher.desk import Desk
from tests.launcher.sources.dicomweb.opening import Opened, open_and_wait
from tests.servers.dicomweb import DicomWeb
from tests.servers.processes import until
from tests.servers.web import Web


@pytest.fixture
def archive(web: Web, images: tuple[Path, ...]) -> DicomWeb:
    """An archive that holds the five images of one series."""
    return DicomWeb(web, images)


@pytest.fixture
def opened(desk: Desk, archive: DicomWeb) -> Opened:
    """Open a request, by default the archive's one study, and wait until all of it has come or is named."""

    def opened(text: str = "", **options: Any) -> Work:
        uid = next(iter(archive.headers.values())).StudyInstanceUID
        work = open_and_wait(desk, archive, text or f"studyUID={uid}", **options)
        until(lambda: desk.paths() == desk.files(), 10.0, "nothing is left in the cache that is not shown")
        return work

    return opened
