"""C-FIND, PS3.4 C.4.1: what an archive holds, row by row as it answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from launcher.dimse.association import associated
from launcher.dimse.statuses import CANCELLED, PENDING, SUCCESS, code_of, failure
from launcher.errors import BadAnswer

if TYPE_CHECKING:
    from pydicom import Dataset

    from launcher.nodes.node import CallingNode, DicomNode

Level = Literal["PATIENT", "STUDY", "SERIES", "IMAGE"]
Row = dict[str, str]
"""Keyword → value as text; several values stand apart by backslashes."""

RETURNED: Final[dict[Level, tuple[str, ...]]] = {
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

PATIENCE: Final = 0.8  # seconds that an archive may go on after it has been told to stop


def find(
    node: DicomNode,
    caller: CallingNode,
    level: Level,
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
    from pynetdicom import build_context

    roots = (PATIENT_ROOT, STUDY_ROOT) if level == "PATIENT" else (STUDY_ROOT, PATIENT_ROOT)
    identifier = identifier_of(node, level, criteria, returned)
    with associated(node, caller, [build_context(root) for root in roots], ca_files=ca_files) as association:
        accepted = {context.abstract_syntax for context in association.accepted_contexts}
        root = next((root for root in roots if root in accepted), None)
        if root is None:
            raise BadAnswer("The archive cannot be searched", f"{node.name} does not offer C-FIND", "")
        count, asked_to_stop = 0, 0.0
        for status, found in association.send_c_find(identifier, root, msg_id=1):
            code = code_of(status)
            if code not in PENDING:
                if code not in (SUCCESS, CANCELLED) and not asked_to_stop:
                    raise failure(status, node.name)
                return
            if not asked_to_stop and found is not None:
                yield row_of(found)
                count += 1
                if (limit and count >= limit) or (stop is not None and stop.is_set()):
                    association.send_c_cancel(1, query_model=root)
                    asked_to_stop = time.monotonic()
            elif time.monotonic() - asked_to_stop > PATIENCE:
                association.abort()
                return


def identifier_of(node: DicomNode, level: Level, criteria: Mapping[str, str], returned: Sequence[str] = ()) -> Dataset:
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
