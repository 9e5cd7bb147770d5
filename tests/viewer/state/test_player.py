"""Series that play."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from launcher.errors import WetreadError
from launcher.protocol.events import JobUpdate
from tests.files import bundled
from tests.viewer.conftest import announcement, positions, slices, tell


@pytest.fixture
def playing(window: Any) -> Any:
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(20))
    window.store.player.toggle()
    return window.store


def test_it_plays_until_it_is_stopped(playing: Any, until: Callable[..., None]) -> None:
    until(lambda: positions(playing)[0] >= 2)
    playing.player.toggle()
    assert not playing.player.is_playing


def test_it_stops_when_another_series_comes_into_the_view(playing: Any, until: Callable[..., None]) -> None:
    other = slices(3, series="2")
    tell(playing, *other)
    playing.put_series(other[0].key, 0)
    until(lambda: not playing.player.is_playing)
    assert positions(playing) == [0]


def test_who_scrolls_meanwhile_is_not_brought_back(playing: Any, until: Callable[..., None]) -> None:
    playing.change(lambda now, _: now.scrolled_to(12))
    until(lambda: positions(playing)[0] > 12)
    assert positions(playing)[0] < 18


def test_its_rate_can_be_changed_while_it_plays(playing: Any) -> None:
    before = playing.player.cine.rate
    playing.player.faster(2.0)
    assert playing.player.cine.rate == pytest.approx(2 * before)
    playing.player.sweep()
    assert playing.player.sweeps


def test_the_rate_comes_from_the_header(window: Any) -> None:
    tell(window.store, JobUpdate(1, "US", "local", "done"), *announcement(bundled("examples_ybr_color.dcm")))
    import pydicom

    said = 1000 / float(pydicom.dcmread(bundled("examples_ybr_color.dcm"), stop_before_pixels=True).FrameTime)
    window.store.player.toggle()
    assert window.store.player.cine.rate == pytest.approx(said)
    window.store.player.stop()


def test_one_image_cannot_be_played(window: Any) -> None:
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(1))
    with pytest.raises(WetreadError):
        window.store.player.toggle()
