"""Views on paper, below a line that says whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PyQt5.QtCore import QRect, QRectF, QSizeF, Qt
from PyQt5.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPainter
from PyQt5.QtPrintSupport import QPrinter

from viewer.views.cell import Cell
from viewer.views.snapshot import Taking, picture

POINTS: Final = 10  # of the letters on paper
SHARPEST: Final = 4.0  # times the pixels that a view has on screen
INK: Final = QColor("#000000")


class Page:
    """``lines`` stand above the ``cells``, which lie to each other as on screen; ``clean`` leaves both texts off."""

    def __init__(self, cells: Sequence[Cell], lines: Sequence[str], clean: bool) -> None:
        self._cells, self._lines, self._clean = cells, () if clean else lines, clean

    def printer(self) -> QPrinter:
        """One whose page lies as the views do."""
        printer, around = QPrinter(QPrinter.PrinterMode.HighResolution), self._around()
        printer.setDocName("Wetread")
        if around.width() > around.height():
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        return printer

    def paint(self, printer: QPrinter) -> None:
        """Fill one page."""
        painter = QPainter()
        if not painter.begin(printer):
            return
        page = QRectF(QRect(0, 0, printer.width(), printer.height()))
        room = page.adjusted(0, self._head(painter, page), 0, 0)
        around = self._around()
        size = QSizeF(around.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        scale = size.width() / around.width()
        left = room.left() + (room.width() - size.width()) / 2
        for cell in self._cells:
            place = cell.geometry().translated(-around.topLeft())
            target = QRectF(place.x() * scale + left, place.y() * scale + room.top(), 0, 0)
            target.setSize(QSizeF(place.size()) * scale)
            self._view(painter, cell, target)
        painter.end()

    def _head(self, painter: QPainter, page: QRectF) -> float:
        """Write the lines; the height that they take."""
        font = QFont(painter.font())
        font.setPointSize(POINTS)
        painter.setFont(font)
        painter.setPen(INK)
        height = QFontMetricsF(font, painter.device()).lineSpacing()
        lines = [line for line in self._lines if line]
        for number, line in enumerate(lines):
            painter.drawText(QRectF(0, number * height, page.width(), height), Qt.TextFlag.TextSingleLine, line)
        return height * (len(lines) + 0.5) if lines else 0.0

    def _around(self) -> QRect:
        around = QRect()
        for cell in self._cells:
            around = around.united(cell.geometry())
        return around

    def _view(self, painter: QPainter, cell: Cell, target: QRectF) -> None:
        ratio = max(1.0, min(target.width() / cell.width(), SHARPEST))
        taking = Taking(round(cell.width() * ratio), round(cell.height() * ratio), ratio, self._clean)
        painter.drawImage(target, picture(cell, taking))
