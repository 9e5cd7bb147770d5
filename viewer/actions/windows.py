"""Window and level: which values are black and which are white."""

from __future__ import annotations

from typing import Final

from viewer.actions.row import Action, Window, change, window_of
from viewer.model.viewport import Viewport
from viewer.pixels import voi
from viewer.sight import Sight


def window_level(main: Window, window: int, level: int) -> None:
    """Move the sliders of window and level by so many steps."""
    change(main, lambda now, sight: now.wl(window, level, window_of(sight), sight.value_range, sight.smallest_width))


def invert(window: Window) -> None:
    """Black becomes white."""
    change(window, lambda now, _: now.invert())


def auto_window(window: Window) -> None:
    """Show all values of the image."""

    def step(now: Viewport, sight: Sight) -> Viewport:
        window_of(sight)
        assert sight.image is not None
        found = voi.full_range(sight.image)
        return now.windowed(found.center, found.width)

    change(window, step)


def preset(window: Window, number: int) -> None:
    """The file's window 1 or 2, or from 3 on those of the modality."""

    def step(now: Viewport, sight: Sight) -> Viewport:
        if sight.description is None:
            return now
        offered = voi.windows(sight.description) if number < 3 else voi.presets(sight.description)
        index = number - 1 if number < 3 else number - 3
        return now.windowed(offered[index].center, offered[index].width) if index < len(offered) else now

    change(window, step)


ROWS: Final = (
    Action("window-auto", "All values", auto_window, {}, "", ("0",), "Window/Level"),
    Action("window-1", "First of the file", preset, {"number": 1}, "", ("1",), "Window/Level"),
    Action("window-2", "Second of the file", preset, {"number": 2}, "", ("2",), "Window/Level"),
    *(
        Action(f"window-{key}", f"{row.explanation} (CT)", preset, {"number": key}, "", (str(key),), "Window/Level")
        for key, row in enumerate(voi.PRESETS["CT"], start=3)
    ),
    Action("invert", "Invert", invert, {}, "invert", ("Alt+I",), "Window/Level", 4),
    Action("wl", "Change window and level", window_level, remote="dcmview2d:wl"),
)
