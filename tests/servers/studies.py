"""Real studies to serve: files, what they are, and manifests that promise them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pydicom
from pydicom import Dataset
from pydicom.data import get_testdata_file
from pydicom.encaps import encapsulate
from pydicom.uid import (
    CTImageStorage,
    ExplicitVRLittleEndian,
    JPEGBaseline8Bit,
    UltrasoundMultiFrameImageStorage,
    generate_uid,
)

PATIENT = ("PatientID", "PatientName", "PatientBirthDate", "PatientSex", "IssuerOfPatientID")
STUDY = ("StudyInstanceUID", "StudyDate", "StudyTime", "StudyDescription", "AccessionNumber", "StudyID")
SERIES = ("SeriesInstanceUID", "SeriesNumber", "SeriesDescription", "Modality")
INSTANCE = ("SOPInstanceUID", "InstanceNumber")

Place = Callable[[Path], str]


@dataclass(frozen=True)
class Study:
    """The DICOM files below ``folder``, all of one study."""

    folder: Path
    files: tuple[Path, ...]

    @cached_property
    def headers(self) -> dict[Path, Dataset]:
        return {file: _header(file) for file in self.files}

    @cached_property
    def instances(self) -> set[str]:
        return {str(header.SOPInstanceUID) for header in self.headers.values()}

    @cached_property
    def series(self) -> set[str]:
        return {str(header.SeriesInstanceUID) for header in self.headers.values()}

    @property
    def study_instance_uid(self) -> str:
        return str(next(iter(self.headers.values())).StudyInstanceUID)

    @property
    def patient_id(self) -> str:
        return str(next(iter(self.headers.values())).PatientID)

    def direct(self, address: str) -> str:
        """A manifest that gives each file's own address below ``address``, where ``folder`` is served."""
        return self._manifest(address, lambda file: f"/{file.relative_to(self.folder)}")

    def wado_uri(self, address: str) -> str:
        """A manifest that leaves it to WADO-URI at ``address`` to find the files."""
        return self._manifest(address, lambda file: "")

    def dicomweb(self, address: str) -> str:
        """A manifest of the same files at the DICOMweb service at ``address``."""
        return self._manifest(address, lambda file: "", ' queryMode="DICOM_WEB"')

    def _manifest(self, address: str, place: Place, mode: str = "") -> str:
        patient = next(iter(self.headers.values()))
        series = "".join(self._series(uid, place) for uid in sorted(self.series))
        return (
            '<?xml version="1.0" encoding="UTF-8"?><manifest xmlns="http://www.weasis.org/xsd/2.5">'
            f'<arcQuery arcId="1" baseUrl={quoteattr(address)}{mode}><Patient{_attributes(patient, PATIENT)}>'
            f"<Study{_attributes(patient, STUDY)}>{series}</Study></Patient></arcQuery></manifest>"
        )

    def _series(self, uid: str, place: Place) -> str:
        held = {file: header for file, header in self.headers.items() if header.SeriesInstanceUID == uid}
        instances = "".join(
            f"<Instance{_attributes(header, INSTANCE)}{_place(place(file))}/>" for file, header in held.items()
        )
        return f"<Series{_attributes(next(iter(held.values())), SERIES)}>{instances}</Series>"


def _attributes(header: Dataset, keywords: Iterable[str]) -> str:
    return "".join(f" {k}={quoteattr(str(header[k].value))}" for k in keywords if header.get(k) not in (None, ""))


def _place(place: str) -> str:
    return f" DirectDownloadFile={quoteattr(place)}" if place else ""


def _header(file: Path) -> Dataset:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pydicom.dcmread(file, stop_before_pixels=True)


def bundled(folder: str, study_instance_uid: str) -> Study:
    """A study of pydicom's own test files."""
    dicomdir = get_testdata_file("DICOMDIR", download=False)
    root = Path(str(dicomdir)).parent / folder
    files = sorted(file for file in root.rglob("*") if file.is_file())
    return Study(root, tuple(file for file in files if _header(file).StudyInstanceUID == study_instance_uid))


def lumbar(folder: Path) -> Study:
    """The Lumbar study: 97 images in 6 series."""
    return Study(folder, tuple(sorted(folder.rglob("*.dcm"))))


