"""One view of the grid: paints what the store says stands in it, and turns each gesture into one call of the store."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from PyQt5.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, QSize, Qt, QTimer, pyqtSignal
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
    QTransform,
    QWheelEvent,
)  # fmt: skip
from PyQt5.QtWidgets import QSizePolicy, QWidget

from launcher.protocol.events import SeriesState
from viewer.model.geometry import ViewSize
from viewer.model.key_images import KeyImage
from viewer.model.order import RULES
from viewer.model.viewport import StackKey
from viewer.names import elided
from viewer.state.sight import Sight
from viewer.state.store import Store
from viewer.tools.mouse import TOOLS, zoomed_at
from viewer.views import corners, reference_lines, scale_bar
from viewer.views.canvas import Canvas
from viewer.views.drawings import DrawingsPainter
from viewer.views.hand import Hand
from viewer.views.magnifier import Magnifier
from viewer.views.readout import value_at
from viewer.views.scroller import WIDTH as SCROLLER_WIDTH
from viewer.views.scroller import Scroller
from viewer.views.snapshot import Taking
from viewer.views.theme import image_colour
from viewer.words import tr

SERIES_TYPE: Final = "application/x-wetread-series"
"""What a thumbnail carries when it is dragged: the number of a stack, and its series' key."""

REST: Final = 120  # milliseconds without a change until the image is drawn at its best
PATIENCE: Final = 0.25  # seconds that the last image stays while the next one is decoded
NOTCH: Final = 120  # of a wheel, in eighths of a degree
ZOOM_PER_NOTCH: Final = 20
LONGEST_TITLE: Final = 40  # characters


