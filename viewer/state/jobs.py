"""The jobs of the service: how far each is, and whose images come to the front.

The job that the user has just clicked holds the foreground until its first image shows, or until the user turns to
something else. What other jobs bring is announced, once for each.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Final

from launcher.protocol.events import JobUpdate
from viewer.documents.families import is_picture
from viewer.model.library import INTERRUPTED, Library, SeriesRecord
from viewer.model.progress import RUNNING

PATIENCE: Final = 0.2
"""Seconds that a job's first image waits at most for one of a series before its own."""


class Jobs(Mapping[int, JobUpdate]):
    """The newest word about each job, by its number."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._jobs: dict[int, JobUpdate] = {}
        self._awaited = 0  # the job that holds the foreground
        self._wanted = ""  # the series that the user has chosen before anything of it was here
        self.latest = 0
        """The last job that took the foreground."""
        self._since = math.inf  # when there was an image that it could show, on the monotonic clock
        self._told: set[int] = set()  # jobs whose images were shown or announced

    def __getitem__(self, number: int) -> JobUpdate:
        """What was last said about a job."""
        return self._jobs[number]

    def __iter__(self) -> Iterator[int]:
        """The numbers, in the order in which the jobs came."""
        return iter(self._jobs)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._jobs)

    def take(self, job: JobUpdate) -> None:
        """The newest word about a job; one of the user's takes the foreground as soon as it is to be shown."""
        if job.foreground and job.job > self.latest:
            self._awaited = self.latest = job.job
            self._since = math.inf
        self._jobs[job.job] = job

    def remove(self, number: int) -> None:
        """Stop listing a job."""
        del self._jobs[number]

    def interrupt(self) -> bool:
        """The service has gone: nothing is going on any more. Returns whether anything was."""
        running = {number: _interrupted(job) for number, job in self._jobs.items() if job.state in RUNNING}
        self._jobs |= running
        return bool(running)

    def begin_anew(self) -> None:
        """Another service counts its jobs from 1."""
        self._jobs.clear()
        self._told.clear()
        self._awaited = self.latest = 0

    def series_of(self, number: int) -> list[str]:
        """The keys of a job's series, in the order that it promised."""
        promised = self._jobs[number].series if number in self._jobs else ()
        updates = [record.update for record in self._library.series()]
        others = [update for update in updates if update.job == number and update.key not in promised]
        return [*promised, *(update.key for update in sorted(others, key=lambda update: update.order))]

    # --- who comes to the front ---

    def leave_foreground(self, wanted: str = "") -> None:
        """The user has turned to something else: it may be a series of which nothing is here yet."""
        self._awaited, self._wanted = 0, wanted

    def is_wanted(self, key: str) -> bool:
        """Whether the user has chosen this series, and waits for it."""
        return key == self._wanted

    def claim_images(self) -> SeriesRecord | None:
        """The series of the awaited job that has an image to show, or the one chosen; after that, nobody waits."""
        wanted = self._library.get(self._wanted)
        if wanted is not None and wanted.instances:
            self._wanted = ""
            self._told.add(wanted.update.job)
            return wanted
        found = self._first(has_pictures)
        if found is None or self.is_patient(found):
            return None
        return self._claimed(found)

    def is_patient(self, found: SeriesRecord | None = None) -> bool:
        """Whether an image is held back, for the moment in which the first series of its job may still have one.

        Several come side by side, and a click shall show the same series each time.
        """
        found = found or self._first(has_pictures)
        if found is None or not any(map(self._may_show, self._before(found))):
            return False
        self._since = min(self._since, time.monotonic())
        return time.monotonic() - self._since < PATIENCE

    def claim_document(self) -> SeriesRecord | None:
        """The awaited job's first document, if it is over, all of it is here, and it brought no image."""
        job, keys = self._jobs.get(self._awaited), self.series_of(self._awaited)
        over = job is not None and job.state not in RUNNING and all(self._library.has_all_of(key) for key in keys)
        found = self._first(lambda record: bool(record.instances)) if over else None
        return self._claimed(found) if found is not None else None

    def _awaited_series(self) -> Iterator[SeriesRecord]:
        if not self._awaited:
            return iter(())
        records = (self._library.get(key) for key in self.series_of(self._awaited))
        return (record for record in records if record is not None)

    def _first(self, fits: Callable[[SeriesRecord], bool]) -> SeriesRecord | None:
        return next(filter(fits, self._awaited_series()), None)

    def _before(self, found: SeriesRecord) -> Iterator[SeriesRecord]:
        return takewhile(lambda record: record is not found, self._awaited_series())

    def _may_show(self, record: SeriesRecord) -> bool:
        """Whether an image of a series is still to come: from the archive, or from the service that has it already."""
        update = record.update
        is_coming = update.state in ("queued", "loading") or not self._library.has_all_of(update.key)
        return update.kind == "image" and is_coming

    def _claimed(self, found: SeriesRecord) -> SeriesRecord:
        self._told.add(self._awaited)
        self._awaited = 0
        return found

    def claim_announcement(self, record: SeriesRecord) -> bool:
        """Whether the user is to be told of this series, which nobody waits for: of the first one of a job."""
        job = record.update.job
        if job in (self._awaited, *self._told):
            return False
        self._told.add(job)
        return True


def has_pictures(record: SeriesRecord) -> bool:
    """Whether a series goes to the image view; what else there is are documents."""
    return any(is_picture(instance) for instance in record.shown.values())


def _interrupted(job: JobUpdate) -> JobUpdate:
    return replace(job, state="partial" if job.received else "failed", text=INTERRUPTED)
