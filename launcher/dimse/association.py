"""An association with an archive, PS3.7 and PS3.8: every wait has a limit, and what goes wrong is told in words."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from launcher.dimse.connection import LOOK, PATIENCE, received, tls_context, unless_stopped
from launcher.dimse.goodbye import Goodbye
from launcher.dimse.pdu import ASSOCIATE_REJECT, LARGEST_PDU
from launcher.dimse.receive import IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME, Receiver
from launcher.dimse.refusals import (
    aborted,
    broken_off,
    hung_up,
    nothing_offered,
    refused,
    silent,
    unanswered,
    unreachable,
)
from launcher.dimse.stream import Read, StorageStream
from launcher.errors import Unreachable, WetreadError

if TYPE_CHECKING:
    from pynetdicom.ae import ApplicationEntity
    from pynetdicom.association import Association
    from pynetdicom.events import Event
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
        The archive's computer is not found, does not answer, or breaks the association off; if it does in the block,
        this takes the place of ``Unreachable`` from there.
    Refused
        The archive does not want to talk to us, or to be called so.
    Cancelled
        ``stop`` was set before the association stood.
    """
    from pynetdicom import evt

    entity = _entity(node, caller, contexts, None if watches else node.idle)
    connections: list[socket.socket] = []
    goodbye = Goodbye()

    def opened(event: Event) -> None:
        connections.extend(hurried(event.assoc, node.idle, receiver, stop, goodbye))

    def hang_up(association: Association) -> None:
        association.abort()
        _let_go(association, connections)

    begin = partial(
        _begun, entity, node, caller, connections, goodbye,
        ext_neg=list(roles),
        evt_handlers=[(evt.EVT_CONN_OPEN, opened), *handlers],
        tls_args=(tls_context(node, ca_files), node.host) if node.tls else None,
    )  # fmt: skip
    association = unless_stopped(stop, begin, hang_up)
    try:
        yield association
    except Unreachable as error:
        association.abort()
        if goodbye.body:
            raise hung_up(node, *goodbye.body[2:]) from error
        raise
    except BaseException:
        association.abort()
        raise
    else:
        if association.is_established:
            association.release()
    finally:
        _let_go(association, connections)


def _entity(
    node: DicomNode, caller: CallingNode, contexts: Sequence[PresentationContext], longest_silence: float | None
) -> ApplicationEntity:
    entity = entity_of(caller)
    entity.requested_contexts = list(contexts)
    entity.connection_timeout, entity.acse_timeout = node.connect, node.connect
    entity.dimse_timeout = entity.network_timeout = longest_silence
    entity.maximum_pdu_size = LARGEST_PDU
    return entity


def _begun(
    entity: ApplicationEntity,
    node: DicomNode,
    caller: CallingNode,
    connections: Sequence[socket.socket],
    goodbye: Goodbye,
    **how: Any,
) -> Association:
    """An association that stands; ``how`` is for pynetdicom. Of one that does not, nothing stays open."""
    begun = time.monotonic()
    try:
        association = entity.associate(node.host, node.port, ae_title=node.ae_title, max_pdu=LARGEST_PDU, **how)
    except OSError as error:  # no computer of this name
        raise unreachable(node, error) from error
    if association.is_established:
        return association
    is_silent = bool(connections) and time.monotonic() - begun >= node.connect
    try:
        raise _refusal(association, node, caller, goodbye, is_silent)
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


def entity_of(caller: CallingNode) -> ApplicationEntity:
    """Wetread as pynetdicom has it, under its own name."""
    from pynetdicom import AE

    _keep_quiet()
    entity = AE(ae_title=caller.ae_title)
    entity.implementation_class_uid = IMPLEMENTATION_CLASS_UID
    entity.implementation_version_name = IMPLEMENTATION_VERSION_NAME
    return entity


def _keep_quiet() -> None:
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
    goodbye: Goodbye | None = None,
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
    if goodbye is not None:
        read = goodbye.listening(read)
    if receiver is not None:
        wake = partial(association.dimse.msg_queue.put, (None, None))  # whoever waits for an answer
        read = StorageStream(connection, read, receiver, partial(_syntax_of, association), stop, wake).recv
    transport.recv = read  # type: ignore[method-assign, assignment]
    return [connection]


def _syntax_of(association: Association, number: int) -> str:
    """The transfer syntax that was agreed upon for a presentation context."""
    agreed = (context for context in association.accepted_contexts if context.context_id == number)
    return next((str(context.transfer_syntax[0]) for context in agreed), "")


def _refusal(
    association: Association, node: DicomNode, caller: CallingNode, goodbye: Goodbye, is_silent: bool
) -> WetreadError:
    """Why no association came about: what the archive said, else what a plain connection finds out."""
    if goodbye.body:
        if goodbye.kind == ASSOCIATE_REJECT:
            return refused(node, caller, *goodbye.body[1:])
        return aborted(node, caller, *goodbye.body[2:])
    if association.rejected_contexts:
        return nothing_offered(node)
    return silent(node) if is_silent else _tried_again(node)


def _tried_again(node: DicomNode) -> WetreadError:
    try:
        socket.create_connection((node.host, node.port), node.connect).close()
    except OSError as error:
        return unreachable(node, error)
    return broken_off(node)
