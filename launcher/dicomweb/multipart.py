"""multipart/related (RFC 2046, PS3.18 8.6.1.2), fed in pieces of any size: bytes in, events out.

A connection may end at any byte and look like a good end; only the closing boundary tells that all parts came, so
``close`` says whether it did. Parts are passed on as they arrive and never joined; what is held back between two
pieces is a possible delimiter or an unfinished header, both of bounded size.

A part that announces its length is passed on unseen, so many bytes of it: neither copied nor searched. Where no
delimiter stands behind them, it ends at the next one there is, and is damaged; of those that follow, no length counts.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from functools import lru_cache
from typing import Final

from launcher.errors import BadAnswer
from launcher.frozen import frozen

LONGEST_BOUNDARY: Final = 200
"""Bytes; RFC 2046 allows 70, which servers exceed."""
LONGEST_HEADER: Final = 16 << 10
LONGEST_PREAMBLE: Final = 64 << 10

_PARAMETER: Final = re.compile(r';\s*([^=;"\s]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')
_ESCAPED: Final = re.compile(r"\\(.)")
_LINE_END: Final = re.compile(rb"(--)|[ \t]{0,64}\r?\n")  # what follows a delimiter: the end of all, or of its line
_LONGEST_LINE_END: Final = 66
_BEGINNING: Final = re.compile(rb"(?:\r?\n)?--([!-~ ]{1,200}?)[ \t]{0,64}\r?\n(?:[!-9;-~]+:|\r?\n)")  # then a header
_HEADER_END: Final = re.compile(rb"\n\r?\n")


class Malformed(BadAnswer):
    """The bytes are no multipart body, or end before its closing boundary."""


@frozen
class PartBegins:
    """A part's headers, with names in lower case."""

    headers: Mapping[str, str]


@frozen
class PartData:
    """The next bytes of the part; a view that holds until the next piece is given."""

    data: memoryview


@frozen
class PartEnds:
    """The part is over. ``damage`` says what is wrong with it when it does not have the length that it announced."""

    damage: str = ""


Event = PartBegins | PartData | PartEnds


def media_type(content_type: str) -> tuple[str, str]:
    """The type of a Content-Type value in lower case, and its ``boundary`` parameter, empty without one.

    Parameters may be quoted and hold semicolons then, as in ``type="application/octet-stream; transfer-syntax=…"``.
    """
    kind, _, _ = content_type.partition(";")
    parameters = {name.lower(): value.strip() for name, value in _PARAMETER.findall(content_type)}
    boundary = parameters.get("boundary", "")
    return kind.strip().lower(), _ESCAPED.sub(r"\1", boundary[1:-1]) if boundary.startswith('"') else boundary


def boundary_in(beginning: bytes) -> str:
    """The boundary that a body begins with, whatever was said of it; empty when it begins otherwise."""
    found = _BEGINNING.match(beginning)
    return found[1].decode("latin-1") if found else ""


