"""OAuth 2 and OpenID Connect: what is said to a provider, and how its answers are checked.

Authorisation code with PKCE in the user's own browser (RFC 8252), refresh, and client credentials. The flow is
authlib's, on our own connections; here stand the checks: the issuer of the metadata, of the redirect (RFC 9207) and of
the ID token, its nonce, audience, signature and dates.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import field
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import urlencode

from launcher.addresses import host, shown
from launcher.auth.loopback import listening
from launcher.auth.providers import Authentication, is_safe
from launcher.errors import BadAnswer, NotAuthorised, NotFound, SourceError, Unreachable, WetreadError
from launcher.frozen import frozen
from launcher.http.certificates import Untrusted
from launcher.http.client import Http

LOGIN_LIMIT = 300.0  # seconds that a login in the browser may take
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LARGEST: Final = 1 << 20  # bytes of metadata or keys
EARLY: Final = 10.0  # seconds before its end that a token is renewed

Permit = Callable[[str], None]
Shown = Callable[[str], AbstractContextManager[Callable[[], bool]]]
"""Shows an address for as long as a block lasts; its value tells whether the user has given up."""


class Denied(NotAuthorised):
    """The provider said no; ``code`` is its word for it, as RFC 6749 has them."""

    def __init__(self, provider: str, code: str) -> None:
        code = code if code.replace("_", "").isalnum() and code.isascii() else "an error"
        super().__init__("You could not be logged in", f"{host(provider)} answered: {code[:60]}", "Retry asks again.")
        self.code = code


@frozen
class Token:
    """A permission. ``expires`` is on the monotonic clock."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    issued: float
    expires: float

    @property
    def stale(self) -> bool:
        """Whether it is at its end, or will be before a request has come through."""
        return time.monotonic() > self.expires - min(EARLY, (self.expires - self.issued) / 4)


@frozen
class Endpoints:
    """Where a provider is asked. ``names_itself``: its redirects say who they come from."""

    issuer: str
    authorization: str
    token: str
    keys: str = ""
    names_itself: bool = False


