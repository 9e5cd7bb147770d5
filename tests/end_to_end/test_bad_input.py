"""Whatever is wrong with a request: one clear sentence, an exit code, and an instance that goes on."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.studies import Study
from tests.servers.web import Web, says
from tests.servers.wetread import Wetread

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><manifest xmlns="http://www.weasis.org/xsd/2.5"><arcQuery baseUrl="&i;"/></manifest>'
)
EMPTY_LIST = (
    '<manifest xmlns="http://www.weasis.org/xsd/2.5"><arcQuery arcId="1" baseUrl="{origin}"></arcQuery></manifest>'
)


@dataclass(frozen=True)
class Case:
    """Words to open, the exit code, and what the sentence must name."""

    name: str
    words: tuple[str, ...]
    exit_code: int
    names: tuple[str, ...]


REQUESTS = [
    Case("an unknown command", ("$dicom:gett -w http://127.0.0.1/m",), 2, ("dicom:gett", "dicom:get")),
    Case("an unknown option", ("$dicom:get --wadoo http://127.0.0.1/m",), 2, ("dicom:get", "--wadoo", "--wado")),
    Case("a command without what it needs", ("$dicom:get",), 2, ("dicom:get", "no option")),
    Case("an unterminated quote", ('$dicom:get -w "',), 2, ("not complete", "quote")),
    Case(
        "a quote lost in the middle", ('$dicom:rs --url "http://h/rs -r "studyUID=1.2"',), 2, ("not complete", "quote")
    ),
    Case(
        "a link cut in an escape", ("weasis://?%24dicom%3Aget+-w+http%3A%2F%2F127.0.0.1%2",), 2, ("not complete", "%2")
    ),
    Case("a link cut in its command", ("weasis://?%24dicom%3Ag",), 2, ("dicom:g",)),
    Case(
        "a control character",
        ("weasis://?%24dicom%3Aget+-w+http%3A%2F%2F127.0.0.1%2Fm%00",),
        2,
        ("not allowed", "U+00"),
    ),
    Case(
        "a line break in a link",
        ("weasis://?%24dicom%3Aget%0A-w+http%3A%2F%2F127.0.0.1%2Fm",),
        2,
        ("not allowed", "U+00"),
    ),
    Case("an inline manifest that is none", ("$dicom:get -i bm90IGEgbWFuaWZlc3Q=",), 4, ("manifest",)),
    Case("a file that is not there", ("/no/such/file.dcm",), 2, ("/no/such/file.dcm", "Check the path")),
    Case("an archive that is not set up", ("$dicom:qr -r studyUID=1.2",), 2, ("No archive is set up",)),
    Case("a DICOMweb request for nothing", ('$dicom:rs -u "http://127.0.0.1/rs" -r "studyUID="',), 2, ("studyUID",)),
    Case(
        "a service that is no web service", ("$dicom:rs -u ftp://h/rs -r studyUID=1.2",), 2, ("ftp://h/rs", "http://")
    ),
    Case("a header that none can have", ('$dicom:rs -u "http://h/rs" -r "studyUID=1" -H "A B: c"',), 2, ("header",)),
    Case(
        "no DICOMweb service there", ("--wait", '$dicom:rs -u "http://127.0.0.1:9/rs" -r "studyUID=1"'), 4, ("reached",)
    ),
    Case("a protected property", ('$weasis:config pro="java.home /x"',), 4, ("java.home",)),
]


def complains(wetread: Wetread, words: tuple[str, ...], exit_code: int, names: tuple[str, ...]) -> str:
    """Open ``words`` and check the exit code and the sentence: what, why, what to do."""
    result = wetread("--wait", "--timeout", "60", *words, timeout=90)

    assert result.returncode == exit_code, result.stderr
    for name in names:
        assert name in result.stderr
    assert "Traceback" not in result.stderr
    assert "unforeseen" not in result.stderr
    return result.stderr


@pytest.mark.parametrize("case", REQUESTS, ids=lambda case: case.name)
def test_a_request_that_is_wrong_says_so(running: Wetread, case: Case) -> None:
    complains(running, case.words, case.exit_code, case.names)


MANIFESTS = [
    ("HTML", "<!DOCTYPE html><html><body>Please sign in</body></html>", ("web page", "sign in")),
    ("empty", "", ("empty",)),
    ("a bomb", BOMB, ("manifest", "document type")),
    ("without instances", EMPTY_LIST, ("no images",)),
    ("cut", '<manifest xmlns="http://www.weasis.org/xsd/2.5"><arcQuery arcId="1" base', ("manifest",)),
    ("no manifest but XML", "<feed xmlns='http://www.w3.org/2005/Atom'/>", ("manifest", "feed")),
]


@pytest.mark.parametrize(("body", "names"), [case[1:] for case in MANIFESTS], ids=[case[0] for case in MANIFESTS])
@pytest.mark.parametrize("pack", [str.encode, lambda body: gzip.compress(body.encode())], ids=["plain", "packed"])
def test_a_manifest_that_cannot_be_used_says_so(
    running: Wetread, web: Web, body: str, names: tuple[str, ...], pack: Callable[[str], bytes]
) -> None:
    address = web.page("/mf.xml", pack(body.replace("{origin}", web.origin)))

    complains(running, (f'$dicom:get -w "{address}"',), 4, names)


@pytest.mark.parametrize(
    ("status", "names"),
    [
        (401, ("refused access", "401", "open its page again")),
        (403, ("refused access", "403", "open its page again")),
        (404, ("no manifest at this address", "404", "Open the page with the link again")),
        (500, ("could not answer", "500", "Try again")),
    ],
)
def test_a_server_that_says_no_is_quoted_without_the_query(
    running: Wetread, web: Web, status: int, names: tuple[str, ...]
) -> None:
    web.fault("*", says(status))

    said = complains(
        running, (f'$dicom:get -w "{web.origin}/mf.xml?patient=Doe"',), 4, (*names, f"{web.origin}/mf.xml")
    )

    assert "Doe" not in said


def test_a_dead_server_is_named_with_what_to_do(running: Wetread, dead_port: int) -> None:
    words = (f'$dicom:get -w "http://127.0.0.1:{dead_port}/mf.xml"',)

    complains(running, words, 4, ("cannot be reached", f"127.0.0.1:{dead_port}", "Check the network"))


def test_a_certificate_for_another_name_is_not_trusted(running: Wetread, tls_web: Callable[..., object]) -> None:
    with tls_web("elsewhere.example") as web:  # type: ignore[attr-defined]
        words = (f'$dicom:get -w "{web.origin}/mf.xml"',)

        complains(running, words, 4, ("certificate is not trusted", web.origin, "another server than its certificate"))
        assert web.requests == []


def test_a_study_whose_server_is_dead_fails_with_its_images_named(
    running: Wetread, web: Web, dead_port: int, other_study: Study
) -> None:
    address = web.page("/mf.xml", other_study.direct(f"http://127.0.0.1:{dead_port}"))

    complains(running, (address,), 4, ("cannot be reached", f"127.0.0.1:{dead_port}"))

    status = running.status()
    assert {series["state"] for series in status.series.values()} == {"failed"}
    assert status.total("failed") == len(other_study.instances)


FILES = [
    ("nothing.dcm", b"", ("nothing.dcm", "empty")),
    ("text.dcm", b"Dear colleague,\nplease find attached\n" * 20, ("text.dcm", "text")),
    ("half.dcm", b"\0" * 128 + b"DICM\2\0\0\0UL\4\0", ("half.dcm",)),
    ("report.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + b"\0" * 500, ("report.pdf", "PDF")),
]


@pytest.mark.parametrize(("name", "content", "names"), FILES, ids=[case[0] for case in FILES])
def test_a_file_that_is_no_image_says_what_it_is(
    running: Wetread, tmp_path: Path, name: str, content: bytes, names: tuple[str, ...]
) -> None:
    (tmp_path / name).write_bytes(content)

    complains(running, (str(tmp_path / name),), 2, names)


def test_a_good_target_beside_a_bad_one_still_opens(running: Wetread, other_study: Study) -> None:
    result = running("--wait", "/no/such/file.dcm", other_study.folder)

    assert result.returncode in (1, 2)
    assert "/no/such/file.dcm" in result.stderr
    assert running.status().total("received") == len(other_study.instances)


def test_an_instance_that_met_all_of_this_still_works(running: Wetread, manifest: str, study: Study) -> None:
    running.opened(manifest)

    assert running.status().total("received") == len(study.instances)
