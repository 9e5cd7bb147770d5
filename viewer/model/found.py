"""What an archive has answered: patients, their studies, and the series of those that were looked into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from launcher.references import Patient, Series, Study, from_keywords, identified, place_in_study
from viewer.model.library import Library, newest_first, place_of_patient
from viewer.names import count, date, joined, person, time
from viewer.words import tr

COLUMNS: Final = (
    tr("Patient, study, series"),
    tr("ID, accession"),
    tr("Date"),
    tr("Modality"),
    tr("Images"),
    tr("In Wetread"),
)
NAME, IDENTIFIER, WHEN, MODALITY, IMAGES, HERE = range(len(COLUMNS))
OPEN, PART, COMING, FAILED = tr("open"), tr("in part"), tr("coming"), tr("failed")

Row = Mapping[str, str]
"""Keyword → value as text."""

Rank = tuple[float, str]


@dataclass(eq=False)
class Entry:
    """One line: a patient, a study, a series, or a ``NOTE`` in place of what is not here.

    ``place`` counts among its siblings. ``asked``: of a study, whether its series were asked for.
    """

    level: Literal["ROOT", "PATIENT", "STUDY", "SERIES", "NOTE"]
    values: Row = field(default_factory=dict)
    above: Entry | None = None
    below: list[Entry] = field(default_factory=list)
    place: int = 0
    asked: bool = False

    def add(self, entries: Iterable[Entry]) -> None:
        """Put entries below, after those that are there."""
        for entry in entries:
            entry.above, entry.place = self, len(self.below)
            self.below.append(entry)

    def sort(self, rank: Callable[[Entry], Rank], descending: bool) -> None:
        """Put all that is below in order; equal ones stay as they came."""
        self.below.sort(key=rank, reverse=descending)
        for place, entry in enumerate(self.below):
            entry.place = place
            if entry.below:
                entry.sort(rank, descending)

    @property
    def uid(self) -> str:
        """The UID of a study or series, empty for others."""
        return self.values.get({"STUDY": "StudyInstanceUID", "SERIES": "SeriesInstanceUID"}.get(self.level, ""), "")

    def cell(self, column: int) -> str:
        """What a column but the last says."""
        if self.level == "PATIENT" and column == IMAGES:
            return count(len(self.below), "study")
        if self.level == "PATIENT" and column == WHEN:
            return date(self._latest[:8])
        return self.cells[column]

    @property
    def _latest(self) -> str:
        """When a patient's newest study was made."""
        return max((_moment(study.values) for study in self.below), default="")

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """What the columns but the last say of its own values."""
        return _CELLS[self.level](self.values)

    def rank(self, column: int) -> Rank:
        """What a column but the last is sorted by: numbers as such, a patient by the newest study."""
        if column == WHEN and self.level == "SERIES":  # by number, the first on top where the newest studies are
            return -_number(self.values.get("SeriesNumber", "")), ""
        if column == WHEN:
            return 0, self._latest if self.level == "PATIENT" else _moment(self.values)
        if column == NAME and self.level == "SERIES":
            return _number(self.values.get("SeriesNumber", "")), self.cells[NAME].casefold()
        if column == IMAGES and self.level == "PATIENT":
            return len(self.below), ""
        if column == IMAGES:
            return _number(self.values.get(_COUNTS.get(self.level, ""), "")), ""
        return 0, self.cells[column].casefold()


class Found:
    """The answers as a tree; ``root`` holds the patients."""

    def __init__(self) -> None:
        self.root = Entry("ROOT")
        self._patients: dict[str, Entry] = {}
        self.studies: dict[str, Entry] = {}

    def news(self, rows: Iterable[Row]) -> dict[Entry, list[Entry]]:
        """Of rows about studies, what is not in the tree: an entry that is, and those that belong below it."""
        news: dict[Entry, list[Entry]] = {}
        made = set[Entry]()
        for row in rows:
            uid = row.get("StudyInstanceUID", "")
            if not uid or uid in self.studies:
                continue
            patient = self._patient(row)
            if patient.above is None and patient not in made:
                made.add(patient)
                news.setdefault(self.root, []).append(patient)
            study = self.studies[uid] = Entry("STUDY", row)
            if patient in made:
                patient.add([study])
            else:
                news.setdefault(patient, []).append(study)
        return news

    def _patient(self, row: Row) -> Entry:
        return self._patients.setdefault(_patient(row).key, Entry("PATIENT", row))


def chosen(entries: Iterable[Entry]) -> list[Row]:
    """The UIDs of what a selection stands for: the studies of a patient; nothing twice, notes left out.

    They are in the order of the window's list, so that what stands first there is fetched and shown first.
    """
    selected = list(entries)
    studies = [study for patient in selected if patient.level == "PATIENT" for study in patient.below]
    studies += [entry for entry in selected if entry.level == "STUDY"]
    whole = {study.uid: study for study in studies}
    series = {
        entry.uid: entry
        for entry in selected
        if entry.level == "SERIES" and entry.values.get("StudyInstanceUID") not in whole
    }
    return [_uids(entry) for entry in _as_listed([*whole.values(), *series.values()])]


