"""Taking the patient out of a data set: the Basic Application Level Confidentiality Profile, PS3.15 E.

``confidentiality.csv`` is table E.1-1 of edition 2026c: tag (``x`` is any digit), keyword, the basic profile's action,
and the options under which the attribute stays. Where the profile leaves a choice (``X/Z/D``), the last is taken, which
keeps images valid whatever their class.

Beyond the table: elements that the dictionary does not know go, as private ones do; so do planes of overlays that have
lost their pixels, and free text anywhere in which a word of the patient's name or number is left.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from launcher.errors import WetreadError
from writer.blank import code
from writer.uids import UidMap

if TYPE_CHECKING:
    from pydicom import DataElement, Dataset

OPTIONS: Final = {
    "dates": ("113106", "Retain Longitudinal Temporal Information Full Dates Option"),
    "shifted-dates": ("113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
    "uids": ("113110", "Retain UIDs Option"),
    "device": ("113109", "Retain Device Identity Option"),
    "institution": ("113112", "Retain Institution Identity Option"),
    "patient": ("113108", "Retain Patient Characteristics Option"),
}
"""What may stay → its code in CID 7050."""

PROFILE: Final = ("113100", "Basic Application Confidentiality Profile")

DUMMIES: Final[dict[str, Any]] = {
    **dict.fromkeys(("AE", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UT"), "ANONYMIZED"),
    **dict.fromkeys(("DS", "IS"), "0"),
    **dict.fromkeys(("FD", "FL", "SL", "SS", "SV", "UL", "US", "UV"), 0),
    **dict.fromkeys(("OB", "OD", "OF", "OL", "OV", "OW", "UN"), b"\0\0"),
    "AS": "000Y", "DA": "19000101", "DT": "19000101000000", "TM": "000000", "UR": "http://anonymized.invalid",
}  # fmt: skip
"""VR → a value that says nothing."""

CODED: Final = frozenset(
    ("CodeValue", "LongCodeValue", "URNCodeValue", "CodingSchemeDesignator", "CodingSchemeVersion", "CodeMeaning")
)
"""Text within sequences that is no free text."""

SPOKEN: Final = frozenset(("LO", "LT", "PN", "SH", "ST", "UC", "UT", "UR", "AE", "AS", "DA", "DT", "TM"))
"""VRs in which somebody may have written who the patient is."""

FREE: Final = frozenset(("LO", "LT", "PN", "SH", "ST", "UC", "UT", "UR"))
"""VRs of free text."""

NAMING: Final = (
    "PatientName",
    "PatientID",
    "PatientBirthName",
    "OtherPatientNames",
    "OtherPatientIDs",
    "PatientBirthDate",
)
SHORTEST_WORD: Final = 3  # letters; initials stand in many a word
_WORD: Final = re.compile(r"[^\W_]+")

NOT_CLEANED: Final = "1.2.840.10008.5.1.4.1.1.104."
"""SOP classes that hold a whole document, whose text nobody can clean here."""

MAY_BE_BURNED_IN: Final = frozenset(("US", "IVUS", "XC", "ES", "GM", "OT", "SC", "DOC", "OP", "SM"))
LONGEST_SHIFT: Final = 3650  # days


class Rule(NamedTuple):
    """One row of the table."""

    tag: str
    keyword: str
    action: str
    kept_by: frozenset[str]


@cache
def _rules() -> tuple[dict[int, Rule], list[Rule]]:
    """The rules of single tags, and those of groups that repeat."""
    text = (files("writer") / "confidentiality.csv").read_text("ascii")
    rows = [Rule(tag, word, action, frozenset(kept.split())) for tag, word, action, kept in _rows(text)]
    return {int(row.tag, 16): row for row in rows if "x" not in row.tag}, [row for row in rows if "x" in row.tag]


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines()))[1:]


def rule_of(tag: int) -> Rule | None:
    """What the profile says about a tag; ``None`` if it stays as it is."""
    single, repeated = _rules()
    if tag in single:
        return single[tag]
    digits = f"{tag:08X}"
    return next((rule for rule in repeated if all(a in (b, "x") for a, b in zip(rule.tag, digits, strict=True))), None)


@cache
def uid_tags() -> frozenset[int]:
    """The attributes that hold UIDs of instances, studies, frames of reference and the like."""
    return frozenset(tag for tag, rule in _rules()[0].items() if rule.action == "U")


class Deidentifier:
    """Cleans data sets; patients, dates and UIDs get the same stand-ins over a whole call.

    ``kept`` are names of ``OPTIONS``.
    """

    def __init__(self, uids: UidMap, kept: Collection[str] = ()) -> None:
        self._uids, self._kept = uids, frozenset(kept)
        self._patients: dict[str, str] = {}
        self._shifts: dict[str, timedelta] = {}
        self._actions: dict[str, Callable[[DataElement], bool]] = {
            "X": lambda element: False,
            "Z": _emptied, "X/Z": _emptied,
            "D": self._dummied, "X/D": self._dummied, "Z/D": self._dummied, "X/Z/D": self._dummied,
            "U": self._mapped, "X/Z/U*": self._dummied,
        }  # fmt: skip

    def clean(self, dataset: Dataset) -> None:
        """Take out what tells who the patient is, and say so in the data set.

        Raises
        ------
        WetreadError
            It holds a document, which cannot be cleaned.
        """
        if str(dataset.get("SOPClassUID", "")).startswith(NOT_CLEANED):
            raise WetreadError("A document cannot be anonymized", "its text may name the patient", "Leave it out.")
        patient = f"{dataset.get('PatientID', '')}\\{dataset.get('IssuerOfPatientID', '')}"
        stand_in = self._patients.setdefault(patient, f"ANON{len(self._patients) + 1:04}")
        self._shift = self._shifts.setdefault(patient, timedelta(days=-random.randint(1, LONGEST_SHIFT)))  # noqa: S311
        words = _words_of(dataset)
        dataset.preamble = None
        self._clean(dataset)
        self._remove_words(dataset, words)
        dataset.PatientID = dataset.PatientName = stand_in
        self._say_so(dataset)

    def _clean(self, dataset: Dataset) -> None:
        for tag in list(dataset.keys()):
            is_known = not tag.is_private and dataset[tag].keyword and not _is_overlay(tag)
            if not is_known or not self._stays(dataset[tag]):
                del dataset[tag]

    def _remove_words(self, dataset: Dataset, words: frozenset[str]) -> None:
        """Free text that still names the patient says nothing from now on; codes are none, nor what is to be kept."""
        for element in dataset:
            if element.VR == "SQ":
                for item in element.value or ():
                    self._remove_words(item, words)
            elif element.VR in FREE and not self._is_meant(element) and words & _words(element.value):
                element.value = DUMMIES[element.VR]

    def _is_meant(self, element: DataElement) -> bool:
        rule = rule_of(element.tag)
        return element.keyword in CODED or bool(rule is not None and rule.kept_by & self._kept)

    def _stays(self, element: DataElement) -> bool:
        """Change an element as the profile wants; whether there is one afterwards."""
        rule = rule_of(element.tag)
        if rule is None or rule.kept_by & self._kept:
            return element.VR != "SQ" or self._cleaned_items(element)
        if "shifted-dates" in self._kept and "dates" in rule.kept_by:
            return self._shifted(element)
        return self._actions[rule.action](element)

    def _cleaned_items(self, element: DataElement) -> bool:
        for item in element.value or () if element.VR == "SQ" else ():
            self._clean(item)
        return True

    def _mapped(self, element: DataElement) -> bool:
        uids = list(element.value) if element.VM > 1 else [element.value] if element.value else []
        new = [self._uids.new(uid) for uid in uids]
        element.value = new if len(new) > 1 else "".join(new)
        return True

    def _dummied(self, element: DataElement) -> bool:
        if element.VR == "SQ":
            for item in element.value or ():
                self._dummy_items(item)
        elif element.VR == "UI":
            return self._mapped(element)
        else:
            element.value = DUMMIES.get(element.VR, "")
        return True

    def _dummy_items(self, item: Dataset) -> None:
        """Within a sequence that is to say nothing, only what is coded and numbers stay."""
        self._clean(item)
        for element in item:
            if element.VR == "SQ" or (element.VR in SPOKEN and element.keyword not in CODED):
                self._dummied(element)

    def _shifted(self, element: DataElement) -> bool:
        """Dates of one patient move together; times of the day stay."""
        if element.VR in ("DA", "DT"):
            texts = [str(text) for text in (element.value if element.VM > 1 else [element.value]) if text]
            moved = [_moved(text, self._shift) for text in texts]
            element.value = moved if len(moved) > 1 else "".join(moved)
        elif element.VR == "SQ":
            return self._cleaned_items(element)
        elif element.VR != "TM":
            return self._actions[(rule_of(element.tag) or Rule("", "", "X", frozenset())).action](element)
        return True

    def _say_so(self, dataset: Dataset) -> None:
        dataset.PatientIdentityRemoved = "YES"
        codes = [PROFILE, *(OPTIONS[option] for option in OPTIONS if option in self._kept)]
        dataset.DeidentificationMethod = [meaning[:64] for _, meaning in codes]
        dataset.DeidentificationMethodCodeSequence = [code(value, meaning) for value, meaning in codes]
        how = {"dates": "UNMODIFIED", "shifted-dates": "MODIFIED"}
        dataset.LongitudinalTemporalInformationModified = next(
            (said for option, said in how.items() if option in self._kept), "REMOVED"
        )


def _is_overlay(tag: int) -> bool:
    """Whether it belongs to a plane of an overlay, whose pixels and text the profile takes out."""
    return tag >> 16 in range(0x6000, 0x6020, 2)


def _words_of(dataset: Dataset) -> frozenset[str]:
    """Every word that names the patient."""
    return _words([dataset.get(keyword, "") for keyword in NAMING])


def _words(said: object) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(str(said).casefold()) if len(word) >= SHORTEST_WORD)


def _emptied(element: DataElement) -> bool:
    element.value = [] if element.VR == "SQ" else None
    return True


def _moved(text: str, shift: timedelta) -> str:
    """A date, or a date and time, so many days later; one that cannot be read says nothing."""
    try:
        return (datetime.strptime(text[:8], "%Y%m%d") + shift).strftime("%Y%m%d") + text[8:]
    except (ValueError, OverflowError):
        return str(DUMMIES["DA"])


def burned_in(dataset: Dataset) -> str:
    """Why the picture itself may show who the patient is; empty if it should not."""
    said = str(dataset.get("BurnedInAnnotation", "")).upper()
    if said == "YES":
        return "Burned In Annotation is YES"
    modality = str(dataset.get("Modality", ""))
    if said != "NO" and modality in MAY_BE_BURNED_IN:
        return f"{modality} images often have text in them, and Burned In Annotation does not say NO"
    return ""
