"""How fast something comes."""

from __future__ import annotations

from launcher.traffic import WINDOW, Meter


def test_a_rate_needs_two_looks() -> None:
    meter = Meter()

    assert meter.rate(100, now=1.0) == 0.0
    assert meter.rate(300, now=2.0) == 200.0


def test_a_rate_is_that_of_the_last_moments() -> None:
    meter = Meter()
    for second in range(20):
        meter.rate(1000 * min(second, 10), now=float(second))

    assert meter.rate(10_000, now=20.0) == 0.0
    assert WINDOW == 5.0


def test_a_transfer_that_begins_anew_makes_no_negative_rate() -> None:
    meter = Meter()
    meter.rate(1000, now=1.0)

    assert meter.rate(400, now=2.0) == 0.0
