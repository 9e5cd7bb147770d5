"""The DICOM JSON model (PS3.18 Annex F) as ``references``: what an archive says of its studies, series and instances.

Pure, and patient with what servers send: a value that is not of its type counts as absent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from launcher.errors import SIGN_IN, BadAnswer
from launcher.frozen import frozen
from launcher.headers.reading import KEYWORDS
from launcher.references import Instance, Patient, Series, Study, from_keywords, place_in_study

Row = Mapping[str, Any]
"""One answer: an element by its tag, eight hexadecimal digits."""

STUDY, SERIES, INSTANCE = "0020000D", "0020000E", "00080018"
MODALITIES_IN_STUDY, RETRIEVE_URL = "00080061", "00081190"
SERIES_COUNT, INSTANCE_COUNT = "00201206", "00201209"
"""Number of Study Related Series, Number of Series Related Instances."""

PAGE: Final = "a web page"
SNIFFED: Final = 1024  # bytes of an answer that say what it is

_MOST_INSTANCES: Final = 1_000_000
_PLACE: Final = re.compile(r"/studies/([0-9.]+)(?:/series/([0-9.]+)(?:/instances/([0-9.]+))?)?")


@frozen
class FoundStudy:
    """A study that an archive lists; ``series_count`` is how many series it says that it has, none when it does not."""

    patient: Patient
    study: Study
    modalities_in_study: tuple[str, ...] = ()
    series_count: int | None = None


@frozen
class FoundSeries:
    """A series that an archive lists.

    ``count`` is how many instances the archive says that it has, none when it does not; ``instances`` are those whose
    names are known, and ``whole`` is whether all of the series is wanted or only these. ``retrieve_url`` is where the
    archive believes the series to be.
    """

    patient: Patient
    study: Study
    series: Series
    count: int | None = None
    instances: tuple[Instance, ...] = ()
    whole: bool = True
    retrieve_url: str = ""


def as_listed(found: Iterable[FoundSeries]) -> list[FoundSeries]:
    """Series of a study as the window's list sorts them."""
    return sorted(found, key=lambda one: place_in_study(one.series))


def rows(text: bytes, place: str) -> list[Row]:
    """The answers of a DICOM JSON document, which came from ``place``.

    Raises
    ------
    BadAnswer
        It is something else.
    """
    try:
        document = _read(text.strip() or b"[]")
    except (ValueError, RecursionError) as error:
        kind = _kind(text[:SNIFFED].lower())
        todo = f"{SIGN_IN} If it stays so, show this text to the archive's administrator." if kind == PAGE else None
        why = f"{place} sent {kind} instead of DICOM JSON"
        raise BadAnswer("The archive's list cannot be read", why, todo) from error
    listed = document if isinstance(document, list) else [document]
    return [_completed(row) for row in listed if isinstance(row, dict) and row]


def _read(text: bytes) -> Any:
    try:
        return json.loads(text)
    except UnicodeDecodeError:
        return json.loads(text.decode("latin-1"))


def _kind(beginning: bytes) -> str:
    is_xml = any(mark in beginning for mark in (b"<?xml", b"<nativedicommodel")) and b"<html" not in beginning
    return "XML" if is_xml else PAGE if beginning.lstrip()[:1] == b"<" else "something else"


def _completed(row: Row) -> Row:
    """With its tags in capitals, and the UIDs that only its Retrieve URL says."""
    row = {tag.upper(): element for tag, element in row.items()}
    place = _PLACE.search(text(row, RETRIEVE_URL))
    uids = zip((STUDY, SERIES, INSTANCE), place.groups(), strict=True) if place else ()
    return row | {tag: {"Value": [uid]} for tag, uid in uids if uid and not text(row, tag)}


def text(row: Row, tag: str) -> str:
    """The value of an element, several ones joined by backslashes; empty when absent."""
    return "\\".join(texts(row, tag))


def texts(row: Row, tag: str) -> tuple[str, ...]:
    """The values of an element."""
    element = row.get(tag)
    values = element.get("Value") if isinstance(element, dict) else None
    return tuple(_text(value) for value in values if value is not None) if isinstance(values, list) else ()


def _text(value: Any) -> str:
    if isinstance(value, dict):  # PN, PS3.18 F.2.2
        groups = [value.get(group) for group in ("Alphabetic", "Ideographic", "Phonetic")]
        return "=".join(group if isinstance(group, str) else "" for group in groups).rstrip("=")
    return value.rstrip("\0 ") if isinstance(value, str) else f"{value}" if isinstance(value, int | float) else ""


def number(row: Row, tag: str) -> int | None:
    """The value of an element that counts something."""
    value = text(row, tag).strip()
    return min(int(value), _MOST_INSTANCES) if value.isdecimal() and value.isascii() and len(value) < 10 else None


def study_of(row: Row) -> FoundStudy:
    """A row of ``/studies``, or the study that another row belongs to."""
    keywords = _keywords(row)
    return FoundStudy(
        from_keywords(Patient, keywords),
        from_keywords(Study, keywords),
        texts(row, MODALITIES_IN_STUDY),
        number(row, SERIES_COUNT),
    )


def series_of(row: Row, study: FoundStudy) -> FoundSeries:
    """A row of ``/series`` of a study."""
    series = from_keywords(Series, _keywords(row))
    return FoundSeries(
        study.patient, study.study, series, number(row, INSTANCE_COUNT), retrieve_url=text(row, RETRIEVE_URL)
    )


def instance_of(row: Row) -> Instance:
    """A row of ``/instances``, or of the metadata."""
    instance = from_keywords(Instance, _keywords(row))
    return replace(instance, number_of_frames=max(1, instance.number_of_frames))


def series_by_instances(listed: Iterable[Row], study: FoundStudy | None = None) -> list[FoundSeries]:
    """The series that rows of instances belong to, with these instances; their study is ``study`` or in each row."""
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in listed:
        if text(row, INSTANCE) and text(row, SERIES):
            grouped.setdefault((text(row, STUDY), text(row, SERIES)), []).append(row)
    return [
        replace(
            series_of(members[0], study or study_of(members[0])),
            instances=tuple(map(instance_of, members)),
            count=None,
            retrieve_url="",
        )
        for members in grouped.values()
    ]


def _keywords(row: Row) -> dict[str, str]:
    return {keyword: text(row, tag) for tag, keyword in KEYWORDS.items() if tag in row}
