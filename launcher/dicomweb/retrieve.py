"""What an archive sends (WADO-RS, PS3.18 10.4), as files in the cache: each part of an answer is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Final, Protocol

from launcher.cache import BEGINNING, Cache, Kept, nobody
from launcher.dicomweb.multipart import (
    Event,
    Malformed,
    MultipartReader,
    PartBegins,
    PartData,
    PartEnds,
    boundary_in,
    media_type,
)
from launcher.flow import write_all
from launcher.http.body import PIECE
from launcher.http.client import Response

BETWEEN_PARTS: Final = BEGINNING + (1 << 10)
"""Bytes that are looked at where a part ends: the header of the next one, and the beginning of its file."""

_UNDECODED: Final = frozenset(
    f"1.2.840.10008.1.2.4.{number}" for number in (52, 54, 56, *range(58, 67), 94, 95, 204, 205)
)
"""Retired forms of JPEG, and JPIP, which leaves the pixels on a server."""


class Unpacker:
    """Takes the answers of one archive apart.

    Some archives announce wrong lengths with every part. Once a part has not had its own, no length counts any more in
    the answers that follow: a boundary tells where a part ends, and whoever reads it, whether the data set ends there.
    """

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self._by_length = True

    def files(self, response: Response, grows: Callable[[Kept], None] = nobody) -> Iterator[Kept]:
        """Keep each part of an answer as a file, as soon as it has come; an answer that is not packed is one file.

        One that is packed and does not say so, or not by which boundary, is taken apart when it has come.

        A part that has not the length that it announced is left out. ``grows`` is told of each while it comes.

        Raises
        ------
        Malformed
            After all that came: the answer did not come to its closing boundary.
        Broken, BadAnswer
            The stream ended in an error.
        """
        kind, boundary = media_type(response.headers.get("Content-Type", ""))
        if kind.startswith("multipart/") and boundary:
            yield from self._parts(response, boundary, grows)
            return
        file = self.cache.keep(response, grows)
        unsaid = boundary_in(file.beginning)
        if not unsaid:
            yield file
            return
        try:
            with file.path.open("rb") as opened:
                yield from self._parts(_Stored(opened), unsaid, grows)
        finally:
            self.cache.discard(file.path)

    def _parts(self, source: _Source, boundary: str, grows: Callable[[Kept], None]) -> Iterator[Kept]:
        parts = _Parts(source, MultipartReader(boundary, self._by_length))
        try:
            while parts.go_on():
                file = self.cache.keep(parts, grows)
                if parts.damage:
                    self._by_length = False
                    self.cache.discard(file.path)
                else:
                    yield file
        except Malformed:  # a length that is too great leads past the closing boundary
            self._by_length = False
            raise


class _Source(Protocol):
    """What parts come from: an answer, or one that lies in a file."""

    def take(self, most: int) -> bytes | memoryview: ...

    def pour(self, file: int, most: int) -> int: ...


class _Stored:
    """An answer that was kept as a file, for nothing told that it has parts."""

    def __init__(self, opened: IO[bytes]) -> None:
        self._opened = opened

    def take(self, most: int) -> bytes:
        """The next bytes."""
        return self._opened.read(most)

    def pour(self, file: int, most: int) -> int:
        """Write the next bytes; how many."""
        piece = self._opened.read(min(most, PIECE))
        write_all(file, piece)
        return len(piece)


class _Parts:
    """The parts of an answer, one after the other: the flow of the one that has begun."""

    def __init__(self, source: _Source, reader: MultipartReader) -> None:
        self._source = source
        self._reader = reader
        self._events: Iterator[Event] = iter(())
        self._ended = True
        self.damage = ""  # of the part that has ended

    def go_on(self) -> bool:
        """Go to the beginning of the next part; whether there is one."""
        for event in iter(self._next, None):
            if isinstance(event, PartBegins):
                self._ended = False
                return True
        self._reader.close()
        return False

    def take(self, most: int = PIECE) -> bytes | memoryview:
        """The next bytes of the part, empty at its end."""
        if self._ended:
            return b""
        event = self._next()
        if isinstance(event, PartData):
            return event.data
        if not isinstance(event, PartEnds):
            raise Malformed("The server's answer broke off", "within an image", "")
        self._ended, self.damage = True, event.damage
        return b""

    def pour(self, file: int) -> int:
        """Write the next bytes of the part to a file descriptor; how many, 0 at its end."""
        if not self._reader.unseen:
            piece = self.take()
            write_all(file, piece)
            return len(piece)
        count = self._source.pour(file, self._reader.unseen)
        self._reader.pass_over(count)
        if not count:
            raise Malformed("The server's answer broke off", "within an image", "")
        return count

    def _next(self) -> Event | None:
        """What comes next; none at the end of the answer."""
        while (event := next(self._events, None)) is None:
            piece = self._source.take(PIECE if self._reader.announced is None else BETWEEN_PARTS)
            if not piece:
                return None
            self._events = self._reader.receive(piece)
        return event


def is_decoded(transfer_syntax_uid: str) -> bool:
    """Whether images in this transfer syntax can be shown here; another one is better asked for uncompressed."""
    return transfer_syntax_uid not in _UNDECODED
