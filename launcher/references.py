"""Patient · Study · Series · Instance: the one vocabulary of launcher and viewer.

Each field is a DICOM attribute, spelled as its keyword in snake_case; ``KEYWORDS`` holds the keyword itself, which is
what travels on the local socket and in ``wetread status --json``. Plain values, compared by content, standard library
only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import field, fields, replace
from functools import lru_cache
from typing import Any, Final, Literal, TypeVar

from launcher.frozen import frozen

Kind = Literal["image", "document", "presentation", "waveform", "video", "other"]
"""What a series holds, as ``wetread status --json`` names it."""

PICTURES: Final = ("image", "video", "waveform")
"""The kinds that stand before documents in a study."""


def attribute(keyword: str, default: Any = "") -> Any:
    """A dataclass field that holds the DICOM attribute ``keyword``."""
    return field(default=default, metadata={"keyword": keyword})


@frozen
class Patient:
    """Patient module, PS3.3 C.7.1.1; every value as text, empty when absent.

    ``only_in_study`` is the study of a patient who has neither ID nor name (see ``identified``).
    """

    patient_id: str = attribute("PatientID")
    patient_name: str = attribute("PatientName")
    issuer_of_patient_id: str = attribute("IssuerOfPatientID")
    patient_birth_date: str = attribute("PatientBirthDate")
    patient_sex: str = attribute("PatientSex")
    only_in_study: str = ""

    @property
    def key(self) -> str:
        """Two records are of one patient when this is equal.

        ID and issuer decide, together with the name as a person would compare it (case, accents and separators
        left out): an ID alone is not unique between hospitals, and mixing two patients is worse than splitting one.
        """
        folded = unicodedata.normalize("NFKD", self.patient_name.replace("^", " ").replace("=", " ").casefold())
        name = " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())
        return "\\".join((self.patient_id.strip(), self.issuer_of_patient_id.strip(), name, self.only_in_study))


@frozen
class Study:
    """General Study module, PS3.3 C.7.2.1."""

    study_instance_uid: str = attribute("StudyInstanceUID")
    study_date: str = attribute("StudyDate")
    study_time: str = attribute("StudyTime")
    study_description: str = attribute("StudyDescription")
    accession_number: str = attribute("AccessionNumber")
    study_id: str = attribute("StudyID")
    referring_physician_name: str = attribute("ReferringPhysicianName")


def identified(patient: Patient, study: Study) -> Patient:
    """The patient, to be told from others: without ID and name, it is the patient of this study only."""
    known = patient.patient_id.strip() or patient.patient_name.strip(" ^=")
    return patient if known else replace(patient, only_in_study=study.study_instance_uid)


@frozen
class Series:
    """General Series module, PS3.3 C.7.3.1."""

    series_instance_uid: str = attribute("SeriesInstanceUID")
    modality: str = attribute("Modality")
    series_number: int | None = attribute("SeriesNumber", None)
    series_description: str = attribute("SeriesDescription")
    series_date: str = attribute("SeriesDate")
    series_time: str = attribute("SeriesTime")


DETAILS: Final = (
    "SamplesPerPixel",
    "PhotometricInterpretation",
    "ConcatenationUID",
    "ContrastBolusAgent",
    "ConvolutionKernel",
    "GantryDetectorTilt",
    "ScanningSequence",
    "SequenceVariant",
    "ScanOptions",
    "RepetitionTime",
    "EchoTime",
    "FlipAngle",
    "TemporalPositionIdentifier",
    "TriggerTime",
    "DiffusionBValue",
    "EchoNumbers",
    "AcquisitionNumber",
    "AcquisitionDate",
    "AcquisitionDateTime",
    "SliceLocation",
    "SpacingBetweenSlices",
    "PixelSpacing",
)
"""Attributes by which images of one series are told apart and put in order, beside an instance's own fields."""


@frozen
class Instance:
    """One SOP instance: what is needed to list, sort and fetch it; the rest stays in its file.

    ``details`` holds the values of ``DETAILS``, in this order, as far as there are any. ``path`` is the absolute path
    of its file, empty until it has been received; ``size`` that file's size in bytes.
    """

    sop_instance_uid: str = attribute("SOPInstanceUID")
    sop_class_uid: str = attribute("SOPClassUID")
    transfer_syntax_uid: str = attribute("TransferSyntaxUID")
    instance_number: int | None = attribute("InstanceNumber", None)
    number_of_frames: int = attribute("NumberOfFrames", 1)
    rows: int = attribute("Rows", 0)
    columns: int = attribute("Columns", 0)
    image_type: str = attribute("ImageType")
    image_position_patient: tuple[float, ...] = attribute("ImagePositionPatient", ())
    image_orientation_patient: tuple[float, ...] = attribute("ImageOrientationPatient", ())
    frame_of_reference_uid: str = attribute("FrameOfReferenceUID")
    acquisition_time: str = attribute("AcquisitionTime")
    content_time: str = attribute("ContentTime")
    details: tuple[str, ...] = ()
    path: str = ""
    size: int = 0

    def detail(self, keyword: str) -> str:
        """The value of one of ``DETAILS``; empty when absent."""
        place = DETAILS.index(keyword)
        return self.details[place] if place < len(self.details) else ""


