"""A service whose viewer scrolls without rest and notes how long each of its frames takes.

``python timed_viewer.py LOCK FILE`` runs the real service with the given lock. The viewer that it starts is this file
again, ``python timed_viewer.py --viewer FILE``: the real viewer, which turns to the next image 60 times a second and
appends to ``FILE``, a line each, the seconds between two turns.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from launcher import channel, daemon

INTERVAL = 16  # milliseconds


def serve(file: str) -> None:
    """Be the service, with the timed viewer in the viewer's place."""
    real = channel.child_command
    timed = [sys.executable, "-P", __file__, "--viewer", file]
    channel.child_command = lambda module: timed if module == "viewer" else real(module)
    daemon.main()


def view(file: str) -> None:
    """Be the viewer."""
    from PyQt5.QtCore import Qt, QTimer

    from viewer import __main__, app

    class Timed(app.Viewer):
        def __init__(self) -> None:
            super().__init__()
            self._file, self._last, self._step = Path(file), time.perf_counter(), 1
            self._timer = QTimer(self)
            self._timer.setTimerType(Qt.TimerType.PreciseTimer)
            self._timer.timeout.connect(self._turn)
            self._timer.start(INTERVAL)

        def _turn(self) -> None:
            now = time.perf_counter()
            with self._file.open("a") as noted:
                noted.write(f"{now - self._last:.4f}\n")
            self._last = now
            group = self.store.desk.group
            if group is not None and group.view.count > 1:
                if group.view.position in (0, group.view.count - 1):
                    self._step = -1 if group.view.position else 1
                self.store.change(lambda viewport, sight: viewport.scrolled(self._step))

    app.Viewer = Timed  # type: ignore[misc]
    sys.exit(__main__.main())


if __name__ == "__main__":
    view(sys.argv[2]) if sys.argv[1] == "--viewer" else serve(sys.argv[2])
