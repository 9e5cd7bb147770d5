from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.errors import CommandError
from viewer.model.viewport import LARGEST_ZOOM, Viewport

CT = (-1024.0, 3071.0)  # what a CT's 12 bits hold: one slider step is 1 HU
numbers = st.floats(-1e6, 1e6)


@given(position=st.integers(), count=st.integers(0, 700), steps=st.lists(st.integers(-1000, 1000), max_size=9))
def test_scrolling_never_leaves_the_stack(position: int, count: int, steps: list[int]) -> None:
    view = Viewport(count=count).scrolled_to(position)
    for step in steps:
        view = view.scrolled(step)
        assert 0 <= view.position < max(count, 1)


def test_scrolling_ends_at_the_ends() -> None:
    view = Viewport(count=10, position=4)
    assert [view.scrolled(n).position for n in (1, -1, 99, -99)] == [5, 3, 9, 0]


def test_a_longer_stack_keeps_the_image_on_screen() -> None:
    assert Viewport(count=3, position=2).restacked(1, 10, 7) == Viewport(count=10, position=7, stack_number=1)


class TestWindowAndLevel:
    def test_one_step_of_the_level_is_one_4096th_of_the_range(self) -> None:
        view = Viewport().wl(0, 8, (40, 400), CT)
        assert view.window == pytest.approx((40 + 8 * 4095 / 4096, 400))

    def test_one_step_of_the_window_is_one_4096th_of_what_it_can_be(self) -> None:
        view = Viewport().wl(8, 0, (40, 400), CT)
        assert view.window == pytest.approx((40, 400 + 8 * (4095 - 1) / 4096))

    def test_the_range_takes_in_the_window_in_use_and_stays_until_reset(self) -> None:
        wide = Viewport().wl(0, 0, (0, 10000), CT)
        assert wide.window_range == pytest.approx((-5000, 5000))
        narrow = wide.wl(-4096, 0, (0, 10000), CT)
        assert (narrow.window, narrow.window_range) == ((0, 1), (-5000, 5000))
        assert narrow.reset("winLevel").window_range is None

    def test_floating_point_windows_may_be_narrower_than_1(self) -> None:
        view = Viewport().wl(-9999, 0, (0.5, 0.5), (0.0, 1.0), smallest_width=1e-5)
        assert view.window == (0.5, 1e-5)

    @given(
        window=numbers,
        level=numbers,
        center=numbers,
        width=st.floats(1, 1e6),
        ends=st.tuples(numbers, numbers).map(sorted),
    )
    def test_the_sliders_stop_at_their_ends(
        self, window: float, level: float, center: float, width: float, ends: list[float]
    ) -> None:
        view = Viewport().wl(window, level, (center, width), (ends[0], ends[1]))
        assert view.window is not None
        assert view.window_range is not None
        low, high = view.window_range
        assert low <= min(ends[0], center - width / 2)
        assert high >= max(ends[1], center + width / 2)
        assert low <= view.window[0] <= high
        assert 1 <= view.window[1] <= max(width, high - low)

    @pytest.mark.parametrize("current", [(600.0, 1600.0), (40.0, 400.0), (0.0, 3.3), (476.35, 952.7)])
    def test_there_and_back_is_where_it_was(self, current: tuple[float, float]) -> None:
        there = Viewport().wl(-1, 50, current, (0.0, 1234.0), 0.0001)
        assert there.window is not None
        assert there.window != current
        back = there.wl(1, -50, there.window, (0.0, 1234.0), 0.0001)
        assert back.window == current

    def test_a_file_may_claim_any_window(self) -> None:
        view = Viewport().wl(10, 10, (1e308, 1.7e308), (0.0, 1.0))
        assert view.window is not None

    def test_a_window_is_never_without_width(self) -> None:
        assert Viewport().windowed(40, 0).window == (40, 1e-5)


