"""What an archive stores with us, PS3.4 B: each data set goes to disk as it came, neither decoded nor encoded anew."""

from __future__ import annotations

import struct
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from launcher.errors import WetreadError

if TYPE_CHECKING:
    from pynetdicom.events import Event

IMPLEMENTATION_CLASS_UID: Final = "2.25.302818934671297512339082410557839214517"
IMPLEMENTATION_VERSION_NAME: Final = "WETREAD"
"""By which archives know the program they talk to, PS3.7 D.3.3.2, and readers the one that wrote a file."""
SUCCESS, NOT_WANTED, NO_ROOM = 0x0000, 0xA900, 0xA700

Pieces = Sequence[bytes | memoryview]
Save = Callable[[Pieces], None]
"""Keeps the pieces of one file; raises ``WetreadError`` when it cannot."""


class Receiver:
    """A handler of C-STORE requests.

    Parameters
    ----------
    save
        Called with each file's pieces; one at a time.
    wanted
        Whether an instance was asked for, by its SOP Instance UID; what was not is refused.

    ``count`` is how many were taken; ``error`` why one could not be kept; ``heard`` when the archive said something
    last, by the monotonic clock.
    """

    def __init__(self, save: Save, wanted: Callable[[str], bool] = lambda uid: True) -> None:
        self._save = save
        self._wanted = wanted
        self.count = 0
        self.error: WetreadError | None = None
        self.hear()

    def hear(self) -> None:
        """Something has come."""
        self.heard = time.monotonic()

    def take(
        self,
        sop_class_uid: str,
        sop_instance_uid: str,
        transfer_syntax_uid: str,
        data_set: Sequence[bytes | memoryview],
    ) -> int:
        """Keep one instance; the status that the archive is told."""
        if not self._wanted(sop_instance_uid):
            return NOT_WANTED
        meta = file_meta(sop_class_uid, sop_instance_uid, transfer_syntax_uid)
        try:
            self._save((meta, *data_set))
        except WetreadError as error:
            self.error = error
            return NO_ROOM
        self.count += 1
        return SUCCESS

    def __call__(self, event: Event) -> int:
        """The same for a request that pynetdicom has read."""
        request: Any = event.request
        uids = str(request.AffectedSOPClassUID), str(request.AffectedSOPInstanceUID), str(event.context.transfer_syntax)
        return self.take(*uids, [request.DataSet.getbuffer()])


def file_meta(sop_class_uid: str, sop_instance_uid: str, transfer_syntax_uid: str) -> bytes:
    """Preamble and File Meta Information, PS3.10 7.1."""
    elements = b"".join(
        (
            struct.pack("<HH2sHL", 2, 0x0001, b"OB", 0, 2) + b"\0\1",
            _uid(0x0002, sop_class_uid),
            _uid(0x0003, sop_instance_uid),
            _uid(0x0010, transfer_syntax_uid),
            _uid(0x0012, IMPLEMENTATION_CLASS_UID),
            struct.pack("<HH2sH", 2, 0x0013, b"SH", 8) + IMPLEMENTATION_VERSION_NAME.ljust(8).encode("ascii"),
        )
    )
    return bytes(128) + b"DICM" + struct.pack("<HH2sHL", 2, 0x0000, b"UL", 4, len(elements)) + elements


def _uid(element: int, uid: str) -> bytes:
    value = uid.encode("ascii", "replace")[:64]
    value += b"\0" * (len(value) % 2)
    return struct.pack("<HH2sH", 2, element, b"UI", len(value)) + value
