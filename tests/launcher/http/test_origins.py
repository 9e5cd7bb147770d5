"""What a server stands: fewer connections when it is in trouble, more again when it recovers."""

from __future__ import annotations

from launcher.http.origins import PER_STEP, STRIKES, Origin


def known(most: int) -> Origin:
    """A server that has been found to be quick."""
    origin = Origin(most)
    origin.flows(size=1000, seconds=0.01)
    return origin


def test_a_new_server_is_asked_by_one_until_something_has_come_quickly() -> None:
    origin = Origin(most=4)
    assert origin.allowed == 1

    origin.flows(size=500_000, seconds=40.0)
    assert origin.allowed == 1
    origin.flows(size=500_000, seconds=1.0)
    assert origin.allowed == 4


def test_a_server_that_was_in_trouble_is_not_rushed_again() -> None:
    origin = known(4)
    origin.overloaded(began=1.0, now=2.0, pause=0.0)
    origin.flows(size=1000, seconds=0.01)

    assert origin.allowed == 2


def test_a_server_is_asked_as_often_at_a_time_as_is_allowed() -> None:
    origin = known(2)

    assert origin.is_ready(0.0)
    origin.running = 2
    assert not origin.is_ready(0.0)


def test_a_busy_server_is_left_alone_and_then_asked_by_half_as_many() -> None:
    origin = known(4)
    origin.overloaded(began=1.0, now=2.0, pause=5.0)

    assert not origin.is_ready(6.9)
    assert origin.is_ready(7.0)
    assert origin.allowed == 2


def test_requests_that_ran_side_by_side_are_one_sign_of_trouble() -> None:
    origin = known(4)
    for _ in range(4):
        origin.overloaded(began=1.0, now=2.0, pause=0.0)

    assert origin.allowed == 2
    origin.overloaded(began=3.0, now=4.0, pause=0.0)
    origin.overloaded(began=5.0, now=6.0, pause=0.0)
    assert origin.allowed == 1


def test_connections_grow_back_one_by_one_while_it_answers() -> None:
    origin = known(4)
    origin.overloaded(began=1.0, now=2.0, pause=0.0)

    for _ in range(PER_STEP):
        origin.answered()
    assert origin.allowed == 3
    for _ in range(10 * PER_STEP):
        origin.answered()
    assert origin.allowed == 4


def test_a_server_is_down_when_several_attempts_in_a_row_found_nobody() -> None:
    origin = known(4)

    assert [origin.unreachable(began=now, now=now + 1.0, pause=0.0) for now in (1.0, 3.0, 5.0)] == [False, False, True]
    assert STRIKES == 3


def test_an_answer_between_them_makes_it_alive() -> None:
    origin = known(4)
    origin.unreachable(1.0, 2.0, 0.0)
    origin.unreachable(3.0, 4.0, 0.0)
    origin.answered()

    assert not origin.unreachable(5.0, 6.0, 0.0)


def test_four_that_find_nobody_at_the_same_time_are_one_attempt() -> None:
    origin = known(4)

    assert not any(origin.unreachable(began=1.0, now=2.0, pause=0.0) for _ in range(8))
    assert origin.allowed == 1
