"""The elements of a file as rows of a tree, and what is done with them: searching, comparing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Final

from launcher.frozen import frozen
from viewer.words import tr

PER_FRAME: Final = 0x52009230
"""Per-Frame Functional Groups Sequence: an item for each frame, PS3.3 C.7.6.16."""

Key = tuple[int, str]
"""A tag and, of a private element, its creator; or the number of an item, from 0."""


@frozen
class Row:
    """An element, or an item of a sequence.

    ``key`` tells it from its siblings. ``values`` holds one text, or the two that are compared; ``None`` stands for an
    element that is not there. ``length`` is in bytes, as the file has it; ``None`` where it has none.
    """

    key: Key
    tag: str
    keyword: str = ""
    name: str = ""
    vr: str = ""
    length: int | None = None
    values: tuple[str | None, ...] = ("",)
    children: tuple[Row, ...] = ()
    differs: bool = False

    @cached_property
    def searched(self) -> str:
        """What a search looks through."""
        digits = self.tag.strip("()").replace(",", "")
        return "\n".join((self.tag, digits, self.keyword, self.name, *(v or "" for v in self.values))).casefold()


Rows = tuple[Row, ...]


def of_frame(rows: Rows, frame_index: int) -> Rows:
    """The rows, of the functional groups only those of one frame."""
    return tuple(_of_frame(row, frame_index) if row.key[0] == PER_FRAME else row for row in rows)


def _of_frame(row: Row, frame_index: int) -> Row:
    told = tuple(tr("{value}; that of this frame is shown", value=value) for value in row.values)
    return replace(row, values=told, children=row.children[frame_index : frame_index + 1])


def compared(left: Rows, right: Rows) -> Rows:
    """Both side by side: what has the same key stands in one row."""
    ours, theirs = {row.key: row for row in left}, {row.key: row for row in right}
    keys = sorted(ours.keys() | theirs.keys())
    return tuple(_compared(ours.get(key), theirs.get(key)) for key in keys)


def _compared(left: Row | None, right: Row | None) -> Row:
    row = left or right
    assert row is not None
    children = compared(left.children if left is not None else (), right.children if right is not None else ())
    values = tuple(side.values[0] if side is not None else None for side in (left, right))
    differs = values[0] != values[1] or any(child.differs for child in children)
    return replace(row, values=values, children=children, differs=differs)


def different(rows: Rows) -> Rows:
    """The rows that differ, and what they stand in."""
    return _kept(rows, lambda row: row.differs and not row.children)


def matching(rows: Rows, text: str) -> Rows:
    """The rows in which all words of a search stand, and what they stand in; ``0010,0010`` finds a tag as well."""
    words = text.casefold().split()
    return _kept(rows, lambda row: all(word in row.searched for word in words)) if words else rows


def _kept(rows: Rows, wanted: Callable[[Row], bool]) -> Rows:
    """What is wanted with all that stands in it, and else what holds something that is."""
    kept = []
    for row in rows:
        if wanted(row):
            kept.append(row)
        elif row.children and (children := _kept(row.children, wanted)):
            kept.append(replace(row, children=children))
    return tuple(kept)


def flat(rows: Iterable[Row], depth: int = 0) -> Iterator[tuple[int, Row]]:
    """Every row with its depth, as they stand below one another."""
    for row in rows:
        yield depth, row
        yield from flat(row.children, depth + 1)
