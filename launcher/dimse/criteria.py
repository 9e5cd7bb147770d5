"""What a criterion may look like, by its value representation, PS3.5 6.2 and PS3.4 C.2.2.2.

What is wrong is refused: archives pass over it and find everything, or nothing, without a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from launcher.errors import RequestError
from launcher.headers.dictionary import entry, tag_of

_TIME: Final = r"\d\d(\d\d(\d\d(\.\d{1,6})?)?)?"
_WHOLE: Final = (r"[+-]?\d{1,20}", "a number")
_REAL: Final = (r"[+-]?(\d+(\.\d*)?|\.\d+)([Ee][+-]?\d+)?", "a number")
_ANY: Final = (r".*", "")

FORMS: Final[dict[str, tuple[str, str]]] = {
    **dict.fromkeys(("AE", "AS", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT"), _ANY),
    **dict.fromkeys(("IS", "SL", "SS", "SV", "UL", "US", "UV"), _WHOLE),
    **dict.fromkeys(("DS", "FD", "FL"), _REAL),
    "DA": (r"\d{8}(-(\d{8})?)?|-\d{8}", "a date, 20240131, or from and to, 20240101-20241231, 20240101- or -20241231"),
    "TM": (rf"{_TIME}(-({_TIME})?)?|-{_TIME}", "a time, 0930, or from and to, 0930-1200"),
    "DT": (r"[\d.+-]+", "a date and time, 20240131093000"),
    "UI": (r"[\d.]{1,64}", "a UID, which has digits and dots only"),
}
"""VR → pattern of one value, and what it is in words. By others nothing can be searched."""


def vr_of(keyword: str) -> str:
    """The value representation of a criterion, the first where there may be several.

    Raises
    ------
    RequestError
        It is no keyword, or nothing can be searched by it.
    """
    tag = tag_of(keyword)
    known = entry(tag) if tag is not None else None
    vr = known.vr[:2] if known is not None else ""
    if vr not in FORMS:
        why = f"{keyword[:64]} is {'nothing to search by' if known is not None else 'no DICOM keyword'}"
        raise RequestError("The archive cannot be searched so", why, "Search by something else.")
    return vr


def check(criteria: Mapping[str, str]) -> None:
    """See that all are right; empty ones fit everything.

    Raises
    ------
    RequestError
        One is not, with an example of what would be.
    """
    for keyword, value in criteria.items():
        vr = vr_of(keyword)
        pattern, words = FORMS[vr]
        if not all(re.fullmatch(pattern, part, re.ASCII | re.DOTALL) for part in value.split("\\") if part):
            raise RequestError("The archive cannot be searched so", f"{keyword}: {value[:64]}", f"Write {words}.")
        if vr == "DA" and any(_is_backwards(part) for part in value.split("\\")):
            why = f"{keyword}: {value[:64]} ends before it begins"
            raise RequestError("The archive cannot be searched so", why, "Write the earlier date first.")


def _is_backwards(dates: str) -> bool:
    first, _, last = dates.partition("-")
    return bool(last) and first > last
