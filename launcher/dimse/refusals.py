"""What is said of an archive with which no conversation comes about, or that breaks it off."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Final

from launcher.errors import BadAnswer, Refused, Unreachable, WetreadError

if TYPE_CHECKING:
    from launcher.nodes.node import CallingNode, DicomNode

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
_TRANSIENT: Final = 2  # 9.3.4: the same call may be welcome later

_HANGS_UP: Final = {0: "its program hung up", 2: "its DICOM connection broke down"}
"""Source of an abort → who it is; PS3.8 9.3.8."""
_BREAKS_DOWN: Final = {  # reason, if it is the connection
    1: "it does not know a message of ours",
    2: "a message came unexpectedly",
    4: "it does not know a part of a message",
    5: "a part of a message came unexpectedly",
    6: "a value in a message was wrong",
}


class NotOffered(BadAnswer):
    """An archive does not do what it is asked, by its own word."""


def place(node: DicomNode) -> str:
    """Which archive, and where."""
    return f"{node.name} ({node.place})"


def refused(node: DicomNode, caller: CallingNode, result: int, source: int, reason: int) -> Refused:
    """It does not want to talk to us, or to be called so: what an A-ASSOCIATE-RJ says."""
    later = "Try again in a moment." if result == _TRANSIENT else "Ask its administrator; the archive's log says more."
    unknown = "it gave no reason", later
    why, todo = _REJECTIONS.get((source, reason), unknown)
    names = {"calling": caller.ae_title, "called": node.ae_title}
    return Refused("The archive refused the connection", f"{place(node)}: {why.format(**names)}", todo.format(**names))


def unreachable(node: DicomNode, error: OSError) -> Unreachable:
    """No connection came about."""
    what = "The archive cannot be reached"
    if isinstance(error, socket.gaierror):
        return Unreachable(what, f"{place(node)}: there is no computer of this name", "Check the name of its computer.")
    if isinstance(error, TimeoutError):
        why = f"{place(node)}: no answer within {node.connect:g} seconds"
        return Unreachable(what, why, "Check the address, and the network or firewall.")
    why = f"{place(node)}: {(error.strerror or str(error)).lower()}"
    return Unreachable(what, why, "Check host and port, and that the archive runs.")


def broken_off(node: DicomNode) -> WetreadError:
    """It hung up, or spoke otherwise than DICOM does, before there was an association."""
    if node.tls:
        todo = "Check that it expects TLS at this port, and that the certificates on both sides are the right ones."
        return Unreachable("No secure connection with the archive came about", f"{place(node)} broke off", todo)
    todo = "Check that a DICOM archive listens at this port, without TLS; the archive's log says more."
    return BadAnswer("The archive broke off the connection", f"{place(node)} did not answer as DICOM does", todo)


def aborted(node: DicomNode, caller: CallingNode, source: int, reason: int) -> WetreadError:
    """It hung up as soon as we had said who we are, by an A-ABORT."""
    why = f"{place(node)}: {_hung_up(source, reason, f' when {caller.ae_title} called')}"
    todo = f"Ask its administrator whether it is called {node.ae_title} and knows {caller.ae_title}; its log says more."
    return BadAnswer("The archive broke off the connection", why, todo)


def _hung_up(source: int, reason: int, when: str = "") -> str:
    """Who ended an association by an A-ABORT, and why if it is known."""
    who = _HANGS_UP.get(source, "somebody hung up") + when
    why = _BREAKS_DOWN.get(reason) if source == 2 else None
    return f"{who}: it says that {why}" if why else who


def nothing_offered(node: DicomNode) -> NotOffered:
    """It took the call, and accepted none of the presentation contexts."""
    todo = "Ask its administrator what it offers to this computer."
    return NotOffered("The archive does not offer what it was asked for", place(node), todo)


def silent(node: DicomNode) -> Unreachable:
    """There is a connection, and no association."""
    why = f"{place(node)} took the connection, and then said nothing for {node.connect:g} seconds"
    todo = "Check that a DICOM archive listens at this port; if one does, try again in a moment."
    return Unreachable("The archive does not answer", why, todo)


def unanswered(node: DicomNode) -> Unreachable:
    """It is silent for too long."""
    why = f"{place(node)}: nothing came for {node.idle:g} seconds"
    return Unreachable("The archive does not answer any more", why, "Try again in a moment.")


def hung_up(node: DicomNode, source: int, reason: int) -> Unreachable:
    """It ended an association that stood, by an A-ABORT."""
    why = f"{place(node)}: {_hung_up(source, reason)}"
    todo = "Try again; if it happens again, ask its administrator: its log says more."
    return Unreachable("The archive broke off the connection", why, todo)


def lost(archive: str) -> Unreachable:
    """It hung up in the middle, or somebody between us did."""
    return Unreachable("The connection to the archive was lost", archive, "Try again.")
