"""What goes wrong on the way to a server, in words a user can act on: the one place where others' errors become ours.

Sockets, TLS and urllib3 each have errors of their own, one inside the other; the innermost says what happened. Their
texts are left out: they may hold headers and queries.
"""

from __future__ import annotations

import re
import socket
import ssl
from http.client import HTTPException
from typing import Final

from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    IncompleteRead,
    LocationParseError,
    NewConnectionError,
    ProxyError,
    SSLError,
)
from urllib3.exceptions import TimeoutError as PoolTimeoutError

from launcher.addresses import shown
from launcher.errors import NotAuthorised, Unreachable, WetreadError
from launcher.http.certificates import CA_ADVICE, TO_CORRECT, Untrusted

FINGERPRINT: Final = "Fingerprints did not match"  # urllib3's words; it has no class for it
OWN_WANTED: Final = "wants a certificate of this computer"
OWN_NOT_TAKEN: Final = "does not take the certificate of this computer"
OWN_CERTIFICATE: Final = "Ask your administrator for one: it stands under network.client_certificates of the policy."
_OWN_REFUSED: Final = re.compile(r"ALERT_(UNKNOWN_CA|(?:BAD_|UNSUPPORTED_)?CERTIFICATE(?:_[A-Z]+)?)\Z")
"""Alerts of TLS (RFC 8446, 6.2) by which a server says no to what it was shown, in OpenSSL's words."""
OWN_FAULTS: Final = {
    "UNKNOWN_CA": ", for nobody that it knows has signed it",
    "CERTIFICATE_EXPIRED": ", which has expired",
    "CERTIFICATE_REVOKED": ", which has been revoked",
}
PROXY_ADVICE: Final = "Check the proxy settings of this system."
PROXY_OTHERWISE: Final = "Check the address; if it is right, ask whoever runs the proxy."
PROXY_LOGIN: Final = (
    "Correct user and password in http_proxy and https_proxy, which are http://user:password@host:port."
)
_NOT_TUNNELLED: Final = re.compile(r"Tunnel connection failed: (\d+ ?.*)")  # http.client's words
NAME_ADVICE = "The address names another server than its certificate: use the name that the certificate is for."
DATE_ADVICE = "Check this computer's clock; if it is right, the server's administrator must renew the certificate."
CERTIFICATE_ADVICE = {9: DATE_ADVICE, 10: DATE_ADVICE, 62: NAME_ADVICE, 64: NAME_ADVICE}
"""What to do, by OpenSSL's verification codes: not yet or no longer valid, host name, IP address."""


class NoConnection(Unreachable):
    """Nobody answers at this address: what else is asked there will not be answered either."""


THEIRS: Final = (HTTPError, HTTPException, OSError, ValueError)
"""What sockets, TLS, http.client and urllib3 raise."""


def in_our_words(error: Exception, address: str, kind: type[Unreachable] = Unreachable) -> WetreadError:
    """Our error for one of ``THEIRS``, at the one place where these arise."""
    cause = _root(error)
    answered = _NOT_TUNNELLED.match(str(cause)) if isinstance(error, ProxyError) else None
    if answered is not None and answered[1].startswith(("401", "407")):
        return refused_by_proxy(address, answered[1])
    if isinstance(cause, ssl.SSLCertVerificationError) or FINGERPRINT in str(cause):
        untrusted = Untrusted(*_located(address, error))
        untrusted.code = getattr(cause, "verify_code", 0)
        return untrusted
    nobody = kind is Unreachable and isinstance(error, NewConnectionError | ConnectTimeoutError | ProxyError)
    return (NoConnection if nobody else kind)(*_located(address, error))


def of_certificate(page: bytes, where: str) -> NotAuthorised | None:
    """The error for a page by which nginx refuses what this computer shows, or that it shows nothing."""
    if b"SSL certificate error" in page:
        return NotAuthorised("The server refused access", f"{where} {OWN_NOT_TAKEN}", f"Ask {TO_CORRECT}")
    if b"SSL certificate" in page:
        return NotAuthorised("The server refused access", f"{where} {OWN_WANTED}", OWN_CERTIFICATE)
    return None


def refused_by_proxy(address: str, answered: str) -> NotAuthorised:
    """The error of a proxy that wants a login, with what it answered."""
    why = f"it wants a user and a password, or others than it was sent ({answered} on the way to {shown(address)})"
    return NotAuthorised("The proxy did not let us through", why, PROXY_LOGIN)


def _located(address: str, error: BaseException) -> tuple[str, str, str | None]:
    what, why, todo = _explained(error)
    return what, f"{shown(address)}: {why}", todo


def _explained(error: BaseException) -> tuple[str, str, str | None]:
    """What, why and what to do. Texts of other people's errors are left out: they may hold headers and queries."""
    cause = _root(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        why = cause.verify_message or "certificate verify failed"
        return "The server's certificate is not trusted", why, CERTIFICATE_ADVICE.get(cause.verify_code, CA_ADVICE)
    reason = str(getattr(cause, "reason", ""))
    if "CERTIFICATE_REQUIRED" in reason:
        return "The server refused access", f"it {OWN_WANTED}", OWN_CERTIFICATE
    if refused := _OWN_REFUSED.search(reason):
        why = f"it {OWN_NOT_TAKEN}{OWN_FAULTS.get(refused[1], '')}"
        return "The server refused access", why, f"Ask {TO_CORRECT}"
    if isinstance(error, SSLError) or isinstance(cause, ssl.SSLError):
        return "No encrypted connection came about", str(getattr(cause, "reason", "") or "TLS failed"), None
    if isinstance(cause, socket.gaierror):
        return "The server's name is not known", cause.strerror or "no address", None
    if isinstance(error, ProxyError) and isinstance(error.original_error, NewConnectionError | ConnectTimeoutError):
        why = (getattr(cause, "strerror", None) or "no connection").lower()
        return "The proxy could not be reached", why, PROXY_ADVICE
    if isinstance(error, ProxyError) and (answered := _NOT_TUNNELLED.match(str(cause))):
        return "The server cannot be reached", f"the proxy answered {answered[1][:60]}", PROXY_OTHERWISE
    if isinstance(error, ProxyError):
        return (
            "The proxy did not let us through",
            getattr(cause, "strerror", None) or str(cause)[:120],
            PROXY_ADVICE,
        )
    if isinstance(error, NewConnectionError):  # to urllib3 a kind of time-out
        return "The server cannot be reached", (getattr(cause, "strerror", None) or "no connection").lower(), None
    if isinstance(error, PoolTimeoutError) or isinstance(cause, TimeoutError):
        return "The server did not answer in time", "it stayed silent", None
    if isinstance(error, LocationParseError):
        return "The address cannot be used", "it is no web address", ""
    if isinstance(cause, IncompleteRead):
        return "The connection broke", "the answer ended too early", None
    if isinstance(error, ValueError) and not isinstance(error, HTTPError):
        return "The request cannot be sent", "its address or a header holds characters that none can have", ""
    return "The connection broke", getattr(cause, "strerror", None) or _in_words(cause), None


def _in_words(error: BaseException) -> str:
    """``RemoteDisconnected`` as ``remote disconnected``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__).lower()


def _root(error: BaseException) -> BaseException:
    """What happened first; not beyond an error of ours, which is another story told before."""
    for _ in range(10):
        inner = getattr(error, "reason", None)
        following = inner if isinstance(inner, BaseException) else (error.__cause__ or error.__context__)
        if following is None or isinstance(following, WetreadError):
            break
        error = following
    return error
