"""What an archive sends (WADO-RS, PS3.18 10.4), as files in the cache: each part of an answer is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from launcher.cache import Cache
from launcher.downloads import LARGEST_FILE, Damaged
from launcher.headers import Header, read_header
from launcher.http import Response
from launcher.multipart import Event, Malformed, MultipartReader, PartBegins, PartData, PartEnds, media_type

LARGEST_SERIES: Final = 1 << 40  # bytes

_TRAILING: Final = 0x7FE0
"""What follows the pixel data of a data set is of this group or a higher one, PS3.5 7.1."""
_DECODED: Final = frozenset(
    ("1.2.840.10008.1.2", "1.2.840.113619.5.2")
    + tuple(f"1.2.840.10008.1.2.{tail}" for tail in ("1", "1.99", "2", "5", "1.98"))
    + tuple(
        f"1.2.840.10008.1.2.4.{number}"
        for number in (50, 51, 57, 70, 80, 81, *range(90, 94), *range(100, 113), *range(201, 204))
    )
)


def files(response: Response, cache: Cache) -> Iterator[Path]:
    """Keep each part of an answer as a file, as soon as it has come; an answer that is not packed is one file.

    A part that has not the length that it announced is left out.

    Raises
    ------
    Malformed
        After all that came: the answer did not come to its closing boundary.
    Broken, BadAnswer
        The stream ended in an error.
    """
    kind, boundary = media_type(response.headers.get("Content-Type", ""))
    if not kind.startswith("multipart/"):
        yield cache.save(response.chunks(LARGEST_FILE))
        return
    reader = MultipartReader(boundary)
    events = _events(reader, response.chunks(LARGEST_SERIES))
    for event in events:
        if isinstance(event, PartBegins):
            damage: list[str] = []
            path = cache.save(_part(events, damage))
            if any(damage):
                cache.discard(path)
            else:
                yield path
    reader.close()


def _events(reader: MultipartReader, chunks: Iterator[bytes]) -> Iterator[Event]:
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


def whole_header(path: Path) -> Header:
    """The header of a file whose data set goes to the end of the file, and no further.

    Raises
    ------
    Damaged
        It is cut, or something else follows: the next image, when a boundary got lost.
    NotDicom
        It is no DICOM file.
    """
    header = read_header(path)
    if header.truncated:
        raise Damaged("An image did not come whole", header.truncated)
    if header.pixel_data is not None and not _ends_well(path, sum(header.pixel_data)):
        raise Damaged("An image did not come whole", "its pixel data is followed by what is no part of it")
    return header


def _ends_well(path: Path, end: int) -> bool:
    with path.open("rb") as file:
        file.seek(end)
        rest = file.read(8)
    return (len(rest) < 8 and not any(rest)) or int.from_bytes(rest[:2], "little") >= _TRAILING


def is_decoded(transfer_syntax_uid: str) -> bool:
    """Whether images in this transfer syntax can be shown here; another one is better asked for uncompressed."""
    return not transfer_syntax_uid or transfer_syntax_uid in _DECODED
