from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset

from viewer.pixels.decode import read_frame
from viewer.pixels.description import described
from viewer.pixels.values import modality_values

STORED = np.array([[-1000, 0, 7]], np.int16)


def mapping(code: str, slope: float = 0.5) -> Dataset:
    made, unit = Dataset(), Dataset()
    unit.CodeValue = code
    made.RealWorldValueSlope, made.RealWorldValueIntercept = slope, 1.0
    made.MeasurementUnitsCodeSequence = [unit]
    return made


@pytest.mark.parametrize(
    ("attributes", "unit", "values"),
    [
        ({}, "", [-1000, 0, 7]),
        ({"Modality": "CT", "RescaleSlope": 1, "RescaleIntercept": -24}, "HU", [-1024, -24, -17]),
        ({"RescaleSlope": 2, "RescaleIntercept": 0, "RescaleType": "US"}, "", [-2000, 0, 14]),
        ({"RescaleSlope": 2, "RescaleIntercept": 0, "RescaleType": "MGML"}, "mg/ml", [-2000, 0, 14]),
        ({"Modality": "PT", "RescaleSlope": 1.5, "RescaleIntercept": 0, "Units": "BQML"}, "Bq/ml", [-1500, 0, 10.5]),
        ({"Modality": "RTDOSE", "DoseGridScaling": 0.1, "DoseUnits": "GY"}, "Gy", [-100, 0, 0.7]),
        ({"RealWorldValueMappingSequence": [mapping("mm2/s")]}, "mm²/s", [-499, 1, 4.5]),
        ({"RealWorldValueMappingSequence": [mapping("1"), mapping("um2/s")]}, "µm²/s", [-499, 1, 4.5]),
        (
            {"RescaleType": "HU", "RescaleIntercept": 1, "RealWorldValueMappingSequence": [mapping("mm2/s")]},
            "HU",
            [-999, 1, 8],
        ),
    ],
)
def test_values_are_told_with_their_unit(
    attributes: dict[str, Any], unit: str, values: list[float], written: Callable[..., str]
) -> None:
    frame = read_frame(written(STORED, **attributes))
    assert frame.description.unit == unit
    assert modality_values(frame)[0].tolist() == pytest.approx(values)


def test_a_mapping_of_one_frame_is_for_it_alone() -> None:
    dataset, plain, own = Dataset(), Dataset(), Dataset()
    dataset.Rows = dataset.Columns = 1
    dataset.NumberOfFrames = 2
    own.RealWorldValueMappingSequence = [mapping("mm2/s")]
    dataset.PerFrameFunctionalGroupsSequence = [plain, own]
    assert [described(dataset, "", index).unit for index in (0, 1)] == ["", "mm²/s"]
