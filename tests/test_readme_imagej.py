"""Each line of the README's table "From ImageJ", run as it stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

import wetread as scripts
from tests.files import bundled
from tests.launcher.tags.conftest import imagej_samples, imagej_tiff, zipped
from tests.servers.studies import synthetic_ct
from tests.servers.web import Web
from tests.servers.wetread import Wetread

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
CHAPTER = README.partition("## From ImageJ")[2].partition("\n## ")[0]
ROWS = [re.split(r" *(?<!\\)\| *", line.strip("| ")) for line in CHAPTER.splitlines() if line.startswith("| ")][1:]
SHELL = [code for row in ROWS for code in re.findall(r"`(wetread [^`]+)`", row[1])]
PYTHON = [code for row in ROWS for code in re.findall(r"`(wetread\.[^`]+)`", row[2] if len(row) > 2 else "")]
CT = bundled("CT_small.dcm")
__all__ = ["imagej_samples"]  # a fixture


@pytest.fixture
def places(tmp_path: Path, web: Web) -> dict[str, Any]:
    """What the capital words of the table stand for."""
    archive = zipped(tmp_path / "ct.dcm.zip", **{"ct.dcm.tif": imagej_tiff()})
    folder = synthetic_ct(tmp_path / "series", 4).folder
    dest = str(tmp_path / "saved")
    return {
        "DEST": dest,
        "URL": web.page("/images/ct.dcm.zip", archive.read_bytes()),
        "FILE": str(CT),
        "FOLDER": str(folder),
    }


def test_the_table_is_there() -> None:
    assert len(ROWS) == 15
    assert (len(SHELL), len(PYTHON)) == (10, 11)


@pytest.mark.parametrize("line", SHELL)
def test_a_line_for_the_shell_does_it(wetread: Wetread, places: dict[str, Any], line: str) -> None:
    if "$wetread:tag" in line:
        wetread.opened(CT)
    words = [places.get(word, word) for word in shlex.split(line)[1:]]
    done = wetread(*words)
    assert (done.returncode, done.stderr) == (0, "")
    expected = {
        "URL -t 0008,1030": "TEMP BONE\n",
        "-t 0020,0032": "-158.135803\\-179.035797\\-75.699997\n",
        "--compat imagej`": "",
        "-t 0028,0030 --compat imagej": " 0.661468\\0.661468 \n",
        "--unique": "4\tCT\n",
        "$wetread:tag": "e+1\n",
    }
    assert done.stdout
    assert all(done.stdout == out for part, out in expected.items() if part in line)


@pytest.mark.parametrize("line", PYTHON)
def test_a_line_of_python_does_it(places: dict[str, Any], line: str) -> None:
    names = {"wetread": scripts, "paths": [CT], "x": 64, "y": 64, **places}
    found = eval(line, names)
    expected = {
        'open(URL).tag("0008,1030")': "TEMP BONE",
        'tag("0020,0032")': [-158.135803, -179.035797, -75.699997],
        "compat=": " 0.661468\\0.661468 ",
        "tag_name": "Study Description",
        "values[y, x]": 904.0,
        "spacing": (1.0, 1.0, 1.0),
        "[2].tag": 3,
    }
    assert all(found == value for part, value in expected.items() if part in line)
    assert found is not None


def test_imagejs_own_example_prints_what_it_says(imagej_samples: Path, web: Web, wetread: Wetread) -> None:
    command, *printed = CHAPTER.partition("```sh\n$ ")[2].partition("```")[0].strip().splitlines()
    address = web.page("/images/ct.dcm.zip", (imagej_samples / "ct.dcm.zip").read_bytes())
    words = shlex.split(command.replace("http://wsr.imagej.net/images/ct.dcm.zip", address))
    assert wetread(*words[1:]).stdout.splitlines() == printed
