"""Getting into guarded archives: every request of a launch is let in, and what lets it in is nowhere to be read."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import trustme

from tests.servers import nginx, oidc, orthanc, proxy
from tests.servers.browser import Browser
from tests.servers.hands import Hands
from tests.servers.nginx import Door
from tests.servers.orthanc import Archive
from tests.servers.processes import program, until
from tests.servers.studies import Study
from tests.servers.wetread import Wetread

pytestmark = pytest.mark.real_servers

SECRET = "s3cr3t-t0ken"


def study_at(origin: str, study: Study, *options: str) -> str:
    """The command that asks the archive at ``origin`` for a study."""
    return " ".join((f'$dicom:rs -u "{origin}/dicom-web" -r "studyUID={study.study_instance_uid}"', *options))


def settle(wetread: Wetread, text: str) -> None:
    """Add to the policy, before Wetread starts."""
    policy = wetread.home / "policy.toml"
    policy.write_text(f"{policy.read_text()}\n{text}\n")


def assert_nowhere(wetread: Wetread, *secrets: str) -> None:
    """No file of this home, no message and no command line of this computer holds a secret."""
    told = wetread("status", "--json").stdout.encode()
    files = [path for path in wetread.home.rglob("*") if path.is_file()]
    commands = list(Path("/proc").glob("[0-9]*/cmdline"))
    assert any("service.log" in path.name for path in files)
    for secret in map(str.encode, secrets):
        assert secret not in told
        for path in (*files, *commands):
            try:
                assert secret not in path.read_bytes(), path
            except OSError:
                continue  # a process that has ended


def ended(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out + err


# --- user and password ---


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, study: Study) -> Iterator[Archive]:
    """An archive that lets in alice."""
    with orthanc.running(tmp_path_factory.mktemp("guarded"), users={"alice": SECRET}) as archive:
        archive.store(study.files)
        yield archive


def test_a_password_is_typed_once_and_opens_the_whole_study(
    desk: Wetread, guarded: Archive, study: Study, hands: Hands
) -> None:
    opening = desk.start("--wait", study_at(guarded.origin, study))
    first = hands.answer("Log in", "alice", ":Tab", "wrong", ":Return")
    hands.answer("Log in", SECRET, ":Return", after=first)  # the name has stayed

    ended(opening)
    assert desk.status().total("received") == len(study.instances)
    assert_nowhere(desk, SECRET)


def test_who_cancels_is_told_what_to_do_and_asked_again_when_they_do_it(
    desk: Wetread, guarded: Archive, study: Study, hands: Hands
) -> None:
    opening = desk.start("--wait", study_at(guarded.origin, study))
    hands.answer("Log in", ":Escape")
    _, err = opening.communicate(timeout=60)

    assert opening.returncode == 4
    assert "not logged in" in err
    assert "Retry" in err

    desk("retry")
    hands.answer("Log in", "alice", ":Tab", SECRET, ":Return")
    assert desk.wait("loaded").returncode == 0
    assert desk.status().total("received") == len(study.instances)


def test_many_who_wait_for_a_login_keep_nothing_else_waiting(
    desk: Wetread, guarded: Archive, study: Study, other_study: Study, hands: Hands
) -> None:
    command = study_at(guarded.origin, study, *[f"-r studyUID=1.2.{number}" for number in range(12)])
    opening = desk.start("--wait", command)
    hands.seen("Log in")

    desk.opened(other_study.folder)
    until(lambda: hands("key", "Escape") or opening.poll() is not None, 60, "the question has kept the keys")
    opening.communicate(timeout=60)
    assert opening.returncode == 4


def test_without_a_display_it_is_refused_with_what_to_do(wetread: Wetread, guarded: Archive, study: Study) -> None:
    result = wetread("--wait", study_at(guarded.origin, study))

    assert result.returncode == 4
    assert "no window" in result.stderr
    assert "-H" in result.stderr


def test_a_login_in_the_address_or_the_command_needs_no_question(
    wetread: Wetread, guarded: Archive, study: Study
) -> None:
    wetread.opened(study_at(guarded.origin.replace("//", f"//alice:{SECRET}@"), study))

    assert wetread.status().total("received") == len(study.instances)
    assert_nowhere(wetread, SECRET)


# --- a token in the link ---


@pytest.fixture
def door(orthanc: Archive, tmp_path: Path) -> Callable[..., AbstractContextManager[Door]]:
    """nginx in front of the archive."""

    @contextmanager
    def made(*guards: nginx.Guard, certificate: trustme.LeafCert | None = None) -> Iterator[Door]:
        folder = tmp_path / "nginx"
        folder.mkdir()
        with nginx.running(folder, orthanc.origin, guards, certificate) as opened:
            yield opened

    return made


Doors = Callable[..., AbstractContextManager[Door]]


@pytest.mark.parametrize("value", ["Bearer {}", "&access_token={}", "Bearer &access_token={}"])
def test_a_token_in_a_link_reaches_every_request(wetread: Wetread, door: Doors, study: Study, value: str) -> None:
    with door(nginx.bearer(SECRET)) as nginx_:
        command = study_at(nginx_.origin, study, f'-H "Authorization: {value.format(SECRET)}"')
        wetread("--wait", "--from-link", wetread("link", command).stdout.strip())
        wetread("--from-link", wetread("link", command).stdout.strip())
        wetread.wait("loaded")

        assert wetread.status().total("received") == len(study.instances)
        assert set(nginx_.opened()) == {f"Bearer {SECRET}"}
        assert_nowhere(wetread, SECRET)


def test_a_token_that_has_expired_is_said_with_what_to_do(wetread: Wetread, door: Doors, study: Study) -> None:
    with door(nginx.bearer("another")) as nginx_:
        result = wetread("--wait", study_at(nginx_.origin, study, f'-H "Authorization: Bearer {SECRET}"'))

    assert result.returncode == 4
    assert "401" in result.stderr
    assert "Open the page with the link again" in result.stderr
    assert SECRET not in result.stderr


# --- a login in the browser ---

RECORDER = """[Desktop Entry]
Type=Application
Name=The user's browser
Exec={script} %u
MimeType=x-scheme-handler/http;x-scheme-handler/https;
"""


@pytest.fixture
def sent_to(desk: Wetread, tmp_path: Path) -> Callable[[], str]:
    """What the user's browser was opened with: its desktop entry is real, and writes the address down."""
    program("xdg-open", "xdg-utils")
    written, script, user = tmp_path / "opened", tmp_path / "browser", Path(desk.environ["HOME"])
    script.write_text(f'#!/bin/sh\nprintf %s "$1" >{written}.part && mv {written}.part {written}\n')
    script.chmod(0o755)
    for place, text in (
        (".local/share/applications/recorder.desktop", RECORDER.format(script=script)),
        (
            ".config/mimeapps.list",
            "[Default Applications]\nx-scheme-handler/http=recorder.desktop\nx-scheme-handler/https=recorder.desktop\n",
        ),
    ):
        (user / place).parent.mkdir(parents=True, exist_ok=True)
        (user / place).write_text(text)
    return lambda: until(lambda: written.exists() and written.read_text(), 20, "the browser is opened") or ""


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[oidc.Provider]:
    """A real provider whose tokens live three seconds."""
    with oidc.running(tmp_path_factory.mktemp("provider"), seconds=3) as running:
        yield running


