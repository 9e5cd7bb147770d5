"""Requests, against real servers on loopback: what comes, what is sent to whom, and what is said when it goes wrong."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from launcher.errors import BadAnswer, NotAuthorised, NotFound, Refused, Unreachable, WetreadError
from launcher.http.certificates import Certificates, Untrusted
from launcher.http.client import REDIRECTS, Broken, Http, HttpError, Limits, Response
from launcher.http.errors import NoConnection
from launcher.stop import Stop
from tests.servers import web as webs
from tests.servers.web import Answer, Web, cut, moved_to, says

PATIENT = Limits(connect=3600.0, idle=3600.0)
SOON = Limits(connect=0.4, idle=0.4)
TlsWeb = Callable[[str], AbstractContextManager[Web]]


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def http() -> Http:
    return Http()


def fetched(http: Http, address: str, **asked: object) -> bytes:
    with http.get(address, **{"limits": PATIENT, **asked}) as response:  # type: ignore[arg-type]
        return response.read(1 << 20)


@contextmanager
def raw_server(*pieces: bytes, close: bool = True) -> Iterator[str]:
    """Sends these bytes to whoever asks, then hangs up, or (not ``close``) stays silent."""
    listener = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def serve() -> None:
        while True:
            try:
                end, _ = listener.accept()
            except OSError:
                return
            with end:
                end.recv(65536)
                for piece in pieces:
                    end.sendall(piece)
                if not close:
                    ended.wait(3600.0)

    server = threading.Thread(target=serve)
    server.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/x?token=SECRET"
    finally:
        ended.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        server.join()


# --- what comes ---


def test_a_body_comes_whole_or_in_pieces(http: Http, web: Web) -> None:
    address = web.page("/x", bytes(range(256)) * 100)

    assert fetched(http, address) == bytes(range(256)) * 100
    with http.get(address) as response:
        assert b"".join(response.chunks(1 << 20)) == bytes(range(256)) * 100


BODY = bytes(range(256)) * 8000
KNOWN = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(BODY)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)


def poured(response: Response, path: Path) -> list[int]:
    """Pour the rest of a body into a file; how much came each time."""
    with path.open("wb") as file:
        return list(iter(lambda: response.pour(file.fileno(), 100_000), 0))


@pytest.mark.parametrize(
    "answer", [KNOWN + BODY, b"HTTP/1.0 200 OK\r\n\r\n" + BODY, CHUNKED], ids=["known", "until the end", "chunked"]
)
def test_a_body_is_poured_into_a_file_after_what_was_looked_at(http: Http, tmp_path: Path, answer: bytes) -> None:
    with raw_server(answer) as address, http.get(address) as response:
        begun = bytes(response.take(1000)) + bytes(response.take(20_000))
        counts = poured(response, tmp_path / "x")

        assert begun + (tmp_path / "x").read_bytes() == BODY
        assert 0 < max(counts) <= 100_000
        assert response.received == len(BODY)
        assert (poured(response, tmp_path / "y"), response.take()) == ([], b"")


@pytest.mark.parametrize("most", [1, 100, 8191, 8192, 8193])
def test_a_body_is_poured_in_small_parts_from_its_very_beginning(http: Http, tmp_path: Path, most: int) -> None:
    with (
        raw_server(KNOWN + BODY) as address,
        http.get(address) as response,
        (tmp_path / "x").open("w+b", buffering=0) as file,
    ):
        for _ in range(100):
            assert 0 < response.pour(file.fileno(), most) <= most
        while response.pour(file.fileno()):
            pass

    assert (tmp_path / "x").read_bytes() == BODY


def test_a_body_that_comes_encrypted_is_poured_too(tls_web: TlsWeb, ca_file: Path, tmp_path: Path) -> None:
    http = Http(Certificates([ca_file]))
    with tls_web("127.0.0.1") as server, http.get(server.page("/x", BODY)) as response:
        poured(response, tmp_path / "x")

    assert (tmp_path / "x").read_bytes() == BODY


@pytest.mark.parametrize("length", [len(BODY), 3 * len(BODY)])
def test_a_body_that_breaks_off_while_it_is_poured_is_an_error(http: Http, tmp_path: Path, length: int) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (length + 1)
    with (
        raw_server(head + BODY) as address,
        http.get(address) as response,
        pytest.raises(Broken, match="The connection broke"),
    ):
        poured(response, tmp_path / "x")


def test_a_server_that_falls_silent_while_its_body_is_poured_is_given_up(http: Http, tmp_path: Path) -> None:
    with (
        raw_server(KNOWN + BODY[:50_000], close=False) as address,
        http.get(address, limits=SOON) as response,
        pytest.raises(Broken, match="did not answer in time"),
    ):
        poured(response, tmp_path / "x")


def test_a_body_that_is_poured_can_be_stopped_while_nothing_comes(http: Http, tmp_path: Path) -> None:
    stop = Stop()
    with raw_server(KNOWN + BODY[:50_000], close=False) as address, http.get(address, stop=stop) as response:
        threading.Timer(0.3, stop.set).start()
        with pytest.raises(Broken, match="cancelled"):
            poured(response, tmp_path / "x")


def test_a_file_that_takes_no_more_is_no_fault_of_the_server(http: Http, web: Web) -> None:
    with http.get(web.page("/x", BODY)) as response:
        response.take()
        with pytest.raises(OSError, match="No space"):
            poured(response, Path("/dev/full"))


@pytest.mark.parametrize("compressed", [True, False])
def test_a_packed_answer_is_unpacked_whether_asked_for_or_not(http: Http, web: Web, compressed: bool) -> None:
    web.fault("*", lambda answer: Answer(gzip.compress(b"manifest"), headers={"Content-Encoding": "gzip"}))
    address = web.page("/x", b"")

    assert fetched(http, address, compressed=compressed) == b"manifest"
    assert web.requests[0].headers["Accept-Encoding"] == ("gzip" if compressed else "identity")


def test_an_answer_over_the_limit_is_refused_also_when_it_is_packed(http: Http, web: Web) -> None:
    address = web.page("/x", bytes(2 << 20))
    with pytest.raises(BadAnswer, match="too large"):
        fetched(http, address)

    bomb = gzip.compress(bytes(64 << 20))
    web.fault("*", lambda answer: Answer(bomb, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(BadAnswer, match="too large"):
        fetched(http, address, compressed=True)


def test_a_slow_body_is_given_as_it_comes_in(http: Http) -> None:
    begun = b"HTTP/1.1 200 OK\r\nContent-Length: 600000\r\n\r\nabc"
    with raw_server(begun, close=False) as address, http.get(address, limits=Limits(idle=20.0)) as response:
        assert next(response.chunks(100)) == b"abc"


def test_a_transfer_can_be_stopped(http: Http, web: Web) -> None:
    stop = Stop()
    with http.get(web.page("/x", bytes(1 << 20)), stop=stop) as response:
        pieces = response.chunks(1 << 30)
        next(pieces)
        stop.set()
        with pytest.raises(Unreachable, match="cancelled"):
            list(pieces)


@pytest.mark.parametrize(
    "said",
    [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", b"HTTP/1.1 200 OK\r\n\r\nabc"],
    ids=["before the answer", "in its headers", "in its body", "in a body without a length"],
)
def test_a_silent_server_is_hung_up_on_when_the_transfer_is_stopped(http: Http, said: bytes) -> None:
    stop = Stop()
    with raw_server(said, close=False) as address:
        threading.Timer(0.2, stop.set).start()
        with pytest.raises(Unreachable), http.get(address, stop=stop, limits=PATIENT) as response:
            response.read(100)


def test_a_server_that_drips_is_as_good_as_silent(http: Http, web: Web) -> None:
    web.fault("/x", lambda answer: replace(answer, drip=0.02))
    limits = replace(PATIENT, drip=0.3)

    with http.get(web.page("/x", bytes(1000)), limits=limits) as response, pytest.raises(Broken, match="too slow"):
        response.read(1000)
    assert len(web.requests) == 1


def test_nobody_at_the_address_is_told_from_a_connection_that_broke(http: Http) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(NoConnection):
        fetched(http, f"http://127.0.0.1:{port}/x")
    with raw_server() as address, pytest.raises(Unreachable) as raised:
        fetched(http, address)
    assert not isinstance(raised.value, NoConnection)


# --- what is sent ---


def test_our_name_the_wish_and_the_headers_are_sent_and_nothing_of_the_user(http: Http, web: Web) -> None:
    address = web.page("/x", b"")

    fetched(http, address, headers=[("Authorization", "Bearer T")], accept="application/dicom")

    sent = web.requests[0].headers
    assert sent["Authorization"] == "Bearer T"
    assert sent["Accept"] == "application/dicom"
    assert sent["User-Agent"] == "Wetread"
    assert set(sent) == {"Host", "Authorization", "Accept", "User-Agent", "Accept-Encoding"}


@pytest.mark.parametrize("name", ["X-Key", "Authorization"])
def test_a_header_that_cannot_be_sent_is_an_error_without_its_value(http: Http, web: Web, name: str) -> None:
    with pytest.raises(WetreadError) as error:
        fetched(http, web.page("/x", b""), headers=[(name, "SECRET\r\nHost: evil")])

    assert "SECRET" not in str(error.value)
    assert web.requests == []


def test_a_wrong_escape_costs_the_right_ones_nothing(http: Http, web: Web) -> None:
    fetched(http, web.page("/x", b"") + "?zz=%20c&name=Müller&q=50%")

    assert web.requests[0].target == "/x?zz=%20c&name=M%C3%BCller&q=50%25"


def with_login(address: str, login: str) -> str:
    return address.replace("://", f"://{login}@", 1)


def test_a_login_in_the_address_is_sent_as_a_browser_does_and_never_shown(http: Http, web: Web) -> None:
    web.fault("*", says(500))
    address = with_login(web.page("/x", b""), "jane:SECR%C3%89T")

    with pytest.raises(HttpError) as error:
        fetched(http, address)

    assert web.requests[0].headers["Authorization"] == "Basic " + b64encode("jane:SECRÉT".encode()).decode()
    assert "jane" not in str(error.value)
    assert "SECR" not in str(error.value)


def test_a_permission_that_was_given_counts_for_more_than_the_login_in_the_address(http: Http, web: Web) -> None:
    fetched(http, with_login(web.page("/x", b""), "jane:pw"), headers=[("authorization", "Bearer T")])

    assert web.requests[0].headers["authorization"] == "Bearer T"


def test_a_login_stays_with_its_server_and_a_redirect_brings_none(http: Http, web: Web) -> None:
    with webs.running() as other:
        web.fault("/here", moved_to("/there"))
        web.fault("/there", moved_to(with_login(other.page("/x", b""), "mallory:pw")))
        web.page("/there", b"")
        fetched(http, with_login(web.page("/here", b""), "jane"))

        assert web.requests[1].headers["Authorization"] == "Basic " + b64encode(b"jane:").decode()
        assert "Authorization" not in other.requests[0].headers


# --- redirects ---


def test_a_redirect_within_the_origin_keeps_the_headers(http: Http, web: Web) -> None:
    web.page("/there", b"there")
    web.fault("/here", moved_to("/there"))
    address = web.page("/here", b"")

    with http.get(address, headers=[("Authorization", "Bearer T")]) as response:
        assert response.read(100) == b"there"
        assert response.address == f"{web.origin}/there"
    assert web.requests[1].headers["Authorization"] == "Bearer T"


def test_a_redirect_to_another_origin_takes_no_headers_along_and_is_permitted_first(http: Http, web: Web) -> None:
    permitted: list[str] = []
    with webs.running() as other:
        there = other.page("/there", b"there")
        web.fault("/here", moved_to(there))
        body = fetched(
            http,
            web.page("/here", b""),
            headers=[("Authorization", "Bearer T"), ("X-Key", "K")],
            permit=permitted.append,
        )

        assert body == b"there"
        assert permitted == [f"{web.origin}/here", there]
        assert not {"Authorization", "X-Key"} & other.requests[0].headers.keys()


def test_what_is_not_permitted_is_not_asked(http: Http, web: Web) -> None:
    def refuse(address: str) -> None:
        if "there" in address:
            raise Refused("no", address)

    web.fault("/here", moved_to("/there"))
    with pytest.raises(Refused):
        fetched(http, web.page("/here", b""), permit=refuse)
    with pytest.raises(Refused):
        fetched(http, web.page("/there", b""), permit=refuse)

    assert [seen.path for seen in web.requests] == ["/here"]


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://pacs/x", "http://pacs\\@evil/", "gopher:x"])
def test_a_redirect_to_no_web_address_is_refused(http: Http, web: Web, to: str) -> None:
    web.fault("*", moved_to(to))

    with pytest.raises(Refused):
        fetched(http, web.page("/x", b""))


@pytest.mark.parametrize("to", ["http://[", "http://[::1/"])
def test_a_redirect_that_cannot_be_read_is_a_bad_answer(http: Http, web: Web, to: str) -> None:
    web.fault("*", moved_to(to))

    with pytest.raises((BadAnswer, Refused)):
        fetched(http, web.page("/x", b""))


def test_redirects_end(http: Http, web: Web) -> None:
    web.fault("*", moved_to("/x?token=SECRET"))

    with pytest.raises(BadAnswer, match=r"redirects without end.*cookie") as error:
        fetched(http, web.page("/x", b""))
    assert len(web.requests) == REDIRECTS + 1
    assert "SECRET" not in str(error.value)


def test_the_body_of_a_redirect_is_not_waited_for(http: Http, web: Web) -> None:
    head = f"HTTP/1.1 302 Found\r\nLocation: {web.page('/there', b'there')}\r\nTransfer-Encoding: chunked\r\n\r\n"
    with raw_server(head.encode(), b"5\r\nhello\r\n", close=False) as address:
        assert fetched(http, address) == b"there"


def test_a_redirect_from_https_to_http_is_refused(
    tls_web: TlsWeb, authority: trustme.CA, web: Web, tmp_path: Path
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with tls_web("127.0.0.1") as secure:
        secure.fault("*", moved_to(web.page("/there", b"")))

        with pytest.raises(Refused, match="without encryption"):
            fetched(Http(Certificates([tmp_path / "ca.pem"])), secure.page("/x", b""))
    assert web.requests == []


# --- answers that are no success ---


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, NotAuthorised), (403, NotAuthorised), (404, NotFound), (410, NotFound), (400, HttpError), (500, HttpError),
     (503, HttpError), (204, HttpError), (304, HttpError)],
)  # fmt: skip
def test_a_status_is_an_error_that_names_it_and_the_address_without_its_query(
    http: Http, web: Web, status: int, kind: type[WetreadError]
) -> None:
    web.fault("*", says(status))

    with pytest.raises(kind, match=str(status)) as error:
        fetched(http, web.page("/x", b"") + "?token=SECRET")
    assert f"{web.origin}/x " in str(error.value)
    assert "SECRET" not in str(error.value)


@pytest.mark.parametrize(
    ("after", "seconds"), [("7", 7.0), ("", 0.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("-1", 0.0), ("x", 0.0)]
)
def test_a_busy_server_says_when_to_come_back(http: Http, web: Web, after: str, seconds: float) -> None:
    web.fault("*", says(429, Retry_After=after))

    with pytest.raises(HttpError) as error:
        fetched(http, web.page("/x", b""))
    assert (error.value.status, error.value.retry_after) == (429, seconds)


# --- connections that break ---


def test_an_answer_that_is_cut_is_broken(http: Http, web: Web) -> None:
    web.fault("*", cut(0.5))

    with pytest.raises(Broken, match="ended too early"):
        fetched(http, web.page("/x", bytes(10_000)))


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nContent-Encoding: gzip\r\n\r\nnot gzip!",
    ],
)
def test_an_answer_that_is_damaged_is_broken(http: Http, answer: bytes) -> None:
    with raw_server(answer) as address, pytest.raises(Broken) as error:
        fetched(http, address)
    assert "SECRET" not in str(error.value)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SECRET is no status line\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 70_000,
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200,
        b"HTTP/1.1 99",
        b"\x16\x03\x01",
    ],
)
def test_what_is_no_answer_is_unreachable_and_not_quoted(http: Http, answer: bytes) -> None:
    with raw_server(answer) as address, pytest.raises(Unreachable) as error:
        fetched(http, address)
    assert not isinstance(error.value, Broken)
    assert "SECRET" not in str(error.value)


def test_a_server_that_accepts_and_says_nothing_comes_to_the_limit(http: Http) -> None:
    with raw_server(close=False) as address, pytest.raises(Unreachable, match="did not answer in time"):
        fetched(http, address, limits=SOON)


def test_a_server_that_falls_silent_within_the_answer_comes_to_the_limit(http: Http) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbeginning"
    with raw_server(answer, close=False) as address, pytest.raises(Broken, match="did not answer in time"):
        fetched(http, address, limits=SOON)


def test_a_slow_server_that_is_not_silent_is_waited_for(http: Http, web: Web) -> None:
    web.fault("*", lambda answer: replace(answer, drip=0.1))

    assert fetched(http, web.page("/x", b"tardily"), limits=SOON) == b"tardily"


def test_a_closed_port_is_refused_at_once_and_named(http: Http, dead_port: int) -> None:
    with pytest.raises(Unreachable, match=f"127.0.0.1:{dead_port}/x: connection refused"):
        fetched(http, f"http://127.0.0.1:{dead_port}/x?token=SECRET")


def test_a_host_that_swallows_everything_comes_to_the_limit(http: Http) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        waiting = [socket.socket() for _ in range(3)]
        for client in waiting:  # fills the queue of those that nobody accepts
            client.setblocking(False)
            client.connect_ex(listener.getsockname())

        with pytest.raises(Unreachable, match=r"did not answer in time|cannot be reached"):
            fetched(http, f"http://127.0.0.1:{listener.getsockname()[1]}/x", limits=SOON)
        for client in waiting:
            client.close()


def test_a_name_that_does_not_exist_is_said_so(http: Http) -> None:
    with pytest.raises(Unreachable, match="name is not known"):
        fetched(http, "http://no-such-host.invalid/x")


@pytest.mark.parametrize("address", ["", "pacs/x", "file:///etc/passwd", "http://", "http://[::1", "http://a\\@b/"])
def test_what_is_no_web_address_is_refused(http: Http, address: str) -> None:
    with pytest.raises(Refused):
        fetched(http, address)


def test_a_second_error_is_told_as_itself_and_not_as_the_first(http: Http, web: Web, dead_port: int) -> None:
    with raw_server(close=False) as silent:
        try:
            fetched(http, silent, limits=SOON)
        except Unreachable:
            with pytest.raises(Unreachable, match="refused"):
                fetched(http, f"http://127.0.0.1:{dead_port}/")


# --- certificates ---


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    return tmp_path / "ca.pem"


def test_a_private_authority_is_trusted_when_the_policy_names_it(tls_web: TlsWeb, ca_file: Path) -> None:
    with tls_web("127.0.0.1") as secure:
        assert fetched(Http(Certificates([ca_file])), secure.page("/x", b"safe")) == b"safe"


def test_an_authority_that_nobody_named_is_not_trusted(http: Http, tls_web: TlsWeb) -> None:
    with tls_web("127.0.0.1") as secure, pytest.raises(Untrusted, match=r"not trusted.*network\.ca_files"):
        fetched(http, secure.page("/x", b"") + "?token=SECRET")
    assert secure.requests == []


def test_a_certificate_for_another_host_is_not_trusted(tls_web: TlsWeb, ca_file: Path) -> None:
    with tls_web("other.example.org") as secure, pytest.raises(Untrusted, match="names another server"):
        fetched(Http(Certificates([ca_file])), secure.page("/x", b""))


def test_a_certificate_that_has_expired_is_not_trusted(authority: trustme.CA, ca_file: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    authority.issue_cert("127.0.0.1", not_before=yesterday - timedelta(days=9), not_after=yesterday).configure_cert(
        context
    )
    with webs.running(context) as secure, pytest.raises(Untrusted, match=r"expired.*clock"):
        fetched(Http(Certificates([ca_file])), secure.page("/x", b""))


def test_http_where_https_was_expected_is_said_so(http: Http, web: Web) -> None:
    with pytest.raises(Unreachable, match="No encrypted connection"):
        fetched(http, web.page("/x", b"").replace("http:", "https:"))


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_ca_file_that_cannot_be_read_is_named(tls_web: TlsWeb, tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "broken.pem"
    if content is not None:
        file.write_text(content)

    with pytest.raises(WetreadError, match=r"broken\.pem.*network\.ca_files"):
        fetched(Http(Certificates([file])), "https://127.0.0.1:1/x")


# --- proxies ---


def test_a_proxy_of_the_environment_is_asked_and_gets_its_login(
    http: Http, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.page("/x", b"by way of the proxy")
    monkeypatch.setenv("http_proxy", web.origin.replace("://", "://user:p%40ss@"))

    assert fetched(http, "http://pacs.invalid/x") == b"by way of the proxy"
    assert web.requests[0].target == "http://pacs.invalid/x"
    assert web.requests[0].headers["proxy-authorization"] == "Basic dXNlcjpwQHNz"


def test_a_proxy_may_be_named_without_its_scheme(http: Http, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.page("/x", b"by way of the proxy")
    monkeypatch.setenv("http_proxy", web.origin.removeprefix("http://"))

    assert fetched(http, "http://pacs.invalid/x") == b"by way of the proxy"


@pytest.mark.parametrize("excepted", ["pacs.invalid", ".invalid", "*"])
def test_hosts_without_proxy_are_asked_directly(
    http: Http, web: Web, monkeypatch: pytest.MonkeyPatch, excepted: str
) -> None:
    monkeypatch.setenv("http_proxy", web.origin)
    monkeypatch.setenv("no_proxy", excepted)

    with pytest.raises(Unreachable):
        fetched(http, "http://pacs.invalid/x")
    assert web.requests == []


def test_this_computer_is_never_asked_through_a_proxy(
    http: Http, web: Web, monkeypatch: pytest.MonkeyPatch, dead_port: int
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{dead_port}")

    assert fetched(http, web.page("/x", b"direct")) == b"direct"


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:{port}", "socks5://user:SECRET@127.0.0.1:{port}"])
def test_a_proxy_that_is_not_there_is_said_so(
    http: Http, monkeypatch: pytest.MonkeyPatch, dead_port: int, proxy: str
) -> None:
    monkeypatch.setenv("http_proxy", proxy.format(port=dead_port))

    with pytest.raises(Unreachable, match="proxy") as error:
        fetched(http, "http://pacs.invalid/x")
    assert "SECRET" not in str(error.value)


def test_a_proxy_that_wants_a_login_is_told_from_the_archive(
    http: Http, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.fault("*", says(407))
    monkeypatch.setenv("http_proxy", web.origin)

    with pytest.raises(NotAuthorised, match="The proxy did not let us through"):
        fetched(http, "http://pacs.example.org/x")


def test_a_proxy_that_does_not_reach_the_archive_is_told_from_one_that_is_not_there(
    http: Http, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", web.origin)  # it knows no tunnels

    with pytest.raises(Unreachable, match=r"cannot be reached.*pacs\.example\.org.*the proxy answered 501"):
        fetched(http, "https://pacs.example.org/x")


def test_who_is_refused_after_a_redirect_reads_that_the_permission_did_not_come_along(http: Http, web: Web) -> None:
    with webs.running() as other:
        other.fault("/x", says(401))
        web.fault("/x", moved_to(f"{other.origin}/x"))

        with pytest.raises(NotAuthorised, match="redirects to this one"):
            fetched(http, f"{web.origin}/x", headers=[("Authorization", "Bearer secret")])
        with pytest.raises(NotAuthorised, match="If a link brought you here"):
            fetched(http, f"{web.origin}/x")
