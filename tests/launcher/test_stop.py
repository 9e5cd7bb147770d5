"""Stopping reaches those who wait."""

from __future__ import annotations

from launcher.stop import Stop


def test_what_waits_is_ended_when_it_is_set() -> None:
    stop, ended = Stop(), []
    with stop.calling(lambda: ended.append(1)):
        stop.set()
    stop.set()

    assert ended == [1]


def test_what_begins_to_wait_later_is_ended_at_once() -> None:
    stop, ended = Stop(), []
    stop.set()
    with stop.calling(lambda: ended.append(1)):
        assert ended == [1]


def test_an_ending_that_is_no_longer_possible_harms_nobody() -> None:
    def gone() -> None:
        raise OSError("closed")

    stop, ended = Stop(), []
    with stop.calling(gone), stop.calling(lambda: ended.append(1)):
        stop.set()

    assert ended == [1]
