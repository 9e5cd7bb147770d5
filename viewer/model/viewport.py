"""What one view shows, as a value: which frame, with which window, from where. Every gesture is a function of it.

Units and limits are those that links and the mouse know from Weasis: sliders of 4096 steps for window and level, one of
±300 steps for the magnification.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, Final, Literal

from launcher.errors import CommandError
from launcher.frozen import frozen
from viewer.words import tr

Zoom = Literal["fit", "real"] | float
"""``fit``: the whole image; ``real``: life size on this screen; a number: screen pixels per image pixel."""

StackKey = tuple[str, int]
"""A series' key, and the number of one of its stacks."""

SLIDER_STEPS: Final = 4096  # of window and of level
LARGEST_ZOOM: Final = 12.0
ZOOM_STEPS: Final = 300  # from 1 to LARGEST_ZOOM
SLIDER_DIGITS: Final = 9  # of the range of values, to which window and level are rounded
LARGEST_RANGE: Final = 1e300  # for that
SMALLEST_WIDTH: Final = 1e-5  # of a window over floating-point values; 1 for integers
ZOOM_MODES: Final[dict[float, Zoom]] = {0.0: "fit", -200.0: "fit", -100.0: "real"}
RESETS: Final[dict[str, dict[str, Any]]] = {
    "winLevel": {"window": None, "window_range": None, "offered": None, "inverted": False, "colours": ""},
    "zoom": {"zoom": "fit"},
    "pan": {"pan": (0.0, 0.0)},
    "rotation": {"rotation": 0, "flipped": False},
}
"""What can be put back by name, and how it was in the beginning."""