AUTHENTICATION = """
[[authentication]]
id = "hospital"
servers = ["{server}"]
issuer = "{issuer}"
"""


def test_a_login_in_chromium_opens_the_study_and_outlives_its_token(
    desk: Wetread,
    door: Doors,
    provider: oidc.Provider,
    study: Study,
    other_study: Study,
    chromium: Callable[..., AbstractContextManager[Browser]],
    sent_to: Callable[[], str],
) -> None:
    with door(nginx.introspected(provider.issuer)) as nginx_, chromium(provider.issuer, desk.environ) as browser:
        settle(desk, AUTHENTICATION.format(server=nginx_.origin, issuer=provider.issuer))
        opening = desk.start("--wait", study_at(nginx_.origin, study, "--auth-uid hospital"))
        address = sent_to()
        assert desk.status().total("received") == 0  # it answers while the user is at the browser

        assert "Thank you" in browser.log_in(address, "alice", "w0nder")
        ended(opening)
        assert desk.status().total("received") == len(study.instances)

        time.sleep(3.5)
        desk.opened(study_at(nginx_.origin, other_study))
        tokens = {line.removeprefix("Bearer ") for line in nginx_.opened()}
        assert len(tokens) > 1, "it was renewed"
        assert_nowhere(desk, "w0nder", *tokens)


