"""Waveforms on paper of 1 and 5 mm, to scale: so many millimetres per second and per millivolt."""

from __future__ import annotations

from typing import Final

import numpy as np
from PyQt5.QtCore import QPoint, QPointF, QRectF, Qt
from PyQt5.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)  # fmt: skip
from PyQt5.QtWidgets import QAbstractScrollArea, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from viewer.documents.tracing import (
    GAINS,
    MARGIN_MM,
    SPEEDS,
    STRIP_MM,
    Arrangement,
    Strip,
    Tracing,
    has_twelve,
    scale_of,
    traced,
)  # fmt: skip
from viewer.documents.waveform import Group
from viewer.names import joined
from viewer.views.theme import GAP
from viewer.words import tr

PAPER, FINE, COARSE, INK, MARK = (
    QColor(name) for name in ("#fffaf6", "#f6dcd4", "#e3a596", "#101418", "#0b5cad")
)  # fmt: skip
ZOOMS: Final = (0.5, 4.0)
LEAST_FINE: Final = 2.5  # pixels between lines of 1 mm, below which only those of 5 mm are drawn
PULSE_SECONDS: Final = 0.2
ARRANGEMENTS: Final[dict[str, Arrangement]] = {tr("One below another"): "rows", "3 × 4": "3x4"}


