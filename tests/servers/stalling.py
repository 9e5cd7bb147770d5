"""A wire that goes dead: what a server sends passes until so many bytes, then nothing more does, or the line is cut."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal


@contextmanager
def wire(port: int, after: int, fault: Literal["stall", "cut"] = "stall") -> Iterator[int]:
    """Pass connections on to ``port``; yields the port of the wire."""
    ended = threading.Event()
    opened: list[socket.socket] = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", port))
                opened.extend((near, far))
                threading.Thread(target=passed, args=(near, far, None), daemon=True).start()
                threading.Thread(target=passed, args=(far, near, after), daemon=True).start()

    def passed(source: socket.socket, target: socket.socket, limit: int | None) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                if limit is not None and len(data) >= limit:
                    target.sendall(data[:limit])
                    if fault == "stall":
                        ended.wait()
                    target.shutdown(socket.SHUT_RDWR)
                    return
                target.sendall(data)
                limit = limit - len(data) if limit is not None else None
            target.shutdown(socket.SHUT_RDWR)

    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        ended.set()
        listener.shutdown(socket.SHUT_RDWR)
        for connection in (listener, *opened):
            connection.close()
