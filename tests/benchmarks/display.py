"""Repaints under the hand: what a changed window and a scrolled image cost, beside pyqtgraph's ImageItem.

Both draw the same 16-bit images, fitted into a view of 900 × 900, through Qt's own event loop, without a display.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.benchmark import Benchmark, Plan, Ratio, Run, Taken, rotated

SIDE = 900  # of the view
FRAMES = 20  # repaints in a round
IMAGES = 4  # that are scrolled through
SIZES = {512: 1.0, 1024: 1.0, 2048: 1 / 3, 4096: 1 / 8}
"""Rows and columns of the image → the aim."""

Gesture = Callable[[int], None]


def _images(size: int) -> list[np.ndarray]:
    noise = np.random.default_rng(0).integers(0, 200, (size, size))
    image = (np.add.outer(np.arange(size), np.arange(size)) * 1500 // size + noise - 1000).astype(np.int16)
    return [np.ascontiguousarray(np.roll(image, 7 * turn, axis=0)) for turn in range(IMAGES)]


def _wetread(application: Any, images: list[np.ndarray]) -> dict[str, Gesture]:
    """The canvas of the image view, without the texts around it, as it draws while something moves."""
    from PyQt5.QtGui import QPainter
    from PyQt5.QtWidgets import QWidget

    from viewer.model.geometry import ViewSize
    from viewer.model.viewport import Viewport
    from viewer.pixels.decode import StoredFrame
    from viewer.pixels.description import FrameDescription
    from viewer.state.sight import Sight
    from viewer.views.canvas import Canvas

    rows, columns = images[0].shape
    described = FrameDescription(rows=rows, columns=columns, pixel_representation=1)
    frames = [StoredFrame(image, described) for image in images]

    class View(QWidget):
        canvas, sight = Canvas(), Sight(Viewport(), ViewSize(SIDE, SIDE))

        def paintEvent(self, event: Any) -> None:
            painter = QPainter(self)
            self.canvas.paint(painter, self.sight, moving=True)
            painter.end()

    view = View()
    view.resize(SIDE, SIDE)
    view.show()

    def show(image: int, center: float) -> None:
        view.sight = Sight(Viewport(window=(center, 400.0)), ViewSize(SIDE, SIDE), image=frames[image])
        view.update()
        application.processEvents()

    return {"drag": lambda turn: show(0, 40.0 + turn), "scroll": lambda turn: show(turn % IMAGES, 40.0)}


def _image_item(application: Any, images: list[np.ndarray]) -> dict[str, Gesture]:
    import pyqtgraph

    view = pyqtgraph.GraphicsLayoutWidget()
    view.resize(SIDE, SIDE)
    box = view.addViewBox(lockAspect=True, enableMenu=False)
    item = pyqtgraph.ImageItem(images[0], axisOrder="row-major", levels=(-160.0, 240.0))
    box.addItem(item)
    view.show()
    application.processEvents()
    box.autoRange(padding=0)

    def drag(turn: int) -> None:
        item.setLevels((-160.0 + turn, 240.0 + turn))
        application.processEvents()

    def scroll(turn: int) -> None:
        item.setImage(images[turn % IMAGES], autoLevels=False)
        application.processEvents()

    item.view = view  # which lives as long as the gestures do
    return {"drag": drag, "scroll": scroll}


def _timed(gesture: Gesture) -> Run:
    """Processor seconds of one repaint."""

    def run() -> float:
        begin = time.process_time()
        for turn in range(FRAMES):
            gesture(turn)
        return (time.process_time() - begin) / FRAMES

    return run


def _display(gesture: str, _folder: Path, plan: Plan) -> Taken:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PyQt5.QtWidgets import QApplication

    application = QApplication.instance() or QApplication(["wetread"])
    programs: dict[str, Run] = {}
    for size in SIZES:
        images = _images(size)
        programs[f"wetread {size}²"] = _timed(_wetread(application, images)[gesture])
        programs[f"ImageItem {size}²"] = _timed(_image_item(application, images)[gesture])
    rotated(1, programs)  # everything is imported and allocated once
    return rotated(plan.rounds, programs)


BENCHMARKS = tuple(
    Benchmark(
        f"display-{gesture}",
        partial(_display, gesture),
        tuple(Ratio(f"wetread {size}²", f"ImageItem {size}²", round(aim, 3)) for size, aim in SIZES.items()),
    )
    for gesture in ("drag", "scroll")
)
