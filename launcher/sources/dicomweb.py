"""DICOMweb: what a ``dicom:rs`` asks for is looked up in the archive, and what is found there is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from launcher.addresses import host
from launcher.auth.credentials import headers, merged
from launcher.dicomweb.model import FoundSeries, FoundStudy, as_listed
from launcher.dicomweb.query import Archive, Found
from launcher.dicomweb.request import Key, parse_request, patient_and_issuer
from launcher.dicomweb.service import Service, root_of
from launcher.errors import BadAnswer, NotFound, WetreadError
from launcher.http.patience import is_busy
from launcher.ledger.wording import counted
from launcher.links.commands import DicomRs
from launcher.sources.series import SeriesRetrieval
from launcher.sources.work import Work

NAMED_AT_MOST: Final = 6

_NAMES: Final = {
    "objectUID": "an image with the SOP Instance UID {}",
    "seriesUID": "a series with the Series Instance UID {}",
    "studyUID": "a study with the Study Instance UID {}",
    "accessionNumber": "a study with the Accession Number {}",
    "patientID": "a study of this Patient ID{}",  # which is not repeated, for this goes into the log
}
"""What a user is told that the archive does not have."""


def open_request(work: Work, asked: tuple[DicomRs, str]) -> None:
    """Look up what one ``-r`` of a ``dicom:rs`` asks for, and fetch it.

    Raises
    ------
    WetreadError
        The archive cannot be asked; or something is not there, and the rest is on its way.
    """
    command, text = asked
    request = parse_request(text)
    work.log_in(command.url)
    archive = archive_of(work, service_of(work, command))
    lost: list[str] = []
    passed_over = 0
    problems: dict[str, WetreadError] = {}
    for sought in request.sought:
        try:
            found = archive.find(sought, request.filters)
        except (NotFound, BadAnswer) as error:  # what else is asked for need not fail
            if is_busy(error):
                raise
            problems[error.said] = error
            continue
        lost += [_named(sought.key, value) for value in found.missing]
        passed_over += found.passed_over
        for series in _wanted(work, archive, found, command.show_whole_study):
            SeriesRetrieval(work, archive, series).start()
            say_how_many(work, host(archive.service.root))
    if short := falling_short(archive):
        problems[short.said] = short
    last = problems.popitem()[1] if problems and not lost else None
    for problem in problems.values():
        work.ledger.fail_job(work.job, problem)
    if last is not None:
        raise last
    conclude(work, host(archive.service.root), lost, passed_over)


def _named(key: Key, value: str) -> str:
    if key == "patientID":
        _, issuer = patient_and_issuer(value)
        value = f" from the issuer {issuer}" if issuer else ""
    return _NAMES[key].format(value)


def service_of(work: Work, command: DicomRs) -> Service:
    """The service that a command names, with the headers that it brings along; those of ``-H`` count most."""
    own = work.launch.headers
    return Service(
        root_of(command.url),
        merged(own, headers(command.query_header, command.header)),
        merged(own, headers(command.retrieve_header, command.header)),
        command.query_ext,
        command.retrieve_ext,
        command.accept_ext,
        asks_field_by_field(work),
    )


def asks_field_by_field(work: Work) -> bool:
    """Whether the launch says that the archive wants each field by itself, as Google's does."""
    return work.launch.properties.get("dicom.qido.query.multi.params", "").lower() == "true"


def archive_of(work: Work, service: Service) -> Archive:
    """The archive behind a service, asked in the name of a job."""
    return Archive(service, work.http, work.launch.consent.permit, work.launch.limits, work.job.stop, work.say)


def _wanted(work: Work, archive: Archive, found: Found, with_siblings: bool) -> Iterator[FoundSeries]:
    """The series to fetch, for as long as somebody wants them; a study that was closed meanwhile is not looked into."""
    yield from takewhile(lambda series: work.wait_while_paused(), as_listed(found.series))
    wanted = takewhile(lambda study: work.wait_while_paused(), found.studies)
    yield from archive.series_of_each(
        study for study in wanted if not work.ledger.is_closed(work.job, study.patient, study.study)
    )
    if with_siblings and work.wait_while_paused():
        yield from _siblings(archive, found)


def _siblings(archive: Archive, found: Found) -> Iterator[FoundSeries]:
    """The other series of the studies that series were found in."""
    known = {one.series.series_instance_uid for one in found.series}
    for study in dict.fromkeys((one.patient, one.study) for one in found.series):
        others = archive.series_of_each([archive.counted(FoundStudy(*study))])
        yield from (one for one in others if one.series.series_instance_uid not in known)


def say_how_many(work: Work, server: str) -> None:
    """Say how much there is in an archive of what was asked for, as far as is known."""
    if work.job.expected:
        work.say(f"{counted(work.job.expected, 'image')} from {server}")


def conclude(work: Work, server: str, lost: Sequence[str], passed_over: int | None = None) -> None:
    """Say how much there is in an archive of what was asked for.

    ``passed_over`` is how many studies the filters left out, where that is known.

    Raises
    ------
    NotFound
        Something of it is not there; ``lost`` names it.
    """
    say_how_many(work, server)
    if lost:
        why = f"{server} knows of no such thing: {_some(lost)}"
        raise NotFound("The archive does not have what was asked for", why)
    if not work.job.expected and not work.job.closed:
        why, todo = f"{server} has no images for it", None
        if passed_over:
            studies = "the only study" if passed_over == 1 else f"all {passed_over:,} studies"
            why, todo = f"its filters leave out {studies} of the patient at {server}", "Check the filters of the link."
        elif passed_over is None:
            todo = "Check the filters of the link, or ask the archive's administrator."
        raise NotFound("Nothing fits the request", why, todo)


def falling_short(archive: Archive) -> BadAnswer | None:
    """What a user is told of an archive whose lists are not complete, or may not be."""
    if not archive.shortcomings and not archive.doubts:
        return None
    what = "The archive's list is incomplete" if archive.shortcomings else "The archive's list may be incomplete"
    why = f"{host(archive.service.root)} {_some([*archive.shortcomings, *archive.doubts])}"
    todo = "Retry; if it stays so, have the archive's administrator raise the limit of its answers."
    return BadAnswer(what, why, todo)


def _some(named: Sequence[str]) -> str:
    more = len(named) - NAMED_AT_MOST
    return ", ".join(named[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
