"""What the tests of headers share."""

from __future__ import annotations

import io

import pytest

from launcher.headers import reading as headers
from launcher.headers.walk import Elements


@pytest.fixture
def by_pydicom(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were left to pydicom."""
    names: list[str] = []
    original = headers._read_by_pydicom

    def noted(file: io.FileIO, name: str, size: int) -> Elements:
        names.append(name)
        return original(file, name, size)

    monkeypatch.setattr(headers, "_read_by_pydicom", noted)
    return names