class WaveformView(QWidget):
    """The groups of one object: which, how fast, how high, how arranged."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[Group, ...] = ()
        self._group, self._speed, self._gain, self._arrangement = (QComboBox() for _ in range(4))
        self._readout = QLabel()
        self.paper = Paper(self._readout)
        self._fill()
        self._arrange()
        self.setFocusProxy(self.paper)

    def _fill(self) -> None:
        self._speed.addItems([f"{speed:g} mm/s" for speed in SPEEDS])
        self._speed.setCurrentIndex(SPEEDS.index(25.0))
        self._gain.addItems([f"{gain:g} mm/mV" for gain in GAINS])
        self._gain.setCurrentIndex(GAINS.index(10.0))
        self._arrangement.addItems(list(ARRANGEMENTS))
        names = {
            self._group: tr("Group"),
            self._speed: tr("Speed"),
            self._gain: tr("Gain"),
            self._arrangement: tr("Arrangement"),
        }
        for box, name in names.items():
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.currentIndexChanged.connect(self._trace)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP, GAP // 2, GAP, GAP // 2)
        bar.setSpacing(GAP)
        for widget in (self._group, self._speed, self._gain, self._arrangement):
            bar.addWidget(widget)
        bar.addWidget(self._readout, 1, Qt.AlignmentFlag.AlignRight)
        self._readout.setProperty("role", "quiet")
        self._readout.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.paper, 1)

    def show_groups(self, groups: tuple[Group, ...]) -> None:
        """Show these from their beginning; the same ones again change nothing."""
        if groups is self._groups:
            return
        self._groups = groups
        self._group.blockSignals(True)
        self._group.clear()
        self._group.addItems([group.label for group in groups])
        self._group.blockSignals(False)
        self._group.setVisible(len(groups) > 1)
        self._trace()

    def _trace(self) -> None:
        if not self._groups:
            return
        group = self._groups[max(self._group.currentIndex(), 0)]
        self._arrangement.setVisible(has_twelve(group))
        self._gain.setVisible(any(channel.is_voltage for channel in group.channels))
        arrangement = ARRANGEMENTS[self._arrangement.currentText()]
        speed, gain = SPEEDS[self._speed.currentIndex()], GAINS[self._gain.currentIndex()]
        self.paper.show_tracing(traced(group, speed, gain, arrangement), group.frequency)


class Paper(QAbstractScrollArea):
    """The sheet. Dragging measures, Ctrl and the wheel zoom."""

    def __init__(self, readout: QLabel) -> None:
        super().__init__()
        self._readout = readout
        self._tracing: Tracing | None = None
        self._frequency = 1.0
        self._zoom = 1.0
        self._measured: tuple[QPointF, QPointF] | None = None  # in mm
        self.setFrameStyle(0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Waveforms"))
        viewport = self.viewport()
        assert viewport is not None
        viewport.setMouseTracking(True)
        viewport.setCursor(Qt.CursorShape.CrossCursor)

    def show_tracing(self, tracing: Tracing, frequency: float) -> None:
        """Show this sheet."""
        self._tracing, self._frequency, self._measured = tracing, frequency, None
        self._set_bars()
        self._sheet().update()

    @property
    def pixels_per_mm(self) -> float:
        """Device-independent pixels that make a millimetre on this screen, at the zoom in use."""
        return self.physicalDpiX() / 25.4 * self._zoom

    def _sheet(self) -> QWidget:
        viewport = self.viewport()
        assert viewport is not None
        return viewport

    def _set_bars(self) -> None:
        if self._tracing is None:
            return
        size = self._sheet().size()
        lengths = self._tracing.width_mm * self.pixels_per_mm, self._tracing.height_mm * self.pixels_per_mm
        for bar, length, room in zip(
            (self.horizontalScrollBar(), self.verticalScrollBar()), lengths, (size.width(), size.height()), strict=True
        ):
            assert bar is not None
            bar.setRange(0, max(0, round(length) - room))
            bar.setPageStep(room)
            bar.setSingleStep(round(5 * self.pixels_per_mm))

    def _offset(self) -> QPoint:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        assert across is not None
        assert down is not None
        return QPoint(across.value(), down.value())

    def _in_mm(self, place: QPointF) -> QPointF:
        return (place + QPointF(self._offset())) / self.pixels_per_mm

    # --- painting ---

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self._sheet())
        painter.fillRect(self._sheet().rect(), PAPER)
        if self._tracing is None:
            return
        painter.translate(-QPointF(self._offset()))
        self._paint_grid(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for strip in self._tracing.strips:
            self._paint_strip(painter, strip)
        if self._measured is not None:
            self._paint_measure(painter, *self._measured)

    def _paint_grid(self, painter: QPainter) -> None:
        """Lines of 1 mm, if there is room between them, and of 5 mm."""
        step = self.pixels_per_mm
        left, top = self._offset().x(), self._offset().y()
        right, bottom = left + self._sheet().width(), top + self._sheet().height()
        for every, ink in ((1, FINE), (5, COARSE)):
            if every * step < LEAST_FINE:
                continue
            painter.setPen(QPen(ink, 0))
            for line in range(int(left / step) // every * every, int(right / step) + every, every):
                painter.drawLine(QPointF(round(line * step), top), QPointF(round(line * step), bottom))
            for line in range(int(top / step) // every * every, int(bottom / step) + every, every):
                painter.drawLine(QPointF(left, round(line * step)), QPointF(right, round(line * step)))

    def _paint_strip(self, painter: QPainter, strip: Strip) -> None:
        assert self._tracing is not None
        scale = self.pixels_per_mm
        painter.setPen(QPen(INK, max(1.0, 0.25 * scale)))
        x, y = strip.points(self._tracing.mm_per_sample)
        for piece in _pieces(x * scale, y * scale, self._tracing.mm_per_sample * scale):
            painter.drawPolyline(piece)
        if strip.channel.is_voltage and strip.x_mm == MARGIN_MM:
            painter.drawPolyline(self._pulse(strip))
        if strip.x_mm > MARGIN_MM:
            tick = 3 * scale
            start = QPointF(strip.x_mm, strip.y_mm) * scale
            painter.drawLine(start - QPointF(0, tick), start + QPointF(0, tick))
        self._paint_name(painter, strip)

    def _pulse(self, strip: Strip) -> QPolygonF:
        """One millivolt for a fifth of a second, before the tracing begins."""
        assert self._tracing is not None
        width = min(PULSE_SECONDS * self._frequency * self._tracing.mm_per_sample, MARGIN_MM - 3)
        left, high = MARGIN_MM - 2 - width, strip.y_mm - strip.gain
        corners = ((left - 1, strip.y_mm), (left, strip.y_mm), (left, high), (left + width, high),
                   (left + width, strip.y_mm), (left + width + 1, strip.y_mm))  # fmt: skip
        return QPolygonF([QPointF(x, y) * self.pixels_per_mm for x, y in corners])

    def _paint_name(self, painter: QPainter, strip: Strip) -> None:
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        words = joined("  ", strip.channel.name, scale_of(strip))
        metrics = QFontMetricsF(font)
        top = (strip.y_mm - STRIP_MM / 2) * self.pixels_per_mm
        place = QRectF(
            (strip.x_mm + 1) * self.pixels_per_mm, top, metrics.horizontalAdvance(words) + 6, metrics.height()
        )
        ground = QColor(PAPER)
        ground.setAlpha(200)
        painter.fillRect(place, ground)
        painter.setPen(INK)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_measure(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.setPen(QPen(MARK, 1.5))
        painter.setBrush(QColor(11, 92, 173, 28))
        painter.drawRect(QRectF(start * self.pixels_per_mm, end * self.pixels_per_mm).normalized())

    # --- gestures ---

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        assert event is not None
        place = self._in_mm(event.localPos())
        self._measured = (place, place)
        self._sheet().update()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        assert event is not None
        place = self._in_mm(event.localPos())
        if event.buttons() & Qt.MouseButton.LeftButton and self._measured is not None:
            self._measured = (self._measured[0], place)
            self._readout.setText(self._said_of_measure(*self._measured))
            self._sheet().update()
        else:
            self._readout.setText(self._said_of_place(place))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        if self._measured is not None and self._measured[0] == self._measured[1]:
            self._measured = None
            self._sheet().update()

    def _strip_at(self, place: QPointF) -> Strip | None:
        """The strip whose row and time are nearest."""
        strips = self._tracing.strips if self._tracing is not None else ()
        row = [strip for strip in strips if abs(strip.y_mm - place.y()) <= STRIP_MM / 2 and strip.x_mm <= place.x()]
        return max(row, key=lambda strip: strip.x_mm, default=None)

    def _said_of_place(self, place: QPointF) -> str:
        strip = self._strip_at(place)
        if strip is None or self._tracing is None:
            return ""
        sample = strip.start + int((place.x() - strip.x_mm) / self._tracing.mm_per_sample)
        if not strip.start <= sample < min(strip.stop, len(strip.channel.values)):
            return ""
        value = strip.channel.values[sample]
        return f"{strip.channel.name}  {sample / self._frequency:.3f} s  {value:.3f} {strip.channel.unit}"

    def _said_of_measure(self, start: QPointF, end: QPointF) -> str:
        assert self._tracing is not None
        seconds = abs(end.x() - start.x()) / self._tracing.mm_per_sample / self._frequency
        strip = self._strip_at(start)
        height = f"  {abs(end.y() - start.y()) / strip.gain:.2f} {strip.channel.unit}" if strip is not None else ""
        rate = f"  {60 / seconds:.0f}/min" if seconds > 0.1 else ""
        return f"{seconds * 1000:.0f} ms{height}{rate}"

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        assert event is not None
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self.zoom(1.25 if event.angleDelta().y() > 0 else 0.8)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        assert event is not None
        steps = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Minus: 0.8}
        if event.key() in steps:
            self.zoom(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def zoom(self, factor: float) -> None:
        """Make the whole paper larger or smaller; at 100 % a millimetre is one on the screen."""
        self._zoom = max(ZOOMS[0], min(self._zoom * factor, ZOOMS[1]))
        if abs(self._zoom - 1.0) < 0.05:
            self._zoom = 1.0
        self._set_bars()
        self._readout.setText(tr("Paper {zoom:.0%}", zoom=self._zoom))
        self._sheet().update()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._set_bars()


def _pieces(x: np.ndarray, y: np.ndarray, step: float) -> list[QPolygonF]:
    """Lines through the places that are numbers; of many samples to a pixel, the highest and the lowest."""
    many = int(1 / step) // 2 if step > 0 else 0
    if many > 1 and len(x) >= 2 * many:
        count = len(x) // many * many
        bins = y[:count].reshape(-1, many)
        low, high = bins.min(axis=1), bins.max(axis=1)
        rising = bins.argmax(axis=1) > bins.argmin(axis=1)
        ends = np.stack([np.where(rising, low, high), np.where(rising, high, low)], axis=1)
        x, y = np.repeat(x[:count:many], 2), ends.reshape(-1)
    known = np.isfinite(y)
    edges = np.flatnonzero(np.diff(known.astype(np.int8))) + 1
    parts = [part for part in np.split(np.arange(len(y)), edges) if len(part) and known[part[0]]]
    return [QPolygonF([QPointF(a, b) for a, b in zip(x[part], y[part], strict=True)]) for part in parts]
