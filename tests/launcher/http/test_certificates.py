"""Certificates: looked at before they are trusted, one for one server, and never less checked than any other."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from launcher.errors import Refused, SourceError, WetreadError
from launcher.http.certificates import Certificates, Changed, Untrusted, fingerprint
from launcher.http.client import Http
from launcher.known_servers import KnownCertificates, KnownServers
from launcher.ledger.wording import may_pass
from launcher.policy import ClientCertificate
from launcher.protocol import AnyMessage
from launcher.protocol.events import Question
from launcher.protocol.wishes import Answer
from launcher.questions import Questions
from tests.servers import web as webs
from tests.servers.web import Web, certified


class User:
    """Somebody who answers every question in one way, and remembers what was asked."""

    def __init__(self, choice: str, **typed: str) -> None:
        self.choice = choice
        self.typed = typed
        self.asked: list[str] = []

    def __call__(self, subject: str, title: str, text: str, choices: object, fields: object = ()) -> Answer:
        self.asked.append(text)
        return Answer(1, self.choice, self.typed)


@pytest.fixture
def pins(tmp_path: Path) -> KnownCertificates:
    return KnownCertificates(tmp_path / "certificates.json")


@contextmanager
def showing(certificate: trustme.LeafCert, port: int = 0) -> Iterator[Web]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    with webs.running(context, port) as web:
        web.page("/x", b"safe")
        yield web


def got(http: Http, web: Web) -> bytes:
    with http.get(f"{web.origin}/x") as response:
        return response.read(100)


def der(certificate: trustme.LeafCert) -> bytes:
    return ssl.PEM_cert_to_DER_cert(certificate.cert_chain_pems[0].bytes().decode())


# --- servers ---


def test_a_certificate_of_nobody_known_is_trusted_after_a_look_and_remembered(
    authority: trustme.CA, pins: KnownCertificates, tmp_path: Path
) -> None:
    user, leaf = User("trust"), authority.issue_cert("127.0.0.1")
    with showing(leaf) as web:
        assert got(Http(Certificates(pins=pins, ask=user)), web) == b"safe"
        assert got(Http(Certificates(pins=pins, ask=user)), web) == b"safe"
        assert got(Http(Certificates(pins=KnownCertificates(tmp_path / "certificates.json"))), web) == b"safe"

        (question,) = user.asked
        assert web.origin in question
        assert fingerprint(der(leaf)) in question.replace("\n", ":")
        assert all(part in question for part in ("Issued to:", "Issued by:", "Valid: 2"))


def test_nothing_is_sent_before_the_user_has_said_yes(authority: trustme.CA, pins: KnownCertificates) -> None:
    with showing(authority.issue_cert("127.0.0.1")) as web:
        with pytest.raises(Refused, match=r"not trust.*ca_files"):
            got(Http(Certificates(pins=pins, ask=User("refuse"))), web)

        assert web.requests == []


def test_who_does_not_trust_it_is_not_asked_for_every_image(
    authority: trustme.CA, pins: KnownCertificates, tmp_path: Path
) -> None:
    asked: list[str] = []

    def hear(message: AnyMessage) -> None:
        if isinstance(message, Question):
            asked.append(message.title)
            threading.Timer(0.02, questions.answer, (Answer(message.id, "refuse"),)).start()

    questions = Questions(KnownServers(tmp_path / "servers.json"), lambda: True, hear)
    http = Http(Certificates(pins=pins, ask=questions.ask))
    with showing(authority.issue_cert("127.0.0.1")) as web:
        for _ in range(4):
            with pytest.raises(Refused, match=r"you did not trust the certificate of.*Retry") as refusal:
                got(http, web)

    assert len(asked) == 1
    assert may_pass(refusal.value), "there is a Retry to choose"


def test_without_a_display_it_is_said_that_nobody_could_look_at_it(
    authority: trustme.CA, pins: KnownCertificates, tmp_path: Path
) -> None:
    nobody = Questions(KnownServers(tmp_path / "servers.json"), lambda: False, lambda message: None)
    with showing(authority.issue_cert("127.0.0.1")) as web, pytest.raises(Refused, match=r"no window.*ca_files"):
        got(Http(Certificates(pins=pins, ask=nobody.ask)), web)


def test_where_pinning_is_forbidden_nobody_is_asked(authority: trustme.CA) -> None:
    user = User("trust")
    with showing(authority.issue_cert("127.0.0.1")) as web, pytest.raises(Untrusted, match="ca_files"):
        got(Http(Certificates(ask=user)), web)

    assert user.asked == []


def test_another_certificate_than_the_trusted_one_is_refused_loudly(
    authority: trustme.CA, pins: KnownCertificates
) -> None:
    user = User("trust")
    before, after = authority.issue_cert("127.0.0.1"), authority.issue_cert("127.0.0.1")
    with showing(before) as web:
        got(Http(Certificates(pins=pins, ask=user)), web)
    with showing(after, web.port) as posing:
        with pytest.raises(Changed) as refusal:
            got(Http(Certificates(pins=pins, ask=user)), posing)
        assert posing.requests == []

    assert all(fingerprint(der(each)) in str(refusal.value) for each in (before, after))
    assert f"wetread logout https://127.0.0.1:{web.port}" in str(refusal.value)
    assert len(user.asked) == 1


def test_one_signed_by_the_trusted_one_is_another_one(authority: trustme.CA, pins: KnownCertificates) -> None:
    """The pinned certificate may itself be an authority's; that makes nobody else's certificate right."""
    http = Http(Certificates(pins=pins, ask=User("trust")))
    with showing(authority.issue_cert("127.0.0.1")) as web:
        pins.add(f"https://127.0.0.1:{web.port}", authority.cert_pem.bytes().decode())

        with pytest.raises(Changed):
            got(http, web)


def test_what_is_trusted_for_one_server_is_not_trusted_for_another_port(
    authority: trustme.CA, pins: KnownCertificates
) -> None:
    user, leaf = User("trust"), authority.issue_cert("127.0.0.1")
    http = Http(Certificates(pins=pins, ask=user))
    with showing(leaf) as one, showing(leaf) as other:
        got(http, one)
        user.choice = "refuse"
        with pytest.raises(Refused):
            got(http, other)


@pytest.mark.parametrize("fault", ["name", "date"])
def test_a_wrong_name_or_date_is_never_asked_about(authority: trustme.CA, pins: KnownCertificates, fault: str) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    wrong = {"name": ("elsewhere.example.org",), "date": ("127.0.0.1",)}[fault]
    leaf = authority.issue_cert(*wrong, not_after=yesterday if fault == "date" else None)
    user = User("trust")
    with showing(leaf) as web:
        with pytest.raises(Untrusted, match=r"mismatch|expired"):
            got(Http(Certificates(pins=pins, ask=user)), web)

        assert web.requests == []
    assert user.asked == []


def test_a_trusted_certificate_that_has_expired_is_refused(authority: trustme.CA, pins: KnownCertificates) -> None:
    leaf = authority.issue_cert("127.0.0.1", not_after=datetime.now(UTC) - timedelta(days=1))
    with showing(leaf) as web:
        pins.add(f"https://127.0.0.1:{web.port}", leaf.cert_chain_pems[0].bytes().decode())

        with pytest.raises(Changed, match="no longer valid"):
            got(Http(Certificates(pins=pins, ask=User("trust"))), web)


def test_a_forgotten_certificate_is_asked_about_again(authority: trustme.CA, pins: KnownCertificates) -> None:
    user = User("trust")
    http = Http(Certificates(pins=pins, ask=user))
    with showing(authority.issue_cert("127.0.0.1")) as web:
        got(http, web)
        assert pins.forget(lambda origin: origin == f"https://127.0.0.1:{web.port}") == 1
        got(http, web)

    assert len(user.asked) == 2


# --- this computer ---


def demanding_of(authority: trustme.CA) -> ssl.SSLContext:
    """TLS for a server that lets in whoever shows a certificate of the authority."""
    context = certified(authority, "127.0.0.1")
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    return context


@pytest.fixture
def demanding(authority: trustme.CA) -> Iterator[Web]:
    """A server that lets in whoever shows a certificate of the authority."""
    with webs.running(demanding_of(authority)) as web:
        web.page("/x", b"known")
        yield web


def own(authority: trustme.CA, folder: Path, form: str, password: str = "") -> ClientCertificate:
    """A certificate of this computer, as an administrator lays it down."""
    leaf = authority.issue_cert(common_name="workstation 7")
    servers = ("127.0.0.1",)
    if form == "pem":
        leaf.private_key_and_cert_chain_pem.write_to_path(str(folder / "own.pem"))
        return ClientCertificate(servers, folder / "own.pem")
    if form == "two files":
        leaf.private_key_pem.write_to_path(str(folder / "own.key"))
        leaf.cert_chain_pems[0].write_to_path(str(folder / "own.pem"))
        return ClientCertificate(servers, folder / "own.pem", folder / "own.key")
    key = serialization.load_pem_private_key(leaf.private_key_pem.bytes(), None)
    certificate = x509.load_pem_x509_certificate(leaf.cert_chain_pems[0].bytes())
    lock = serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
    packed = pkcs12.serialize_key_and_certificates(b"own", key, certificate, None, lock)  # type: ignore[arg-type]
    (folder / "own.p12").write_bytes(packed)
    return ClientCertificate(servers, folder / "own.p12")


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return tmp_path / "ca.pem"


@pytest.mark.parametrize("form", ["pem", "two files", "pkcs12"])
def test_the_certificate_of_this_computer_lets_it_in(
    authority: trustme.CA, demanding: Web, ca_file: Path, tmp_path: Path, form: str
) -> None:
    shown = own(authority, tmp_path, form)

    assert got(Http(Certificates([ca_file], [shown])), demanding) == b"known"
    with pytest.raises(WetreadError):  # TLS 1.3 says why only if the alert comes before the connection ends
        got(Http(Certificates([ca_file])), demanding)


@pytest.mark.parametrize("fault", ["nobody that it knows has signed it", "has expired"])
def test_a_server_that_does_not_take_it_is_told_as_such(
    authority: trustme.CA, ca_file: Path, tmp_path: Path, fault: str
) -> None:
    signer, until = (authority, datetime(2020, 1, 1, tzinfo=UTC)) if "expired" in fault else (trustme.CA(), None)
    leaf = signer.issue_cert(common_name="workstation 7", not_after=until)
    leaf.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "own.pem"))
    http = Http(Certificates([ca_file], [ClientCertificate(("127.0.0.1",), tmp_path / "own.pem")]))
    context = demanding_of(authority)
    context.maximum_version = ssl.TLSVersion.TLSv1_2  # which says so before the connection stands

    with webs.running(context) as web, pytest.raises(WetreadError) as refusal:
        got(http, web)
    assert "does not take the certificate of this computer" in refusal.value.why
    assert fault in refusal.value.why
    assert "network.client_certificates" in refusal.value.todo


def test_its_password_is_asked_for_and_its_key_is_not_left_on_disk(
    authority: trustme.CA, demanding: Web, ca_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = own(authority, tmp_path, "pkcs12", "s3cr3t")
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    user = User("open", password="s3cr3t")
    http = Http(Certificates([ca_file], [shown], ask=user))

    assert got(http, demanding) == got(http, demanding) == b"known"
    assert len(user.asked) == 1
    assert list(temporary.iterdir()) == []


def test_that_its_password_was_wrong_is_said_and_who_gives_up_is_told_how_to_go_on(
    authority: trustme.CA, demanding: Web, ca_file: Path, tmp_path: Path
) -> None:
    shown = own(authority, tmp_path, "pkcs12", "s3cr3t")
    user = User("open", password="wrong")
    with pytest.raises(SourceError, match="the password is wrong"):
        got(Http(Certificates([ca_file], [shown], ask=user)), demanding)
    assert [("not right" in text) for text in user.asked] == [False, True, True]

    with pytest.raises(SourceError, match="Retry asks for its password"):
        got(Http(Certificates([ca_file], [shown], ask=User("cancel"))), demanding)


@pytest.mark.parametrize("user", [None, User("cancel"), User("open", password="wrong")], ids=["nobody", "no", "wrong"])
def test_without_its_password_the_file_is_named(
    authority: trustme.CA, demanding: Web, ca_file: Path, tmp_path: Path, user: User | None
) -> None:
    shown = own(authority, tmp_path, "pkcs12", "s3cr3t")

    with pytest.raises(WetreadError, match=r"own\.p12"):
        got(Http(Certificates([ca_file], [shown], ask=user)), demanding)


def test_it_is_shown_to_the_servers_that_it_is_for(
    authority: trustme.CA, demanding: Web, ca_file: Path, tmp_path: Path
) -> None:
    elsewhere = ClientCertificate(("pacs.example.org",), own(authority, tmp_path, "pem").file)

    with pytest.raises(WetreadError):
        got(Http(Certificates([ca_file], [elsewhere])), demanding)
