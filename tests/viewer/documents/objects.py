"""Parts of documents to make test objects from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
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


def referred(image: Dataset, *frames: int) -> Dataset:
    """An item that names an image."""
    made = Dataset()
    made.ReferencedSOPClassUID, made.ReferencedSOPInstanceUID = image.SOPClassUID, image.SOPInstanceUID
    if frames:
        made.ReferencedFrameNumber = list(frames)
    return made


def key_objects(*references: tuple[str, tuple[int, ...]], title: Dataset | None = None) -> Dataset:
    """A key object selection that chose these SOP Instance UIDs, with their frame numbers if there are any."""
    made, images = Dataset(), []
    for uid, frames in references:
        item = Dataset()
        item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.4", uid
        if frames:
            item.ReferencedFrameNumber = list(frames)
        images.append(content("IMAGE", "", ReferencedSOPSequence=[item]))
    made.ValueType, made.ContentSequence = "CONTAINER", images
    made.ConceptNameCodeSequence = [title or code("For Referring Provider", "113004", "DCM")]
    return made


def angiography(path: Path, values: np.ndarray) -> Dataset:
    """A multi-frame XA image of these unsigned values, saved."""
    made = Dataset()
    made.NumberOfFrames, made.Rows, made.Columns = values.shape
    made.SamplesPerPixel, made.PhotometricInterpretation, made.PixelRepresentation = 1, "MONOCHROME2", 0
    made.BitsAllocated, made.BitsStored, made.HighBit = 16, 12, 11
    made.add_new("PixelData", "OW", values.astype("<u2").tobytes())
    saved(path, made, "1.2.840.10008.5.1.4.1.1.12.1", "XA")
    return made


REQUIRED = (
    "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "AccessionNumber", "ReferringPhysicianName", "StudyID",
    "SeriesNumber", "ContentDescription", "ContentCreatorName",
)  # fmt: skip
"""Attributes that may be empty but not absent."""


def presentation_state(image: Dataset, **attributes: Any) -> Dataset:
    """A grayscale presentation state for an image: all of it as it is, unless ``attributes`` say otherwise."""
    made, series, area = Dataset(), Dataset(), Dataset()
    made.ContentLabel, made.PatientID, made.PatientName = "STATE", image.PatientID, image.PatientName
    made.StudyInstanceUID, made.InstanceNumber, made.Manufacturer = image.StudyInstanceUID, 1, "Test"
    for keyword in REQUIRED:
        setattr(made, keyword, "")
    made.PresentationCreationDate, made.PresentationCreationTime = "20240229", "120000"
    series.SeriesInstanceUID, series.ReferencedImageSequence = image.SeriesInstanceUID, [referred(image)]
    made.ReferencedSeriesSequence = [series]
    area.DisplayedAreaTopLeftHandCorner = [1, 1]
    area.DisplayedAreaBottomRightHandCorner = [image.Columns, image.Rows]
    area.ReferencedImageSequence = [referred(image)]
    area.PresentationSizeMode, area.PresentationPixelAspectRatio = "SCALE TO FIT", [1, 1]
    made.DisplayedAreaSelectionSequence = [area]
    made.RescaleIntercept = image.get("RescaleIntercept", 0)
    made.RescaleSlope = image.get("RescaleSlope", 1)
    made.RescaleType, made.PresentationLUTShape = "HU", "IDENTITY"
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def blending_state(below: Dataset, above: Dataset, opacity: float) -> Dataset:
    """A state that lays one image over another in red; a window of 0 to 255 for both."""
    made, parts = presentation_state(below), []
    for image, position in ((below, "UNDERLYING"), (above, "SUPERIMPOSED")):
        part, series = Dataset(), Dataset()
        series.SeriesInstanceUID, series.ReferencedImageSequence = image.SeriesInstanceUID, [referred(image)]
        part.BlendingPosition, part.ReferencedSeriesSequence = position, [series]
        part.StudyInstanceUID, part.SoftcopyVOILUTSequence = image.StudyInstanceUID, [softcopy(128, 256)]
        parts.append(part)
    for keyword in ("ReferencedSeriesSequence", "RescaleSlope", "RescaleIntercept", "RescaleType"):
        del made[keyword]
    made.BlendingSequence, made.RelativeOpacity = parts, opacity
    for name, share in (("Red", 1), ("Green", 0), ("Blue", 0)):
        made.add_new(f"{name}PaletteColorLookupTableDescriptor", "US", [256, 0, 16])
        made.add_new(f"{name}PaletteColorLookupTableData", "OW", (np.arange(256) * 257 * share).astype("<u2").tobytes())
    return made


def slice_of(path: Path, values: np.ndarray, z: float, spacing: float, **attributes: Any) -> Dataset:
    """An axial MR slice of these unsigned values, saved: its first pixel's outer corner lies at x = y = 0."""
    made = Dataset()
    made.Rows, made.Columns = values.shape
    made.SamplesPerPixel, made.PhotometricInterpretation, made.PixelRepresentation = 1, "MONOCHROME2", 0
    made.BitsAllocated, made.BitsStored, made.HighBit = 16, 12, 11
    made.ImagePositionPatient, made.ImageOrientationPatient = [spacing / 2, spacing / 2, z], [1, 0, 0, 0, 1, 0]
    made.PixelSpacing, made.FrameOfReferenceUID = [spacing, spacing], "1.2.826.0.1.9"
    made.add_new("PixelData", "OW", values.astype("<u2").tobytes())
    saved(path, made, "1.2.840.10008.5.1.4.1.1.4", "MR", **attributes)
    return made


def softcopy(center: float, width: float, *images: Dataset) -> Dataset:
    """An item of the Softcopy VOI LUT Sequence."""
    made = Dataset()
    made.WindowCenter, made.WindowWidth = center, width
    if images:
        made.ReferencedImageSequence = list(images)
    return made
