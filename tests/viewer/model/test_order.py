from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.references import Instance, from_keywords
from viewer.model.order import Ordering, ordered
from viewer.model.stack import FramePlace, Stack, frames_of

AXIAL = "1\\0\\0\\0\\1\\0"


def instance(number: int, z: float = 0.0, **details: object) -> Instance:
    values = {
        "SOPInstanceUID": f"1.2.{number}",
        "InstanceNumber": str(number),
        "ImagePositionPatient": f"0\\0\\{z}",
        "ImageOrientationPatient": AXIAL,
    }
    return from_keywords(Instance, values | {keyword: str(value) for keyword, value in details.items()})


def stack(*instances: Instance, modality: str = "MR", **wanted: Any) -> Stack:
    shuffled = list(instances)
    random.Random(1).shuffle(shuffled)
    return ordered((f for i in shuffled for f in frames_of(i)), modality, Ordering(**wanted))


def numbers(of: Stack) -> list[int | None]:
    return [frame.instance.instance_number for frame in of.frames]


class TestAFourthDimension:
    def test_is_gone_through_at_each_position(self) -> None:
        phases = [instance(n, z=float(n % 3), TemporalPositionIdentifier=n // 3) for n in range(9)]
        found = stack(*phases)
        assert numbers(found) == [0, 3, 6, 1, 4, 7, 2, 5, 8]
        assert (found.rule, found.phases) == ("ImagePositionPatient", 3)

    def test_or_volume_by_volume(self) -> None:
        backwards = [instance(n, z=float(-n % 3), TemporalPositionIdentifier=n // 3) for n in range(9)]
        assert numbers(stack(*backwards, rule="ImagePositionPatient", by_time=True)) == [0, 2, 1, 3, 5, 4, 6, 8, 7]

    def test_volume_by_volume_leaves_numbers_that_go_position_by_position(self) -> None:
        numbered = [instance(n, z=float(n // 2), TemporalPositionIdentifier=n % 2) for n in range(6)]
        assert numbers(stack(*numbered)) == [0, 1, 2, 3, 4, 5]
        assert numbers(stack(*numbered, by_time=True)) == [0, 2, 4, 1, 3, 5]

    @pytest.mark.parametrize(
        ("keyword", "values"),
        [
            ("TemporalPositionIdentifier", (10, 9)),
            ("TriggerTime", ("512.5", "12")),
            ("DiffusionBValue", ("1000.0", "0.0")),
            ("EchoNumbers", (2, 1)),
            ("AcquisitionNumber", (2, 1)),
            ("AcquisitionDateTime", ("20240101093000", "20240101092959.5")),
            ("AcquisitionTime", ("1030", "102959.5")),
            ("ContentTime", ("1030", "102959.5")),
        ],
    )
    def test_is_ordered_by_what_tells_its_images_apart(self, keyword: str, values: tuple[Any, Any]) -> None:
        late, early = values
        pairs = [instance(n, z=float(n % 2), **{keyword: late if n < 2 else early}) for n in range(4)]
        assert numbers(stack(*pairs, rule="ImagePositionPatient")) == [2, 0, 3, 1]

    def test_is_one_position_when_the_difference_is_a_rounding_error(self) -> None:
        pairs = [instance(n, z=3.0 * (n % 3) + 0.004 * (n // 3)) for n in range(6)]
        assert stack(*pairs).phases == 2


class TestAUserMayAskFor:
    SLICES = tuple(
        instance(n, z=-2.0 * n, SliceLocation=n % 3, AcquisitionTime=f"1010{59 - n}", DiffusionBValue=100 * (n % 2))
        for n in range(1, 6)
    )

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            ("InstanceNumber", [1, 2, 3, 4, 5]),
            ("ImagePositionPatient", [5, 4, 3, 2, 1]),
            ("SliceLocation", [3, 1, 4, 2, 5]),
            ("AcquisitionTime", [5, 4, 3, 2, 1]),
            ("DiffusionBValue", [2, 4, 1, 3, 5]),
        ],
    )
    def test_a_rule_and_its_reverse(self, rule: str, expected: list[int]) -> None:
        assert numbers(stack(*self.SLICES, rule=rule)) == expected
        assert numbers(stack(*self.SLICES, rule=rule, reverse=True)) == expected[::-1]
        assert stack(*self.SLICES, rule=rule).rule == rule

    def test_position_where_there_is_none_and_is_told_what_was_taken(self) -> None:
        nowhere = [Instance(sop_instance_uid=f"1.{n}", instance_number=n) for n in range(3)]
        assert stack(*nowhere, rule="ImagePositionPatient").rule == "InstanceNumber"


class TestAnEnhancedImage:
    @staticmethod
    def of(*places: FramePlace, modality: str = "MR") -> tuple[list[int], str]:
        image = Instance(sop_instance_uid="1.2", number_of_frames=len(places), size=9999)
        found = ordered(frames_of(image, places), modality)
        return [frame.frame_index for frame in found.frames], found.rule

    def test_stands_by_position_in_its_stacks(self) -> None:
        places = [FramePlace(stack_id=s, in_stack_position_number=n) for s, n in (("2", 1), ("1", 3), ("1", 1))]
        assert self.of(*places) == ([2, 1, 0], "InStackPositionNumber")

    def test_stands_by_its_dimensions_without_such_positions(self) -> None:
        places = [FramePlace(dimension_index_values=index) for index in ((1, 10), (2, 1), (1, 9))]
        assert self.of(*places) == ([2, 0, 1], "DimensionIndexValues")

    def test_stands_by_the_positions_of_its_planes_without_either(self) -> None:
        places = [FramePlace((0.0, 0.0, z), (1.0, 0, 0, 0, 1.0, 0)) for z in (5.0, -5.0, 0.0)]
        assert self.of(*places) == ([1, 2, 0], "ImagePositionPatient")

    def test_is_taken_as_it_is_when_it_says_nothing_or_is_a_film(self) -> None:
        assert self.of(FramePlace(), FramePlace()) == ([0, 1], "FrameNumber")
        places = [FramePlace(stack_id="1", in_stack_position_number=n) for n in (2, 1)]
        assert self.of(*places, modality="XA") == ([0, 1], "FrameNumber")


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=30, unique=True), st.randoms())
def test_positions_ascend_whatever_the_numbers_say(steps: list[int], chance: random.Random) -> None:
    names = list(range(len(steps)))
    chance.shuffle(names)
    many = [instance(n, z=2.5 * step) for n, step in zip(names, steps, strict=True)]
    along = [f.instance.image_position_patient[2] for f in stack(*many, rule="ImagePositionPatient").frames]
    assert along == sorted(along)
