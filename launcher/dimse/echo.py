"""C-ECHO, PS3.7 9.1.5: does an archive answer?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from launcher.dimse.command_set import (
    C_ECHO_REQUEST,
    C_ECHO_RESPONSE,
    COMMAND_FIELD,
    DATA_SET_TYPE,
    ERROR_COMMENT,
    MESSAGE_ID,
    NO_DATA_SET,
    SOP_CLASS,
    encoded,
    short,
    text,
    uid,
)
from launcher.dimse.conversation import conversation
from launcher.dimse.refusals import nothing_offered
from launcher.dimse.statuses import SUCCESS, failed

if TYPE_CHECKING:
    from launcher.nodes.node import CallingNode, DicomNode

VERIFICATION: Final = "1.2.840.10008.1.1"
REQUEST: Final = {
    SOP_CLASS: uid(VERIFICATION),
    COMMAND_FIELD: short(C_ECHO_REQUEST),
    MESSAGE_ID: short(1),
    DATA_SET_TYPE: short(NO_DATA_SET),
}
"""PS3.7 9.3.5.1."""


def echo(node: DicomNode, caller: CallingNode, ca_files: Sequence[Path] = ()) -> None:
    """Return when the archive has answered.

    Raises
    ------
    WetreadError
        It did not, or refuses to talk to us.
    """
    with conversation(node, caller, (VERIFICATION,), ca_files) as talk:
        if VERIFICATION not in talk.contexts:
            raise nothing_offered(node)
        talk.say(talk.contexts[VERIFICATION][0], encoded(REQUEST))
        answer = next(filter(None, talk.answers))
        status = talk.status(answer, C_ECHO_RESPONSE, 1)
        if status != SUCCESS:
            raise failed(status, text(answer.command, ERROR_COMMENT), node.name)
