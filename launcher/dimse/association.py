"""An association with an archive, PS3.7 and PS3.8: every wait has a limit, and what goes wrong is told in words."""

from __future__ import annotations

import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, Any, Final, cast

from launcher.dimse.receive import Receiver
from launcher.dimse.stream import FindStream, Found, Read, StorageStream
from launcher.errors import BadAnswer, Cancelled, Refused, Unreachable, WetreadError

if TYPE_CHECKING:
    from pynetdicom.association import Association
    from pynetdicom.events import Event
    from pynetdicom.pdu_primitives import A_ASSOCIATE
    from pynetdicom.presentation import PresentationContext

    from launcher.nodes.node import CallingNode, DicomNode

LARGEST_PDU: Final = 131_072  # bytes; smaller ones cost time for each, larger ones gain nothing
PIECE: Final = 1 << 18  # bytes asked of the socket at a time
LOOK: Final = 0.1
"""Seconds between looks whether to go on."""
PATIENCE: Final = 0.8  # seconds that an archive may go on after it has been told to stop
MOST_CONTEXTS: Final = 128  # PS3.8 9.3.2: their numbers are odd and below 256

_REJECTIONS: Final = {  # (source, reason) → why, what to do; PS3.8 9.3.4
    (1, 2): ("it does not speak the DICOM application context", ""),
    (1, 3): (
        "it does not know this computer as {calling}",
        "Ask its administrator to enter {calling} for this computer, or set up a calling node that it knows.",
    ),
    (1, 7): ("it is not called {called}", "Correct its AE title: ask its administrator for the right one."),
    (2, 2): ("it speaks another version of the protocol", ""),
    (3, 1): ("it is congested", "Try again in a moment."),
    (3, 2): ("it has as many connections as it allows", "Try again in a moment."),
}


@contextmanager
def associated(
    node: DicomNode,
    caller: CallingNode,
    contexts: Sequence[PresentationContext],
    *,
    handlers: Sequence[tuple[Any, Callable[..., Any]]] = (),
    roles: Sequence[Any] = (),
    ca_files: Sequence[Path] = (),
    receiver: Receiver | None = None,
    stop: threading.Event | None = None,
    found: Found | None = None,
    watches: bool = False,
) -> Iterator[Association]:
    """Open an association, and release it in the end; it is aborted when the block fails.

    Parameters
    ----------
    contexts
        At most 128.
    handlers
        Of pynetdicom's events, C-STORE for one.
    roles
        Role selections, PS3.7 D.3.3.4: who receives by C-GET is a provider of storage.
    ca_files
        Certificate authorities trusted besides the system's, for TLS.
    receiver
        Takes what the archive stores with us over this association.
    stop
        Set it, and nothing more is taken, and nobody waits for an association that does not stand yet.
    found
        Takes what the archive finds over this association.
    watches
        Whether the caller sees to it that nobody waits for a silent archive, by ``watched``.

    Raises
    ------
    Unreachable
        The archive's computer is not found, does not answer, or breaks the association off before it stands.
    Refused
        The archive does not want to talk to us, or to be called so.
    Cancelled
        ``stop`` was set before the association stood.
    """
    from pynetdicom import AE, evt

    keep_quiet()
    entity = AE(ae_title=caller.ae_title)
    entity.requested_contexts = list(contexts)
    entity.connection_timeout, entity.acse_timeout = node.connect, node.connect
    entity.dimse_timeout = entity.network_timeout = None if watches else node.idle
    entity.maximum_pdu_size = LARGEST_PDU

    connections: list[socket.socket] = []

    def opened(event: Event) -> None:
        connections.extend(hurried(event.assoc, node.idle, receiver, stop, found))

    def begin() -> Association:
        begun = time.monotonic()
        try:
            association = entity.associate(
                node.host,
                node.port,
                ae_title=node.ae_title,
                max_pdu=LARGEST_PDU,
                ext_neg=list(roles),
                evt_handlers=[(evt.EVT_CONN_OPEN, opened), *handlers],
                tls_args=(tls_context(node, ca_files), node.host) if node.tls else None,
            )
        except OSError as error:  # no computer of this name
            raise _unreachable(node, _place(node)) from error
        if association.is_established:
            return association
        silent = bool(connections) and time.monotonic() - begun >= node.connect
        try:
            raise _refusal(association, node, caller, silent)
        finally:
            _let_go(association, connections)

    association = _unless_stopped(stop, begin, connections)
    try:
        yield association
    except BaseException:
        association.abort()
        raise
    else:
        if association.is_established:
            association.release()
    finally:
        _let_go(association, connections)


