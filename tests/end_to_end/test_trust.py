"""What a stranger's link may not do, and what must never be written down."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import trustme

from tests.servers import web as servers
from tests.servers import wetread as instances
from tests.servers.processes import until
from tests.servers.studies import Study
from tests.servers.web import Web, moved_to
from tests.servers.wetread import Wetread

SECRET = "s3cr3t-t0ken"


def clicked(wetread: Wetread, *commands: str) -> str:
    """Have a link handled as the desktop does; what the user can read about it afterwards."""
    link = wetread("link", *commands).stdout.strip()
    result = wetread("--from-link", link)
    waited = wetread.wait("loaded")
    return f"{result.stderr}\n{waited.stderr}\n{wetread.status().said}"


# --- what a link may not do ---


def test_a_server_that_nobody_allowed_is_not_contacted(running: Wetread, web: Web, manifest: str) -> None:
    elsewhere = manifest.replace("127.0.0.1", "localhost")

    said = clicked(running, f'dicom:get -w "{elsewhere}"')

    assert "did not contact the server" in said
    assert f"http://localhost:{web.port}" in said
    assert "links.allowed_servers" in said
    assert web.requests == []
    assert running.status().studies == {}


def test_a_refusal_that_is_sure_is_the_fronts_own_exit_code_and_stands_in_the_window(
    running: Wetread, manifest: str
) -> None:
    link = running("link", f'dicom:get -w "{manifest.replace("127.0.0.1", "localhost")}"').stdout.strip()

    result = running("--from-link", link)

    assert result.returncode == 4
    assert "did not contact the server" in result.stderr
    assert "did not contact the server" in running.status().said


def test_a_policy_that_cannot_be_read_refuses_links_and_says_why(running: Wetread, manifest: str) -> None:
    policy = running.home / "policy.toml"
    before = policy.read_text()
    policy.write_text("links = [")
    try:
        result = running("--from-link", running("link", f'dicom:get -w "{manifest}"').stdout.strip())
    finally:
        policy.write_text(before)

    assert result.returncode == 2
    assert str(policy) in result.stderr


def test_a_policy_holds_from_the_next_click_on(running: Wetread, web: Web, manifest: str) -> None:
    policy = running.home / "policy.toml"
    before = policy.read_text()
    policy.write_text(before + f'denied_servers = ["127.0.0.1:{web.port}"]\n')
    try:
        result = running("--from-link", running("link", f'dicom:get -w "{manifest}"').stdout.strip())
    finally:
        policy.write_text(before)

    assert result.returncode == 4
    assert web.requests == []


def test_images_on_a_server_that_nobody_allowed_are_not_fetched_either(
    running: Wetread, web: Web, other_study: Study
) -> None:
    web.folder("/study", other_study.folder)
    address = web.page("/mf.xml", other_study.direct(f"http://localhost:{web.port}/study"))

    said = clicked(running, f'dicom:get -w "{address}"')

    assert "did not contact the server" in said
    assert web.asked("/study/*") == []
    assert running.status().total("failed") == len(other_study.instances)


def test_a_redirect_to_a_server_that_nobody_allowed_is_not_followed(running: Wetread, web: Web, manifest: str) -> None:
    web.page("/start", "")
    web.fault("/start", moved_to(manifest.replace("127.0.0.1", "localhost")))

    said = clicked(running, f'dicom:get -w "{web.origin}/start"')

    assert "did not contact the server" in said
    assert web.asked("/mf.xml") == []


def test_what_a_user_types_needs_nobodys_consent(running: Wetread, web: Web, manifest: str, study: Study) -> None:
    running.opened(manifest.replace("127.0.0.1", "localhost"))

    assert running.status().total("received") == len(study.instances)


@pytest.mark.parametrize("command", ['dicom:get -l "{}"', 'dicom:get -w "{}/mf.xml"', 'dicom:get -z "{}/x.zip"'])
def test_a_link_may_not_open_files_of_this_computer(running: Wetread, tmp_path: Path, command: str) -> None:
    said = clicked(running, command.format(tmp_path))

    assert "may not open files of this computer" in said
    assert str(tmp_path) in said
    assert "links.local_folders" in said


def test_a_manifest_behind_a_link_may_not_open_files_of_this_computer(
    running: Wetread, web: Web, other_study: Study
) -> None:
    address = web.page("/mf.xml", other_study.direct(other_study.folder.as_uri()))

    said = clicked(running, f'dicom:get -w "{address}"')

    assert "may not open files of this computer" in said
    assert running.status().total("received") == 0


def test_a_link_may_not_close_the_program(running: Wetread) -> None:
    before = running.status().service_pid

    said = clicked(running, "weasis:ui -q")

    assert "may not close" in said
    assert running.status().service_pid == before


def test_nothing_after_a_link_is_an_option_or_a_second_target(running: Wetread, other_study: Study) -> None:
    running("--from-link", "weasis://?", "--wait", str(other_study.folder))

    assert running.status().total("received") == 0


# --- secrets ---


@pytest.fixture
def guarded(web: Web, study: Study) -> str:
    """The address of a manifest; it, and the study that it promises, are asked for with a secret."""
    text = study.direct(web.folder("/study", study.folder))
    tag = f'<httpTag key="X-Token" value="{SECRET}"/>'
    return web.page("/mf.xml", text.replace("<Patient", tag + "<Patient", 1)) + f"?token={SECRET}"


def test_credentials_reach_whom_they_are_for(running: Wetread, web: Web, guarded: str) -> None:
    running.opened(f'$weasis:config auth="Bearer {SECRET}" $dicom:get -w "{guarded}"')

    assert web.asked("/mf.xml")[0].headers["Authorization"] == f"Bearer {SECRET}"
    assert {seen.headers.get("X-Token") for seen in web.asked("/study/*")} == {SECRET}


def test_the_permission_of_a_launch_reaches_the_images_on_the_server_that_it_names_and_no_other(
    running: Wetread, web: Web, study: Study, other_study: Study
) -> None:
    with servers.running() as other:
        here = study.direct(web.folder("/study", study.folder))
        there = other_study.direct(other.folder("/study", other_study.folder))
        for number, text in enumerate((here, there)):
            web.page(f"/{number}.xml", text)

        running.opened(
            f'$weasis:config auth="Bearer {SECRET}" $dicom:get -w "{web.origin}/0.xml" -w "{web.origin}/1.xml"'
        )

        assert {seen.headers.get("Authorization") for seen in web.asked("/study/*")} == {f"Bearer {SECRET}"}
        assert {seen.headers.get("Authorization") for seen in other.asked("/study/*")} == {None}


def test_credentials_do_not_follow_a_redirect_to_another_origin(running: Wetread, web: Web, guarded: str) -> None:
    with servers.running() as other:
        other.page("/mf.xml", "")
        other.fault("/mf.xml", moved_to(f"{web.origin}/mf.xml"))
        web.fault("/study/*/5641", moved_to(f"{other.origin}/stolen"))

        running("--wait", f'$weasis:config auth="Bearer {SECRET}" $dicom:get -w "{other.origin}/mf.xml"')

        assert "Authorization" in other.asked("/mf.xml")[0].headers
        assert "Authorization" not in web.asked("/mf.xml")[0].headers
        assert other.asked("/stolen")
        assert "X-Token" not in other.asked("/stolen")[0].headers


def test_secrets_are_nowhere_to_be_read(running: Wetread, web: Web, guarded: str) -> None:
    command = (
        f'$weasis:config auth="Bearer {SECRET}" $dicom:get -w "{guarded}" $dicom:get -w "{web.origin}/no?t={SECRET}"'
    )

    result = running("--wait", command)

    assert result.returncode == 1
    assert web.asked("/mf.xml"), "the secret was used"
    assert SECRET not in result.stdout + result.stderr
    assert SECRET not in running("status", "--json").stdout + running("status").stdout
    assert all(SECRET not in command for command in running.processes().values())
    logs = [path for path in (running.home / "logs").rglob("*") if path.is_file()]
    assert any(path.read_text() for path in logs)
    assert all(SECRET not in path.read_text() for path in logs)


def test_the_names_of_patients_are_not_logged(running: Wetread, manifest: str, study: Study) -> None:
    running.opened(manifest)
    name = str(next(iter(study.headers.values())).PatientName)

    logged = "".join(path.read_text() for path in (running.home / "logs").rglob("*") if path.is_file())

    assert logged
    assert name not in logged
    assert study.patient_id not in logged


# --- files ---


def test_only_its_user_can_read_the_cache_and_nothing_stays_in_it(tmp_path: Path, manifest: str) -> None:
    with instances.running(tmp_path / "home") as wetread:
        wetread.opened(manifest)
        cached = wetread.cached()
        folders = [wetread.home / "cache", *(path for path in cached if path.is_dir())]

        assert len([path for path in cached if path.is_file()]) >= 11
        assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}
        assert {stat.S_IMODE(path.stat().st_mode) for path in cached if path.is_file()} == {0o600}

        assert wetread("quit").returncode == 0
        assert wetread.cached() == []


def test_what_is_closed_leaves_the_disk(running: Wetread, manifest: str) -> None:
    running.opened(manifest)
    running("$dicom:close --all")

    until(lambda: [path.name for path in running.cached() if path.is_file()] == ["lock"], what="the files are gone")


# --- servers ---


def test_a_manifest_that_may_be_asked_for_once_is_asked_for_once(running: Wetread, web: Web, manifest: str) -> None:
    clicked(running, f'dicom:get -w "{manifest}?id=4711"')
    running.wait("first-image")
    running("retry")

    assert len(web.asked("/mf.xml")) == 1


@pytest.fixture
def trusting(tmp_path: Path, authority: trustme.CA) -> Iterator[Wetread]:
    """An instance whose administrator has named the private authority."""
    with instances.running(tmp_path / "home") as wetread:
        file = tmp_path / "ca.pem"
        authority.cert_pem.write_to_path(str(file))
        policy = wetread.home / "policy.toml"
        policy.write_text(policy.read_text() + f'\n[network]\nca_files = ["{file}"]\n')
        yield wetread


def test_the_hospitals_own_authority_is_trusted_when_the_policy_names_it(
    trusting: Wetread, tls_web: Callable[[str], AbstractContextManager[Web]], other_study: Study
) -> None:
    with tls_web("127.0.0.1") as web:
        address = web.page("/mf.xml", other_study.direct(web.folder("/study", other_study.folder)))

        clicked(trusting, f'dicom:get -w "{address}"')

        assert trusting.status().total("received") == len(other_study.instances)
