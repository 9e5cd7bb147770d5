"""ImageJ's text form of a header, byte for byte, and what can be read out of such a text.

What ``getInfo``, ``DicomTools.getTag`` and ``getMetadata("Info")`` of ImageJ 1.53 give: a blank before the value, the
file's padding behind it, numbers with a blank after each. ImageJ looks a tag up in that text and can hit the wrong one;
here the element is found first and then written as ImageJ writes it. Text is decoded by its character set, which ImageJ
does not know: what it would show as U+FFFD is right here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from struct import calcsize, pack, unpack, unpack_from
from typing import Any, Final

from launcher.headers import dictionary
from launcher.headers.charset import decode
from launcher.headers.walk import IMPLICIT, PIXELS, TRANSFER_SYNTAX, UNDEFINED
from launcher.tags.elements import DataSet, Element, ascii_text, known_vr
from launcher.tags.imagej_names import KNOWN, NAMES

_TEXT_VRS: Final = frozenset(("AE", "AS", "AT", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UI"))
_INTEGERS: Final = {"US": "H", "SS": "H", "UL": "i", "SL": "i"}  # as ImageJ reads them, whatever their signs
_FLOATS: Final = {"FL": "f", "FD": "d"}
_WINDOW: Final = frozenset((0x00281050, 0x00281051))
_PALETTES: Final = frozenset((0x00281201, 0x00281202, 0x00281203))
_ICON: Final = 0x00880200
_LONGEST_UNKNOWN: Final = 60  # characters
_LONGEST_UNKNOWN_IMPLICIT: Final = 44  # bytes
_CONTROLS: Final = dict.fromkeys(set(range(32)) - {10}, " ")


def exact(element: Element, within: DataSet) -> str:
    """What ``getInfo`` of a tag gives for this element."""
    if isinstance(element.value, str):
        return element.value
    said = _said(element, within)
    return " " if said is None else f" {said}"


def info(data_set: DataSet) -> str:
    """What ``getMetadata("Info")`` gives: a line for each element."""
    if data_set.imagej:
        return data_set.imagej
    syntax = data_set.get(TRANSFER_SYNTAX)
    place = _Place(implicit=syntax is not None and ascii_text(syntax.value) == IMPLICIT)
    return "".join(f"{line}\n" for line in _lines(data_set, place))


@dataclass
class _Place:
    """What ImageJ knows of where it is.

    ``implicit``: no element says its VR. ``in_sequence``: it notices those without a length only, one level deep.
    """

    implicit: bool
    in_sequence: bool = False

    def leaves_out(self, element: Element) -> bool:
        """Whether ImageJ jumps over it, with all that is in it."""
        if element.length == UNDEFINED:
            return False
        unknown = element.tag not in KNOWN
        return (self.implicit and unknown and element.length > _LONGEST_UNKNOWN_IMPLICIT) or (
            element.vr == "SQ" and unknown and bool(element.tag >> 16 & 1)
        )


def _lines(data_set: DataSet, place: _Place) -> Iterator[str]:
    for element in data_set.values():
        if element.vr == "SQ" and element.length == UNDEFINED:
            place.in_sequence = True
        if place.leaves_out(element):
            continue
        line = _line(element, data_set, place)
        if line is not None:
            yield line
        if isinstance(element.value, tuple) and (element.tag != _ICON or element.length == UNDEFINED):
            yield from _item_lines(element.value, place)
        if element.vr == "SQ" and element.length == UNDEFINED:
            place.in_sequence = False
        if element.tag in PIXELS:
            return


def _item_lines(items: tuple[DataSet, ...], place: _Place) -> Iterator[str]:
    for item in items:
        place.in_sequence |= item.length == UNDEFINED
        yield from _lines(item, place)
        place.in_sequence &= item.length != UNDEFINED


def _line(element: Element, within: DataSet, place: _Place) -> str | None:
    name, said = _name(element.tag), _said(element, within)
    if isinstance(element.value, str):
        said = element.value.removeprefix(" ")
    if said is None or (name is None and not said):
        return None
    mark = ">" if place.in_sequence and element.vr != "SQ" else ""
    return f"{element.tag >> 16:04X},{element.tag & 0xFFFF:04X}  {mark}{name or '---'}: {said}"


def _name(tag: int) -> str | None:
    if tag not in KNOWN:
        return None
    known = dictionary.entry(tag)
    return NAMES.get(tag) or (known.name if known is not None else None)


def _said(element: Element, within: DataSet) -> str | None:
    """What stands behind the colon and the blank; ``None`` for what ImageJ leaves out."""
    raw = element.value
    if element.tag in PIXELS:
        return str(element.offset)
    if element.tag in _PALETTES:
        return str(element.length // 2)
    if not isinstance(raw, bytes):
        return ""
    if element.vr in _INTEGERS:
        return _integers(raw, _INTEGERS[element.vr])
    if element.vr in _FLOATS:
        return _float(raw, _FLOATS[element.vr])
    if element.vr not in _TEXT_VRS and element.vr != "UN":
        return ""
    said = raw.decode("latin-1") if element.vr == "AT" else decode(within.character_set, raw, element.vr == "PN")
    said = said.translate(_CONTROLS)
    if element.tag in _WINDOW and "\\" in said:
        return said.partition("\\")[2]
    return said[:_LONGEST_UNKNOWN] if element.vr == "UN" else said


def _integers(raw: bytes, packed: str) -> str:
    count = len(raw) // calcsize(packed)
    numbers = unpack_from(f"<{count}{packed}", raw)
    return str(numbers[0]) if count == 1 else "".join(f"{number} " for number in numbers)


def _float(raw: bytes, packed: str) -> str:
    """One number as Java writes it; of several, ImageJ shows none."""
    if len(raw) != calcsize(packed):
        return ""
    (number,) = unpack(f"<{packed}", raw)
    return java_number(number, packed == "f")


def java_number(number: float, single: bool = False) -> str:
    """``Double.toString`` or, for ``single`` precision, ``Float.toString``: ``8.62399761111079E8``."""
    if not math.isfinite(number):
        return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
    shortest = _shortest_single(number) if single else number
    if number == 0 or 1e-3 <= abs(number) < 1e7:
        return repr(shortest)
    sign, digits, exponent = Decimal(repr(shortest)).normalize().as_tuple()
    mantissa = f"{digits[0]}.{''.join(map(str, digits[1:])) or '0'}"
    return f"{'-' * sign}{mantissa}E{int(exponent) + len(digits) - 1}"


def _shortest_single(number: float) -> float:
    """The number with as few digits as tell it from its neighbours in single precision."""
    return next((short for digits in range(9) if _is_same(short := float(f"{number:.{digits}e}"), number)), number)


def _is_same(rounded: float, number: float) -> bool:
    try:
        return pack("<f", rounded) == pack("<f", number)
    except OverflowError:
        return False


# --- and back ---------------------------------------------------------------------------------------------------------

_LINE: Final = re.compile(r"([0-9A-Fa-f]{4}),([0-9A-Fa-f]{4})  ([^>:][^:]*):([^\n]*)")


def is_header(text: str) -> bool:
    """Whether any line of a text names an element."""
    return any(map(_LINE.match, text.split("\n")))


def data_set(info: str) -> DataSet:
    """The elements that a header's text names; those that are marked as within a sequence are left out."""
    elements = DataSet()
    elements.imagej = info
    for line in info.split("\n"):
        match = _LINE.match(line)
        if match is not None:
            tag = int(match[1] + match[2], 16)
            said: Any = match[4]
            elements.setdefault(tag, Element(tag, known_vr(tag, elements), said, len(said)))
    return elements
