"""The front: light, quick to go, and understood by the service."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from launcher import __main__ as door
from launcher import channel, cli, front, protocol
from launcher.errors import NotRunning, ProtocolError, Unreachable
from launcher.protocol.calls import Reply, Request

Answer = Callable[[Request], Reply | None]


class Service:
    """Answers fronts as it is told; ``None`` hangs up."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.answer: Answer = lambda request: Reply()
        self._listener = channel.listen()
        threading.Thread(target=self._serve).start()

    def _serve(self) -> None:
        for connection in channel.accepted(self._listener):
            data = connection.receive(2.0)
            assert data is not None
            request = protocol.from_wire(data)
            assert isinstance(request, Request)
            self.requests.append(request)
            with closing(connection), suppress(OSError):
                reply = self.answer(request)
                if reply is not None:
                    connection.send(protocol.to_wire(reply))

    def close(self) -> None:
        self._listener.shutdown(2)
        self._listener.close()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path / "home"))
    for name in ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID", *channel.DISPLAY):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    yield service
    service.close()


# --- what it says ---


def test_what_it_hands_over_is_a_request_of_the_protocol(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "T")
    monkeypatch.setenv("DISPLAY", ":9")

    assert front.hand_over(["a b", "/x"], origin="link", wait=True, timeout=60.0) == 0

    assert service.requests == [
        Request(1, "open", ("a b", "/x"), "link", str(Path.cwd()), "T", {"DISPLAY": ":9"}, True, 60.0),
    ]


def test_any_argument_arrives_as_it_is(service: Service) -> None:
    arguments = [
        "weasis://?%24dicom%3Aget+-w+%22x%22",
        "",
        "-x",
        "--",
        "$dicom:get -w 'a b'",
        "Müller 山田",
        "\udcff\n",
    ]

    front.hand_over(arguments)

    assert service.requests[0].arguments == tuple(arguments)


