from __future__ import annotations

import pytest

from viewer.model.geometry import Affine, ImageSize, ViewSize, direction_letters, magnification, placed
from viewer.model.viewport import Viewport

IMAGE, VIEW = ImageSize(200, 100), ViewSize(400, 400)


class TestMagnification:
    @pytest.mark.parametrize(("rotation", "expected"), [(0, 2.0), (90, 2.0), (180, 2.0)])
    def test_best_fit_shows_the_whole_image(self, rotation: int, expected: float) -> None:
        assert magnification(Viewport(rotation=rotation), IMAGE, VIEW) == expected

    def test_best_fit_of_a_flat_view_depends_on_the_turn(self) -> None:
        flat = ViewSize(400, 100)
        assert magnification(Viewport(), IMAGE, flat) == 1.0
        assert magnification(Viewport(rotation=90), IMAGE, flat) == 0.5

    def test_tall_pixels_count_as_they_are_shown(self) -> None:
        assert magnification(Viewport(), ImageSize(100, 100, aspect=2.0), VIEW) == 2.0

    def test_a_number_is_taken_as_it_is(self) -> None:
        assert magnification(Viewport(zoom=3.5), IMAGE, VIEW) == 3.5

    def test_real_size_counts_millimetres_of_the_screen(self) -> None:
        image, view = ImageSize(200, 100, spacing_mm=0.5), ViewSize(400, 400, pixels_per_mm=4.0)
        assert magnification(Viewport(zoom="real"), image, view) == 2.0

    def test_real_size_without_a_spacing_is_best_fit(self) -> None:
        assert magnification(Viewport(zoom="real"), IMAGE, VIEW) == 2.0

    def test_nothing_to_show_is_no_error(self) -> None:
        assert magnification(Viewport(), ImageSize(0, 0), VIEW) == 1.0


class TestPlace:
    @pytest.mark.parametrize("rotation", [0, 30, 90, 180, 270])
    @pytest.mark.parametrize("flipped", [False, True])
    def test_the_way_back_leads_to_where_it_began(self, rotation: int, flipped: bool) -> None:
        affine = placed(Viewport(rotation=rotation, flipped=flipped, pan=(7.0, -3.0)), IMAGE, VIEW)
        x, y = affine.xx * 20 + affine.yx * 30 + affine.x0, affine.xy * 20 + affine.yy * 30 + affine.y0
        assert affine.to_image(x, y) == pytest.approx((20, 30))

    def test_the_centre_is_where_the_pan_says(self) -> None:
        assert placed(Viewport(pan=(7.0, -3.0)), IMAGE, VIEW).to_image(200, 200) == pytest.approx((107, 47))

    @pytest.mark.parametrize(("rotation", "upright"), [(0, True), (90, True), (180, True), (270, True), (45, False)])
    def test_quarter_turns_keep_rows_and_columns(self, rotation: int, upright: bool) -> None:
        assert placed(Viewport(rotation=rotation), IMAGE, VIEW).is_upright is upright

    def test_clockwise_brings_the_left_side_up(self) -> None:
        affine = placed(Viewport(rotation=90), ImageSize(100, 100), ViewSize(100, 100))
        left_middle = Affine(*affine)
        assert left_middle.to_image(50, 0) == pytest.approx((0, 50))


@pytest.mark.parametrize(
    ("direction", "letters"),
    [((1, 0, 0), "L"), ((-1, 0, 0), "R"), ((0, 1, 0), "P"), ((0, 0, 1), "H"), ((0.8, 0, -0.6), "LF"), ((0, 0, 0), "")],
)
def test_letters_name_the_side_of_the_patient(direction: tuple[float, float, float], letters: str) -> None:
    assert direction_letters(*direction) == letters
