"""Searching an archive, whichever way it speaks: the same questions, the same rows, as they come.

A row is keyword → value as text; several values stand apart by backslashes. Of DICOMweb it is a request of QIDO-RS,
PS3.18 10.6, of DIMSE a C-FIND, PS3.4 C.4.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from launcher.addresses import origin_of
from launcher.auth.credentials import Login
from launcher.dimse.criteria import check
from launcher.dimse.find import Finder
from launcher.dimse.levels import LEVELS, RETURNED, Row
from launcher.errors import RequestError
from launcher.frozen import frozen
from launcher.nodes.node import CallingNode, DicomNode, WebNode
from launcher.stop import Stop

if TYPE_CHECKING:
    from launcher.dicomweb import model
    from launcher.dicomweb.query import Archive
    from launcher.http.client import Http
    from launcher.protocol.wishes import QueryLevel
    from launcher.trust import Consent

OWN: Final[dict[QueryLevel, str]] = {
    "PATIENT": "PatientID",
    "STUDY": "StudyInstanceUID",
    "SERIES": "SeriesInstanceUID",
    "IMAGE": "SOPInstanceUID",
}
"""What the rows of a level are told apart by."""

_TAG: Final = re.compile(r"[0-9A-Fa-f]{8}")
_COMMA_LISTS: Final = frozenset({"ModalitiesInStudy", *OWN.values()} - {"PatientID"})


@frozen
class Reach:
    """By what archives are reached: ``http`` gives the connections to web servers when it is first needed."""

    http: Callable[[], Http]
    ca_files: Sequence[Path] = ()


class Searching(Protocol):
    """An archive that can be asked, again and again."""

    def rows(
        self,
        level: QueryLevel,
        criteria: Mapping[str, str],
        *,
        returned: Sequence[str] = (),
        limit: int = 0,
        stop: Stop | None = None,
    ) -> Iterator[Row]:
        """Yield what fits, as it arrives."""


@contextmanager
def searching(
    node: DicomNode | WebNode, caller: CallingNode, reach: Reach, consent: Consent, stop: Stop
) -> Iterator[Searching]:
    """Be connected with an archive.

    Raises
    ------
    WetreadError
        It cannot be reached, refuses, or cannot be searched.
    """
    if isinstance(node, DicomNode):
        with Finder(node, caller, reach.ca_files, stop) as finder:
            yield finder
    else:
        yield WebFinder(web_archive(node, reach.http(), consent, stop))


def search(
    node: DicomNode | WebNode,
    caller: CallingNode,
    reach: Reach,
    consent: Consent,
    level: QueryLevel,
    criteria: Mapping[str, str],
    limit: int,
    offset: int,
    stop: Stop,
) -> Iterator[Row]:
    """Yield what fits, each once, as it arrives; at most ``limit`` after the first ``offset``.

    Raises
    ------
    WetreadError
        As ``searching``, or it breaks off: the rows before that were yielded.
    """
    with searching(node, caller, reach, consent, stop) as archive:
        if isinstance(archive, WebFinder):
            yield from archive.rows(level, criteria, limit=limit, offset=offset, stop=stop)
        else:
            last = limit + offset if limit else None
            yield from islice(once(level, _found(archive, level, criteria, last or 0, stop)), offset, last)


def _found(archive: Searching, level: QueryLevel, criteria: Mapping[str, str], limit: int, stop: Stop) -> Iterator[Row]:
    """What a C-FIND finds; below the studies that fit, for archives need not look at what is above a level."""
    of_study = {keyword: value for keyword, value in criteria.items() if keyword not in LEVELS}
    if level in ("PATIENT", "STUDY") or not of_study.keys() - {"StudyInstanceUID"}:
        yield from archive.rows(level, criteria, limit=limit, stop=stop)
        return
    below = {keyword: value for keyword, value in criteria.items() if keyword in LEVELS}
    for study in list(archive.rows("STUDY", of_study, stop=stop)):
        if not stop.is_set():
            uid = {"StudyInstanceUID": study.get("StudyInstanceUID", "")}
            yield from archive.rows(level, uid | below, stop=stop)


def once(level: QueryLevel, rows: Iterator[Row]) -> Iterator[Row]:
    """Each row once: some archives answer with one for each image."""
    known: set[str] = set()
    for row in rows:
        uid = row.get(OWN[level], "")
        if uid not in known:
            yield row
        known |= {uid} - {""}


def web_archive(node: WebNode, http: Http, consent: Consent, stop: Stop) -> Archive:
    """A DICOMweb archive that is set up here, which needs no other permission than that.

    Raises
    ------
    RequestError
        Its login is not set up.
    """
    from launcher.dicomweb.query import Archive
    from launcher.dicomweb.service import Service
    from launcher.http.client import Limits

    origin = origin_of(node.url)
    allowed = consent.also(origin)
    if node.authentication:
        http.logins.choose(origin, Login(node.authentication), allowed)
    headers = tuple(node.headers.items())
    return Archive(Service(node.url, headers, headers), http, allowed.permit, Limits(), stop)


class WebFinder:
    """Searches by QIDO-RS."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def rows(
        self,
        level: QueryLevel,
        criteria: Mapping[str, str],
        *,
        returned: Sequence[str] = (),
        limit: int = 0,
        offset: int = 0,
        stop: Stop | None = None,
    ) -> Iterator[Row]:
        """Yield what fits, page by page.

        Raises
        ------
        RequestError
            A criterion is wrong.
        SourceError
            The archive cannot be asked, or its answer not be read.
        """
        from launcher.headers.dictionary import tag_of

        def tag(keyword: str) -> str:
            number = tag_of(keyword)
            if number is None:
                raise RequestError("The archive cannot be searched so", f"{keyword} is no DICOM keyword", "")
            return f"{number:08X}"

        check(criteria)
        keys = dict(criteria)
        path = _path(level, keys)
        fields = [tag(keyword) for keyword in (*RETURNED[level], *returned)]
        asked = [(keyword, _listed(keyword, value)) for keyword, value in keys.items() if value]
        for page in self.archive.pages(path, asked, fields, tag(OWN[level]), limit, offset):
            yield from map(row_of, page)
            if stop is not None and stop.is_set():
                return


def _path(level: QueryLevel, keys: dict[str, str]) -> str:
    """Where to ask; the UIDs that stand in it are taken out of ``keys``."""
    if level in ("PATIENT", "STUDY"):
        return "/studies"
    path = ""
    for resource, keyword in (("studies", "StudyInstanceUID"), ("series", "SeriesInstanceUID")):
        uid = keys.get(keyword, "")
        if not uid or "\\" in uid or (resource == "series" and level == "SERIES"):
            break
        path += f"/{resource}/{keys.pop(keyword)}"
    return path + ("/series" if level == "SERIES" else "/instances")


def _listed(keyword: str, value: str) -> str:
    """A value as it stands in a query. The ^ of a name goes as a wildcard: on the way it becomes %5E, and stays so."""
    if keyword.endswith("Name"):
        return value.replace("^", "?")
    return value.replace("\\", ",") if keyword in _COMMA_LISTS else value


def row_of(found: model.Row) -> Row:
    """An answer of the DICOM JSON model, PS3.18 F, by keyword."""
    from launcher.dicomweb.model import text
    from launcher.headers.dictionary import entry

    row = {}
    for tag in found:
        named = entry(int(tag, 16)) if _TAG.fullmatch(tag) else None
        if named is not None and (value := text(found, tag)):
            row[named.keyword] = value
    return row
