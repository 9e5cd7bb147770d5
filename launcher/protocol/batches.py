"""Messages to the viewer that have gathered: fewer of them say the same."""

from __future__ import annotations

from typing import Any

from launcher.protocol import AnyMessage
from launcher.protocol.events import InstanceBegun, InstancesReceived, JobUpdate, SeriesClosed, SeriesUpdate


def can_wait(message: AnyMessage) -> bool:
    """Whether it says how far something is that goes on: soon another of its kind will say more."""
    if isinstance(message, JobUpdate):
        return message.state == "loading"
    return isinstance(message, SeriesUpdate | InstancesReceived | InstanceBegun)


def newest(batch: list[AnyMessage]) -> list[AnyMessage]:
    """A shorter list that says the same: the last update of each series and job, instances of a series together.

    A job names its series by their keys, so what it says after some were closed is not said before.
    """
    kept: dict[object, Any] = {}
    closed = 0
    for number, message in enumerate(batch):
        if isinstance(message, SeriesUpdate | JobUpdate):
            thing = (message.key,) if isinstance(message, SeriesUpdate) else (message.job, closed)
            kept[type(message), *thing] = message
        elif isinstance(message, InstancesReceived):
            before = kept.get((InstancesReceived, message.key))
            instances = (*before.instances, *message.instances) if before else message.instances
            kept[InstancesReceived, message.key] = InstancesReceived(message.key, instances)
        else:
            if isinstance(message, SeriesClosed):
                closed = number
                for key in message.keys:
                    kept.pop((SeriesUpdate, key), None)
                    kept.pop((InstancesReceived, key), None)
            kept[number] = message
    return list(kept.values())
