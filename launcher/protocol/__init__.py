"""What front, service and viewer say to each other: one frozen dataclass per message.

``calls`` is between a front and the service, ``events`` what the service tells the viewer, ``wishes`` what the viewer
tells and asks of the service.

``framing.py`` turns messages into bytes, ``channel.py`` carries them. The front speaks before it has imported anything,
so its one message, ``Request``, is built as a plain dictionary there; a test holds the two together.

::

    front   ── Request ──►  service      one per connection
            ◄── Reply ────
    front   ── Search ───►  service      by ``wetread search``: Matches as they come, then SearchEnded
    viewer  ── Hello ────►  service      then both sides send what happens, until one of them ends
            ◄── Welcome ──

An event speaks of a series by its ``key`` (``references.series_key``), of a click by its ``job`` number; later clicks
have higher numbers. Times are seconds of the system-wide monotonic clock, so that two processes can be compared.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from typing import Any, get_args

from launcher.errors import ProtocolError
from launcher.protocol.calls import Call
from launcher.protocol.events import Event
from launcher.protocol.wishes import Wish
from launcher.wire import from_json_fields, to_json_fields

AnyMessage = Call | Event | Wish
MESSAGES: dict[str, type[AnyMessage]] = {kind.__name__: kind for kind in get_args(AnyMessage)}


def to_wire(message: AnyMessage) -> dict[str, Any]:
    """A message as a JSON object: its class's name under ``type``, then its fields."""
    return {"type": type(message).__name__, **to_json_fields(message)}


def from_wire(data: Mapping[str, Any]) -> AnyMessage:
    """The message that a JSON object stands for; fields that this version does not know are ignored.

    Raises
    ------
    ProtocolError
        An unknown type, a field that is missing, or a value of the wrong kind.
    """
    kind = MESSAGES.get(str(data.get("type")))
    if kind is None:
        raise ProtocolError("A message on the local socket is not known here", repr(data.get("type"))[:80])
    try:
        return typing.cast(AnyMessage, from_json_fields(kind, data))
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
        raise ProtocolError(f"A {kind.__name__} message on the local socket is damaged", str(error)[:200]) from error
