"""Users and passwords: asked for in the window, sent to one server, not asked for again by those who follow."""

from __future__ import annotations

import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from launcher import questions
from launcher.auth import logins as logins_module
from launcher.auth import secrets
from launcher.auth.logins import Logins
from launcher.auth.secrets import Secrets
from launcher.errors import NotAuthorised
from launcher.http.client import Http
from launcher.known_servers import KnownServers
from launcher.protocol import AnyMessage
from launcher.protocol.events import Question
from launcher.protocol.wishes import Answer
from launcher.questions import Questions
from launcher.stop import Errand, on
from tests.servers import web as webs
from tests.servers.web import Answer as Page
from tests.servers.web import Seen, Web, moved_to

RIGHT = f"Basic {b64encode(b'alice:won:der').decode()}"


class Person:
    """Types what is in ``types``, one after the other, and cancels when there is nothing more."""

    def __init__(self, folder: Path, *types: str, choice: str = "login", somebody: bool = True) -> None:
        self.asked: list[Question] = []
        self.types = list(types)
        self._choice = choice
        self._pool = ThreadPoolExecutor(1)
        self.questions = Questions(KnownServers(folder / "servers.json"), lambda: somebody, self._hear)

    def _hear(self, message: AnyMessage) -> None:
        if isinstance(message, Question):
            self.asked.append(message)
            self._pool.submit(self._answer, message)

    def _answer(self, question: Question) -> None:
        time.sleep(0.02)
        if not self.types:
            self.questions.answer(Answer(question.id, "cancel"))
            return
        user, _, password = self.types.pop(0).partition(":")
        self.questions.answer(Answer(question.id, self._choice, {"user": user, "password": password}))


class Drawer:
    """A keyring that is a dictionary."""

    priority = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, secret: str) -> None:
        self.kept[service, name] = secret

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


def guarded(seen: Seen) -> Page:
    if seen.headers.get("Authorization") == RIGHT:
        return Page(b"pixels")
    return Page(b"", 401, {"WWW-Authenticate": 'Basic realm="Orthanc Secure Area"'})


@pytest.fixture
def archive() -> Iterator[Web]:
    with webs.running() as web:
        web.answering("/image", guarded)
        yield web


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Drawer:
    made = Drawer()
    monkeypatch.setattr("keyring.get_keyring", lambda: made)
    return made


def connected(person: Person, remember: bool = False) -> Http:
    return Http(logins=Logins(Http(), person.questions, Secrets(remember)))


def got(http: Http, web: Web, **asked: object) -> bytes:
    with http.get(f"{web.origin}/image", **asked) as response:  # type: ignore[arg-type]
        return response.read(100)


def test_the_window_asks_for_what_the_server_wants_and_many_requests_ask_once(archive: Web, tmp_path: Path) -> None:
    person = Person(tmp_path, "alice:won:der")
    http = connected(person)

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda _: got(http, archive), range(12))) == [b"pixels"] * 12

    (question,) = person.asked
    assert archive.origin in question.text
    assert question.fields == (("user", "User", False), ("password", "Password", True))
    assert question.choices[0][0] == "cancel"


def test_who_is_asked_reads_what_it_is_for(archive: Web, tmp_path: Path) -> None:
    person = Person(tmp_path, "alice:won:der")

    with on(Errand(title=lambda: "Axial, Abdomen, Doe Jane")):
        got(connected(person), archive)

    assert "It is needed for “Axial, Abdomen, Doe Jane”." in person.asked[0].text


def test_nothing_is_sent_before_it_is_asked_for_nor_to_another_port(archive: Web, tmp_path: Path) -> None:
    http = connected(Person(tmp_path, "alice:won:der"))
    got(http, archive)
    assert "Authorization" not in archive.requests[0].headers
    with webs.running() as other:
        other.page("/image", b"open")
        archive.fault("/image?*", moved_to(f"{other.origin}/image"))
        got(http, other)
        with http.get(f"{archive.origin}/image?1") as response:
            response.read(10)

        assert not any("Authorization" in seen.headers for seen in other.requests)


