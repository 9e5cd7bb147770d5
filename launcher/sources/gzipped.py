"""Files packed with gzip: what is inside, and its unpacking into the cache."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from launcher.cache import Cache
from launcher.headers.content import Content, sniff
from launcher.transfers import Damaged

HEAD = 4096  # bytes that tell what is inside
CHUNK = 1 << 20
LARGEST = 4 << 30  # bytes of an image
DAMAGE = (OSError, EOFError, zlib.error)
"""What ``gzip`` raises at bytes that are not as they should be."""


def content(file: Path) -> Content | None:
    """What is packed in a file; ``None`` where that cannot be told, for it is damaged."""
    try:
        with gzip.open(file) as opened:
            head = opened.read(HEAD)
    except DAMAGE:
        return None
    return sniff(head, len(head))


def unpack(file: Path, cache: Cache) -> Path:
    """What is packed in a file, as it stands in the cache.

    Raises
    ------
    Damaged
        It is cut or altered, or larger than any image.
    """
    return cache.save(_chunks(file))


def _chunks(file: Path) -> Iterator[bytes]:
    left = LARGEST
    try:
        with gzip.open(file) as opened:
            while (chunk := opened.read(CHUNK)) and left > 0:
                left -= len(chunk)
                yield chunk
    except DAMAGE as error:
        raise Damaged("A file is damaged", f"{file.name}: {error}"[:200], "Fetch or copy it again.") from error
    if left <= 0:
        raise Damaged("A file is refused", f"{file.name}: it unpacks to more than {LARGEST >> 30} GB", "")
