"""The bar of ``wetread tags``, on a real terminal: it shows, leaves nothing behind, and never goes where data goes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.launcher.tags.conftest import made

pty = pytest.importorskip("pty", reason="there are no such terminals here")

FILES = 60
CLEARED = "\r\x1b[K"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("many")
    for number in range(FILES):
        made(found / f"{number:02}.dcm", Modality="CT")
    return found


def run(*words: str | Path, out_too: bool = False) -> tuple[int, str, str]:
    """Exit code, standard output, and what the terminal got, which has standard error, and output where asked."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "launcher", "tags", *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=theirs if out_too else subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        terminal = _all_of(ours)
        out = process.stdout.read() if process.stdout is not None else b""
    return process.returncode, out.decode(), terminal


def _all_of(terminal: int) -> str:
    """Everything until nobody holds the other end, which Linux tells by an error."""
    pieces = []
    try:
        while piece := os.read(terminal, 4096):
            pieces.append(piece)
    except OSError:
        pass
    finally:
        os.close(terminal)
    return b"".join(pieces).decode()


def test_it_shows_how_far_it_is_and_is_gone_at_the_end(folder: Path) -> None:
    code, out, terminal = run(folder, "-t", "Modality")
    assert code == 0
    assert f" of {FILES} files" in terminal
    assert terminal.endswith(CLEARED)
    assert "\n" not in terminal
    assert out == "".join(f"{folder}/{number:02}.dcm\tCT\n" for number in range(FILES))


def test_a_file_that_cannot_be_read_is_told_on_a_line_of_its_own(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.dcm"
    broken.write_bytes(b"text")
    code, out, terminal = run(folder, broken, "-t", "Modality")
    assert code == 1
    assert f"{CLEARED}wetread tags: {broken} is not a DICOM file" in terminal
    assert terminal.endswith(CLEARED)
    assert len(out.splitlines()) == FILES


def test_rows_on_the_same_terminal_are_progress_enough(folder: Path) -> None:
    _, _, terminal = run(folder, "-t", "Modality", out_too=True)
    assert "files" not in terminal
    assert "\x1b" not in terminal


def test_it_shows_there_too_while_nothing_else_does(folder: Path) -> None:
    _, _, terminal = run(folder, "-t", "Modality", "--unique", out_too=True)
    assert f" of {FILES} files" in terminal
    assert terminal.endswith(f"{CLEARED}{FILES}\tCT\r\n")


def test_a_few_files_need_none(folder: Path) -> None:
    _, out, terminal = run(*sorted(folder.iterdir())[:3], "-t", "Modality")
    assert terminal == ""
    assert len(out.splitlines()) == 3


def test_there_is_none_without_a_terminal(folder: Path) -> None:
    words = [sys.executable, "-m", "launcher", "tags", str(folder), "-t", "Modality"]
    said = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    assert said.stderr == b""
    assert len(said.stdout.splitlines()) == FILES
