"""Presentation states to read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from pydicom import Dataset

from tests.files import bundled
from tests.viewer.documents.objects import saved
from viewer.documents.presentation import Presentation, read_presentation
from viewer.pixels.header import read_header

GRAYSCALE = "1.2.840.10008.5.1.4.1.1.11.1"
PSEUDO_COLOUR = "1.2.840.10008.5.1.4.1.1.11.3"
XA_XRF = "1.2.840.10008.5.1.4.1.1.11.5"
CT = bundled("CT_small.dcm")


def read(path: Path, dataset: Dataset, sop_class_uid: str = GRAYSCALE) -> Presentation:
    found = read_presentation(read_header(str(saved(path / "ps.dcm", dataset, sop_class_uid, "PR")))).attachment
    assert isinstance(found, Presentation)
    return found


def item_with(**attributes: Any) -> Dataset:
    item = Dataset()
    for keyword, value in attributes.items():
        setattr(item, keyword, value)
    return item


def lut(first: int, bits: int, data: np.ndarray) -> Dataset:
    made = Dataset()
    made.add_new("LUTDescriptor", "SS" if first < 0 else "US", [len(data), first, bits])
    made.add_new("LUTData", "OW", data.astype("<u2").tobytes())
    return made


def shutter() -> dict[str, Any]:
    return {
        "ShutterShape": ["RECTANGULAR", "CIRCULAR"],
        "ShutterUpperHorizontalEdge": 10, "ShutterLowerHorizontalEdge": 100,
        "ShutterLeftVerticalEdge": 20, "ShutterRightVerticalEdge": 120, "CenterOfCircularShutter": [64, 64],
        "RadiusOfCircularShutter": 50, "ShutterPresentationValue": 0x8000,
    }  # fmt: skip


def area(mode: str, *corners: int, ratio: float | None = None) -> Dataset:
    made = Dataset()
    made.DisplayedAreaTopLeftHandCorner, made.DisplayedAreaBottomRightHandCorner = [*corners[:2]], [*corners[2:]]
    made.PresentationSizeMode = mode
    if ratio is not None:
        made.PresentationPixelMagnificationRatio = ratio
    return made
