"""What was promised, what has come, what is missing: the one record of it.

Every instance that a link, a file or an archive promises is an ``Entry`` here until it is received or has failed with
a reason; nothing is dropped quietly. Series, jobs, ``wetread status`` and the window's explorer are views of these
entries.

No input or output: the ledger is told what happened, and tells its listener (as ``protocol`` messages) what changed.
Everything is done under ``lock``; ``changed`` wakes those who wait for a state. It stands in five layers, a class and
a module each: ``announcements``, ``jobs``, ``entries``, ``instances`` and, on top, what users want of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from launcher.errors import CANCELLED, RequestError
from launcher.ledger.entries import LOST
from launcher.ledger.instances import Instances
from launcher.ledger.records import Entry, Job, SeriesRecord
from launcher.ledger.wording import counted, missing_lines
from launcher.protocol import AnyMessage
from launcher.protocol.events import InstancesReceived, SeriesUpdate
from launcher.references import Instance
from launcher.traffic import NOTHING, Traffic

INTERRUPTED = "Wetread was interrupted; click the link again"


class Ledger(Instances):
    """The record of one running service.

    Parameters
    ----------
    tell
        Called with each message that says what changed, under the lock.
    """

    # --- what the user wants ---

    def pause(self, keys: Sequence[str] = (), paused: bool = True) -> int:
        """Fetch no more of these series, or of all, for now; or go on with them. Returns how many series changed."""
        with self.lock:
            records = [
                record
                for record in self.records.values()
                if (not keys or record.key in keys) and record.paused != paused and (record.waiting or not paused)
            ]
            for record in records:
                record.paused = paused
                self._tell_series(record)
            for job in [job for job in self.jobs.values() if not job.ended]:
                job.paused = self._is_paused(job, keys, paused)
                self._tell_job(job)
            self.changed.notify_all()
            return len(records)

    def _is_paused(self, job: Job, keys: Sequence[str], paused: bool) -> bool:
        """Whether nothing of a job is wanted for now: of one that still lists, its looking for more too.

        So it is of addresses that are on their way: who knows what they list.
        """
        coming = [record for key in job.series if (record := self.records[key]).waiting]
        if coming or (job.listed and job.expected == job.received + job.failed):
            return bool(coming) and all(record.paused for record in coming)
        return paused if not keys or not set(keys).isdisjoint(job.series) else job.paused

    def cancel(self, keys: Sequence[str]) -> int:
        """What has not come of these series is not waited for. Returns how many series it concerned.

        Those of a study of which nothing has come are forgotten.
        """
        with self.lock:
            records = [record for record in self.records.values() if record.key in keys and record.waiting]
            begun = self._studies_begun()
            unbegun = {record.key for record in records if record.place not in begun}
            self.close(lambda record: record.key in unbegun)
            for record in records:
                for entry in [entry for entry in record.entries.values() if entry.state == "queued"]:
                    self.failed(entry, CANCELLED)
            return len(records)

    def cancel_all(self) -> int:
        """Nothing is waited for any more, and nothing looked for. Returns how many series it concerned."""
        with self.lock:
            cancelled = self.cancel(list(self.records))
            for job in self.jobs.values():
                self.cancel_job(job)
            return cancelled

    def cancel_job(self, job: Job) -> None:
        """Nobody waits for it any more: what has come stays, and what has not is missing in its study.

        Nothing stays of a study of which nothing has come.
        """
        with self.lock:
            if job.ended:
                return
            job.stop.set()
            begun = self._studies_begun()
            for record in list(self.records.values()):
                self._cancel_series(job, record, forgotten=record.place not in begun)
            job.expected = job.received + job.failed
            job.state, job.listed, job.rerun = "cancelled", True, None
            job.again.clear()
            self._tell_job(job)
            self.changed.notify_all()

    def _studies_begun(self) -> set[tuple[str, str]]:
        """The studies of which something has come: they would look whole without their other series."""
        return {record.place for record in self.records.values() if record.received or any(record.begun())}

    def _cancel_series(self, job: Job, record: SeriesRecord, forgotten: bool) -> None:
        waiting = [e for e in record.entries.values() if e.state == "queued" and job.id in e.jobs]
        for entry in waiting:
            if entry.jobs == {job.id} and forgotten:
                self._drop(entry)
                continue
            entry.jobs.discard(job.id)
            if not entry.jobs:
                self.failed(entry, CANCELLED)
        if waiting and not record.entries:
            self._forget(record)
        elif waiting:
            self._tell_series(record)

    def retry(self, keys: Sequence[str] = ()) -> int:
        """Fetch again what failed in these series, or everywhere; returns how many instances."""
        with self.lock:
            again = [
                (entry, entry.again)
                for record in self.records.values()
                if not keys or record.key in keys
                for entry in record.entries.values()
                if entry.state == "failed" and entry.again is not None
            ]
            records = {entry.record for entry, _ in again if entry.record is not None}
            for record in records:
                record.paused = record.paused and record.waiting > 0
            for entry, _ in again:
                self._requeue(entry)
            for record in records:
                self._tell_series(record)
            for number in {number for entry, _ in again for number in entry.jobs}:
                self._tell_job(self.jobs[number])
            fetches = [fetch for _, fetch in again]
            for job in self.jobs.values() if not keys else ():
                fetches += self._retry_job(job)
        for fetch in fetches:
            fetch()
        return len(fetches)

    def beyond_retry(self) -> int:
        """How many instances are missing that nothing here can ask for again."""
        with self.lock:
            entries = (entry for record in self.records.values() for entry in record.entries.values())
            return sum(entry.state == "failed" and entry.again is None for entry in entries)

    def _retry_job(self, job: Job) -> list[Callable[[], None]]:
        again = list(job.again)
        job.failed -= len(again)
        if job.rerun is not None:
            again.append(job.rerun)
            job.listed = False
        job.again, job.rerun = [], None
        if again:
            self._withdraw(job)
            self._reopen(job, *(error for error, _ in again))
            self._tell_job(job)
        return [fetch for _, fetch in again]

    def close(self, wanted: Callable[[SeriesRecord], bool], request: int = 0) -> list[str]:
        """Forget the series that ``wanted`` picks, with their transfers; jobs that are listing promise no more of them.

        Those of ``request`` itself do: a link may close what an earlier one has opened, and open it anew.

        Returns
        -------
        list of str
            The paths of their files.
        """
        with self.lock:
            records = [record for record in self.records.values() if wanted(record)]
            for job in self.jobs.values():
                if not job.listed and not job.ended and job.request != request:
                    job.closed.append(wanted)
            entries = [entry for record in records for entry in record.entries.values()]
            paths = [entry.instance.path for entry in entries if entry.instance.path]
            self._forget(*records)
            jobs = {number for entry in entries for number in entry.jobs}
            for entry in entries:
                self._drop(entry)
            for job in [self.jobs[number] for number in jobs & self.jobs.keys()]:
                self._settle(job)
                if job.state in ("partial", "failed") and not job.series:
                    self._dismiss(job)
                if job.looked_at and not job.listed and not job.series:
                    self.cancel_job(job)  # nobody wants the rest of a folder of which all that had come was closed
            return paths + [record.thumbnail for record in records if record.thumbnail]

    def show(self, request: int, accepted: float, fits: Callable[[SeriesRecord], bool]) -> Job | None:
        """A new job of series that are here already, which brings them to the front; none when nothing fits."""
        with self.lock:
            records = [record for record in self.records.values() if fits(record)]
            if not records:
                return None
            job = self.open_job(request, "Showing what is open already", records[0].source, accepted)
            for record in records:
                self._attach(job, record)
                for entry in record.entries.values():
                    self._count_for(job, entry)
            self.listed(job)
            return job

    # --- what the window says ---

    def image_shown(self, key: str, at: float) -> None:
        """The first image of a series is on screen."""
        with self.lock:
            self.shown.add(key)
            for job in self.jobs.values():
                if key in job.series:
                    job.times.setdefault("first_image", at)
            self.changed.notify_all()

    # --- a viewer that a service left behind ---

    def adopt(self, update: SeriesUpdate, received: InstancesReceived) -> None:
        """Take over what a viewer holds from a service that died; what that one still expected counts as failed."""
        with self.lock:
            record = self.records.get(update.key)
            if record is None:
                record = self._new_record(update.patient, update.study, update.series, update.source, 0)
                record.thumbnail, record.active = update.thumbnail, True
            for instance in received.instances:
                self._take_over(record, instance)
            self._add_lost(record, update.expected - len(record.entries))
            self._tell_series(record)
            for job in [job for job in self.jobs.values() if record.key in job.series]:
                self._settle(job)

    def _take_over(self, record: SeriesRecord, instance: Instance) -> None:
        entry = record.entries.setdefault(instance.sop_instance_uid, Entry(instance, record))
        if entry.state == "failed":
            self._requeue(entry)
        if entry.state == "queued":
            entry.instance, entry.state = instance, "received"
            self._count(entry, record, +1)

    def _add_lost(self, record: SeriesRecord, count: int) -> None:
        """So many instances were promised by the service that died; which ones, it took with it."""
        lost = [Entry(Instance(), record, state="failed", reason=INTERRUPTED) for _ in range(count)]
        record.entries.update({f"{LOST}{number}": entry for number, entry in enumerate(lost, len(record.entries))})
        record.failed += len(lost)
        if lost:
            todo = "Click the link again, or open the files once more."
            title = f"{counted(count, 'image')} did not come"
            record.lost = self.message("warning", title, "\n".join(missing_lines(lost)), todo)

    # --- its series ---

    def keys_of(self, uids: Sequence[str]) -> list[str]:
        """The series with these UIDs, and those of the studies with them; all when there is none.

        Raises
        ------
        RequestError
            Nothing here has one of these UIDs.
        """
        with self.lock:
            by_uid: dict[str, list[str]] = {}
            for record in self.records.values():
                for uid in (record.series.series_instance_uid, record.study.study_instance_uid):
                    by_uid.setdefault(uid, []).append(record.key)
            unknown = [uid for uid in uids if uid not in by_uid]
            if unknown:
                raise RequestError("There is no such series or study", unknown[0], "See wetread status --json.")
            return [key for uid in uids for key in by_uid[uid]] if uids else list(self.records)

    def paused_queues(self) -> set[str]:
        """The queues of the series that are paused."""
        with self.lock:
            return {record.queue for record in self.records.values() if record.paused and record.waiting}

    def holds(self, record: SeriesRecord) -> bool:
        """Whether a series has not been closed."""
        with self.lock:
            return self.records.get(record.key) is record

    def thumbnail(self, record: SeriesRecord, path: str) -> bool:
        """A small picture of a series has come; whether it is wanted."""
        with self.lock:
            if not self.holds(record):
                return False
            record.thumbnail = path
            self._tell_series(record)
            self.changed.notify_all()
            return True

    def measure(self, traffic: Mapping[str, Traffic]) -> None:
        """How much has come and how fast, by queue."""
        with self.lock:
            for record in self.records.values():
                coming = traffic.get(record.queue, NOTHING)
                if coming != record.coming:
                    record.coming = coming
                    self._tell_series(record)
            for job in [job for job in self.jobs.values() if not job.ended]:
                records = [self.records[key] for key in job.series]
                size = sum(record.size + record.coming.on_its_way for record in records)
                rate = sum(record.coming.rate for record in records)
                if (size, rate) != (job.size, job.rate):
                    job.size, job.rate = size, rate
                    self._tell_job(job)

    # --- all of it ---

    def replay(self) -> Iterator[AnyMessage]:
        """All that a new window must know, in order."""
        with self.lock:
            for record in self.records.values():
                yield record.update()
                if record.received:
                    yield record.instances()
                yield from record.begun()
            told = self.latest(), self.in_front()
            yield from (job.update() for job in self.jobs.values() if not job.ended or job in told)
            first = self.viewer_ready is None  # an earlier window has shown its dialogs
            yield from (replace(message, modal=message.modal and first) for message in self.messages)
