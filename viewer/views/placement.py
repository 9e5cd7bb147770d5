"""Where the window stands: at first in the middle of the screen, and as it is on the next one."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import QPoint, QRect, QSize, Qt
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QWidget

FIRST_SIZE: Final = QSize(1280, 800)
FRAME: Final = QSize(8, 48)
"""Room for what a window manager puts around the window; nobody knows how much before the window stands."""


def first_place(room: QRect) -> QRect:
    """Size, and top left corner of the frame, of the first window on a screen with this room: in its middle."""
    size = FIRST_SIZE.boundedTo(room.size() - FRAME)
    framed = QRect(QPoint(), size + FRAME)
    framed.moveCenter(room.center())
    return QRect(framed.topLeft(), size)


def place(window: QWidget) -> None:
    """Put a window within the screen; one that is drawn in memory has none to fit."""
    screen = window.screen()
    if screen is None or QGuiApplication.platformName() == "offscreen":
        window.resize(FIRST_SIZE)
        return
    first = first_place(screen.availableGeometry())
    window.resize(first.size())
    window.move(first.topLeft())


def move_to_next_screen(window: QWidget) -> None:
    """Put a window on the next screen as it stands on this one, if there is another."""
    screens, now = QGuiApplication.screens(), window.screen()
    if now is None or len(screens) < 2:
        return
    room = screens[(screens.index(now) + 1) % len(screens)].availableGeometry()
    wide = window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen)
    window.showNormal()
    window.resize(window.size().boundedTo(room.size() - FRAME))
    there = room.topLeft() + window.pos() - now.availableGeometry().topLeft()
    window.move(there if room.contains(QRect(there, window.size())) else room.topLeft())
    window.setWindowState(Qt.WindowState(wide))
