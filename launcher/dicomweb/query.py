"""What an archive has: searches (QIDO-RS, PS3.18 10.6) that are complete, or say what they leave out.

Servers cut their lists, with a warning or without. So a list is asked for page by page until nothing new comes, then
compared with the number that the archive itself names; where that is larger, the metadata, which servers do not cut, is
read instead. Answers that do not fit the question are dropped, for some servers ignore a parameter that they do not
know and answer with everything they have.

dicomweb-client (0.61) is not what asks here. It escapes all of a value, and Orthanc does not undo ``%5E`` and ``%2F``;
it keeps a ``Warning: 299`` from its caller; it asks a busy server for half a minute without a way to stop; and at level
debug it logs whole addresses and headers, with what they say of patients and permissions. A session of ours below it
could mend each by undoing what it does: nothing of it would be left but the path of a request, and half a second of
imports in front of the first image.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from launcher.addresses import shown
from launcher.dicomweb import model
from launcher.dicomweb.model import FoundSeries, FoundStudy, Row
from launcher.dicomweb.request import ALL, Filters, Key, Sought, StudyFacts, patient_and_issuer, select, study_moment
from launcher.dicomweb.service import Service
from launcher.errors import BadAnswer, NotFound
from launcher.frozen import frozen
from launcher.http.client import Http, HttpError, Limits
from launcher.http.patience import patiently
from launcher.references import Instance
from launcher.stop import Stop

Listed = TypeVar("Listed")

PAGE: Final = 1000
SMALLEST_PAGE: Final = 50
MOST_ROWS: Final = 1_000_000
LARGEST: Final = 512 << 20  # bytes of one answer

_OF_STUDY: Final = (
    "00080020", "00080030", "00080050", "00080061", "00080090", "00081030", "00100010", "00100020", "00100021",
    "00100030", "00100040", "0020000D", "00200010", "00201206",
)  # fmt: skip
_OF_SERIES: Final = ("0008103E", "00080060", "00080021", "00080031", "0020000E", "00200011", "00081190", "00201209")
_OF_INSTANCE: Final = ("00080016", "00080018", "00200013")
_MORE: Final = re.compile(r"\b299\b.*additional results", re.IGNORECASE | re.DOTALL)


@frozen
class _Lookup:
    """How an identifier is looked up: where, by which keyword, and where it stands in an answer."""

    path: str
    keyword: str
    tag: str
    own: str
    fields: tuple[str, ...]


_LOOKUPS: Final[dict[Key, _Lookup]] = {
    "objectUID": _Lookup(
        "/instances", "SOPInstanceUID", model.INSTANCE, model.INSTANCE, (*_OF_STUDY, *_OF_SERIES[:-1], *_OF_INSTANCE)
    ),
    "seriesUID": _Lookup("/series", "SeriesInstanceUID", model.SERIES, model.SERIES, (*_OF_STUDY, *_OF_SERIES)),
    "accessionNumber": _Lookup("/studies", "AccessionNumber", "00080050", model.STUDY, _OF_STUDY),
    "studyUID": _Lookup("/studies", "StudyInstanceUID", model.STUDY, model.STUDY, _OF_STUDY),
    "patientID": _Lookup("/studies", "PatientID", "00100020", model.STUDY, _OF_STUDY),
}


@frozen
class Found:
    """What there is for some identifiers; ``missing`` are those that the archive knows nothing of."""

    studies: tuple[FoundStudy, ...] = ()
    series: tuple[FoundSeries, ...] = ()
    missing: tuple[str, ...] = ()


@frozen
class Archive:
    """One service, to be searched until ``stop``; ``lacking`` are the resources that it was found not to have."""

    service: Service
    http: Http
    permit: Callable[[str], None]
    limits: Limits
    stop: Stop
    lacking: set[str] = field(default_factory=set, compare=False)

    def find(self, sought: Sought, filters: Filters = ALL) -> Found:
        """What there is for identifiers: studies, or series, of an instance with this instance only.

        Raises
        ------
        SourceError
            The archive cannot be asked, or its answer not be read.
        """
        if not all(sought.values):  # would mean everything that there is
            return Found(missing=sought.values)
        if sought.key == "patientID":
            studies = [model.study_of(row) for row in self._of_patient(*patient_and_issuer(sought.values[0]))]
            chosen = select(filters, [_facts(study) for study in studies])
            return Found(tuple(studies[at] for at in chosen), missing=() if studies else sought.values)
        rows, missing = self._looked_up(sought)
        if sought.key == "objectUID":
            series = [replace(one, whole=False) for one in model.series_by_instances(rows)]
            return Found(series=tuple(series), missing=missing)
        if sought.key == "seriesUID":
            return Found(series=tuple(model.series_of(row, model.study_of(row)) for row in rows), missing=missing)
        return Found(tuple(map(model.study_of, rows)), missing=missing)

    def series_of(self, study: FoundStudy) -> list[FoundSeries]:
        """All series of a study; errors as ``find``."""
        uid = study.study.study_instance_uid
        rows = self._rows(f"/studies/{uid}/series", (), _OF_SERIES, model.SERIES)
        found = [model.series_of(row, study) for row in rows if model.text(row, model.STUDY) in ("", uid)]
        if study.series_count is None or len(found) >= study.series_count:
            return found
        rows = self._metadata(f"/studies/{uid}")
        return _longest(found, model.series_by_instances(rows, study))

    def instances(self, series: FoundSeries, count: int | None) -> list[Instance]:
        """The instances of a series; ``count`` is how many there are, where that is known. Errors as ``find``."""
        path = f"/studies/{series.study.study_instance_uid}/series/{series.series.series_instance_uid}"
        found = _instances(self._rows(f"{path}/instances", (), _OF_INSTANCE, model.INSTANCE))
        if found and (count is None or len(found) >= count):
            return found
        return _longest(found, _instances(self._metadata(path)))

    # --- lists ---

    def _looked_up(self, sought: Sought) -> tuple[list[Row], tuple[str, ...]]:
        """The rows for some values, asked for as a list, then those one by one that nothing came for."""
        rows = self._fitting(sought.key, sought.values)
        missing = _unanswered(sought, rows)
        if missing and len(sought.values) > 1:
            for value in missing:
                rows += self._fitting(sought.key, (value,))
            missing = _unanswered(sought, rows)
        return rows, missing

    def _fitting(self, key: Key, values: Sequence[str], *more: tuple[str, str]) -> list[Row]:
        how = _LOOKUPS[key]
        try:
            rows = self._rows(how.path, [(how.keyword, ",".join(values)), *more], how.fields, how.own)
        except NotFound as error:  # an archive that finds nothing says so with an empty list
            if how.path == "/studies":
                todo = "Correct the address of the service, or show this text to whoever made the link."
                raise NotFound("There is no DICOMweb service at this address", error.why, todo) from error
            what, todo = f"The archive cannot be searched by {how.keyword}", "Have the link made with the studyUID."
            raise BadAnswer(what, error.why, todo) from error
        return [row for row in rows if any(_fits(value, model.text(row, how.tag)) for value in values)]

    def _of_patient(self, patient_id: str, issuer: str) -> list[Row]:
        """The studies of a patient.

        No archive says how many there are. So each half of their time is asked for again: what comes then in addition
        had been cut. One that filled a page and went on has shown that it cuts at none of our sizes.
        """
        of_issuer = [("IssuerOfPatientID", issuer)] if issuer else []

        def ask(*dates: tuple[str, str]) -> list[Row]:
            rows = self._fitting("patientID", (patient_id,), *of_issuer, *dates)
            return [row for row in rows if model.text(row, "00100021") in ("", issuer) or not issuer]

        rows = ask()
        if len(rows) >= PAGE:
            return rows
        return _all_by_halves(rows, lambda first, last: ask(("StudyDate", f"{first}-{last}")), "", "")

    def _rows(self, path: str, keys: Iterable[tuple[str, str]], fields: Sequence[str], own: str) -> list[Row]:
        """All rows of a list; as ``pages``."""
        return [row for rows in self.pages(path, keys, fields, own) for row in rows]

    def pages(
        self,
        path: str,
        keys: Iterable[tuple[str, str]],
        fields: Sequence[str],
        own: str,
        limit: int = 0,
        offset: int = 0,
    ) -> Iterator[list[Row]]:
        """Yield the rows of a list, page by page; errors as ``find``.

        ``own`` is the tag of what they are told apart by. A ``limit`` of 0 is none; ``offset`` rows are left
        out before the first.
        """
        keys, known, page, most = list(keys), set[str](), PAGE, limit or MOST_ROWS
        while len(known) < most:
            size, start = min(page, most - len(known)), offset + len(known)
            window = [("limit", str(size)), *([("offset", str(start))] if start else [])]
            try:
                answer, more = self._answer(self.service.query(path, [*keys, *window], fields))
            except HttpError as error:
                if error.status != 413 or page <= SMALLEST_PAGE:
                    raise
                page //= 4  # too much at once
                continue
            fresh = {uid: row for row in answer if (uid := model.text(row, own)) and uid not in known}
            known |= fresh.keys()
            yield list(fresh.values())
            if not fresh or (len(answer) < size and not more):
                return
        if not limit:
            raise BadAnswer("The archive's list does not end", shown(self.service.root + path))

    def _metadata(self, path: str) -> list[Row]:
        """The metadata of all instances below a path; none where the server has no such thing."""
        try:
            return self._answer(self.service.query(f"{path}/metadata"))[0]
        except (NotFound, HttpError):
            return []

    def _answer(self, address: str) -> tuple[list[Row], bool]:
        """The rows of one answer, and whether the server says that there are more; a busy one is asked again."""
        return patiently(lambda: self._asked(address), self.stop)

    def _asked(self, address: str) -> tuple[list[Row], bool]:
        try:
            with self.http.get(
                address,
                headers=self.service.query_headers,
                accept="application/dicom+json",
                compressed=True,
                limits=self.limits,
                permit=self.permit,
                stop=self.stop,
            ) as response:
                more = _MORE.search(response.headers.get("Warning", "")) is not None
                return model.rows(response.read(LARGEST)), more
        except HttpError as error:
            if error.status == 204:  # nothing fits
                return [], False
            raise


def _all_by_halves(rows: list[Row], ask: Callable[[str, str], list[Row]], first: str, last: str) -> list[Row]:
    """``rows``, and what asking for the two halves of their dates brings in addition, on and on."""
    dates = sorted({day for row in rows if (day := _day(row))})
    if len(dates) < 2:
        return rows
    middle = dates[(len(dates) - 1) // 2]
    halves = [ask(first, middle), ask(_following(middle), last)]
    known = {model.text(row, model.STUDY) for row in rows}
    if all(model.text(row, model.STUDY) in known for half in halves for row in half):
        return rows
    halves = [
        _all_by_halves(halves[0], ask, first, middle),
        _all_by_halves(halves[1], ask, _following(middle), last),
    ]
    return list({model.text(row, model.STUDY): row for part in (rows, *halves) for row in part}.values())


def _day(row: Row) -> str:
    moment = study_moment(StudyFacts(model.text(row, "00080020")))
    return f"{moment:%Y%m%d}" if moment is not None else ""


def _following(day: str) -> str:
    return f"{datetime.strptime(day, '%Y%m%d') + timedelta(days=1):%Y%m%d}"


def _facts(study: FoundStudy) -> StudyFacts:
    entry = study.study
    return StudyFacts(entry.study_date, entry.study_time, entry.study_description, study.modalities_in_study)


def _instances(rows: Iterable[Row]) -> list[Instance]:
    return [model.instance_of(row) for row in rows if model.text(row, model.INSTANCE)]


def _unanswered(sought: Sought, rows: Sequence[Row]) -> tuple[str, ...]:
    tag = _LOOKUPS[sought.key].tag
    return tuple(value for value in sought.values if not any(_fits(value, model.text(row, tag)) for row in rows))


def _fits(wanted: str, there: str) -> bool:
    """Whether a value is what was asked for, which may hold the wildcards ``*`` and ``?``, PS3.4 C.2.2.2.4."""
    pattern = re.escape(wanted.strip().casefold()).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(pattern, there.strip().casefold()) is not None


def _longest(*lists: list[Listed]) -> list[Listed]:
    return max(lists, key=len)
