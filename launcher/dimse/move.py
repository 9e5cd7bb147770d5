"""C-MOVE, PS3.4 C.4.2: an archive is asked to send images to a port of ours, which is open for just as long.

Only the archive that was asked may send, by its AE title, and only what was asked for is taken.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from socketserver import BaseServer
from typing import TYPE_CHECKING, Any, Final

from launcher.dimse.association import associated, entity_of, hurried, watched
from launcher.dimse.connection import tls_context
from launcher.dimse.contexts import Syntaxes, syntaxes_of
from launcher.dimse.pdu import LARGEST_PDU
from launcher.dimse.receive import Receiver
from launcher.dimse.refusals import lost
from launcher.dimse.retrieve import Level, check_last, identifier_of
from launcher.dimse.statuses import code_of
from launcher.errors import BadAnswer, Refused, WetreadError

if TYPE_CHECKING:
    from pydicom import Dataset
    from pynetdicom.ae import ApplicationEntity
    from pynetdicom.events import Event
    from pynetdicom.transport import ThreadedAssociationServer

    from launcher.nodes.node import CallingNode, DicomNode

STUDY_ROOT: Final = "1.2.840.10008.5.1.4.1.2.2.2"
POLL: Final = 0.02  # seconds, at most, until the port is closed

_port = threading.Lock()
"""Held while the port is open: series that are moved come one after the other."""


def move(
    node: DicomNode,
    caller: CallingNode,
    level: Level,
    wanted: Mapping[str, str],
    sop_classes: Collection[str],
    receiver: Receiver,
    *,
    configured: Mapping[str, Syntaxes] | None = None,
    stop: threading.Event | None = None,
    ca_files: Sequence[Path] = (),
) -> None:
    """Have ``receiver`` take what an archive sends to ``caller`` for one request.

    Parameters
    ----------
    wanted
        As ``identifier_of`` has it.
    sop_classes
        Of what is to come; others are not taken.
    stop
        Set it, and no more comes within a second.

    Raises
    ------
    WetreadError
        The port is in use, no association, an error status, the connection is lost, or ``receiver`` cannot keep what
        comes. What came before has been taken.
    """
    while not _port.acquire(timeout=0.1):
        if stop is not None and stop.is_set():
            return
    try:
        with receiving(node, caller, sop_classes, receiver, configured or {}, stop, ca_files) as strangers:
            status = _moved(node, caller, identifier_of(level, wanted), receiver, stop, ca_files)
    finally:
        _port.release()
    if receiver.error is not None:
        raise receiver.error
    if strangers and not receiver.count:
        raise _refused_stranger(node, strangers)
    check_last(status, node, stop)


def _moved(
    node: DicomNode,
    caller: CallingNode,
    identifier: Dataset,
    receiver: Receiver,
    stop: threading.Event | None,
    ca_files: Sequence[Path],
) -> Dataset:
    """Ask for images, and wait until the archive has sent them; its last answer."""
    from pynetdicom import build_context

    context = build_context(STUDY_ROOT)
    with associated(node, caller, [context], ca_files=ca_files, stop=stop, watches=True) as association:
        if not association.accepted_contexts:
            raise BadAnswer("The archive does not offer C-MOVE", node.name, "Try retrieve=get, or retrieve=wado.")
        receiver.hear()
        with watched(node, association, STUDY_ROOT, stop, heard=lambda: receiver.heard):
            for answer in association.send_c_move(identifier, caller.ae_title, STUDY_ROOT, msg_id=1):
                last = answer[0]
                receiver.hear()
        if code_of(last) is None and not (stop is not None and stop.is_set()):
            raise lost(node.name)
    return last


@contextmanager
def receiving(
    node: DicomNode,
    caller: CallingNode,
    sop_classes: Collection[str],
    receiver: Receiver,
    configured: Mapping[str, Syntaxes],
    stop: threading.Event | None = None,
    ca_files: Sequence[Path] = (),
) -> Iterator[set[str]]:
    """A provider of storage at the port of ``caller``; yields the AE titles that were turned away, as they come.

    Raises
    ------
    WetreadError
        The port cannot be used.
    """
    from pynetdicom import evt

    strangers: set[str] = set()
    entity = _entity(node, caller, {sop_class: syntaxes_of(sop_class, configured) for sop_class in sop_classes})
    handlers: list[Any] = [
        (evt.EVT_CONN_OPEN, lambda event: hurried(event.assoc, node.idle, receiver, stop)),
        (evt.EVT_REQUESTED, partial(_note_stranger, node, strangers)),
        (evt.EVT_C_STORE, receiver),
    ]
    server = _server(entity, (_any_address(node), caller.port), handlers, _server_tls(node, ca_files))
    threading.Thread(target=server.serve_forever, args=(POLL,), name="dimse-receive", daemon=True).start()
    try:
        yield strangers
    finally:
        BaseServer.shutdown(server)  # pynetdicom's own wants to have started it, with longer polls
        server.server_close()
        for association in server.active_associations:
            association.abort()


def _entity(node: DicomNode, caller: CallingNode, supported: Mapping[str, Syntaxes]) -> ApplicationEntity:
    """Who receives as ``caller`` from ``node`` alone."""
    entity = entity_of(caller)
    entity.require_calling_aet = [node.ae_title]
    entity.require_called_aet = True
    entity.maximum_pdu_size = LARGEST_PDU
    entity.acse_timeout = node.connect
    entity.dimse_timeout = entity.network_timeout = None  # the connection itself has a limit
    for sop_class, syntaxes in supported.items():
        entity.add_supported_context(sop_class, [uid for group in syntaxes for uid in group])
    return entity


def _note_stranger(node: DicomNode, strangers: set[str], event: Event) -> None:
    request = event.assoc.requestor.primitive
    title = str(request.calling_ae_title).strip() if request is not None else ""
    if title != node.ae_title:
        strangers.add(title)


def _server(
    entity: ApplicationEntity, address: tuple[str, int], handlers: list[Any], tls: ssl.SSLContext | None
) -> ThreadedAssociationServer:
    from pynetdicom.transport import ThreadedAssociationServer

    try:
        return entity.make_server(
            address, evt_handlers=handlers, ssl_context=tls, server_class=ThreadedAssociationServer
        )
    except OSError as error:
        why = f"port {address[1]}: {(error.strerror or str(error)).lower()}"
        todo = "Close the other program that receives there, or give the calling node another port."
        raise WetreadError("Images cannot be received by C-MOVE", why, todo) from error


def _any_address(node: DicomNode) -> str:
    """Of this computer, in the network that the archive is in: that of IPv6 when it has no address of IPv4."""
    try:
        families = {family for family, *_ in socket.getaddrinfo(node.host, None)}
    except OSError:  # which is told when the archive is called
        return ""
    return "" if socket.AF_INET in families else "::"


def _server_tls(node: DicomNode, ca_files: Sequence[Path]) -> ssl.SSLContext | None:
    """What an archive that is reached by TLS must use as well when it sends, and show who it is."""
    if not node.tls:
        return None
    if not node.certificate:
        todo = "Give the node a certificate, or use retrieve=get."
        raise WetreadError("Images cannot be received by C-MOVE", f"{node.name}: TLS needs a certificate here", todo)
    return tls_context(node, ca_files, ssl.Purpose.CLIENT_AUTH)


def _refused_stranger(node: DicomNode, strangers: set[str]) -> WetreadError:
    named = ", ".join(sorted(strangers)[:3])
    todo = "If that is this archive, set it up with this AE title, or use retrieve=get."
    return Refused("What the archive sent was not taken", f"it came from {named}, and {node.ae_title} was asked", todo)
