"""The entries of the ledger: which series an instance belongs to, and what it counts for.

A promise may be wrong about an instance: its file then says of which series it is, and the entry moves there.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

from launcher.errors import NotFound, WetreadError
from launcher.ledger.jobs import Jobs
from launcher.ledger.records import NAMELESS, Entry, Job, SeriesRecord
from launcher.protocol import AnyMessage
from launcher.protocol.events import SeriesClosed, SourceName
from launcher.references import Instance, Patient, Series, Study, series_key

LOST = "lost "
"""What stands for the UID of an instance that a service which died had promised."""


class Entries(Jobs):
    """Entries as they come, move, count and go; the ``Ledger`` says when."""

    def __init__(self, tell: Callable[[AnyMessage], None]) -> None:
        super().__init__(tell)
        self.shown: set[str] = set()
        self._known_as: dict[str, str] = {}  # key that a series was promised under → that of its files
        self._orders = itertools.count(1)
        self._placeholders = itertools.count(1)

    def _record_for(
        self, job: Job, patient: Patient, study: Study, series: Series, promised: bool = False
    ) -> SeriesRecord:
        """The series that a file names, or that a promise means: its files may have said another name since."""
        key = series_key(patient, study, series)
        record = self.records.get(key)
        if record is None and promised:
            record = self.records.get(self._known_as.get(key, ""))
        if record is None:
            record = self._new_record(patient, study, series, job.source, job.id)
        if promised and record.key not in job.series:
            self._go_on(record, paused=job.paused and job.listed)
        self._attach(job, record)
        return record

    def _go_on(self, record: SeriesRecord, paused: bool) -> None:
        """A series is asked for anew, by a job that is paused or not: with it go those that wait for it already."""
        if record.paused and not paused:
            for job in (job for job in self.jobs.values() if job.paused and record.key in job.series):
                job.paused = False
                self._tell_job(job)
        record.paused = paused

    def _attach(self, job: Job, record: SeriesRecord) -> None:
        """A series is one of those of a job."""
        if record.key not in job.series:
            job.series.append(record.key)
            if record.key in self.shown:
                job.times.setdefault("first_image", max(job.accepted, time.monotonic()))

    def _new_record(self, patient: Patient, study: Study, series: Series, source: SourceName, job: int) -> SeriesRecord:
        record = SeriesRecord(patient, study, series, source, next(self._orders), job)
        self.records[record.key] = record
        return record

    def _add_unnamed(self, record: SeriesRecord, count: int) -> list[Entry]:
        """So many new entries of which nothing is known but that they are promised."""
        uids = [f"{NAMELESS}{next(self._placeholders)}" for _ in range(count)]
        entries = [Entry(Instance(uid), record) for uid in uids]
        record.entries.update(zip(uids, entries, strict=True))
        record.by_number += entries
        return entries

    @staticmethod
    def _take_unnamed(record: SeriesRecord, instance: Instance) -> Entry | None:
        """One that was promised by number, which this instance must be: an archive counts all that it has."""
        while record.by_number:
            entry = record.by_number.pop()
            if entry.record is record and not entry.named and entry.state != "received":
                del record.entries[entry.instance.sop_instance_uid]
                record.entries[instance.sop_instance_uid] = entry
                entry.instance = instance
                return entry
        return None

    def title_of(self, queue: str) -> str:
        """What the user knows the series by whose transfers are in this queue; empty when it is none."""
        with self.lock:
            record = next((record for record in self.records.values() if record.queue == queue), None)
        if record is None:
            return ""
        words = record.series.series_description or record.series.modality, record.study.study_description
        return ", ".join(filter(None, (*words, " ".join(record.patient.patient_name.split("^")).strip())))

    def want_frame(self, path: str, frame_index: int) -> None:
        """Somebody looks at a frame that the file coming to ``path`` does not hold yet; ask for it if possible."""
        with self.lock:
            entries = (entry for record in self.records.values() for entry in record.entries.values())
            entry = next((e for e in entries if e.begun is not None and e.begun.path == path), None)
        if entry is not None and entry.want_frame is not None:
            entry.want_frame(frame_index)

    def _count_for(self, job: Job, entry: Entry) -> None:
        """An instance counts for one more job."""
        if job.id not in entry.jobs and job.state != "cancelled":
            entry.jobs.add(job.id)
            job.expected += 1
            job.received += entry.state == "received"
            job.failed += entry.state == "failed"
            if entry.state == "received" and entry.error is not None:
                job.errors.append(entry.error)

    def _mark_incomplete(self, entry: Entry, record: SeriesRecord, error: WetreadError) -> None:
        """What has come is not whole."""
        entry.error, entry.reason = error, error.said
        record.cut += 1
        for job in self._jobs_of(entry):
            job.errors.append(error)

    def _replace_incomplete(self, entry: Entry, record: SeriesRecord) -> None:
        """A whole one has come in its place."""
        self._count(entry, record, -1)
        past = (entry.error,) if entry.error is not None else ()
        record.cut -= 1
        entry.state, entry.reason, entry.error = "queued", "", None
        for job in self._jobs_of(entry):
            self._reopen(job, *past)

    def _duplicate_of(self, entry: Entry, key: str, instance: Instance) -> Entry | None:
        """Another entry for the instance that has come for ``entry``."""
        home = self.records.get(key, entry.record)
        twin = home.entries.get(instance.sop_instance_uid) if home is not None else None
        if twin is None or twin is entry:
            return None
        if instance.sop_instance_uid != entry.instance.sop_instance_uid and twin.jobs & entry.jobs:
            raise NotFound(
                "The server sent another instance than the one asked for",
                f"{instance.sop_instance_uid} came instead of {entry.instance.sop_instance_uid}",
            )
        return twin

    def _merge(self, entry: Entry, twin: Entry) -> Entry:
        """One instance that was promised in two series: it counts once, in the series that its file names."""
        if twin.state == "failed":
            self._requeue(twin)
        jobs = self._jobs_of(entry)
        promised = entry.record
        if twin.record is not None:
            twin.record.known_as[entry.instance.sop_instance_uid] = twin.instance.sop_instance_uid
        self._drop(entry)
        for job in jobs:
            self._count_for(job, twin)
            if twin.record is not None and twin.record.key not in job.series:
                job.series.append(twin.record.key)
        if promised is not None and twin.record is not None:
            self._entry_left(promised, twin.record)
        for job in jobs:
            self._settle(job)
        return twin

    def _entry_left(self, promised: SeriesRecord, home: SeriesRecord) -> None:
        """An entry has gone from the series it was promised in to another."""
        if promised.entries:
            self._tell_series(promised)
        else:
            self._known_as[promised.key] = home.key
            self._forget(promised)

    def _record_of_file(
        self, entry: Entry, patient: Patient, study: Study, series: Series, instance: Instance
    ) -> SeriesRecord:
        """The record that a received file belongs to; the entry moves there when the promise was wrong."""
        record = entry.record
        assert record is not None
        uid, promised_uid = instance.sop_instance_uid, entry.instance.sop_instance_uid
        key = series_key(patient, study, series)
        if key != record.key and (record.received or key in self.records):
            record = self._move(entry, patient, study, series)
        elif key != record.key:  # the promise was wrong for the whole series: nothing of it is shown yet
            self._describe(record, patient, study, series, instance)
            self._rekey(record, key)
        if uid != promised_uid:
            record.known_as[promised_uid] = uid
            if record.entries.get(promised_uid) is entry:
                del record.entries[promised_uid]
        record.entries[uid] = entry
        self._describe(record, patient, study, series, instance)
        return record

    def _rekey(self, record: SeriesRecord, key: str) -> None:
        """Its files call a series otherwise; it keeps its place in its jobs, also for who is told."""
        old = record.key
        del self.records[old]
        record.key = self._known_as[old] = key
        self.records[key] = record
        self._tell_series(record)
        self._tell(SeriesClosed((old,)))
        for job in (job for job in self.jobs.values() if old in job.series):
            job.series[:] = [key if k == old else k for k in job.series]
            self._tell_job(job)

    def _move(self, entry: Entry, patient: Patient, study: Study, series: Series) -> SeriesRecord:
        """Take an entry out of the series it was promised in, and to the one its file names."""
        promised = entry.record
        assert promised is not None
        del promised.entries[entry.instance.sop_instance_uid]
        homes = [self._record_for(job, patient, study, series) for job in self._jobs_of(entry)]
        if not homes:  # its job was cancelled meanwhile
            known = self.records.get(series_key(patient, study, series))
            homes = [known or self._new_record(patient, study, series, promised.source, promised.job)]
        entry.record = homes[0]
        self._entry_left(promised, homes[0])
        return homes[0]

    def _describe(
        self, record: SeriesRecord, patient: Patient, study: Study, series: Series, instance: Instance
    ) -> None:
        """What a file says of its series counts more than what a manifest said."""
        if record.received == 0:
            record.patient, record.study, record.series = patient, study, series
            record.sop_class_uid = instance.sop_class_uid

    def _count(self, entry: Entry, record: SeriesRecord, sign: int) -> None:
        record.received += sign
        record.size += sign * entry.instance.size
        record.frames += sign * entry.instance.number_of_frames
        for job in self._jobs_of(entry):
            job.received += sign
            if sign > 0:
                job.times.setdefault("first_instance", time.monotonic())

    def _requeue(self, entry: Entry) -> None:
        past = (entry.error,) if entry.error is not None else ()
        entry.state, entry.reason, entry.error = "queued", "", None
        if entry.record is not None:
            entry.record.failed -= 1
        for job in self._jobs_of(entry):
            job.failed -= 1
            self._reopen(job, *past)

    def _forget_lost(self, record: SeriesRecord) -> None:
        """What an earlier service had promised is promised anew, by name."""
        lost = [uid for uid in record.entries if uid.startswith(LOST)]
        for uid in lost:
            del record.entries[uid]
        record.failed -= len(lost)
        self._withdraw_lost(record)

    def _withdraw_lost(self, record: SeriesRecord) -> None:
        if record.lost is not None:
            self._withdraw_message(record.lost)
            record.lost = None

    def _drop(self, entry: Entry) -> None:
        for job in self._jobs_of(entry):
            job.expected -= 1
            job.received -= entry.state == "received"
            job.failed -= entry.state == "failed"
            if entry.error is not None:
                job.forgive(entry.error)
        if entry.record is not None:
            entry.record.entries.pop(entry.instance.sop_instance_uid, None)
        entry.record = None

    def _forget(self, *records: SeriesRecord) -> None:
        """Leave these series out, which is said once for all of them: a window closes thousands as fast as one."""
        keys = {record.key: None for record in records}
        for record in records:
            self.records.pop(record.key, None)
            self._withdraw_lost(record)
        self.shown -= keys.keys()
        for job in self.jobs.values():
            job.series[:] = [key for key in job.series if key not in keys]
        if keys:
            self._tell(SeriesClosed(tuple(keys)))
            self.changed.notify_all()
