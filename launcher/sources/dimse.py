"""Archives that are set up here: what a ``dicom:qr`` or the window asks for is looked up, promised and fetched.

A DICOMweb archive is asked as by ``dicom:rs``; one that speaks DIMSE sends by C-GET or C-MOVE, or by WADO-URI.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from launcher.addresses import origin_of
from launcher.cache import Kept
from launcher.dicomweb.model import FoundSeries
from launcher.dicomweb.request import ALL, Filters
from launcher.dimse.contexts import read_configured
from launcher.errors import NotFound, RequestError
from launcher.folders import folders
from launcher.frozen import frozen
from launcher.ledger.records import Entry
from launcher.nodes.lookup import lookup
from launcher.nodes.node import CallingNode, DicomNode, WebNode
from launcher.nodes.request import Wish
from launcher.nodes.search import Reach, WebFinder, searching
from launcher.sources.arrival import identified
from launcher.sources.dicomweb import conclude
from launcher.sources.dimse_series import DimseSeries, Way
from launcher.sources.series import SeriesRetrieval
from launcher.sources.work import Work
from launcher.transfers import Transfer

_UIDS: Final = {"StudyInstanceUID": "study", "SeriesInstanceUID": "series", "SOPInstanceUID": "image"}


@frozen
class Query:
    """What is wanted of an archive. ``method`` is get, move, wado or rs; empty for the archive's own."""

    node: DicomNode | WebNode
    caller: CallingNode
    wishes: tuple[Wish, ...]
    filters: Filters = ALL
    method: str = ""
    ca_files: tuple[Path, ...] = ()


def way_of(node: DicomNode | WebNode, method: str) -> str:
    """How images are fetched; a DICOMweb archive has one way only.

    Raises
    ------
    RequestError
        The archive has not been set up for this.
    """
    if isinstance(node, WebNode):
        return "rs"
    way = method or node.retrieve
    if way == "rs":
        todo = "Set it up as a DICOMweb archive, or fetch by get, move or wado."
        raise RequestError("The archive cannot be asked by DICOMweb", f"{node.name} is set up for DIMSE", todo)
    if way == "wado" and not node.wado_uri:
        raise RequestError("The archive cannot be asked by WADO-URI", f"{node.name} has no wado_uri", "Set it up.")
    return way


def open_query(work: Work, query: Query) -> None:
    """Look up what is wanted, and fetch it.

    Raises
    ------
    WetreadError
        The archive cannot be asked; or something is not there, and the rest is on its way.
    """
    way = way_of(query.node, query.method)
    reach = Reach(lambda: work.http, query.ca_files)
    lost: list[str] = []
    with searching(query.node, query.caller, reach, work.launch.consent, work.job.stop) as archive:
        for wish in query.wishes:
            found = False
            for series in lookup(archive, wish, work.job.stop, query.filters, by_name=way != "rs"):
                found = True
                if not work.wait_while_paused():
                    break
                _fetch(work, query, way, series, archive.archive if isinstance(archive, WebFinder) else None)
            if not found and not work.job.stop.is_set():
                lost.append(_named(wish))
    if not work.job.stop.is_set():
        conclude(work, query.node.name, lost)


def _named(wish: Wish) -> str:
    """What is not there, without what identifies people."""
    uids = [f"{_UIDS[keyword]} {value}" for keyword, value in wish.items() if keyword in _UIDS]
    return ", ".join(uids) or "a study of this " + ", ".join(wish)


def _fetch(work: Work, query: Query, way: str, series: FoundSeries, web: object) -> None:
    from launcher.dicomweb.query import Archive

    if isinstance(web, Archive):
        SeriesRetrieval(work, web, series).start()
    elif not series.instances:
        name = series.series.series_description or series.series.modality or "a series"
        raise NotFound("The archive lists a series without its images", f"{query.node.name}: {name}")
    elif way == "wado":
        _fetch_by_wado_uri(work, query, series)
    else:
        assert isinstance(query.node, DicomNode)
        configured = read_configured(folders().config / "store-tcs.properties")
        asked = Way(query.node, query.caller, way, not query.method, configured, query.ca_files)
        DimseSeries(work, asked, series).start()


# --- C-FIND, then WADO-URI -----------------------------------------------------------------------------------------


def _fetch_by_wado_uri(work: Work, query: Query, series: FoundSeries) -> None:
    assert isinstance(query.node, DicomNode)
    node = query.node
    place = series.patient, series.study, series.series
    entries = work.ledger.promise(work.job, *place, series.instances)
    transfers = [_by_wado_uri(work, node, series, uid, entry) for uid, entry in entries.items()]
    record = next((entry.record for entry in entries.values()), None)
    if record is not None:
        queue = record.queue
        for entry, transfer in zip(entries.values(), transfers, strict=True):
            entry.again = partial(_again, work, queue, transfer)
        work.downloads.add(queue, transfers)


def _again(work: Work, queue: str, transfer: Transfer) -> None:
    work.downloads.add(queue, [transfer.afresh()])


def _by_wado_uri(work: Work, node: DicomNode, series: FoundSeries, uid: str, entry: Entry) -> Transfer:
    """PS3.18 9.1; the slash stays as it is, for some servers take application%2Fdicom for another type."""
    uids = (("studyUID", series.study.study_instance_uid), ("seriesUID", series.series.series_instance_uid))
    query = urlencode([("requestType", "WADO"), *uids, ("objectUID", uid)])
    joint = "&" if "?" in node.wado_uri else "?"
    return Transfer(
        (f"{node.wado_uri}{joint}{query}&contentType=application/dicom",),
        begin=partial(work.ledger.start, entry),
        accept=partial(_accept, work, entry),
        give_up=partial(work.ledger.failed, entry),
        permit=work.launch.consent.also(origin_of(node.wado_uri)).permit,
        limits=work.launch.limits,
    )


def _accept(work: Work, entry: Entry, file: Kept) -> None:
    work.received(entry, identified(file, {}), file)


def wished(items: Sequence[Wish]) -> tuple[Wish, ...]:
    """What a dialog's rows stand for: each by its lowest unique key, with those above it.

    Raises
    ------
    RequestError
        A row names nothing.
    """
    keys = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")
    wishes = []
    for item in items:
        uids = {key: item[key] for key in keys if item.get(key)}
        wish = uids or {key: item[key] for key in ("PatientID", "IssuerOfPatientID") if item.get(key)}
        if not wish:
            raise RequestError("Nothing was chosen", "the archive gave no identifier with it", "Choose its studies.")
        wishes.append(wish)
    return tuple(wishes)
