"""C-FIND, PS3.4 C.4.1: what an archive holds, row by row as it answers."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, Any, Final

from launcher.dimse.association import LOOK, PATIENCE, associated, unanswered, watched
from launcher.dimse.criteria import check, vr_of
from launcher.dimse.levels import RETURNED, Row
from launcher.dimse.rows import row_in, row_of
from launcher.dimse.statuses import CANCELLED, PENDING, SUCCESS, code_of, failure
from launcher.dimse.stream import Found
from launcher.errors import BadAnswer, RequestError, Unreachable
from launcher.headers.charset import encode

if TYPE_CHECKING:
    from pydicom import DataElement, Dataset

    from launcher.nodes.node import CallingNode, DicomNode
    from launcher.protocol.wishes import QueryLevel

STUDY_ROOT: Final = "1.2.840.10008.5.1.4.1.2.2.1"
PATIENT_ROOT: Final = "1.2.840.10008.5.1.4.1.2.1.1"
"""The information models of C-FIND."""

_BINARY: Final = frozenset(("FD", "FL", "SL", "SS", "SV", "UL", "US", "UV"))


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
        self._node, self._caller, self._ca_files, self._stop = node, caller, ca_files, stop
        self._ending = ExitStack()
        self._messages = itertools.count(1)
        self._found = Found()

    def __enter__(self) -> Finder:
        self._open()
        return self

    def __exit__(self, *failure: Any) -> None:
        self._ending.__exit__(*failure)

    def _open(self) -> None:
        from pynetdicom import build_context

        contexts = [build_context(root) for root in (STUDY_ROOT, PATIENT_ROOT)]
        self._association = self._ending.enter_context(
            associated(self._node, self._caller, contexts, ca_files=self._ca_files, found=self._found, stop=self._stop)
        )
        self._roots = {str(context.abstract_syntax) for context in self._association.accepted_contexts}
        if not self._roots:
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
        """Yield what fits, as it arrives; as ``find``. Whoever wants no more closes it, or drops it."""
        if not self._association.is_established:
            self._open()
        root = self._root(level)
        number = next(self._messages)
        answers = self._answers(identifier_of(self._node, level, criteria, returned), root, number, stop)
        count = 0
        for status, row in answers:
            stopped = stop is not None and stop.is_set()
            code = code_of(status)
            if code not in PENDING:
                if code not in (SUCCESS, CANCELLED) and not stopped:
                    raise failure(status, self._node.name)
                return
            if row is not None and not stopped:
                count += 1
                try:
                    yield row
                except GeneratorExit:
                    self._cancel(number, root, answers)
                    raise
                if count == limit:
                    return self._cancel(number, root, answers)

    def _cancel(self, number: int, root: str, answers: Iterator[tuple[Dataset, Row | None]]) -> None:
        """Have the archive end a search, and wait a moment for its last word."""
        asked = time.monotonic()
        self._association.send_c_cancel(number, query_model=root)
        statuses = (code_of(status) for status, _ in answers)
        while next(statuses, SUCCESS) in PENDING and time.monotonic() - asked < PATIENCE:
            pass
        self._ending.close()

    def _answers(
        self, identifier: Dataset, root: str, number: int, stop: threading.Event | None
    ) -> Iterator[tuple[Dataset, Row | None]]:
        """The responses; an archive that is silent when ``stop`` is set is hung up on."""
        from pydicom import Dataset

        pending = Dataset()
        pending.Status = 0xFF00
        self._found.ask(number)
        with watched(self._node, self._association, root, stop, number):
            try:
                responses = self._association.send_c_find(identifier, root, msg_id=number)
            except RuntimeError as error:  # the association ended before it was asked
                raise Unreachable("The connection to the archive was lost", self._node.name) from error
            for data, syntax in self._pending():
                yield pending, row_in(data, syntax)
            for status, found in responses:
                yield status, row_of(found) if found is not None else None

    def _pending(self) -> Iterator[tuple[bytes, str]]:
        """Identifiers, up to the first response that is pynetdicom's: in the end, or when none comes in time."""
        association, latest = self._association, time.monotonic()
        while True:
            try:
                found = self._found.get(LOOK)
            except Empty:
                if time.monotonic() - latest > self._node.idle:
                    raise unanswered(self._node) from None
                if association.is_established:
                    continue
                association.dimse.msg_queue.put((None, None))  # to pynetdicom: nothing more comes
                return
            if found is None:
                return
            yield found
            latest = time.monotonic()

    def _root(self, level: QueryLevel) -> str:
        order = (PATIENT_ROOT, STUDY_ROOT) if level == "PATIENT" else (STUDY_ROOT, PATIENT_ROOT)
        return next(root for root in order if root in self._roots)


def find(
    node: DicomNode,
    caller: CallingNode,
    level: QueryLevel,
    criteria: Mapping[str, str],
    *,
    returned: Sequence[str] = (),
    limit: int = 0,
    stop: threading.Event | None = None,
    ca_files: Sequence[Path] = (),
) -> Iterator[Row]:
    """Yield what fits, as it arrives.

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
        No association, an error status, or the connection is lost: the rows before it were yielded; or ``stop`` was
        set before there was an association.
    """
    with Finder(node, caller, ca_files, stop) as finder:
        yield from finder.rows(level, criteria, returned=returned, limit=limit, stop=stop)


def identifier_of(
    node: DicomNode, level: QueryLevel, criteria: Mapping[str, str], returned: Sequence[str] = ()
) -> Dataset:
    """A query, PS3.4 C.4.1.1.3: the criteria, and the level's usual attributes empty, so that they come back.

    Raises
    ------
    RequestError
        A criterion is wrong, or the character set of the archive cannot hold it.
    """
    from pydicom import Dataset

    check(criteria)
    dataset = Dataset()
    dataset.SpecificCharacterSet = node.character_set
    dataset.QueryRetrieveLevel = level
    for keyword in (*RETURNED[level], *returned):
        setattr(dataset, keyword, None)
    for keyword, value in criteria.items():
        dataset.add(_plain(keyword, value) if value.isascii() else _written(node, keyword, value))
    return dataset


def _plain(keyword: str, value: str) -> DataElement:
    from pydicom.config import IGNORE
    from pydicom.dataelem import DataElement

    vr = vr_of(keyword)
    of_one = {"FD": float, "FL": float}.get(vr, int) if vr in _BINARY else str
    parts = [of_one(part) for part in value.split("\\") if part or of_one is str]
    return DataElement(keyword, vr, parts[0] if len(parts) == 1 else parts, validation_mode=IGNORE)


def _written(node: DicomNode, keyword: str, value: str) -> DataElement:
    """A criterion in the archive's character set, by ourselves: pydicom writes some as ``?``, a wildcard."""
    from pydicom.charset import convert_encodings
    from pydicom.dataelem import DataElement
    from pydicom.valuerep import CUSTOMIZABLE_CHARSET_VR, PersonName

    vr = vr_of(keyword)
    if vr not in CUSTOMIZABLE_CHARSET_VR:
        raise RequestError(f"{node.name} cannot be asked so", f"{keyword} has no such letters", "")
    try:
        raw = encode(node.character_set, value, vr == "PN")
    except ValueError as error:
        why = f"its character set, {node.character_set}, does not have all of these letters"
        todo = "Have the archive set up with ISO_IR 192, if it understands that, or search by something else."
        raise RequestError(f"{node.name} cannot be asked so", why, todo) from error
    written = PersonName(raw, convert_encodings(node.character_set.split("\\"))) if vr == "PN" else raw
    return DataElement(keyword, vr, written, already_converted=True)
