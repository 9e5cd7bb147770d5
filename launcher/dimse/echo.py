"""C-ECHO, PS3.7 9.1.5: does an archive answer?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from launcher.dimse.association import associated
from launcher.dimse.statuses import SUCCESS, code_of, failure

if TYPE_CHECKING:
    from launcher.nodes.node import CallingNode, DicomNode

VERIFICATION: Final = "1.2.840.10008.1.1"


def echo(node: DicomNode, caller: CallingNode, ca_files: Sequence[Path] = ()) -> None:
    """Return when the archive has answered.

    Raises
    ------
    WetreadError
        It did not, or refuses to talk to us.
    """
    from pynetdicom import build_context

    with associated(node, caller, [build_context(VERIFICATION)], ca_files=ca_files) as association:
        if association.accepted_contexts:
            status = association.send_c_echo()
            if code_of(status) != SUCCESS:
                raise failure(status, node.name)
