"""How fast a file wants to be played: PS3.3 C.7.6.5, C.8.4.15 and C.12.1.1.7."""

from __future__ import annotations

from typing import TYPE_CHECKING

from launcher.frozen import frozen
from viewer.pixels.attributes import FrameAttributes

if TYPE_CHECKING:
    from pydicom import Dataset


@frozen
class Timing:
    """Images per second and seconds of each frame, as far as the file says; ``sweep`` is back and forth."""

    rate: float | None = None
    times: tuple[float, ...] = ()
    sweep: bool = False


def read_timing(dataset: Dataset) -> Timing:
    """The rate for display goes before the one of acquisition, that before the time between frames."""
    attributes = FrameAttributes(dataset)
    rates = (attributes.number(keyword) for keyword in ("RecommendedDisplayFrameRate", "CineRate"))
    rate = next((rate for rate in rates if rate and rate > 0), None)
    frame_time = attributes.number("FrameTime")
    if rate is None and frame_time and frame_time > 0:
        rate = 1000.0 / frame_time
    sweep = attributes.integer("PreferredPlaybackSequencing", 0) == 1
    return Timing(rate, () if rate else _times(attributes.numbers("FrameTimeVector")), sweep)


def _times(vector: list[float]) -> tuple[float, ...]:
    """How long each frame stands: until the next; the last one as long as the others on average."""
    steps = [milliseconds / 1000.0 for milliseconds in vector[1:]]
    if not steps or min(steps) <= 0:
        return ()
    return (*steps, sum(steps) / len(steps))
