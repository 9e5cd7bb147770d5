"""Plays the series of the selected view by the clock."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PyQt5.QtCore import QObject, Qt, QTimer

from launcher.errors import WetreadError
from viewer.model.cine import Cine, cine
from viewer.model.viewport import Viewport
from viewer.pixels.header import read_header
from viewer.pixels.timing import Timing, read_timing
from viewer.words import tr

if TYPE_CHECKING:
    from viewer.state.store import Store

FINEST: Final = 10  # milliseconds between two looks at the clock


class Player(QObject):
    """At most one series plays; it stops when another one comes into its view."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.cine: Cine | None = None
        self._key = "", 0
        self._shown = 0  # the position that was last put on screen
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def rate_of(self, viewport: Viewport) -> float | None:
        """Images per second at which the stack of this view plays now."""
        return self.cine.rate if self.cine is not None and viewport.stack_key == self._key else None

    @property
    def is_playing(self) -> bool:
        """Whether a series plays now."""
        return self.cine is not None

    @property
    def sweeps(self) -> bool:
        """Whether it goes back and forth."""
        return self.cine is not None and self.cine.sweep

    def toggle(self) -> None:
        """Play, or stop.

        Raises
        ------
        WetreadError
            There is nothing to play.
        """
        if self.cine is not None:
            self.stop()
            return
        group = self._store.desk.group
        if group is None or group.view.count < 2:
            raise WetreadError(tr("There is nothing to play"), "", tr("Select a view with more than one image."))
        timing = self._timing()
        self._key = group.view.stack_key
        self._play(cine(group.view.count, timing.rate, timing.times, timing.sweep))

    def stop(self) -> None:
        """Stand still."""
        self._timer.stop()
        self.cine = None
        self._store.desk_changed.emit()

    def faster(self, factor: float) -> None:
        """Change the rate while it plays; less than 1 is slower."""
        if self.cine is not None:
            self._play(self.cine.at(self.cine.rate * factor))

    def sweep(self) -> None:
        """Back and forth instead of round, or the other way."""
        if self.cine is not None:
            self._play(replace(self.cine, sweep=not self.cine.sweep))

    def _play(self, film: Cine) -> None:
        group = self._store.desk.group
        assert group is not None
        self._shown = group.view.position
        self.cine = film.going_on(time.monotonic(), self._shown)
        self._timer.start(max(FINEST, round(500 / film.rate)))
        self._store.desk_changed.emit()

    def _tick(self) -> None:
        group, film, now = self._store.desk.group, self.cine, time.monotonic()
        if film is None or group is None or group.view.stack_key != self._key or group.view.count < 2:
            self.stop()
            return
        if group.view.count != len(film.durations):  # more images have come
            self._play(cine(group.view.count, film.rate, (), film.sweep))
            return
        if group.view.position != self._shown:  # somebody has scrolled: on from there
            self._play(film)
            return
        self._shown = film.frame_at(now)
        if self._shown != group.view.position:
            self._store.change(lambda viewport, _: viewport.scrolled_to(self._shown))

    def _timing(self) -> Timing:
        """What the file of the selected image says; nothing if it cannot be read."""
        group = self._store.desk.group
        frame = self._store.sight(group.selected).frame if group is not None else None
        if frame is None or not frame.instance.path:
            return Timing()
        try:
            return read_timing(read_header(frame.instance.path).dataset)
        except (OSError, WetreadError, ValueError):
            return Timing()
