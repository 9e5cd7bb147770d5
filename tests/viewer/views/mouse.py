"""What a hand does with the mouse in a view."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PyQt5.QtGui import QMouseEvent, QWheelEvent
from PyQt5.QtTest import QTest

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NOTHING = Qt.KeyboardModifier.NoModifier


def drag(view: Any, button: Qt.MouseButton, right: int, down: int, modifier: Any = NOTHING) -> None:
    start = QPoint(200, 200)
    QTest.mousePress(view, button, modifier, start)
    for part in (0.4, 1.0):
        move(view, button, start + QPoint(int(right * part), int(down * part)), modifier)
    QTest.mouseRelease(view, button, modifier, start + QPoint(right, down))


def move(view: Any, button: Qt.MouseButton, place: QPoint, modifier: Any) -> None:
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), button, Qt.MouseButtons(button), modifier)
    QCoreApplication.sendEvent(view, event)


def wheel(view: Any, notches: int, modifier: Any = NOTHING, at: QPointF | None = None) -> None:
    place = at or QPointF(100, 100)
    angle = QPoint(0, 120 * notches)
    event = QWheelEvent(place, place, QPoint(), angle, Qt.MouseButtons(), modifier, Qt.ScrollPhase.NoScrollPhase, False)
    QCoreApplication.sendEvent(view, event)
