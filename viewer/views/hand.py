"""What the mouse does in one view: it begins a gesture by the tool in hand, and carries it to its end."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import QPoint, QPointF, QRectF, Qt
from PyQt5.QtGui import QMouseEvent
from PyQt5.QtWidgets import QWidget

from viewer.model.drawings import Drawn, FrameKey
from viewer.model.measurements import KINDS, LARGEST_LIVE, Measurement, Rectangle, Text, measured
from viewer.state.sight import Sight
from viewer.state.store import Store
from viewer.tools import gestures
from viewer.tools.gestures import Drag, Draw, Edit, Gesture, Pointer, Show
from viewer.tools.mouse import TOOLS, Tool
from viewer.tools.picking import Picked, picked
from viewer.views.text_entry import TextEntry


class Hand:
    """The hand over ``view``; ``sight`` says what it shows now, ``labels`` where the texts of its drawings stand."""

    def __init__(
        self, store: Store, view: QWidget, sight: Callable[[], Sight], labels: Callable[[], dict[int, QRectF]]
    ) -> None:
        self._store, self._view, self._sight, self._labels = store, view, sight, labels
        self._gesture: Gesture | None = None
        self._button = Qt.MouseButton.NoButton  # of the gesture
        self._frame: FrameKey | None = None  # that it began on
        self._pen: tuple[str, str] = "", ""  # it began with: the tool, and what that draws

    @property
    def is_drawing(self) -> bool:
        """Whether something new is being drawn."""
        return isinstance(self._gesture, Draw)

    def preview(self, sight: Sight) -> Drawn | None:
        """What is being drawn, measured as far as that is quick."""
        shape = self._gesture.preview if self._gesture is not None else None
        if shape is None or sight.frame is None or sight.frame.key != self._frame:
            return None
        return Drawn(0, sight.frame.key, shape, measured(shape, sight.image, LARGEST_LIVE))

    def refresh(self) -> None:
        """Forget what is being drawn once its image has gone or another tool has been taken."""
        if self.is_drawing and self._is_elsewhere():
            self._gesture = None

    # --- the buttons ---

    def press(self, event: QMouseEvent) -> None:
        """A button goes down."""
        pointer, button = self._at(event), event.button()
        tool = {Qt.MouseButton.LeftButton: TOOLS[self._store.tool], Qt.MouseButton.MiddleButton: TOOLS["pan"]}.get(
            button
        )
        if self._gesture is not None:
            if button == self._button:
                self._go_on(self._gesture.press(pointer))
        elif tool is not None and pointer.sight.frame is not None:
            self._gesture = self._begun(tool, pointer)
            self._button, self._frame, self._pen = button, pointer.sight.frame.key, self._pen_in_hand()

    def move(self, event: QMouseEvent) -> None:
        """The pointer moves, with or without a button."""
        self.refresh()
        if self._gesture is not None:
            self._gesture.move(self._at(event))
        elif self._store.tool in self._store.marks.pens:
            over = self._picked(self._at(event)) is not None
            self._view.setCursor(Qt.CursorShape.PointingHandCursor if over else TOOLS[self._store.tool].cursor)

    def release(self, event: QMouseEvent) -> None:
        """A button comes up."""
        if self._gesture is not None and event.button() == self._button:
            self._go_on(self._gesture.release(self._at(event)))

    def double_click(self, event: QMouseEvent) -> None:
        """It ends a drawing; on one that is there it asks for its text; else it is for the view."""
        if self.is_drawing:
            self.finish()
            return
        self._gesture = None
        found = self._picked(self._at(event)) if event.button() == Qt.MouseButton.LeftButton else None
        if found is not None:
            self._ask_text(found.drawn)
        else:
            self._store.enlarge()

    def finish(self) -> None:
        """End a drawing with the points it has."""
        drawing, self._gesture = self._gesture, None
        if isinstance(drawing, Draw):
            drawing.finish()
        self._view.update()

    def give_up(self) -> None:
        """Forget what is being drawn."""
        self._gesture = None
        self._view.update()

    def _go_on(self, is_over: bool) -> None:
        if is_over:
            self._gesture = None
        self._view.update()

    def _is_elsewhere(self) -> bool:
        """Whether another frame has come under the gesture, or something else into the hand."""
        frame = self._sight().frame
        return frame is None or frame.key != self._frame or self._pen != self._pen_in_hand()

    def _pen_in_hand(self) -> tuple[str, str]:
        tool = self._store.tool
        return tool, self._store.marks.pens.get(tool, "")

    # --- what they begin ---

    def _begun(self, tool: Tool, pointer: Pointer) -> Gesture | None:
        """What a press of this tool begins."""
        store, marks = self._store, self._store.marks
        if tool.drag is not None:
            return Drag(store, tool, pointer)
        if tool.name == "region":
            return Draw(Rectangle, pointer, lambda shape: gestures.window_region(store, pointer.sight, shape))
        if tool.name == "crosshair":
            return Show(store, pointer)
        if tool.name not in marks.pens:
            return None
        found = self._picked(pointer)
        marks.draw(lambda now: now.choosing(*([found.drawn.number] if found is not None else [])))
        if found is not None:
            return Edit(store, *found, pointer)
        return Draw(KINDS[marks.pens[tool.name]], pointer, lambda shape: self._keep(shape, pointer.sight))

    def _picked(self, pointer: Pointer) -> Picked | None:
        """The drawing under the pointer."""
        frame = pointer.sight.frame
        if frame is None:
            return None
        at = QPointF(pointer.x, pointer.y) / self._view.devicePixelRatioF()
        labelled = [number for number, place in self._labels().items() if place.contains(at)]
        items = self._store.marks.drawings.on(frame.key)
        return picked(items, pointer.sight.affine, (pointer.x, pointer.y), labelled)

    def _keep(self, shape: Measurement, sight: Sight) -> None:
        """Keep what has been drawn; a text is asked for first."""
        if not isinstance(shape, Text):
            gestures.add(self._store, sight, shape)
            return

        def said(text: str) -> None:
            if (named := shape.named(text)).text:
                gestures.add(self._store, sight, named)

        TextEntry(self._view, self._place_of(shape, sight), "", said)

    def _ask_text(self, drawn: Drawn) -> None:
        place = self._place_of(drawn.shape, self._sight())
        TextEntry(self._view, place, drawn.shape.text, lambda text: gestures.rename(self._store, drawn, text))

    def _place_of(self, shape: Measurement, sight: Sight) -> QPoint:
        return (QPointF(*sight.affine.to_view(*shape.points[-1])) / self._view.devicePixelRatioF()).toPoint()

    def _at(self, event: QMouseEvent) -> Pointer:
        place = event.localPos() * self._view.devicePixelRatioF()
        return Pointer(place.x(), place.y(), self._sight(), _speed(event.modifiers()))


def _speed(modifiers: Qt.KeyboardModifiers) -> float:
    """Ctrl or Shift make a drag faster, both together twice as much."""
    keys = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    return {0: 1.0, 1: 2.5, 2: 5.0}[sum(bool(modifiers & key) for key in keys)]
