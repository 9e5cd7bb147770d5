"""What an archive has: searches (QIDO-RS, PS3.18 10.6) that are complete, or say what they leave out.

Servers cut their lists, with a warning or without. So a list is asked for page by page until nothing new comes, then
compared with the number that the archive itself names; where that is larger, or not named, the metadata, which servers
do not cut, is read too. Answers that do not fit the question are dropped, for some servers ignore a parameter that they
do not know and answer with everything they have.

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
from typing import Final, TypeVar

from launcher.addresses import shown
from launcher.dicomweb import model
from launcher.dicomweb.model import FoundSeries, FoundStudy, Row
from launcher.dicomweb.request import ALL, Filters, Key, Sought, StudyFacts, patient_and_issuer, select
from launcher.dicomweb.service import Service
from launcher.dicomweb.spans import Pairs, Studies
from launcher.errors import BadAnswer, NotFound
from launcher.frozen import frozen
from launcher.http.client import Http, HttpError, Limits
from launcher.http.patience import is_busy, patiently
from launcher.references import Instance
from launcher.stop import Stop
from launcher.wildcards import glob

Listed = TypeVar("Listed")

PAGE: Final = 1000
SMALLEST_PAGE: Final = 40
JSON: Final = "application/dicom+json"
"""What lists are asked for as, alone: one archive refuses it beside others. Another may know it by no name."""
PAGES: Final = "limit"
"""What an archive lacks that refuses a list with a limit, or with the fields that are wanted."""
TOO_MUCH: Final = (400, 413)
"""What archives say to a page that they find too large."""
VALUES_AT_ONCE: Final = 50
"""Of 64 characters each: servers take addresses of 4 kB."""
MOST_ROWS: Final = 1_000_000
LARGEST: Final = 512 << 20  # bytes of one answer

_OF_STUDY: Final = (
    "00080020", "00080030", "00080050", "00080061", "00080090", "00081030", "00100010", "00100020", "00100021",
    "00100030", "00100040", "0020000D", "00200010", "00201206",
)  # fmt: skip
_OF_SERIES: Final = ("0008103E", "00080060", "00080021", "00080031", "0020000E", "00200011", "00081190", "00201209")
_OF_INSTANCE: Final = ("00080016", "00080018", "00200013")
LONGEST_WARNING: Final = 1 << 12  # characters that are looked at
_MORE: Final = re.compile(r"\b299\b.*additional results", re.IGNORECASE | re.DOTALL)


@frozen
class _Lookup:
    """How an identifier is looked up: where, by which keyword, and where it stands in an answer.

    ``above`` is what an answer must say beside it, for it cannot be fetched without.
    """

    path: str
    keyword: str
    tag: str
    own: str
    fields: tuple[str, ...]
    above: tuple[str, ...] = ()


_LOOKUPS: Final[dict[Key, _Lookup]] = {
    "objectUID": _Lookup(
        "/instances",
        "SOPInstanceUID",
        model.INSTANCE,
        model.INSTANCE,
        (*_OF_STUDY, *_OF_SERIES[:-1], *_OF_INSTANCE),
        (model.STUDY, model.SERIES),
    ),
    "seriesUID": _Lookup(
        "/series", "SeriesInstanceUID", model.SERIES, model.SERIES, (*_OF_STUDY, *_OF_SERIES), (model.STUDY,)
    ),
    "accessionNumber": _Lookup("/studies", "AccessionNumber", "00080050", model.STUDY, _OF_STUDY),
    "studyUID": _Lookup("/studies", "StudyInstanceUID", model.STUDY, model.STUDY, _OF_STUDY),
    "patientID": _Lookup("/studies", "PatientID", "00100020", model.STUDY, _OF_STUDY),
}


@frozen
class Found:
    """What there is for some identifiers; ``missing`` are those that the archive knows nothing of.

    ``passed_over`` is how many studies the filters did not let through.
    """

    studies: tuple[FoundStudy, ...] = ()
    series: tuple[FoundSeries, ...] = ()
    missing: tuple[str, ...] = ()
    passed_over: int = 0


@frozen
class Archive:
    """One service, to be searched until ``stop``; ``say`` tells the user how far a long search has come.

    ``lacking`` are the resources that it was found not to have, ``cut`` the lists of which it said that there is more
    and did not send it. ``shortcomings`` say what it lists short of what it has, ``doubts`` what may be short.
    """

    service: Service
    http: Http
    permit: Callable[[str], None]
    limits: Limits
    stop: Stop
    say: Callable[[str], None] = field(default=lambda text: None, compare=False)
    lacking: set[str] = field(default_factory=set, compare=False)
    cut: set[str] = field(default_factory=set, compare=False)
    shortcomings: list[str] = field(default_factory=list, compare=False)
    doubts: list[str] = field(default_factory=list, compare=False)

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
            patient_id, issuer = patient_and_issuer(sought.values[0])
            rows = self._studies("patientID", patient_id, issuer)
            exact = [row for row in rows if model.text(row, "00100020").strip() == patient_id.strip()]
            studies = [model.study_of(row) for row in exact or rows]  # some archives do not tell ``a1`` from ``A1``
            chosen = select(filters, [_facts(study) for study in studies])
            left_out = len(studies) - len(chosen)
            return Found(tuple(studies[at] for at in chosen), (), () if studies else sought.values, left_out)
        if sought.key == "accessionNumber":
            rows = [row for value in sought.values for row in self._studies("accessionNumber", value)]
            return Found(tuple(map(model.study_of, rows)), missing=_unanswered(sought, rows))
        rows, missing = self._looked_up(sought)
        _check_placed(sought, rows)
        if sought.key == "objectUID":
            series = [replace(one, whole=False) for one in model.series_by_instances(rows)]
            return Found(series=tuple(series), missing=missing)
        if sought.key == "seriesUID":
            return Found(series=tuple(model.series_of(row, model.study_of(row)) for row in rows), missing=missing)
        return Found(tuple(map(model.study_of, rows)), missing=missing)

    def series_of_each(self, studies: Iterable[FoundStudy]) -> Iterator[FoundSeries]:
        """Yield the series of studies; one that cannot be looked into costs no other. Errors as ``find``."""
        for study in studies:
            try:
                yield from self.series_of(study)
            except (NotFound, BadAnswer) as error:
                if is_busy(error):
                    raise
                uid = study.study.study_instance_uid
                self.shortcomings.append(f"does not list the series of the study {uid} ({error.said})")

    def series_of(self, study: FoundStudy) -> Iterator[FoundSeries]:
        """Yield all series of a study, in the order of the window's list; errors as ``find``.

        Where the archive does not count them, what its list names comes before what only the metadata name.
        """
        uid, count = study.study.study_instance_uid, study.series_count
        path = f"/studies/{uid}/series"
        rows = self._rows(path, (), _OF_SERIES, model.SERIES)
        found = [model.series_of(row, study) for row in rows if model.text(row, model.STUDY) in ("", uid)]
        if count is None:
            yield from model.as_listed(found)
            known = {one.series.series_instance_uid for one in found}
            all_of_it = self._by_metadata(study)
            if path in self.cut and not all_of_it:
                self.shortcomings.append(f"lists {len(found)} series of the study {uid} and says that there are more")
            found = [one for one in all_of_it if one.series.series_instance_uid not in known]
        elif len(found) < count:
            found = _longest(found, self._by_metadata(study))
            if len(found) < count:
                self.shortcomings.append(f"lists {len(found)} of the {count} series of the study {uid}")
        yield from model.as_listed(found)

    def _by_metadata(self, study: FoundStudy) -> list[FoundSeries]:
        return model.series_by_instances(self._metadata(f"/studies/{study.study.study_instance_uid}"), study)

    def counted(self, study: FoundStudy) -> FoundStudy:
        """A study that something else named, with the number of its series, where the archive says it."""
        known = self.find(Sought("studyUID", (study.study.study_instance_uid,))).studies
        return replace(study, series_count=known[0].series_count if known else None)

    def instances(self, series: FoundSeries, count: int | None) -> list[Instance]:
        """The instances of a series; ``count`` is how many there are, where that is known. Errors as ``find``."""
        found = _instances(self._rows(f"{_path(series)}/instances", (), _OF_INSTANCE, model.INSTANCE))
        if found and (count is None or len(found) >= count):
            return found
        return _longest(found, self.instances_by_metadata(series))

    def instances_by_metadata(self, series: FoundSeries) -> list[Instance]:
        """What no archive cuts; none where it has no such thing."""
        return _instances(self._metadata(_path(series)))

    # --- lists ---

    def _looked_up(self, sought: Sought) -> tuple[list[Row], tuple[str, ...]]:
        """The rows for some values, asked for in lists, then those one by one that nothing came for."""
        values = sought.values
        parts = [values[at : at + VALUES_AT_ONCE] for at in range(0, len(values), VALUES_AT_ONCE)]
        rows = [row for part in parts for row in self._fitting(sought.key, part)]
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

    def _studies(self, key: Key, value: str, issuer: str = "") -> list[Row]:
        """The studies of a patient, or with an Accession Number.

        An archive that filled a page and went on has shown that it cuts at none of our sizes; else parts of the time
        are asked for, too.
        """
        of_issuer = [("IssuerOfPatientID", issuer)] if issuer else []
        so_far: set[str] = set()

        def ask(span: Pairs) -> tuple[list[Row], bool]:
            if so_far:
                self.say(f"Looking for studies: {len(so_far):,} so far")
            rows = self._fitting(key, (value,), *of_issuer, *span)
            so_far.update(model.text(row, model.STUDY) for row in rows)
            return [row for row in rows if model.text(row, "00100021") in ("", issuer) or not issuer], self._is_cut(key)

        studies = Studies(ask, PAGE)
        if studies.doubtful:
            of_it = "of this patient" if key == "patientID" else "with this Accession Number"
            number = f"{studies.doubtful} studies {of_it} that no time tells apart"
            self.doubts.append(f"lists {number}, and does not say whether these are all")
        return studies.rows

    def _is_cut(self, key: Key) -> bool:
        return _LOOKUPS[key].path in self.cut

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
        out before the first. An archive that refuses pages of every size is asked for the plain list.
        """
        self.cut.discard(path)
        keys, known, page, most, promised = list(keys), set[str](), PAGE, limit or MOST_ROWS, False
        if PAGES in self.lacking and not limit:
            yield self._in_one(path, keys, own)
            return
        while len(known) < most:
            size, start = min(page, most - len(known)), offset + len(known)
            window = [("limit", str(size)), *([("offset", str(start))] if start else [])]
            try:
                answer, more = self._answer(self.service.query(path, [*keys, *window], fields))
            except HttpError as error:
                if error.status not in TOO_MUCH:
                    raise
                if page > SMALLEST_PAGE:
                    page //= 5
                    continue
                if known or limit:
                    raise
                yield self._in_one(path, keys, own)
                return
            fresh = {uid: row for row in answer if (uid := model.text(row, own)) and uid not in known}
            known |= fresh.keys()
            yield list(fresh.values())
            if promised and not fresh:
                self.cut.add(path)
            if not fresh or (len(answer) < size and not more):
                return
            promised = more
        if not limit:
            raise BadAnswer("The archive's list does not end", shown(self.service.root + path))

    def _in_one(self, path: str, keys: Iterable[tuple[str, str]], own: str) -> list[Row]:
        """The rows of a list as the archive sends it to who asks for nothing but the list."""
        answer, more = self._answer(self.service.query(path, keys))
        self.lacking.add(PAGES)
        if more:
            self.cut.add(path)
        return list({uid: row for row in answer if (uid := model.text(row, own))}.values())

    def _metadata(self, path: str) -> list[Row]:
        """The metadata of all instances below a path; none where the server has no such thing."""
        try:
            return self._answer(self.service.query(f"{path}/metadata"))[0]
        except (NotFound, BadAnswer, HttpError):
            return []

    def _answer(self, address: str) -> tuple[list[Row], bool]:
        """The rows of one answer, and whether the server says that there are more; a busy one is asked again."""
        return patiently(lambda: self._asked(address), self.stop)

    def _asked(self, address: str) -> tuple[list[Row], bool]:
        try:
            with self.http.get(
                address,
                headers=self.service.query_headers,
                accept="*/*" if JSON in self.lacking else JSON,
                compressed=True,
                limits=self.limits,
                permit=self.permit,
                stop=self.stop,
            ) as response:
                more = _MORE.search(response.headers.get("Warning", "")[:LONGEST_WARNING]) is not None
                return model.rows(response.read(LARGEST), shown(response.address)), more
        except HttpError as error:
            if error.status == 204:  # nothing fits
                return [], False
            if error.status != 406 or JSON in self.lacking:
                raise
        self.lacking.add(JSON)
        return self._asked(address)


