"""Which frame is due: by the clock, whatever the screen managed to show."""

from __future__ import annotations

import pytest

from viewer.model.cine import DEFAULT_RATE, FASTEST, SLOWEST, cine


def frames(film, moments):
    return [film.frame_at(moment) for moment in moments]


def test_it_goes_round_at_its_rate() -> None:
    assert frames(cine(3, 2.0), (0.1, 0.6, 1.1, 1.6)) == [0, 1, 2, 0]


def test_back_and_forth_shows_the_ends_once() -> None:
    assert frames(cine(3, 1.0, sweep=True), (0.5, 1.5, 2.5, 3.5, 4.5)) == [0, 1, 2, 1, 0]


def test_frames_stand_as_long_as_the_file_says() -> None:
    assert frames(cine(3, None, (0.1, 0.3, 0.1)), (0.05, 0.15, 0.35, 0.45, 0.55)) == [0, 1, 1, 2, 0]


def test_a_slow_screen_skips() -> None:
    assert cine(100, 10.0).frame_at(5.05) == 50


def test_it_goes_on_from_where_somebody_scrolled_to() -> None:
    assert frames(cine(10, 1.0).going_on(100.0, 7), (100.5, 101.5)) == [7, 8]


def test_faster_keeps_the_rhythm() -> None:
    film = cine(2, None, (1.0, 3.0)).at(5.0)
    assert film.rate == pytest.approx(5.0)
    assert film.durations[1] == pytest.approx(3 * film.durations[0])


@pytest.mark.parametrize(("said", "rate"), [(None, DEFAULT_RATE), (0.0, DEFAULT_RATE), (1e9, FASTEST), (1e-9, SLOWEST)])
def test_a_rate_that_makes_no_sense_is_brought_to_one_that_does(said: float | None, rate: float) -> None:
    assert cine(5, said).rate == pytest.approx(rate)


def test_times_that_are_not_one_for_each_frame_do_not_count() -> None:
    assert cine(5, 4.0, (0.1, 0.2)).rate == pytest.approx(4.0)