@frozen
class Viewport:
    """The state of one view.

    ``stack_number`` counts the stacks of the series from 0, ``position`` the frames of that stack; ``count`` is their
    number. ``window`` is (center, width) in the units of the modality LUT's output (PS3.3 C.11.2), ``None`` for the
    image's own; ``window_range`` the range of values that the sliders span, once they were used; ``offered``, from 0,
    goes before ``window`` and chooses one of the windows and tables of the file. ``colours`` names a palette for grey
    images. ``pan`` says how far, in image pixels, the centre of the view lies right of and below the image's centre.
    ``rotation`` is in degrees clockwise; the horizontal flip comes after it (PS3.3 C.10.6). ``presentation`` is the
    SOP Instance UID of the presentation state in use.
    """

    series_key: str = ""
    position: int = 0
    count: int = 0
    stack_number: int = 0
    window: tuple[float, float] | None = None
    window_range: tuple[float, float] | None = None
    offered: int | None = None
    inverted: bool = False
    colours: str = ""
    zoom: Zoom = "fit"
    pan: tuple[float, float] = (0.0, 0.0)
    rotation: int = 0
    flipped: bool = False
    presentation: str = ""

    # which frame

    @property
    def stack_key(self) -> StackKey:
        """What tells its stack from all others."""
        return self.series_key, self.stack_number

    def restacked(self, stack_number: int, count: int, position: int) -> Viewport:
        """What was shown stands at ``position`` now, in a stack of ``count`` frames."""
        return replace(self, stack_number=stack_number, count=count).scrolled_to(position)

    def scrolled(self, steps: int) -> Viewport:
        """Forward, or back by a negative number; it ends at the ends."""
        return self.scrolled_to(self.position + steps)

    def scrolled_to(self, position: int) -> Viewport:
        """To the frame at ``position``, from 0, or the nearest there is."""
        return replace(self, position=max(0, min(position, self.count - 1)))

    # window and level

    def windowed(self, center: float, width: float) -> Viewport:
        """Show with this window."""
        return replace(self, window=(center, max(width, SMALLEST_WIDTH)), offered=None)

    def offering(self, index: int) -> Viewport:
        """Show with what the file offers under this number, from 0: a window or a table."""
        return replace(self, window=None, window_range=None, offered=index)

    def coloured(self, palette: str) -> Viewport:
        """Show grey in the colours of a palette, or in grey again."""
        return replace(self, colours=palette)

    def wl(
        self,
        window_steps: float,
        level_steps: float,
        current: tuple[float, float],
        value_range: tuple[float, float],
        smallest_width: float = 1.0,
        reach: float = 1.0,
    ) -> Viewport:
        """Move the window and level sliders.

        Parameters
        ----------
        window_steps, level_steps
            Slider steps; 4096 of them span the range of values.
        current
            (center, width) in use, also while ``window`` is ``None``.
        value_range
            Smallest and largest value of the image behind the modality LUT, padding left out.
        smallest_width
            1 for integers; for floating-point pixels something near 0.
        reach
            How many times the range of the sliders the width may become.
        """
        center, width = current
        low, high = self._slider_range(center, width, value_range)
        widest = max(width, high - low, smallest_width)
        center += level_steps * (high - low) / SLIDER_STEPS
        width += window_steps * (widest - smallest_width) / SLIDER_STEPS
        digits = SLIDER_DIGITS - _magnitude(widest)
        center, width = round(center, digits), round(width, digits)
        window = max(low, min(center, high)), max(smallest_width, min(width, widest * reach))
        return replace(self, window=window, window_range=(low, high), offered=None)

    def _slider_range(self, center: float, width: float, value_range: tuple[float, float]) -> tuple[float, float]:
        """What the sliders span: it grows only when they could not stand where they are, so that a way leads back."""
        used = self.window_range or (center - width / 2, center + width / 2)
        low, high = min(value_range[0], used[0]), max(value_range[1], used[1])
        if low <= center <= high and width <= high - low:
            return low, high
        return min(low, center - width / 2), max(high, center + width / 2)

    def invert(self) -> Viewport:
        """Black becomes white and back."""
        return replace(self, inverted=not self.inverted)

    # from where

    def zoomed(self, factor: float, magnification: float) -> Viewport:
        """Magnify by ``factor`` from ``magnification``, the one on screen now (also in a mode), between 1/12 and 12.

        A mode may be beyond these: from there it goes back step by step.
        """
        smallest, largest = min(1 / LARGEST_ZOOM, magnification), max(LARGEST_ZOOM, magnification)
        return replace(self, zoom=max(smallest, min(magnification * factor, largest)))

    def zoom_steps(self, steps: float, magnification: float) -> Viewport:
        """Move the logarithmic magnification slider, 300 steps for a factor of 12."""
        limited = max(-2 * ZOOM_STEPS, min(steps, 2 * ZOOM_STEPS))
        return self.zoomed(LARGEST_ZOOM ** (limited / ZOOM_STEPS), magnification)

    def zoom_set(self, value: float) -> Viewport:
        """Magnify to ``value``; 0 and −200 fit the image into the view, −100 is life size.

        Raises
        ------
        CommandError
            Any other value below 0, or none at all.
        """
        if value > 0:
            return self.zoomed(value, 1.0)
        if value not in ZOOM_MODES:
            todo = tr("Give a magnification above 0, or 0 or -200 for best fit, -100 for real size.")
            raise CommandError(tr("This is not a magnification"), f"{value:g}", todo)
        return replace(self, zoom=ZOOM_MODES[value])

    def moved(self, x: float, y: float) -> Viewport:
        """Look ``x`` image pixels further right and ``y`` further down: the image itself goes left and up."""
        return replace(self, pan=(self.pan[0] + x, self.pan[1] + y))

    def rotated(self, degrees: int) -> Viewport:
        """Turn clockwise, as seen on screen."""
        turned = -degrees if self.flipped else degrees
        return replace(self, rotation=(self.rotation + turned) % 360)

    def flip_horizontally(self) -> Viewport:
        """Left becomes right, as seen on screen."""
        return replace(self, flipped=not self.flipped)

    def presented(self, uid: str, **geometry: Any) -> Viewport:
        """As a presentation state says, or without one: nothing is left of what was changed by hand."""
        return replace(self.reset(), presentation=uid, **geometry)

    # back

    def reset(self, *names: str) -> Viewport:
        """Put back what ``names`` say (see ``RESETS``); everything if there is none.

        Raises
        ------
        CommandError
            A name that is not known.
        """
        changes: dict[str, Any] = {}
        for name in names or RESETS:
            if name not in RESETS:
                raise CommandError(
                    tr("This cannot be reset"), repr(name[:40]), tr("Use one of: {names}.", names=", ".join(RESETS))
                )
            changes |= RESETS[name]
        return replace(self, **changes)


def _magnitude(value: float) -> int:
    """The power of ten of a positive number, within what numbers can be."""
    return math.floor(math.log10(min(LARGEST_RANGE, value)))
