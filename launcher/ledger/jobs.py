"""The jobs of the ledger: what each click, command or file promises, and how far it has come.

What stands in no series is counted here too: files that are on their way without a name, and ordinary pictures.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Sequence
from typing import Final

from launcher.errors import Cancelled, WetreadError
from launcher.ledger.announcements import Announcements
from launcher.ledger.records import Entry, Job, SeriesRecord
from launcher.ledger.wording import counted, may_pass, missing_lines, other_errors, remedy, shortened, todo_of
from launcher.protocol import AnyMessage
from launcher.protocol.events import ON_DISK, InstancesReceived, JobState, Severity, SourceName
from launcher.references import Patient, Series, Study

ANY_SERIES: Final = Series()


class Jobs(Announcements):
    """The jobs, by number, and the series that they have promised, by key."""

    def __init__(self, tell: Callable[[AnyMessage], None]) -> None:
        super().__init__(tell)
        self.records: dict[str, SeriesRecord] = {}
        self.jobs: dict[int, Job] = {}
        self.pictures: dict[str, str] = {}  # path → queued · shown · failed
        self.viewer_ready: float | None = None
        self.windowless: WetreadError | None = None
        self._numbers = itertools.count(1)

    def open_job(
        self,
        request: int,
        text: str,
        source: SourceName,
        accepted: float,
        foreground: bool = True,
        shown_when_done: bool = False,
    ) -> Job:
        """A new job; later ones have higher numbers. The first of a request is what its user waits for, if for any."""
        with self.lock:
            first = all(job.request != request for job in self.jobs.values())
            job = Job(next(self._numbers), request, text, source, accepted, foreground=first and foreground)
            job.shown_when_done = shown_when_done
            if self.viewer_ready is not None:
                job.times["viewer_ready"] = max(self.viewer_ready, accepted)
            self.jobs[job.id] = job
            self._tell_job(job)
            return job

    def progress(self, job: Job, text: str, state: JobState | None = None) -> None:
        """Say what a job is doing."""
        with self.lock:
            if job.state == "cancelled":
                return
            job.text, job.state = text, state or job.state
            self._tell_job(job)

    def wait_while_paused(self, job: Job) -> bool:
        """Wait while the user has paused the job; whether it is still wanted.

        What an address turns out to list is not waited with, as its connection may be good once: its series are paused.
        """
        with self.changed:
            self.changed.wait_for(lambda: not job.paused or job.listed or job.stop.is_set())
            return not job.stop.is_set()

    def is_closed(self, job: Job, patient: Patient, study: Study, series: Series = ANY_SERIES) -> bool:
        """Whether this was closed while the job listed what there is: it promises no more of it."""
        with self.lock:
            if not job.closed:
                return False
            record = SeriesRecord(patient, study, series, job.source, 0, job.id)
            return any(closes(record) for closes in job.closed)

    def look_at(self, job: Job, number: int, files: int = 0) -> None:
        """A folder or an archive is being looked through: at the file of that number, of so many as far as is known."""
        with self.lock:
            if job.state != "cancelled":
                job.looked_at, job.files = number, files
                self._tell_job(job)

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
            job.notices.append(self.message("error", error.what, error.why, error.todo, retry=may_pass(error)))

    def refuse(self, job: Job, errors: Sequence[WetreadError]) -> None:
        """So many of the files that were asked for cannot be opened: one message says it of all."""
        if len(errors) == 1:
            self.fail_job(job, errors[0])
        elif errors:
            with self.lock:
                job.errors += errors
                title, lines = f"{len(errors)} files cannot be opened", [error.said for error in errors]
                text = "\n".join(shortened(lines))
                job.notices.append(self.message("error", title, text, errors[0].todo, missing=len(errors)))

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

    def forget_past(self, request: int) -> None:
        """All was closed: what was said so far, but of ``request`` itself, is past."""
        with self.lock:
            own = [message.id for job in self.jobs.values() if job.request == request for message in job.notices]
            for job in self.jobs.values():
                if job.ended and job.request != request:
                    self._dismiss(job)
            for message in [message for message in self.messages if message.id not in own]:
                self._withdraw_message(message)

    def _dismiss(self, job: Job) -> None:
        """Nobody wants any more what did not come of a job that is over."""
        self._withdraw(job)
        job.errors.clear()
        job.again.clear()
        job.rerun, job.failed, job.expected, job.state = None, 0, job.received, "cancelled"
        self._tell_job(job)

    # --- ordinary pictures ---

    def picture(self, job: Job, path: str) -> None:
        """An ordinary picture is on disk, to be shown."""
        with self.lock:
            self.pictures[path] = "queued"
            job.pictures.append(path)
            job.expected += 1
            job.received += 1
            self._settle(job)

    def close_pictures(self) -> list[str]:
        """All ordinary pictures leave the window, and what was said of those that failed; the paths of their files."""
        with self.lock:
            for job in self.jobs.values():
                if job.ended and job.failed and (job.pictures or job.for_pictures) and not job.series:
                    self._dismiss(job)
            paths = list(self.pictures)
            self.pictures.clear()
            self.changed.notify_all()
            return paths

    def pictures_to_show(self) -> list[str]:
        """The paths of the pictures that stand in the window, or will; not of those that cannot be shown."""
        with self.lock:
            return [path for path, state in self.pictures.items() if state != "failed"]

    def picture_shown(self, path: str, error: str) -> None:
        """The window shows a picture, or (``error``) cannot."""
        with self.lock:
            if self.pictures.get(path) != "queued":
                return
            self.pictures[path] = "failed" if error else "shown"
            said = [self.message("error", "A picture cannot be shown", error)] if error else []
            for job in [job for job in self.jobs.values() if path in job.pictures]:
                job.notices += said
                if error:
                    job.received, job.failed = job.received - 1, job.failed + 1
                    job.errors.append(WetreadError("A picture cannot be shown", error, ""))
                else:
                    job.times.setdefault("first_image", time.monotonic())
                self._settle(job)
            self.changed.notify_all()

    def pictures_tried(self, jobs: Sequence[Job]) -> bool:
        """Whether the window has shown, or could not show, all pictures of these jobs; or will never stand."""
        with self.lock:
            waiting = any(self.pictures.get(path) == "queued" for job in jobs for path in job.pictures)
            return self.windowless is not None or not waiting

    # --- what the window says ---

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

    # --- views of it ---

    def idle(self) -> bool:
        """Whether nothing more will come by itself."""
        with self.lock:
            return all(job.ended for job in self.jobs.values())

    def listing(self) -> int:
        """How many jobs do not know yet all that they promise."""
        with self.lock:
            return sum(not job.ended and not job.listed for job in self.jobs.values())

    def latest(self) -> Job | None:
        """The job that was opened last."""
        return self.jobs[max(self.jobs)] if self.jobs else None

    def in_front(self) -> Job | None:
        """The last job that its user waited for, of those that have something left to show."""
        found = (job for job in reversed(self.jobs.values()) if job.foreground)
        return next((job for job in found if any(key in self.records for key in job.series)), None)

    # --- within ---

    def _jobs_of(self, entry: Entry) -> list[Job]:
        return [self.jobs[number] for number in entry.jobs if number in self.jobs]

    @staticmethod
    def _reopen(job: Job, *errors: WetreadError) -> None:
        """These errors are past: what they stand for is tried again."""
        for error in errors:
            job.forgive(error)
        job.state, job.paused = "loading", False
        job.times.pop("loaded", None)

    def _tell_received(self, record: SeriesRecord, entry: Entry) -> None:
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
            job.times.setdefault("loaded", time.monotonic())
            told = sum(self.pictures.get(path) == "failed" for path in job.pictures)  # one by one
            if job.state != before and (job.failed > told or any(self.records[key].cut for key in job.series)):
                self._name_missing(job)
        if job.notices and not job.failed and not job.errors:
            self._withdraw(job)
        self._tell_job(job)
        if job.state != before:
            if job.state == "done" and job.subject is not None:
                self._succeed(job)
            self.changed.notify_all()

    def _succeed(self, job: Job) -> None:
        """What could not be had before is here now."""
        for other in self.jobs.values():
            if other.id < job.id and other.subject == job.subject and other.state == "failed" and not other.series:
                self._dismiss(other)

    def _name_missing(self, job: Job) -> None:
        entries = (entry for key in job.series for entry in self.records[key].entries.values())
        missing = [entry for entry in entries if entry.incomplete and job.id in entry.jobs]
        cut = sum(entry.state == "received" for entry in missing)
        if all(isinstance(entry.error, Cancelled) for entry in missing) and not other_errors(job, missing):
            return  # the user knows
        lines = missing_lines(missing) + shortened([error.said for error in other_errors(job, missing)])
        did = "did not come" if job.source not in ON_DISK else "cannot be read whole" if cut else "cannot be read"
        noun = "image" if job.series or job.for_pictures or job.source != "url" else "file"  # which may be a list
        title = f"{job.failed + cut} of {counted(job.expected, noun)} {did}"
        retry, todo = remedy(job.errors) if job.source not in ON_DISK else (False, todo_of(job.errors))
        severity: Severity = "error" if job.state == "failed" else "warning"
        self._withdraw(job)
        job.notices.append(self.message(severity, title, "\n".join(lines), todo, retry=retry, missing=job.failed + cut))
