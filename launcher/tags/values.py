"""What an element says: as texts, as Python values, as the DICOM JSON model (PS3.18 F)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from struct import iter_unpack
from typing import Any, Final

from launcher.headers import dictionary
from launcher.headers.charset import decode
from launcher.tags.elements import CHARACTER_SET, DataSet, Element, ascii_text

NUMBERS: Final = {"US": "<H", "SS": "<h", "UL": "<I", "SL": "<i", "FL": "<f", "FD": "<d", "UV": "<Q", "SV": "<q"}
"""VRs of numbers, and how they are packed."""
BINARY: Final = frozenset(("OB", "OW", "OF", "OD", "OL", "OV", "UN"))
_PROSE: Final = frozenset(("LT", "ST", "UT", "UR"))
"""One value, whatever is in it; blanks in front are meant."""
_IN_ASCII: Final = frozenset(("AE", "AS", "CS", "DA", "DS", "DT", "IS", "TM", "UI"))
_LONGEST_SHOWN: Final = 64  # bytes of a binary value

Value = str | int | float | bytes | DataSet


def texts(element: Element, within: DataSet) -> list[str]:
    """Every value as text without its padding; none when the element is empty."""
    if isinstance(element.value, str):
        return _texts_of_imagej(element.value, element.vr)
    if element.value is None:
        return [f"({element.length:,} bytes)" if element.length != 0xFFFFFFFF else "(compressed)"]
    if isinstance(element.value, tuple):
        count = len(element.value)
        return [f"({count} item{'' if count == 1 else 's'})"]
    return texts_of(element.value, element.vr, within.character_set)


def text(element: Element, within: DataSet) -> str:
    """All values as one text, with a backslash between them as in the file."""
    return "\\".join(texts(element, within))


def texts_of(raw: bytes, vr: str, character_set: str) -> list[str]:
    """Every value of a little-endian element as text without its padding."""
    if not raw:
        return []
    if vr in NUMBERS:
        return [_number_text(number, vr) for number in _numbers(raw, vr)]
    if vr == "AT":
        return [f"({tag >> 16:04X},{tag & 0xFFFF:04X})" for tag in _tags(raw)]
    if vr in BINARY:
        return [_binary_text(raw, vr)]
    said = decode("" if vr in _IN_ASCII else character_set, raw, vr == "PN")
    if vr in _PROSE:
        said = said.rstrip(" \0")
        return [said] if said else []
    parts = [part.strip(" \0") for part in said.split("\\")]
    return parts if parts != [""] else []


def _texts_of_imagej(said: str, vr: str) -> list[str]:
    """ImageJ writes blanks between numbers, and one before every value."""
    parts = said.split() if vr in NUMBERS else [part.strip() for part in said.split("\\")]
    return parts if parts != [""] else []


def _numbers(raw: bytes, vr: str) -> Iterator[int | float]:
    packed = NUMBERS[vr]
    width = {"H": 2, "h": 2, "Q": 8, "q": 8, "d": 8}.get(packed[1], 4)
    for (number,) in iter_unpack(packed, raw[: len(raw) // width * width]):
        yield number


def _tags(raw: bytes) -> Iterator[int]:
    for group, element in iter_unpack("<HH", raw[: len(raw) // 4 * 4]):
        yield group << 16 | element


def _number_text(number: float, vr: str) -> str:
    """The shortest text that gives the same number; FL has but seven digits."""
    if vr != "FL" or not math.isfinite(number):
        return repr(number)
    short = float(f"{number:.7g}")
    return repr(short)


def _binary_text(raw: bytes, vr: str) -> str:
    printable = raw.rstrip(b" \0")
    if vr == "UN" and printable.isascii() and printable.decode("ascii").isprintable():
        return printable.decode("ascii").strip()
    shown = raw[:_LONGEST_SHOWN].hex("\\")
    return f"{shown}… ({len(raw):,} bytes)" if len(raw) > _LONGEST_SHOWN else shown


# --- Python values ----------------------------------------------------------------------------------------------------


def values(element: Element, within: DataSet) -> list[Value]:
    """Every value: numbers as numbers, items as data sets, binary ones as bytes, all else as text.

    A number that cannot be read stays the text that it is; bytes that were left in the file are missing.
    """
    if isinstance(element.value, tuple):
        return list(element.value)
    if isinstance(element.value, bytes):
        if element.vr in NUMBERS:
            return list(_numbers(element.value, element.vr))
        if element.vr in BINARY:
            return [element.value] if element.value else []
    if element.value is None:
        return []
    convert = _CONVERT.get(element.vr)
    said = texts(element, within)
    return [_converted(part, convert) for part in said] if convert is not None else list(said)


_CONVERT: Final[dict[str, Callable[[str], float]]] = {
    "IS": int,
    "DS": float,
    "FL": float,
    "FD": float,
    **dict.fromkeys(("US", "SS", "UL", "SL", "UV", "SV"), int),
}
"""Text → number; the last ones are for what ImageJ has written as text."""


def _converted(part: str, convert: Callable[[str], float]) -> Value:
    if len(part) > 400:  # no number is; converting digits without end takes time without end
        return part
    try:
        return convert(part)
    except ValueError:
        return part


# --- the DICOM JSON model -------------------------------------------------------------------------------------------


def json_model(data_set: DataSet, uri: str = "") -> dict[str, Any]:
    """A data set as PS3.18 F.2 says, ready for ``json``.

    Group lengths and the file meta information are left out. Bytes that stay in the file are named by ``uri``, offset
    and length.
    """
    return {
        f"{tag:08X}": json_attribute(element, data_set, uri)
        for tag, element in data_set.items()
        if tag & 0xFFFF and tag >> 16 != 2
    }


def json_attribute(element: Element, within: DataSet, uri: str = "") -> dict[str, Any]:
    """One attribute, PS3.18 F.2.2; an empty one has a VR and nothing else."""
    said: dict[str, Any] = {"vr": element.vr}
    if element.value is None:
        said["BulkDataURI"] = f"{uri}?offset={element.offset}&length={_known_length(element)}"
    elif isinstance(element.value, bytes) and element.vr in BINARY:
        if element.value:
            from base64 import b64encode

            said["InlineBinary"] = b64encode(element.value).decode()
    elif found := _json_values(element, within, uri):
        said["Value"] = found
    return said


def _known_length(element: Element) -> int:
    return -1 if element.length == 0xFFFFFFFF else element.length


def _json_values(element: Element, within: DataSet, uri: str) -> list[Any]:
    if isinstance(element.value, tuple):
        return [json_model(item, uri) for item in element.value]
    if element.vr in BINARY:  # in ImageJ's text, a place or a count stands for the bytes
        return []
    if element.tag == CHARACTER_SET:
        return ["ISO_IR 192"] if ascii_text(element.value) else []  # what is written is UTF-8
    if element.vr == "PN":
        return [_json_name(name) for name in texts(element, within)]
    if element.vr == "AT" and isinstance(element.value, bytes):
        return [f"{tag:08X}" for tag in _tags(element.value)]
    return [_json_value(value) for value in values(element, within)]


def _json_name(name: str) -> dict[str, str] | None:
    groups = zip(("Alphabetic", "Ideographic", "Phonetic"), name.split("="), strict=False)
    return {group: part.rstrip("^ ") for group, part in groups if part.strip("^ ")} or None


def _json_value(value: Value) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return {math.inf: "inf", -math.inf: "-inf"}.get(value, "NaN")
    return None if value == "" else value


# --- names ------------------------------------------------------------------------------------------------------------


def keyword_of(tag: int, within: DataSet) -> str:
    """The keyword; the name of a private element; ``UnknownTag`` for what nobody knows."""
    known = dictionary.entry(tag, within.creator(tag))
    return (known.keyword or known.name) if known is not None else "UnknownTag"


def tag_text(tag: int) -> str:
    """``(0008,1030)``."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
