"""What the tests of downloads share."""

from __future__ import annotations

from pathlib import Path

import pytest

from launcher import downloads
from launcher.cache import Cache
from launcher.downloads import Downloads
from launcher.http.client import Http
from tests.launcher.downloads.log import Log


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def queue(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> Downloads:
    monkeypatch.setattr(downloads, "PAUSES", (0.02, 0.04))
    return Downloads(Http(), cache)
