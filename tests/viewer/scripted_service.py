"""A service that is a script: it says what a test has it say, and notes what it hears."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from pathlib import Path
from typing import TypeVar

from launcher import channel
from launcher.protocol import AnyMessage, from_wire, to_wire
from launcher.protocol.events import Welcome

Kind = TypeVar("Kind")


class ScriptedService:
    """The other end of the viewer's line: accepts viewers, notes what they say, says what the test tells it to."""

    def __init__(self, home: Path) -> None:
        self.run_folder = home / "cache" / "run-1"
        self.run_folder.mkdir(parents=True, exist_ok=True)
        self.heard: queue.Queue[AnyMessage] = queue.Queue()
        self._listener = channel.listen()
        self._connection: channel.Connection | None = None
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        for connection in channel.accepted(self._listener):
            self._connection = connection
            with contextlib.suppress(OSError):  # closed from this side
                while (data := connection.receive()) is not None:
                    self.heard.put(from_wire(data))

    def say(self, *messages: AnyMessage) -> None:
        assert self._connection is not None
        for message in messages:
            self._connection.send(to_wire(message))

    def welcome(self, *suspects: str) -> None:
        self.say(Welcome("0", str(self.run_folder), suspects))

    def hear(self, kind: type[Kind], timeout: float = 60.0) -> Kind:
        """The next message of this kind; those before it are passed over."""
        until = time.monotonic() + timeout
        while True:
            message = self.heard.get(timeout=max(until - time.monotonic(), 0.01))
            if isinstance(message, kind):
                return message

    def close(self) -> None:
        with contextlib.suppress(OSError):  # closed already
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        if self._connection is not None:
            self._connection.close()
