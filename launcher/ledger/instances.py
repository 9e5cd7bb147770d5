"""The instances of the ledger: promised, begun, received, found, failed.

Here the ledger is told what happens to each of them; ``entries`` says what follows for their series and jobs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from launcher.errors import WetreadError
from launcher.ledger.entries import Entries
from launcher.ledger.records import Entry, Job, SeriesRecord
from launcher.protocol.events import InstanceBegun
from launcher.references import Instance, Patient, Series, Study, identified, series_key


class Instances(Entries):
    """What sources and the window say of single instances."""

    def promise(
        self,
        job: Job,
        patient: Patient,
        study: Study,
        series: Series,
        instances: Iterable[Instance],
    ) -> dict[str, Entry]:
        """Enter what a job promises of one series.

        Returns
        -------
        dict of str to Entry
            Those to fetch, by the UID they are promised under: new ones and ones that had failed before. What is here
            already, or on its way for an earlier job, counts for this job too and is not fetched twice.
        """
        with self.lock:
            patient = identified(patient, study)
            promised = {instance.sop_instance_uid: instance for instance in instances}
            if not promised or job.state == "cancelled" or self.is_closed(job, patient, study, series):
                return {}
            record = self._record_for(job, patient, study, series, promised=True)
            self._forget_lost(record)
            entries = {uid: self._promise_one(job, record, instance) for uid, instance in promised.items()}
            self._tell_series(record)
            self._tell_job(job)
            return {uid: entry for uid, entry in entries.items() if entry is not None}

    def _promise_one(self, job: Job, record: SeriesRecord, instance: Instance) -> Entry | None:
        uid = record.known_as.get(instance.sop_instance_uid, instance.sop_instance_uid)
        entry = record.entries.get(uid) or self._take_unnamed(record, instance)
        new = entry is None
        if entry is None:
            entry = record.entries[uid] = Entry(instance, record)
        self._count_for(job, entry)
        if entry.state == "failed":
            self._requeue(entry)
            new = True
        return entry if new else None

    def promise_count(self, job: Job, patient: Patient, study: Study, series: Series, count: int) -> list[Entry]:
        """Enter that a job promises ``count`` instances of one series, which are known by number only.

        Returns
        -------
        list of Entry
            Those to fetch, as with ``promise``; one of them is given to ``received`` for each instance that comes.
        """
        with self.lock:
            patient = identified(patient, study)
            if not count or job.state == "cancelled" or self.is_closed(job, patient, study, series):
                return []
            record = self._record_for(job, patient, study, series, promised=True)
            self._forget_lost(record)
            fresh = self._add_unnamed(record, count - len(record.entries))
            for entry in record.entries.values():
                self._count_for(job, entry)
                if entry.state == "failed":
                    self._requeue(entry)
                    fresh.append(entry)
            self._tell_series(record)
            self._tell_job(job)
            return fresh

    def name(self, entry: Entry, instance: Instance) -> None:
        """It has become known which instance is meant by an entry that was promised by number."""
        with self.lock:
            if entry.record is not None and entry.state != "received":
                del entry.record.entries[entry.instance.sop_instance_uid]
                entry.record.entries[instance.sop_instance_uid] = entry
                entry.instance = instance

    def start(self, entry: Entry) -> bool:
        """A transfer begins; whether it is still wanted."""
        with self.lock:
            if entry.record is None or entry.state != "queued":
                return False
            if not entry.record.active:
                entry.record.active = True
                self._tell_series(entry.record)
            return True

    def begun(self, entry: Entry, patient: Patient, study: Study, series: Series, instance: Instance) -> None:
        """A promised instance with several frames is coming: ``instance.size`` bytes of its file are on disk.

        It counts for nothing until it has been ``received``, but the window may show what is there of it.
        """
        with self.lock:
            patient = identified(patient, study)
            wanted = entry.record is not None and entry.state == "queued"
            if not wanted or instance.sop_instance_uid != entry.instance.sop_instance_uid:
                return
            record = self._record_of_file(entry, patient, study, series, instance)
            if entry.begun is None:
                record.active = True
                self._tell_series(record)
            entry.begun = instance
            self._tell(InstanceBegun(record.key, instance))

    def received(self, entry: Entry, patient: Patient, study: Study, series: Series, instance: Instance) -> bool:
        """A promised instance is on disk. The file's own identity counts, whatever the promise said.

        Returns
        -------
        bool
            Whether the file is wanted; not when its series was closed meanwhile.

        Raises
        ------
        NotFound
            The file is another instance that was promised too: this one has not come.
        """
        with self.lock:
            patient = identified(patient, study)
            if entry.record is None or entry.state == "received":
                return False
            instance = _with_uid(instance, entry.instance.sop_instance_uid)
            twin = self._duplicate_of(entry, series_key(patient, study, series), instance)
            if entry.state == "failed":
                self._requeue(entry)
            if twin is not None:
                entry = self._merge(entry, twin)
            if entry.state == "received":
                return False
            record = self._record_of_file(entry, patient, study, series, instance)
            self._receive(entry, record, instance)
            return True

    def found(
        self,
        job: Job,
        patient: Patient,
        study: Study,
        series: Series,
        instance: Instance,
        cut: WetreadError | None = None,
    ) -> bool:
        """An instance that nobody promised by name is on disk: a file of a folder, of a ZIP, of a plain address.

        Parameters
        ----------
        cut
            What is missing of a file that is shown as far as it goes; a whole one takes its place.

        Returns
        -------
        bool
            Whether it is new; ``False`` when the same instance was here already, or nobody waits for the job any more.
        """
        with self.lock:
            patient = identified(patient, study)
            if job.state == "cancelled" or self.is_closed(job, patient, study, series):
                return False
            instance = _with_uid(instance, instance.path)
            record = self._record_for(job, patient, study, series)
            entry = record.entries.get(instance.sop_instance_uid) or self._take_unnamed(record, instance)
            entry = record.entries.setdefault(instance.sop_instance_uid, entry or Entry(instance, record))
            self._count_for(job, entry)
            if entry.state == "received" and entry.incomplete and cut is None:
                self._replace_incomplete(entry, record)
            if entry.state == "received":
                self._settle(job)
                return False
            if entry.state == "failed":
                self._requeue(entry)
            self._describe(record, patient, study, series, instance)
            self._receive(entry, record, instance, cut)
            return True

    def _receive(self, entry: Entry, record: SeriesRecord, instance: Instance, cut: WetreadError | None = None) -> None:
        entry.instance, entry.state, entry.begun = instance, "received", None
        self._count(entry, record, +1)
        if cut is not None:
            self._mark_incomplete(entry, record, cut)
        self._tell_received(record, entry)

    def failed(self, entry: Entry, error: WetreadError) -> None:
        """A promised instance is given up, for now."""
        with self.lock:
            if entry.record is None or entry.state != "queued":
                return
            entry.state, entry.error, entry.begun = "failed", error, None
            entry.reason = error.said
            entry.record.failed += 1
            for job in self._jobs_of(entry):
                job.failed += 1
                job.errors.append(error)
            self._tell_series(entry.record)
            for job in self._jobs_of(entry):
                self._settle(job)

    def unreadable(self, path: str, why: str) -> None:
        """The viewer cannot show a file that had been received: it stays, but the series says so."""
        self.picture_shown(path, why)  # if it is a picture
        with self.lock:
            entries = (entry for record in self.records.values() for entry in record.entries.values())
            entry = next((e for e in entries if e.instance.path == path and e.state == "received"), None)
            if entry is None or entry.record is None:
                return
            if entry.error is not None and entry.instance.number_of_frames > 1:
                return  # it is known to be cut; its other frames are shown
            self._count(entry, entry.record, -1)
            entry.record.cut -= entry.error is not None
            entry.state, entry.reason = "failed", why
            entry.record.failed += 1
            self._tell_series(entry.record)
            for job in self._jobs_of(entry):
                job.failed += 1
                before = job.state
                self._settle(job)
                if job.state == before and before in ("partial", "failed"):  # what it said then leaves this one out
                    self._name_missing(job)


def _with_uid(instance: Instance, uid: str) -> Instance:
    """Old files have no UID; two of them are two instances all the same."""
    return instance if instance.sop_instance_uid else replace(instance, sop_instance_uid=uid)
