"""What the user has been told and not yet put away: one message is in sight, the others are a step away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from launcher.frozen import frozen
from launcher.protocol.events import Message
from viewer.names import joined

MOST: Final = 9
"""Notices at one time; older ones make room."""

RANK: Final = {"error": 0, "warning": 1, "info": 2}


@frozen
class Notice:
    """A message for the message bar; one that announces a series names its ``key``, and is over once that was seen."""

    message: Message
    key: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What it says, whenever it says it."""
        return self.message.severity, self.message.title, self.message.text, self.message.todo

    def is_same(self, other: Notice) -> bool:
        """Whether one of the two is enough."""
        return self.words == other.words or self.message.id == other.message.id != 0


@frozen
class Notices:
    """Errors before warnings before the rest, the newest first; ``place`` is the one in sight."""

    notices: tuple[Notice, ...] = ()
    place: int = 0

    def __len__(self) -> int:
        return len(self.notices)

    @property
    def current(self) -> Notice | None:
        """The one in sight."""
        return self.notices[self.place] if self.notices else None

    def added(self, notice: Notice) -> Notices:
        """With one more, and the first in sight; one that says the same is replaced."""
        others = [other for other in self.notices if not other.is_same(notice)]
        ordered = sorted([notice, *others], key=lambda notice: RANK[notice.message.severity])
        return Notices(tuple(ordered[:MOST]))

    def stepped(self, steps: int) -> Notices:
        """With another one in sight; numbers go round."""
        return replace(self, place=(self.place + steps) % len(self)) if self.notices else self

    def kept(self, wanted: Callable[[Notice], bool]) -> Notices:
        """Without those that are not wanted; the one in sight stays there if it stays at all."""
        notices = tuple(notice for notice in self.notices if wanted(notice))
        place = sum(wanted(notice) for notice in self.notices[: self.place])
        return Notices(notices, min(place, max(len(notices) - 1, 0)))

    def anonymous(self) -> Notices:
        """Without numbers, which another service gives anew."""
        return replace(self, notices=tuple(replace(n, message=replace(n.message, id=0)) for n in self.notices))


def sentences(*parts: str) -> str:
    """The parts as sentences of one line, each with one full stop."""
    lines = (" ".join(part.split()) for part in parts)
    return " ".join(line if line.endswith((".", "!", "?", "…", ":")) else f"{line}." for line in lines if line)


def headline(message: Message) -> str:
    """What stands beside the title in one line: all of it, or how a text of several lines begins."""
    first, _, more = message.text.strip().partition("\n")
    return f"{first.rstrip('.: ')} …" if more else sentences(first, message.todo)


def as_text(message: Message) -> str:
    """The whole message, for the clipboard."""
    return joined("\n", message.title, message.text, message.todo, message.time)
