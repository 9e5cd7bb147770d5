"""C-GET, PS3.4 C.4.3: images over the association that asks for them.

What an archive answers in the end proves nothing: some stop at the first image that they cannot send, and call it done.
Whoever asks counts what came.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from launcher.dimse.association import associated, watched
from launcher.dimse.contexts import accepted_classes
from launcher.dimse.receive import Receiver
from launcher.dimse.refusals import NotOffered
from launcher.dimse.retrieve import Level, check_last, identifier_of

if TYPE_CHECKING:
    from pynetdicom.association import Association
    from pynetdicom.presentation import PresentationContext

    from launcher.nodes.node import CallingNode, DicomNode

STUDY_ROOT: Final = "1.2.840.10008.5.1.4.1.2.2.3"


def get(
    node: DicomNode,
    caller: CallingNode,
    level: Level,
    wanted: Mapping[str, str],
    contexts: Sequence[PresentationContext],
    receiver: Receiver,
    *,
    stop: threading.Event | None = None,
    ca_files: Sequence[Path] = (),
) -> None:
    """Have ``receiver`` take what an archive sends for one request.

    Parameters
    ----------
    wanted
        As ``identifier_of`` has it.
    contexts
        For storage; at most 127.
    stop
        Set it, and no more comes within a second.

    Raises
    ------
    WetreadError
        No association, an error status, the connection is lost, or ``receiver`` cannot keep what comes. What came
        before has been taken.
    """
    with getting(node, caller, contexts, receiver, ca_files, stop) as association:
        receiver.hear()
        with watched(node, association, STUDY_ROOT, stop, heard=lambda: receiver.heard):
            for answer in association.send_c_get(identifier_of(level, wanted), STUDY_ROOT, msg_id=1):
                last = answer[0]
        if receiver.error is not None:
            raise receiver.error
        check_last(last, node, stop)


@contextmanager
def getting(
    node: DicomNode,
    caller: CallingNode,
    contexts: Sequence[PresentationContext],
    receiver: Receiver,
    ca_files: Sequence[Path] = (),
    stop: threading.Event | None = None,
) -> Iterator[Association]:
    """An association over which an archive may both be asked and store with us.

    Raises
    ------
    NotOffered
        It does not offer C-GET, or none of the kinds of images.
    """
    from pynetdicom import build_context, build_role, evt

    classes = {str(context.abstract_syntax) for context in contexts}
    with associated(
        node,
        caller,
        [build_context(STUDY_ROOT), *contexts],
        handlers=[(evt.EVT_C_STORE, receiver)],
        roles=[build_role(sop_class, scp_role=True) for sop_class in sorted(classes)],
        ca_files=ca_files,
        receiver=receiver,
        stop=stop,
        watches=True,
    ) as association:
        accepted = accepted_classes(association.accepted_contexts)
        if STUDY_ROOT not in accepted:
            todo = "Set it up with retrieve=move or retrieve=wado."
            raise NotOffered("The archive does not offer C-GET", node.name, todo)
        if not accepted & classes:
            raise NotOffered("The archive cannot send these images by C-GET", node.name, "Try retrieve=move.")
        yield association
