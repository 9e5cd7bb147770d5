"""Which image lies over another."""

from __future__ import annotations

import pytest

from launcher.references import Instance
from viewer.model.overlying import overlying
from viewer.model.stack import FramePlace, FrameRef


def axial(z: float, space: str = "1.9", row: tuple[float, float, float] = (1.0, 0.0, 0.0)) -> FrameRef:
    place = FramePlace((0.0, 0.0, z), (*row, 0.0, 1.0, 0.0), pixel_spacing_mm=(1.0, 1.0))
    return FrameRef(Instance(f"{z}", rows=4, columns=4, frame_of_reference_uid=space), 0, place)


@pytest.mark.parametrize(
    ("heights", "found"),
    [
        ((-3.0, 0.0, 3.0), 0.0),
        ((-2.0, 1.4, 4.8), 1.4),  # the nearest, within half of the distance between them
        ((-30.0, 5.0, 30.0), None),  # slices with much between them say nothing of what is there
        ((0.4,), 0.4),
        ((0.6,), None),
        ((), None),
    ],
)
def test_the_nearest_slice_that_reaches_there(heights: tuple[float, ...], found: float | None) -> None:
    nearest = overlying(axial(0.0), map(axial, heights))
    assert (nearest.key[0] if nearest is not None else None) == (str(found) if found is not None else None)


def test_nothing_lies_over_another_space_or_at_an_angle() -> None:
    assert overlying(axial(0.0), [axial(0.0, "1.8"), axial(0.0, row=(0.7, 0.0, 0.7))]) is None
    assert overlying(axial(0.0, ""), [axial(0.0, "")]) is None
