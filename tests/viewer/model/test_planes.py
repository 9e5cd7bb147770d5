from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.model.planes import Plane, Slice, Vector, dot, length, plane_of, reference_line, subtracted

AXIAL, CORONAL = (1.0, 0, 0, 0, 1.0, 0), (1.0, 0, 0, 0, 0, -1.0)


def plane(position: tuple[float, ...], orientation: tuple[float, ...]) -> Plane:
    found = plane_of(position, orientation)
    assert found is not None
    return found


class TestAPlane:
    def test_has_the_normal_of_its_rows_and_columns(self) -> None:
        assert plane((0, 0, 0), AXIAL).normal == (0, 0, 1)
        assert plane((0, 0, 0), CORONAL).normal == (0, 1, 0)

    def test_counts_along_an_axis_that_grows_to_the_left_the_back_and_the_head(self) -> None:
        assert plane((0, 0, 0), (-1.0, 0, 0, 0, 1.0, 0)).axis == (0, 0, 1)

    @pytest.mark.parametrize(
        ("position", "orientation"),
        [((), AXIAL), ((0, 0), AXIAL), ((0, 0, math.nan), AXIAL), ((0, 0, math.inf), AXIAL), ((0, 0, 0), ()),
         ((0, 0, 0), (0.0,) * 6), ((0, 0, 0), (1.0, 0, 0, 1.0, 0, 0)), ((0, 0, 1e9), AXIAL)],
    )  # fmt: skip
    def test_is_none_where_the_numbers_make_no_sense(
        self, position: tuple[float, ...], orientation: tuple[float, ...]
    ) -> None:
        assert plane_of(position, orientation) is None

    def test_is_read_from_vectors_of_about_unit_length(self) -> None:
        assert length(plane((0, 0, 0), (0.9995, 0, 0, 0, 1.0004, 0)).row) == pytest.approx(1.0)


class TestAReferenceLine:
    def test_is_where_an_axial_slice_cuts_a_coronal_image(self) -> None:
        """100 × 100 pixels of 1 mm from (-49.5, y, 49.5) down: z = 20 is 29.5 mm below the first row's centre."""
        coronal = Slice(plane((-49.5, 0, 49.5), CORONAL), 100, 100, (1.0, 1.0))
        axial = Slice(plane((-19.5, -19.5, 20), AXIAL), 40, 40, (1.0, 1.0))
        line = reference_line(axial, coronal)
        assert line is not None
        assert sorted(line) == [pytest.approx((30.0, 30.0)), pytest.approx((70.0, 30.0))]

    def test_counts_pixels_by_their_own_spacing(self) -> None:
        coronal = Slice(plane((-49.5, 0, 49.5), CORONAL), 50, 200, (2.0, 0.5))
        axial = Slice(plane((-49.5, -49.5, 29.5), AXIAL), 100, 100, (1.0, 1.0))
        line = reference_line(axial, coronal)
        assert line is not None
        assert [point[1] for point in line] == pytest.approx([10.5, 10.5])

    def test_is_not_there_between_parallel_slices(self) -> None:
        first, second = (Slice(plane((0, 0, z), AXIAL), 10, 10, (1.0, 1.0)) for z in (0.0, 5.0))
        assert reference_line(first, second) is None
        assert reference_line(first, first) is None

    def test_is_not_there_where_the_slice_ends_before_the_image(self) -> None:
        coronal = Slice(plane((0, 100, 0), CORONAL), 10, 10, (1.0, 1.0))
        assert reference_line(Slice(plane((0, 0, 0), AXIAL), 10, 10, (1.0, 1.0)), coronal) is None


angles = st.floats(0.1, math.pi - 0.1)
places = st.tuples(*[st.floats(-100, 100)] * 3)
sizes = st.integers(1, 500)
spacings = st.tuples(st.floats(0.1, 5), st.floats(0.1, 5))


def turned(a: float, b: float) -> tuple[float, ...]:
    row = math.cos(a), math.sin(a), 0.0
    across = -math.sin(a) * math.cos(b), math.cos(a) * math.cos(b), math.sin(b)
    return *row, *across


slices = st.builds(
    lambda place, a, b, rows, columns, spacing: Slice(plane(place, turned(a, b)), rows, columns, spacing),
    places, angles, angles, sizes, sizes, spacings,
)  # fmt: skip


@given(slices, slices)
def test_both_ends_of_a_line_lie_in_both_planes_and_on_the_edge_of_the_slice(cutting: Slice, image: Slice) -> None:
    line = reference_line(cutting, image)
    if line is None:
        return
    down, across = image.spacing_mm
    for x, y in line:
        point = image.plane.at((x - 0.5) * across, (y - 0.5) * down)
        assert abs(dot(subtracted(point, cutting.plane.origin), cutting.plane.normal)) < 1e-4
        column, row = cutting.image_point(point)
        assert -1e-3 <= column <= cutting.columns + 1e-3
        assert -1e-3 <= row <= cutting.rows + 1e-3


@given(slices, slices)
def test_a_line_is_there_when_the_corners_lie_on_both_sides(cutting: Slice, image: Slice) -> None:
    heights = [dot(subtracted(corner, image.plane.origin), image.plane.normal) for corner in cutting.corners]
    if min(heights) < -1e-3 and max(heights) > 1e-3:
        assert reference_line(cutting, image) is not None
    if min(heights) > 1e-3 or max(heights) < -1e-3:
        assert reference_line(cutting, image) is None


@given(slices, st.floats(0, 500), st.floats(0, 500))
def test_a_point_of_the_image_is_found_again(of: Slice, column: float, row: float) -> None:
    down, across = of.spacing_mm
    point: Vector = of.plane.at((column - 0.5) * across, (row - 0.5) * down)
    assert of.image_point(point) == pytest.approx((column, row), abs=1e-6)
