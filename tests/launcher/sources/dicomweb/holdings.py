"""What an archive may hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pydicom

from tests.servers.studies import synthetic_ct


def several_series(folder: Path, count: int) -> list[Path]:
    """One study of so many series, each of two images."""
    first = synthetic_ct(folder / "0", 2)
    uid = pydicom.dcmread(first.files[0]).StudyInstanceUID
    files = list(first.files)
    for number in range(1, count):
        for file in synthetic_ct(folder / str(number), 2).files:
            change(file, StudyInstanceUID=uid, SeriesNumber=number + 1)
            files.append(file)
    return files


def dated(folder: Path, date: str, time: str = "") -> Iterator[Path]:
    """A study of one image."""
    for file in synthetic_ct(folder, 1).files:
        change(file, StudyDate=date, StudyTime=time)
        yield file


def change(file: Path, **values: Any) -> None:
    image = pydicom.dcmread(file)
    for keyword, value in values.items():
        setattr(image, keyword, value)
    image.save_as(file)
