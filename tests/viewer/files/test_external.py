"""Files that are handed to other applications: private, by path alone, and what fails is told."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from viewer.documents.document import Enclosed
from viewer.files.external import Outside

PDF = Enclosed("PDF document", ".pdf", lambda: (b"%PDF-", b"1.4"))


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An xdg-open that notes its arguments, and ends with what ``status`` holds."""
    tools = tmp_path / "bin"
    tools.mkdir()
    script = tools / "xdg-open"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$1" > {tools}/opened\nexit $(cat {tools}/status 2>/dev/null)\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    return tools


@pytest.fixture
def outside(application: Any, tmp_path: Path) -> Outside:
    made = Outside()
    made.folder = str(tmp_path / "run")
    Path(made.folder).mkdir()
    return made


def test_the_application_gets_a_private_copy_and_nothing_but_its_path(
    outside: Outside, opener: Path, until: Callable[..., None]
) -> None:
    outside.open("/data/a.dcm", PDF)
    until(lambda: (opener / "opened").exists() and (opener / "opened").read_text().count("\n") == 2)
    count, path = (opener / "opened").read_text().split()
    assert count == "1"
    assert Path(path).parent == Path(outside.folder)
    assert Path(path).suffix == ".pdf"
    assert Path(path).read_bytes() == b"%PDF-1.4"
    assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600


def test_opening_it_again_copies_nothing(outside: Outside, opener: Path) -> None:
    outside.open("/data/a.dcm", PDF)
    outside.open("/data/a.dcm", PDF)
    assert len(list(Path(outside.folder).iterdir())) == 1


def test_a_system_without_an_application_is_told_with_what_to_do(
    outside: Outside, opener: Path, until: Callable[..., None]
) -> None:
    told: list[Any] = []
    outside.failed.connect(told.append)
    (opener / "status").write_text("3")
    outside.open("/data/a.dcm", PDF)
    until(lambda: told)
    assert str(told[0]) == (
        "The PDF document cannot be opened: no application is known for it. Install one for .pdf files, then try again."
    )


def test_a_system_without_an_opener_is_told(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    outside.failed.connect(told.append)
    monkeypatch.setenv("PATH", "")
    outside.open("/data/a.dcm", PDF)
    assert "xdg-open is missing" in str(told[0])


def test_a_full_disk_is_told(outside: Outside) -> None:
    told: list[Any] = []
    outside.failed.connect(told.append)
    outside.folder = f"{outside.folder}/gone"
    outside.open("/data/a.dcm", PDF)
    assert "cannot be opened" in str(told[0])
