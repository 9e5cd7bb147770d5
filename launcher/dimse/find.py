"""C-FIND, PS3.4 C.4.1: what an archive holds, row by row as it answers."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from launcher.dimse.command_set import (
    ANSWERED_ID,
    C_CANCEL_REQUEST,
    C_FIND_REQUEST,
    C_FIND_RESPONSE,
    COMMAND_FIELD,
    DATA_SET,
    DATA_SET_TYPE,
    ERROR_COMMENT,
    MESSAGE_ID,
    NO_DATA_SET,
    PRIORITY,
    SOP_CLASS,
    encoded,
    short,
    text,
    uid,
)
from launcher.dimse.connection import PATIENCE
from launcher.dimse.conversation import conversation
from launcher.dimse.levels import Row
from launcher.dimse.query import identifier_of
from launcher.dimse.rows import row_in
from launcher.dimse.statuses import PENDING, SUCCESS, failed
from launcher.errors import BadAnswer, WetreadError

if TYPE_CHECKING:
    from launcher.nodes.node import CallingNode, DicomNode
    from launcher.protocol.wishes import QueryLevel

STUDY_ROOT: Final = "1.2.840.10008.5.1.4.1.2.2.1"
PATIENT_ROOT: Final = "1.2.840.10008.5.1.4.1.2.1.1"
"""The information models of C-FIND."""


class Finder:
    """Searches over one association, each ended before the next begins; a context manager, released in the end.

    One that is cancelled ends the association too: archives hang up on a C-CANCEL that crosses their last answer.

    Raises
    ------
    WetreadError
        On entering: no association, or the archive does not offer C-FIND; or ``stop`` was set before.
    """

    def __init__(
        self,
        node: DicomNode,
        caller: CallingNode,
        ca_files: Sequence[Path] = (),
        stop: threading.Event | None = None,
    ) -> None:
        self._node = node
        self._begin = partial(conversation, node, caller, (STUDY_ROOT, PATIENT_ROOT), ca_files, stop)
        self._ending = ExitStack()
        self._numbers = itertools.cycle(range(1, 1 << 16))

    def __enter__(self) -> Finder:
        self._open()
        return self

    def __exit__(self, *failure: Any) -> None:
        self._ending.__exit__(*failure)

    def _open(self) -> None:
        self._talk = self._ending.enter_context(self._begin())
        if not self._talk.contexts:
            self._ending.close()
            raise BadAnswer("The archive cannot be searched", f"{self._node.name} does not offer C-FIND", "")

    def rows(
        self,
        level: QueryLevel,
        criteria: Mapping[str, str],
        *,
        returned: Sequence[str] = (),
        limit: int = 0,
        stop: threading.Event | None = None,
    ) -> Iterator[Row]:
        """Yield what fits, as it arrives. Whoever wants no more closes it, or drops it.

        Parameters
        ----------
        criteria
            Keyword → what it must be; wildcards, date ranges and lists of UIDs as PS3.4 C.2.2.2 has them.
        returned
            Keywords asked for besides the usual ones of the level.
        limit
            The archive is told to stop after so many; 0 for all.
        stop
            Set it, and the search ends within a second.

        Raises
        ------
        WetreadError
            An error status, or the connection is lost: the rows before it were yielded.
        """
        if not self._talk.stands():
            self._open()
        context, syntax = self._ask(level, criteria, returned, asked := next(self._numbers))
        count = 0
        for row in self._found(asked, syntax):
            if stop is not None and stop.is_set():
                return self._cancel(context, asked)
            if row is None:
                continue
            count += 1
            try:
                yield row
            except GeneratorExit:
                self._cancel(context, asked)
                raise
            if count == limit:
                return self._cancel(context, asked)

    def _ask(
        self, level: QueryLevel, criteria: Mapping[str, str], returned: Sequence[str], asked: int
    ) -> tuple[int, str]:
        """C-FIND-RQ, PS3.7 9.3.2.1; the context that it goes by, and its transfer syntax."""
        order = (PATIENT_ROOT, STUDY_ROOT) if level == "PATIENT" else (STUDY_ROOT, PATIENT_ROOT)
        root = next(root for root in order if root in self._talk.contexts)
        context, syntax = self._talk.contexts[root]
        command = {
            SOP_CLASS: uid(root),
            COMMAND_FIELD: short(C_FIND_REQUEST),
            MESSAGE_ID: short(asked),
            PRIORITY: short(0),
            DATA_SET_TYPE: short(DATA_SET),
        }
        identifier = identifier_of(self._node, level, criteria, returned, syntax)
        self._talk.say(context, encoded(command), identifier)
        return context, syntax

    def _found(self, asked: int, syntax: str) -> Iterator[Row | None]:
        """Each row, and ``None`` when nothing comes; those that cannot be read are told of when all the others came."""
        count = unread = 0
        for status, data in self._responses(asked):
            if status not in PENDING:
                break
            row = None
            if data:
                with suppress(BadAnswer):
                    row = row_in(data, syntax)
                count += 1
                unread += row is None
            yield row
        if unread:
            why = f"{self._node.name}: {unread} of {count}"
            raise BadAnswer(
                "Some answers of the archive cannot be read", why, "Ask its administrator; its log says more."
            )

    def _responses(self, asked: int) -> Iterator[tuple[int, bytes]]:
        """Status and identifier of each response to a request, PS3.7 9.3.2.2; none of either when nothing comes."""
        for message in self._talk.answers:
            if message is None:
                yield 0xFF00, b""
            else:
                status = self._talk.status(message, C_FIND_RESPONSE, asked)
                if status not in (*PENDING, SUCCESS):
                    raise failed(status, text(message.command, ERROR_COMMENT), self._node.name)
                yield status, message.data_set

    def _cancel(self, context: int, asked: int) -> None:
        """C-CANCEL-RQ, PS3.7 9.3.2.3; the archive's last word is waited for a moment. The association ends with it."""
        command = {
            COMMAND_FIELD: short(C_CANCEL_REQUEST),
            ANSWERED_ID: short(asked),
            DATA_SET_TYPE: short(NO_DATA_SET),
        }
        until = time.monotonic() + PATIENCE
        with suppress(WetreadError):  # nobody wants more of it anyway
            self._talk.say(context, encoded(command))
            while next(self._responses(asked), (SUCCESS, b""))[0] in PENDING:
                if time.monotonic() > until:
                    self._talk.hang_up()
                    break
        self._ending.close()
