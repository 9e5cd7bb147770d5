"""Parts of documents to make test objects from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydicom import Dataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid


def code(meaning: str, value: str = "1", scheme: str = "99TEST") -> Dataset:
    made = Dataset()
    made.CodeValue, made.CodingSchemeDesignator, made.CodeMeaning = value, scheme, meaning
    return made


def content(kind: str, name: str, *children: Dataset, **attributes: Any) -> Dataset:
    """A content item."""
    made = Dataset()
    made.ValueType, made.RelationshipType = kind, "CONTAINS"
    if name:
        made.ConceptNameCodeSequence = [code(name)]
    if children:
        made.ContentSequence = list(children)
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def number(name: str, value: str, unit: str, *children: Dataset) -> Dataset:
    """A NUM item; without a value, none was measured."""
    measured = Dataset()
    measured.NumericValue, measured.MeasurementUnitsCodeSequence = value, [code(unit)]
    return content("NUM", name, *children, MeasuredValueSequence=[measured] if value else [])


def saved(
    path: Path,
    dataset: Dataset,
    sop_class_uid: str,
    modality: str = "OT",
    transfer_syntax_uid: str = ExplicitVRLittleEndian,
    **attributes: Any,
) -> Path:
    """Write an instance of that class, with a patient and UIDs of its own where it has none."""
    defaults = {
        "PatientID": "P", "PatientName": "Doe^P", "StudyInstanceUID": "1.2.826.0.1.1", "Modality": modality,
        "SeriesInstanceUID": generate_uid(), "SOPInstanceUID": generate_uid(),
    }  # fmt: skip
    for keyword, value in {**defaults, **attributes}.items():
        if keyword not in dataset or keyword in attributes:
            setattr(dataset, keyword, value)
    dataset.SOPClassUID = sop_class_uid
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = transfer_syntax_uid
    dataset.file_meta.MediaStorageSOPClassUID = sop_class_uid
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.save_as(path, enforce_file_format=True)
    return path
