"""Python's cycles, collected in Qt's thread alone.

By itself Python collects in whichever thread allocates next. An object of Qt's that goes there, a dialog with a
lambda on one of its signals, is cleared by Python at once, and by Qt only later: a signal in between ends the process.
"""

from __future__ import annotations

import gc
from typing import Final

from PyQt5.QtCore import QObject, QTimer

INTERVAL: Final = 1000
"""Milliseconds between two looks at how much there is to collect."""


def collect_in_this_thread(parent: QObject) -> None:
    """Let this thread's event loop collect from now on, and nobody else, for as long as ``parent`` lives."""
    gc.disable()
    timer = QTimer(parent)
    timer.timeout.connect(collect_due)
    timer.start(INTERVAL)


def collect_due() -> None:
    """Collect the oldest generation that has come to its threshold, with the younger ones."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [generation for generation in range(3) if counts[generation] > thresholds[generation]]
    if due:
        gc.collect(max(due))