class Client:
    """We, as one provider knows us.

    Parameters
    ----------
    http
        Connections that log in nowhere.
    permit
        Called with each address that is asked; raises to forbid it.
    """

    def __init__(self, how: Authentication, http: Http, permit: Permit = lambda address: None) -> None:
        self._how = how
        self._http = http
        self._permit = permit
        self._found: Endpoints | None = None

    def refreshed(self, refresh: str) -> Token:
        """A new token for a refresh token."""
        with self._translated():
            return self._token(self._client().refresh_token(self._endpoints().token, refresh_token=refresh), refresh)

    def of_this_computer(self) -> Token:
        """A token for the client itself, without anybody logging in."""
        with self._translated():
            granted = self._client().fetch_token(
                self._endpoints().token, grant_type="client_credentials", **self._asked
            )
            return self._token(granted)

    def logged_in(self, hint: str, shown: Shown) -> Token:
        """A token for whoever logs in, in the browser, which has the address ``shown``.

        Raises
        ------
        NotAuthorised
            Nobody did, within ``LOGIN_LIMIT`` seconds.
        """
        endpoints = self._endpoints()
        state, nonce, verifier = token_urlsafe(32), token_urlsafe(32), token_urlsafe(48)
        with listening(state) as loopback, self._translated():
            client = self._client(redirect_uri=loopback.address, code_challenge_method="S256")
            extra = {"login_hint": hint} if hint else {}
            if "offline_access" in self._how.scope.split():
                extra["prompt"] = "consent"  # OpenID Connect Core 1.0, 11: without, there is no refresh token
            address, _ = client.create_authorization_url(
                endpoints.authorization, state, verifier, nonce=nonce, **extra, **self._asked
            )
            with shown(address) as given_up:
                came = loopback.wait(LOGIN_LIMIT, given_up)
            if came is None:
                why = f"nobody logged in at {host(self._how.name)}"
                raise NotAuthorised("You are not logged in", why, "Retry asks again.")
            code = self._code(came, endpoints)
            granted = client.fetch_token(
                endpoints.token, grant_type="authorization_code", code=code, code_verifier=verifier
            )
            self._check_identity(granted, endpoints, nonce)
            return self._token(granted)

    @property
    def _asked(self) -> dict[str, str]:
        return {"audience": self._how.audience} if self._how.audience else {}

    def _code(self, came: Mapping[str, str], endpoints: Endpoints) -> str:
        issuer = came.get("iss", "")
        if endpoints.issuer and issuer != endpoints.issuer and (issuer or endpoints.names_itself):
            raise BadAnswer("The login came back from somebody else", f"not from {shown(endpoints.issuer)}")
        if "error" in came or not came.get("code"):
            raise Denied(self._how.name, came.get("error", "no code"))
        return came["code"]

    def _check_identity(self, granted: Mapping[str, Any], endpoints: Endpoints, nonce: str) -> None:
        """Check the ID token (OpenID Connect Core 1.0, 3.1.3.7) of a provider that says who it is."""
        if not endpoints.keys or "openid" not in self._how.scope.split():
            return
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        wanted = jwt.JWTClaimsRegistry(
            leeway=60,
            iss={"essential": True, "value": endpoints.issuer},
            aud={"essential": True, "value": self._how.client_id},
            nonce={"essential": True, "value": nonce},
            exp={"essential": True},
        )
        try:
            keys = KeySet.import_key_set(self._document(endpoints.keys))  # type: ignore[arg-type]
            wanted.validate(jwt.decode(str(granted.get("id_token", "")), keys, list(ALGORITHMS)).claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            why = f"what {host(self._how.name)} says of them does not hold: {type(error).__name__}"
            raise BadAnswer("It cannot be told who has logged in", why) from error

    def _token(self, granted: Mapping[str, Any], refresh: str = "") -> Token:
        access, seconds = granted.get("access_token"), granted.get("expires_in")
        if not isinstance(access, str) or not access.isprintable() or not access.isascii():
            raise BadAnswer("The login gave no permission", f"{host(self._how.name)} sent none that can be used")
        now = time.monotonic()
        lasts = float(seconds) if isinstance(seconds, int | float) and seconds > 0 else 86400.0
        return Token(access, str(granted.get("refresh_token") or refresh), now, now + lasts)

    # --- the provider ---

    def _endpoints(self) -> Endpoints:
        if self._found is None:
            how = self._how
            self._found = (
                self._discovered(how.issuer)
                if how.issuer
                else Endpoints("", how.authorization_endpoint, how.token_endpoint)
            )
        return self._found

    def _discovered(self, issuer: str) -> Endpoints:
        told = self._document(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        names = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
        found = [str(told.get(name, "")) for name in names]
        if found[0].rstrip("/") != issuer.rstrip("/"):
            raise BadAnswer("The login service is not who it says it is", f"{shown(issuer)} names another issuer")
        if not all(map(is_safe, found)):
            raise BadAnswer("The login service cannot be used", f"{shown(issuer)} names addresses without encryption")
        names_itself = told.get("authorization_response_iss_parameter_supported") is True
        return Endpoints(found[0], found[1], found[2], found[3], names_itself)

    def _document(self, address: str) -> dict[str, Any]:
        asked = self._http.get(address, accept="application/json", compressed=True, permit=self._permit)
        with _of_the_provider(), asked as response:
            body = response.read(LARGEST)
        try:
            told = json.loads(body)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise BadAnswer("The login service cannot be understood", f"{shown(address)} is no JSON object")
        return told

    def _client(self, **settings: str) -> Any:
        from authlib.oauth2.client import OAuth2Client

        how = self._how
        session = _Session(self._http, self._permit)
        return OAuth2Client(session, how.client_id, _secret_of(how), scope=how.scope, **settings)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        from authlib.common.errors import AuthlibBaseError

        try:
            yield
        except AuthlibBaseError as error:
            raise Denied(self._how.name, str(error.error)) from error
        except (OSError, ValueError) as error:
            if isinstance(error, WetreadError):
                raise
            why = f"{host(self._how.name)}: {getattr(error, 'strerror', None) or 'its answer makes no sense'}"
            raise BadAnswer("You could not be logged in", why) from error


def _secret_of(how: Authentication) -> str | None:
    """The secret of a client that has one.

    Raises
    ------
    SourceError
        It cannot be read.
    """
    if how.client_secret_file is None:
        return None
    try:
        return how.client_secret_file.read_text().strip()
    except (OSError, ValueError) as error:
        why = f"{how.client_secret_file}: {getattr(error, 'strerror', None) or 'it is no text'}"
        todo = f"Ask your administrator, who named it as client_secret_file of {how.id}."
        raise SourceError("The secret of this computer's login cannot be read", why, todo) from error


@contextmanager
def _of_the_provider() -> Iterator[None]:
    """Say of what went wrong that it was the login service, and not the archive."""
    try:
        yield
    except (NotFound, NotAuthorised) as error:
        todo = "Ask your administrator: is the address of the login right?"
        raise BadAnswer("There is no login service at this address", error.why, todo) from error
    except Unreachable as error:
        if not isinstance(error, Untrusted):
            raise type(error)("The login service cannot be reached", error.why, error.todo) from error
        raise


class _Session:
    """What authlib needs of ``requests``: a form posted by our own connections."""

    def __init__(self, http: Http, permit: Permit) -> None:
        self._http = http
        self._permit = permit

    def post(self, address: str, data: Mapping[str, str], headers: Mapping[str, str], auth: Any) -> _Answer:
        """Send a form."""
        self._permit(address)
        address, headers, body = auth.prepare("POST", address, dict(headers), urlencode(data))
        with _of_the_provider():
            return _Answer(*self._http.post(address, body.encode(), tuple(headers.items())), shown(address))


@frozen
class _Answer:
    status_code: int
    body: bytes
    where: str

    def json(self) -> Any:
        return json.loads(self.body)

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise SourceError("The login service could not answer", f"{self.where} answered {self.status_code}")
