"""multipart/related: the same parts however the network cuts the body; an end is an end only when it says so."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.dicomweb.multipart import (
    LONGEST_HEADER,
    Malformed,
    MultipartReader,
    PartBegins,
    PartData,
    PartEnds,
    boundary_in,
    media_type,
)

Part = tuple[dict[str, str], bytes, str]


def read(reader: MultipartReader, *pieces: bytes) -> list[Part]:
    parts: list[Part] = []
    headers, body = {}, b""
    for piece in pieces:
        for event in reader.receive(piece):
            if isinstance(event, PartBegins):
                headers, body = dict(event.headers), b""
            elif isinstance(event, PartData):
                body += bytes(event.data)
            elif isinstance(event, PartEnds):
                parts.append((headers, body, event.damage))
    reader.close()
    return parts


def bodies(*pieces: bytes, boundary: str = "B") -> list[bytes]:
    return [body for _, body, _ in read(MultipartReader(boundary), *pieces)]


def body_of(parts: list[bytes], boundary: bytes = b"B", end: bytes = b"\r\n", header: bytes = b"X: y\r\n") -> bytes:
    lines = b"".join(b"--" + boundary + end + header + end + part + end for part in parts)
    return lines + b"--" + boundary + b"--" + end


NEAR = b"--B one \r\n--BC no \n-- \r\n--\r\n- \r\r\n\r"
BODY = b"for old readers\r\n" + body_of([b"one", NEAR, b"", b"tw\r\n--o"])


@pytest.mark.parametrize("size", range(1, len(BODY) + 1))
def test_parts_are_the_same_however_the_network_cuts_the_body(size: int) -> None:
    pieces = [BODY[at : at + size] for at in range(0, len(BODY), size)]

    assert bodies(*pieces) == [b"one", NEAR, b"", b"tw\r\n--o"]


@given(
    st.lists(st.lists(st.sampled_from([b"\r\n", b"--", b"B", b"-", b"x", b"\n", b"\0" * 50]), max_size=30), max_size=5),
    st.lists(st.integers(0, 4000), max_size=20),
)
def test_any_bytes_that_hold_no_delimiter_come_through_any_cuts(tokens: list[list[bytes]], cuts: list[int]) -> None:
    parts = [b"".join(part).replace(b"\n--B", b"\n-B") for part in tokens]
    body = body_of(parts)
    edges = sorted({0, len(body), *(min(cut, len(body)) for cut in cuts)})

    assert bodies(*(body[start:end] for start, end in pairwise(edges))) == parts


@given(st.binary(max_size=400), st.lists(st.integers(0, 400), max_size=5))
def test_hostile_bytes_give_parts_or_a_clear_error_and_are_never_more_than_they_were(
    data: bytes, cuts: list[int]
) -> None:
    data = data.replace(b"\x01", b"\r\n--B\r\n").replace(b"\x02", b"\r\n\r\n").replace(b"\x03", b"\r\n--B--")
    edges = sorted({0, len(data), *cuts})
    try:
        assert sum(map(len, bodies(*(data[start:end] for start, end in pairwise(edges))))) <= len(data)
    except Malformed as error:
        assert error.why


@pytest.mark.parametrize("cut", range(len(body_of([b"one", b"two"])) - 3))
def test_a_body_that_is_cut_anywhere_has_not_come_to_its_end(cut: int) -> None:
    with pytest.raises(Malformed):
        bodies(body_of([b"one", b"two"])[:cut])


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
@pytest.mark.parametrize("header", [b"", b"Content-Type: application/dicom\n", b"A: b\r\nC: d\r\n"])
def test_line_ends_and_headers_are_as_servers_send_them(end: bytes, header: bytes) -> None:
    assert bodies(body_of([b"one", b"two"], end=end, header=header)) == [b"one", b"two"]


def test_headers_are_read_in_any_case_and_over_several_lines() -> None:
    body = body_of([b"x"], header=b"CONTENT-type: application/dicom;\r\n transfer-syntax=1.2\r\nContent-Length : 1\r\n")

    (headers, _, damage) = read(MultipartReader("B"), body)[0]

    assert headers["content-type"] == "application/dicom; transfer-syntax=1.2"
    assert damage == ""


def announcing(part: bytes, length: int | None, boundary: bytes = b"B") -> bytes:
    header = b"" if length is None else b"Content-Length: %d\r\n" % length
    return b"--" + boundary + b"\r\n" + header + b"\r\n" + part + b"\r\n"


ANY_PART = st.lists(st.sampled_from([b"\r\n", b"--", b"\r\n--B\r\n", b"--B--", b"x", b"\0" * 50]), max_size=20)


@given(st.lists(ANY_PART.map(b"".join), max_size=5), st.lists(st.integers(0, 4000), max_size=20))
def test_parts_that_announce_their_length_may_hold_anything(parts: list[bytes], cuts: list[int]) -> None:
    filled = [part or b"x" for part in parts]
    body = b"".join(announcing(part, len(part)) for part in filled) + b"--B--"
    edges = sorted({0, len(body), *(min(cut, len(body)) for cut in cuts)})

    read_parts = read(MultipartReader("B"), *(body[start:end] for start, end in pairwise(edges)))

    assert [(part, damage) for _, part, damage in read_parts] == [(part, "") for part in filled]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 200))), max_size=6),
    st.lists(st.integers(0, 900), max_size=20),
)
def test_whatever_lengths_are_announced_what_is_not_damaged_has_its_own_until_one_was_wrong(
    sizes: list[tuple[int, int | None]], cuts: list[int]
) -> None:
    body = b"".join(announcing(b"x" * size, length) for size, length in sizes) + b"--B--"
    edges = sorted({0, len(body), *(min(cut, len(body)) for cut in cuts)})
    try:
        parts = read(MultipartReader("B"), *(body[start:end] for start, end in pairwise(edges)))
    except Malformed:
        assert any(length is not None and length > size for size, length in sizes)
    else:
        believed = True
        for headers, part, damage in parts:
            told = int(headers.get("content-length", len(part))) if believed else len(part)
            assert (damage == "") == (len(part) == told)
            believed = believed and not damage


def test_what_is_announced_is_passed_on_without_a_copy() -> None:
    reader = MultipartReader("B")
    begun, _ = reader.receive(b"--B\r\nContent-Length: 9\r\n\r\nx")
    piece = bytes(8)

    (data,) = reader.receive(piece)

    assert isinstance(begun, PartBegins)
    assert isinstance(data, PartData)
    assert data.data.obj is piece


@given(st.lists(st.tuples(ANY_PART.map(b"".join), st.booleans()), max_size=5), st.integers(1, 200))
def test_what_is_unseen_may_go_elsewhere(parts: list[tuple[bytes, bool]], size: int) -> None:
    filled = [(part.replace(b"B", b"b") or b"x", told) for part, told in parts]
    body = b"".join(announcing(part, len(part) if told else None) for part, told in filled) + b"--B--"
    reader = MultipartReader("B")
    found: list[bytes] = []
    at = 0
    while at < len(body):
        piece = body[at : at + min(size, reader.unseen or size)]
        at += len(piece)
        if reader.unseen:
            found[-1] += piece
            reader.pass_over(len(piece))
            continue
        for event in reader.receive(piece):
            if isinstance(event, PartBegins):
                found.append(b"")
            elif isinstance(event, PartData):
                found[-1] += bytes(event.data)
    reader.close()

    assert found == [part for part, _ in filled]


def test_a_part_that_is_longer_than_it_says_is_damaged_and_the_next_is_not() -> None:
    body = announcing(b"five!", 3) + announcing(b"next", 4) + b"--B--"

    assert [damage for _, _, damage in read(MultipartReader("B"), body)] == ["5 bytes came of 3", ""]


def test_a_part_that_is_shorter_than_it_says_is_damaged_and_ends_at_a_boundary_behind_that() -> None:
    body = announcing(b"five!", 9) + announcing(b"swallowed", 9) + announcing(b"next", 4) + b"--B--"

    (_, _, damage), (_, after, good) = read(MultipartReader("B"), body)

    assert damage.endswith("of 9")
    assert (after, good) == (b"next", "")


def test_after_a_wrong_length_none_counts_any_more() -> None:
    wrong = [announcing(name, len(name) + 7) for name in (b"swallowing", b"swallowed", b"three", b"four")]

    (_, _, damage), *others = read(MultipartReader("B"), b"".join(wrong) + b"--B--")

    assert damage
    assert [(body, damage) for _, body, damage in others] == [(b"three", ""), (b"four", "")]


def test_lengths_count_only_where_they_are_wanted() -> None:
    body = announcing(b"one", 1300) + announcing(b"two", 1) + b"--B--"

    assert [part for _, part, _ in read(MultipartReader("B", by_length=False), body)] == [b"one", b"two"]


def test_a_part_that_is_shorter_than_it_says_up_to_the_end_of_all_has_not_come() -> None:
    with pytest.raises(Malformed):
        bodies(announcing(b"five!", 1300) + b"--B--")


def test_what_follows_the_closing_boundary_does_not_matter() -> None:
    assert bodies(body_of([b"one"]), b"\r\n--B\r\n\r\nmore", b"and more") == [b"one"]


def test_a_body_without_parts_is_whole() -> None:
    assert bodies(b"--B--") == []


def test_a_corrupt_boundary_joins_two_parts_which_their_length_tells() -> None:
    body = body_of([b"one", b"two", b"three"], header=b"Content-Length: 3\r\n").replace(b"--B", b"--?", 2)
    body = body.replace(b"--?", b"--B", 1)

    first, *_ = read(MultipartReader("B"), body)

    assert first[2].endswith("of 3")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html>" + b" " * 100_000, "does not begin"),
        (b"--B\r\nno colon\r\n\r\nx", "cannot be read"),
        (b"--B\r\nX: " + b"y" * LONGEST_HEADER, "does not end"),
        (b"", "closing boundary"),
        (b"--C\r\nno header\r\n--C--", "closing boundary"),
    ],
)
def test_what_is_no_multipart_says_so(body: bytes, why: str) -> None:
    with pytest.raises(Malformed) as raised:
        bodies(body)

    assert why in raised.value.why


@pytest.mark.parametrize("boundary", ["", "x" * 201, "é"])
def test_a_boundary_that_none_can_have_is_refused(boundary: str) -> None:
    with pytest.raises(Malformed):
        MultipartReader(boundary)


@pytest.mark.parametrize(
    ("content_type", "kind", "boundary"),
    [
        ("multipart/related; type=application/dicom; boundary=abc", "multipart/related", "abc"),
        ('Multipart/Related; TYPE="application/dicom"; BOUNDARY="a b;c"', "multipart/related", "a b;c"),
        (
            'multipart/related; type="application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1"; boundary=x',
            "multipart/related",
            "x",
        ),
        ("application/dicom", "application/dicom", ""),
        ("application/dicom; transfer-syntax=1.2", "application/dicom", ""),
        ('multipart/related; type="a; boundary=no"; boundary = "a\\\\\\"b" ; x=y', "multipart/related", 'a\\"b'),
        ("multipart/related;boundary=a=b;", "multipart/related", "a=b"),
        ("", "", ""),
    ],
)
def test_the_boundary_is_found_behind_any_other_parameter(content_type: str, kind: str, boundary: str) -> None:
    assert media_type(content_type) == (kind, boundary)


def test_a_boundary_of_one_hundred_characters_serves() -> None:
    assert bodies(body_of([b"one"], boundary=b"x" * 100), boundary="x" * 100) == [b"one"]


@pytest.mark.parametrize(
    ("body", "boundary"),
    [
        (b"--a b\r\nContent-Type: application/dicom\r\n\r\n", "a b"),
        (b"\r\n--ab  \r\ncontent-length: 2\r\n\r\n", "ab"),
        (b"--ab\n\nDICM", "ab"),
        (b"--\r\nContent-Type: application/dicom\r\n", ""),
        (b"--ab\r\nno header", ""),
        (b"--" + b"x" * 300 + b"\r\n\r\n", ""),
        (b"--ab", ""),
        (bytes(128) + b"DICM", ""),
        (b"", ""),
    ],
)
def test_a_body_may_tell_its_boundary_itself(body: bytes, boundary: str) -> None:
    assert boundary_in(body) == boundary


@pytest.mark.parametrize("named", ["--ab", "AB", "other"])
def test_the_delimiter_that_a_body_begins_with_counts_more_than_the_one_that_is_named(named: str) -> None:
    assert bodies(body_of([b"one", b"two"], boundary=b"ab"), boundary=named) == [b"one", b"two"]


def test_a_line_of_a_preamble_is_no_delimiter() -> None:
    body = b"--\r\nThis has several parts\r\n" + body_of([b"one", b"two"], boundary=b"ab")

    assert bodies(body, boundary="ab") == [b"one", b"two"]
