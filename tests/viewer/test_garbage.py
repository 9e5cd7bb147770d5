"""Whichever thread leaves garbage, Qt's objects in it go in Qt's own thread."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import Any

from PyQt5.QtCore import QObject


def leave_cycles(count: int) -> None:
    for _ in range(count):
        cycle: list[Any] = []
        cycle.append(cycle)


def test_an_object_of_qts_in_a_cycle_goes_in_qts_thread(application: Any, until: Any) -> None:
    gone: list[threading.Thread] = []
    dropped = QObject()
    dropped.destroyed.connect(lambda dropped=dropped: None)  # keeps itself alive
    weakref.finalize(dropped, lambda: gone.append(threading.current_thread()))
    del dropped

    other = threading.Thread(target=leave_cycles, args=(10 * gc.get_threshold()[0],))
    other.start()
    other.join(60.0)
    assert gone == []

    until(lambda: gone)
    assert gone == [threading.main_thread()]
