"""Tags from a shell: of files, and of the image that stands in the window."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.files import bundled
from tests.launcher.tags.conftest import imagej_tiff, zipped
from tests.servers.studies import Study
from tests.servers.web import Web
from tests.servers.wetread import Wetread

CT = bundled("CT_small.dcm")
HEAVY = {"pydicom", "numpy", "PyQt5", "urllib3", "requests", "lxml", "pynetdicom"}


def test_a_macro_like_script_opens_asks_and_closes(wetread: Wetread, study: Study) -> None:
    wetread.opened(CT)

    said = wetread("$wetread:tag -t 0008,1030 -t ImagePositionPatient -t 0099,9999 -t Modality")
    assert (said.returncode, said.stdout) == (0, "e+1\n-158.135803\\-179.035797\\-75.699997\n\nCT\n")

    assert wetread("$wetread:tag --compat imagej -t 0028,0030").stdout == " 0.661468\\0.661468 \n"
    assert wetread("$dicom:close --all").returncode == 0
    said = wetread("$wetread:tag -t 0008,1030")
    assert said.returncode == 2
    assert "no DICOM image in the selected view" in said.stderr


def test_a_tag_that_is_none_is_a_usage_error_of_the_call(wetread: Wetread) -> None:
    wetread.opened(CT)
    said = wetread("$wetread:tag -t Modallity")
    assert said.returncode == 2
    assert "Did you mean Modality" in said.stderr


def test_a_link_gets_no_answer(wetread: Wetread) -> None:
    wetread.opened(CT)
    said = wetread("--from-link", "wetread://?%24wetread%3Atag+-t+0008%2C1030")
    assert "e+1" not in said.stdout + said.stderr
    assert "may not ask" in wetread.status().said


def test_tags_start_nothing(wetread: Wetread, web: Web, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "ct.dcm.zip", **{"ct.dcm.tif": imagej_tiff()})
    address = web.page("/images/ct.dcm.zip", archive.read_bytes())
    said = wetread("tags", address, "-t", "0008,1030", "-t", "0020,0032", "-t", "0028,0030")
    assert (said.returncode, said.stdout) == (0, "TEMP BONE\n-265.0\\-0.0\\270.0\n0.5\\0.25\n")
    assert wetread.processes() == {}


def test_a_server_that_the_policy_denies_is_not_asked(wetread: Wetread, web: Web) -> None:
    (wetread.home / "policy.toml").write_text('[links]\ndenied_servers = ["127.0.0.1"]\n')
    said = wetread("tags", web.page("/a", CT.read_bytes()))
    assert said.returncode == 4
    assert "denied by the policy" in said.stderr
    assert not web.requests


@pytest.mark.parametrize("options", [[], ["-t", "0008,1030"], ["--json"], ["--where", "Modality == CT"]])
def test_nothing_heavy_is_imported_for_an_ordinary_file(options: list[str]) -> None:
    code = (
        "import sys; from launcher.__main__ import main; code = main();"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr); sys.exit(code)"
    )
    words = [sys.executable, "-P", "-c", code, "tags", str(CT), *options]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    assert not HEAVY & set(eval(done.stderr.splitlines()[-1]))


def test_who_stops_reading_is_not_answered_with_a_traceback() -> None:
    words = [*Wetread.command("tags", CT, "-t", "Modality"), *[str(CT)] * 5000]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 0
