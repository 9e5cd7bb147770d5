"""All that is drawn, on which frames, what of it is chosen, and the way back: one value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from launcher.frozen import frozen
from viewer.model.measurements import Measurement, Result

FrameKey = tuple[str, int]
"""SOP Instance UID (or what stands for it) and frame_index: where a drawing belongs."""

LONGEST_HISTORY: Final = 200  # steps


@frozen
class Drawn:
    """One measurement on its frame, with what it came to there."""

    number: int
    frame: FrameKey
    shape: Measurement
    result: Result


Items = tuple[Drawn, ...]


@frozen
class Drawings:
    """``items`` are in the order in which they were drawn; ``past`` and ``future`` hold what undo and redo bring."""

    items: Items = ()
    chosen: frozenset[int] = frozenset()
    past: tuple[Items, ...] = ()
    future: tuple[Items, ...] = ()
    last_number: int = 0

    def on(self, frame: FrameKey) -> Items:
        """What is drawn on one frame."""
        return tuple(item for item in self.items if item.frame == frame)

    def get(self, number: int) -> Drawn | None:
        """One of them, if it is there."""
        return next((item for item in self.items if item.number == number), None)

    # steps that can be undone

    def added(self, frame: FrameKey, shape: Measurement, result: Result) -> Drawings:
        """With one more, which is then the chosen one."""
        number = self.last_number + 1
        after = self._step((*self.items, Drawn(number, frame, shape, result)))
        return replace(after, chosen=frozenset({number}), last_number=number)

    def changed(self, number: int, shape: Measurement, result: Result) -> Drawings:
        """With one of them changed."""
        return self._step(self._with(number, shape, result))

    def without_chosen(self) -> Drawings:
        """With those gone that are chosen."""
        return replace(self._step(tuple(i for i in self.items if i.number not in self.chosen)), chosen=frozenset())

    def cleared(self, frame: FrameKey) -> Drawings:
        """With nothing on this frame."""
        return replace(self._step(tuple(i for i in self.items if i.frame != frame)), chosen=frozenset())

    def _step(self, items: Items) -> Drawings:
        if items == self.items:
            return self
        return replace(self, items=items, past=(*self.past, self.items)[-LONGEST_HISTORY:], future=())

    # steps that go with one before

    def amended(self, number: int, shape: Measurement, result: Result) -> Drawings:
        """With one of them changed further, as part of the last step: a drag is one step."""
        return replace(self, items=self._with(number, shape, result))

    def choosing(self, *numbers: int) -> Drawings:
        """With these chosen, and no others."""
        return replace(self, chosen=frozenset(numbers))

    def _with(self, number: int, shape: Measurement, result: Result) -> Items:
        return tuple(replace(i, shape=shape, result=result) if i.number == number else i for i in self.items)

    # the way back

    def undone(self) -> Drawings:
        """As before the last step."""
        if not self.past:
            return self
        return self._turned(self.past[-1], self.past[:-1], (self.items, *self.future))

    def redone(self) -> Drawings:
        """As before the last undo."""
        if not self.future:
            return self
        return self._turned(self.future[0], (*self.past, self.items), self.future[1:])

    def _turned(self, items: Items, past: tuple[Items, ...], future: tuple[Items, ...]) -> Drawings:
        there = frozenset(item.number for item in items)
        return replace(self, items=items, past=past, future=future, chosen=self.chosen & there)

    def without_instances(self, uids: Iterable[str]) -> Drawings:
        """With nothing of these instances, in the past neither: they are closed."""
        gone = set(uids)

        def kept(items: Items) -> Items:
            return tuple(item for item in items if item.frame[0] not in gone)

        past, future = ((*map(kept, steps),) for steps in (self.past, self.future))
        there = frozenset(item.number for item in kept(self.items))
        return replace(self, items=kept(self.items), past=past, future=future, chosen=self.chosen & there)


Change = Callable[[Drawings], Drawings]
