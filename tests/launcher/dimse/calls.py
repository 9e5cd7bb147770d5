"""Every way to ask an archive by DIMSE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from launcher.dimse.contexts import proposals
from launcher.dimse.echo import echo
from launcher.dimse.get import get
from launcher.dimse.move import move
from launcher.dimse.receive import Receiver
from launcher.nodes.node import CallingNode, DicomNode
from tests.servers.processes import free_port
from tests.servers.searching import find

CALLER = CallingNode(name="Wetread")
CT = "1.2.840.10008.5.1.4.1.1.2"
WANTED = {"StudyInstanceUID": "1.2"}
CALLS: dict[str, Callable[[DicomNode], object]] = {
    "echo": lambda node: echo(node, CALLER),
    "find": lambda node: list(find(node, CALLER, "STUDY", {})),
    "get": lambda node: get(node, CALLER, "STUDY", WANTED, next(proposals([CT]))[1], Receiver(lambda pieces: None)),
    "move": lambda node: move(
        node, replace(CALLER, port=free_port()), "STUDY", WANTED, [CT], Receiver(lambda pieces: None)
    ),
}
