"""Files to read headers of: those that come with pydicom, and made ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pydicom
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from launcher.headers.walk import Elements, walk


def written(path: Path, transfer_syntax_uid: str = ExplicitVRLittleEndian, **attributes: Any) -> Path:
    """A DICOM file with these attributes."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = transfer_syntax_uid
    meta.MediaStorageSOPClassUID = attributes.setdefault("SOPClassUID", pydicom.uid.MRImageStorage)
    meta.MediaStorageSOPInstanceUID = attributes.setdefault("SOPInstanceUID", generate_uid())
    dataset = FileDataset(None, {}, file_meta=meta, preamble=bytes(128))
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    dataset.save_as(path, enforce_file_format=True)
    return path


def in_memory(data: bytes) -> tuple[Callable[[int, int], bytes], int]:
    return lambda offset, length: data[offset : offset + length], len(data)


def walked(data: bytes) -> Elements:
    return walk(*in_memory(data), wanted={0x00080018, 0x00100010, 0x00280010})
