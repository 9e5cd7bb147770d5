"""What an archive may say about an association, PS3.8 9.3, as bytes."""

from __future__ import annotations

import struct


def _item(kind: int, value: bytes) -> bytes:
    return struct.pack(">BxH", kind, len(value)) + value


def accept() -> bytes:
    """A-ASSOCIATE-AC, PS3.8 9.3.3: the first context in Implicit VR Little Endian; items that nobody knows go along."""
    context = _item(0x21, b"\1\0\0\0" + _item(0x40, b"1.2.840.10008.1.2"))
    user = _item(0x50, _item(0x51, struct.pack(">I", 16_384)) + _item(0x77, b"new"))
    body = struct.pack(">HH", 1, 0) + bytes(64) + _item(0x99, b"newer") + context + user
    return struct.pack(">BxI", 2, len(body)) + body


def rejection(result: int, source: int, reason: int) -> bytes:
    """A-ASSOCIATE-RJ, PS3.8 9.3.4."""
    return struct.pack(">BxIxBBB", 3, 4, result, source, reason)


def abort(source: int, reason: int) -> bytes:
    """A-ABORT, PS3.8 9.3.8."""
    return struct.pack(">BxIxxBB", 7, 4, source, reason)
