"""What ``dicom:rs -r`` asks for: identifiers to look up, and filters of a patient's studies.

Pure. The text is split at ``&`` and then at ``=`` and not decoded, as Weasis does; IHE Invoke Image Display requests
(``requestType=STUDY`` or ``PATIENT``, RAD-106) have the same form. Names are read in any case, unknown ones ignored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

from launcher.errors import CommandError
from launcher.frozen import frozen

Key = Literal["objectUID", "seriesUID", "accessionNumber", "studyUID", "patientID"]

KEYS: Final[tuple[Key, ...]] = ("objectUID", "seriesUID", "accessionNumber", "studyUID", "patientID")
"""In the order in which they are looked up."""
LARGEST_NUMBER: Final = 1_000_000
NAMED_AT_MOST: Final = 3
_FILTERS: Final = (
    "mostrecentresults", "lowerdatetime", "upperdatetime", "modalitiesinstudy", "containsindescription",
)  # fmt: skip
_NAMES: Final = frozenset(("requesttype", *_FILTERS, *(key.lower() for key in KEYS)))

_LISTS: Final = {"objectuid": r"[,\\]", "seriesuid": r"[,\\]", "studyuid": r"[,\\]", "accessionnumber": ","}
"""What separates the values of a list; the identifier of a patient is never one."""


@frozen
class Sought:
    """Values of one identifier, looked up together; a patient's is ``ID^^^ISSUER`` or ``ID``."""

    key: Key
    values: tuple[str, ...]


@frozen
class StudyFacts:
    """What the filters look at."""

    study_date: str = ""
    study_time: str = ""
    study_description: str = ""
    modalities_in_study: tuple[str, ...] = ()


@frozen
class Filters:
    """Which studies of a patient are wanted.

    ``lower_date_time`` keeps studies at or before it, ``upper_date_time`` those at or after it: the reverse of what the
    names suggest, and what Weasis and the connectors do.
    """

    most_recent_results: int = 0
    lower_date_time: datetime | None = None
    upper_date_time: datetime | None = None
    modalities_in_study: tuple[str, ...] = ()
    contains_in_description: tuple[str, ...] = ()


ALL: Final = Filters()


@frozen
class RsRequest:
    """One ``-r``."""

    sought: tuple[Sought, ...]
    filters: Filters = ALL


def parse_request(text: str) -> RsRequest:
    """Read one ``-r``.

    Raises
    ------
    CommandError
        It asks for nothing or for everything, its ``requestType`` is not known, or a filter cannot be read.
    """
    given = parameters(text)
    kind = given.get("requesttype", [""])[0].upper()
    if kind not in ("", "STUDY", "PATIENT"):
        raise CommandError(
            "The request cannot be read", f"requestType={kind[:40]} is not known", "Use STUDY or PATIENT."
        )
    sought = [_sought(key, value) for key in _keys(kind, given) for value in _wanted(kind, given[key.lower()])]
    if not any(one.values for one in sought):
        keys = {"STUDY": "studyUID= or accessionNumber=", "PATIENT": "patientID="}.get(kind, ", ".join(KEYS))
        others = [f"{name[:40]}=" for name in given if name not in _NAMES]
        why = f"it has no {keys}" + (f", but {', '.join(others[:NAMED_AT_MOST])}" if others else "")
        raise CommandError("The request asks for nothing", why, "Have the link made with one of them.")
    if everything := [one.key for one in sought if any(map(_is_everything, one.values))]:
        why = f"{everything[0]}= has nothing but wildcards"
        raise CommandError("The request asks for all that there is", why, "Have the link made with a value.")
    return RsRequest(tuple(one for one in sought if one.values), filters_of(given))


def parameters(text: str) -> dict[str, list[str]]:
    """Name in lower case → values. A part without ``=`` belongs to the value before: an ``&`` that nobody escaped."""
    given: dict[str, list[str]] = {}
    last: list[str] = []
    for part in text.split("&"):
        name, equals, value = part.partition("=")
        if equals and name.strip():
            last = given.setdefault(name.strip().lower(), [])
            last.append(value.strip())
        elif last and part.strip() and part.strip().lower() != "keyimagesonly":
            last[-1] += f"&{part}"
    return given


