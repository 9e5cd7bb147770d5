"""The tools of the left button, one row each, and what a drag with them does to the view.

Names and sensitivities are those that links and users know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PyQt5.QtCore import Qt

from launcher.frozen import frozen
from viewer.model.geometry import placed
from viewer.model.viewport import Viewport
from viewer.state.sight import Sight

WINDOW_LEVEL_STEPS: Final = 1.25  # slider steps per pixel
ZOOM_STEPS: Final = 0.9
WIDTH_REACH: Final = 4.0  # ranges of values, so that a window over all of them can still become flatter
DEGREES: Final = 0.25
PIXELS_PER_IMAGE: Final = 8.0  # a long stack scrolls faster, so that the height of the view reaches all of it

Drag = Callable[[Viewport, Sight, float, float], Viewport]
"""From how it was when the button went down, and the pixels moved since (right, down), to how it is now."""


@frozen
class Tool:
    """``fields`` are those of ``Viewport`` that ``drag`` decides."""

    name: str
    label: str
    icon: str
    shortcut: str
    cursor: Qt.CursorShape
    fields: tuple[str, ...] = ()
    drag: Drag | None = None

    @property
    def is_in_toolbar(self) -> bool:
        """Whether it does something to images."""
        return self.name not in ("contextMenu", "none")

    def dragged(self, now: Viewport, start: Viewport, sight: Sight, right: float, down: float) -> Viewport:
        """The view ``now``, with what this tool decides as the drag wants it."""
        if self.drag is None or not start.series_key:
            return now
        wanted = self.drag(start, sight, right, down)
        changes: dict[str, Any] = {name: getattr(wanted, name) for name in self.fields}
        return replace(now, **changes)


def _window_level(start: Viewport, sight: Sight, right: float, down: float) -> Viewport:
    if sight.window is None:
        return start
    steps = right * WINDOW_LEVEL_STEPS, -down * WINDOW_LEVEL_STEPS
    return start.wl(*steps, sight.window, sight.value_range, sight.smallest_width, WIDTH_REACH)


def _scroll(start: Viewport, sight: Sight, right: float, down: float) -> Viewport:
    per_image = min(PIXELS_PER_IMAGE, max(sight.view.height / max(start.count, 1), 1.0))
    return start.scrolled(round(down / per_image))


def _zoom(start: Viewport, sight: Sight, right: float, down: float) -> Viewport:
    return start.zoom_steps(-down * ZOOM_STEPS, sight.magnification)


def _pan(start: Viewport, sight: Sight, right: float, down: float) -> Viewport:
    x, y = sight.affine.step_to_image(right, down)
    return start.moved(-x, -y)


def _rotate(start: Viewport, sight: Sight, right: float, down: float) -> Viewport:
    return start.rotated(round(right * DEGREES))


TOOLS: Final[dict[str, Tool]] = {
    tool.name: tool
    for tool in (
        Tool("winLevel", "Window and level", "window-level", "W", Qt.CursorShape.SizeAllCursor,
             ("window", "window_range", "offered"), _window_level),
        Tool("sequence", "Scroll", "scroll", "S", Qt.CursorShape.SizeVerCursor, ("position",), _scroll),
        Tool("zoom", "Zoom", "zoom", "Z", Qt.CursorShape.SizeVerCursor, ("zoom",), _zoom),
        Tool("pan", "Pan", "pan", "T", Qt.CursorShape.OpenHandCursor, ("pan",), _pan),
        Tool("rotation", "Rotate", "rotate", "R", Qt.CursorShape.SizeHorCursor, ("rotation",), _rotate),
        Tool("region", "Window of a region", "window-region", "E", Qt.CursorShape.CrossCursor),
        Tool("measure", "Measure", "measure", "M", Qt.CursorShape.CrossCursor),
        Tool("draw", "Annotate", "draw", "G", Qt.CursorShape.CrossCursor),
        Tool("crosshair", "Crosshair", "crosshair", "H", Qt.CursorShape.CrossCursor),
        Tool("contextMenu", "Context menu", "menu", "Q", Qt.CursorShape.ArrowCursor),
        Tool("none", "No tool", "no-tool", "N", Qt.CursorShape.ArrowCursor),
    )
}  # fmt: skip
"""Every tool for the left button, in the order of the toolbar; by the name that links use if they know it."""


def zoomed_at(sight: Sight, steps: float, x: float, y: float) -> Viewport:
    """Zoom so that what is at the device pixel (x, y) of the view stays there."""
    before = sight.affine.to_image(x, y)
    zoomed = sight.viewport.zoom_steps(steps, sight.magnification)
    after = placed(zoomed, sight.size, sight.view).to_image(x, y)
    return zoomed.moved(before[0] - after[0], before[1] - after[1])
