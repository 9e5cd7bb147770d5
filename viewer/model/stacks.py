"""The stacks that views go through, as their positions count them, and what one view's position means to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from launcher.references import Instance
from viewer.model.library import COMING, Library, SeriesRecord
from viewer.model.slices import ReferenceLine, Slices, reference_lines
from viewer.model.stack import FrameRef, Stack
from viewer.model.viewport import StackKey, Viewport

AHEAD: Final = 20
"""Frames that may be wanted next, on the side that the user scrolls to; half as many behind."""


class Stacks:
    """What was in the library when the views were last brought up to date with it; and pictures, a stack of one each.

    Between two such moments stacks may grow in the library: positions keep their meaning here.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._stacks: dict[str, tuple[Stack, ...]] = {}
        self._slices: dict[StackKey, Slices] = {}

    def add_picture(self, path: str, pages: int = 1) -> None:
        """An ordinary picture has come, or is known to have so many pages: a stack of its own."""
        instance = Instance(sop_instance_uid=path, path=path)
        self._stacks[path] = (Stack(tuple(FrameRef(instance, page) for page in range(pages))),)

    def viewport(self, record: SeriesRecord, stack_number: int = 0) -> Viewport:
        """The view of a series' stack, at its first image."""
        stacks = self._stacks.setdefault(record.update.key, record.stacks)
        number = min(stack_number, len(stacks) - 1)
        return Viewport(record.update.key, count=len(stacks[number]), stack_number=number)

    def stack(self, viewport: Viewport) -> Stack:
        """The frames that a view goes through."""
        stacks = self._stacks.get(viewport.series_key, ())
        return stacks[viewport.stack_number] if viewport.stack_number < len(stacks) else Stack()

    def frame(self, viewport: Viewport) -> FrameRef | None:
        """The frame that a view shows."""
        stack = self.stack(viewport)
        return stack.frames[viewport.position] if viewport.position < len(stack) else None

    def is_coming(self, viewport: Viewport) -> bool:
        """Whether more of what a view shows is on its way."""
        record = self._library.get(viewport.series_key)
        return record is not None and record.update.state in COMING

    def forget(self, keys: set[str]) -> None:
        """These series or pictures are gone."""
        self._stacks = {key: stacks for key, stacks in self._stacks.items() if key not in keys}
        self._slices = {key: slices for key, slices in self._slices.items() if key[0] not in keys}

    # --- following the library ---

    def restacked(self, viewport: Viewport) -> Viewport:
        """The view at the same frame in its newest stack; who stands at the first image stays at the first."""
        record, frame = self._library.get(viewport.series_key), self.frame(viewport)
        if record is None or frame is None or self._stacks.get(viewport.series_key) is record.stacks:
            return viewport
        number, position = record.find(frame) or (0, 0)
        return viewport.restacked(number, len(record.stacks[number]), position if viewport.position else 0)

    def renew(self) -> None:
        """Take the stacks as they are now; every view must have been ``restacked`` before."""
        for key in self._stacks:
            if (record := self._library.get(key)) is not None:
                self._stacks[key] = record.stacks

    # --- from one view to another ---

    def follow(self, before: Viewport, other: Viewport, after: Viewport) -> int:
        """Where another view goes when the selected one has scrolled from ``before`` to ``after``.

        To the same place in the patient where the two compare; nowhere if they cut the same space at an angle; else by
        as many images.
        """
        frame, slices = self.frame(after), self._slices_of(other)
        as_many = other.position + after.position - before.position
        if frame is None or not slices.shares_space_with(frame):
            return as_many
        nearest = slices.nearest(frame, as_many)
        return other.position if nearest is None else nearest

    def _slices_of(self, viewport: Viewport) -> Slices:
        stack, key = self.stack(viewport), viewport.stack_key
        if key not in self._slices or self._slices[key].stack is not stack:
            self._slices[key] = Slices(stack)
        return self._slices[key]

    def reference_lines(self, selected: Viewport, other: Viewport) -> tuple[ReferenceLine, ...]:
        """Where the selected view's slice, and the ends of its stack, cut the image of another view."""
        image = self.frame(other)
        return reference_lines(self.stack(selected), selected.position, image) if image is not None else ()

    def around(self, viewport: Viewport, direction: int) -> Iterator[FrameRef]:
        """The frames that may be wanted next when scrolling in that direction, nearest first."""
        stack, sign = self.stack(viewport), 1 if direction > 0 else -1
        for step in range(1, AHEAD + 1):
            for offset in (step, -step // 2) if step % 2 == 0 else (step,):
                position = viewport.position + sign * offset
                if 0 <= position < len(stack):
                    yield stack.frames[position]
