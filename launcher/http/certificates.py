"""Whose certificates count: the system's authorities, the administrator's, and single ones that a user has looked at.

A server whose certificate no authority here vouches for can be trusted by its user, after a look at the fingerprint:
then exactly that certificate counts, for exactly that origin, and its name and dates are checked as ever. There is no
way to check less. A pinned server that shows another certificate is refused.
"""

from __future__ import annotations

import secrets
import ssl
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from launcher.addresses import origin_of
from launcher.errors import Declined, Refused, SourceError, Unreachable, WetreadError
from launcher.frozen import frozen
from launcher.policy import ClientCertificate
from launcher.trust import named

if TYPE_CHECKING:
    from launcher.protocol.wishes import Answer

UNKNOWN_ISSUER: Final = frozenset({18, 19, 20, 21})
"""OpenSSL's verification codes for what a look at the certificate can answer: nobody known has signed it."""

PIN: Final = (("refuse", "Do not connect"), ("trust", "Trust this certificate"))
OPEN: Final = (("cancel", "Cancel"), ("open", "Open"))
TRIES = 3
TO_CORRECT: Final = "your administrator to correct network.client_certificates of the policy."
CA_ADVICE = "Ask your administrator: its certificate authority can be added under network.ca_files of the policy."

Look = Callable[[ssl.SSLContext], bytes]
"""Connects with a context, and gives the certificate that the server shows, as DER."""


class Ask(Protocol):
    """``questions.Questions.ask``."""

    def __call__(
        self,
        subject: str,
        title: str,
        text: str,
        choices: tuple[tuple[str, str], ...],
        fields: tuple[tuple[str, str, bool], ...] = (),
    ) -> Answer: ...


class Pins(Protocol):
    """``settings.KnownCertificates``."""

    def get(self, origin: str) -> str: ...

    def add(self, origin: str, pem: str) -> None: ...

    def forget(self, wanted: Callable[[str], bool]) -> int: ...


class Untrusted(Unreachable):
    """The server's certificate is not trusted: no other try will change that. ``code`` is OpenSSL's."""

    code: int = 0


class Changed(Untrusted):
    """A server whose certificate was trusted by its fingerprint shows another one."""


@frozen
class Terms:
    """On what terms a server is spoken to. Connections of one ``key`` are alike."""

    key: tuple[str, ...]
    context: ssl.SSLContext
    fingerprint: str | None = None


class Certificates:
    """The terms for each origin.

    Parameters
    ----------
    ca_files
        PEM files of authorities trusted besides the system's.
    shown
        What this computer shows to whom.
    pins, ask
        Certificates that the user trusts, and how to ask about another; without, nobody is asked.
    """

    def __init__(
        self,
        ca_files: Sequence[Path] = (),
        shown: Sequence[ClientCertificate] = (),
        pins: Pins | None = None,
        ask: Ask | None = None,
    ) -> None:
        self._ca_files = tuple(ca_files)
        self._shown = tuple(shown)
        self._pins = pins
        self._ask = ask
        self._lock = threading.Lock()
        self._terms: dict[tuple[str, ...], Terms] = {}

    def terms(self, address: str) -> Terms:
        """How to speak to the server of ``address``.

        Raises
        ------
        WetreadError
            A CA file of the policy, or the certificate of this computer, cannot be used.
        """
        if not address.lower().startswith("https:") or not (self._pins or self._shown):
            key: tuple[str, ...] = ()
            pem, own = "", None
        else:
            origin = origin_of(address)
            pem = self._pins.get(origin) if self._pins else ""
            own = next((each for each in self._shown if named(origin, each.servers)), None)
            key = (pem, str(own.file) if own else "")
        if key not in self._terms:
            new = self._new_terms(key, pem, own)  # which may ask for a password: nobody else waits for that
            with self._lock:
                self._terms.setdefault(key, new)
        return self._terms[key]

    def _new_terms(self, key: tuple[str, ...], pem: str, own: ClientCertificate | None) -> Terms:
        context = only(pem) if pem else self._authorities()
        if own is not None:
            self._show(context, own)
        return Terms(key, context, fingerprint(ssl.PEM_cert_to_DER_cert(pem)) if pem else None)

    def _authorities(self) -> ssl.SSLContext:
        import truststore

        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        for file in self._ca_files:
            try:
                context.load_verify_locations(cafile=str(file))
            except (OSError, ssl.SSLError) as error:
                raise WetreadError(
                    "A CA file of the policy cannot be read", f"{file}: {error}", "Correct network.ca_files."
                ) from error
        return context

    # --- certificates of servers ---

    def reconsider(self, address: str, error: Untrusted, look: Look) -> bool:
        """Ask about a certificate that nobody known has signed; whether it is trusted from now on.

        Raises
        ------
        Changed
            The server was trusted by another certificate.
        Untrusted
            The certificate is for another name, or not valid today.
        Refused
            The user does not trust it, or there is nobody to ask.
        """
        origin = origin_of(address)
        if self._pins is not None and (pem := self._pins.get(origin)):
            raise _changed(origin, pem, look(_unchecked())) from error
        if self._pins is None or self._ask is None or error.code not in UNKNOWN_ISSUER:
            return False
        der = look(_unchecked())
        pem = ssl.DER_cert_to_PEM_cert(der)
        look(only(pem))  # its name and dates must be right before anybody is asked
        text = f"Nobody known here vouches for {origin}. It shows this certificate:\n\n{described(der)}\n\n{COMPARE}"
        answer = self._ask(f"certificate {origin}", "Trust this server?", text, PIN)
        if answer.choice != "trust":
            raise _not_trusted(origin, bool(answer.id)) from error
        self._pins.add(origin, pem)
        return True

    def forget(self, server: str) -> int:
        """Trust the certificates of a server, or all, no more; how many there were."""
        return self._pins.forget(lambda origin: not server or named(origin, (server,))) if self._pins else 0

    # --- certificates of this computer ---

    def _show(self, context: ssl.SSLContext, own: ClientCertificate) -> None:
        """Load what this computer shows; its password is asked for if it has one, and kept no longer than this."""
        password = ""
        for _ in range(TRIES):
            try:
                _load(context, own, password)
                return
            except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
                wanted = isinstance(error, ssl.SSLError | ValueError)
                password = self._password(own, again=bool(password)) if wanted else ""
                if not password:
                    why = f"{own.file}: {_reason(error)}"
                    todo = f"{'Retry asks for its password. If it has none: ask' if wanted else 'Ask'} {TO_CORRECT}"
                    raise SourceError("The certificate of this computer cannot be used", why, todo) from error
        why = f"{own.file}: the password is wrong"
        raise SourceError("The certificate of this computer cannot be used", why, "Try again with the right one.")

    def _password(self, own: ClientCertificate, again: bool) -> str:
        if self._ask is None:
            return ""
        wrong = "That password was not right. " if again else ""
        text = f"{wrong}The certificate of this computer, {own.file.name}, cannot be opened without its password."
        fields = (("password", "Password", True),)
        answer = self._ask(f"password {own.file}", "Password of the certificate", text, OPEN, fields)
        return str(answer.values.get("password", "")) if answer.choice == "open" else ""


