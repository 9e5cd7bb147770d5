"""What an archive answers with, in words: statuses of C-FIND, C-GET and C-MOVE, PS3.4 C.4 and PS3.7 C."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from launcher.dimse.refusals import lost
from launcher.errors import BadAnswer, Refused, WetreadError

if TYPE_CHECKING:
    from pydicom import Dataset

SUCCESS: Final = 0x0000
CANCELLED: Final = 0xFE00
PENDING: Final = frozenset((0xFF00, 0xFF01))
SOME_FAILED: Final = 0xB000
DENIED: Final = frozenset((0x0124, 0xA801))
"""Not authorised, and a destination that is not known: asking for something else does not help."""

_WORDS: Final[tuple[tuple[range, str], ...]] = (
    (range(0x0122, 0x0123), "it does not offer this kind of query"),
    (range(0x0124, 0x0125), "it does not allow this to us"),
    (range(0x0110, 0x0113), "it could not process the request"),
    (range(0xA700, 0xA702), "it is out of resources"),
    (range(0xA702, 0xA703), "it could not send the images"),
    (range(0xA801, 0xA802), "it does not know where to send to: our AE title is not among its destinations"),
    (range(0xA900, 0xAA00), "it does not accept this query"),
    (range(0xB000, 0xB001), "it did only a part"),
    (range(0xC000, 0xD000), "it could not process the request"),
    (range(0xFE00, 0xFE01), "it stopped before it had told all"),
)


def code_of(status: Dataset) -> int | None:
    """The status of a response; ``None`` when there was none: the connection has gone."""
    return int(status.Status) if "Status" in status else None


def failure(status: Dataset, archive: str) -> WetreadError:
    """The error that the status of a response stands for, as pynetdicom has it."""
    code = code_of(status)
    return lost(archive) if code is None else failed(code, str(status.get("ErrorComment", "") or ""), archive)


def failed(code: int, comment: str, archive: str) -> WetreadError:
    """The error that a status stands for."""
    words = next((words for codes, words in _WORDS if code in codes), "it answered with an error")
    comment = "".join(letter if letter.isprintable() else " " for letter in comment[:100]).strip()
    why = f"{archive}: {words} (status {code:#06x}{f', {comment}' if comment else ''})"
    if code in DENIED:
        todo = "Ask its administrator to allow it, or to enter this computer among its destinations."
        return Refused("The archive refuses what was asked", why, todo)
    return BadAnswer("The archive could not do what was asked", why, "Ask its administrator; its log says more.")
