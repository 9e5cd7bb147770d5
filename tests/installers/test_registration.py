from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import installers
from installers.__main__ import main
from installers.api import NotSupported


def test_the_launcher_is_started_isolated():
    command = installers.registration().command
    assert command[:2] in [(sys.executable, "-I"), (sys.executable, "-EP")]
    assert command[2:] == ("-m", "launcher")


def test_a_hostile_working_folder_or_environment_adds_no_code(tmp_path: Path):
    for name in ("launcher.py", "json.py", "sitecustomize.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    python, isolation, *_ = installers.registration().command
    words = [python, isolation, "-c", "import json, launcher"]
    subprocess.run(words, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, timeout=60, check=True)
    assert not (tmp_path / "ran").exists()


def test_a_python_without_wetread_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(NotSupported, match="not installed"):
        installers.registration()


def test_another_system_is_told_that_it_comes_later(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(NotSupported, match="win32 comes with a later version"):
        installers.registration()


def test_the_module_prints_the_plan_and_who_opens_what_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
    assert main(["--weasis"]) == 0
    printed = capsys.readouterr().out
    assert f"write {tmp_path}/.local/share/applications/org.wetread.Wetread.desktop" in printed
    assert "open x-scheme-handler/weasis with org.wetread.Wetread.weasis.desktop" in printed
    assert "  wetread: " in printed
    assert list(tmp_path.iterdir()) == []


def test_the_module_prints_browser_policies(capsys: pytest.CaptureFixture[str]):
    assert main(["--policy", "https://ris.example.org"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("https://ris.example.org") == 2
    assert "weasis" not in printed
    assert main(["--weasis", "--policy", "https://ris.example.org"]) == 0
    assert capsys.readouterr().out.count('"protocol": "weasis"') == 2
    assert main(["--policy", "https://*"]) == 2
    assert "not an exact origin" in capsys.readouterr().err
