"""What the tests of sources share."""

from __future__ import annotations

from pathlib import Path

import pytest

from launcher import downloads
from launcher.cache import Cache
from launcher.http import origins, patience
from tests.files import bundled
from tests.launcher.desk import Desk
from tests.servers.studies import synthetic_ct


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(downloads, "PAUSES", (0.01, 0.01))
    monkeypatch.setattr(downloads, "WAITING_PAUSE", 0.05)
    monkeypatch.setattr(origins, "GRACE", 0.5)
    monkeypatch.setattr(patience, "FIRST", 0.01)
    monkeypatch.setattr(patience, "OWN", 0.2)
    return Desk(Cache(tmp_path / "cache"))


@pytest.fixture(scope="session")
def images(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Five images of one series."""
    return synthetic_ct(tmp_path_factory.mktemp("images"), 5).files


@pytest.fixture(scope="session")
def dicomdir() -> Path:
    """The directory of a medium."""
    return bundled("DICOMDIR")
