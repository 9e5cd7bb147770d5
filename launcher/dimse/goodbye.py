"""How an archive said no or hung up, overheard on the connection: pynetdicom does not tell, or trips over it."""

from __future__ import annotations

from typing import Final

from launcher.dimse.pdu import ABORTED, ASSOCIATE_REJECT
from launcher.dimse.stream import Read

_UNDERSTOOD: Final = {ASSOCIATE_REJECT: b"\0\1\1\1", ABORTED: b"\0\0\0\0"}
"""What pynetdicom is given to read: it fails at a source or a reason that it does not know."""


class Goodbye:
    """``kind`` is the type of the PDU, and ``body`` its body, PS3.8 9.3.4 and 9.3.8; empty as long as none has come."""

    def __init__(self) -> None:
        self.kind, self.body = 0, b""
        self._announced = 0

    def listening(self, read: Read) -> Read:
        """The same as ``read``, which gives a PDU in two pieces: its head, and its body."""

        def overheard(length: int) -> bytearray:
            piece = read(length)
            if self._announced:
                piece = self._understood(piece)
            else:
                self._announced = piece[0] if len(piece) == 6 and piece[0] in _UNDERSTOOD else 0
            return piece

        return overheard

    def _understood(self, body: bytearray) -> bytearray:
        kind, self._announced = self._announced, 0
        if len(body) != 4:
            return body
        self.kind, self.body = kind, bytes(body)
        return bytearray(_UNDERSTOOD[kind])
