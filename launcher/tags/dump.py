"""A header for people: a line for each element, as ``dcmdump`` writes them.

::

    (0008,0060) CS [CT]                                              #      2, 1 Modality
    (0008,1140) SQ (1 item)                                          #    102, 1 ReferencedImageSequence
      [0]
        (0008,1150) UI [1.2.840.10008.5.1.4.1.1.4]                   #     26, 1 ReferencedSOPClassUID

Behind the ``#``: length in bytes, number of values, keyword. What could steer a terminal is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from launcher.headers.walk import UNDEFINED
from launcher.tags.elements import DataSet, Element
from launcher.tags.path import Found
from launcher.tags.values import BINARY, NUMBERS, keyword_of, tag_text, texts

_WIDTH: Final = 64
_LONGEST: Final = 160  # characters of a value
_BARE: Final = BINARY | NUMBERS.keys() | {"AT", "SQ"}
"""VRs whose values need no brackets."""


def lines(data_set: DataSet) -> Iterator[str]:
    """All of a header."""
    yield from _lines(data_set, "")
    if data_set.truncated:
        yield f"# cut off: {data_set.truncated}"


def found_lines(found: Iterable[Found]) -> Iterator[str]:
    """Elements that were looked for, each with the way to it."""
    for place, one in ((one.place, one) for one in found):
        at = place.rpartition(".")[0]
        yield _line(one.element, one.within, f"{at}." if at else "")
        yield from _items(one.element, "")


def _lines(data_set: DataSet, indent: str) -> Iterator[str]:
    for element in data_set.values():
        yield _line(element, data_set, indent)
        yield from _items(element, indent)


def _items(element: Element, indent: str) -> Iterator[str]:
    if isinstance(element.value, tuple):
        for number, item in enumerate(element.value):
            yield f"{indent}  [{number}]"
            yield from _lines(item, f"{indent}    ")


def _line(element: Element, within: DataSet, indent: str) -> str:
    said = texts(element, within)
    length = "u/l" if element.length == UNDEFINED else str(element.length)
    left = f"{indent}{tag_text(element.tag)} {element.vr} {_shown(element, said)}"
    name = keyword_of(element.tag, within)
    return f"{left:{_WIDTH}} # {length:>6}, {len(said)} {plain(name)}"


def _shown(element: Element, said: list[str]) -> str:
    if not said:
        return "(no value)"
    shown = plain("\\".join(said))
    if len(shown) > _LONGEST:
        shown = f"{shown[:_LONGEST]}…"
    return shown if element.vr in _BARE or element.value is None else f"[{shown}]"


def plain(text: str) -> str:
    """Text on one line, with escapes for what is not to be printed."""
    return text if text.isprintable() else "".join(c if c.isprintable() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return {"\n": r"\n", "\r": r"\r", "\t": r"\t"}.get(character) or f"\\x{ord(character):02x}"
