"""A few tags of ordinary headers, at a third of the cost of ``elements``: what files share is compared, not walked.

The files of a folder say the same things byte by byte, but for a few elements each. So the elements that nobody wants
are remembered in runs: where the bytes that follow are those of a run, the walk would take the same steps over them,
and one comparison does instead. Sans-IO; whatever is unusual is left to the careful reader.
"""

from __future__ import annotations

from functools import lru_cache, partial
from struct import Struct
from typing import Final, NamedTuple

from launcher.headers.content import VRS
from launcher.headers.walk import (
    BIG_ENDIAN,
    DEFLATED,
    IMPLICIT,
    TRANSFER_SYNTAX,
    UNDEFINED,
    Doubt,
    Steps,
    after_any_sequence,
)
from launcher.tags.elements import DataSet, Element, Wanted

_HEADER: Final = Struct("<HH2sH").unpack_from
_LENGTH: Final = Struct("<I").unpack_from
_SHORT_VRS: Final = {vr: vr.decode() for vr, is_long in VRS.items() if not is_long}
_LONG_VRS: Final = frozenset(vr for vr, is_long in VRS.items() if is_long)
_OTHERWISE: Final = frozenset((IMPLICIT, BIG_ENDIAN, DEFLATED))

_META, _BEFORE_META, _META_END = 132, 0x0001FFFF, 0x0002FFFF
_SHORTEST_RUN: Final = 8  # elements: what varies spoils no more than these
_LONGEST_RUN: Final = 8 << 10  # bytes
_MOST_RUNS: Final = 512


class _Run(NamedTuple):
    """Elements one behind the other, and the tag of the last one."""

    data: bytes
    last: int


def reader(wanted: Wanted) -> Swift | None:
    """Who reads such elements and remembers what they stand between; ``None`` if they are not single ones."""
    return _reader(wanted) if wanted.tags is not None else None


class Swift:
    """Reads ``wanted`` elements of one header after the other."""

    def __init__(self, wanted: Wanted) -> None:
        assert wanted.tags is not None
        self._tags, self._last = wanted.tags | {TRANSFER_SYNTAX}, wanted.last
        self._runs: dict[int, _Run] = {}

    def read(self, head: bytes, size: int) -> DataSet | None:
        """The elements, of a file of ``size`` bytes that begins with ``head``; ``None`` to have it read with care."""
        if head[128:132] != b"DICM":
            return None
        found = DataSet()
        try:
            at = self._walk(head, _META, _BEFORE_META, _META_END, found)
            if not _is_explicit(found.get(TRANSFER_SYNTAX)) or head[at + 4 : at + 6] not in VRS:
                return None
            end = self._walk(head, at, _META_END, self._last, found) if self._last > _META_END else at
        except Doubt:
            return None
        is_sound = end == size or (end + 12 <= len(head) and head[end + 4 : end + 6] in VRS)
        return found if is_sound else None

    def _walk(self, head: bytes, at: int, last: int, end: int, into: DataSet) -> int:
        """Take in what is wanted, of ascending tags up to ``end``; the offset of what follows."""
        runs, wanted, there = self._runs, self._tags, len(head) - 8
        before: tuple[int, _Run] | None = None
        while at <= there:
            group, element, vr, length = _HEADER(head, at)
            tag = group << 16 | element
            if tag > end:
                break
            if tag <= last:
                raise Doubt("tags do not ascend")
            run = runs.get(tag)
            if run is not None and head.startswith(run.data, at):
                before = self._join(*before, tag, run) if before is not None else (tag, run)
                at += len(run.data)
                last = run.last
                continue
            before = None
            if tag in wanted:
                at, last = _take(head, at, tag, vr, length, into), tag
            else:
                at, last = self._pass_over(head, at, tag, end)
        return at

    def _pass_over(self, head: bytes, begin: int, first: int, end: int) -> tuple[int, int]:
        """Step over a few elements that are not wanted, and remember them; the offset behind, and the last tag."""
        at, last, there, wanted = begin, first - 1, min(len(head) - 8, begin + _LONGEST_RUN), self._tags
        for _ in range(_SHORTEST_RUN):
            group, element, vr, length = _HEADER(head, at)
            tag = group << 16 | element
            if not last < tag <= end or tag in wanted:
                break
            at = at + 8 + length if vr in _SHORT_VRS else _after_long(head, at, vr)
            last = tag
            if at > there:
                return at, last
        self._remember(first, _Run(head[begin:at], last))
        return at, last

    def _join(self, first: int, run: _Run, tag: int, following: _Run) -> tuple[int, _Run] | None:
        """Two runs that came together are one from now on; what the next one may be joined with."""
        if len(run.data) + len(following.data) > _LONGEST_RUN:
            return tag, following
        self._remember(first, _Run(run.data + following.data, following.last))
        return None

    def _remember(self, first: int, run: _Run) -> None:
        if len(self._runs) >= _MOST_RUNS:
            self._runs.clear()
        self._runs[first] = run


@lru_cache(maxsize=8)
def _reader(wanted: Wanted) -> Swift:
    return Swift(wanted)


def _is_explicit(transfer_syntax: Element | None) -> bool:
    value = transfer_syntax.value if transfer_syntax is not None else None
    said = value.decode("ascii", "replace").strip(" \0") if isinstance(value, bytes) else ""
    return said.startswith("1.2.840.10008.1.2") and said not in _OTHERWISE


def _take(head: bytes, at: int, tag: int, vr: bytes, length: int, into: DataSet) -> int:
    """Take an element in; the offset behind it."""
    known, end = _SHORT_VRS.get(vr), at + 8 + length
    if known is None or end > len(head):
        raise Doubt("a value that is long, or elsewhere")
    into.add(Element(tag, known, head[at + 8 : end], length, at + 8))
    return end


def _after_long(head: bytes, at: int, vr: bytes) -> int:
    """The offset behind an element whose length takes four bytes."""
    if vr not in _LONG_VRS or at + 12 > len(head):
        raise Doubt("no known VR")
    (length,) = _LENGTH(head, at + 8)
    if length != UNDEFINED:
        return int(at + 12 + length)
    return after_any_sequence(Steps(partial(_of, head), len(head)), at + 12)


def _of(head: bytes, offset: int, length: int) -> bytes:
    return head[offset : offset + length]
