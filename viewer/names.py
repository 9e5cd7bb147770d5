"""DICOM's values as people read them: names, dates, times, counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from viewer.words import of_table, tr

LONGEST_LIST: Final = 12
"""Numbers of a list that are spelled out."""

NOUNS: Final = ("image", "frame", "series", "study", "patient", "row", "item", "channel", "point", "file")
"""What is counted, beside documents."""


def person(name: str) -> str:
    """A Person Name (PS3.5 6.2.1.1) as ``FAMILY, Given Middle``: the first group that is not empty."""
    group = next((part for part in name.split("=") if part.strip(" ^")), "")
    family, _, rest = group.partition("^")
    given = " ".join(part.strip() for part in rest.split("^") if part.strip())
    return joined(", ", family.strip(), given)


def date(value: str) -> str:
    """A DA value (PS3.5 6.2) as ``2024-02-29``; anything else as it is."""
    digits = value.strip().replace(".", "")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else value.strip()


def time(value: str) -> str:
    """A TM value (PS3.5 6.2) as ``13:05``; anything else as it is."""
    digits = value.strip().partition(".")[0]
    return f"{digits[:2]}:{digits[2:4]}" if len(digits) >= 4 and digits.isdigit() else value.strip()


def number(value: float) -> str:
    """A value of the window: whole where it is whole or large, else three digits and at least one decimal."""
    if value == int(value) or abs(value) >= 1000:
        return f"{value:.0f}"
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= 100 else f"{value:.3g}"


def count(number_of: int, noun: str) -> str:
    """``1 image``, ``12 images``, in the user's language."""
    return of_table(counted(noun, number_of)).format(count=number_of)


def counted(noun: str, number_of: int) -> str:
    """The text that ``count`` fills."""
    many = noun[:-1] + "ies" if noun.endswith("y") else noun if noun.endswith("s") else noun + "s"
    return f"{{count}} {noun if number_of == 1 else many}"


def frames(numbers: Iterable[int]) -> str:
    """``frame 3``, ``frames 1, 2, 5``; of many, the first ones."""
    found = list(numbers)
    shown = ", ".join(str(number) for number in found[:LONGEST_LIST])
    return (tr("frame") if len(found) == 1 else tr("frames")) + f" {shown}{' …' if len(found) > LONGEST_LIST else ''}"


def joined(separator: str, *parts: str) -> str:
    """Those of the parts that say something, with the separator between them."""
    return separator.join(part for part in parts if part)


def elided(text: str, longest: int) -> str:
    """As much as fits, with an ellipsis for the rest."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