@pytest.mark.parametrize(
    ("words", "request_"),
    [
        (["status", "--json"], Request(1, "status")),
        (["wait", "--until", "loaded", "--timeout", "3"], Request(1, "wait", timeout=3.0, options={"until": "loaded"})),
        (["retry"], Request(1, "retry")),
        (["quit"], Request(1, "quit")),
        (
            ["screenshot", "/x.png", "--view", "2", "--size", "10x20", "--when", "loaded"],
            Request(1, "screenshot", ("/x.png",), options={"view": "2", "size": "10x20", "when": "loaded"}),
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_other_calls_are_requests_too(service: Service, words: list[str], request_: Request) -> None:
    assert cli.main(words) == 0

    assert service.requests == [request_]


def test_a_working_directory_that_is_gone_hinders_nobody(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    front.hand_over(["/x"])

    assert service.requests[0].cwd == "/"


# --- what comes back ---


def test_the_answer_is_printed_and_its_code_returned(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    service.answer = lambda request: Reply(4, "said", "the server cannot be reached")

    assert front.hand_over(["/x"]) == 4

    assert capsys.readouterr() == ("said\n", "the server cannot be reached\n")


def test_a_service_that_hangs_up_is_asked_again(service: Service) -> None:
    answers: Iterator[Reply | None] = iter((None, Reply(0, "here")))
    service.answer = lambda request: next(answers)

    assert front.ask({"kind": "status"})["out"] == "here"


def test_a_service_that_always_hangs_up_is_reported(service: Service) -> None:
    service.answer = lambda request: None

    with pytest.raises(NotRunning, match="went away"):
        front.ask({"kind": "status"})


def test_a_service_that_does_not_answer_is_reported_within_the_limit(service: Service) -> None:
    released = threading.Event()
    service.answer = lambda request: Reply() if released.wait(60.0) else None

    with pytest.raises(Unreachable, match=r"after 0\.1 s"):
        front.ask({"kind": "status"}, limit=0.1)
    released.set()


def test_with_no_service_who_only_asks_is_told_so() -> None:
    with pytest.raises(NotRunning):
        front.ask({"kind": "status"})


@pytest.mark.parametrize("error", [NotRunning("Wetread is not running"), ProtocolError("Nonsense came")])
def test_errors_are_printed_as_sentences(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> dict[str, Any]:
        raise error

    assert front.printed(fail) == error.exit_code  # type: ignore[attr-defined]
    assert capsys.readouterr().err == f"{error}\n"


PRINT = "from launcher import front; raise SystemExit(front.printed(lambda: {'exit_code': 3, 'out': %r, 'err': 'x'}))"


@pytest.mark.parametrize("closed", ["<&- >&- 2>&-", ">/dev/full 2>/dev/full", "| true"])
def test_a_caller_that_does_not_read_gets_its_code_all_the_same(closed: str) -> None:
    program = PRINT % ("said " * 20_000)
    line = f'{sys.executable} -c "$PROGRAM" {closed}'
    ended = subprocess.run(["bash", "-o", "pipefail", "-c", line], env={**os.environ, "PROGRAM": program}, timeout=60)

    assert ended.returncode == 3


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_names_that_the_terminal_cannot_show_are_escaped_and_still_json(encoding: str) -> None:
    said = json.dumps({"path": "/Müller/山田/\udcff.dcm"}, ensure_ascii=False)
    ended = subprocess.run(
        [sys.executable, "-c", PRINT % said],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        timeout=60,
    )

    printed = ended.stdout.decode(encoding).replace("\\xfc", "\\u00fc")
    assert json.loads(printed)["path"].startswith("/M")
    assert ended.returncode == 3


# --- how light it is ---

LISTED = "import sys; before = set(sys.modules); {}; print(*sorted(set(sys.modules) - before))"


def loaded(program: str) -> set[str]:
    words = [sys.executable, "-I", "-c", LISTED.format(program)]
    return set(subprocess.run(words, capture_output=True, text=True, check=True, timeout=60).stdout.split())


def test_a_click_loads_nothing_that_costs_time() -> None:
    modules = loaded("from launcher import __main__, front")

    assert "launcher.front" in modules
    third_party = {name for name in modules if name.partition(".")[0] not in {*sys.stdlib_module_names, "launcher"}}
    assert third_party == set()
    heavy = {
        "dataclasses",
        "typing",
        "pathlib",
        "subprocess",
        "argparse",
        "logging",
        "threading",
        "urllib",
        "inspect",
        "json",
    }
    assert modules & heavy == set()


def test_the_front_loads_neither_service_nor_commands() -> None:
    modules = loaded("from launcher import __main__, front")

    assert {name for name in modules if name.startswith("launcher.")} == {
        "launcher.__main__", "launcher.channel", "launcher.errors", "launcher.framing", "launcher.front",
    }  # fmt: skip


# --- the front door ---


def test_the_door_knows_the_calls_of_the_command_line() -> None:
    assert cli.CALLS.keys() == door.SUBCOMMANDS


@pytest.mark.parametrize(
    ("words", "request_"),
    [
        (["--from-link", "weasis://x"], Request(1, "open", ("weasis://x",), "link")),
        (["--from-link", "--wait"], Request(1, "open", ("--wait",), "link")),
        (["--from-link", "status"], Request(1, "open", ("status",), "link")),
        (["--from-link"], Request(1, "open", (), "link")),
        (["/x", "--wait"], Request(1, "open", ("/x", "--wait"))),
        (["/x", "status"], Request(1, "open", ("/x", "status"))),
        (["./status"], Request(1, "open", ("./status",))),
        (["-"], Request(1, "open", ("-",))),
        ([], Request(1, "open")),
        (["--wait", "--timeout", "2", "/x", "--wait"], Request(1, "open", ("/x", "--wait"), wait=True, timeout=2.0)),
        (["--", "--wait"], Request(1, "open", ("--wait",))),
        (["--wait", "--", "-x"], Request(1, "open", ("-x",), wait=True)),
        (["status", "--json"], Request(1, "status")),
    ],
    ids=str,
)
def test_words_are_handed_over_as_targets_or_are_calls(
    service: Service, monkeypatch: pytest.MonkeyPatch, words: list[str], request_: Request
) -> None:
    monkeypatch.chdir("/")
    monkeypatch.setattr(sys, "argv", ["wetread", *words])

    assert door.main() == 0

    assert service.requests == [request_]


@pytest.mark.parametrize(
    "words", [["--wait", "--from-link", "weasis://x"], ["--no-such"], ["--timeout", "nan", "/x"], ["status", "x"]]
)
def test_a_wrong_call_is_usage_and_2_and_reaches_nobody(
    service: Service, monkeypatch: pytest.MonkeyPatch, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["wetread", *words])

    with pytest.raises(SystemExit) as ended:
        door.main()

    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err
    assert service.requests == []
