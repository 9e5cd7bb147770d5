"""The window of the histogram: how often each value occurs in the selected image."""

from __future__ import annotations

from typing import Final

import pyqtgraph
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from viewer.names import number
from viewer.pixels.decode import StoredFrame
from viewer.pixels.histogram import Histogram, histogram_of
from viewer.state.store import Store
from viewer.views.theme import GAP, colour
from viewer.words import tr

SIZE: Final = (640, 400)


class HistogramDialog(QDialog):
    """Follows the selected view; what its window spans is shaded."""

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self._counted: StoredFrame | None = None
        self._histogram: Histogram | None = None
        self._plot, self._told = pyqtgraph.PlotWidget(background=colour("panel")), QLabel()
        self._span = pyqtgraph.LinearRegionItem(movable=False, brush=colour("chosen"), pen=colour("accent"))
        self.setWindowTitle(tr("Histogram"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self._plot.setAccessibleName(tr("Histogram"))
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setMouseEnabled(x=True, y=False)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(colour("line"))
            axis.setTextPen(colour("text"))
        self._span.setZValue(-1)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        column.setSpacing(GAP)
        column.addWidget(self._plot, 1)
        column.addWidget(self._told)
        store.desk_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Count what stands in the selected view now."""
        group = self._store.desk.group
        sight = self._store.sight(group.selected) if group is not None else None
        image = sight.image if sight is not None else None
        if image is not self._counted:
            self._counted, self._histogram = image, histogram_of(image) if image is not None else None
            self._draw()
        window = sight.window if sight is not None and self._histogram is not None else None
        self._span.setVisible(window is not None)
        if window is not None:
            center, width = window
            self._span.setRegion((center - width / 2, center + width / 2))

    def _draw(self) -> None:
        self._plot.clear()
        self._told.setText(self._words())
        if self._histogram is None:
            return
        self._plot.addItem(self._span, ignoreBounds=True)
        ink, steps = colour("ink"), {"stepMode": "center", "fillLevel": 0}
        self._plot.plot(self._histogram.edges, self._histogram.counts, pen=ink, brush=ink, **steps)
        self._plot.setLabel("bottom", self._histogram.statistics.unit)
        self._plot.autoRange()

    def _words(self) -> str:
        if self._counted is None:
            return tr("No image is selected.")
        if self._histogram is None:
            return tr("There is no histogram of this image: it is in colour, or its values are too large.")
        found = self._histogram.statistics
        return tr(
            "{count} pixels, from {minimum} to {maximum} {unit}, mean {mean}, standard deviation {sd}",
            count=found.count,
            minimum=number(found.minimum),
            maximum=number(found.maximum),
            unit=found.unit,
            mean=number(found.mean),
            sd=number(found.sd),
        ).replace(" ,", ",")
