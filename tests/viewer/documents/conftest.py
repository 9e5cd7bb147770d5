"""What the tests of documents share."""

from __future__ import annotations

import pydicom
import pytest
from pydicom import Dataset

from tests.viewer.documents.states import CT


@pytest.fixture
def image() -> Dataset:
    return pydicom.dcmread(CT)
