"""Files that are slow to come are fetched several at once; whoever reads them sees no difference."""

from __future__ import annotations

from itertools import count, islice
from threading import Barrier

import pytest

from launcher.tags.read_ahead import AT_ONCE, mapped


@pytest.mark.parametrize("slow", [0.0, 3600.0])
def test_everything_comes_once_and_in_order(slow: float) -> None:
    assert list(mapped(str, range(200), slow)) == [str(number) for number in range(200)]


def test_what_is_slow_is_begun_before_its_turn() -> None:
    together = Barrier(AT_ONCE)

    def make(number: int) -> int:
        if number:
            together.wait(60)  # broken, and an error here, unless as many wait at the same time
        return number

    assert list(mapped(make, range(1 + 3 * AT_ONCE), slow=0.0)) == list(range(1 + 3 * AT_ONCE))


def test_what_is_quick_is_not() -> None:
    begun: list[int] = []
    found = mapped(begun.append, count(), slow=3600.0)
    list(islice(found, 10))
    assert begun == list(range(10))


def test_no_more_is_begun_than_is_about_to_be_asked_for() -> None:
    begun: list[int] = []
    found = mapped(begun.append, count(), slow=0.0)
    list(islice(found, 100))
    found.close()  # type: ignore[attr-defined]
    assert len(begun) <= 100 + 2 * AT_ONCE


def test_an_error_comes_in_its_turn() -> None:
    def make(number: int) -> int:
        return 60 // (30 - number)

    found = mapped(make, range(60), slow=0.0)
    assert list(islice(found, 30)) == [60 // (30 - number) for number in range(30)]
    with pytest.raises(ZeroDivisionError):
        next(found)
