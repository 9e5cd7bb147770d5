"""C-FIND, PS3.4 C.4.1: what an archive holds, row by row as it answers."""

from __future__ import annotations

import itertools
import math
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from launcher.dimse.association import PATIENCE, associated, watched
from launcher.dimse.statuses import CANCELLED, PENDING, SUCCESS, code_of, failure
from launcher.errors import BadAnswer, Unreachable
from launcher.protocol import QueryLevel

if TYPE_CHECKING:
    from pydicom import Dataset

    from launcher.nodes.node import CallingNode, DicomNode

Row = dict[str, str]
"""Keyword → value as text; several values stand apart by backslashes."""

RETURNED: Final[dict[QueryLevel, tuple[str, ...]]] = {
    "PATIENT": ("PatientID", "PatientName", "IssuerOfPatientID", "PatientBirthDate", "PatientSex"),
    "STUDY": (
        "PatientID", "PatientName", "IssuerOfPatientID", "PatientBirthDate", "PatientSex",
        "StudyInstanceUID", "StudyDate", "StudyTime", "StudyDescription", "AccessionNumber", "StudyID",
        "ReferringPhysicianName", "ModalitiesInStudy", "NumberOfStudyRelatedSeries", "NumberOfStudyRelatedInstances",
    ),
    "SERIES": (
        "StudyInstanceUID", "SeriesInstanceUID", "Modality", "SeriesNumber", "SeriesDescription", "SeriesDate",
        "SeriesTime", "BodyPartExamined", "NumberOfSeriesRelatedInstances",
    ),
    "IMAGE": (
        "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "SOPClassUID", "InstanceNumber", "NumberOfFrames",
    ),
}  # fmt: skip
"""What is asked for at each level, PS3.4 C.6: the usual things to tell patients, studies and series by."""

STUDY_ROOT: Final = "1.2.840.10008.5.1.4.1.2.2.1"
PATIENT_ROOT: Final = "1.2.840.10008.5.1.4.1.2.1.1"
"""The information models of C-FIND."""


class Finder:
    """Searches over one association, each ended before the next begins; a context manager, released in the end.

    Raises
    ------
    WetreadError
        On entering: no association, or the archive does not offer C-FIND.
    """

    def __init__(self, node: DicomNode, caller: CallingNode, ca_files: Sequence[Path] = ()) -> None:
        self._node, self._caller, self._ca_files = node, caller, ca_files
        self._ending = ExitStack()
        self._messages = itertools.count(1)

    def __enter__(self) -> Finder:
        from pynetdicom import build_context

        contexts = [build_context(root) for root in (STUDY_ROOT, PATIENT_ROOT)]
        self._association = self._ending.enter_context(
            associated(self._node, self._caller, contexts, ca_files=self._ca_files)
        )
        self._roots = {str(context.abstract_syntax) for context in self._association.accepted_contexts}
        if not self._roots:
            self.__exit__(None, None, None)
            raise BadAnswer("The archive cannot be searched", f"{self._node.name} does not offer C-FIND", "")
        return self

    def __exit__(self, *failure: Any) -> None:
        self._ending.__exit__(*failure)

    def rows(
        self,
        level: QueryLevel,
        criteria: Mapping[str, str],
        *,
        returned: Sequence[str] = (),
        limit: int = 0,
        stop: threading.Event | None = None,
    ) -> Iterator[Row]:
        """Yield what fits, as it arrives; as ``find``."""
        association = self._association
        root = self._root(level)
        number = next(self._messages)
        count, asked_to_stop = 0, math.inf
        identifier = identifier_of(self._node, level, criteria, returned)
        for status, found in self._answers(identifier, root, number, stop):
            stopped = stop is not None and stop.is_set()
            code = code_of(status)
            if code not in PENDING:
                if code not in (SUCCESS, CANCELLED) and not stopped and asked_to_stop == math.inf:
                    raise failure(status, self._node.name)
                return
            if found is not None and not stopped and asked_to_stop == math.inf:
                yield row_of(found)
                count += 1
                if count == limit:
                    association.send_c_cancel(number, query_model=root)
                    asked_to_stop = time.monotonic()
            elif time.monotonic() - asked_to_stop > PATIENCE:
                association.abort()
                return

    def _answers(
        self, identifier: Dataset, root: str, number: int, stop: threading.Event | None
    ) -> Iterator[tuple[Dataset, Dataset | None]]:
        """The responses; an archive that is silent when ``stop`` is set is hung up on."""
        with watched(self._association, root, stop, number):
            try:
                yield from self._association.send_c_find(identifier, root, msg_id=number)
            except RuntimeError as error:  # the association ended before it was asked
                raise Unreachable("The connection to the archive was lost", self._node.name) from error

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
        No association, an error status, or the connection is lost: the rows before it were yielded.
    """
    with Finder(node, caller, ca_files) as finder:
        yield from finder.rows(level, criteria, returned=returned, limit=limit, stop=stop)


def identifier_of(
    node: DicomNode, level: QueryLevel, criteria: Mapping[str, str], returned: Sequence[str] = ()
) -> Dataset:
    """A query, PS3.4 C.4.1.1.3: the criteria, and the level's usual attributes empty, so that they come back."""
    from pydicom import Dataset

    dataset = Dataset()
    dataset.SpecificCharacterSet = node.character_set
    dataset.QueryRetrieveLevel = level
    for keyword in (*RETURNED[level], *returned):
        setattr(dataset, keyword, None)
    for keyword, value in criteria.items():
        setattr(dataset, keyword, value.split("\\") if "\\" in value else value)
    return dataset


def row_of(found: Dataset) -> Row:
    """An answer as plain text, decoded by its own character set."""
    row = {}
    for element in found:
        if element.keyword and element.VR != "SQ" and element.value is not None:
            values = element.value if element.VM > 1 else [element.value]
            row[element.keyword] = "\\".join(str(value) for value in values)
    return row