KEYWORDS: Final[dict[type, dict[str, str]]] = {
    kind: {f.name: f.metadata["keyword"] for f in fields(kind) if "keyword" in f.metadata}
    for kind in (Patient, Study, Series, Instance)
}
"""Field name → DICOM keyword, per level."""

ATTRIBUTES: Final[dict[type, tuple[tuple[str, str, object], ...]]] = {
    kind: tuple((f.name, f.metadata["keyword"], f.default) for f in fields(kind) if "keyword" in f.metadata)
    for kind in KEYWORDS
}
"""Field name, keyword and default, per level: asked for each of ten thousand files."""

Level = TypeVar("Level", Patient, Study, Series, Instance)


def from_keywords(level: type[Level], values: Mapping[str, str], **others: Any) -> Level:
    """Build one level from attributes given as keyword → text (a manifest's, a header's); unknown ones are ignored.

    ``others`` are fields that no attribute stands for.

    A number that does not parse counts as absent, as DICOM's IS and DS often are in the field.
    """
    known: dict[str, Any] = others
    for name, keyword, default in ATTRIBUTES[level]:
        text = values.get(keyword, "").strip(" \0")
        if text and (value := from_text(text, default)) is not None:
            known[name] = value
    return level(**known) if level is not Instance else level(**known, details=_details(values))


def _details(values: Mapping[str, str]) -> tuple[str, ...]:
    found = [values.get(keyword, "").strip(" \0") for keyword in DETAILS]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def to_keywords(reference: Patient | Study | Series | Instance) -> dict[str, Any]:
    """The attributes of one level as keyword → value."""
    return {keyword: getattr(reference, name) for name, keyword in KEYWORDS[type(reference)].items()}


def from_text(text: str, default: object) -> object:
    """The value of an attribute that is not empty, of the kind of its default; ``None`` when it is no such value."""
    if isinstance(default, str):
        return text
    try:
        if isinstance(default, tuple):
            return tuple(float(part) for part in text.split("\\"))
        number = int(float(text))
        return number if abs(number) < 1 << 31 else None  # the range of IS, PS3.5 6.2
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=256)
def series_key(patient: Patient, study: Study, series: Series) -> str:
    """What tells one series from another in every process, also after a restart.

    The patient is part of it: a series UID that two patients share (anonymised copies) must not mix them.
    """
    return "\\".join((patient.key, study.study_instance_uid, series.series_instance_uid))


_STORAGE: Final = "1.2.840.10008.5.1.4.1.1."
_KIND_OF_SOP_CLASS: Final[tuple[tuple[str, Kind], ...]] = (  # the first prefix that fits; PS3.4 B.5
    ("88.59", "presentation"),  # Key Object Selection
    ("88.", "document"),  # Structured Reports
    ("104.", "document"),  # Encapsulated PDF, CDA, STL …
    ("11.", "presentation"),  # Presentation States
    ("9.", "waveform"),
    ("77.1.1.1", "video"),
    ("77.1.2.1", "video"),
    ("77.1.4.1", "video"),
    ("66", "other"),  # Raw Data, Spatial Registration, Segmentation …
    ("481.2", "image"),  # RT Dose
    ("481.1", "image"),  # RT Image
    ("481.", "other"),
    ("67", "other"),
    ("68", "other"),
)
_KIND_OF_MODALITY: Final[dict[str, Kind]] = {
    "SR": "document",
    "DOC": "document",
    "PR": "presentation",
    "KO": "presentation",
    "ECG": "waveform",
    "HD": "waveform",
    "EPS": "waveform",
    "RTSTRUCT": "other",
    "RTPLAN": "other",
    "RTRECORD": "other",
    "SEG": "other",
    "REG": "other",
}


@lru_cache
def kind_of(sop_class_uid: str, modality: str) -> Kind:
    """What an instance is, by its SOP Class (PS3.4 B.5), or by its series' Modality while the class is not known."""
    if sop_class_uid.startswith(_STORAGE):
        tail = sop_class_uid.removeprefix(_STORAGE)
        return next((kind for prefix, kind in _KIND_OF_SOP_CLASS if tail.startswith(prefix)), "image")
    if sop_class_uid and not sop_class_uid.startswith("1.2.840.10008."):
        return "image"  # a private class: show what there is
    return _KIND_OF_MODALITY.get(modality, "image")


def place_in_study(series: Series, kind: Kind | None = None) -> tuple[bool, bool, int, str, str, str, str]:
    """What the series of a study are sorted by: pictures first, by number, then those without one, by time.

    Without a ``kind``, it is that of the Modality.
    """
    number = series.series_number
    is_picture = (kind or kind_of("", series.modality)) in PICTURES
    when = series.series_date, series.series_time
    return not is_picture, number is None, number or 0, *when, series.series_description, series.series_instance_uid