def _keys(kind: str, given: dict[str, list[str]]) -> Sequence[Key]:
    there = [key for key in KEYS if any(given.get(key.lower(), ()))]
    if kind == "PATIENT":
        return [key for key in there if key == "patientID"]
    if kind == "STUDY":
        return [key for key in there if key == "accessionNumber" or key == "studyUID"][:1]
    return there


def _wanted(kind: str, values: list[str]) -> list[str]:
    """All that was repeated; a request of IHE's has one."""
    there = [value for value in values if value]
    return there[:1] if kind else there


def _sought(key: Key, value: str) -> Sought:
    separator = _LISTS.get(key.lower())
    values = re.split(separator, value) if separator else [value]
    return Sought(key, tuple(dict.fromkeys(one.strip() for one in values if one.strip())))


def _is_everything(value: str) -> bool:
    return not patient_and_issuer(value)[0].strip("*?")


def patient_and_issuer(identifier: str) -> tuple[str, str]:
    """ID and issuer of ``ID^^^ISSUER``; what begins with ``^^^`` is all ID."""
    patient_id, separator, issuer = identifier.partition("^^^")
    return (patient_id, issuer) if separator and patient_id else (identifier, "")


# --- filters --------------------------------------------------------------------------------------------------------


def filters_of(given: Mapping[str, Sequence[str]]) -> Filters:
    """The filters among ``parameters``; an empty one is none.

    Raises
    ------
    CommandError
        One cannot be read.
    """

    def one(name: str) -> str:
        return given.get(name, [""])[-1]

    number, lower, upper, modalities, words = map(one, _FILTERS)
    return Filters(_number(number), _date_time(lower), _date_time(upper), _words(modalities), _words(words))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _number(text: str) -> int:
    if re.fullmatch("-[0-9]+", text):
        return 0  # none, as Weasis takes it
    if text and not (text.isdecimal() and text.isascii()):
        why = f"mostRecentResults={text[:40]} is no number"
        raise CommandError("The request cannot be read", why, "Write it as mostRecentResults=5.")
    return min(int(text[:9]), LARGEST_NUMBER) if text else 0


def _date_time(text: str) -> datetime | None:
    """An ``xsd:dateTime``, with its offset turned into local time; none when there is none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError, OSError) as error:
        todo = "Write it as 2024-01-31T13:45:00, or only the date."
        raise CommandError("The request cannot be read", f"{text[:40]} is no date and time", todo) from error


def select(filters: Filters, studies: Sequence[StudyFacts]) -> list[int]:
    """The numbers of the studies that are wanted, newest first."""
    order = sorted(range(len(studies)), key=lambda at: (studies[at].study_date, studies[at].study_time), reverse=True)
    kept = [at for at in order if _is_in_time(filters, studies[at])]
    kept = kept[: filters.most_recent_results or None]
    return [at for at in kept if _has_modality(filters, studies[at]) and _is_described(filters, studies[at])]


def _is_in_time(filters: Filters, study: StudyFacts) -> bool:
    moment = study_moment(study)
    if moment is None:
        return True
    lower, upper = filters.lower_date_time, filters.upper_date_time
    return (lower is None or moment <= lower) and (upper is None or moment >= upper)


def study_moment(study: StudyFacts) -> datetime | None:
    """Study Date and Study Time; a time that is cut means its beginning, and none when there is no date."""
    date = re.sub(r"[^0-9]", "", study.study_date)[:8]
    time = re.sub(r"[^0-9]", "", study.study_time.partition(".")[0])[:6]
    try:
        return datetime.strptime(date + time.ljust(6, "0"), "%Y%m%d%H%M%S")
    except ValueError:
        return None


def _has_modality(filters: Filters, study: StudyFacts) -> bool:
    there = "\\".join(study.modalities_in_study)
    return _any(filters.modalities_in_study, lambda wanted: not there or wanted in there)


def _is_described(filters: Filters, study: StudyFacts) -> bool:
    description = _folded(study.study_description)
    return _any(filters.contains_in_description, lambda wanted: _folded(wanted) in description)


def _any(wanted: Iterable[str], fits: Callable[[str], bool]) -> bool:
    """Whether one of them fits, or none is asked for."""
    verdicts = [fits(one) for one in wanted]
    return not verdicts or any(verdicts)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
