"""Every row of table E.1-1 of PS3.15, applied at the top level and within a sequence."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydicom import DataElement, Dataset
from pydicom.datadict import dictionary_VR

from writer.deidentify import Deidentifier, _rules
from writer.uids import UidMap

SECRET = "SECRET"
UID = "1.2.3.4.5"
TOLD: dict[str, Any] = {
    **dict.fromkeys(("AE", "CS", "LO", "LT", "SH", "ST", "UC", "UR", "UT"), SECRET),
    **dict.fromkeys(("DS", "IS"), "4711"),
    **dict.fromkeys(("FD", "FL", "SL", "SS", "SV", "UL", "US", "UV"), 4711),
    **dict.fromkeys(("OB", "OD", "OF", "OL", "OV", "OW", "UN"), b"SECRETS!"),
    "PN": f"{SECRET}^NAME", "UI": UID, "AS": "047Y", "DA": "19610203", "DT": "19610203101112", "TM": "101112",
    "AT": 0x00100010,
}  # fmt: skip
ROWS = [
    pytest.param(int(rule.tag.replace("x", "0"), 16), rule.action, id=f"{rule.tag}-{rule.keyword}")
    for rules in (_rules()[0].values(), _rules()[1])
    for rule in rules
    if not rule.tag.startswith(("0000", "0002")) and "gggg" not in rule.tag
]


def _telling(tag: int) -> DataElement:
    """An element that says something of the patient, of the VR that the dictionary has for it."""
    try:
        vr = dictionary_VR(tag).split(" or ")[0]
    except KeyError:
        vr = "LO"
    if vr != "SQ":
        return DataElement(tag, vr, TOLD[vr])
    item = Dataset()
    item.PatientName, item.StudyDate, item.TextValue = f"{SECRET}^NAME", "19610203", SECRET
    item.ReferencedSOPInstanceUID = UID
    item.private_block(0x0099, SECRET, create=True).add_new(1, "LO", SECRET)
    return DataElement(tag, "SQ", [item])


def _cleaned(tag: int) -> tuple[Dataset, Dataset]:
    """A data set with the element, and an item that holds it too, in a sequence that the table does not know."""
    dataset, item = Dataset(), Dataset()
    dataset.add(_telling(tag))
    item.add(_telling(tag))
    dataset.VOILUTSequence = [item]
    Deidentifier(UidMap(), ()).clean(dataset)
    return dataset, dataset.VOILUTSequence[0]


TELLING = (SECRET, "4711", "19610203", "101112", f'"{UID}"', "047Y", "U0VDUkVUUyE")
PUT_IN = frozenset((0x00100010, 0x00100020, 0x00120063, 0x00120064))
"""What says afterwards that, and how, it was done."""


@pytest.mark.parametrize(("tag", "action"), ROWS)
def test_nothing_telling_is_left_by_a_row(tag: int, action: str) -> None:
    for dataset in _cleaned(tag):
        if tag not in PUT_IN:
            assert action != "X" or tag not in dataset
            assert action != "Z" or not dataset[tag].value
        held = re.sub(r"2\.25\.\d+", "", dataset.to_json())  # a new UID may have any digits
        assert [told for told in TELLING if told in held] == []


def test_the_table_is_all_there() -> None:
    assert len(ROWS) > 600
    assert {row.values[1] for row in ROWS} == {"X", "Z", "D", "U", "X/Z", "X/D", "Z/D", "X/Z/D", "X/Z/U*"}
