"""Which images something is for, and which somebody chose."""

from __future__ import annotations

from launcher.frozen import frozen
from viewer.documents.page import Reference


@frozen
class Scope:
    """The images that something is for; none named is all of them."""

    references: tuple[Reference, ...] = ()

    def covers(self, uid: str, frame_index: int) -> bool:
        """Whether a frame is one of them."""
        return not self.references or any(
            found.sop_instance_uid == uid and (not found.frame_numbers or frame_index + 1 in found.frame_numbers)
            for found in self.references
        )


@frozen
class Selection:
    """The images that a key object selection chose, under its title."""

    title: str
    references: tuple[Reference, ...]
    is_rejection: bool = False

    def covers(self, uid: str, frame_index: int) -> bool:
        """Whether it chose this frame."""
        return bool(self.references) and Scope(self.references).covers(uid, frame_index)