def test_a_login_that_a_link_names_is_asked_about_first_and_can_be_given_up(
    desk: Wetread, door: Doors, provider: oidc.Provider, study: Study, hands: Hands, sent_to: Callable[[], str]
) -> None:
    with door(nginx.introspected(provider.issuer)) as nginx_:
        command = study_at(nginx_.origin, study, f'--oidc-iss "{provider.issuer}"')
        desk("--from-link", desk("link", command).stdout.strip())
        hands.answer(r"Log in\?", ":Right", ":Return")
        assert sent_to().startswith(provider.issuer)
        hands.answer("Log in in your browser", ":Escape")
        desk.wait("loaded")

    said = desk.status().said
    assert "not logged in" in said
    assert "Retry" in said


# --- certificates ---


def test_a_private_authority_that_the_policy_names_is_trusted(
    wetread: Wetread, door: Doors, authority: trustme.CA, study: Study, tmp_path: Path
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    settle(wetread, f'[network]\nca_files = ["{tmp_path}/ca.pem"]')
    with door(certificate=authority.issue_cert("127.0.0.1")) as nginx_:
        wetread.opened(study_at(nginx_.origin, study))

    assert wetread.status().total("received") == len(study.instances)


def test_a_certificate_of_nobody_known_is_trusted_after_a_look_and_for_good(
    desk: Wetread, door: Doors, authority: trustme.CA, study: Study, hands: Hands
) -> None:
    with door(certificate=authority.issue_cert("127.0.0.1")) as nginx_:
        opening = desk.start("--wait", study_at(nginx_.origin, study))
        hands.answer(r"Trust this server\?", ":Right", ":Return")
        ended(opening)
        assert desk.status().total("received") == len(study.instances)

        assert desk("quit").returncode == 0
        del desk.environ["DISPLAY"]
        desk.opened(study_at(nginx_.origin, study))

        assert desk("logout", "127.0.0.1").stdout == "Forgotten: 1 login or certificate\n"
        desk("$dicom:close --all")
        assert desk("--wait", study_at(nginx_.origin, study)).returncode == 4


def test_what_this_computer_shows_lets_it_in(
    wetread: Wetread, door: Doors, authority: trustme.CA, study: Study, tmp_path: Path
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    own = authority.issue_cert(common_name="workstation 7")
    own.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "own.pem"))
    settle(wetread, f'[network]\nca_files = ["{tmp_path}/ca.pem"]')
    demand = nginx.certificates(tmp_path, authority)
    with door(demand, certificate=authority.issue_cert("127.0.0.1")) as nginx_:
        refused = wetread("--wait", study_at(nginx_.origin, study))
        assert "wants a certificate of this computer" in refused.stderr
        assert "network.client_certificates" in refused.stderr

        assert wetread("quit").returncode == 0
        settle(wetread, f'[[network.client_certificates]]\nservers = ["127.0.0.1"]\nfile = "{tmp_path}/own.pem"')
        wetread.opened(study_at(nginx_.origin, study))
        assert wetread.status().total("received") == len(study.instances)

        assert wetread("quit").returncode == 0
        foreign = trustme.CA().issue_cert(common_name="workstation 7")
        foreign.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "own.pem"))
        refused = wetread("--wait", study_at(nginx_.origin, study))
        assert "does not take the certificate of this computer" in refused.stderr


# --- proxies ---


def test_a_proxy_with_a_password_lets_everything_through_but_this_computers_own(
    wetread: Wetread, orthanc: Archive, study: Study, tmp_path: Path
) -> None:
    host = subprocess.run([shutil.which("hostname") or "hostname"], capture_output=True, text=True, check=True).stdout
    with proxy.running(tmp_path, "prox", SECRET) as tinyproxy:
        wetread.environ |= {"http_proxy": tinyproxy.address, "no_proxy": "elsewhere.example.org"}
        there = orthanc.origin.replace("127.0.0.1", host.strip())
        wetread("--wait", study_at(there, study))
        passed = tinyproxy.passed(f"{host.strip()}:")
        wetread.opened(study_at(orthanc.origin, study))

        assert passed
        assert not tinyproxy.passed("127.0.0.1:" + str(orthanc.http_port))
        assert_nowhere(wetread, SECRET)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_wrong_password_of_a_proxy_is_told_from_one_of_the_archive(
    wetread: Wetread, tmp_path: Path, scheme: str
) -> None:
    with proxy.running(tmp_path, "prox", SECRET) as tinyproxy:
        wrong = tinyproxy.address.replace(SECRET, "wrong")
        wetread.environ |= {"http_proxy": wrong, "https_proxy": wrong}

        result = wetread("--wait", f"{scheme}://pacs.example.org/m.xml")

    assert result.returncode == 4
    assert "The proxy did not let us through: it wants a user and a password" in result.stderr
    assert "http_proxy" in result.stderr
    assert "wrong" not in result.stderr
