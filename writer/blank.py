"""Data sets to fill, and UIDs for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.pixels.lean_pydicom import load_pydicom

if TYPE_CHECKING:
    from pydicom import Dataset


def blank() -> Dataset:
    """A data set, or an item of a sequence, without elements."""
    made: Dataset = load_pydicom().Dataset()
    return made


def new_uid() -> str:
    """A UID that nobody has used; random, so that it tells nothing."""
    return str(load_pydicom().uid.generate_uid(prefix=None))


def code(value: str, meaning: str) -> Dataset:
    """A code of DICOM's own (PS3.16), as an item of a code sequence."""
    item = blank()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "DCM", meaning[:64]
    return item
