from __future__ import annotations

import pytest

from launcher.references import Instance
from viewer.model.slices import Slices
from viewer.model.stack import FrameRef, Stack


def frame(z: float, normal: str = "axial", space: str = "1.9") -> FrameRef:
    row, column = {"axial": ((1.0, 0, 0), (0, 1.0, 0)), "coronal": ((1.0, 0, 0), (0, 0, -1.0))}[normal]
    return FrameRef(
        Instance(
            sop_instance_uid=str(z),
            image_position_patient=(0.0, 0.0, z),
            image_orientation_patient=(*row, *column),
            frame_of_reference_uid=space,
        )
    )


class TestSlices:
    STACK = Stack(tuple(frame(z) for z in (0.0, 10.0, 20.0)))

    @pytest.mark.parametrize(("z", "position"), [(-5.0, 0), (0.0, 0), (11.0, 1), (99.0, 2)])
    def test_the_nearest_slice_is_found(self, z: float, position: int) -> None:
        assert Slices(self.STACK).nearest(frame(z)) == position

    def test_slices_at_an_angle_have_no_nearest_one(self) -> None:
        assert Slices(self.STACK).nearest(frame(10.0, "coronal")) is None

    def test_another_space_has_no_nearest_one(self) -> None:
        assert Slices(self.STACK).nearest(frame(10.0, space="1.10")) is None
        assert not Slices(self.STACK).shares_space_with(frame(10.0, space="1.10"))

    def test_a_stack_of_several_directions_has_no_nearest_one(self) -> None:
        mixed = Stack((frame(0.0), frame(10.0, "coronal")))
        assert Slices(mixed).nearest(frame(0.0)) is None

    def test_without_geometry_there_is_none(self) -> None:
        nothing = FrameRef(Instance(sop_instance_uid="1", frame_of_reference_uid="1.9"))
        assert Slices(self.STACK).nearest(nothing) is None
        assert Slices(Stack((nothing,))).nearest(frame(0.0)) is None
        assert Slices(Stack()).nearest(frame(0.0)) is None

    def test_of_several_at_one_position_the_wished_one_is_taken(self) -> None:
        phases = Stack(tuple(frame(z) for z in (0.0, 0.0, 10.0, 10.0, 10.0)))
        assert Slices(phases).nearest(frame(10.0), wished=3) == 3
        assert Slices(phases).nearest(frame(10.0), wished=0) == 2
        assert Slices(phases).nearest(frame(0.0), wished=9) == 1

    @pytest.mark.parametrize("step", [-4.0, -0.7, 0.7, 4.0])
    def test_it_is_found_in_any_spacing_and_direction(self, step: float) -> None:
        stack = Stack(tuple(frame(3.0 + step * n) for n in range(30)))
        for z in (3.0 + step * 7, 3.0 + step * 7.4, 3.0 + step * 6.6):
            assert Slices(stack).nearest(frame(z)) == 7
