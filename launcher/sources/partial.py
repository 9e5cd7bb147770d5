"""A large object with several frames is shown while it comes: the window hears how much of its file is there.

So the first of a thousand frames need not wait for the last, whatever the server is asked by: every transfer fills a
file from its beginning. Only for a jump ahead of what is there a single frame is asked for, see ``frames``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final

from launcher.cache import Kept, nobody
from launcher.dicomweb.retrieve import is_decoded
from launcher.errors import WetreadError
from launcher.headers.reading import Header, read_header
from launcher.ledger.ledger import Ledger
from launcher.ledger.records import Entry
from launcher.references import kind_of

PACE: Final = 0.5
"""Seconds between two looks at a file that is coming; one that comes faster is shown when it is whole."""

_OF_ONE_PIECE: Final = frozenset(("1.2.840.10008.1.2.1.99", *(f"1.2.840.10008.1.2.4.{n}" for n in range(100, 109))))
"""Transfer syntaxes in which no frame stands alone: deflated, and video."""


def growing(
    ledger: Ledger, entry_of: Callable[[Header], Entry | None], overridden: Mapping[int, str]
) -> Callable[[Kept], None]:
    """Whom to tell of a file while it comes: nobody, where its header is not to be shown as it is."""
    return nobody if overridden else Growth(ledger, entry_of)


class Growth:
    """Tells the ledger of the files of a transfer, which come one after the other.

    Parameters
    ----------
    entry_of
        What was promised as the instance of this header; none when it is not wanted.
    """

    def __init__(self, ledger: Ledger, entry_of: Callable[[Header], Entry | None]) -> None:
        self._ledger = ledger
        self._entry_of = entry_of
        self._file: Kept | None = None
        self._due = 0.0
        self._header: Header | None = None
        self._enough = 0  # bytes with which another look for the header is worth while

    def __call__(self, file: Kept) -> None:
        """``file`` has come so far."""
        now = time.monotonic()
        if file is not self._file:
            self._file, self._due, self._header, self._enough = file, now + PACE, None, 0
        elif now >= self._due:
            self._due = now + PACE
            self._look(file)

    def _look(self, file: Kept) -> None:
        if self._header is None and file.size >= self._enough:
            self._enough = 2 * file.size
            self._header = _divisible(file)
        header = self._header
        if header is not None and (entry := self._entry_of(header)) is not None:
            so_far = replace(header.instance, size=file.size)
            self._ledger.begun(entry, header.patient, header.study, header.series, so_far)


def _divisible(file: Kept) -> Header | None:
    """The header, if all of it is there and frames follow it of which each can be shown alone."""
    with suppress(WetreadError):
        header = read_header(file.place, file.beginning, file.size)
        instance = header.instance
        syntax = instance.transfer_syntax_uid
        if (
            header.pixel_data is not None
            and instance.number_of_frames > 1
            and kind_of(instance.sop_class_uid, header.series.modality) == "image"
            and is_decoded(syntax)
            and syntax not in _OF_ONE_PIECE
        ):
            return header
    return None
