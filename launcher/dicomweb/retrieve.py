"""What an archive sends (WADO-RS, PS3.18 10.4), as files in the cache: each part of an answer is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from launcher.cache import Cache, Kept, nobody
from launcher.dicomweb.multipart import Event, Malformed, MultipartReader, PartBegins, PartData, PartEnds, media_type
from launcher.http.client import Response
from launcher.transfers import LARGEST_FILE

LARGEST_SERIES: Final = 1 << 40  # bytes

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

        A part that has not the length that it announced is left out. ``grows`` is told of each while it comes.

        Raises
        ------
        Malformed
            After all that came: the answer did not come to its closing boundary.
        Broken, BadAnswer
            The stream ended in an error.
        """
        kind, boundary = media_type(response.headers.get("Content-Type", ""))
        if not kind.startswith("multipart/"):
            yield self.cache.keep(response.chunks(LARGEST_FILE), grows)
            return
        reader = MultipartReader(boundary, self._by_length)
        events = _events(reader, response.chunks(LARGEST_SERIES))
        try:
            yield from self._parts(events, grows)
            reader.close()
        except Malformed:  # a length that is too great leads past the closing boundary
            self._by_length = False
            raise

    def _parts(self, events: Iterator[Event], grows: Callable[[Kept], None]) -> Iterator[Kept]:
        for event in events:
            if isinstance(event, PartBegins):
                damage: list[str] = []
                file = self.cache.keep(_part(events, damage), grows)
                if any(damage):
                    self._by_length = False
                    self.cache.discard(file.path)
                else:
                    yield file


def _events(reader: MultipartReader, chunks: Iterator[bytes | memoryview]) -> Iterator[Event]:
    for chunk in chunks:
        yield from reader.receive(chunk)


def _part(events: Iterator[Event], damage: list[str]) -> Iterator[memoryview]:
    """The bytes of the part that has begun, up to its end."""
    for event in events:
        if isinstance(event, PartData):
            yield event.data
        elif isinstance(event, PartEnds):
            damage.append(event.damage)
            return
    raise Malformed("The server's answer broke off", "within an image", "")


def is_decoded(transfer_syntax_uid: str) -> bool:
    """Whether images in this transfer syntax can be shown here; another one is better asked for uncompressed."""
    return transfer_syntax_uid not in _UNDECODED
