"""From element to element over a DICOM header, PS3.5 section 7, at a fifteenth of a full reader's cost.

Sans-IO and strict: it keeps the values that are wanted, jumps over the rest, ends with the pixel data, and gives up at
the least doubt, for another reader to judge.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from struct import Struct
from typing import Final, Literal

from launcher.headers.content import VRS

TRANSFER_SYNTAX: Final = 0x00020010
PIXELS: Final = frozenset((0x7FE00008, 0x7FE00009, 0x7FE00010))
"""Float Pixel Data, Double Float Pixel Data, Pixel Data."""
_PIXEL_GROUP: Final = 0x7FE00000
_DATA_SET: Final = 0x00030000  # where the file meta information has ended
_FILE_META: Final = frozenset(range(0x00020000, 0x00020200))
UNDEFINED: Final = 0xFFFFFFFF
"""The length of a value that ends with a delimiter."""
LONGEST_VALUE: Final = 16 << 10
"""Bytes; a wanted value that is longer counts as absent."""

ITEM, ITEM_END, SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
IMPLICIT, EXPLICIT = "1.2.840.10008.1.2", "1.2.840.10008.1.2.1"
BIG_ENDIAN, DEFLATED = "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"

FIRST_READ: Final = 16 << 10  # reaches Columns in 95 of 100 clinical files
_LARGEST_READ: Final = 1 << 20
_READ_AFTER_JUMP: Final = 1 << 10
_MOST_ELEMENTS: Final = 2_000_000
_MOST_INFLATED: Final = 256 << 20

ByteOrder = Literal["little", "big"]
ReadAt = Callable[[int, int], bytes]
"""(offset, length) → the bytes there, fewer at the end of the file."""

_SHORT_VRS: Final = frozenset(vr for vr, is_long in VRS.items() if not is_long)
_IMPLICIT_HEADER: Final = Struct("<HHI").unpack_from
_EXPLICIT_HEADER: Final = {"little": Struct("<HH2sH").unpack_from, "big": Struct(">HH2sH").unpack_from}


class Doubt(ValueError):
    """The walk will not vouch for this header."""


@dataclass
class Elements:
    """Raw values of the wanted elements, by tag.

    ``pixel_data`` is the offset and the length in bytes of the pixel data's value, as far as it is in the file, the
    items of encapsulated data included. ``truncated`` says what has been cut off, empty when nothing has.
    """

    values: dict[int, bytes] = field(default_factory=dict)
    byte_order: ByteOrder = "little"
    pixel_data: tuple[int, int] | None = None
    truncated: str = ""

    def ascii(self, tag: int) -> str:
        """A value of the default repertoire, as UIDs and code strings are, without its padding."""
        return self.values.get(tag, b"").strip(b" \0").decode("ascii", "replace")


def walk(read_at: ReadAt, size: int, wanted: Set[int]) -> Elements:
    """The ``wanted`` elements of a DICOM file with preamble, PS3.10 section 7, and what is known of its pixel data.

    Parameters
    ----------
    read_at
        Reads the file; called for its first 16 KiB, then on demand in growing pieces.
    size
        Of the file, in bytes.
    wanted
        Tags, as (group << 16 | element), of the top level.

    Raises
    ------
    Doubt
        Something is unusual or damaged.
    """
    steps = Steps(read_at, size)
    elements = Elements()
    offset = _file_meta(steps, elements.values)
    transfer_syntax = elements.ascii(TRANSFER_SYNTAX)
    if not transfer_syntax.startswith("1.2.840.10008.1.2"):
        raise Doubt("no standard transfer syntax")
    if transfer_syntax == DEFLATED:
        return _deflated_data_set(read_at, offset, size, elements, wanted)
    steps.implicit = transfer_syntax == IMPLICIT
    steps.byte_order = elements.byte_order = "big" if transfer_syntax == BIG_ENDIAN else "little"
    _data_set(steps, offset, elements, wanted)
    return elements


class Steps:
    """Element headers at offsets, over a window of the file that moves and grows with demand.

    ``implicit`` and ``byte_order`` say how they are encoded, PS3.5 7.1; implicit ones are always little-endian.
    """

    def __init__(self, read_at: ReadAt, size: int) -> None:
        self._read_at, self.size = read_at, size
        self._start, self._window = 0, read_at(0, FIRST_READ)
        self._left = _MOST_ELEMENTS
        self.implicit = False
        self.byte_order: ByteOrder = "little"

    def header(self, offset: int) -> tuple[int, bytes, int, int]:
        """Tag, VR (empty where none is written), length and offset of the value."""
        self._left -= 1
        if self._left < 0:
            raise Doubt("elements without end")
        at = self._at(offset, 8)
        if self.implicit:
            group, element, length = _IMPLICIT_HEADER(self._window, at)
            return group << 16 | element, b"", length, offset + 8
        group, element, vr, length = _EXPLICIT_HEADER[self.byte_order](self._window, at)
        tag, long = group << 16 | element, VRS.get(vr)
        if long is False:
            return tag, vr, length, offset + 8
        if long:
            return tag, vr, self._uint32(offset + 8), offset + 12
        if group == 0xFFFE:  # items and delimiters have no VR
            return tag, b"", self._uint32(offset + 4), offset + 8
        raise Doubt("no known VR")

    def pass_over(self, offset: int, last: int, tags: Set[int], end: int) -> tuple[int, int]:
        """Skip the short elements of ascending tags that are not in ``tags``, up to ``end``, as far as the window goes.

        The offset to go on at, and the last tag that was skipped. It is what makes ten thousand files quick: a step
        costs a third of ``header``'s.
        """
        if self.implicit:
            return offset, last
        window, header, at = self._window, _EXPLICIT_HEADER[self.byte_order], offset - self._start
        beyond = len(window) - 8
        while 0 <= at <= beyond:
            group, element, vr, length = header(window, at)
            tag = group << 16 | element
            if tag in tags or vr not in _SHORT_VRS or not last < tag <= end:
                break
            last = tag
            at += 8 + length
        return at + self._start, last

    def take(
        self, offset: int, last: int, wanted: Set[int], into: dict[int, bytes], until: int = _PIXEL_GROUP
    ) -> tuple[int, int]:
        """Put the short elements of ascending tags that are in ``wanted`` into a dictionary, as far as the window goes.

        The offset to go on at, and the last tag, as with ``pass_over``; it ends before the tag ``until``.
        """
        if self.implicit:
            return offset, last
        window, header, at = self._window, _EXPLICIT_HEADER[self.byte_order], offset - self._start
        there = len(window)
        while 0 <= at <= there - 8:
            group, element, vr, length = header(window, at)
            tag, end = group << 16 | element, at + 8 + length
            if vr not in _SHORT_VRS or not last < tag < until:
                break
            if tag in wanted:
                if end > there or length > LONGEST_VALUE:
                    break
                into[tag] = window[at + 8 : end]
            last, at = tag, end
        return at + self._start, last

    def value(self, offset: int, length: int) -> bytes:
        """The bytes of a value, all of them."""
        at = self._at(offset, length)
        return self._window[at : at + length]

    def _uint32(self, offset: int) -> int:
        return int.from_bytes(self.value(offset, 4), self.byte_order)

    def _at(self, offset: int, count: int) -> int:
        """Where ``count`` bytes at ``offset`` begin in the window, which is read anew when they are not in it."""
        at = offset - self._start
        if at >= 0 and at + count <= len(self._window):
            return at
        grown = min(4 * len(self._window), _LARGEST_READ) if 0 <= at <= len(self._window) else _READ_AFTER_JUMP
        self._start, self._window = offset, self._read_at(offset, max(count, grown))
        if len(self._window) < count:
            raise Doubt("the file ends within an element")
        return 0


def _file_meta(steps: Steps, values: dict[int, bytes]) -> int:
    """Take group 0002 in; the offset of what follows it."""
    if steps.value(128, 4) != b"DICM":
        raise Doubt("no preamble")
    offset, last = 132, 0
    while offset + 8 <= steps.size and steps.value(offset, 2) == b"\2\0":
        begin = offset
        offset, last = steps.take(offset, last, _FILE_META, values, _DATA_SET)
        if offset > begin:
            continue
        tag, _, length, at = steps.header(offset)
        if length <= LONGEST_VALUE:
            values[tag] = steps.value(at, length)
        offset = at + length
    return offset


def _data_set(steps: Steps, offset: int, elements: Elements, wanted: Set[int]) -> None:
    """Take in what is wanted, up to and with the pixel data."""
    check_encoding(steps, offset)
    values, size, last = elements.values, steps.size, 0x0002FFFF
    while offset + 8 <= size:
        begin = offset
        offset, last = steps.take(offset, last, wanted, values)
        if offset > begin:
            continue
        tag, _, length, at = steps.header(offset)
        if tag <= last or tag >= ITEM:
            raise Doubt("tags do not ascend")
        if tag in PIXELS:
            note_pixel_data(steps, at, length, elements)
            return
        last, offset = tag, at + length if length != UNDEFINED else after_any_sequence(steps, at)
        if offset <= size and tag in wanted and length <= LONGEST_VALUE:
            values[tag] = steps.value(at, length)
    if offset > size:
        raise Doubt("an element is longer than the file")
    if offset < size and any(steps.value(offset, size - offset)):
        elements.truncated = "the file ends in the middle of an element"


def check_encoding(steps: Steps, offset: int) -> None:
    """Some files declare explicit VR and are implicit, or the other way round: the first element tells."""
    if offset + 8 <= steps.size and (steps.value(offset + 4, 2) in VRS) == steps.implicit:
        raise Doubt("not the encoding that the transfer syntax says")


def after_any_sequence(steps: Steps, offset: int) -> int:
    """The offset behind a sequence of undefined length; one of VR UN is implicit inside, PS3.5 6.2.2."""
    try:
        return after_sequence(steps, offset)
    except Doubt:
        if steps.implicit:
            raise
    steps.implicit = True
    end = after_sequence(steps, offset)
    steps.implicit = False
    return end


def after_sequence(steps: Steps, offset: int) -> int:
    """The offset behind a sequence of undefined length, whatever is nested in it."""
    depth = 1
    while depth:
        tag, _, length, offset = steps.header(offset)
        if tag in (ITEM_END, SEQUENCE_END):
            depth -= 1
        elif length == UNDEFINED:
            depth += 1
        else:
            offset += length
    return offset


def note_pixel_data(steps: Steps, offset: int, length: int, elements: Elements) -> None:
    """Set what is known of pixel data whose value is at ``offset``."""
    end = after_fragments(steps, offset) if length == UNDEFINED else offset + length
    there = max(min(end, steps.size) - offset, 0)
    elements.pixel_data = (offset, there)
    if end > steps.size:
        elements.truncated = (
            f"the pixel data breaks off after {there:,} bytes, {end - steps.size:,} or more are missing"
        )


def after_fragments(steps: Steps, offset: int) -> int:
    """The offset behind encapsulated pixel data, PS3.5 A.4; beyond the file's size when some of it is missing."""
    steps.implicit = True  # items have no VR
    while offset + 8 <= steps.size:
        tag, _, length, at = steps.header(offset)
        if tag != ITEM:
            return at if tag == SEQUENCE_END else offset
        offset = at + length
    return offset if offset >= steps.size else offset + 8  # cut within an item's header


def _deflated_data_set(read_at: ReadAt, offset: int, size: int, elements: Elements, wanted: Set[int]) -> Elements:
    """A deflated data set, PS3.5 A.5; its pixel data has no place of its own in the file, so all of it is named."""
    data, whole = inflate(read_at(offset, size - offset))
    _data_set(Steps(lambda at, length: data[at : at + length], len(data)), 0, elements, wanted)
    elements.pixel_data = elements.pixel_data and (offset, size - offset)
    if not whole:
        elements.truncated = "the deflated data breaks off"
    return elements


def inflate(data: bytes) -> tuple[bytes, bool]:
    """The inflated bytes, and whether they are all; never too many, for a small file can hold a bomb."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        inflated = stream.decompress(data, _MOST_INFLATED)
    except zlib.error as error:
        raise Doubt("the deflated data is damaged") from error
    if stream.unconsumed_tail:
        raise Doubt("the deflated data is too large")
    return inflated, stream.eof
