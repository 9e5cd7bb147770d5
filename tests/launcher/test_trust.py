"""What a link may do, and which servers it may reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from launcher.errors import Refused
from launcher.links.commands import AcquirePatient, DicomClose, DicomGet, WeasisInfo, WeasisUi
from launcher.links.options import Command
from launcher.policy import Policy
from launcher.trust import Consent, Origin, Verdict, command_allowed, judge_server, path_allowed

# --- commands ---

FOR_USERS_ONLY = [WeasisUi(quit=True), DicomGet(portable=True)]


@pytest.mark.parametrize("command", [*FOR_USERS_ONLY, AcquirePatient()], ids=lambda command: command.verb)
def test_a_link_may_not(command: Command) -> None:
    with pytest.raises(Refused):
        command_allowed(command, "link")


@pytest.mark.parametrize("command", FOR_USERS_ONLY, ids=lambda command: command.verb)
def test_a_user_may(command: Command) -> None:
    command_allowed(command, "user")


@pytest.mark.parametrize(
    "command",
    [DicomGet(wado=("https://pacs/x",)), DicomClose(all=True), WeasisUi(visible=True), WeasisInfo()],
    ids=lambda command: command.verb,
)
def test_a_link_may_open_close_and_ask(command: Command) -> None:
    command_allowed(command, "link")


# --- paths ---


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    (tmp_path / "allowed").mkdir()
    (tmp_path / "outside").mkdir()
    return Policy(local_folders=(tmp_path / "allowed",))


@pytest.mark.parametrize("place", ["allowed", "allowed/x.dcm", "outside/../allowed/x", "allowed/none/yet"])
def test_a_link_may_open_what_is_in_an_allowed_folder(place: str, policy: Policy, tmp_path: Path) -> None:
    path_allowed(str(tmp_path / place), "link", policy)


@pytest.mark.parametrize("place", ["outside/x", "allowed/../outside/x", "allowed2", "", "loop", "allowed/x\0y"])
def test_a_link_may_open_nothing_else(place: str, policy: Policy, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    with pytest.raises(Refused):
        path_allowed(f"{tmp_path}/{place}", "link", policy)


def test_symbolic_links_are_followed_before_comparing(policy: Policy, tmp_path: Path) -> None:
    (tmp_path / "allowed" / "way-out").symlink_to(tmp_path / "outside")
    (tmp_path / "way-in").symlink_to(tmp_path / "allowed")

    path_allowed(str(tmp_path / "way-in" / "x"), "link", policy)
    with pytest.raises(Refused):
        path_allowed(str(tmp_path / "allowed" / "way-out" / "x"), "link", policy)


def test_a_user_opens_any_path_and_without_a_policy_a_link_opens_none(tmp_path: Path) -> None:
    path_allowed(str(tmp_path), "user", Policy())
    with pytest.raises(Refused):
        path_allowed(str(tmp_path), "link", Policy())


# --- servers ---


@pytest.mark.parametrize(
    ("pattern", "address", "fits"),
    [
        ("pacs.example.org", "https://pacs.example.org/x", True),
        ("pacs.example.org", "http://pacs.example.org:8042/x", True),
        ("PACS.Example.ORG", "https://pacs.example.org/x", True),
        ("pacs.example.org.", "https://pacs.example.org/x", True),
        ("pacs.example.org", "https://PACS.EXAMPLE.ORG./x", True),
        ("pacs.example.org", "https://user:x@pacs.example.org/x", True),
        ("pacs.example.org", "https://pacs.example.org.evil.net/x", False),
        ("pacs.example.org", "https://evilpacs.example.org/x", False),
        ("pacs.example.org", "https://pacs.example.org@evil.net/x", False),
        ("pacs.example.org", "https://evil.net/pacs.example.org", False),
        ("pacs.example.org", "https://evil.net?pacs.example.org", False),
        ("pacs.example.org", "https://pacsXexample.org/x", False),
        ("*.ris.example.org", "https://a.ris.example.org/x", True),
        ("*.ris.example.org", "https://a.b.ris.example.org:8443/x", True),
        ("*.ris.example.org", "https://ris.example.org/x", False),
        ("*.ris.example.org", "https://evilris.example.org/x", False),
        ("*.ris.example.org", "https://a.ris.example.org.evil.net/x", False),
        ("pacs:8042", "http://pacs:8042/x", True),
        ("pacs:8042", "http://pacs/x", False),
        ("pacs:443", "https://pacs/x", True),
        ("https://pacs", "https://pacs/x", True),
        ("https://pacs/", "https://pacs/x", True),
        ("https://pacs", "http://pacs/x", False),
        ("https://pacs:443", "https://pacs/x", True),
        ("http://127.0.0.1:*", "http://127.0.0.1:8042/x", True),
        ("http://127.0.0.1:*", "http://127.0.0.10/x", False),
        ("127.0.0.1", "http://0x7f.1/x", True),
        ("[::1]", "http://[::1]:8042/x", True),
        ("[::1]:8042", "http://[0:0::1]:8042/x", True),
        ("http://[::1]:8042", "http://[::1]:8042/x", True),
        ("[::1]", "http://[::2]/x", False),
        ("pacs[12]", "http://pacs1/x", False),
        ("pacs?", "http://pacs1/x", False),
        ("*", "http://anything/x", True),
    ],
)
def test_a_pattern_names_servers(pattern: str, address: str, fits: bool) -> None:
    allowing = Policy(allowed_servers=(pattern,), unknown_servers="refuse")
    denying = Policy(denied_servers=(pattern,), unknown_servers="allow")

    assert judge_server(address, "link", allowing, ()) == ("allow" if fits else "refuse")
    assert judge_server(address, "link", denying, ()) == ("deny" if fits else "allow")


@pytest.mark.parametrize(
    ("policy", "origin", "known", "verdict"),
    [
        (Policy(), "link", (), "ask"),
        (Policy(), "link", ("https://pacs:443",), "allow"),
        (Policy(), "link", ("http://pacs:80", "https://pacs:8443"), "ask"),
        (Policy(), "user", (), "allow"),
        (Policy(unknown_servers="refuse"), "link", (), "refuse"),
        (Policy(unknown_servers="refuse"), "link", ("https://pacs:443",), "allow"),
        (Policy(unknown_servers="refuse"), "user", (), "allow"),
        (Policy(unknown_servers="allow"), "link", (), "allow"),
        (Policy(denied_servers=("pacs",)), "link", ("https://pacs:443",), "deny"),
        (Policy(denied_servers=("pacs",)), "user", (), "deny"),
        (Policy(denied_servers=("pacs",), allowed_servers=("pacs",)), "link", (), "deny"),
    ],
)
def test_the_verdict(policy: Policy, origin: Origin, known: tuple[str, ...], verdict: Verdict) -> None:
    assert judge_server("https://pacs/x", origin, policy, known) == verdict


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest",
        "http://0xA9FEA9FE/latest",
        "http://[fe80::1]/",
        "http://[::ffff:169.254.169.254]/",
    ],
)
def test_link_local_addresses_are_never_a_links_business(address: str) -> None:
    assert judge_server(address, "link", Policy(unknown_servers="allow"), ()) == "refuse"
    assert judge_server(address, "user", Policy(), ()) == "allow"


# --- consent ---


class Person:
    def __init__(self, *answers: bool) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, server: str) -> bool:
        self.asked.append(server)
        return self.answers.pop(0)


def test_a_yes_lets_the_address_pass() -> None:
    person = Person(True)

    Consent("link", Policy(), (), person).permit("https://pacs/wado?token=SECRET")

    assert person.asked == ["https://pacs:443"]


def test_a_no_holds_for_the_rest_of_the_launch_and_names_the_server_without_the_query() -> None:
    person = Person(False)
    consent = Consent("link", Policy(), (), person)

    for _ in range(3):
        with pytest.raises(Refused) as refusal:
            consent.permit("https://pacs/wado?token=SECRET")

    assert person.asked == ["https://pacs:443"]
    assert "https://pacs:443" in str(refusal.value)
    assert "SECRET" not in str(refusal.value)


@pytest.mark.parametrize(
    ("policy", "origin", "somebody", "said"),
    [
        (Policy(denied_servers=("pacs",)), "link", True, "denied by the policy"),
        (Policy(denied_servers=("pacs",)), "user", True, "denied by the policy"),
        (Policy(unknown_servers="refuse"), "link", True, "your administrator's word"),
        (Policy(), "link", True, "not allowed when you were asked"),
        (Policy(), "link", False, "no display to ask on"),
    ],
)
def test_a_refusal_says_whose_no_it_is(policy: Policy, origin: Origin, somebody: bool, said: str) -> None:
    with pytest.raises(Refused, match=said):
        Consent(origin, policy, (), Person(False), somebody).permit("https://pacs/")


def test_another_launch_asks_anew() -> None:
    person = Person(False, True)
    with pytest.raises(Refused):
        Consent("link", Policy(), (), person).permit("https://pacs/")

    Consent("link", Policy(), (), person).permit("https://pacs/")


def test_nobody_is_asked_what_the_policy_decides() -> None:
    person = Person()
    with pytest.raises(Refused):
        Consent("link", Policy(unknown_servers="refuse"), (), person).permit("https://pacs/")
    Consent("user", Policy(), (), person).permit("https://pacs/")

    assert person.asked == []


def test_paths_are_judged_by_who_asks(tmp_path: Path) -> None:
    Consent("user", Policy(), (), Person()).permit_path(str(tmp_path))
    with pytest.raises(Refused):
        Consent("link", Policy(), (), Person()).permit_path(str(tmp_path))
