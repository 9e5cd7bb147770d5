"""What each server is sent that wants a login: what its user typed, or the permission of a provider.

One for the whole service, asked by ``Http`` for every request of every launch. Each server gets its own and nobody
else's. However many requests wait for a login, it is done once; who declines is not asked again by those that follow.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from launcher.addresses import host
from launcher.auth.browser import LoginPage, needed_for
from launcher.auth.challenges import realms
from launcher.auth.credentials import Login, basic
from launcher.auth.oauth import Client, Denied, Token
from launcher.auth.providers import Authentication, is_safe
from launcher.auth.secrets import Secrets
from launcher.errors import Cancelled, NotAuthorised, Refused, RequestError
from launcher.frozen import frozen
from launcher.http.client import Http
from launcher.questions import Questions
from launcher.stop import errand_of_this_thread
from launcher.trust import Consent, named

LOOK: Final = 0.2  # seconds between two looks whether a login is still waited for
FRESH = 1.0  # seconds: a permission that is refused at this age will not be better when renewed
NOBODY: Final = (
    "Open it in Wetread's window, which asks for it, or give the permission with the command: -H, or httpTag in a "
    "manifest."
)
CANCEL: Final = (("cancel", "Cancel"),)
LOG_IN: Final = ("login", "Log in")
NOT_FOR_IT: Final = "The login is not for this server"
OTHERS: Final = (
    "Ask the archive's administrator for one that it has: user and password (Basic), OpenID Connect, or a "
    "permission in the link (Bearer)."
)
SPELT: Final = {"negotiate": "Kerberos (Negotiate)", "ntlm": "NTLM"}
KEEP: Final = ("keep", "Log in and remember")


def _not_logged_in(subject: str) -> NotAuthorised:
    return NotAuthorised("You are not logged in", f"{subject} wants a login", "Retry asks for it again.")


def _ask_somebody(questions: Questions, server: str, subject: str) -> None:
    """Raise when nobody can be asked, or has just said no."""
    if not questions.can_ask():
        raise NotAuthorised(
            "You are not logged in", f"{server} wants a login, and there is no window to ask for it", NOBODY
        )
    if questions.declined(subject) is not None:
        raise _not_logged_in(server)


# --- user and password ----------------------------------------------------------------------------------------------


class Passwords:
    """Users and passwords (RFC 7617), by origin; asked for in the window."""

    def __init__(self, questions: Questions, secrets: Secrets) -> None:
        self._questions = questions
        self._secrets = secrets
        self._known: dict[str, str] = {}
        self._users: dict[str, str] = {}  # as typed last
        self._lock = threading.Lock()

    def value(self, origin: str) -> str:
        """The Authorization for ``origin``, or empty."""
        return self._known.get(origin, "")

    def another(self, origin: str, refused: str, realm: str = "") -> str:
        """What was typed meanwhile, what the keyring holds, or what the user types now."""
        with self._lock:
            known = self._known.get(origin) or self._secrets.get(_password(origin))
            if known and known != refused:
                self._known[origin] = known
                return known
            self._known.pop(origin, None)
        return self._typed(origin, realm, again=bool(refused))

    def forget(self, wanted: Callable[[str], bool]) -> int:
        """Forget those of the origins that are ``wanted``; how many there were."""
        gone = [origin for origin in self._known if wanted(origin)]
        for origin in gone:
            self._known.pop(origin, None)
        kept = self._secrets.forget(lambda name: name.startswith("password ") and wanted(name.partition(" ")[2]))
        return max(len(gone), kept)

    def _typed(self, origin: str, realm: str, again: bool) -> str:
        _ask_somebody(self._questions, origin, _password(origin))
        choices = (*CANCEL, *([KEEP] if self._secrets.available else []), LOG_IN)
        fields = (("user", "User", False), ("password", "Password", True))
        text = _request_for(origin, realm, again)
        typed = (("user", self._users.get(origin, "")),)
        answer = self._questions.ask(_password(origin), "Log in", text, choices, fields, typed)
        if answer.choice not in (LOG_IN[0], KEEP[0]):
            raise _not_logged_in(origin)
        self._users[origin] = answer.values.get("user", "")
        login = f"{self._users[origin]}:{answer.values.get('password', '')}"
        value = basic(login)
        self._known[origin] = value
        if answer.choice == KEEP[0]:
            self._secrets.put(_password(origin), value)
        else:  # what was kept before, if anything, has been refused
            self._secrets.forget(lambda name: name == _password(origin))
        return value


def _password(origin: str) -> str:
    return f"password {origin}"


def _request_for(origin: str, realm: str, again: bool) -> str:
    sentences = [
        "That user and password were not right." if again else "",
        f"{origin} asks for a user and a password" + (f" for “{realm}”." if realm else "."),
        needed_for(),
        "" if is_safe(origin) else "The connection is not encrypted: others on the network can read what you type.",
    ]
    return " ".join(filter(None, sentences))


# --- the permission of a provider -----------------------------------------------------------------------------------


@frozen
class Asked:
    """Who wants a login: a hint at the user, and the question to put first, if any."""

    hint: str = ""
    consent: str = ""


class Permission:
    """What one provider permits: got by logging in, renewed, forgotten."""

    def __init__(
        self, how: Authentication, client: Client, questions: Questions, secrets: Secrets, asked: Asked = Asked()
    ) -> None:
        self._how = how
        self._client = client
        self._questions = questions
        self._secrets = secrets
        self._asked = asked
        self._token: Token | None = None
        self._lock = threading.Lock()
        self._at_browser = False
        self.name = f"refresh token {how.name} {how.client_id}"

    def value(self) -> str:
        """The Authorization value; logs in if need be."""
        with self._alone():
            if self._token is None or self._token.stale:
                self._renew()
            return self._bearer()

    def another(self, refused: str) -> str:
        """Instead of one that was refused; renewed once.

        Raises
        ------
        NotAuthorised
            It was refused again at once.
        """
        with self._alone():
            if self._token is not None and self._bearer() == refused:
                if time.monotonic() - self._token.issued < FRESH:
                    why = f"it does not take the permission that {host(self._how.name)} gave"
                    raise NotAuthorised(
                        "The server refused access", why, "Ask your administrator: is it the right login?"
                    )
                self._renew()
            elif self._token is None:
                self._renew()
            return self._bearer()

    def forget(self) -> bool:
        """The next request logs in anew; whether there was something to forget."""
        while not self._lock.acquire(timeout=LOOK):
            if self._at_browser:
                return False  # there is nothing yet
        had, self._token = self._token is not None, None
        self._lock.release()
        return bool(self._secrets.forget(lambda name: name == self.name)) or had

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One login at a time, however many jobs wait for it; a job that is cancelled meanwhile waits no longer."""
        errand = errand_of_this_thread()
        if not self._lock.acquire(blocking=False):
            with errand.waiting(f"Waiting for the login at {host(self._how.name)}"):
                while not self._lock.acquire(timeout=LOOK):
                    if errand.stop.is_set():
                        raise Cancelled("Nobody waits for this login any more", host(self._how.name), "")
        try:
            yield
        finally:
            self._lock.release()

    def _bearer(self) -> str:
        assert self._token is not None
        return f"Bearer {self._token.access}"

    def _renew(self) -> None:
        """Get a new token; while the provider is away, what renews the old one is kept."""
        refresh = self._token.refresh if self._token else self._secrets.get(self.name)
        token = self._refreshed(refresh) if refresh else None
        if token is None:
            self._token = None
            token = self._client.of_this_computer() if self._how.grant == "client_credentials" else self._log_in()
        self._token = token
        if token.refresh and token.refresh != refresh:
            self._secrets.put(self.name, token.refresh)

    def _refreshed(self, refresh: str) -> Token | None:
        """A new token, or ``None`` when only a new login gives one."""
        try:
            return self._client.refreshed(refresh)
        except Denied:
            self._secrets.forget(lambda name: name == self.name)
            return None

    def _log_in(self) -> Token:
        provider = host(self._how.name)
        _ask_somebody(self._questions, provider, self.name)
        if self._asked.consent:
            choices = (*CANCEL, LOG_IN)
            text = " ".join(filter(None, (self._asked.consent, needed_for())))
            answer = self._questions.ask(f"login {self.name}", "Log in?", text, choices)
            if answer.choice != LOG_IN[0]:
                raise _not_logged_in(provider)
        page = LoginPage(self._questions, f"waiting {self.name}", provider)
        self._at_browser = True
        try:
            return self._client.logged_in(self._asked.hint, page.shown)
        except NotAuthorised:
            self._questions.decline(self.name)
            raise
        finally:
            self._at_browser = False