def _uids(entry: Entry) -> Row:
    keywords = ("StudyInstanceUID", "SeriesInstanceUID") if entry.level == "SERIES" else ("StudyInstanceUID",)
    return {keyword: entry.values.get(keyword, "") for keyword in keywords}


def _as_listed(entries: Iterable[Entry]) -> list[Entry]:
    in_study = sorted(entries, key=lambda entry: place_in_study(from_keywords(Series, entry.values)))
    by_study = newest_first(in_study, lambda entry: from_keywords(Study, _study_values(entry)))
    return sorted(by_study, key=lambda entry: place_of_patient(_patient(_study_values(entry))))


def _study_values(entry: Entry) -> Row:
    return entry.above.values if entry.level == "SERIES" and entry.above is not None else entry.values


def _patient(row: Row) -> Patient:
    return identified(from_keywords(Patient, row), from_keywords(Study, row))


def told(items: Iterable[Row]) -> str:
    """``2 studies and 1 series``: what UIDs stand for."""
    levels = ["series" if "SeriesInstanceUID" in item else "study" for item in items]
    return tr(" and ").join(count(levels.count(noun), noun) for noun in ("study", "series") if noun in levels)


Standing = tuple[str, int]
"""How much is in the window, in words, and of how many series that is said."""


def standings(library: Library) -> dict[str, Standing]:
    """What is in the window of each study and series, by UID."""
    found: dict[str, list[str]] = {}
    for record in library.series():
        update = record.update
        coming = (
            tr("{received} of {expected}", received=update.received, expected=update.expected)
            if update.expected
            else COMING
        )
        word = {"complete": OPEN, "partial": PART, "failed": FAILED}.get(update.state, coming)
        found.setdefault(update.series.series_instance_uid, []).append(word)
        found.setdefault(update.study.study_instance_uid, []).append(word)
    return {uid: (_together(words), len(words)) for uid, words in found.items()}


def standing(entry: Entry, standings: Mapping[str, Standing]) -> str:
    """How much of an entry is in the window, in words."""
    word, series = standings.get(entry.uid, ("", 0))
    there = _number(entry.values.get("NumberOfStudyRelatedSeries", "")) if entry.level == "STUDY" else 0
    return tr("{series} of {count:.0f} series", series=series, count=there) if word == OPEN and series < there else word


def _together(words: list[str]) -> str:
    distinct = set(words)
    return words[0] if len(distinct) == 1 else COMING if distinct - {OPEN, PART, FAILED} else PART


# --- what the columns say ---------------------------------------------------------------------------------------------


def _patient_cells(values: Row) -> tuple[str, ...]:
    born = date(values.get("PatientBirthDate", ""))
    name = person(values.get("PatientName", "")) or tr("No name")
    about = joined(", ", values.get("PatientSex", ""), born)
    return f"{name}  ({about})" if about else name, values.get("PatientID", ""), "", "", ""


def _study_cells(values: Row) -> tuple[str, ...]:
    images, series = (values.get(f"NumberOfStudyRelated{what}", "") for what in ("Instances", "Series"))
    return (
        values.get("StudyDescription", "") or tr("Study without description"),
        values.get("AccessionNumber", ""),
        _when(values.get("StudyDate", ""), values.get("StudyTime", "")),
        values.get("ModalitiesInStudy", "").replace("\\", ", "),
        tr("{images} in {series} series", images=images, series=series)
        if images and series
        else images or (tr("{series} series", series=series) if series else ""),
    )


def _series_cells(values: Row) -> tuple[str, ...]:
    description = values.get("SeriesDescription", "") or tr("Series without description")
    number = values.get("SeriesNumber", "")
    when = _when(values.get("SeriesDate", ""), values.get("SeriesTime", ""))
    images = values.get("NumberOfSeriesRelatedInstances", "")
    return f"{number}  {description}" if number else description, "", when, values.get("Modality", ""), images


_CELLS: Final[dict[str, Callable[[Row], tuple[str, ...]]]] = {
    "PATIENT": _patient_cells,
    "STUDY": _study_cells,
    "SERIES": _series_cells,
    "NOTE": lambda values: (values["text"], "", "", "", ""),
    "ROOT": lambda values: ("",) * HERE,
}
_COUNTS: Final = {"STUDY": "NumberOfStudyRelatedInstances", "SERIES": "NumberOfSeriesRelatedInstances"}


def _when(day: str, clock: str) -> str:
    return f"{date(day)} {time(clock)}".strip()


def _moment(values: Row) -> str:
    return values.get("StudyDate", "") + values.get("StudyTime", "")


def _number(text: str) -> float:
    return float(text) if text.strip().lstrip("-").isdigit() else -1
