"""DICOM's texts of numbers and times as numbers, PS3.5 6.2."""

from __future__ import annotations

import re
from typing import Final

LARGEST_NUMBER: Final = 1e30  # no instrument measures it
_TIME: Final = re.compile(r"(\d\d):?(\d\d)?:?(\d\d(?:\.\d*)?)?", re.ASCII)


def seconds(time: str) -> float:
    """A DICOM time (PS3.5 6.2, TM; HHMMSS.FFFFFF, cut anywhere) as seconds of the day; infinite if it is none."""
    found = _TIME.match(time.strip())
    if found is None:
        return float("inf")
    hours, minutes, rest = (float(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest


def first_number(text: str) -> float | None:
    """A decimal string's first value (PS3.5 6.2, DS); ``None`` if it is no number."""
    return next(iter(numbers(text)), None)


def numbers(text: str) -> tuple[float, ...]:
    """A decimal string's values; none if one of them is no number."""
    try:
        values = tuple(float(part) for part in text.split("\\"))
    except ValueError:
        return ()
    return values if all(abs(value) < LARGEST_NUMBER for value in values) else ()