# --- all of them ----------------------------------------------------------------------------------------------------


class Logins:
    """By origin. ``http.Logins``.

    Parameters
    ----------
    http
        Connections to providers, which log in nowhere themselves.
    """

    def __init__(
        self, http: Http, questions: Questions, secrets: Secrets, authentications: Iterable[Authentication] = ()
    ) -> None:
        self._http = http
        self._questions = questions
        self._secrets = secrets
        self._set_up = tuple(authentications)
        self._passwords = Passwords(questions, secrets)
        self._permissions: dict[Authentication, Permission] = {}
        self._chosen: dict[str, Permission] = {}
        self._lock = threading.Lock()

    def authorization(self, origin: str) -> str:
        """The Authorization that ``origin`` is sent from the start; logs in where the origin is known to want it.

        A login that one command named, and that nobody wanted, is not asked of what later commands fetch from there.
        """
        permission = self._permission(origin)
        try:
            return permission.value() if permission is not None else self._passwords.value(origin)
        except NotAuthorised:
            if self._chosen.get(origin) is permission:
                self._chosen.pop(origin, None)
            raise

    def another(self, origin: str, refused: str, challenges: str) -> str:
        """Instead of one that was refused; the user is asked for a password where the server takes one.

        Raises
        ------
        NotAuthorised
            There is no other.
        """
        permission = self._permission(origin)
        if permission is not None:
            return permission.another(refused)
        withheld = next((how for how in self._set_up if named(origin, how.servers)), None)
        if withheld is not None:
            raise NotAuthorised(NOT_FOR_IT, *_why_not(withheld, origin))
        wanted = realms(challenges)
        if "basic" in wanted:
            return self._passwords.another(origin, refused, wanted["basic"])
        if wanted and "bearer" not in wanted:
            why = f"{origin} takes {' and '.join(SPELT.get(scheme, scheme.title()) for scheme in wanted)}"
            raise NotAuthorised("The server wants a login that Wetread does not have", why, OTHERS)
        return ""

    def choose(self, origin: str, login: Login, consent: Consent) -> None:
        """Have ``origin`` sent the permission that a command names: ``--auth-uid``, or ``--oidc-iss``.

        Raises
        ------
        RequestError, Refused
            Nothing of that name is set up here, or its permission is not for ``origin``.
        """
        how = self._of(login)
        if how is None and login.auth_uid:
            todo = "Ask your administrator: it would stand under authentication in the policy."
            raise RequestError("The login that the command names is not set up here", login.auth_uid[:60], todo)
        if how is not None:
            if not _is_for(how, origin):
                raise Refused(NOT_FOR_IT, *_why_not(how, origin))
            self._chosen[origin] = self._made(how, Asked(login.oidc_login))
        elif login.oidc_iss:
            self._chosen[origin] = self._foreign(origin, login, consent)

    def forget(self, server: str) -> int:
        """Forget what ``server`` (a host or an origin; all when empty) is sent; how many logins there were."""

        def wanted(origin: str) -> bool:
            return not server or named(origin, (server,))

        chosen = [permission for origin, permission in self._chosen.items() if wanted(origin)]
        set_up = [self._made(how) for how in self._set_up if not server or _concerns(how, server)]
        return self._passwords.forget(wanted) + sum(permission.forget() for permission in {*chosen, *set_up})

    def _of(self, login: Login) -> Authentication | None:
        """What is set up here under the name that a command gives, or, without a name, for its issuer."""
        if login.auth_uid:
            return next((how for how in self._set_up if how.id == login.auth_uid), None)
        issuer = login.oidc_iss.rstrip("/")
        return next((how for how in self._set_up if issuer and how.issuer.rstrip("/") == issuer), None)

    def _permission(self, origin: str) -> Permission | None:
        if origin in self._chosen:
            return self._chosen[origin]
        how = next((each for each in self._set_up if _is_for(each, origin)), None)
        return None if how is None else self._made(how)

    def _foreign(self, origin: str, login: Login, consent: Consent) -> Permission:
        """The permission of a provider that only the command names: it is for that one server."""
        issuer = login.oidc_iss
        if not is_safe(issuer):
            raise Refused("The login that the command names cannot be used", "its address does not begin with https://")
        consent.permit(issuer)
        question = (
            f"A link wants you to log in at {host(issuer)}, and to send the permission from there to {origin}. "
            "Log in only if you expected this."
        )
        asked = Asked(login.oidc_login, question if consent.origin == "link" else "")
        return self._made(Authentication("", (origin,), issuer=issuer), asked, consent.permit)

    def _made(
        self, how: Authentication, asked: Asked = Asked(), permit: Callable[[str], None] = lambda address: None
    ) -> Permission:
        with self._lock:
            if how not in self._permissions:
                client = Client(how, self._http, permit)
                self._permissions[how] = Permission(how, client, self._questions, self._secrets, asked)
            return self._permissions[how]


def _is_for(how: Authentication, origin: str) -> bool:
    """Whether a server gets a permission: a link that leaves out the encryption does not make it public."""
    openly = tuple(server for server in how.servers if server.lower().startswith("http://"))
    return named(origin, how.servers if is_safe(origin) else openly)


def _why_not(how: Authentication, origin: str) -> tuple[str, str]:
    """Why a server does not get a permission, and what to do."""
    if named(origin, how.servers):
        openly = f"http://{host(origin)}"
        todo = f"Use https, or ask your administrator, who can write {openly} among the servers of {how.id}."
        return f"the connection to {origin} is not encrypted", todo
    return f"{origin} is not among the servers of {how.id}", "Ask your administrator."


def _concerns(how: Authentication, server: str) -> bool:
    """Whether ``server``, a host or an origin, is the provider, or one that gets its permission."""
    origin = server if "://" in server else f"https://{server}:443"
    return server.rstrip("/") in (how.id, host(how.name), how.name.rstrip("/")) or named(origin, how.servers)
