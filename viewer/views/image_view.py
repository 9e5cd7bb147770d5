"""One view of the grid: paints what the store says stands in it, and turns each gesture into one call of the store."""

from __future__ import annotations

import time
from typing import Final

from PyQt5.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)  # fmt: skip
from PyQt5.QtWidgets import QSizePolicy, QWidget

from viewer.model.drawings import Drawn
from viewer.model.geometry import ViewSize
from viewer.model.key_images import KeyImage
from viewer.model.measurements import KINDS, LARGEST_LIVE, Measurement, Rectangle, Text, measured
from viewer.model.order import RULES
from viewer.model.viewport import StackKey
from viewer.sight import Sight
from viewer.store import Store
from viewer.tools import gestures
from viewer.tools.gestures import Drag, Draw, Edit, Gesture, Pointer
from viewer.tools.mouse import TOOLS, Tool, zoomed_at
from viewer.tools.picking import Picked, picked
from viewer.views import corners, reference_lines, scale_bar
from viewer.views.canvas import Canvas
from viewer.views.drawings import DrawingsPainter
from viewer.views.magnifier import Magnifier
from viewer.views.readout import value_at
from viewer.views.scroller import WIDTH as SCROLLER_WIDTH
from viewer.views.scroller import Scroller
from viewer.views.text_entry import TextEntry
from viewer.views.theme import colour

SERIES_TYPE: Final = "application/x-wetread-series"
"""What a thumbnail carries when it is dragged: the number of a stack, and its series' key."""

REST: Final = 120  # milliseconds without a change until the image is drawn at its best
PATIENCE: Final = 0.25  # seconds that the last image stays while the next one is decoded
NOTCH: Final = 120  # of a wheel, in eighths of a degree
ZOOM_PER_NOTCH: Final = 20


