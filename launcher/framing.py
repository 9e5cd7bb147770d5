"""Messages on the local socket, as bytes: a length, then JSON.

Sans-IO and as light as can be, for it stands in the path of every click; what the messages mean is in ``protocol``.

A frame is four bytes, the length in network order, then that many bytes of a UTF-8 JSON object.
"""

from __future__ import annotations

from launcher.errors import ProtocolError

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

VERSION = 1
"""Of the messages; part of the socket's name, so that an old process never meets a new one."""

LIMIT = 64 << 20
"""Bytes in one message; a longer one is an error, not an allocation."""


def encode(message: dict[str, Any]) -> bytes:
    """One message as a frame.

    Raises
    ------
    ProtocolError
        The message is longer than ``LIMIT``.
    """
    import json  # late: whoever starts a process has said nothing yet

    body = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    if len(body) > LIMIT:
        raise ProtocolError("A message is too long for the local socket", f"{len(body)} bytes, {LIMIT} allowed")
    return len(body).to_bytes(4, "big") + body


class Frames:
    """Bytes in, in pieces of any size; messages out."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def receive(self, data: bytes) -> Iterator[dict[str, Any]]:
        """Yield each message that is complete now.

        Raises
        ------
        ProtocolError
            A length over ``LIMIT``, or a body that is no JSON object.
        """
        self._buffer += data
        while len(self._buffer) >= 4:
            length = int.from_bytes(self._buffer[:4], "big")
            if length > LIMIT:
                raise ProtocolError("The local socket received something else than a message", f"length {length}")
            if len(self._buffer) < 4 + length:
                return
            body = bytes(self._buffer[4 : 4 + length])
            del self._buffer[: 4 + length]
            yield _decode(body)

    @property
    def empty(self) -> bool:
        """Whether the stream may end here: no message has been cut."""
        return not self._buffer


def _decode(body: bytes) -> dict[str, Any]:
    import json

    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("The local socket received something else than a message", "no JSON") from error
    if not isinstance(message, dict):
        raise ProtocolError("The local socket received something else than a message", "no JSON object")
    return message