class MultipartReader:
    """One multipart body.

    Parameters
    ----------
    boundary
        As the Content-Type names it, without the dashes.
    by_length
        Whether the lengths that parts announce count.
    """

    def __init__(self, boundary: str, by_length: bool = True) -> None:
        if not 0 < len(boundary) <= LONGEST_BOUNDARY or not boundary.isascii():
            raise Malformed("The server's answer cannot be taken apart", "it names no boundary between its parts")
        self._delimiter = b"\n--" + boundary.encode()
        self._held = b"\r\n"  # the first delimiter may stand at the very beginning
        self._step = self._preamble
        self._by_length = by_length
        self.announced: int | None = None
        """Length of the part in bytes, where it says so."""
        self._left = 0  # bytes of the part that are passed on unseen
        self._rest = memoryview(b"")  # of the piece
        self._passed = 0

    def receive(self, piece: bytes | memoryview) -> Iterator[Event]:
        """Take the next piece.

        Raises
        ------
        Malformed
            A header that cannot be read or does not end, or no delimiter where one must be.
        """
        self._rest = memoryview(piece)
        while self._rest:
            if self._left:
                data, self._rest = self._rest[: self._left], self._rest[self._left :]
                self._left -= len(data)
                yield PartData(data)
            else:
                self._rest = yield from self._searched(self._rest)

    @property
    def unseen(self) -> int:
        """How many of the bytes that follow are the part's, whatever they are: ``receive`` need not be given them."""
        return 0 if self._rest else self._left

    def pass_over(self, count: int) -> None:
        """So many of the ``unseen`` bytes have come, and went elsewhere."""
        self._left -= count

    def _searched(self, piece: memoryview) -> Generator[Event, None, memoryview]:
        """Look through a piece, up to a part that is passed on unseen; what of it lies behind."""
        held = self._held + piece
        at = 0
        while not self._left:
            event, at, goes_on = self._step(held, at)
            if event is not None:
                yield event
            if not goes_on:
                self._held = held[at:]
                return piece[len(piece) :]
        behind = at - len(self._held)
        self._held = b""
        return piece[behind:]

    def close(self) -> None:
        """The last piece has been given.

        Raises
        ------
        Malformed
            The closing boundary has not come.
        """
        if self._step != self._epilogue:
            raise Malformed("The server's answer broke off", "its closing boundary did not come", "")

    # Each step looks at the bytes from an offset on. It returns an event if there is one, the offset up to which it is
    # done, and whether another step can go on from there; what lies behind the offset else is held for the next piece.

    def _preamble(self, held: bytes, at: int) -> tuple[Event | None, int, bool]:
        found = self._find(held, at) or (None if self._passed else self._found_otherwise(held))
        if found is None:
            self._passed += len(held)
            if self._passed > LONGEST_PREAMBLE:
                raise Malformed("The server's answer cannot be taken apart", "it does not begin with its boundary")
            return None, self._unsure(held, at), False
        return self._behind(held, *found)

    def _header(self, held: bytes, at: int) -> tuple[Event | None, int, bool]:
        end = _HEADER_END.search(held, at, at + LONGEST_HEADER)
        if end is None:
            if len(held) - at >= LONGEST_HEADER:
                raise Malformed("The server's answer cannot be taken apart", "the header of a part does not end")
            return None, at, False
        headers = _headers(held[at + 1 : end.start() + 1])
        length = headers.get("content-length", "")
        counts = self._by_length and length.isdecimal() and len(length) < 20
        self.announced = int(length) if counts else None
        self._passed = self._left = self.announced or 0
        self._step = self._body
        return PartBegins(headers), end.end(), True

    def _body(self, held: bytes, at: int) -> tuple[Event | None, int, bool]:
        found = self._find(held, at)
        end = self._unsure(held, at) if found is None else _line_start(held, found[0], at)
        if end > at:
            self._passed += end - at
            return PartData(memoryview(held)[at:end]), end, found is not None
        if found is None:
            return None, at, False
        _, behind, goes_on = self._behind(held, *found)
        short = self.announced is not None and self._passed != self.announced
        self._by_length = self._by_length and not short
        damage = f"{self._passed:,} bytes came of {self.announced:,}" if short else ""
        return PartEnds(damage), behind, goes_on

    def _epilogue(self, held: bytes, at: int) -> tuple[Event | None, int, bool]:
        return None, len(held), False

    def _find(self, held: bytes, at: int) -> tuple[int, re.Match[bytes]] | None:
        """Where the next delimiter begins (its line feed), and how its line ends."""
        while (found := held.find(self._delimiter, at)) >= 0:
            line_end = _LINE_END.match(held, found + len(self._delimiter))
            if line_end is not None:
                return found, line_end
            at = found + 1  # a longer line that begins like it
        return None

    def _found_otherwise(self, held: bytes) -> tuple[int, re.Match[bytes]] | None:
        """The delimiter that the body begins with, where that is another than was named: servers count dashes twice."""
        begun = boundary_in(held[2:])
        if not begun:
            return None
        self._delimiter = b"\n--" + begun.encode()
        return self._find(held, 0)

    def _behind(self, held: bytes, found: int, line_end: re.Match[bytes]) -> tuple[None, int, bool]:
        if line_end[1]:
            self._step = self._epilogue
            return None, len(held), False
        self._step = self._header
        return None, line_end.end() - 1, True

    def _unsure(self, held: bytes, at: int) -> int:
        """From where on the bytes may belong to a delimiter that is not complete yet."""
        start = max(at, len(held) - len(self._delimiter) - _LONGEST_LINE_END)
        candidate = held.find(b"\n", start)
        while candidate >= 0 and not self._may_begin(held, candidate):
            candidate = held.find(b"\n", candidate + 1)
        if candidate < 0:
            return max(at, len(held) - held.endswith(b"\r"))
        return _line_start(held, candidate, at)

    def _may_begin(self, held: bytes, at: int) -> bool:
        seen = held[at : at + len(self._delimiter)]
        return self._delimiter.startswith(seen)


def _line_start(held: bytes, line_feed: int, at: int) -> int:
    """Where the line end begins that belongs to a delimiter."""
    return line_feed - 1 if line_feed > at and held[line_feed - 1] == 0x0D else line_feed


@lru_cache(maxsize=16)
def _headers(block: bytes) -> Mapping[str, str]:
    """What a header says; those of one answer are alike."""
    headers: dict[str, str] = {}
    name = ""
    for line in block.decode("latin-1").split("\n"):
        if not line.strip():
            continue
        if line[0] in " \t" and name:  # goes on from the line above
            headers[name] += f" {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        name = name.strip().lower()
        if not colon or not name:
            raise Malformed("The server's answer cannot be taken apart", "the header of a part cannot be read")
        headers[name] = value.strip()
    return headers
