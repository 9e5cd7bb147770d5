from __future__ import annotations

import random
import time
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.references import Instance
from viewer.model.order import ordered
from viewer.model.stack import FrameRef, Stack, frames_of

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
SAGITTAL = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)


def stacked(instances: Iterable[Instance]) -> Stack:
    return ordered(frame for instance in instances for frame in frames_of(instance))


def instance(number: int | None, z: float | None = None, uid: str = "", **more: Any) -> Instance:
    geometry = {} if z is None else {"image_position_patient": (0.0, 0.0, z), "image_orientation_patient": AXIAL}
    return Instance(sop_instance_uid=uid or f"1.2.{number}", instance_number=number, **(geometry | more))


def numbers(*instances: Instance) -> list[int | None]:
    shuffled = list(instances)
    random.Random(1).shuffle(shuffled)
    return [frame.instance.instance_number for frame in stacked(shuffled).frames]


class TestTheOrder:
    def test_is_instance_number_where_it_goes_one_way_through_the_patient(self) -> None:
        up = [instance(n, z=3.0 * n) for n in range(1, 6)]
        down = [instance(n, z=-3.0 * n) for n in range(1, 6)]
        assert numbers(*up) == numbers(*down) == [1, 2, 3, 4, 5]
        assert stacked(up).rule == "InstanceNumber"

    def test_is_the_position_where_instance_number_jumps_back_and_forth(self) -> None:
        interleaved = [instance(n, z) for n, z in ((1, 0.0), (2, 6.0), (3, 3.0), (4, 9.0))]
        assert numbers(*interleaved) == [1, 3, 2, 4]
        assert stacked(interleaved).rule == "ImagePositionPatient"

    def test_is_the_position_from_feet_to_head_where_there_is_no_number(self) -> None:
        unnumbered = [instance(None, z, uid=f"1.{9 - i}") for i, z in enumerate((-5.0, 0.0, 5.0))]
        random.Random(2).shuffle(unnumbered)
        assert [f.instance.image_position_patient[2] for f in stacked(unnumbered).frames] == [-5, 0, 5]

    def test_grows_from_right_to_left_in_sagittal_images(self) -> None:
        slices = [
            instance(None, uid=f"1.{n}", image_position_patient=(x, 0.0, 0.0), image_orientation_patient=SAGITTAL)
            for n, x in enumerate((7.0, -7.0, 0.0))
        ]
        assert [f.instance.image_position_patient[0] for f in stacked(slices).frames] == [-7, 0, 7]

    def test_is_instance_number_where_planes_cross_as_in_a_localiser(self) -> None:
        crossing = [instance(n, z=-float(n % 2)) for n in (1, 2, 3)]
        crossing.append(instance(4, image_position_patient=(9.0, 0, 0), image_orientation_patient=SAGITTAL))
        assert numbers(*crossing) == [1, 2, 3, 4]

    def test_keeps_the_number_among_images_of_one_position(self) -> None:
        phases = [instance(n, z=float(n % 3)) for n in range(9)]
        assert numbers(*phases) == [0, 3, 6, 1, 4, 7, 2, 5, 8]

    def test_is_the_time_where_numbers_repeat(self) -> None:
        same = [instance(1, uid=f"1.{n}", acquisition_time=time) for n, time in enumerate(("1030", "102959.5", "10"))]
        ordered = stacked(same)
        assert [f.instance.acquisition_time for f in ordered.frames] == ["10", "102959.5", "1030"]
        assert ordered.rule == "AcquisitionTime"

    def test_is_the_uid_number_by_number_where_there_is_nothing_else(self) -> None:
        same = [instance(1, uid=uid) for uid in ("1.2.10", "1.2.9", "1.2.9.1")]
        ordered = stacked(same)
        assert [f.instance.sop_instance_uid for f in ordered.frames] == ["1.2.9", "1.2.9.1", "1.2.10"]
        assert ordered.rule == "SOPInstanceUID"

    def test_puts_images_without_a_number_last(self) -> None:
        assert numbers(instance(None, uid="1.1"), instance(7), instance(3)) == [3, 7, None]

    @pytest.mark.parametrize("position", [(), (1.0, 2.0), (float("nan"), 0.0, 0.0), (float("inf"), 0.0, 0.0)])
    def test_does_not_stumble_over_damaged_geometry(self, position: tuple[float, ...]) -> None:
        damaged = [instance(2, image_position_patient=position, image_orientation_patient=AXIAL), instance(1, z=1.0)]
        assert numbers(*damaged) == [1, 2]


class TestFrames:
    def test_of_one_instance_stay_together_and_in_order(self) -> None:
        stack = stacked([instance(2, number_of_frames=3, size=10**6), instance(1)])
        assert [(f.instance.instance_number, f.frame_index) for f in stack.frames] == [(1, 0), (2, 0), (2, 1), (2, 2)]

    def test_are_no_more_than_the_file_has_room_for(self) -> None:
        assert len(stacked([instance(1, number_of_frames=2**31, size=8000)])) == 1000
        assert len(stacked([instance(1, number_of_frames=-4, size=8000)])) == 1

    def test_are_found_again_in_a_longer_stack(self) -> None:
        frame = FrameRef(instance(3, path="/a"), 0)
        stack = stacked(instance(n) for n in range(1, 6))
        assert stack.position_of(frame) == 2
        assert stack.position_of(FrameRef(instance(9))) is None


coordinates = st.floats(allow_nan=True, allow_infinity=True)
instances = st.builds(
    Instance,
    sop_instance_uid=st.text("0123456789.²x", max_size=20),
    instance_number=st.none() | st.integers(),
    number_of_frames=st.integers(-2, 5),
    image_position_patient=st.lists(coordinates, max_size=4).map(tuple),
    image_orientation_patient=st.just(AXIAL) | st.lists(coordinates, max_size=7).map(tuple),
    acquisition_time=st.text("0123456789.: -", max_size=16),
    size=st.integers(0, 100),
)


@given(st.lists(instances, max_size=8))
def test_every_instance_is_in_the_stack_whatever_its_header_says(many: list[Instance]) -> None:
    stack = stacked(many)
    first_frames = [frame.instance for frame in stack.frames if frame.frame_index == 0]
    assert sorted(map(repr, first_frames)) == sorted(map(repr, many))


@given(st.lists(instances, max_size=8, unique_by=lambda i: i.sop_instance_uid), st.randoms())
def test_the_order_does_not_depend_on_the_order_of_arrival(many: list[Instance], chance: random.Random) -> None:
    shuffled = list(many)
    chance.shuffle(shuffled)
    assert repr(stacked(shuffled)) == repr(stacked(many))


def test_600_instances_are_ordered_within_a_screen_refresh() -> None:
    many = [instance(n, z=float(n)) for n in range(600)]
    stacked(many)
    begun = time.process_time()
    stacked(many)
    assert time.process_time() - begun < 0.05