def _let_go(association: Association, connections: Sequence[socket.socket]) -> None:
    """Close what pynetdicom leaves open where the archive was the first to close."""
    association.dul.join(PATIENCE)
    for connection in connections:
        connection.close()


def _unless_stopped(
    stop: threading.Event | None, begin: Callable[[], Association], connections: Sequence[socket.socket]
) -> Association:
    """What ``begin`` returns; when ``stop`` is set before, it goes on alone, and hangs up on whoever answers."""
    if stop is None:
        return begin()
    begun: Future[Association] = Future()

    def work() -> None:
        try:
            begun.set_result(begin())
        except BaseException as error:  # raised again by whoever waits
            begun.set_exception(error)

    def hang_up(late: Future[Association]) -> None:
        if late.exception() is None:
            late.result().abort()
            _let_go(late.result(), connections)

    threading.Thread(target=work, name="dimse-open", daemon=True).start()
    while not wait([begun], LOOK).done:
        if stop.is_set():
            begun.add_done_callback(hang_up)
            raise Cancelled("Nobody waits for the archive any more", "", "")
    return begun.result()


@contextmanager
def watched(
    node: DicomNode,
    association: Association,
    root: str,
    stop: threading.Event | None,
    number: int = 1,
    heard: Callable[[], float] = time.monotonic,
) -> Iterator[None]:
    """While the block lasts: when ``stop`` is set, ask the archive to end a message, and hang up if it does not.

    Parameters
    ----------
    heard
        When the archive was last heard of, by the monotonic clock.

    Raises
    ------
    Unreachable
        It was not, for as long as the node may be silent: we have hung up.
    """
    ended, given_up = threading.Event(), threading.Event()

    def hang_up() -> None:
        association.abort()
        association.dimse.msg_queue.put((None, None))  # to whoever waits for an answer

    def watch() -> None:
        while not ended.wait(LOOK):
            if stop is not None and stop.is_set():
                association.send_c_cancel(number, query_model=root)
                if not ended.wait(PATIENCE):
                    hang_up()
                return
            if time.monotonic() - heard() > node.idle:
                given_up.set()
                hang_up()
                return

    watcher = threading.Thread(target=watch, name="dimse-watch", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join(1.0)
    if given_up.is_set():
        raise unanswered(node)


def unanswered(node: DicomNode) -> Unreachable:
    """What is said of an archive that is silent for too long."""
    why = f"{_place(node)}: nothing came for {node.idle:g} seconds"
    return Unreachable("The archive does not answer any more", why, "Try again in a moment.")


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


def keep_quiet() -> None:
    """Have pynetdicom log nothing: it would write whole queries and answers down, names of patients included."""
    from pynetdicom import _config

    _config.LOG_HANDLER_LEVEL = "none"
    _config.LOG_REQUEST_IDENTIFIERS = _config.LOG_RESPONSE_IDENTIFIERS = False
    logging.getLogger("pynetdicom").setLevel(logging.CRITICAL + 1)


def hurried(
    association: Association,
    idle: float,
    receiver: Receiver | None = None,
    stop: threading.Event | None = None,
    found: Found | None = None,
) -> list[socket.socket]:
    """Let neither side wait for the other's acknowledgement, and no read last for ever; the connection, if it stands.

    Archives write each message in two pieces and wait 40 ms for the first to be acknowledged; pynetdicom waits without
    limit for the rest of a PDU that has begun, and reads 4 KB at a time.
    """
    transport = association.dul.socket
    if transport is None or transport.socket is None:
        return []
    connection: socket.socket = transport.socket
    connection.settimeout(idle)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    read: Read = partial(received, connection)
    syntax_of = partial(_syntax_of, association)
    if found is not None:
        read = FindStream(connection, read, found, syntax_of, lambda: transport.ready).recv
    elif receiver is not None:
        wake = partial(association.dimse.msg_queue.put, (None, None))  # whoever waits for an answer
        read = StorageStream(connection, read, receiver, syntax_of, stop, wake).recv
    transport.recv = read  # type: ignore[method-assign, assignment]
    return [connection]


def _syntax_of(association: Association, number: int) -> str:
    """The transfer syntax that was agreed upon for a presentation context."""
    agreed = (context for context in association.accepted_contexts if context.context_id == number)
    return next((str(context.transfer_syntax[0]) for context in agreed), "")


def received(connection: socket.socket, length: int) -> bytearray:
    """``length`` bytes of a connection, or fewer if it ends before."""
    data = bytearray(length)
    view, place = memoryview(data), 0
    while place < length:
        _acknowledge_at_once(connection)
        count = connection.recv_into(view[place : place + PIECE])
        if not count:
            view.release()
            del data[place:]
            break
        place += count
    return data


def _acknowledge_at_once(connection: socket.socket) -> None:
    """Linux forgets this with every read."""
    if quick := getattr(socket, "TCP_QUICKACK", None):
        connection.setsockopt(socket.IPPROTO_TCP, quick, 1)


def _place(node: DicomNode) -> str:
    return f"{node.name} ({node.ae_title}@{node.host}:{node.port})"


def _refusal(association: Association, node: DicomNode, caller: CallingNode, silent: bool) -> WetreadError:
    """Why no association came about: what the archive said, else what a plain connection finds out."""
    place = _place(node)
    if (answer := _rejection(association)) is not None:
        key = (answer.result_source or 0, answer.diagnostic or 0)
        why, todo = _REJECTIONS.get(key, ("it gave no reason", "Ask its administrator; the archive's log says more."))
        names = {"calling": caller.ae_title, "called": node.ae_title}
        return Refused("The archive refused the connection", f"{place}: {why.format(**names)}", todo.format(**names))
    return _silent(node) if silent else _unreachable(node, place)


def _rejection(association: Association) -> A_ASSOCIATE | None:
    """The archive's no, if it said so; pynetdicom leaves one where it is that comes before it looks."""
    if association.is_rejected:
        return association.acceptor.primitive
    with suppress(Empty):
        answer = association.dul.to_user_queue.get_nowait()
        if getattr(answer, "result", 0):
            return cast("A_ASSOCIATE", answer)
    return None


def _silent(node: DicomNode) -> Unreachable:
    why = f"{_place(node)} took the connection, and then said nothing for {node.connect:g} seconds"
    todo = "Check that a DICOM archive listens at this port; if one does, try again in a moment."
    return Unreachable("The archive does not answer", why, todo)


def _unreachable(node: DicomNode, place: str) -> WetreadError:
    try:
        socket.create_connection((node.host, node.port), node.connect).close()
    except socket.gaierror:
        return Unreachable("The archive cannot be reached", f"{place}: there is no computer of this name", NAME_ADVICE)
    except TimeoutError:
        why = f"{place}: no answer within {node.connect:g} seconds"
        return Unreachable("The archive cannot be reached", why, "Check the address, and the network or firewall.")
    except OSError as error:
        why = f"{place}: {(error.strerror or str(error)).lower()}"
        return Unreachable("The archive cannot be reached", why, "Check host and port, and that the archive runs.")
    if node.tls:
        todo = "Check that it expects TLS at this port, and that the certificates on both sides are the right ones."
        return Unreachable("No secure connection with the archive came about", f"{place} broke off", todo)
    todo = "Check that a DICOM archive listens at this port, without TLS; the archive's log says more."
    return BadAnswer("The archive broke off the connection", f"{place} did not answer as DICOM does", todo)


NAME_ADVICE: Final = "Check the name of its computer."
