"""The line to the service: messages in as a signal, messages out in order, and a new service when the old one is gone.

Two threads do the waiting, so that the window never does: one reads, one writes.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Final

from PyQt5.QtCore import QObject, pyqtSignal

from launcher import channel
from launcher.channel import Connection
from launcher.errors import WetreadError
from launcher.protocol import AnyMessage, from_wire, to_wire
from launcher.protocol.wishes import (
    AskNodes,
    Close,
    ImportNodes,
    KeepNode,
    Open,
    RemoveNode,
    RetrieveFound,
    Retry,
    Search,
    TestNode,
)

RETRY_INTERVAL: Final = 0.3
"""Seconds between two looks for a service, while there is none."""

LAST_WORD: Final = 2.0
"""Seconds that the end of the window may wait for what is still to be said."""

WISHES: Final = (
    Open, Retry, Close, AskNodes, KeepNode, RemoveNode, ImportNodes, TestNode, Search, RetrieveFound
)  # fmt: skip
"""What the user wants done whether or not a service runs: one is started for it."""


class Inbox(QObject):
    """What the service says, as signals in the thread that made this object.

    A service that ends is told by ``lost`` and looked for until there is another; ``connected`` tells of each that was
    found here, and the receiver answers with ``greet``. Until then only wishes are kept: what else there is to say, a
    new service learns from the greeting.
    """

    received = pyqtSignal(object)  # a message of launcher.protocol
    connected = pyqtSignal()
    lost = pyqtSignal()
    failed = pyqtSignal(object)  # a WetreadError: no service for a wish, or a message that cannot be read

    def __init__(self) -> None:
        super().__init__()
        self._turn = threading.Condition()  # guards what follows
        self._connection: Connection | None = None
        self._outgoing: deque[AnyMessage] = deque()
        self._greeted = False
        self._ended = False
        self._threads: list[threading.Thread] = []

    def open(self, connection: Connection | None) -> None:
        """Begin to read and write; ``connection`` has been greeted already, if there is one."""
        self._connection, self._greeted = connection, connection is not None
        self._threads = [threading.Thread(target=loop, daemon=True) for loop in (self._write_all, self._read_all)]
        for thread in self._threads:
            thread.start()

    def send(self, message: AnyMessage) -> None:
        """Say ``message`` to the service, without waiting."""
        with self._turn:
            if self._greeted or isinstance(message, WISHES):
                self._outgoing.append(message)
                self._turn.notify_all()

    def greet(self, messages: list[AnyMessage]) -> None:
        """Say ``messages`` to a service that has just been found, before all that was wished meanwhile."""
        with self._turn:
            self._outgoing.extendleft(reversed(messages))
            self._greeted = True
            self._turn.notify_all()

    def close(self) -> None:
        """Say what is still to be said, if there is somebody to hear it, and end."""
        with self._turn:
            self._ended = True
            self._turn.notify_all()
        for thread in self._threads:
            thread.join(LAST_WORD)

    # --- in the reading thread ---

    def _read_all(self) -> None:
        while not self._ended:
            if self._connection is not None:
                self._read(self._connection)
                self._forget()
                if not self._ended:
                    self.lost.emit()
            elif (connection := self._found()) is not None:
                self._connection = connection
                self.connected.emit()

    def _read(self, connection: Connection) -> None:
        try:
            while (data := connection.receive()) is not None:
                self._receive(data)
        except WetreadError as error:
            self.failed.emit(error)
        except OSError:
            pass  # closed from this side

    def _receive(self, data: dict[str, object]) -> None:
        try:
            self.received.emit(from_wire(data))
        except WetreadError as error:
            self.failed.emit(error)

    def _forget(self) -> None:
        with self._turn:
            if self._connection is not None:
                self._connection.close()
            self._connection, self._greeted = None, False
            self._outgoing = deque(message for message in self._outgoing if isinstance(message, WISHES))

    def _found(self) -> Connection | None:
        with self._turn:
            wished = self._turn.wait_for(lambda: self._outgoing or self._ended, RETRY_INTERVAL)
        if self._ended:
            return None
        try:
            return channel.connect_or_start() if wished else channel.connect()
        except WetreadError as error:
            self._outgoing.clear()  # the user is told, and may wish again
            self.failed.emit(error)
            return None

    # --- in the writing thread ---

    def _write_all(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._ended or (self._outgoing and self._greeted))
                if not (self._outgoing and self._greeted):
                    break
                connection, message = self._connection, self._outgoing.popleft()
            if connection is not None:
                self._write(connection, message)
        if self._connection is not None:
            self._connection.close()

    def _write(self, connection: Connection, message: AnyMessage) -> None:
        try:
            connection.send(to_wire(message))
        except OSError:
            connection.close()
            with self._turn:
                self._outgoing.appendleft(message)
                self._greeted = False
