"""Headers that ``elements`` leaves to another reader, as pydicom reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from launcher.headers import by_pydicom
from launcher.headers.walk import PIXELS, UNDEFINED, ReadAt
from launcher.tags.elements import DEEPEST, LONGEST_VALUE, WIDTHS, DataSet, Element, known_vr, swapped


def read(read_at: ReadAt, size: int) -> DataSet:
    """Read an unusual header by way of pydicom.

    Raises
    ------
    Exception
        Whatever hostile bytes make pydicom raise.
    """
    found = by_pydicom.reread(read_at, size, LONGEST_VALUE)
    elements = DataSet()
    for part in (found.dataset.file_meta, found.dataset):
        for element in _converted(part, elements, 0):
            elements.add(element)
    if found.tag in PIXELS:
        elements.add(Element(found.tag, "OW", None, found.length, found.offset))
    elements.truncated = found.truncated
    return elements


def _converted(dataset: Any, within: DataSet, depth: int) -> Iterator[Element]:
    from pydicom.dataelem import RawDataElement

    for tag in sorted(map(int, dataset.keys())):
        raw = dataset.get_item(tag)
        vr = str(raw.VR or "UN")
        vr = vr if vr != "UN" else known_vr(tag, within)
        if vr == "SQ" and depth < DEEPEST:
            yield Element(tag, vr, tuple(_items(dataset[tag].value, within.character_set, depth)), UNDEFINED)
        elif isinstance(raw, RawDataElement):
            value = raw.value if raw.is_little_endian or raw.value is None else swapped(raw.value, vr)
            yield Element(tag, vr, value, raw.length, raw.value_tell)
        else:
            yield _read_already(tag, vr, raw.value)


def _items(sequence: Any, character_set: str, depth: int) -> Iterator[DataSet]:
    for item in sequence:
        converted = DataSet(character_set)
        for element in _converted(item, converted, depth + 1):
            converted.add(element)
        yield converted


def _read_already(tag: int, vr: str, value: Any) -> Element:
    """What pydicom has needed itself: UIDs, the character set, lengths."""
    if isinstance(value, int):
        raw = value.to_bytes(WIDTHS.get(vr, 4), "little")
    elif isinstance(value, bytes):
        raw = value
    else:
        raw = (value if isinstance(value, str) else "\\".join(map(str, value or ""))).encode("ascii", "replace")
    return Element(tag, vr, raw, len(raw))
