"""Turns: some work side by side, and who waits for somebody keeps nobody else waiting."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from launcher.turns import Turns

LIMIT = 60.0  # seconds


def test_no_more_work_side_by_side_than_may() -> None:
    turns, counting, at_work, most = Turns(2), threading.Lock(), 0, 0

    def work(number: int) -> None:
        nonlocal at_work, most
        with turns.working():
            with counting:
                at_work += 1
                most = max(most, at_work)
            threading.Event().wait(0.005)
            with counting:
                at_work -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(20)))
    assert most <= 2


def test_who_waits_lets_others_begin_and_goes_on_though_all_turns_are_taken() -> None:
    turns, answered, waiting, begun = Turns(1), threading.Event(), threading.Event(), threading.Event()

    def asks() -> str:
        with turns.working():
            with turns.waiting():
                waiting.set()
                assert answered.wait(LIMIT)
            return "went on"

    def works() -> None:
        with turns.working():
            begun.set()
            assert first.result(LIMIT) == "went on"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(asks)
        assert waiting.wait(LIMIT)
        second = pool.submit(works)
        assert begun.wait(LIMIT)
        answered.set()
        second.result(LIMIT)


def test_a_turn_is_given_back_when_the_work_fails() -> None:
    turns = Turns(1)
    for _ in range(3):
        try:
            with turns.working(), turns.waiting():
                raise OSError
        except OSError:
            pass
    with turns.working():
        pass