class ImageView(QWidget):
    """The view with number ``index`` of the group in front."""

    menu_wanted = pyqtSignal(QPoint)

    def __init__(self, store: Store, index: int) -> None:
        super().__init__()
        self._store, self._index = store, index
        self._canvas, self._drawings, self._magnifier = Canvas(), DrawingsPainter(), Magnifier()
        self._scroller = Scroller(store, index, self)
        self._last: Sight | None = None  # the last one with an image
        self._awaited_since = 0.0
        self._moving = False
        self._gesture: Gesture | None = None
        self._button = Qt.MouseButton.NoButton  # of the gesture
        self._drawn_on: tuple[str, int] | None = None  # the frame of what is being drawn
        self._wheel = 0
        self._pointer: QPointF | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._come_to_rest)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(80, 80)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAccessibleName(f"Image view {index + 1}")

    def refresh(self) -> None:
        """Draw anew: something has changed. Only what changes again and again moves; one step is drawn at its best."""
        self._moving = self._rest.isActive()
        self._rest.start(REST)
        tool = TOOLS[self._store.tool]
        self.setCursor(tool.cursor)
        group = self._store.desk.group
        if group is not None and self._index < len(group.views):
            self._scroller.follow(group.views[self._index])
        self.update()

    def _come_to_rest(self) -> None:
        self._moving = False
        self.update()

    # --- painting ---

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("black"))
        sight = self._sight()
        shown = self._presentable(sight)
        if shown.image is not None:
            self._paint_image(painter, shown)
        else:
            self._paint_words(painter, shown, self.width(), self.height())
        self._paint_frame(painter)
        painter.end()
        if shown is sight:
            QTimer.singleShot(0, lambda: self._store.painted(sight))

    def render_at(self, painter: QPainter, width: int, height: int) -> None:
        """Paint at another size, drawn at its best, without the frame of the selection."""
        sight = self._store.sight(self._index, ViewSize(width, height, self._size().pixels_per_mm))
        painter.fillRect(0, 0, width, height, colour("black"))
        if sight.image is None:
            self._paint_words(painter, sight, width, height)
            return
        self._canvas.paint(painter, sight, moving=False)
        reference_lines.paint(painter, self._store.reference_lines(self._index), sight.affine, 1.0)
        self._paint_annotations(painter, sight, 1.0, width, height)

    def _presentable(self, sight: Sight) -> Sight:
        """The image, with its own numbers, that may be on screen now: for a moment still the last one of the series."""
        if sight.image is not None or sight.error or sight.frame is None:
            self._last, self._awaited_since = sight, 0.0
            return sight
        self._awaited_since = self._awaited_since or time.monotonic()
        last = self._last
        if last is None or last.image is None or last.viewport.stack_key != sight.viewport.stack_key:
            return sight
        playing = self._store.player.rate_of(sight.viewport) is not None
        if not playing and time.monotonic() - self._awaited_since > PATIENCE:
            return sight
        QTimer.singleShot(int(PATIENCE * 1000), self.update)
        return last

    def _paint_image(self, painter: QPainter, sight: Sight) -> None:
        ratio = self.devicePixelRatioF()
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        self._canvas.paint(painter, sight, self._moving)
        reference_lines.paint(painter, self._store.reference_lines(self._index), sight.affine, ratio)
        painter.restore()
        room = self.width() - (SCROLLER_WIDTH if self._scroller.isVisible() else 0)
        self._paint_annotations(painter, sight, ratio, room, self.height())
        if self._store.lens and self._pointer is not None:
            self._magnifier.paint(painter, sight, ratio, self._pointer)

    def _paint_annotations(self, painter: QPainter, sight: Sight, ratio: float, width: int, height: int) -> None:
        """All that stands over the image; ``width`` and ``height`` are the room for it."""
        taken = self._paint_corners(painter, sight, width, height)
        if self._store.annotations != "none":
            bar = scale_bar.paint(painter, sight, ratio, width, height)
            taken += [bar] if bar is not None else []
        self._drawings.paint(painter, sight, ratio, self._store.marks.drawings, self._preview(sight), taken)

    def _paint_corners(self, painter: QPainter, sight: Sight, width: int, height: int) -> list[QRectF]:
        record = self._store.library.get(sight.viewport.series_key)
        extent = self._store.annotations
        if extent == "all" and (sight.image is None or width < corners.LEAST_WIDTH or height < corners.LEAST_HEIGHT):
            extent = "minimal"
        value = value_at(sight, self._pointer) if self._pointer is not None and extent == "all" else ""
        marks = self._marks(sight)
        if record is None:
            texts = corners.annotated(sight, None, extent, value, marks=marks)
        else:
            order = f"Ordered by {RULES[self._store.stack(sight.viewport).rule]}"
            findings = self._store.findings(sight.viewport)
            texts = corners.annotated(sight, record.update, extent, value, order, findings, marks)
        return corners.Painter(painter, width, height, self.font()).paint(texts)

    def _marks(self, sight: Sight) -> tuple[str, ...]:
        marks = []
        if (
            sight.frame is not None
            and KeyImage(sight.viewport.series_key, *sight.frame.key) in self._store.marks.key_images
        ):
            marks.append("★ Key image")
        rate = self._store.player.rate_of(sight.viewport)
        if rate is not None:
            marks.append(f"▶ {rate:.3g} images/s")
        return tuple(marks)

    def _paint_words(self, painter: QPainter, sight: Sight, width: int, height: int) -> None:
        option = QTextOption(Qt.AlignmentFlag.AlignCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)  # a UID has no blank
        painter.setFont(self.font())
        painter.setPen(colour("error" if sight.error else "quiet"))
        painter.drawText(QRectF(0, 0, width, height).adjusted(24, 24, -24, -24), _words(sight), option)
        if sight.frame is not None:
            self._paint_corners(painter, sight, width, height)

    def _paint_frame(self, painter: QPainter) -> None:
        group = self._store.desk.group
        if group is not None and len(group.views) > 1 and group.selected == self._index:
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _preview(self, sight: Sight) -> Drawn | None:
        """What is being drawn, measured as far as that is quick."""
        shape = self._gesture.preview if self._gesture is not None else None
        if shape is None or sight.frame is None or sight.frame.key != self._drawn_on:
            return None
        return Drawn(0, sight.frame.key, shape, measured(shape, sight.image, LARGEST_LIVE))

    def _sight(self) -> Sight:
        return self._store.sight(self._index, self._size())

    def _size(self) -> ViewSize:
        ratio = self.devicePixelRatioF()
        return ViewSize(round(self.width() * ratio), round(self.height() * ratio), self.physicalDpiX() * ratio / 25.4)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._store.resize_view(self._index, self._size())
        self._scroller.setGeometry(self.width() - SCROLLER_WIDTH, 0, SCROLLER_WIDTH, self.height())

    # --- the mouse ---

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        assert event is not None
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._store.select(self._index)
        pointer = self._at(event)
        if self._gesture is not None:
            if event.button() == self._button:
                self._go_on(self._gesture.press(pointer))
            return
        tool = {Qt.MouseButton.LeftButton: TOOLS[self._store.tool], Qt.MouseButton.MiddleButton: TOOLS["pan"]}.get(
            event.button()
        )
        if tool is TOOLS["contextMenu"]:
            self.menu_wanted.emit(event.globalPos())
        elif tool is not None and pointer.sight.frame is not None:
            self._gesture, self._drawn_on = self._begun(tool, pointer), pointer.sight.frame.key
            self._button = event.button()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        assert event is not None
        self._pointer = event.localPos() * self.devicePixelRatioF()
        if self._gesture is not None and self._is_elsewhere():
            self._gesture = None
        if self._gesture is not None:
            self._gesture.move(self._at(event))
        elif self._store.tool in self._store.marks.pens:
            over = self._picked(self._at(event)) is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else TOOLS[self._store.tool].cursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        assert event is not None
        if self._gesture is not None and event.button() == self._button:
            self._go_on(self._gesture.release(self._at(event)))

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        assert event is not None
        pointer = self._at(event)
        if isinstance(self._gesture, Draw):
            self._finish_drawing()
        elif event.button() == Qt.MouseButton.LeftButton and (found := self._picked(pointer)) is not None:
            self._gesture = None
            self._edit_text(found.drawn)
        else:
            self._gesture = None
            self._store.enlarge()

    def _begun(self, tool: Tool, pointer: Pointer) -> Gesture | None:
        """What a press of this tool begins."""
        if tool.drag is not None:
            return Drag(self._store, tool, pointer)
        if tool.name == "region":
            return Draw(Rectangle, pointer, lambda shape: gestures.window_region(self._store, pointer.sight, shape))
        if tool.name not in self._store.marks.pens:
            return None
        found = self._picked(pointer)
        self._store.marks.draw(lambda now: now.choosing(*([found.drawn.number] if found is not None else [])))
        if found is not None:
            return Edit(self._store, *found, pointer)
        return Draw(KINDS[self._store.marks.pens[tool.name]], pointer, lambda shape: self._keep(shape, pointer.sight))

    def _keep(self, shape: Measurement, sight: Sight) -> None:
        """Keep what has been drawn; a text is asked for first."""
        if not isinstance(shape, Text):
            gestures.add(self._store, sight, shape)
            return

        def said(text: str) -> None:
            if (named := shape.named(text)).text:
                gestures.add(self._store, sight, named)

        TextEntry(self, self._place_of(shape, sight), "", said)

    def _edit_text(self, drawn: Drawn) -> None:
        place = self._place_of(drawn.shape, self._sight())
        TextEntry(self, place, drawn.shape.text, lambda text: gestures.rename(self._store, drawn, text))

    def _place_of(self, shape: Measurement, sight: Sight) -> QPoint:
        return (QPointF(*sight.affine.to_view(*shape.points[-1])) / self.devicePixelRatioF()).toPoint()

    def _picked(self, pointer: Pointer) -> Picked | None:
        """The drawing under the pointer."""
        frame = pointer.sight.frame
        if frame is None:
            return None
        at = QPointF(pointer.x, pointer.y) / self.devicePixelRatioF()
        labelled = [number for number, place in self._drawings.labels.items() if place.contains(at)]
        items = self._store.marks.drawings.on(frame.key)
        return picked(items, pointer.sight.affine, (pointer.x, pointer.y), labelled)

    def _go_on(self, is_over: bool) -> None:
        if is_over:
            self._gesture = None
        self.update()

    def _finish_drawing(self) -> None:
        drawing, self._gesture = self._gesture, None
        if isinstance(drawing, Draw):
            drawing.finish()
        self.update()

    def _is_elsewhere(self) -> bool:
        """Whether another frame has come under a drawing that is not finished."""
        frame = self._sight().frame
        return isinstance(self._gesture, Draw) and (frame is None or frame.key != self._drawn_on)

    def _at(self, event: QMouseEvent) -> Pointer:
        place = event.localPos() * self.devicePixelRatioF()
        return Pointer(place.x(), place.y(), self._sight(), _speed(event.modifiers()))

    def leaveEvent(self, event: QEvent | None) -> None:
        self._pointer = None
        self.update()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        assert event is not None
        self._store.select(self._index)
        self._wheel += event.angleDelta().y()
        notches, self._wheel = int(self._wheel / NOTCH), self._wheel - int(self._wheel / NOTCH) * NOTCH
        if not notches:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            place = event.position() * self.devicePixelRatioF()
            self._store.change(lambda now, sight: zoomed_at(sight, notches * ZOOM_PER_NOTCH, place.x(), place.y()))
        else:
            self._store.change(lambda now, _: now.scrolled(-notches))

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        assert event is not None
        if isinstance(self._gesture, Draw):
            self._finish_drawing()
        else:
            self.menu_wanted.emit(event.globalPos())

    # --- the keys, and what is dropped ---

    def event(self, event: QEvent | None) -> bool:
        """While something is being drawn, Escape and Enter are meant for it."""
        keys = Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter
        if isinstance(event, QKeyEvent) and isinstance(self._gesture, Draw) and event.key() in keys:
            if event.type() == QEvent.Type.KeyPress:
                self._gesture = self._gesture if event.key() != Qt.Key.Key_Escape else None
                self._finish_drawing()
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        assert event is not None
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._store.select(self._index)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        assert event is not None
        if _stack_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        assert event is not None
        if (dropped := _stack_in(event.mimeData())) is not None:
            key, number = dropped
            self._store.put_series(key, self._index, number)


def _speed(modifiers: Qt.KeyboardModifiers) -> float:
    """Ctrl or Shift make a drag faster, both together twice as much."""
    keys = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    return {0: 1.0, 1: 2.5, 2: 5.0}[sum(bool(modifiers & key) for key in keys)]


def to_mime(series_key: str, stack_number: int) -> bytes:
    """A stack as what is dragged carries it."""
    return f"{stack_number} {series_key}".encode()


def _stack_in(data: QMimeData | None) -> StackKey | None:
    if data is None or not data.hasFormat(SERIES_TYPE):
        return None
    number, _, key = bytes(data.data(SERIES_TYPE)).decode().partition(" ")
    return (key, int(number)) if number.isdecimal() else None


def _words(sight: Sight) -> str:
    """What stands in place of an image."""
    if sight.error:
        return sight.error
    if sight.frame is not None:
        return f"Reading image {sight.viewport.position + 1} of {sight.viewport.count} …"
    return "Empty view\n\nDrag a series here, or click one in the list."
