"""Many messages, and the fewer ones that say the same."""

from __future__ import annotations

import pytest

from launcher.protocol import AnyMessage
from launcher.protocol.batches import newest
from launcher.protocol.events import (
    Activate,
    Describe,
    InstancesReceived,
    JobUpdate,
    Message,
    SeriesClosed,
    SeriesUpdate,
)
from launcher.references import Instance, Patient, Series, Study


def update(key: str, received: int) -> SeriesUpdate:
    return SeriesUpdate(key, Patient(), Study(), Series(), "image", "loading", 9, received, 0)


def came(key: str, *uids: str) -> InstancesReceived:
    return InstancesReceived(key, tuple(Instance(uid) for uid in uids))


def job(number: int, received: int) -> JobUpdate:
    return JobUpdate(number, "", "manifest", "loading", 9, received)


@pytest.mark.parametrize(
    ("batch", "said"),
    [
        ([], []),
        ([update("a", 1), update("b", 1), update("a", 2)], [update("a", 2), update("b", 1)]),
        ([job(1, 1), job(2, 1), job(1, 2)], [job(1, 2), job(2, 1)]),
        ([update("a", 1), came("a", "1"), update("a", 2), came("a", "2")], [update("a", 2), came("a", "1", "2")]),
        ([came("a", "1"), came("b", "2"), came("a", "3")], [came("a", "1", "3"), came("b", "2")]),
        ([update("a", 1), came("a", "1"), SeriesClosed(("a",))], [SeriesClosed(("a",))]),
        (
            [update("a", 1), came("a", "1"), SeriesClosed(("a",)), update("a", 0), came("a", "2")],
            [SeriesClosed(("a",)), update("a", 0), came("a", "2")],
        ),
        (
            [update("b", 1), SeriesClosed(("a",)), came("b", "1")],
            [update("b", 1), SeriesClosed(("a",)), came("b", "1")],
        ),
        (
            [job(1, 0), job(1, 1), SeriesClosed(("a",)), update("b", 0), job(1, 2), job(1, 3)],
            [job(1, 1), SeriesClosed(("a",)), update("b", 0), job(1, 3)],  # which names b: unknown before
        ),
        ([Message("", "info", "x"), Message("", "info", "x")], [Message("", "info", "x"), Message("", "info", "x")]),
        ([Activate("1"), Describe(1), Activate("2")], [Activate("1"), Describe(1), Activate("2")]),
    ],
)
def test_a_batch_is_said_in_fewer_messages(batch: list[AnyMessage], said: list[AnyMessage]) -> None:
    assert newest(batch) == said