def synthetic_ct(folder: Path, count: int, size: int = 16, patient_id: str = "SYN") -> Study:
    """Write an axial CT series of ``count`` images, ``size`` × ``size`` with 16 bits; each image is another grey."""
    import numpy as np

    folder.mkdir(parents=True, exist_ok=True)
    study, series, frame = generate_uid(), generate_uid(), generate_uid()
    ramp = np.add.outer(np.arange(size), np.arange(size)).astype(np.int16)
    files = []
    for number in range(1, count + 1):
        image = _ct_header(number, size, patient_id)
        image.StudyInstanceUID, image.SeriesInstanceUID, image.FrameOfReferenceUID = study, series, frame
        image.PixelData = (ramp + number).tobytes()
        files.append(folder / f"{number:05d}.dcm")
        image.save_as(files[-1], enforce_file_format=True)
    return Study(folder, tuple(files))


def multi_frame(folder: Path, frames: int, size: int, jpeg: bool = False) -> Study:
    """Write one ultrasound image of many frames: 16 bits uncompressed, or noise in JPEG; each has another grey."""
    import numpy as np

    folder.mkdir(parents=True, exist_ok=True)
    image = _ct_header(1, size, "CINE")
    image.StudyInstanceUID, image.SeriesInstanceUID = generate_uid(), generate_uid()
    image.SOPClassUID = image.file_meta.MediaStorageSOPClassUID = UltrasoundMultiFrameImageStorage
    image.Modality, image.SeriesDescription, image.NumberOfFrames = "US", "Loop", frames
    image.PixelRepresentation, image.WindowCenter, image.WindowWidth = 0, frames / 2, frames
    if jpeg:
        image.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
        image.BitsAllocated, image.BitsStored, image.HighBit = 8, 8, 7
        image.WindowCenter, image.WindowWidth = 128, 256
        image.PixelData = encapsulate([_jpeg(number, size) for number in range(frames)])
    else:
        grey = np.arange(frames, dtype="<u2")
        image.PixelData = np.repeat(grey, size * size).tobytes()
    file = folder / "loop.dcm"
    image.save_as(file, enforce_file_format=True)
    return Study(folder, (file,))


def _jpeg(number: int, size: int) -> bytes:
    import numpy as np
    from PIL import Image

    stream = io.BytesIO()
    pixels = np.random.default_rng(number).integers(0, 256, (size, size), np.uint8)
    Image.fromarray(pixels).save(stream, "JPEG", quality=90)
    return stream.getvalue()


def tiny_series(folder: Path, count: int) -> tuple[Path, ...]:
    """Write one study of so many series, each of one image."""
    return _variants(folder, count, lambda number: {"SeriesInstanceUID": generate_uid(), "SeriesNumber": number})


def tiny_studies(folder: Path, count: int, patient_id: str) -> tuple[Path, ...]:
    """Write so many studies of one patient, a day apart, each of one image."""

    def variant(number: int) -> dict[str, object]:
        day = date(2015, 1, 1) + timedelta(days=number)
        return {"SeriesInstanceUID": generate_uid(), "StudyInstanceUID": generate_uid(), "StudyDate": f"{day:%Y%m%d}"}

    return _variants(folder, count, variant, patient_id)


def _variants(
    folder: Path, count: int, variant: Callable[[int], dict[str, object]], patient_id: str = "MANY"
) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    image = _ct_header(1, 4, patient_id)
    image.StudyInstanceUID, image.FrameOfReferenceUID = generate_uid(), generate_uid()
    image.PixelData = bytes(2 * 4 * 4)
    files = []
    for number in range(count):
        for keyword, value in variant(number).items():
            setattr(image, keyword, value)
        image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        files.append(folder / f"{number:05d}.dcm")
        image.save_as(files[-1], enforce_file_format=True)
    return tuple(files)


def _ct_header(number: int, size: int, patient_id: str) -> Dataset:
    image = Dataset()
    image.file_meta = pydicom.dataset.FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.SOPClassUID = image.file_meta.MediaStorageSOPClassUID = CTImageStorage
    image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    image.PatientID, image.PatientName, image.PatientSex = patient_id, f"Synthetic^{patient_id}", "O"
    image.StudyDate, image.StudyTime, image.StudyDescription = "20240102", "100000", "Ramp"
    image.Modality, image.SeriesNumber, image.SeriesDescription = "CT", 1, "Axial"
    image.InstanceNumber = number
    image.ImagePositionPatient, image.ImageOrientationPatient = [0, 0, number], [1, 0, 0, 0, 1, 0]
    image.PixelSpacing, image.SliceThickness = [1, 1], 1
    image.SamplesPerPixel, image.PhotometricInterpretation = 1, "MONOCHROME2"
    image.Rows = image.Columns = size
    image.BitsAllocated, image.BitsStored, image.HighBit, image.PixelRepresentation = 16, 16, 15, 1
    image.RescaleIntercept, image.RescaleSlope = 0, 1
    image.WindowCenter, image.WindowWidth = size + number, 2 * size
    return image