def test_a_wrong_password_is_asked_for_again_and_said(archive: Web, tmp_path: Path) -> None:
    person = Person(tmp_path, "alice:wrong", "alice:won:der")

    assert got(connected(person), archive) == b"pixels"
    assert [("not right" in question.text) for question in person.asked] == [False, True]


def test_that_others_can_read_a_password_is_said_before_it_is_typed(tmp_path: Path) -> None:
    assert "not encrypted" in logins_module._request_for("http://pacs.example.org:80", "", False)
    assert "not encrypted" not in logins_module._request_for("https://pacs.example.org:443", "", False)


def test_who_cancels_is_not_asked_by_every_request_and_again_by_a_later_one(
    archive: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(tmp_path)
    http = connected(person)
    for _ in range(5):
        with pytest.raises(NotAuthorised, match=r"not logged in.*Retry"):
            got(http, archive)
    assert len(person.asked) == 1

    monkeypatch.setattr(questions, "QUIET", -1.0)
    with pytest.raises(NotAuthorised):
        got(http, archive)
    assert len(person.asked) == 2


def test_what_the_user_asks_for_anew_asks_again_at_once(archive: Web, tmp_path: Path) -> None:
    person = Person(tmp_path)
    http = connected(person)
    with pytest.raises(NotAuthorised):
        got(http, archive)

    person.questions.asked_anew()
    person.types.append("alice:won:der")
    assert got(http, archive) == b"pixels"


def test_without_a_display_it_is_a_refusal_that_says_so(archive: Web, tmp_path: Path) -> None:
    with pytest.raises(NotAuthorised, match=r"no window.*-H"):
        got(connected(Person(tmp_path, "alice:won:der", somebody=False)), archive)


def test_a_permission_of_the_link_is_not_replaced_by_a_question(archive: Web, tmp_path: Path) -> None:
    person = Person(tmp_path, "alice:won:der")

    with pytest.raises(NotAuthorised, match="Open the page with the link again"):
        got(connected(person), archive, headers=[("Authorization", "Bearer expired")])
    assert person.asked == []


@pytest.mark.parametrize(
    ("challenges", "said"),
    [
        ("Negotiate, NTLM", r"does not have: .* takes Kerberos .* and NTLM.*Basic"),
        ('Digest realm="archive", nonce="a"', r"does not have: .* takes Digest.*Basic"),
        ("Bearer", "set up a login"),
        ("", "set up a login"),
    ],
)
def test_a_server_that_wants_another_kind_of_login_is_refused_with_what_to_do(
    web: Web, tmp_path: Path, challenges: str, said: str
) -> None:
    web.answering("/image", lambda seen: Page(b"", 401, {"WWW-Authenticate": challenges} if challenges else {}))
    person = Person(tmp_path, "alice:won:der")

    with pytest.raises(NotAuthorised, match=said):
        got(connected(person), web)
    assert person.asked == []


def test_a_server_that_takes_a_password_beside_other_logins_gets_one(web: Web, tmp_path: Path) -> None:
    several = Page(b"", 401, {"WWW-Authenticate": "Basic, Negotiate"})
    web.answering("/image", lambda seen: Page(b"pixels") if seen.headers.get("Authorization") == RIGHT else several)

    assert got(connected(Person(tmp_path, "alice:won:der")), web) == b"pixels"


def test_who_is_logged_in_and_may_not_see_it_is_told_so(archive: Web, tmp_path: Path) -> None:
    http = connected(Person(tmp_path, "alice:won:der"))
    got(http, archive)
    archive.answering("/image", lambda seen: Page(b"", 403))

    with pytest.raises(NotAuthorised, match="may not see this"):
        got(http, archive)


# --- the keyring ---


def test_what_shall_be_remembered_is_there_after_the_next_start_until_it_is_forgotten(
    archive: Web, tmp_path: Path, drawer: Drawer
) -> None:
    person = Person(tmp_path, "alice:won:der", choice="keep")
    got(connected(person, remember=True), archive)
    assert [name for name, _ in person.asked[0].choices] == ["cancel", "keep", "login"]

    again = Person(tmp_path)
    http = connected(again, remember=True)
    assert got(http, archive) == b"pixels"
    assert again.asked == []

    assert http.forget("127.0.0.1") == 1
    assert not any(RIGHT in secret for secret in drawer.kept.values())
    with pytest.raises(NotAuthorised):
        got(http, archive)


def test_a_kept_password_that_is_no_longer_right_is_asked_for_anew(
    archive: Web, tmp_path: Path, drawer: Drawer
) -> None:
    got(connected(Person(tmp_path, "alice:won:der", choice="keep"), remember=True), archive)
    archive.answering("/image", lambda seen: Page(b"", 401, {"WWW-Authenticate": "Basic"}))
    person = Person(tmp_path)

    with pytest.raises(NotAuthorised):
        got(connected(person, remember=True), archive)
    assert len(person.asked) == 1


def test_a_wrong_password_that_was_kept_is_not_sent_after_the_next_start(
    archive: Web, tmp_path: Path, drawer: Drawer
) -> None:
    person = Person(tmp_path, "alice:wrong", choice="keep")
    with pytest.raises(NotAuthorised):
        got(connected(person, remember=True), archive)
    person = Person(tmp_path, "alice:won:der", choice="login")
    assert got(connected(person, remember=True), archive) == b"pixels"

    archive.requests.clear()
    person = Person(tmp_path, "alice:won:der", choice="login")
    assert got(connected(person, remember=True), archive) == b"pixels"
    assert [seen.headers.get("Authorization") for seen in archive.requests] == [None, RIGHT]
    assert "not right" not in person.asked[0].text


@pytest.mark.parametrize("remember", [True, False])
def test_without_a_keyring_or_the_administrators_leave_nothing_can_be_remembered(
    archive: Web, tmp_path: Path, drawer: Drawer, monkeypatch: pytest.MonkeyPatch, remember: bool
) -> None:
    monkeypatch.setattr(drawer, "priority", 0.5 if remember else 5)  # a plain file, by its own word
    person = Person(tmp_path, "alice:won:der", choice="keep")

    assert got(connected(person, remember), archive) == b"pixels"
    assert [name for name, _ in person.asked[0].choices] == ["cancel", "login"]
    assert drawer.kept == {}


def test_a_keyring_that_hangs_or_fails_costs_a_while_once(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(secrets, "LIMIT", 0.5)
    ended, asked = threading.Event(), []

    def hang(service: str, name: str) -> None:
        asked.append(name)
        ended.wait(60)

    monkeypatch.setattr(drawer, "get_password", hang)
    kept = Secrets()

    assert [kept.get("a"), kept.get("b"), str(kept.available)] == ["", "", "False"]
    assert asked == ["a"]
    ended.set()


def test_what_a_keyring_says_when_it_fails_is_not_logged(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(service: str, name: str, secret: str) -> None:
        raise RuntimeError(f"cannot keep {secret}")

    monkeypatch.setattr(drawer, "set_password", fail)
    Secrets().put("a", "s3cr3t")

    assert "keyring" in caplog.text
    assert "s3cr3t" not in caplog.text


def test_who_typed_a_wrong_password_finds_the_user_again_and_what_it_is_for(archive: Web, tmp_path: Path) -> None:
    person = Person(tmp_path, "alice:wrong", "alice:won:der")
    http = Http(logins=Logins(Http(), person.questions, Secrets(remember=False)))

    with http.get(f"{archive.origin}/image") as response:
        assert response.read(100) == b"pixels"

    assert [question.values for question in person.asked] == [(("user", ""),), (("user", "alice"),)]
    assert "“Orthanc Secure Area”" in person.asked[0].text
