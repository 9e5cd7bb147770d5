"""Logging in at a real OpenID Connect provider: what is checked on the way, renewed, done once, given up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest

from launcher import questions
from launcher.auth import browser, oauth
from launcher.auth.credentials import Headers, Login
from launcher.auth.logins import Logins, _concerns
from launcher.auth.providers import Authentication
from launcher.auth.secrets import Secrets
from launcher.errors import BadAnswer, Cancelled, NotAuthorised, Refused, RequestError, SourceError, Unreachable
from launcher.http.client import Http, Limits
from launcher.known_servers import KnownServers
from launcher.policy import Policy
from launcher.protocol import AnyMessage
from launcher.protocol.events import Question, QuestionWithdrawn
from launcher.protocol.wishes import Answer
from launcher.questions import Questions
from launcher.stop import Errand, on
from launcher.trust import Consent
from tests.servers import oidc
from tests.servers import web as webs
from tests.servers.oidc import CLIENT_SECRET, Provider
from tests.servers.processes import until
from tests.servers.web import Answer as Page
from tests.servers.web import Seen, Web

pytestmark = pytest.mark.real_servers
ORIGIN = "http://127.0.0.1:*"
Visit = Callable[[str], object]


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with oidc.running(tmp_path_factory.mktemp("provider")) as running:
        yield running


class Person:
    """Somebody in front of the window, and what the window was told; ``somebody`` says whether there is a display."""

    def __init__(self, folder: Path, somebody: bool = True) -> None:
        self.told: list[AnyMessage] = []
        self.says: dict[str, str] = {}
        self.questions = Questions(KnownServers(folder / "servers.json"), lambda: somebody, self._hear)

    def _hear(self, message: AnyMessage) -> None:
        self.told.append(message)
        if isinstance(message, Question) and message.title in self.says:
            answer = Answer(message.id, self.says[message.title])
            threading.Timer(0.05, self.questions.answer, (answer,)).start()

    def asked(self, title: str) -> list[Question]:
        return [message for message in self.told if isinstance(message, Question) and message.title == title]


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


@pytest.fixture
def visited(monkeypatch: pytest.MonkeyPatch) -> Callable[[Visit], list[str]]:
    """Says who sits at the browser; the addresses that it was opened with."""

    def sit(visit: Visit) -> list[str]:
        opened: list[str] = []

        def open_browser(address: str) -> Callable[[], bool]:
            opened.append(address)
            threading.Thread(target=visit, args=(address,), daemon=True).start()
            return lambda: False

        monkeypatch.setattr(browser, "open_browser", open_browser)
        return opened

    return sit


@pytest.fixture
def archive(provider: Provider) -> Iterator[Web]:
    """An archive that lets in whoever the provider vouches for."""
    with webs.running() as web:
        web.answering("/image", lambda seen: guarded(seen, provider))
        yield web


def guarded(seen: Seen, provider: Provider) -> Page:
    """What a guarded archive answers: the provider is asked about the token."""
    request = Request(f"{provider.issuer}/me", headers={"Authorization": seen.headers.get("Authorization", "")})
    try:
        urlopen(request, timeout=60).close()
    except HTTPError:
        return Page(b"", 401, {"WWW-Authenticate": "Bearer"})
    return Page(b"pixels")


def hospital(provider: Provider, **changed: object) -> Authentication:
    given = {"id": "hospital", "servers": (ORIGIN,), "issuer": provider.issuer, **changed}
    return Authentication(**given)  # type: ignore[arg-type]


def connected(person: Person, *how: Authentication) -> Http:
    return Http(logins=Logins(Http(), person.questions, Secrets(remember=False), how))


def got(http: Http, web: Web) -> bytes:
    with http.get(f"{web.origin}/image") as response:
        return response.read(100)


def test_a_login_in_the_browser_opens_the_archive_and_is_done_once(
    provider: Provider, archive: Web, person: Person, visited: Callable[[Visit], list[str]]
) -> None:
    opened = visited(provider.log_in)
    http = connected(person, hospital(provider))

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda _: got(http, archive), range(6))) == [b"pixels"] * 6

    (address,) = opened
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) > 30 < len(asked["nonce"][0])
    assert asked["redirect_uri"][0].startswith("http://127.0.0.1:")
    (notice,) = person.asked("Log in in your browser")
    assert QuestionWithdrawn(notice.id) in person.told


def test_the_loopback_ends_with_the_login(
    provider: Provider, archive: Web, person: Person, visited: Callable[[Visit], list[str]]
) -> None:
    opened = visited(provider.log_in)
    got(connected(person, hospital(provider)), archive)

    with pytest.raises(OSError, match="refused"):
        urlopen(parse_qs(urlsplit(opened[0]).query)["redirect_uri"][0], timeout=60)


def test_a_token_that_lapses_or_is_refused_is_renewed_without_anybody_noticing(
    provider: Provider, web: Web, person: Person, visited: Callable[[Visit], list[str]]
) -> None:
    opened = visited(provider.log_in)
    http = connected(person, hospital(provider))
    refused: set[str] = set()
    lapsed = Page(b"", 401, {"WWW-Authenticate": "Bearer"})
    web.answering(
        "/image", lambda seen: lapsed if seen.headers["Authorization"] in refused else guarded(seen, provider)
    )

    def sent() -> list[str]:
        return [seen.headers["Authorization"] for seen in web.asked("/image")]

    assert got(http, web) == b"pixels"
    (permission,) = http.logins._permissions.values()  # type: ignore[attr-defined]
    permission._token = replace(permission._token, expires=time.monotonic())
    assert got(http, web) == b"pixels"
    assert len(set(sent())) == len(sent()) == 2, "one that has lapsed is not sent"

    permission._token = replace(permission._token, issued=time.monotonic() - 60)
    refused.update(sent())
    assert got(http, web) == b"pixels"
    assert len(set(sent())) == 3
    assert len(opened) == 1


class NobodyThere(Http):
    """Connections that do not come about while ``is_away``, as after a computer has slept."""

    is_away = False

    def post(self, address: str, body: bytes, headers: Headers, limits: Limits = Limits()) -> tuple[int, bytes]:
        if self.is_away:
            raise Unreachable("The server cannot be reached", address)
        return super().post(address, body, headers, limits)


def test_a_provider_that_is_away_when_the_token_lapses_costs_no_new_login_once_it_is_back(
    provider: Provider, web: Web, person: Person, visited: Callable[[Visit], list[str]]
) -> None:
    opened, way = visited(provider.log_in), NobodyThere()
    http = Http(logins=Logins(way, person.questions, Secrets(remember=False), (hospital(provider),)))
    refused: set[str] = set()
    lapsed = Page(b"", 401, {"WWW-Authenticate": "Bearer"})
    web.answering(
        "/image", lambda seen: lapsed if seen.headers["Authorization"] in refused else guarded(seen, provider)
    )
    got(http, web)
    time.sleep(1.1)  # a permission that is refused at once is not worth renewing
    refused.add(web.requests[-1].headers["Authorization"])

    way.is_away = True
    for _ in range(2):
        with pytest.raises(Unreachable, match="login service cannot be reached"):
            got(http, web)
    way.is_away = False

    assert got(http, web) == b"pixels"
    assert len(opened) == 1


def test_a_permission_that_the_archive_does_not_take_is_given_up_with_a_sentence(
    provider: Provider, web: Web, person: Person, visited: Callable[[Visit], list[str]]
) -> None:
    opened = visited(provider.log_in)
    web.answering("/image", lambda seen: Page(b"", 401, {"WWW-Authenticate": "Bearer"}))

    with pytest.raises(NotAuthorised, match=r"does not take the permission.*administrator"):
        got(connected(person, hospital(provider)), web)

    assert len(web.asked("/image")) <= 2
    assert len(opened) == 1


def test_cancelled_it_is_refused_for_all_who_wait_and_asked_again_later(
    provider: Provider,
    archive: Web,
    person: Person,
    visited: Callable[[Visit], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = visited(lambda address: None)
    person.says["Log in in your browser"] = "cancel"
    http = connected(person, hospital(provider))
    with ThreadPoolExecutor(4) as pool:
        for waiting in [pool.submit(got, http, archive) for _ in range(4)]:
            with pytest.raises(NotAuthorised, match=r"not logged in.*Retry"):
                waiting.result(60)

    assert len(opened) == 1
    assert archive.requests == []

    monkeypatch.setattr(questions, "QUIET", -1.0)
    person.says.clear()
    visited(provider.log_in)
    assert got(http, archive) == b"pixels"


def test_who_waits_for_the_login_of_another_can_be_cancelled_and_others_forgotten(
    provider: Provider, archive: Web, person: Person, visited: Callable[[Visit], list[str]]
) -> None:
    opened, second = visited(lambda address: None), Errand()
    http = connected(person, hospital(provider))

    def wait(errand: Errand) -> None:
        with on(errand), pytest.raises(Cancelled):
            got(http, archive)

    with ThreadPoolExecutor(2) as pool:
        first = Errand()
        logging_in = pool.submit(wait, first)
        until(lambda: opened, 60, "the browser is opened")
        waiting = pool.submit(wait, second)
        second.stop.set()
        waiting.result(60)
        assert http.forget("") == 0  # without waiting for the login
        assert not logging_in.done()
        first.stop.set()
        logging_in.result(60)


def test_nobody_logging_in_ends_it_in_time(
    provider: Provider,
    archive: Web,
    person: Person,
    visited: Callable[[Visit], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visited(lambda address: None)
    monkeypatch.setattr(oauth, "LOGIN_LIMIT", 0.5)

    with pytest.raises(NotAuthorised, match="nobody logged in"):
        got(connected(person, hospital(provider)), archive)


def test_without_a_display_nobody_is_sent_to_a_browser(
    provider: Provider, archive: Web, tmp_path: Path, visited: Callable[[Visit], list[str]]
) -> None:
    opened = visited(provider.log_in)

    with pytest.raises(NotAuthorised, match="no window"):
        got(connected(Person(tmp_path, somebody=False), hospital(provider)), archive)

    assert opened == []


def test_the_user_saying_no_at_the_provider_is_said(
    provider: Provider, archive: Web, person: Person, visited: Callable[[Visit], list[str]]
) -> None:
    visited(lambda address: answered(address, error="access_denied", iss=provider.issuer))

    with pytest.raises(NotAuthorised, match="access_denied"):
        got(connected(person, hospital(provider)), archive)


def answered(address: str, **parameters: str) -> int:
    """Come back from the provider with these parameters."""
    asked = parse_qs(urlsplit(address).query)
    given = {"state": asked["state"][0], **parameters}
    query = "&".join(f"{name}={value}" for name, value in given.items())
    try:
        with urlopen(f"{asked['redirect_uri'][0]}?{query}", timeout=60) as page:
            return int(page.status)
    except HTTPError as error:
        return error.code


def test_an_answer_to_another_login_changes_nothing(
    provider: Provider, archive: Web, person: Person, visited: Callable[[Visit], list[str]]
) -> None:
    statuses: list[int] = []

    def visit(address: str) -> None:
        statuses.append(answered(address, state="forged", code="stolen"))
        statuses.append(answered(address, state="forged", error="access_denied"))
        provider.log_in(address)

    visited(visit)

    assert got(connected(person, hospital(provider)), archive) == b"pixels"
    assert statuses == [404, 404]


@pytest.mark.parametrize("issuer", ["", "https://evil.example.org"], ids=["nobody", "another"])
def test_an_answer_that_does_not_come_from_the_issuer_is_refused(
    provider: Provider, archive: Web, person: Person, visited: Callable[[Visit], list[str]], issuer: str
) -> None:
    visited(lambda address: answered(address, code="x", **({"iss": issuer} if issuer else {})))

    with pytest.raises(BadAnswer, match="somebody else"):
        got(connected(person, hospital(provider)), archive)


def test_a_code_that_was_not_given_to_us_is_worth_nothing(
    provider: Provider, archive: Web, person: Person, visited: Callable[[Visit], list[str]]
) -> None:
    visited(lambda address: answered(address, code="made-up", iss=provider.issuer))

    with pytest.raises(NotAuthorised, match="invalid_grant"):
        got(connected(person, hospital(provider)), archive)


def test_an_identity_of_another_login_is_refused(
    provider: Provider,
    archive: Web,
    person: Person,
    visited: Callable[[Visit], list[str]],
) -> None:
    """The page swaps our nonce for its own: the ID token that comes of it is not of this login."""
    visited(lambda address: provider.log_in(address.replace("nonce=", "nonce=other")))

    with pytest.raises(BadAnswer, match="who has logged in"):
        got(connected(person, hospital(provider)), archive)


def test_a_provider_that_is_not_there_is_told_from_an_archive_that_is_not(
    web: Web, archive: Web, person: Person, dead_port: int
) -> None:
    for issuer, told in ((web.origin, "no login service"), (f"http://127.0.0.1:{dead_port}", "login service cannot")):
        how = Authentication("hospital", (ORIGIN,), issuer=issuer)
        with pytest.raises(SourceError, match=told):
            got(connected(person, how), archive)


@pytest.mark.parametrize("told", ['{"issuer": "https://evil"}', "[]", "no JSON"])
def test_metadata_that_is_not_the_issuers_is_refused(web: Web, archive: Web, person: Person, told: str) -> None:
    web.page("/.well-known/openid-configuration", told)
    how = Authentication("x", (ORIGIN,), issuer=web.origin)

    with pytest.raises(BadAnswer):
        got(connected(person, how), archive)


def test_a_client_of_its_own_needs_nobody_to_log_in(
    provider: Provider, web: Web, tmp_path: Path, visited: Callable[[Visit], list[str]]
) -> None:
    opened = visited(provider.log_in)
    (tmp_path / "secret").write_text(f"{CLIENT_SECRET}\n")
    how = hospital(
        provider, client_id="machine", client_secret_file=tmp_path / "secret", grant="client_credentials", scope=""
    )
    web.answering("/image", lambda seen: Page(b"pixels"))

    assert got(connected(Person(tmp_path, somebody=False), how), web) == b"pixels"
    assert web.asked("/image")[0].headers["Authorization"].startswith("Bearer ")
    assert opened == []


def test_a_secret_that_cannot_be_read_is_named_by_its_file(provider: Provider, web: Web, person: Person) -> None:
    nowhere = Path("/nowhere/secret")
    how = hospital(provider, client_id="machine", client_secret_file=nowhere, grant="client_credentials", scope="")

    with pytest.raises(SourceError, match=r"/nowhere/secret: No such file.*administrator"):
        got(connected(person, how), web)


# --- what a command names ---


def consent(origin: str = "link", known: bool = True) -> Consent:
    return Consent(origin, Policy(), (), lambda server: known)  # type: ignore[arg-type]


def test_a_permission_goes_to_the_servers_that_it_is_for_and_no_others(provider: Provider, person: Person) -> None:
    http = connected(person, hospital(provider, servers=("pacs.example.org",)))

    for login in (Login("hospital"), Login(oidc_iss=provider.issuer)):
        with pytest.raises(Refused, match="not for this server"):
            http.logins.choose("https://evil.example.org:443", login, consent())


def test_over_a_connection_without_encryption_it_goes_only_where_the_policy_says_so(
    provider: Provider, person: Person
) -> None:
    asked = "http://pacs.example.org:80", Login("hospital"), consent()
    secure = connected(person, hospital(provider, servers=("pacs.example.org",)))
    with pytest.raises(Refused, match=r"not encrypted.*http://pacs\.example\.org"):
        secure.logins.choose(*asked)
    with pytest.raises(NotAuthorised, match="not encrypted"):
        secure.logins.another("http://pacs.example.org:80", "", "Bearer")
    assert secure.logins.authorization("http://pacs.example.org:80") == ""

    connected(person, hospital(provider, servers=("http://pacs.example.org",))).logins.choose(*asked)


@pytest.mark.parametrize("name", ["hospital", "https://login.example.org/", "login.example.org", "pacs.example.org"])
def test_it_is_forgotten_by_its_name_its_provider_or_a_server_that_gets_it(person: Person, name: str) -> None:
    how = Authentication("hospital", ("pacs.example.org",), issuer="https://login.example.org")
    assert _concerns(how, name)
    assert not _concerns(how, "other.example.org")


def test_a_login_that_is_not_set_up_is_said(person: Person) -> None:
    with pytest.raises(RequestError, match="not set up here"):
        connected(person).logins.choose("https://pacs.example.org:443", Login("hospital"), consent())


@pytest.mark.parametrize("choice", ["login", "cancel"])
def test_a_login_that_only_a_link_names_is_asked_about_with_both_names(
    provider: Provider, archive: Web, person: Person, visited: Callable[[Visit], list[str]], choice: str
) -> None:
    opened = visited(provider.log_in)
    person.says["Log in?"] = choice
    http = connected(person)
    http.logins.choose(archive.origin, Login(oidc_iss=provider.issuer, oidc_login="alice"), consent())

    if choice == "login":
        assert got(http, archive) == b"pixels"
        assert parse_qs(urlsplit(opened[0]).query)["login_hint"] == ["alice"]
    else:
        with pytest.raises(NotAuthorised):
            got(http, archive)
        assert opened == []
    (question,) = person.asked("Log in?")
    assert archive.origin in question.text
    assert "127.0.0.1" in question.text


def test_a_login_that_a_link_named_and_nobody_wanted_concerns_no_later_link(
    provider: Provider, archive: Web, person: Person
) -> None:
    person.says["Log in?"] = "cancel"
    http = connected(person)
    http.logins.choose(archive.origin, Login(oidc_iss=provider.issuer), consent())
    with pytest.raises(NotAuthorised, match="not logged in"):
        got(http, archive)
    archive.page("/image", b"open to all")

    assert got(http, archive) == b"open to all"
    assert len(person.asked("Log in?")) == 1


def test_a_login_without_encryption_or_at_a_server_that_nobody_allowed_is_refused(
    provider: Provider, person: Person
) -> None:
    choose = connected(person).logins.choose
    with pytest.raises(Refused, match="https"):
        choose("https://pacs.example.org:443", Login(oidc_iss="http://login.example.org"), consent())
    with pytest.raises(Refused, match="did not contact"):
        choose("https://pacs.example.org:443", Login(oidc_iss=provider.issuer), consent(known=False))
