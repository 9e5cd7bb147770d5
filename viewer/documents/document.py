"""What is not a picture, read from its file: a page to read, and what else there is to draw or to hand over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from typing import TYPE_CHECKING, Final, TypeAlias

from launcher.frozen import frozen
from viewer.documents.page import Page

if TYPE_CHECKING:
    from viewer.documents.presentation import Presentation
    from viewer.documents.radiotherapy import StructureSet
    from viewer.documents.segmentation import Segmentation
    from viewer.documents.selection import Selection
    from viewer.documents.waveform import Group

    Attachment: TypeAlias = Presentation | Segmentation | StructureSet | Selection
    """What goes with images: it says how to show them, is drawn over them, or chose them."""

PLAYED: Final = (".wav", ".mp4", ".mpg", ".m2v", ".ts", ".h264", ".h265")


@frozen
class Enclosed:
    """A file inside an object, for another application; ``suffix`` follows from its content, ``parts`` read it."""

    name: str
    suffix: str
    parts: Callable[[], Iterable[bytes]] = field(repr=False)

    @property
    def plays(self) -> bool:
        """Whether it takes a player."""
        return self.suffix in PLAYED


@frozen
class Document:
    """A document."""

    page: Page
    enclosed: Enclosed | None = None
    waveforms: tuple[Group, ...] = ()
    attachment: Attachment | None = None