def _path(series: FoundSeries) -> str:
    return f"/studies/{series.study.study_instance_uid}/series/{series.series.series_instance_uid}"


def _facts(study: FoundStudy) -> StudyFacts:
    entry = study.study
    return StudyFacts(entry.study_date, entry.study_time, entry.study_description, study.modalities_in_study)


def _instances(rows: Iterable[Row]) -> list[Instance]:
    return [model.instance_of(row) for row in rows if model.text(row, model.INSTANCE)]


def _unanswered(sought: Sought, rows: Sequence[Row]) -> tuple[str, ...]:
    tag = _LOOKUPS[sought.key].tag
    return tuple(value for value in sought.values if not any(_fits(value, model.text(row, tag)) for row in rows))


def _check_placed(sought: Sought, rows: Sequence[Row]) -> None:
    how = _LOOKUPS[sought.key]
    if stray := [row for row in rows if not all(model.text(row, tag) for tag in how.above)]:
        which = f"{how.keyword} {model.text(stray[0], how.own)}"
        raise BadAnswer("The archive does not say what this belongs to", which, "Have the link made with the studyUID.")


def _fits(wanted: str, there: str) -> bool:
    """Whether a value is what was asked for, which may hold the wildcards ``*`` and ``?``, PS3.4 C.2.2.2.4."""
    return glob(wanted.strip()).fullmatch(there.strip()) is not None


def _longest(*lists: list[Listed]) -> list[Listed]:
    return max(lists, key=len)