class ImageView(QWidget):
    """The view with number ``index`` of the group in front."""

    menu_wanted = pyqtSignal(QPoint)

    def __init__(self, store: Store, index: int) -> None:
        super().__init__()
        self._store, self._index = store, index
        self._canvas, self._drawings, self._magnifier = Canvas(), DrawingsPainter(), Magnifier()
        self._hand = Hand(store, self, self._sight, lambda: self._drawings.labels)
        self._scroller = Scroller(store, index, self)
        self._last: Sight | None = None  # the last one with an image
        self._awaited_since = 0.0
        self._moving = False
        self._wheel = 0
        self._foot = 0
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
        self.setAccessibleName(tr("Image view {number}", number=index + 1))

    def refresh(self) -> None:
        """Draw anew: something has changed. Only what changes again and again moves; one step is drawn at its best."""
        self._moving = self._rest.isActive()
        self._rest.start(REST)
        self._hand.refresh()
        tool = TOOLS[self._store.tool]
        self.setCursor(tool.cursor)
        group = self._store.desk.group
        if group is not None and self._index < len(group.views):
            self._scroller.follow(group.views[self._index])
        self.update()

    def _come_to_rest(self) -> None:
        if self._moving:
            self._moving = False
            self.update()

    # --- painting ---

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), image_colour("black"))
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

    def render_at(self, painter: QPainter, taking: Taking) -> None:
        """Paint a picture of what is shown, drawn at its best, without the frame of the selection."""
        sight = self._taken(taking)
        width, height, ratio = taking.width, taking.height, taking.ratio
        painter.fillRect(0, 0, width, height, image_colour("black"))
        if sight.image is not None:
            Canvas().paint(painter, sight, moving=False)
        painter.save()
        if sight.image is not None and not taking.clean:
            self._paint_lines(painter, sight, ratio)
            painter.scale(ratio, ratio)
            self._paint_annotations(painter, sight, ratio, round(width / ratio), round(height / ratio))
        elif sight.image is None:
            painter.scale(ratio, ratio)
            self._paint_words(painter, sight, round(width / ratio), round(height / ratio))
        painter.restore()

    def _taken(self, taking: Taking) -> Sight:
        """What is shown, as it is in a picture of another size: the same part of the image, or all of it."""
        larger = taking.ratio / self.devicePixelRatioF()
        size = ViewSize(taking.width, taking.height, self._size().pixels_per_mm * larger)
        sight = self._store.sight(self._index, size)
        if taking.whole:
            return replace(sight, viewport=sight.viewport.reset("zoom", "pan"))
        zoom = sight.viewport.zoom
        larger_zoom = zoom if isinstance(zoom, str) else zoom * larger
        return replace(sight, viewport=replace(sight.viewport, zoom=larger_zoom))

    def whole_size(self) -> QSize:
        """How large a picture is in which a pixel stands for each pixel of the image, turned as it is shown."""
        sight = self._sight()
        image = QRectF(0, 0, sight.size.columns, sight.size.rows * sight.size.aspect)
        return QTransform().rotate(sight.viewport.rotation).mapRect(image).toAlignedRect().size()

    def set_foot(self, height: int) -> None:
        """So much of the foot of the view lies under a message: what is written over the image stands above it."""
        if height != self._foot:
            self._foot = height
            self.update()

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
        self._paint_lines(painter, sight, ratio)
        painter.restore()
        room = self.width() - (SCROLLER_WIDTH if self._scroller.isVisible() else 0)
        self._paint_annotations(painter, sight, ratio, room, self.height() - self._foot)
        if self._store.lens and self._pointer is not None:
            self._magnifier.paint(painter, sight, ratio, self._pointer)

    def _paint_lines(self, painter: QPainter, sight: Sight, ratio: float) -> None:
        """Where other slices cut the image, and what is pointed at; the painter counts device pixels."""
        reference_lines.paint(painter, self._store.reference_lines(self._index), sight.affine, ratio)
        crosshair = self._store.crosshair if self._store.tool == "crosshair" else None
        place = crosshair.on(sight.frame) if crosshair is not None and sight.frame is not None else None
        if place is not None:
            reference_lines.paint_crosshair(painter, place, sight, ratio)

    def _paint_annotations(self, painter: QPainter, sight: Sight, ratio: float, width: int, height: int) -> None:
        """All that stands over the image; ``width`` and ``height`` are the room for it."""
        taken = self._paint_corners(painter, sight, width, height)
        if self._store.annotations != "none":
            bar = scale_bar.paint(painter, sight, ratio, width, height)
            taken += [bar] if bar is not None else []
        self._drawings.paint(painter, sight, ratio, self._store.marks.drawings, self._hand.preview(sight), taken)

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
            order = tr("Ordered by {rule}", rule=RULES[self._store.stack(sight.viewport).rule])
            findings = tuple(filter(None, (self._unapplied(sight), *self._store.findings(sight.viewport))))
            texts = corners.annotated(sight, record.update, extent, value, order, findings, marks)
        return corners.Painter(painter, width, height, self.font()).paint(texts)

    def _unapplied(self, sight: Sight) -> str:
        frame = sight.frame
        return self._store.attachments.unapplied(frame, sight.viewport.presentation) if frame is not None else ""

    def _marks(self, sight: Sight) -> tuple[str, ...]:
        marks = list(_chosen(self._store, sight))
        rate = self._store.player.rate_of(sight.viewport)
        if rate is not None:
            marks.append(tr("▶ {rate:.3g} images/s", rate=rate))
        return tuple(marks)

    def _paint_words(self, painter: QPainter, sight: Sight, width: int, height: int) -> None:
        option = QTextOption(Qt.AlignmentFlag.AlignCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)  # a UID has no blank
        painter.setFont(self.font())
        painter.setPen(image_colour("error" if sight.error else "quiet"))
        record = self._store.library.get(sight.viewport.series_key)
        words = _words(sight, record.update.state if record is not None else "complete")
        painter.drawText(QRectF(0, 0, width, height).adjusted(24, 24, -24, -24), words, option)
        if sight.frame is not None:
            self._paint_corners(painter, sight, width, height)

    def _paint_frame(self, painter: QPainter) -> None:
        group = self._store.desk.group
        if group is not None and len(group.views) > 1 and group.selected == self._index:
            painter.setPen(QPen(image_colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

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
        if event.button() == Qt.MouseButton.LeftButton and self._store.tool == "contextMenu":
            self.menu_wanted.emit(event.globalPos())
        else:
            self._hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        assert event is not None
        self._pointer = event.localPos() * self.devicePixelRatioF()
        self._hand.move(event)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        assert event is not None
        self._hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        assert event is not None
        self._hand.double_click(event)

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
        if self._hand.is_drawing:
            self._hand.finish()
        else:
            self.menu_wanted.emit(event.globalPos())

    # --- the keys, and what is dropped ---

    def event(self, event: QEvent | None) -> bool:
        """While something is being drawn, Escape and Enter are meant for it."""
        hand = self._hand
        keys = {Qt.Key.Key_Escape: hand.give_up, Qt.Key.Key_Return: hand.finish, Qt.Key.Key_Enter: hand.finish}
        if isinstance(event, QKeyEvent) and hand.is_drawing and event.key() in keys:
            if event.type() == QEvent.Type.KeyPress:
                keys[Qt.Key(event.key())]()
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        assert event is not None
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._store.select(self._index)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Nothing looks otherwise without the focus; Qt would paint the image anew for each menu that opens."""

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        assert event is not None
        if _stack_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        assert event is not None
        if (dropped := _stack_in(event.mimeData())) is not None:
            key, number = dropped
            self._store.put_series(key, self._index, number)


def to_mime(series_key: str, stack_number: int) -> bytes:
    """A stack as what is dragged carries it."""
    return f"{stack_number} {series_key}".encode()


def _stack_in(data: QMimeData | None) -> StackKey | None:
    if data is None or not data.hasFormat(SERIES_TYPE):
        return None
    number, _, key = bytes(data.data(SERIES_TYPE)).decode().partition(" ")
    return (key, int(number)) if number.isdecimal() else None


AWAITED: Final[dict[SeriesState, str]] = {
    "queued": tr("Frame {number} is on its way"),
    "loading": tr("Frame {number} is on its way"),
    "paused": tr("Frame {number} has not come yet: this series is paused"),
}
"""What is said of a frame that its file does not hold yet, by the state of the series."""


def _chosen(store: Store, sight: Sight) -> Iterator[str]:
    """Whether the user marked the image, and what key object selections say of it."""
    if sight.frame is None:
        return
    if KeyImage(sight.viewport.series_key, *sight.frame.key) in store.marks.key_images:
        yield tr("★ Key image")
    for selection in store.attachments.selections(sight.frame):
        yield f"{'✕' if selection.is_rejection else '★'} {elided(selection.title, LONGEST_TITLE)}"


def _words(sight: Sight, state: SeriesState) -> str:
    """What stands in place of an image."""
    if sight.error:
        return sight.error
    if sight.awaited and sight.frame is not None:
        return AWAITED.get(state, tr("Frame {number} has not come")).format(number=sight.frame.frame_index + 1)
    if sight.frame is not None:
        return tr(
            "Reading image {position} of {count} …", position=sight.viewport.position + 1, count=sight.viewport.count
        )
    return tr("Empty view\n\nDrag a series here, or click one in the list.")
