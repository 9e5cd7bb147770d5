"""How a line of the list of patients, studies and series is drawn."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QImage, QPainter, QPen
from PyQt5.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from launcher.errors import CANCELLED
from launcher.protocol.events import SeriesUpdate
from viewer.model.library import COMING, SeriesRecord
from viewer.state.ahead import thumbnail_key
from viewer.state.listing import Row, described
from viewer.state.store import Store
from viewer.views.theme import GAP, colour, image_colour

THUMBNAIL: Final = 64
LEAST_WIDTH: Final = 160
PROGRESS: Final = 3

INKS: Final = {
    "queued": "faint",
    "loading": "accent",
    "paused": "warning",
    "complete": "quiet",
    "partial": "warning",
    "failed": "error",
}
"""State of a series → the colour of what is said of it."""


class RowPainter(QStyledItemDelegate):
    """Draws a row."""

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        line = QFontMetrics(option.font).height()
        height = max(THUMBNAIL, 3 * line + PROGRESS + 1) if row.level == "series" else 2 * line
        return QSize(LEAST_WIDTH, height + 2 * GAP)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        assert painter is not None
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, row)
        if isinstance(row.item, SeriesRecord):
            self._paint_series(painter, option, row)
        else:
            self._paint_heading(painter, option, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if row.level == "series":
            if selected or hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("chosen" if selected else "hover"))
                painter.drawRoundedRect(QRectF(option.rect.adjusted(4, 2, -4, -2)), 5, 5)
        elif row.level == "patient":
            painter.fillRect(option.rect, colour("raised"))
        if selected and row.level != "series":
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), colour("accent"))

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        title, second, _ = described(row)
        patient = row.level == "patient"
        place = option.rect.adjusted(GAP + 4, 0, -GAP, 0)
        step = QFontMetrics(option.font).height()
        above = QRect(place.left(), place.top() + GAP, place.width(), step)
        _line(painter, _font(option.font, bold=patient), above, title, "text")
        _line(painter, _font(option.font), above.translated(0, step), second, "quiet")

    def _paint_series(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        assert isinstance(row.item, SeriesRecord)
        update = row.item.update
        box = QRect(option.rect.left() + GAP + 4, option.rect.top() + GAP, THUMBNAIL, THUMBNAIL)
        self._paint_thumbnail(painter, box, update, row.stack_number)
        title, second, state = described(row)
        step = QFontMetrics(option.font).height()
        text = QRect(box.right() + GAP + 2, box.top(), option.rect.right() - box.right() - 2 * GAP - 2, step)
        if update.key in self._store.unseen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawEllipse(text.right() - 8, text.top() + 4, 8, 8)
            text.setRight(text.right() - 14)
        _line(painter, _font(option.font), text, title, "text")
        _line(painter, _font(option.font), text.translated(0, step), second, "quiet")
        is_finding = update.state == "complete" or update.error == CANCELLED.said
        ink = "warning" if is_finding else INKS[update.state]
        _line(painter, _font(option.font), text.translated(0, 2 * step), state, ink)
        if update.state in COMING and update.expected and row.stack_number == 0:
            self._paint_progress(painter, QRect(text.left(), text.top() + 3 * step + 1, text.width(), PROGRESS), update)

    def _paint_thumbnail(self, painter: QPainter, box: QRect, update: SeriesUpdate, stack_number: int) -> None:
        painter.fillRect(box, colour("black"))
        made = self._store.supply.thumbnail(thumbnail_key(update.key, stack_number))
        image = made or (self._announced(update.thumbnail) if stack_number == 0 else None)
        if image is not None and not image.isNull():
            size = image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(QPoint(0, 0), size)
            place.moveCenter(box.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, image)
        else:
            painter.setPen(image_colour("faint"))
            words = update.series.modality or "…"
            painter.setFont(_fitting(painter.font(), words, box.width() - GAP))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        group = self._store.desk.group
        shown = group is not None and any(view.stack_key == (update.key, stack_number) for view in group.views)
        painter.setPen(QPen(colour("accent" if shown else "line"), 2 if shown else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    def _announced(self, path: str) -> QImage | None:
        return self._store.supply.small_picture(path) if path else None

    def _paint_progress(self, painter: QPainter, bar: QRect, update: SeriesUpdate) -> None:
        painter.fillRect(bar, colour("line"))
        done = round(bar.width() * min(update.received / update.expected, 1.0))
        painter.fillRect(QRect(bar.left(), bar.top(), done, bar.height()), colour(INKS[update.state]))


def _font(base: QFont, bold: bool = False) -> QFont:
    font = QFont(base)
    font.setBold(bold)
    return font


def _fitting(base: QFont, text: str, width: int) -> QFont:
    """The font, as much smaller as the text needs to fit."""
    needed = QFontMetrics(base).horizontalAdvance(text)
    if needed <= width:
        return base
    font = QFont(base)
    font.setPixelSize(max(1, QFontInfo(base).pixelSize() * width // needed))
    return font


def _line(painter: QPainter, font: QFont, place: QRect, text: str, ink: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour(ink)))
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), elided)
