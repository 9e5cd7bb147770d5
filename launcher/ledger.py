"""What was promised, what has come, what is missing: the one record of it.

Every instance that a link, a file or an archive promises is an ``Entry`` here until it is received or has failed with
a reason; nothing is dropped quietly. Series, jobs, ``wetread status`` and the window's explorer are views of these
entries.

No input or output: the ledger is told what happened, and tells its listener (as ``protocol`` messages) what changed.
Everything is done under ``lock``; ``changed`` wakes those who wait for a state.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from launcher.errors import NotFound, Refused, RequestError, WetreadError
from launcher.protocol import (
    AnyMessage,
    InstancesReceived,
    JobState,
    Message,
    MessageWithdrawn,
    SeriesClosed,
    SeriesUpdate,
    Severity,
    SourceName,
)
from launcher.records import NAMED_AT_MOST, Entry, Job, SeriesRecord, besides, counted, listed
from launcher.references import Instance, Patient, Series, Study, identified, series_key

INTERRUPTED = "Wetread was interrupted; click the link again"
LOST = "lost "
"""What stands for the UID of an instance that a service which died had promised."""


class Ledger:
    """The record of one running service.

    Parameters
    ----------
    tell
        Called with each message that says what changed, under the lock.
    """

    def __init__(self, tell: Callable[[AnyMessage], None]) -> None:
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.records: dict[str, SeriesRecord] = {}
        self.jobs: dict[int, Job] = {}
        self.messages: deque[Message] = deque(maxlen=200)
        self.pictures: dict[str, str] = {}  # path → queued · shown · failed
        self.shown: set[str] = set()
        self.viewer_ready: float | None = None
        self.windowless: WetreadError | None = None
        self._known_as: dict[str, str] = {}  # key that a series was promised under → that of its files
        self._tell = tell
        self._numbers = itertools.count(1)
        self._orders = itertools.count(1)
        self._message_numbers = itertools.count(1)

    # --- jobs ---

    def open_job(self, request: int, text: str, source: SourceName, accepted: float) -> Job:
        """A new job; later ones have higher numbers. The first one of a request is what its user waits for."""
        with self.lock:
            first = all(job.request != request for job in self.jobs.values())
            job = Job(next(self._numbers), request, text, source, accepted, foreground=first)
            if self.viewer_ready is not None:
                job.times["viewer_ready"] = max(self.viewer_ready, accepted)
            self.jobs[job.id] = job
            self._told(job)
            return job

    def progress(self, job: Job, text: str, state: JobState | None = None) -> None:
        """Say what a job is doing."""
        with self.lock:
            if job.state == "cancelled":
                return
            job.text, job.state = text, state or job.state
            self._told(job)

    def listed(self, job: Job, text: str = "") -> None:
        """All that the job promises is known now."""
        with self.lock:
            job.listed, job.text = True, text or job.text
            self._settle(job)

    def fail_job(self, job: Job, error: WetreadError, rerun: Callable[[], None] | None = None) -> None:
        """Something besides single instances went wrong; ``rerun`` tries the job anew. What it has promised goes on."""
        with self.lock:
            if job.state == "cancelled":
                return
            job.errors.append(error)
            job.rerun = (error, rerun) if rerun is not None else None
            job.notices.append(self.message("error", error.what, error.why, error.todo, retry=_may_pass(error)))

    def expect(self, job: Job, count: int = 1) -> None:
        """Promise ``count`` files whose identity is not known yet, or (negative) take that back: they have come."""
        with self.lock:
            if job.state != "cancelled":
                job.expected += count
                self._settle(job)

    def fail_expected(self, job: Job, error: WetreadError, again: Callable[[], None] | None = None) -> None:
        """One of ``expect``'s did not come; ``again`` fetches it anew."""
        with self.lock:
            if job.state == "cancelled":
                return
            job.failed += 1
            if again is not None:
                job.again.append((error, again))
            job.errors.append(error)
            self._settle(job)

    def cancel_job(self, job: Job) -> None:
        """Nobody waits for it any more: what has not come is forgotten, what has come stays."""
        with self.lock:
            if job.ended:
                return
            job.stop.set()
            for record in list(self.records.values()):
                self._renounce(job, record)
            job.expected = job.received + job.failed
            job.state, job.listed, job.rerun = "cancelled", True, None
            job.again.clear()
            self._told(job)

    def _renounce(self, job: Job, record: SeriesRecord) -> None:
        waiting = [e for e in record.entries.values() if e.state == "queued" and job.id in e.jobs]
        for entry in waiting:
            if entry.jobs == {job.id}:
                self._drop(entry)
            else:
                entry.jobs.discard(job.id)
        if waiting and not record.entries:
            self._forget(record)
        elif waiting:
            self._told_series(record)

    # --- instances ---

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
            if not promised or job.state == "cancelled":
                return {}
            record = self._record(job, patient, study, series, promised=True)
            self._forget_lost(record)
            entries = {uid: self._promised(job, record, instance) for uid, instance in promised.items()}
            self._told_series(record)
            self._told(job)
            return {uid: entry for uid, entry in entries.items() if entry is not None}

    def _promised(self, job: Job, record: SeriesRecord, instance: Instance) -> Entry | None:
        uid = record.known_as.get(instance.sop_instance_uid, instance.sop_instance_uid)
        entry = record.entries.get(uid)
        new = entry is None
        if entry is None:
            entry = record.entries[uid] = Entry(instance, record)
        self._join(job, entry)
        if entry.state == "failed":
            self._requeue(entry)
            new = True
        return entry if new else None

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
            twin = self._twin(entry, series_key(patient, study, series), instance)
            if entry.state == "failed":
                self._requeue(entry)
            if twin is not None:
                entry = self._merged(entry, twin)
            if entry.state == "received":
                return False
            record = self._home(entry, patient, study, series, instance)
            entry.instance, entry.state = instance, "received"
            self._count(entry, record, +1)
            self._told_received(record, entry)
            return True

    def found(self, job: Job, patient: Patient, study: Study, series: Series, instance: Instance) -> bool:
        """An instance that nobody promised by name is on disk: a file of a folder, of a ZIP, of a plain address.

        Returns
        -------
        bool
            Whether it is new; ``False`` when the same instance was here already.
        """
        with self.lock:
            patient = identified(patient, study)
            instance = _with_uid(instance, instance.path)
            record = self._record(job, patient, study, series)
            entry = record.entries.setdefault(instance.sop_instance_uid, Entry(instance, record))
            self._join(job, entry)
            if entry.state == "received":
                self._settle(job)
                return False
            if entry.state == "failed":
                self._requeue(entry)
            self._adopt(record, patient, study, series, instance)
            entry.instance, entry.state = instance, "received"
            self._count(entry, record, +1)
            self._told_received(record, entry)
            return True

    def picture(self, job: Job, path: str) -> None:
        """An ordinary picture is on disk, to be shown."""
        with self.lock:
            self.pictures[path] = "queued"
            job.pictures.append(path)
            job.expected += 1
            job.received += 1
            self._settle(job)

    def close_pictures(self) -> list[str]:
        """All ordinary pictures leave the window; the paths of their files."""
        with self.lock:
            paths = list(self.pictures)
            self.pictures.clear()
            self.changed.notify_all()
            return paths

    def picture_shown(self, path: str, error: str) -> None:
        """The window shows a picture, or (``error``) cannot."""
        with self.lock:
            if self.pictures.get(path) != "queued":
                return
            self.pictures[path] = "failed" if error else "shown"
            if error:
                self.message("error", "A picture cannot be shown", error)
            for job in [job for job in self.jobs.values() if path in job.pictures]:
                if error:
                    job.errors.append(WetreadError("A picture cannot be shown", error, ""))
                else:
                    job.times.setdefault("first_image", time.monotonic())
                self._settle(job)

    def failed(self, entry: Entry, error: WetreadError) -> None:
        """A promised instance is given up, for now."""
        with self.lock:
            if entry.record is None or entry.state != "queued":
                return
            entry.state, entry.error = "failed", error
            entry.reason = f"{error.what}: {error.why}" if error.why else error.what
            entry.record.failed += 1
            for job in self._jobs_of(entry):
                job.failed += 1
                job.errors.append(error)
            self._told_series(entry.record)
            for job in self._jobs_of(entry):
                self._settle(job)

    def unreadable(self, path: str, why: str) -> None:
        """The viewer cannot show a file that had been received: it stays, but the series says so."""
        with self.lock:
            entries = (entry for record in self.records.values() for entry in record.entries.values())
            entry = next((e for e in entries if e.instance.path == path and e.state == "received"), None)
            if entry is None or entry.record is None:
                return
            self._count(entry, entry.record, -1)
            entry.state, entry.reason = "failed", why
            entry.record.failed += 1
            self._told_series(entry.record)
            for job in self._jobs_of(entry):
                job.failed += 1
                self._settle(job)

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
            for entry, _ in again:
                self._requeue(entry)
            for record in {entry.record for entry, _ in again if entry.record is not None}:
                self._told_series(record)
            for number in {number for entry, _ in again for number in entry.jobs}:
                self._told(self.jobs[number])
            fetches = [fetch for _, fetch in again]
            for job in self.jobs.values() if not keys else ():
                fetches += self._expect_again(job)
        for fetch in fetches:
            fetch()
        return len(fetches)

    def _expect_again(self, job: Job) -> list[Callable[[], None]]:
        again = list(job.again)
        job.failed -= len(again)
        if job.rerun is not None:
            again.append(job.rerun)
            job.listed = False
        job.again, job.rerun = [], None
        if again:
            self._reopen(job, *(error for error, _ in again))
            self._told(job)
        return [fetch for _, fetch in again]

    @staticmethod
    def _reopen(job: Job, *errors: WetreadError) -> None:
        """These errors are past: what they stand for is tried again."""
        for error in errors:
            job.forgive(error)
        job.state = "loading"
        job.times.pop("loaded", None)

    def start(self, entry: Entry) -> bool:
        """A transfer begins; whether it is still wanted."""
        with self.lock:
            if entry.record is None or entry.state != "queued":
                return False
            if not entry.record.active:
                entry.record.active = True
                self._told_series(entry.record)
            return True

    def close(self, wanted: Callable[[SeriesRecord], bool]) -> list[str]:
        """Forget the series that ``wanted`` picks, with their transfers.

        Returns
        -------
        list of str
            The paths of their files.
        """
        with self.lock:
            records = [record for record in self.records.values() if wanted(record)]
            entries = [entry for record in records for entry in record.entries.values()]
            paths = [entry.instance.path for entry in entries if entry.instance.path]
            for record in records:
                self._forget(record)
            jobs = {number for entry in entries for number in entry.jobs}
            for entry in entries:
                self._drop(entry)
            for number in jobs & self.jobs.keys():
                self._settle(self.jobs[number])
            return paths + [record.thumbnail for record in records if record.thumbnail]

    def thumbnail(self, record: SeriesRecord, path: str) -> bool:
        """A small picture of a series has come; whether it is wanted."""
        with self.lock:
            if not self.holds(record):
                return False
            record.thumbnail = path
            self._told_series(record)
            return True

    def holds(self, record: SeriesRecord) -> bool:
        """Whether a series has not been closed."""
        with self.lock:
            return self.records.get(record.key) is record

    # --- what the window says ---

    def image_shown(self, key: str, at: float) -> None:
        """The first image of a series is on screen."""
        with self.lock:
            self.shown.add(key)
            for job in self.jobs.values():
                if key in job.series:
                    job.times.setdefault("first_image", at)
            self.changed.notify_all()

    def window_ready(self, at: float) -> None:
        """The window stands."""
        with self.lock:
            self.viewer_ready, self.windowless = at, None
            for job in self.jobs.values():
                job.times.setdefault("viewer_ready", max(at, job.accepted))
            self.changed.notify_all()

    def no_window(self, error: WetreadError) -> None:
        """There will be no window, and why."""
        with self.lock:
            self.windowless = error
            self.message("error", error.what, error.why, error.todo)
            self.changed.notify_all()

    def adopt(self, update: SeriesUpdate, received: InstancesReceived) -> None:
        """Take over what a viewer holds from a service that died; what that one still expected counts as failed."""
        with self.lock:
            record = self.records.get(update.key)
            if record is None:
                record = self._new_record(update.patient, update.study, update.series, update.source, 0)
                record.thumbnail, record.active = update.thumbnail, True
            for instance in received.instances:
                self._take_over(record, instance)
            self._lose(record, update.expected - len(record.entries))
            self._told_series(record)
            for job in [job for job in self.jobs.values() if record.key in job.series]:
                self._settle(job)

    def _lose(self, record: SeriesRecord, count: int) -> None:
        """So many instances were promised by the service that died; which ones, it took with it."""
        lost = [Entry(Instance(), record, state="failed", reason=INTERRUPTED) for _ in range(count)]
        record.entries.update({f"{LOST}{number}": entry for number, entry in enumerate(lost, len(record.entries))})
        record.failed += len(lost)
        if lost:
            todo = "Click the link again, or open the files once more."
            self.message("warning", f"{counted(count, 'image')} did not come", "\n".join(listed(lost)), todo)

    def _take_over(self, record: SeriesRecord, instance: Instance) -> None:
        entry = record.entries.setdefault(instance.sop_instance_uid, Entry(instance, record))
        if entry.state == "failed":
            self._requeue(entry)
        if entry.state == "queued":
            entry.instance, entry.state = instance, "received"
            self._count(entry, record, +1)

    def message(
        self, severity: Severity, title: str, text: str = "", todo: str = "", modal: bool = False, retry: bool = False
    ) -> Message:
        """Tell the user something, now and in ``status``."""
        with self.lock:
            now = datetime.now().astimezone().isoformat(timespec="seconds")
            text = f"{text}." if text and text[-1].isalnum() else text
            message = Message(now, severity, title, text, todo, modal, next(self._message_numbers), retry)
            self.messages.append(message)
            self._tell(message)
            return message

    def _withdraw(self, job: Job) -> None:
        """What was said of a job's failures is no longer true."""
        for message in job.notices:
            if message in self.messages:
                self.messages.remove(message)
                self._tell(MessageWithdrawn(message.id))
        job.notices.clear()

    # --- views of it ---

    def replay(self) -> Iterator[AnyMessage]:
        """All that a new window must know, in order."""
        with self.lock:
            for record in self.records.values():
                yield record.update()
                if record.received:
                    yield record.instances()
            yield from (job.update() for job in self.jobs.values() if not job.ended or job is self.latest())
            first = self.viewer_ready is None  # an earlier window has shown its dialogs
            yield from (replace(message, modal=message.modal and first) for message in self.messages)

    def idle(self) -> bool:
        """Whether nothing more will come by itself."""
        with self.lock:
            return all(job.ended for job in self.jobs.values())

    # --- within ---

    def latest(self) -> Job | None:
        """The job that was opened last."""
        return self.jobs[max(self.jobs)] if self.jobs else None

    def _jobs_of(self, entry: Entry) -> list[Job]:
        return [self.jobs[number] for number in entry.jobs if number in self.jobs]

    def _record(self, job: Job, patient: Patient, study: Study, series: Series, promised: bool = False) -> SeriesRecord:
        """The series that a file names, or that a promise means: its files may have said another name since."""
        key = series_key(patient, study, series)
        record = self.records.get(key)
        if record is None and promised:
            record = self.records.get(self._known_as.get(key, ""))
        if record is None:
            record = self._new_record(patient, study, series, job.source, job.id)
        if record.key not in job.series:
            job.series.append(record.key)
            if record.key in self.shown:
                job.times.setdefault("first_image", max(job.accepted, time.monotonic()))
        return record

    def _new_record(self, patient: Patient, study: Study, series: Series, source: SourceName, job: int) -> SeriesRecord:
        record = SeriesRecord(patient, study, series, source, next(self._orders), job)
        self.records[record.key] = record
        return record

    def _join(self, job: Job, entry: Entry) -> None:
        """An instance counts for one more job."""
        if job.id not in entry.jobs and job.state != "cancelled":
            entry.jobs.add(job.id)
            job.expected += 1
            job.received += entry.state == "received"
            job.failed += entry.state == "failed"

    def _twin(self, entry: Entry, key: str, instance: Instance) -> Entry | None:
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

    def _merged(self, entry: Entry, twin: Entry) -> Entry:
        """One instance that was promised in two series: it counts once, in the series that its file names."""
        if twin.state == "failed":
            self._requeue(twin)
        jobs = self._jobs_of(entry)
        promised = entry.record
        if twin.record is not None:
            twin.record.known_as[entry.instance.sop_instance_uid] = twin.instance.sop_instance_uid
        self._drop(entry)
        for job in jobs:
            self._join(job, twin)
            if twin.record is not None and twin.record.key not in job.series:
                job.series.append(twin.record.key)
        if promised is not None and twin.record is not None:
            self._left(promised, twin.record)
        for job in jobs:
            self._settle(job)
        return twin

    def _left(self, promised: SeriesRecord, home: SeriesRecord) -> None:
        """An entry has gone from the series it was promised in to another."""
        if promised.entries:
            self._told_series(promised)
        else:
            self._known_as[promised.key] = home.key
            self._forget(promised)

    def _home(self, entry: Entry, patient: Patient, study: Study, series: Series, instance: Instance) -> SeriesRecord:
        """The record that a received file belongs to; the entry moves there when the promise was wrong."""
        record = entry.record
        assert record is not None
        uid, promised_uid = instance.sop_instance_uid, entry.instance.sop_instance_uid
        key = series_key(patient, study, series)
        if key != record.key and (record.received or key in self.records):
            record = self._move(entry, patient, study, series)
        elif key != record.key:
            self._rekey(record, key)  # the promise was wrong for the whole series: nothing of it is shown yet
        if uid != promised_uid:
            record.known_as[promised_uid] = uid
            if record.entries.get(promised_uid) is entry:
                del record.entries[promised_uid]
        record.entries[uid] = entry
        self._adopt(record, patient, study, series, instance)
        return record

    def _rekey(self, record: SeriesRecord, key: str) -> None:
        old = record.key
        del self.records[old]
        record.key = self._known_as[old] = key
        self.records[key] = record
        for job in self.jobs.values():
            job.series[:] = [key if k == old else k for k in job.series]
        self._tell(SeriesClosed((old,)))

    def _move(self, entry: Entry, patient: Patient, study: Study, series: Series) -> SeriesRecord:
        """Take an entry out of the series it was promised in, and to the one its file names."""
        promised = entry.record
        assert promised is not None
        del promised.entries[entry.instance.sop_instance_uid]
        homes = [self._record(job, patient, study, series) for job in self._jobs_of(entry)]
        entry.record = homes[0]
        self._left(promised, homes[0])
        return homes[0]

    def _adopt(self, record: SeriesRecord, patient: Patient, study: Study, series: Series, instance: Instance) -> None:
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

    def _forget(self, record: SeriesRecord) -> None:
        self.records.pop(record.key, None)
        self.shown.discard(record.key)
        for job in self.jobs.values():
            if record.key in job.series:
                job.series.remove(record.key)
        self._tell(SeriesClosed((record.key,)))
        self.changed.notify_all()

    def _told(self, job: Job) -> None:
        self._tell(job.update())
        self.changed.notify_all()

    def _told_series(self, record: SeriesRecord) -> None:
        self._tell(record.update())
        self.changed.notify_all()

    def _told_received(self, record: SeriesRecord, entry: Entry) -> None:
        self._tell(record.update())
        self._tell(InstancesReceived(record.key, (entry.instance,)))
        for job in self._jobs_of(entry):
            self._settle(job)

    def _settle(self, job: Job) -> None:
        """Move a job to the state that its counts stand for; say once what is missing when it ends."""
        before = job.state
        if before == "cancelled":
            pass
        elif not job.listed:
            job.state = "loading" if job.received + job.failed else job.state
        elif job.received + job.failed < job.expected:
            job.state = "loading"
        else:
            nothing = job.received == 0 and (job.failed or job.errors)
            job.state = "failed" if nothing else "partial" if job.failed or job.errors else "done"
            if nothing and job.errors:
                job.text = f"{job.errors[0].what}: {job.errors[0].why}"
            job.times.setdefault("loaded", time.monotonic())
            if job.failed and job.state != before:
                self._name_missing(job)
        if job.notices and not job.failed and not job.errors:
            self._withdraw(job)
        self._told(job)

    def _name_missing(self, job: Job) -> None:
        entries = (entry for key in job.series for entry in self.records[key].entries.values())
        missing = [entry for entry in entries if entry.state == "failed" and job.id in entry.jobs]
        lines = listed(missing) + [f"{error.what}: {error.why}" for error in besides(job, missing)[:NAMED_AT_MOST]]
        title = f"{job.failed} of {counted(job.expected, 'image')} did not come"
        retry = any(map(_may_pass, job.errors))
        todo = "Choose Retry to fetch the missing ones again." if retry else next((e.todo for e in job.errors), "")
        severity: Severity = "error" if job.state == "failed" else "warning"
        self._withdraw(job)
        job.notices.append(self.message(severity, title, "\n".join(lines), todo, retry=retry))


def _may_pass(error: WetreadError) -> bool:
    """Whether fetching again may help: not when we ourselves refused, or when what came is no image."""
    return not isinstance(error, Refused | RequestError)


def _with_uid(instance: Instance, uid: str) -> Instance:
    """Old files have no UID; two of them are two instances all the same."""
    return instance if instance.sop_instance_uid else replace(instance, sop_instance_uid=uid)
