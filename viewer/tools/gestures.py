"""What goes on between a button's press and the end of what it began: a drag, a drawing, a change of a drawing."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Final, Protocol

from launcher.frozen import frozen
from viewer.model.drawings import Drawn
from viewer.model.measurements import LARGEST_LIVE, Measurement, Region, measured
from viewer.model.scale import Point
from viewer.pixels.regions import range_of
from viewer.state import crosshair
from viewer.state.sight import Sight
from viewer.state.store import Store
from viewer.tools.mouse import Tool
from viewer.words import tr

STILL: Final = 4.0  # device pixels: a press and a release so near to each other are a click


@frozen
class Pointer:
    """The pointer at a device pixel of the view, over what ``sight`` shows; ``speed`` is that of the keys held."""

    x: float
    y: float
    sight: Sight
    speed: float = 1.0

    @property
    def place(self) -> Point:
        """In the image."""
        return self.sight.affine.to_image(self.x, self.y)

    def is_near(self, other: Pointer) -> bool:
        """Whether the hand has not really moved."""
        return abs(self.x - other.x) < STILL and abs(self.y - other.y) < STILL


class Gesture(Protocol):
    """Something the mouse does; ``press`` and ``release`` return whether it is over."""

    @property
    def preview(self) -> Measurement | None:
        """What to draw while it goes on."""

    def press(self, pointer: Pointer) -> bool: ...
    def move(self, pointer: Pointer) -> None: ...
    def release(self, pointer: Pointer) -> bool: ...


class Drag:
    """Changes the selected view by how far the pointer has moved since the button went down."""

    preview: Measurement | None = None

    def __init__(self, store: Store, tool: Tool, start: Pointer) -> None:
        self._store, self._tool, self._start = store, tool, start

    def press(self, pointer: Pointer) -> bool:
        """Another button: it goes on."""
        return False

    def move(self, pointer: Pointer) -> None:
        """Follow."""
        tool, start = self._tool, self._start
        right, down = (pointer.x - start.x) * pointer.speed, (pointer.y - start.y) * pointer.speed
        self._store.change(lambda now, _: tool.dragged(now, start.sight.viewport, start.sight, right, down))

    def release(self, pointer: Pointer) -> bool:
        """It is over."""
        return True


class Show:
    """Points at a place in the patient, which the other views show too, for as long as the button is down."""

    preview: Measurement | None = None

    def __init__(self, store: Store, start: Pointer) -> None:
        self._store = store
        if crosshair.pointed_at(start.sight, *start.place) is None:
            store.board.notify("info", tr("This place cannot be shown in other views"), tr("its image has no position"))
        self.move(start)

    def press(self, pointer: Pointer) -> bool:
        """Another button: it goes on."""
        return False

    def move(self, pointer: Pointer) -> None:
        """Follow."""
        found = crosshair.pointed_at(pointer.sight, *pointer.place)
        if found is not None:
            crosshair.point_to(self._store, found)

    def release(self, pointer: Pointer) -> bool:
        """It is over; the place stays."""
        return True


class Draw:
    """Sets point after point of something new, each by a click or at the end of a drag, and then says ``done``."""

    def __init__(self, kind: type[Measurement], start: Pointer, done: Callable[[Measurement], None]) -> None:
        self._kind, self._done = kind, done
        self._points: tuple[Point, ...] = (start.place,)
        self._pressed, self._now = start, start.place

    @property
    def preview(self) -> Measurement:
        """What it would be with a last point where the pointer is."""
        points = (*self._points, self._now)
        return self._kind(points[: self._kind.needs])

    def press(self, pointer: Pointer) -> bool:
        """Set a point."""
        self._pressed = pointer
        return self._set(pointer.place)

    def move(self, pointer: Pointer) -> None:
        """The next point goes with the pointer."""
        self._now = pointer.place

    def release(self, pointer: Pointer) -> bool:
        """The end of a drag sets a point; of a click it has been set already."""
        if len(self._points) < self._kind.needs and pointer.is_near(self._pressed):
            return False
        return self._set(pointer.place)

    def finish(self) -> None:
        """Be content with the points there are, if they make something; else it is given up."""
        if self._kind.is_open and len(self._points) > 1:
            self._done(self._kind(self._points))

    def _set(self, place: Point) -> bool:
        self._now = place
        if len(self._points) < self._kind.needs:
            self._points = (*self._points, place)
        if len(self._points) < self._kind.needs:
            return False
        self._done(self._kind(self._points))
        return True


class Edit:
    """Moves something that is drawn, or one of its handles. The whole movement is one step for undo."""

    preview: Measurement | None = None

    def __init__(self, store: Store, drawn: Drawn, handle: int | None, start: Pointer) -> None:
        self._store, self._drawn, self._handle, self._start = store, drawn, handle, start
        self._begun = False

    def press(self, pointer: Pointer) -> bool:
        """Another button: it goes on."""
        return False

    def move(self, pointer: Pointer) -> None:
        """Follow."""
        if self._begun or not pointer.is_near(self._start):
            self._put(pointer, LARGEST_LIVE)

    def release(self, pointer: Pointer) -> bool:
        """Measure anew where it has come to."""
        if self._begun:
            self._put(pointer, math.inf)
        return True

    def _moved(self, pointer: Pointer) -> Measurement:
        (x, y), (u, v) = self._start.place, pointer.place
        shape, handle = self._drawn.shape, self._handle
        if handle is None:
            return shape.moved(u - x, v - y)
        at = shape.handles[handle]
        return shape.with_handle(handle, (at[0] + u - x, at[1] + v - y))

    def _put(self, pointer: Pointer, largest: float) -> None:
        shape, number = self._moved(pointer), self._drawn.number
        result = measured(shape, pointer.sight.image, largest)
        begun, self._begun = self._begun, True
        self._store.marks.draw(lambda now: (now.amended if begun else now.changed)(number, shape, result))


def add(store: Store, sight: Sight, shape: Measurement) -> None:
    """Keep what has been drawn on the frame of ``sight``, if it measures anything or says something."""
    frame, result = sight.frame, measured(shape, sight.image)
    if frame is not None and result.value != 0:
        store.marks.draw(lambda now: now.added(frame.key, shape, result))


def rename(store: Store, drawn: Drawn, text: str) -> None:
    """Give a drawing another text."""
    shape = drawn.shape.named(text)
    store.marks.draw(lambda now: now.changed(drawn.number, shape, drawn.result))


def window_region(store: Store, sight: Sight, region: Measurement) -> None:
    """Show the values between the corners of a region from black to white."""
    found = range_of(sight.image, region.box) if sight.image is not None and isinstance(region, Region) else None
    if found is None:
        store.board.notify("info", tr("There is no window for this region"), tr("it holds no grey values"))
        return
    low, high = found
    step = 1.0 if low.is_integer() and high.is_integer() else 0.0
    window = (low + high + step) / 2, max(high - low + step, sight.smallest_width)
    store.change(lambda now, _: replace(now.windowed(*window), window_range=None))
