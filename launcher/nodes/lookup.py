"""From a wish to series: studies first, their series, and the images of each, as archives want to be asked.

Each level is asked with the unique keys of those above it, PS3.4 C.4.1.2. Only a wish that says nothing of the study
goes to its own level at once, which archives need not understand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from launcher.dicomweb.model import FoundSeries
from launcher.dicomweb.request import ALL, Filters, StudyFacts, select
from launcher.dimse.levels import LEVELS, Row
from launcher.errors import BadAnswer
from launcher.nodes.request import Wish
from launcher.nodes.search import Searching, once
from launcher.protocol.wishes import QueryLevel
from launcher.references import Instance, Patient, Series, Study, from_keywords, place_in_study
from launcher.stop import Stop


def lookup(
    archive: Searching, wish: Wish, stop: Stop, filters: Filters = ALL, by_name: bool = True
) -> Iterator[FoundSeries]:
    """Yield the series that fit, those of a study in the order of the window's list.

    Parameters
    ----------
    by_name
        Whether the images of each series are to be listed even when all of them are wanted.

    Raises
    ------
    WetreadError
        The archive cannot be asked so.
    """
    of: dict[QueryLevel, dict[str, str]] = {"STUDY": {}, "SERIES": {}, "IMAGE": {}}
    for keyword, value in wish.items():
        of[LEVELS.get(keyword, "STUDY")][keyword] = value
    for study in _studies(archive, of, stop, filters):
        uid = {"StudyInstanceUID": study.get("StudyInstanceUID", "")}
        listed = _rows(archive, "SERIES", uid | of["SERIES"], stop)
        for row in sorted(listed, key=lambda row: place_in_study(from_keywords(Series, row))):
            if stop.is_set():
                return
            uids = uid | {"SeriesInstanceUID": row.get("SeriesInstanceUID", "")}
            images = _rows(archive, "IMAGE", uids | of["IMAGE"], stop) if by_name or of["IMAGE"] else []
            if images or not of["IMAGE"]:
                yield _found(study | row, images, whole=not of["IMAGE"])


def _studies(archive: Searching, of: Mapping[QueryLevel, Mapping[str, str]], stop: Stop, filters: Filters) -> list[Row]:
    if of["STUDY"]:
        rows = _rows(archive, "STUDY", of["STUDY"], stop)
        return [rows[at] for at in select(filters, list(map(_facts, rows)))] if filters != ALL else rows
    level: QueryLevel = "SERIES" if of["SERIES"] else "IMAGE"
    try:
        below = list(archive.rows(level, {**of["SERIES"], **of[level]}, stop=stop))
    except BadAnswer as error:
        todo = "Have the link name the study as well: studyUID=."
        raise BadAnswer(error.what, error.why, todo) from error
    uids = dict.fromkeys(uid for row in below if (uid := row.get("StudyInstanceUID", "")))
    return [study for uid in uids for study in _rows(archive, "STUDY", {"StudyInstanceUID": uid}, stop)]


def _rows(archive: Searching, level: QueryLevel, criteria: Mapping[str, str], stop: Stop) -> list[Row]:
    """All, for the next question must wait for the last answer."""
    return list(once(level, archive.rows(level, criteria, stop=stop)))


def _facts(row: Row) -> StudyFacts:
    modalities = tuple(part for part in row.get("ModalitiesInStudy", "").split("\\") if part)
    return StudyFacts(row.get("StudyDate", ""), row.get("StudyTime", ""), row.get("StudyDescription", ""), modalities)


def _found(row: Row, images: list[Row], whole: bool) -> FoundSeries:
    counted = row.get("NumberOfSeriesRelatedInstances", "").strip()
    return FoundSeries(
        from_keywords(Patient, row),
        from_keywords(Study, row),
        from_keywords(Series, row),
        int(counted) if counted.isdecimal() and counted.isascii() and len(counted) < 7 and not images else None,
        tuple(from_keywords(Instance, {"NumberOfFrames": "1", **image}) for image in images),
        whole,
    )
