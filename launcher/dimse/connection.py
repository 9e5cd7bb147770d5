"""A connection with an archive: TCP, or TLS as PS3.15 B has it. Every wait has a limit."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from launcher.dimse.refusals import broken_off, silent, unreachable
from launcher.errors import Cancelled, WetreadError

if TYPE_CHECKING:
    from launcher.nodes.node import DicomNode

PIECE: Final = 1 << 18  # bytes asked of the socket at a time
LOOK: Final = 0.1
"""Seconds between looks whether to go on."""
PATIENCE: Final = 0.8  # seconds that an archive may go on after it has been told to stop

Begun = TypeVar("Begun")


def connected(node: DicomNode, ca_files: Sequence[Path]) -> socket.socket:
    """A connection, whose waits last as long as ``node`` may take to answer.

    Raises
    ------
    WetreadError
        The archive's computer is not found or does not answer; TLS does not come about, or a certificate file cannot
        be used.
    """
    context = tls_context(node, ca_files) if node.tls else None
    try:
        connection = socket.create_connection((node.host, node.port), node.connect)
    except OSError as error:
        raise unreachable(node, error) from error
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if context is None:
        return connection
    try:
        return context.wrap_socket(connection, server_hostname=node.host)
    except OSError as error:
        connection.close()
        raise (silent(node) if isinstance(error, TimeoutError) else broken_off(node)) from error


def tls_context(
    node: DicomNode, ca_files: Sequence[Path], purpose: ssl.Purpose = ssl.Purpose.SERVER_AUTH
) -> ssl.SSLContext:
    """What TLS with ``node`` trusts, and what this computer shows; by ``purpose`` it is called, or calls.

    Raises
    ------
    WetreadError
        A certificate file cannot be used.
    """
    context = ssl.create_default_context(purpose)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_default_certs(purpose)
    try:
        for file in ca_files:
            context.load_verify_locations(file)
        if node.certificate:
            context.load_cert_chain(node.certificate)
    except OSError as error:
        what = "A certificate for the archive cannot be used"
        raise WetreadError(what, f"{node.name}: {error}", "Check the file; it must be PEM.") from error
    return context


def go_on(stop: threading.Event | None) -> None:
    """Return when somebody still waits.

    Raises
    ------
    Cancelled
        ``stop`` is set.
    """
    if stop is not None and stop.is_set():
        raise Cancelled("Nobody waits for the archive any more", "", "")


def unless_stopped(
    stop: threading.Event | None, begin: Callable[[], Begun], hang_up: Callable[[Begun], object]
) -> Begun:
    """What ``begin`` returns. When ``stop`` is set before, it goes on alone, and what comes of it is hung up.

    Raises
    ------
    Cancelled
        It was.
    """
    if stop is None:
        return begin()
    begun: Future[Begun] = Future()

    def work() -> None:
        try:
            begun.set_result(begin())
        except BaseException as error:  # raised again by whoever waits
            begun.set_exception(error)

    def let_go(late: Future[Begun]) -> None:
        if late.exception() is None:
            hang_up(late.result())

    threading.Thread(target=work, name="dimse-open", daemon=True).start()
    try:
        while not wait([begun], LOOK).done:
            go_on(stop)
    except BaseException:
        begun.add_done_callback(let_go)
        raise
    return begun.result()


def received(connection: socket.socket, length: int) -> bytearray:
    """``length`` bytes of a connection, or fewer if it ends before."""
    data = bytearray(length)
    view, place = memoryview(data), 0
    while place < length:
        acknowledge_at_once(connection)
        count = connection.recv_into(view[place : place + PIECE])
        if not count:
            view.release()
            del data[place:]
            break
        place += count
    return data


def acknowledge_at_once(connection: socket.socket) -> None:
    """Linux forgets this with every read."""
    if quick := getattr(socket, "TCP_QUICKACK", None):
        connection.setsockopt(socket.IPPROTO_TCP, quick, 1)
