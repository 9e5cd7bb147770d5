"""A series from a DICOMweb archive: one answer whose parts are shown as they arrive, then what is still missing.

A stream is believed to have brought all of a series only when as many instances as the archive counts are on disk,
each parsed to its end. What is missing then is listed by name and fetched one by one; what cannot be listed is said to
be missing.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final

from launcher.addresses import host
from launcher.cache import Kept
from launcher.dicomweb.model import FoundSeries
from launcher.dicomweb.query import Archive
from launcher.dicomweb.retrieve import Unpacker, is_decoded
from launcher.errors import BadAnswer, NotDicom, NotFound, WetreadError
from launcher.headers.reading import Header
from launcher.http.client import HttpError, Response
from launcher.ledger.records import Entry, SeriesRecord
from launcher.references import Instance
from launcher.sources.arrival import identified, receive_one
from launcher.sources.frames import SingleFrames
from launcher.sources.partial import growing
from launcher.sources.work import Work, is_asked_for_whole
from launcher.transfers import Damaged, Transfer, passing

PICTURES: Final = ("/thumbnail?viewport=256,256", "/rendered?viewport=256,256")
"""What shows a series small, PS3.18 10.4.1.1.5."""
PICTURED_AT_MOST: Final = 60
"""Series of a job that small pictures are fetched of: they go before all images."""
NOT_PICTURED: Final = frozenset(("SR", "PR", "KO", "SEG", "REG", "RTSTRUCT", "RTPLAN", "RTRECORD", "DOC", "ECG"))
JPEG: Final = b"\xff\xd8\xff"
NOTHING: Final[Mapping[int, str]] = MappingProxyType({})

log = logging.getLogger(__name__)


class SeriesRetrieval:
    """One series, or some instances of it: what is promised, and how it is fetched.

    Parameters
    ----------
    overridden
        Tag → value that is put into each file, as a manifest may ask.
    """

    def __init__(
        self, work: Work, archive: Archive, series: FoundSeries, overridden: Mapping[int, str] = NOTHING
    ) -> None:
        self._work = work
        self._archive = archive
        self._service = archive.service
        self._series = series
        self._overridden = overridden
        self._record: SeriesRecord | None = None
        self._named: dict[str, Entry] = {}  # what has not come yet, by SOP Instance UID
        self._nameless: list[Entry] = []
        self._undecoded: set[str] = set()
        self._unpacker = Unpacker(work.cache)
        self._streaming = False
        self._has_image = False
        self._counted = bool(series.count) or not series.whole
        self._frames = SingleFrames(work, archive, lambda *what: self._service.instance(*self._uids, *what))

    def start(self) -> None:
        """Promise what is wanted and is not here, and queue it.

        Raises
        ------
        SourceError
            The archive does not count its instances, and cannot be asked for a list of them.
        """
        wanted = self._promise()
        self._record = next((entry.record for entry in wanted if entry.record is not None), None)
        if self._record is None:
            return
        if self._series.whole and self._is_worth_a_stream():
            self._stream()
        else:
            self._fill_or_fail()
        self._fetch_thumbnail(self._record)

    def _listed(self) -> Sequence[Instance]:
        """The instances of a series that the archive does not count, as far as it lists them."""
        if self._series.count:
            return ()
        try:
            return self._archive.instances(self._series, None)
        except (NotFound, BadAnswer) as error:
            log.info("the images of a series cannot be listed: %s", error)
            return ()

    def _is_worth_a_stream(self) -> bool:
        assert self._record is not None
        missing = len(self._missing())
        return is_asked_for_whole(self._record, missing) and (missing > 1 or bool(self._nameless))

    def _promise(self) -> list[Entry]:
        ledger, job, series = self._work.ledger, self._work.job, self._series
        place = series.patient, series.study, series.series
        if instances := series.instances or self._listed():
            self._named = ledger.promise(job, *place, instances)
            return list(self._named.values())
        wanted = ledger.promise_count(job, *place, 1 if series.count is None else series.count)
        self._nameless = [entry for entry in wanted if not entry.named]
        self._named = {entry.instance.sop_instance_uid: entry for entry in wanted if entry.named}
        return wanted

    # --- all in one answer ---

    def _stream(self) -> None:
        work, service = self._work, self._service
        self._streaming = True
        for entry in self._missing():
            entry.again = self._again
        study_uid, series_uid = self._uids
        transfer = Transfer(
            (service.series(study_uid, series_uid),),
            begin=self._begin,
            accept=self._take,
            give_up=self._stream_failed,
            receive=self._receive,
            headers=service.retrieve_headers,
            permit=work.launch.consent.permit,
            limits=work.launch.limits,
            media_types=service.series_media_types,
        )
        self._queue([transfer])

    def _again(self) -> None:
        """One of the entries is to be fetched again: all of them are, by one stream."""
        if not self._streaming:
            self._stream()

    def _begin(self) -> bool:
        """Whether to ask for all of it; not when most has come before a pause."""
        self._streaming = False
        if not any(self._work.ledger.start(entry) for entry in self._missing()):
            return False
        if self._is_worth_a_stream():
            return True
        self._fill()
        return False

    def _receive(self, response: Response) -> None:
        try:
            grows = growing(self._work.ledger, self._coming, self._overridden)
            for file in self._unpacker.files(response, grows):
                self._take(file)
                if not self._is_wanted():
                    break
            else:
                self._counted = True  # this was all of it
        except WetreadError as error:
            if response.stopped:
                raise  # paused, and begun again later
            log.info("a series did not come whole: %s", error)
        self._fill()

    def _stream_failed(self, error: WetreadError) -> None:
        elsewhere = self._service.elsewhere(self._series.retrieve_url)
        if isinstance(error, NotFound | BadAnswer) and elsewhere is not None and self._service is self._archive.service:
            self._service = elsewhere
            self._stream()
        elif isinstance(error, NotFound | BadAnswer):
            self._fill_or_fail()
        else:
            self._fail(self._missing(), error)

    def _take(self, file: Kept) -> None:
        """Take in one instance of the stream; one that did not come well is fetched singly later."""
        try:
            header = identified(file, self._overridden)
            kept = self._is_promised(header) and self._is_good(header) and self._enter(header)
        except (Damaged, NotDicom, NotFound) as error:
            log.info("a part of a series is left out: %s", error)
            kept = False
        if not kept:
            self._work.cache.discard(file.path)
        elif not self._has_image:
            self._has_image = True
            self._work.downloads.let_pass(self._pictures)  # now they harm nobody

    def _is_promised(self, header: Header) -> bool:
        """Whether it was meant: of this series, or an image that is known by name. Another's must not stand for it."""
        by_name = header.instance.sop_instance_uid in self._named
        return by_name or header.series.series_instance_uid == self._series.series.series_instance_uid

    def _is_good(self, header: Header) -> bool:
        """Whether it can be shown; if not, it is asked for in another form."""
        good = is_decoded(header.instance.transfer_syntax_uid)
        if not good:
            self._undecoded.add(header.instance.sop_instance_uid)
        return good

    def _enter(self, header: Header) -> bool:
        ledger, place = self._work.ledger, (header.patient, header.study, header.series, header.instance)
        with ledger.lock:
            entry = self._entry(header.instance.sop_instance_uid)
            if entry is not None:
                return ledger.received(entry, *place)
            return self._is_wanted() and ledger.found(self._work.job, *place)

    def _coming(self, header: Header) -> Entry | None:
        """What was promised as an instance that has begun to come; what was promised by number has a name then."""
        assert self._record is not None
        if not self._is_promised(header):
            return None
        with self._work.ledger.lock:
            instance, uid = header.instance, header.instance.sop_instance_uid
            entry = self._named.get(uid)
            if entry is None and uid not in self._record.entries and (entry := self._nameless_one()) is not None:
                self._work.ledger.name(entry, instance)
                self._named[uid] = entry
            return self._frames.of(entry) if entry is not None else None

    def _entry(self, uid: str) -> Entry | None:
        """What was promised as this instance, by its name or by number; none when it was not promised at all."""
        assert self._record is not None
        entry = self._named.pop(uid, None) or self._record.entries.get(self._record.known_as.get(uid, uid))
        return entry or self._nameless_one()

    def _nameless_one(self) -> Entry | None:
        """One of those that were promised by number, have not come, and were not named by another job meanwhile."""
        given_up: list[Entry] = []  # for now: they may be fetched again
        found = None
        while self._nameless and found is None:
            entry = self._nameless.pop()
            if entry.named:
                self._named_elsewhere(entry)
            elif _is_missing(entry):
                found = entry
            elif _may_come(entry):
                given_up.append(entry)
        self._nameless[:0] = given_up
        return found

    def _named_elsewhere(self, entry: Entry) -> None:
        """An image that was promised by number is wanted by its name, too, and still fetched here."""
        if _may_come(entry):
            self._named[entry.instance.sop_instance_uid] = entry

    # --- one by one ---

    def _fill_or_fail(self) -> None:
        """Fetch singly what is missing; it has failed if that cannot be found out."""
        try:
            self._fill()
        except WetreadError as error:
            self._fail(self._missing(), error)

    def _fill(self) -> None:
        """Fetch singly what is missing.

        Raises
        ------
        WetreadError
            The archive cannot say what that is. It may be away for a while, so the stream is asked for again.
        """
        if not self._counted:
            self._count()
        for entry in self._nameless:
            if entry.named:
                self._named_elsewhere(entry)
        self._nameless = [entry for entry in self._nameless if not entry.named and _may_come(entry)]
        if nameless := list(filter(_is_missing, self._nameless)):
            self._name(nameless)
        self._queue([self._single(entry) for entry in self._named.values() if _is_missing(entry)])

    def _count(self) -> None:
        """No stream told how much there is, and the list that the archive gave may have been cut."""
        assert self._record is not None
        known = self._record.entries.keys() | self._record.known_as.keys()
        listed = self._archive.instances_by_metadata(self._series)
        self._named |= self._promised_in_addition([one for one in listed if one.sop_instance_uid not in known])
        self._counted = True

    def _name(self, nameless: list[Entry]) -> None:
        """Find out which instances are missing; those that the archive does not list have failed."""
        assert self._record is not None
        try:
            listed = self._archive.instances(self._series, self._series.count)
        except WetreadError as error:
            if passing(error):
                raise
            self._fail(nameless, error)
            return
        known = self._record.entries.keys() | self._record.known_as.keys()
        missing = [instance for instance in listed if instance.sop_instance_uid not in known]
        for entry, instance in zip(nameless, missing, strict=False):
            self._work.ledger.name(entry, instance)
            self._named[instance.sop_instance_uid] = entry
        self._nameless = [entry for entry in self._nameless if not entry.named]
        self._named |= self._promised_in_addition(missing[len(nameless) :])
        self._fail(nameless[len(missing) :], self._unknown())

    def _unknown(self) -> NotFound:
        """Of what the archive neither names nor sends."""
        server, count = host(self._service.root), self._series.count
        if not count:
            return NotFound("The archive sends no images of this series", f"{server} neither counts nor lists any")
        why = f"{server} counts {count} in this series, and lists and sends fewer"
        return NotFound("The archive does not say which images these are", why)

    def _promised_in_addition(self, instances: Sequence[Instance]) -> dict[str, Entry]:
        series = self._series
        return self._work.ledger.promise(self._work.job, series.patient, series.study, series.series, instances)

    def _single(self, entry: Entry) -> Transfer:
        work, service, uid = self._work, self._service, entry.instance.sop_instance_uid
        grows = growing(work.ledger, lambda _: self._frames.of(entry), self._overridden)
        transfer = Transfer(
            (service.instance(*self._uids, uid),),
            begin=partial(work.ledger.start, entry),
            accept=partial(self._accept, entry),
            give_up=partial(work.ledger.failed, entry),
            receive=partial(receive_one, unpacker=self._unpacker, accept=partial(self._accept, entry), grows=grows),
            headers=service.retrieve_headers,
            permit=work.launch.consent.permit,
            limits=work.launch.limits,
            media_types=service.converted_media_types if uid in self._undecoded else service.instance_media_types,
        )
        entry.again = lambda: self._queue([transfer.afresh()])
        return transfer

    def _accept(self, entry: Entry, file: Kept) -> None:
        header = identified(file, self._overridden)
        asked_before = header.instance.sop_instance_uid in self._undecoded
        if self._is_good(header) or asked_before:
            self._work.received(entry, header, file)
        else:
            self._work.cache.discard(file.path)
            self._queue([self._single(entry)])

    # --- a small picture ---

    def _fetch_thumbnail(self, record: SeriesRecord) -> None:
        """Fetch the small picture of a series that waits behind another, from what the archive has of it."""
        resource = next((name for name in PICTURES if name not in self._archive.lacking), None)
        if resource is None or record.key not in self._work.job.series[1:PICTURED_AT_MOST]:
            return
        if self._series.series.modality in NOT_PICTURED:
            return
        transfer = Transfer(
            (self._service.series(*self._uids, resource),),
            begin=partial(self._begin_thumbnail, record, resource),
            accept=partial(self._accept_thumbnail, record),
            give_up=partial(self._no_thumbnail, record, resource),
            headers=self._service.retrieve_headers,
            permit=self._work.launch.consent.permit,
            media_types=("image/jpeg",),
        )
        self._work.downloads.add(self._pictures, [transfer])
        self._work.downloads.first(self._pictures)

    def _begin_thumbnail(self, record: SeriesRecord, resource: str) -> bool:
        wanted = self._work.ledger.holds(record) and not record.received
        if wanted and resource in self._archive.lacking:
            self._fetch_thumbnail(record)
            return False
        return wanted

    def _accept_thumbnail(self, record: SeriesRecord, file: Kept) -> None:
        if not file.beginning.startswith(JPEG) or not self._work.ledger.thumbnail(record, str(file.path)):
            self._work.cache.discard(file.path)

    def _no_thumbnail(self, record: SeriesRecord, resource: str, error: WetreadError) -> None:
        """The archive is not asked again for what it does not know."""
        if isinstance(error, NotFound) or (isinstance(error, HttpError) and error.status in (405, 406, 501)):
            self._archive.lacking.add(resource)
            self._fetch_thumbnail(record)

    # --- what all of it needs ---

    @property
    def _pictures(self) -> str:
        """The queue of the small pictures."""
        return f"thumbnails of job {self._work.job.id}"

    @property
    def _uids(self) -> tuple[str, str]:
        return self._series.study.study_instance_uid, self._series.series.series_instance_uid

    def _missing(self) -> list[Entry]:
        return [entry for entry in (*self._nameless, *self._named.values()) if _is_missing(entry)]

    def _is_wanted(self) -> bool:
        """Whether anybody waits for what a stream brings; when all that was promised has come, for what was not."""
        assert self._record is not None
        with self._work.ledger.lock:
            left = (*self._nameless, *self._named.values())
            return any(map(_is_missing, left)) if left else self._work.ledger.holds(self._record)

    def _queue(self, transfers: Sequence[Transfer]) -> None:
        if transfers and self._record is not None:
            self._work.downloads.add(self._record.queue, transfers)

    def _fail(self, entries: Sequence[Entry], error: WetreadError) -> None:
        for entry in entries:
            entry.again = self._again
            self._work.ledger.failed(entry, error)


def _is_missing(entry: Entry) -> bool:
    return entry.record is not None and entry.state == "queued"


def _may_come(entry: Entry) -> bool:
    """Whether it is missing, or has been given up and can be asked for again."""
    return entry.record is not None and entry.state != "received"
