"""Encrypted ZIP archives, made by the programs that people make them with."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from launcher.errors import RequestError
from launcher.sources import zip as zips
from launcher.sources.work import OnDisk, Work
from tests.launcher.desk import Desk
from tests.servers.processes import program

PASSWORD = "a secret of two words"
CIPHERS: dict[str, Callable[[], list[str]]] = {
    "the old cipher, by Info-ZIP": lambda: [program("zip", "zip"), "-q", "-P", PASSWORD],
    "the old cipher, by 7-Zip": lambda: [program("7z", "p7zip-full"), "a", "-tzip", f"-p{PASSWORD}", "-mem=ZipCrypto"],
    "AES, by 7-Zip": lambda: [program("7z", "p7zip-full"), "a", "-tzip", f"-p{PASSWORD}", "-mem=AES256"],
}


@pytest.fixture(params=CIPHERS)
def locked(request: pytest.FixtureRequest, images: tuple[Path, ...], tmp_path: Path) -> Path:
    archive = tmp_path / "locked.zip"
    words = [*CIPHERS[request.param](), str(archive), *map(str, images[:2])]
    subprocess.run(words, stdout=subprocess.DEVNULL, check=True, timeout=60)
    return archive


def work_with(desk: Desk, *typed: str | None, password: str = "") -> tuple[Work, list[str]]:
    """A job whose user types these passwords, ``None`` to give up; and what the user was told."""
    told: list[str] = []
    answers: Iterator[str | None] = iter((*typed, None))

    def ask(subject: str, text: str) -> str | None:
        told.append(text)
        return next(answers)

    work = desk.work()
    return replace(work, launch=replace(work.launch, on_disk=OnDisk(password=password, ask_password=ask))), told


def test_the_password_that_came_with_the_request_opens_it(desk: Desk, locked: Path) -> None:
    work, told = work_with(desk, password=PASSWORD)
    zips.open_zip(work, locked)

    assert (desk.ended(work).state, work.job.received, told) == ("done", 2, [])


def test_the_user_is_asked_until_the_password_is_right(desk: Desk, locked: Path) -> None:
    work, told = work_with(desk, "wrong", "", PASSWORD)
    zips.open_zip(work, locked)

    assert (desk.ended(work).state, work.job.received) == ("done", 2)
    assert len(told) == 3
    assert "wrong" not in told[0]
    assert told[1].startswith("That password is wrong.")


def test_a_user_who_gives_up_gets_a_sentence_and_nothing_stays(desk: Desk, locked: Path) -> None:
    work, _ = work_with(desk, "wrong")

    with pytest.raises(RequestError, match=r"encrypted: the password was not given, or is wrong.*--password-file"):
        zips.open_zip(work, locked)
    assert desk.files() == set()


def test_where_nobody_can_be_asked_it_is_not_opened(desk: Desk, locked: Path) -> None:
    with pytest.raises(RequestError, match="encrypted"):
        zips.open_zip(desk.work(), locked)


def test_a_script_with_a_wrong_password_is_not_asked_for_another(desk: Desk, locked: Path) -> None:
    work, told = work_with(desk, PASSWORD, password="wrong")

    with pytest.raises(RequestError, match="the password was not given, or is wrong"):
        zips.open_zip(work, locked)
    assert told == []


def test_the_question_names_the_archive(desk: Desk, locked: Path) -> None:
    work, told = work_with(desk, "wrong", PASSWORD)
    zips.open_zip(work, locked)

    assert all(locked.name in text for text in told)


def test_passwords_are_tried_as_older_programs_wrote_them(desk: Desk, images: tuple[Path, ...], tmp_path: Path) -> None:
    import pyzipper

    archive = tmp_path / "windows.zip"
    with pyzipper.AESZipFile(archive, "w", encryption=pyzipper.WZ_AES) as opened:
        opened.setpassword("Grüße".encode("cp1252"))
        opened.write(images[0], "1")

    work, _ = work_with(desk, password="Grüße")
    zips.open_zip(work, archive)

    assert desk.ended(work).received == 1