COMPARE: Final = (
    "Compare the fingerprint with the one that the server's administrator tells you, and trust it only if they are "
    "the same. Then Wetread takes this certificate, and no other, for this server."
)


def only(pem: str) -> ssl.SSLContext:
    """A context that trusts one certificate, whoever signed it; name and dates are checked."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=pem)
    return context


def _unchecked() -> ssl.SSLContext:
    """To look at a certificate; no request is ever sent over it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def fingerprint(der: bytes) -> str:
    """SHA-256 of a certificate, as people compare it: ``AB:CD:…``."""
    from hashlib import sha256

    return sha256(der).digest().hex(":").upper()


def described(der: bytes) -> str:
    """Subject, issuer, validity and fingerprint, a line each."""
    from cryptography import x509

    certificate = x509.load_der_x509_certificate(der)
    subject, issuer = (name.rfc4514_string()[:200] for name in (certificate.subject, certificate.issuer))
    digest = fingerprint(der)
    lines = (
        f"Issued to: {subject or 'nobody named'}",
        f"Issued by: {'itself' if certificate.subject == certificate.issuer else issuer or 'nobody named'}",
        f"Valid: {certificate.not_valid_before_utc:%Y-%m-%d} to {certificate.not_valid_after_utc:%Y-%m-%d}",
        f"SHA-256:\n{digest[:47]}\n{digest[48:]}",
    )
    return "\n".join(lines)


def _not_trusted(origin: str, asked: bool) -> Refused:
    """The error when nobody said yes to a certificate."""
    what = "Wetread did not connect to the server"
    if asked:
        return Declined(what, f"you did not trust the certificate of {origin}", f"Retry shows it again. {CA_ADVICE}")
    why = f"nobody known here vouches for {origin}, and there is no window to show its certificate in"
    return Refused(what, why, f"Open it in Wetread's window to look at the certificate. {CA_ADVICE}")


def _changed(origin: str, pem: str, der: bytes) -> Changed:
    before, now = fingerprint(ssl.PEM_cert_to_DER_cert(pem)), fingerprint(der)
    if before == now:
        why = f"{origin}: the certificate that you trusted is no longer valid"
        return Changed("The server's certificate is not trusted", why, "Its administrator must renew it.")
    why = f"{origin}: you trusted {before}, and it shows {now}. Somebody may be posing as this server"
    todo = f"Ask its administrator. If the new certificate is right: wetread logout {origin}, then open the link again."
    return Changed("The server shows another certificate than before", why, todo)


def _load(context: ssl.SSLContext, own: ClientCertificate, password: str) -> None:
    """Load PEM, or PKCS #12, whose key is never written down unencrypted."""
    if own.file.suffix.lower() not in (".p12", ".pfx"):
        context.load_cert_chain(own.file, own.key, lambda: password)  # a function, or OpenSSL asks the terminal
        return
    passphrase = secrets.token_hex(32)
    with tempfile.NamedTemporaryFile(suffix=".pem") as file:  # for this user only
        file.write(_as_pem(own.file.read_bytes(), password, passphrase))
        file.flush()
        context.load_cert_chain(file.name, password=passphrase)


def _as_pem(data: bytes, password: str, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import pkcs12

    key, certificate, others = pkcs12.load_key_and_certificates(data, password.encode() or None)
    if key is None or certificate is None:
        raise OSError("it holds no key, or no certificate")
    encrypted = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    chain = (each.public_bytes(serialization.Encoding.PEM) for each in (certificate, *others))
    return encrypted + b"".join(chain)


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError | ValueError):
        return "it cannot be read, or not without its password"
    return getattr(error, "strerror", None) or str(error)
