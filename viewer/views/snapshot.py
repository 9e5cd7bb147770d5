"""A picture of a view, as it leaves the window: on the clipboard, in a file, on paper."""

from __future__ import annotations

from typing import Protocol

from PyQt5.QtGui import QImage, QPainter

from launcher.frozen import frozen


@frozen
class Taking:
    """How a picture is taken. ``width`` and ``height`` are its pixels, ``ratio`` how many of them letters count as one.

    ``clean`` leaves off all that stands over the image; ``whole`` takes all of the image, whatever part is in sight.
    """

    width: int
    height: int
    ratio: float = 1.0
    clean: bool = False
    whole: bool = False


class Taken(Protocol):
    """What a picture can be taken of."""

    def render_at(self, painter: QPainter, taking: Taking) -> None: ...


def picture(view: Taken, taking: Taking) -> QImage:
    """Take it."""
    image = QImage(taking.width, taking.height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    view.render_at(painter, taking)
    painter.end()
    return image
