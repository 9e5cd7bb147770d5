"""What is asked for at each level of a query, PS3.4 C.6. As light as can be: ``wetread search`` starts with it."""

from __future__ import annotations

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from typing import Final

    from launcher.protocol.wishes import QueryLevel

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

_UPPER = frozenset(("StudyInstanceUID", "SeriesInstanceUID"))
LEVELS: Final[dict[str, QueryLevel]] = {
    **dict.fromkeys(frozenset(RETURNED["IMAGE"]) - _UPPER, "IMAGE"),
    **dict.fromkeys(frozenset(RETURNED["SERIES"]) - {"StudyInstanceUID"}, "SERIES"),
}
"""Keywords of series and images; all others are of studies."""
