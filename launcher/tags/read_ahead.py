"""Work on many files, a little ahead of its turn where each makes us wait, as over a network. Order and memory stay."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

SLOW: Final = 0.002  # seconds for a file: a disk of this computer takes a hundredth
AT_ONCE: Final = 8
_WEIGHT: Final = 0.1
"""Of the last file in the average."""

Given = TypeVar("Given")
Made = TypeVar("Made")


def mapped(make: Callable[[Given], Made], given: Iterable[Given], slow: float = SLOW) -> Iterator[Made]:
    """``make`` of each, in order; several at once as soon as that takes longer than ``slow`` seconds on average."""
    rest, pace = iter(given), 0.0
    for one in rest:
        begin = time.monotonic()
        made = make(one)
        pace += _WEIGHT * (time.monotonic() - begin - pace)
        yield made
        if pace > slow:
            yield from _mapped_at_once(make, rest)


def _mapped_at_once(make: Callable[[Given], Made], given: Iterator[Given]) -> Iterator[Made]:
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        begun = deque(pool.submit(make, one) for one in islice(given, 2 * AT_ONCE))
        while begun:
            yield begun.popleft().result()
            begun.extend(pool.submit(make, one) for one in islice(given, 1))
    finally:
        pool.shutdown(cancel_futures=True)
