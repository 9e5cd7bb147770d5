"""What ``dicom:qr -r`` asks for: identifiers and other attributes, all of which must fit, and filters of studies. Pure.

The words of ``dicom:rs -r`` mean the same here, but ``lowerDateTime`` and ``upperDateTime`` are read as they are
written: studies from the lower to the upper. Any other attribute goes by its tag or its keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product
from typing import Final

from launcher.dicomweb.request import ALL, Filters, filters_of, parameters, patient_and_issuer
from launcher.errors import CommandError
from launcher.frozen import frozen

MOST: Final = 1000
"""Combinations of values that are looked up for one request."""

_IDENTIFIERS: Final = {
    "patientid": "PatientID",
    "studyuid": "StudyInstanceUID",
    "seriesuid": "SeriesInstanceUID",
    "objectuid": "SOPInstanceUID",
    "accessionnumber": "AccessionNumber",
}
_FILTERS: Final = frozenset(
    ("mostrecentresults", "lowerdatetime", "upperdatetime", "modalitiesinstudy", "containsindescription")
)
_TAG: Final = re.compile(r"[0-9a-f]{8}")

Wish = Mapping[str, str]
"""Keyword → what it must be."""


@frozen
class QrRequest:
    """Studies, series or images: of each attribute one of some values. ``filters`` choose among the studies."""

    criteria: Mapping[str, tuple[str, ...]]
    filters: Filters = ALL

    def wishes(self) -> Iterator[Wish]:
        """Each combination of values: few archives take lists."""
        for values in islice(product(*self.criteria.values()), MOST):
            yield dict(zip(self.criteria, values, strict=True))


def parse_qr(texts: Sequence[str]) -> QrRequest:
    """Read all ``-r`` of a command.

    Raises
    ------
    CommandError
        Nothing is asked for, or by what is no attribute.
    """
    given = parameters("&".join(texts))
    criteria: dict[str, tuple[str, ...]] = {}
    for name, values in given.items():
        if name not in _FILTERS and any(values):
            keyword = _keyword(name)
            criteria[keyword] = tuple(dict.fromkeys(part for value in values for part in _parts(keyword, value)))
    if issued := criteria.get("PatientID"):
        criteria |= _patient(issued)
    if not criteria or not all(criteria.values()):
        todo = "Have the link made with one of studyUID=, seriesUID=, objectUID=, accessionNumber= or patientID=."
        raise CommandError("The request asks for nothing", "&".join(given)[:80], todo)
    plain = filters_of(given)
    return QrRequest(
        criteria, replace(plain, lower_date_time=plain.upper_date_time, upper_date_time=plain.lower_date_time)
    )


def _keyword(name: str) -> str:
    from launcher.headers.dictionary import entry, tag_of

    if known := _IDENTIFIERS.get(name):
        return known
    tag = int(name, 16) if _TAG.fullmatch(name) else tag_of(name)
    named = entry(tag) if tag is not None else None
    if named is None or not named.keyword:
        raise CommandError("The request cannot be read", f"{name[:40]} is no attribute", "Use a tag, or its keyword.")
    return named.keyword


def _parts(keyword: str, value: str) -> Iterator[str]:
    """The values of a list; the identifier of a patient is never one."""
    separator = r"[,\\]" if keyword.endswith("UID") else "," if keyword == "AccessionNumber" else r"\\"
    yield from (part.strip() for part in re.split(separator, value) if part.strip())


def _patient(identifiers: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """ID and issuer; who names an issuer means one patient."""
    pairs = [patient_and_issuer(identifier) for identifier in identifiers]
    issuers = tuple(dict.fromkeys(issuer for _, issuer in pairs if issuer))
    found = {"PatientID": tuple(dict.fromkeys(patient_id for patient_id, _ in pairs))}
    return found | ({"IssuerOfPatientID": issuers} if issuers else {})
