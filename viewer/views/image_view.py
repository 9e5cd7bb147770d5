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
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)  # fmt: skip
from PyQt5.QtWidgets import QSizePolicy, QWidget

from viewer.model.geometry import ViewSize
from viewer.model.order import RULES
from viewer.sight import Sight
from viewer.store import StackKey, Store
from viewer.tools.mouse import TOOLS, Tool, zoomed_at
from viewer.views import corners
from viewer.views.canvas import Canvas
from viewer.views.readout import value_at
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
        self._canvas = Canvas()
        self._last: Sight | None = None  # the last one with an image
        self._awaited_since = 0.0
        self._moving = False
        self._press: _Press | None = None
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
        """Draw anew: something has changed."""
        self._moving = True
        self._rest.start(REST)
        tool = TOOLS[self._store.tool]
        self.setCursor(tool.cursor)
        self.update()

    def _come_to_rest(self) -> None:
        self._moving = False
        self.update()

    # --- painting ---

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("black"))
        sight = self._store.sight(self._index, self._size())
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
        self._paint_corners(painter, sight, width, height)

    def _presentable(self, sight: Sight) -> Sight:
        """The image, with its own numbers, that may be on screen now: for a moment still the last one of the series."""
        if sight.image is not None or sight.error or sight.frame is None:
            self._last, self._awaited_since = sight, 0.0
            return sight
        self._awaited_since = self._awaited_since or time.monotonic()
        last = self._last
        if last is None or last.image is None or last.viewport.stack_key != sight.viewport.stack_key:
            return sight
        if time.monotonic() - self._awaited_since > PATIENCE:
            return sight
        QTimer.singleShot(int(PATIENCE * 1000), self.update)
        return last

    def _paint_image(self, painter: QPainter, sight: Sight) -> None:
        ratio = self.devicePixelRatioF()
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        self._canvas.paint(painter, sight, self._moving)
        painter.restore()
        self._paint_corners(painter, sight, self.width(), self.height())

    def _paint_corners(self, painter: QPainter, sight: Sight, width: int, height: int) -> None:
        record = self._store.library.get(sight.viewport.series_key)
        extent = self._store.annotations
        if extent == "all" and (sight.image is None or width < corners.LEAST_WIDTH or height < corners.LEAST_HEIGHT):
            extent = "minimal"
        value = value_at(sight, self._pointer) if self._pointer is not None and extent == "all" else ""
        if record is None:
            texts = corners.annotated(sight, None, extent, value)
        else:
            order = f"by {RULES[self._store.stack(sight.viewport).rule]}"
            findings = self._store.findings(sight.viewport)
            texts = corners.annotated(sight, record.update, extent, value, order, findings)
        corners.Painter(painter, width, height, self.font()).paint(texts)

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

    def _size(self) -> ViewSize:
        ratio = self.devicePixelRatioF()
        return ViewSize(round(self.width() * ratio), round(self.height() * ratio), self.physicalDpiX() * ratio / 25.4)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._store.resize_view(self._index, self._size())

    # --- gestures ---

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        assert event is not None
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._store.select(self._index)
        tool = {Qt.MouseButton.LeftButton: TOOLS[self._store.tool], Qt.MouseButton.MiddleButton: TOOLS["pan"]}.get(
            event.button()
        )
        if tool is TOOLS["contextMenu"]:
            self.menu_wanted.emit(event.globalPos())
        elif tool is not None:
            sight = self._store.sight(self._index)
            self._press = _Press(tool, sight, event.localPos())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        assert event is not None
        self._pointer = event.localPos() * self.devicePixelRatioF()
        if self._press is None:
            self.update()
            return
        press, way = self._press, (event.localPos() - self._press.place) * self.devicePixelRatioF()
        speed = _speed(event.modifiers())
        self._store.change(
            lambda now, _: press.tool.dragged(now, press.sight.viewport, press.sight, way.x() * speed, way.y() * speed)
        )

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        self._press = None

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        self._press = None
        self._store.enlarge()

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
        self.menu_wanted.emit(event.globalPos())

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


class _Press:
    """A drag from where it began."""

    def __init__(self, tool: Tool, sight: Sight, place: QPointF) -> None:
        self.tool, self.sight, self.place = tool, sight, place


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
