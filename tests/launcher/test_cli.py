"""The command line for people and scripts; what it hands to the service is in ``test_front``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from launcher import cli, doctor, front
from launcher.__main__ import SUBCOMMANDS
from launcher.__main__ import main as start
from launcher.doctor import Finding
from launcher.errors import WetreadError
from launcher.ledger.ledger import Ledger
from launcher.ledger.status import status
from launcher.links.commands import DicomClose, DicomGet
from launcher.links.link import parse_arguments
from launcher.references import Instance, Patient, Series, Study


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path / "home"))


def said_by_the_service() -> dict[str, Any]:
    ledger = Ledger(lambda message: None)
    job = ledger.open_job(1, "Opening", "local", 0.0)
    ledger.found(job, Patient("P1", "Doe^Jane"), Study("1.2"), Series("1.2.3", "MR"), Instance("1.2.3.4", path="/x"))
    window = {"layout": "1x1", "views": [], "images": []}
    return {"version": "1.0", "viewer": {"platform": "xcb"}, **status(ledger), **window}


def test_status_is_printed_as_a_table_or_as_it_came(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = json.dumps(said_by_the_service())
    monkeypatch.setattr(front, "ask", lambda request: {"exit_code": 0, "out": text, "err": ""})

    assert cli.main(["status"]) == 0
    assert "Doe, Jane" in capsys.readouterr().out
    assert cli.main(["status", "--json"]) == 0
    assert capsys.readouterr().out == text + "\n"


def test_status_that_fails_says_so_on_stderr(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(front, "ask", lambda request: {"exit_code": 1, "out": "", "err": "No."})

    assert cli.main(["status"]) == 1
    assert capsys.readouterr() == ("", "No.\n")


@pytest.mark.parametrize("call", [["status"], ["status", "--json"], ["retry"], ["quit"], ["wait", "--until", "idle"]])
def test_asking_nobody_is_5(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(call) == 5
    assert "not running" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["wait"], "--until"),
        (["wait", "--until", "later"], "later"),
        (["wait", "--until", "idle", "--timeout", "-1"], "-1: give the seconds"),
        (["wait", "--until", "idle", "--timeout", "inf"], "inf: give the seconds"),
        (["wait", "--until", "idle", "--timeout", "abc"], "abc: give the seconds"),
        (["screenshot"], "FILE.png"),
        (["screenshot", "x.jpg"], "PNG is what is written"),
        (["screenshot", "x.png", "--size", "10"], "such as 800x600"),
        (["screenshot", "x.png", "--size", "abc"], "such as 800x600"),
        (["screenshot", "x.png", "--size", "0x10"], "such as 800x600"),
        (["screenshot", "x.png", "--size", "99999x10"], "at most 16384"),
        (["screenshot", "x.png", "--view", "0"], "views count from 1"),
        (["screenshot", "x.png", "--view", "first"], "views count from 1"),
        (["screenshot", "x.png", "--view", "1", "--window"], "--window"),
        (["render", "x.dcm", "-o", "x.jpg"], "PNG is what is written"),
        (["render", "--output=x", "x.dcm"], "PNG is what is written"),
        (["demo", "--screenshot", "x.bmp"], "PNG is what is written"),
        (["link"], "COMMAND"),
        (["quit", "now"], "now"),
    ],
    ids=str,
)
def test_a_wrong_call_is_2_with_its_own_usage_and_what_is_wanted(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)

    assert ended.value.code == 2
    printed = capsys.readouterr().err
    assert f"usage: wetread {words[0]}" in printed
    assert said in printed.partition("error:")[2]


def test_tags_reads_its_own_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["tags", "--json", "--tag", "Modallity", "x.dcm"]) == 2
    assert "Did you mean Modality" in capsys.readouterr().err


def test_each_call_is_known_at_the_front_door() -> None:
    assert cli.CALLS.keys() == SUBCOMMANDS


def test_help_names_every_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])

    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(f"\n  {name} " in said for name in cli.CALLS)
    assert "exit codes" in said


def test_a_link_that_was_built_is_read_as_the_same_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["link", 'dicom:get -w "https://pacs/x?a=1&b=2"']) == 0

    built = capsys.readouterr().out.strip()
    assert parse_arguments([built], "/", "link") == (DicomGet(wado=("https://pacs/x?a=1&b=2",)),)


def test_a_link_may_be_of_our_own_scheme_and_a_dollar_in_front_is_no_harm(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["link", "--scheme", "wetread", "$dicom:close -a", " $dicom:get -w https://pacs/x"]) == 0

    built = capsys.readouterr().out.strip()
    assert built.startswith("wetread://?%24dicom")
    assert parse_arguments([built], "/", "link") == (DicomClose(all=True), DicomGet(wado=("https://pacs/x",)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dicom:gte -w https://pacs/x", "dicom:get"),
        ("hello", "not a command"),
        ("dicom:get -x 1", "-x"),
        ('dicom:get -w "https://pacs/x', "never closed"),
        ("dicom:get -w https://pacs/$a:b", "quotes around"),
        ("dicom:get -w https://pacs/\nx", "not"),
        ("", "missing"),
    ],
)
def test_what_would_be_no_good_link_is_not_made(text: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["link", "dicom:close -a", text]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err


def test_a_link_that_browsers_may_cut_is_made_with_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["link", f'dicom:get -w "https://pacs/{"x" * 2000}"']) == 0

    printed = capsys.readouterr()
    assert printed.out.startswith("weasis://?")
    assert "2,046" in printed.err


@pytest.mark.parametrize("first", ["x.dcm", "--frame=2", "--help"])
def test_render_is_another_program_with_the_same_words(first: str, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda program, words: started.append(words))

    with pytest.raises(TypeError):  # the real one does not return
        cli.main(["render", first, "--window", "40", "400", "-o", "x.PNG"])

    assert started[0][-8:] == ["-m", "viewer.render", first, "--window", "40", "400", "-o", "x.PNG"]


# --- doctor ---


def looks(*findings: Finding | Exception) -> tuple[Any, ...]:
    def look(finding: Finding | Exception) -> Any:
        def said() -> Any:
            if isinstance(finding, Exception):
                raise finding
            yield finding

        return said

    return tuple(map(look, findings))


def test_doctor_tells_what_is_well_and_what_to_do_about_the_rest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    well, note = Finding("Socket", "ready"), Finding("Links", "nobody", "wetread register", note=True)
    monkeypatch.setattr(doctor, "LOOKS", looks(well, note))
    assert doctor.main() == 0

    monkeypatch.setattr(doctor, "LOOKS", looks(well, WetreadError("The policy is wrong", "line 3", "Correct it.")))
    assert doctor.main() == 1
    said = capsys.readouterr().out
    assert "ok    Socket: ready" in said
    assert "FIX   The policy is wrong: line 3\n      Correct it." in said


def test_who_reads_only_the_first_lines_sees_no_error_of_ours() -> None:
    read, write = os.pipe()
    os.close(read)
    call = [sys.executable, "-m", "launcher", "doctor"]
    with os.fdopen(write, "w") as nobody:
        done = subprocess.run(call, stdout=nobody, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_doctor_goes_on_when_one_look_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import subprocess

    failures = (OSError(13, "Permission denied"), subprocess.TimeoutExpired("qt", 30))
    monkeypatch.setattr(doctor, "LOOKS", looks(*failures, Finding("Last", "seen")))

    assert doctor.main() == 1
    said = capsys.readouterr().out
    assert "Permission denied" in said
    assert "Last: seen" in said


def test_doctor_tries_every_decoder() -> None:
    (finding,) = doctor._decoders()
    assert (finding.said, finding.todo) == ("JPEG, JPEG-LS, JPEG 2000, HTJ2K, JPEG XL, RLE work", "")


def test_doctor_says_which_decoder_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_asked", lambda module: (False, "JPEG-LS (no library)"))
    (finding,) = doctor._decoders()
    assert finding.said == "not all work: JPEG-LS (no library)"
    assert finding.todo


def test_help_of_a_call_that_there_is_not_starts_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["wetread", "get", "--help"])
    monkeypatch.setattr("launcher.front.hand_over", lambda *words: pytest.fail("an instance was asked"))
    with pytest.raises(SystemExit) as ended:
        start()

    assert ended.value.code == 0
    assert "wetread CALL" in capsys.readouterr().out