class TestZoom:
    @given(factor=st.floats(0, 1e9), magnification=st.floats(1 / LARGEST_ZOOM, LARGEST_ZOOM))
    def test_stays_between_a_twelfth_and_twelve(self, factor: float, magnification: float) -> None:
        zoom = Viewport().zoomed(factor, magnification).zoom
        assert isinstance(zoom, float)
        assert 1 / LARGEST_ZOOM <= zoom <= LARGEST_ZOOM

    @pytest.mark.parametrize("fitted", [0.02, 30.0])
    def test_goes_back_step_by_step_from_a_fit_beyond_the_limits(self, fitted: float) -> None:
        inward = 20 if fitted < 1 else -20
        assert Viewport().zoom_steps(inward, fitted).zoom == pytest.approx(fitted * 12 ** (inward / 300))
        assert Viewport().zoom_steps(-inward, fitted).zoom == fitted

    def test_of_300_steps_is_a_factor_of_12(self) -> None:
        view = Viewport().zoom_steps(28, 0.4)
        assert view.zoom == pytest.approx(0.4 * 12 ** (28 / 300))
        assert Viewport().zoom_steps(10**12, 1.0).zoom == LARGEST_ZOOM
        assert Viewport().zoom_steps(-(10**12), 1.0).zoom == 1 / LARGEST_ZOOM

    @pytest.mark.parametrize(
        ("value", "zoom"), [(2.0, 2.0), (100.0, 12.0), (0.001, 1 / 12), (0.0, "fit"), (-200.0, "fit"), (-100.0, "real")]
    )
    def test_is_set_to_a_magnification_or_a_mode(self, value: float, zoom: Any) -> None:
        assert Viewport(zoom=3.0).zoom_set(value).zoom == zoom

    @pytest.mark.parametrize("value", [-1.0, -150.0, float("nan"), float("-inf")])
    def test_to_another_negative_value_is_refused(self, value: float) -> None:
        with pytest.raises(CommandError, match="not a magnification"):
            Viewport().zoom_set(value)


def test_moving_adds_up_in_image_pixels() -> None:
    assert Viewport().moved(5, 0).moved(5, -10).pan == (10, -10)


@given(turns=st.lists(st.sampled_from([90, -90, 45, 360, "flip"])))
def test_turning_and_flipping_can_be_undone(turns: list[int | str]) -> None:
    view = Viewport()
    for turn in turns:
        view = view.flip_horizontally() if turn == "flip" else view.rotated(int(turn))
        assert 0 <= view.rotation < 360
    for turn in reversed(turns):
        view = view.flip_horizontally() if turn == "flip" else view.rotated(-int(turn))
    assert view == Viewport()


def test_a_flipped_image_turns_the_way_it_is_seen_to_turn() -> None:
    assert Viewport(flipped=True).rotated(90).rotation == 270


def test_inverting_twice_changes_nothing() -> None:
    assert Viewport().invert().inverted
    assert Viewport().invert().invert() == Viewport()


class TestReset:
    CHANGED = Viewport("key", 3, 9).windowed(1, 2).invert().zoom_set(2).moved(1, 1).rotated(90).flip_horizontally()

    def test_of_everything_keeps_only_the_image(self) -> None:
        assert self.CHANGED.reset() == Viewport("key", 3, 9)

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("winLevel", {"window", "inverted"}),
            ("zoom", {"zoom"}),
            ("pan", {"pan"}),
            ("rotation", {"rotation", "flipped"}),
        ],
    )
    def test_by_name_leaves_the_rest(self, name: str, fields: set[str]) -> None:
        before, after = vars(self.CHANGED), vars(self.CHANGED.reset(name))
        assert {key for key in before if before[key] != after[key]} == fields

    def test_of_an_unknown_name_is_refused(self) -> None:
        with pytest.raises(CommandError, match=r"'contrast'.*winLevel, zoom, pan, rotation"):
            Viewport().reset("contrast")
