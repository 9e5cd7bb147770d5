"""Discs, and large folders as exports hold them, made of pydicom's own files in no time."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pydicom
from pydicom.uid import generate_uid

from tests.files import bundled

PER_SERIES = 400
"""Images of one series."""

FIRST = 10_000_000
"""Added to what numbers a UID, so that it is always as long."""


IMAGES = 31
"""What the DICOMDIR of a ``disc`` lists."""


def disc(folder: Path) -> Path:
    """Make a disc as a burner leaves it: a DICOMDIR and all that it lists."""
    directory = bundled("DICOMDIR")
    folder.mkdir()
    for name in ("77654033", "98892001", "98892003"):
        shutil.copytree(directory.parent / name, folder / name)
    shutil.copy(directory, folder / "DICOMDIR")
    return folder


def many_files(folder: Path, number: int, name: str = "MR_small.dcm") -> Path:
    """Write so many images of one patient, in series of ``PER_SERIES``, each with its own UID and number."""
    folder.mkdir(parents=True, exist_ok=True)
    study = generate_uid()
    for series, first in enumerate(range(0, number, PER_SERIES), start=1):
        template = _Template(name, study, series)
        for instance in range(first, min(first + PER_SERIES, number)):
            (folder / f"IM{instance:06d}").write_bytes(template.image(instance - first + 1))
    return folder


class _Template:
    """The bytes of an image of a series, in which only what tells it from the next one is replaced."""

    def __init__(self, name: str, study: str, series: int) -> None:
        image = pydicom.dcmread(bundled(name))
        self._uid = f"{generate_uid()[:50]}.{FIRST}"
        image.StudyInstanceUID, image.SeriesInstanceUID, image.SeriesNumber = study, generate_uid(), series
        image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = self._uid
        image.InstanceNumber, self._number = 99999990, b"99999990"
        image.ImagePositionPatient, self._position = [0, 0, 77777770], b"0\\0\\77777770"
        written = io.BytesIO()
        image.save_as(written, enforce_file_format=True)
        self._bytes = written.getvalue()

    def image(self, number: int) -> bytes:
        uid = f"{self._uid[:-8]}{FIRST + number}".encode()
        data = self._bytes.replace(self._uid.encode(), uid).replace(self._number, b"%8d" % number)
        return data.replace(self._position, b"0\\0\\%8d" % number)
