from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.references import Instance, from_keywords
from viewer.model.gaps import examined, told
from viewer.model.order import Ordering, ordered
from viewer.model.stack import Stack, frames_of


def stack(*zs: float, shear: float = 0.0, numbers: list[int] | None = None, **values: str) -> Stack:
    instances = [
        from_keywords(
            Instance,
            {
                "SOPInstanceUID": f"1.2.{place}",
                "InstanceNumber": str(numbers[place] if numbers else place + 1),
                "ImagePositionPatient": f"0\\{z * shear}\\{z}",
                "ImageOrientationPatient": "1\\0\\0\\0\\1\\0",
            }
            | values,
        )
        for place, z in enumerate(zs)
    ]
    found = [frame for instance in instances for frame in frames_of(instance)]
    return ordered(found, "CT", Ordering("ImagePositionPatient"))


def words(of: Stack) -> tuple[str, ...]:
    return told(of, examined(of))


def test_an_even_stack_has_nothing_to_tell() -> None:
    assert words(stack(*(2.5 * n for n in range(20)))) == ()


def test_missing_slices_are_told_by_their_numbers() -> None:
    there = [n for n in range(1, 21) if n not in (15, 16)]
    assert words(stack(*(3.0 * n for n in there), numbers=there)) == ("2 slices missing between 14 and 17",)


def test_and_by_their_place_where_the_numbers_count_on() -> None:
    assert words(stack(0.0, 2.0, 4.0, 8.0, 10.0)) == ("1 slice missing between images 3 and 4",)


def test_uneven_distances_are_told() -> None:
    assert words(stack(0.0, 2.0, 4.0, 6.0, 8.9, 11.0)) == ("The slices are unevenly spaced",)


def test_blocks_far_apart_miss_nothing() -> None:
    assert words(stack(0.0, 2.0, 4.0, 6.0, 90.0, 92.0, 94.0)) == ("The slices are unevenly spaced",)


def test_a_tilted_gantry_is_told() -> None:
    assert words(stack(*(3.0 * n for n in range(9)), shear=0.2126)) == ("The slices are sheared by 12.0°",)


def test_images_that_lie_on_others_are_counted() -> None:
    assert words(stack(0.0, 2.0, 2.0, 4.0, 6.0, 6.0)) == ("2 images lie where another one does",)


def test_a_fourth_dimension_throughout_is_no_double() -> None:
    assert words(stack(0.0, 2.0, 4.0, 0.0, 2.0, 4.0)) == ()


def test_a_spacing_that_is_not_as_the_file_says_is_told() -> None:
    (found,) = words(stack(0.0, 2.0, 4.0, SpacingBetweenSlices="5"))
    assert found == "Slices lie 2 mm apart, the file says 5 mm"


@pytest.mark.parametrize("of", [Stack(), stack(1.0), stack(1.0, 1.0), stack(1.0, 3.0)])
def test_few_images_have_nothing_to_tell(of: Stack) -> None:
    assert words(of) == ()


@given(st.sets(st.integers(2, 39), max_size=8), st.floats(0.5, 10.0))
def test_as_many_slices_are_missing_as_were_left_out(left_out: set[int], spacing: float) -> None:
    there = [n for n in range(1, 41) if n not in left_out]
    found = examined(stack(*(spacing * n for n in there), numbers=there))
    assert sum(gap.missing for gap in found.gaps) == len(left_out)
    assert found.spacing_mm == pytest.approx(spacing)
