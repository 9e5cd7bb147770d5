"""Damaged copies of whole files: cut off, or with bytes that are not what they were; the same ones in each run."""

from __future__ import annotations

import os
import random
from typing import Final

FULL: Final = os.environ.get("WETREAD_TESTS") == "full"
"""Whether all are tried, which takes its time, or a few of each kind."""

CUTS: Final = 5
CHANGES: Final = 200
HEADER: Final = 4000  # bytes


def cut(whole: bytes, chance: random.Random) -> bytes:
    """The beginning of it."""
    return whole[: chance.randrange(len(whole))]


def changed(whole: bytes, chance: random.Random, turn: int) -> bytes:
    """In turns, a few bytes or 200 are others; in the header, among the pixels, or anywhere."""
    places = (132, min(len(whole), HEADER)), (len(whole) // 2, len(whole)), (132, len(whole))
    copy = bytearray(whole)
    for _ in range(200 if turn % 2 else chance.randrange(1, 30)):
        copy[chance.randrange(*places[turn % 3])] = chance.randrange(256)
    return bytes(copy)
