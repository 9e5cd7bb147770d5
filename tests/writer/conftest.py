"""What tests of the writer share: bundled files, and calls of the command in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pydicom
import pytest
from pydicom import Dataset

from tests.files import bundled
from writer.command import main

CT_SERIES = bundled("CT_small.dcm").parent / "dicomdirtests/77654033/CT2"
MR_STUDY = bundled("CT_small.dcm").parent / "dicomdirtests/98892003"

Save = Callable[..., int]


@pytest.fixture
def save() -> Save:
    """``wetread save`` with these words; returns its exit code."""
    return lambda *words: main([str(word) for word in words])


@pytest.fixture
def saved(tmp_path: Path, save: Save) -> Callable[..., Dataset]:
    """Saves one file with these words and reads it again."""

    def run(source: Path, *words: object) -> Dataset:
        output = tmp_path / f"saved-{len(list(tmp_path.iterdir()))}.dcm"
        assert save(source, "-o", output, *words) == 0
        return pydicom.dcmread(output)

    return run
