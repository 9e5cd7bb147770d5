from __future__ import annotations

from pathlib import Path

import pytest

from launcher.folders import folders, private_folder


def test_a_home_holds_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path))

    assert {folders().config, folders().cache, folders().logs} == {
        tmp_path / "config",
        tmp_path / "cache",
        tmp_path / "logs",
    }
    assert list(tmp_path.iterdir()) == []


def test_without_a_home_the_systems_own_folders_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WETREAD_HOME", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))

    assert folders().config == tmp_path / "c" / "wetread"


def test_a_private_folder_is_ours_alone_also_when_it_was_not(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o777)

    for folder in (tmp_path / "open", tmp_path / "a" / "b"):
        assert private_folder(folder).stat().st_mode & 0o777 == 0o700
