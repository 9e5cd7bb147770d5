"""DICOM media: a folder whose files a DICOMDIR lists, names as ISO 9660 wants them (PS3.10 8)."""

from __future__ import annotations

import gc
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from launcher.errors import WetreadError
from viewer.pixels.lean_pydicom import load_pydicom

if TYPE_CHECKING:
    from pydicom import Dataset

UNKNOWN: Final = {"StudyDate": "19000101", "StudyTime": "000000", "StudyID": "0"}
"""What a directory says of a study where nobody has said it, as after anonymizing; it may not be empty, PS3.3 F.5.2."""

_LACKING: Final = re.compile(r"\([0-9A-F]{4}, ?[0-9A-F]{4}\) '[^']*'")
MISSING: Final = "Add what is missing with --set, such as --set PatientID=1."


def write(files: Path, made: Path) -> None:
    """Make a medium of all DICOM files of a folder, which are gone afterwards.

    Raises
    ------
    WetreadError
        One of them cannot be listed, which needs a patient's ID and the UIDs of study, series and instance.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydicom warns of files that it leaves to be collected, which is done here
        _write(files, made)
        gc.collect()


def _write(files: Path, made: Path) -> None:
    load_pydicom()
    from pydicom import fileset

    study_record = fileset.DIRECTORY_RECORDERS["STUDY"]
    fileset.DIRECTORY_RECORDERS["STUDY"] = lambda ds: study_record(_dated(ds))
    try:
        medium = fileset.FileSet()
        for path in sorted(path for path in files.rglob("*") if path.is_file()):
            _add(path, medium, files)
        medium.write(made)
    finally:
        fileset.DIRECTORY_RECORDERS["STUDY"] = study_record


def _add(path: Path, medium: Any, files: Path) -> None:
    try:
        medium.add(path)
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        lacking = _LACKING.search(str(error))
        why = f"{path.relative_to(files)} lacks {lacking[0] if lacking else 'what a directory says of a file'}"
        raise WetreadError("A DICOMDIR cannot list a file", why, MISSING) from error
    path.unlink()


def _dated(dataset: Dataset) -> Dataset:
    """A copy that says when the study was."""
    said = dataset.copy()
    for keyword, value in UNKNOWN.items():
        if not said.get(keyword):
            setattr(said, keyword, value)
    return said
