"""What the tests of the pixels share: pydicom's bundled files, and files made to measure."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.filewriter import write_file_meta_info
from pydicom.uid import UID

EXPLICIT = "1.2.840.10008.1.2.1"


@pytest.fixture(autouse=True)
def _quiet_pydicom() -> Iterator[None]:
    """pydicom remarks on what bundled and damaged files get wrong."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="pydicom")
        yield


@pytest.fixture(scope="session")
def bundled() -> Callable[[str], str]:
    """The path of one of the files that come with pydicom."""
    from pydicom.data import get_testdata_file

    return lambda name: str(get_testdata_file(name, download=False))


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Write a DICOM file; returns its path.

    ``pixels`` is an array of (rows, columns[, samples]), or, for a compressed syntax, the list of frames as bytes, or
    all of them encapsulated. Other attributes are given by keyword, and go before those that follow from the array.
    """

    def write(pixels: Any, syntax: str = EXPLICIT, **attributes: Any) -> str:
        dataset = Dataset()
        dataset.SOPClassUID, dataset.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.7", "1.2.826.0.1.3680043.8.498.1"
        if isinstance(pixels, np.ndarray):
            for keyword, value in _described(pixels).items():
                setattr(dataset, keyword, value)
            dataset.PixelData = pixels.tobytes() + b"\0" * (pixels.nbytes % 2)
        else:
            dataset.PixelData = pixels if isinstance(pixels, bytes) else encapsulate(pixels)
            dataset["PixelData"].is_undefined_length = True
        for keyword, value in attributes.items():
            setattr(dataset, keyword, value)
        dataset["PixelData"].VR = "OB" if dataset.BitsAllocated <= 8 or not isinstance(pixels, np.ndarray) else "OW"
        path = tmp_path / "made.dcm"
        _save(dataset, UID(syntax), path)
        return str(path)

    return write


def _save(dataset: Dataset, syntax: UID, path: Path) -> None:
    """Also in a transfer syntax that pydicom does not know yet."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = dataset.SOPClassUID, dataset.SOPInstanceUID
    meta.TransferSyntaxUID = syntax
    if syntax.is_transfer_syntax:
        dataset.file_meta = meta
        dataset.save_as(path, enforce_file_format=True)
        return
    with path.open("wb") as file:
        file.write(b"\0" * 128 + b"DICM")
        write_file_meta_info(file, meta)
        dataset.save_as(file, implicit_vr=False, little_endian=True)


def _described(pixels: np.ndarray) -> dict[str, Any]:
    colour = pixels.ndim == 3
    bits = 8 * pixels.itemsize
    said = {
        "Rows": pixels.shape[0],
        "Columns": pixels.shape[1],
        "SamplesPerPixel": 3 if colour else 1,
        "PhotometricInterpretation": "RGB" if colour else "MONOCHROME2",
        "BitsAllocated": bits,
        "BitsStored": bits,
        "HighBit": bits - 1,
        "PixelRepresentation": int(pixels.dtype.kind == "i"),
    }
    return said | ({"PlanarConfiguration": 0} if colour else {})
