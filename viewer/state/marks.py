"""What the user has put on images: measurements, annotations, key images. In memory only; gone with their series."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PyQt5.QtCore import QObject, pyqtSignal

from viewer.model import key_images
from viewer.model.drawings import Change, Drawings
from viewer.model.key_images import KeyImage, KeyImages

PENS: Final[dict[str, tuple[str, ...]]] = {
    "measure": ("length", "polyline", "angle", "cobb", "rectangle", "ellipse"),
    "draw": ("arrow", "text"),
}
"""Tool → the kinds of measurement that it draws, the first one to begin with."""


class Marks(QObject):
    """The marks of one window; ``pens`` says what each tool draws now."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.drawings = Drawings()
        self.key_images: KeyImages = ()
        self.pens = {tool: kinds[0] for tool, kinds in PENS.items()}

    def draw(self, change: Change) -> None:
        """Change what is drawn."""
        self.drawings = change(self.drawings)
        self.changed.emit()

    def toggle_key(self, image: KeyImage) -> None:
        """Mark a key image, or take the mark away."""
        self.key_images = key_images.toggled(self.key_images, image)
        self.changed.emit()

    def choose_pen(self, tool: str, kind: str) -> None:
        """Have a tool draw this kind."""
        self.pens[tool] = kind

    def forget(self, uids: Iterable[str]) -> None:
        """These instances are closed."""
        gone = set(uids)
        self.drawings = self.drawings.without_instances(gone)
        self.key_images = key_images.without_instances(self.key_images, gone)
