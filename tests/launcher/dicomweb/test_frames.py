"""Answers to the request for one frame, as servers write them."""

from __future__ import annotations

import pytest

from launcher.dicomweb.frames import frame_in, is_as_stored
from launcher.dicomweb.multipart import Malformed

EXPLICIT, IMPLICIT, JPEG = "1.2.840.10008.1.2.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.4.50"
OUTER = 'multipart/related; type="image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50"; boundary=B'


def answer(*parts: bytes, header: str = "Content-Type: image/jpeg") -> bytes:
    return b"".join(b"--B\r\n" + header.encode() + b"\r\n\r\n" + part + b"\r\n" for part in parts) + b"--B--\r\n"


def test_the_frame_of_an_answer_is_its_one_part() -> None:
    said, frame = frame_in(OUTER, answer(b"\xff\xd8 stream"))

    assert frame == b"\xff\xd8 stream"
    assert is_as_stored(said, JPEG)


def test_an_answer_that_is_not_packed_is_the_frame() -> None:
    assert frame_in("application/octet-stream", b"\1\2") == ("application/octet-stream", b"\1\2")


@pytest.mark.parametrize(
    "body",
    [answer(b"frame")[:-6], answer(b"one", b"two"), answer(b"frame", header="Content-Length: 9"), b"<html>", b"--B--"],
    ids=["cut", "two", "short", "page", "none"],
)
def test_what_is_not_one_whole_frame_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        frame_in(OUTER, body)


@pytest.mark.parametrize(
    ("said", "stored", "fits"),
    [
        ("image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50", JPEG, True),
        ('application/octet-stream;transfer-syntax="1.2.840.10008.1.2.1"', JPEG, False),  # unpacked by the server
        ("application/octet-stream; Transfer-Syntax=1.2.840.10008.1.2.1", EXPLICIT, True),
        ("application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1", IMPLICIT, True),  # the same pixels
        ("application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", False),
        ("application/octet-stream", EXPLICIT, True),
        ("application/octet-stream", JPEG, False),
        ("image/jpeg", JPEG, True),
        ("image/jpeg", EXPLICIT, False),  # rendered, not stored
    ],
)
def test_a_frame_counts_only_as_it_is_stored(said: str, stored: str, fits: bool) -> None:
    assert is_as_stored(said, stored) is fits
