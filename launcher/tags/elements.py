"""A header as a tree of elements, as far as it is wanted: what ``wetread tags`` and the Python module read.

Sans-IO, over the steps of ``walk``. Pixel data is named, never read. Values come out little-endian, whatever
they were in the file.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from launcher.frozen import frozen
from launcher.headers import dictionary
from launcher.headers.walk import (
    BIG_ENDIAN,
    DEFLATED,
    IMPLICIT,
    ITEM,
    ITEM_END,
    PIXELS,
    SEQUENCE_END,
    TRANSFER_SYNTAX,
    UNDEFINED,
    ByteOrder,
    Doubt,
    ReadAt,
    Steps,
    after_any_sequence,
    after_fragments,
    check_encoding,
    inflate,
)

LONGEST_VALUE: Final = 1 << 20
"""Bytes; a longer value stays in the file."""
DEEPEST: Final = 64
"""Sequences within sequences."""

CHARACTER_SET: Final = 0x00080005
PIXEL_REPRESENTATION: Final = 0x00280103

Encoding = tuple[bool, ByteOrder]
_UNKNOWN: Final[Encoding] = True, "little"
"""How a sequence of VR UN is written: implicit or not, and the byte order."""

WIDTHS: Final = {"US": 2, "SS": 2, "OW": 2, "AT": 2, "UL": 4, "SL": 4, "FL": 4, "OF": 4, "OL": 4}
_WIDTHS_OF_8: Final = dict.fromkeys(("FD", "OD", "OV", "UV", "SV"), 8)
_ARRAYS: Final = {2: "H", 4: "I", 8: "Q"}


class DataSet(dict[int, "Element"]):
    """Elements by tag, as (group << 16 | element); the file meta information among them.

    ``character_set`` is the value of (0008,0005) that holds here. ``truncated`` says what has been cut off the file.
    ``length`` is an item's, as the file has it. ``imagej`` is the text that ImageJ has kept instead of a header.
    """

    def __init__(self, character_set: str = "", length: int = UNDEFINED) -> None:
        super().__init__()
        self.character_set = character_set
        self.length = length
        self.truncated = ""
        self.imagej = ""

    def creator(self, tag: int) -> str:
        """Who has reserved the block of a private element, PS3.5 7.8.1; empty for any other."""
        at = dictionary.creator_of(tag)
        element = self.get(at) if at is not None else None
        return ascii_text(element.value) if element is not None else ""

    def add(self, element: Element) -> None:
        """Take an element in."""
        self[element.tag] = element
        if element.tag == CHARACTER_SET:
            self.character_set = ascii_text(element.value)


class Element(NamedTuple):
    """One element.

    ``value`` is bytes, without change but of the byte order; the items of a sequence; text where ImageJ has written it
    as such; ``None`` where it stays in the file, at ``offset``. ``length`` is as the file has it.
    """

    tag: int
    vr: str
    value: bytes | str | tuple[DataSet, ...] | None
    length: int
    offset: int = 0


def ascii_text(value: Any) -> str:
    """A value of the default repertoire without its padding; empty for anything else."""
    if isinstance(value, bytes):
        return value.decode("ascii", "replace").strip(" \0")
    return value.strip() if isinstance(value, str) else ""


@frozen
class Wanted:
    """Which elements of the top level: ``tags``, all when there is none, and nothing behind ``last``."""

    tags: frozenset[int] | None = None
    last: int = 0xFFFFFFFF

    def __contains__(self, tag: int) -> bool:
        return self.tags is None or tag in self.tags


EVERYTHING: Final = Wanted()


def wanted(tags: Iterable[int]) -> Wanted:
    """Just these, and what their reading depends on."""
    asked = frozenset(tags)
    return Wanted(asked | {CHARACTER_SET, PIXEL_REPRESENTATION}, max(asked, default=0))


def read(read_at: ReadAt, size: int, wanted: Wanted = EVERYTHING) -> DataSet:
    """Read the header of a DICOM file.

    Raises
    ------
    Doubt
        Something is unusual or damaged, for another reader to judge.
    """
    steps = Steps(read_at, size)
    if steps.value(128, 4) != b"DICM":
        raise Doubt("no preamble")
    meta = DataSet()
    offset = _Reader(steps).file_meta(132, meta)
    syntax = meta.get(TRANSFER_SYNTAX)
    transfer_syntax = ascii_text(syntax.value) if syntax is not None else ""
    if not transfer_syntax.startswith("1.2.840.10008.1.2"):
        raise Doubt("no standard transfer syntax")
    if wanted.last >> 16 <= 2:
        return meta
    if transfer_syntax == DEFLATED:
        data, whole = inflate(read_at(offset, size - offset))
        steps, offset = Steps(lambda at, length: data[at : at + length], len(data)), 0
        meta.truncated = "" if whole else "the deflated data breaks off"
    steps.implicit = transfer_syntax == IMPLICIT
    steps.byte_order = "big" if transfer_syntax == BIG_ENDIAN else "little"
    check_encoding(steps, offset)
    _Reader(steps).top_level(offset, meta, wanted)
    return meta


class _Reader:
    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    def file_meta(self, offset: int, into: DataSet) -> int:
        """Group 0002, PS3.10 7.1; the offset of what follows."""
        steps = self._steps
        while offset + 8 <= steps.size and steps.value(offset, 2) == b"\2\0":
            tag, vr, length, at = steps.header(offset)
            into.add(Element(tag, vr.decode(), self._value(at, length, "UN"), length, at))
            offset = at + length
        return offset

    def top_level(self, offset: int, into: DataSet, wanted: Wanted) -> None:
        """What is wanted of the data set at ``offset``."""
        steps, last = self._steps, 0x0002FFFF
        while offset + 8 <= steps.size:
            if wanted.tags is not None:
                offset, last = steps.pass_over(offset, last, wanted.tags, wanted.last)
                if offset > steps.size:
                    raise Doubt("an element is longer than the file")
                if offset + 8 > steps.size:
                    break
            tag, vr, length, at = steps.header(offset)
            if tag > wanted.last:
                return
            if tag <= last or tag >= ITEM:
                raise Doubt("tags do not ascend")
            offset, last = self._take(tag, vr, length, at, into, wanted), tag
            if offset > steps.size and tag in PIXELS:
                into.truncated = "the pixel data breaks off"
                return
            if offset > steps.size:
                raise Doubt("an element is longer than the file")
        if offset < steps.size and any(steps.value(offset, steps.size - offset)):
            into.truncated = "the file ends in the middle of an element"

    def _take(self, tag: int, vr: bytes, length: int, at: int, into: DataSet, wanted: Wanted) -> int:
        """Take in an element whose value is at ``at``, if it is wanted; the offset behind it."""
        if tag in PIXELS:
            into.add(Element(tag, vr.decode() or "OW", None, length, at))
            return self._after_pixels(at, length)
        if tag not in wanted:
            return after_any_sequence(self._steps, at) if length == UNDEFINED else at + length
        element, offset = self._element(tag, vr, length, at, into, 0)
        into.add(element)
        return offset

    def _after_pixels(self, at: int, length: int) -> int:
        """The offset behind pixel data, over the items that compressed ones come in."""
        if length != UNDEFINED:
            return at + length
        implicit = self._steps.implicit
        offset = after_fragments(self._steps, at)
        self._steps.implicit = implicit
        return offset

    def _element(self, tag: int, vr: bytes, length: int, at: int, into: DataSet, depth: int) -> tuple[Element, int]:
        """An element whose value is at ``at``, and the offset behind it."""
        known = vr.decode() if vr and vr != b"UN" else known_vr(tag, into, UNDEFINED if length == UNDEFINED else 0)
        if known != "SQ":
            if length == UNDEFINED:
                raise Doubt("a value without end")
            return Element(tag, known, self._value(at, length, known), length, at), at + length
        if depth == DEEPEST:
            raise Doubt("sequences too deep")
        items, end = self._sequence(vr == b"UN", at, length, into.character_set, depth + 1)
        return Element(tag, "SQ", items, length, at), end

    def _sequence(
        self, unknown: bool, at: int, length: int, character_set: str, depth: int
    ) -> tuple[tuple[DataSet, ...], int]:
        """The items; one of VR UN is implicit little-endian inside, PS3.5 6.2.2, though not all writers know."""
        steps = self._steps
        own: Encoding = steps.implicit, steps.byte_order
        encodings = [own, _UNKNOWN] if length == UNDEFINED else [_UNKNOWN, own]
        doubt = Doubt("a sequence of no encoding")
        for steps.implicit, steps.byte_order in encodings if unknown else [own]:
            try:
                return self._items(at, length, character_set, depth)
            except Doubt as error:
                doubt = error
            finally:
                steps.implicit, steps.byte_order = own
        raise doubt

    def _items(self, offset: int, length: int, character_set: str, depth: int) -> tuple[tuple[DataSet, ...], int]:
        steps = self._steps
        items: list[DataSet] = []
        end = offset + length if length != UNDEFINED else steps.size
        if end > steps.size:
            raise Doubt("a sequence is longer than the file")
        while offset < end:
            tag, _, item_length, at = steps.header(offset)
            if tag == SEQUENCE_END and length == UNDEFINED:
                return tuple(items), at
            if tag != ITEM:
                raise Doubt("no item")
            item = DataSet(character_set, item_length)
            offset = self._item(at, item_length, item, depth)
            items.append(item)
        if length == UNDEFINED or offset != end:
            raise Doubt("a sequence has no end")
        return tuple(items), end

    def _item(self, offset: int, length: int, into: DataSet, depth: int) -> int:
        """Take in an item's elements; the offset behind it."""
        steps = self._steps
        end = offset + length if length != UNDEFINED else steps.size
        while offset < end:
            tag, vr, inner, at = steps.header(offset)
            if tag == ITEM_END and length == UNDEFINED:
                return at
            if tag >= ITEM:
                raise Doubt("an item within an item")
            if tag in PIXELS and inner == UNDEFINED:  # an icon, compressed
                into.add(Element(tag, vr.decode() or "OB", None, inner, at))
                offset = self._after_pixels(at, inner)
                continue
            element, offset = self._element(tag, vr, inner, at, into, depth)
            into.add(element)
        if length == UNDEFINED or offset != end:
            raise Doubt("an item has no end")
        return end

    def _value(self, at: int, length: int, vr: str) -> bytes | None:
        if at + length > self._steps.size:
            raise Doubt("an element is longer than the file")
        if length > LONGEST_VALUE:
            return None
        value = self._steps.value(at, length)
        return value if self._steps.byte_order == "little" else swapped(value, vr)


def known_vr(tag: int, within: DataSet, length: int = 0) -> str:
    """The VR of an element that is written without one, from the dictionary; SQ if it has no length, else UN."""
    known = dictionary.entry(tag, within.creator(tag))
    if known is None:
        return "SQ" if length == UNDEFINED else "UN"
    if " or " not in known.vr:
        return known.vr if len(known.vr) == 2 else "UN"
    if known.vr.startswith("US or SS"):
        representation = within.get(PIXEL_REPRESENTATION)
        return "SS" if representation is not None and representation.value == b"\1\0" else "US"
    return "OW"


def swapped(value: bytes, vr: str) -> bytes:
    """A big-endian value as a little-endian one."""
    width = WIDTHS.get(vr) or _WIDTHS_OF_8.get(vr)
    if width is None or len(value) % width:
        return value
    words = array(_ARRAYS[width], value)
    words.byteswap()
    return words.tobytes()
