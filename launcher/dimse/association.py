"""An association with an archive, PS3.7 and PS3.8: every wait has a limit, and what goes wrong is told in words."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, Any, Final, cast

from launcher.dimse.connection import LOOK, PATIENCE, received, tls_context, unless_stopped
from launcher.dimse.pdu import LARGEST_PDU
from launcher.dimse.receive import Receiver
from launcher.dimse.refusals import broken_off, nothing_offered, refused, silent, unanswered, unreachable
from launcher.dimse.stream import Read, StorageStream
from launcher.errors import WetreadError

if TYPE_CHECKING:
    from pynetdicom.association import Association
    from pynetdicom.events import Event
    from pynetdicom.pdu_primitives import A_ASSOCIATE
    from pynetdicom.presentation import PresentationContext

    from launcher.nodes.node import CallingNode, DicomNode

MOST_CONTEXTS: Final = 128  # PS3.8 9.3.2: their numbers are odd and below 256


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
        connections.extend(hurried(event.assoc, node.idle, receiver, stop))

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
            raise unreachable(node, error) from error
        if association.is_established:
            return association
        is_silent = bool(connections) and time.monotonic() - begun >= node.connect
        try:
            raise _refusal(association, node, caller, is_silent)
        finally:
            _let_go(association, connections)

    def hang_up(association: Association) -> None:
        association.abort()
        _let_go(association, connections)

    association = unless_stopped(stop, begin, hang_up)
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


@contextmanager
def watched(
    node: DicomNode,
    association: Association,
    root: str,
    stop: threading.Event | None,
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
                association.send_c_cancel(1, query_model=root)
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
    if receiver is not None:
        wake = partial(association.dimse.msg_queue.put, (None, None))  # whoever waits for an answer
        read = StorageStream(connection, read, receiver, partial(_syntax_of, association), stop, wake).recv
    transport.recv = read  # type: ignore[method-assign, assignment]
    return [connection]


def _syntax_of(association: Association, number: int) -> str:
    """The transfer syntax that was agreed upon for a presentation context."""
    agreed = (context for context in association.accepted_contexts if context.context_id == number)
    return next((str(context.transfer_syntax[0]) for context in agreed), "")


def _refusal(association: Association, node: DicomNode, caller: CallingNode, is_silent: bool) -> WetreadError:
    """Why no association came about: what the archive said, else what a plain connection finds out."""
    if (answer := _rejection(association)) is not None:
        return refused(node, caller, answer.result_source or 0, answer.diagnostic or 0)
    if association.rejected_contexts:
        return nothing_offered(node)
    return silent(node) if is_silent else _tried_again(node)


def _rejection(association: Association) -> A_ASSOCIATE | None:
    """The archive's no, if it said so; pynetdicom leaves one where it is that comes before it looks."""
    if association.is_rejected:
        return association.acceptor.primitive
    with suppress(Empty):
        answer = association.dul.to_user_queue.get_nowait()
        if getattr(answer, "result", 0):
            return cast("A_ASSOCIATE", answer)
    return None


def _tried_again(node: DicomNode) -> WetreadError:
    try:
        socket.create_connection((node.host, node.port), node.connect).close()
    except OSError as error:
        return unreachable(node, error)
    return broken_off(node)
