"""In which unit the values of a frame are: PS3.3 C.11.1.1.2, C.8.2.1, C.8.9.1, C.8.8.3 and C.7.6.16.2.11."""

from __future__ import annotations

from typing import Any, Final

from launcher.frozen import frozen
from viewer.pixels.attributes import FrameAttributes

WRITTEN: Final = {
    "US": "", "RELATIVE": "", "NONE": "", "1": "", "MGML": "mg/ml", "PCT": "%", "PCNT": "%", "Z_EFF": "Z eff.",
    "HU_MOD": "HU mod.", "BQML": "Bq/ml", "CNTS": "counts", "CPS": "counts/s", "GML": "g/ml", "CM2ML": "cm²/ml",
    "GY": "Gy", "mm2/s": "mm²/s", "um2/s": "µm²/s", "[hnsf'U]": "HU",
}  # fmt: skip
"""Defined terms and UCUM codes as people write them; the others stand as they are."""


@frozen
class RealWorldMapping:
    """Stored values to what they mean, where it is a straight line."""

    slope: float
    intercept: float


def read_unit(attributes: FrameAttributes) -> dict[str, Any]:
    """The fields ``unit`` and ``real_world_mapping`` of a ``FrameDescription``.

    The unit of the rescaled values goes before a Real World Value Mapping, which is read where there is none.
    """
    unit = _rescaled_unit(attributes)
    mapping, mapped_unit = (None, "") if unit else _mapping(attributes)
    return {"unit": unit or mapped_unit, "real_world_mapping": mapping}


def _rescaled_unit(attributes: FrameAttributes) -> str:
    said = [attributes.text(keyword) for keyword in ("RescaleType", "Units", "DoseUnits")]
    if not any(said) and attributes.text("Modality") == "CT" and attributes.number("RescaleIntercept") is not None:
        return "HU"
    return next((WRITTEN.get(unit, unit)[:16] for unit in said if unit), "")


def _mapping(attributes: FrameAttributes) -> tuple[RealWorldMapping | None, str]:
    """The first mapping that is a straight line with a unit."""
    for item in map(FrameAttributes, attributes.items("RealWorldValueMappingSequence")):
        slope, intercept = item.number("RealWorldValueSlope"), item.number("RealWorldValueIntercept")
        codes = [FrameAttributes(code) for code in item.items("MeasurementUnitsCodeSequence")]
        code = codes[0].text("CodeValue") if codes else ""
        unit = WRITTEN.get(code, code)[:16]
        if slope and intercept is not None and unit:
            return RealWorldMapping(slope, intercept), unit
    return None, ""
