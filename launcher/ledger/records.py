"""The records of the ledger: promised instances, their series, and the jobs that promised them.

Values that the ledger changes; what can be derived from them is derived here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from launcher.errors import CANCELLED, Cancelled, NotFound, WetreadError
from launcher.protocol.events import (
    InstanceBegun,
    InstancesReceived,
    JobState,
    JobUpdate,
    Message,
    SeriesState,
    SeriesUpdate,
    SourceName,
)
from launcher.references import Instance, Patient, Series, Study, kind_of, series_key
from launcher.stop import Stop
from launcher.traffic import NOTHING, Traffic

NAMELESS: Final = "unnamed "
"""What stands for the UID of an instance that was promised by number only, until it has come or has been named."""


@dataclass(eq=False)
class Entry:
    """One promised instance. ``record`` is its series, ``None`` once closed; ``again`` fetches it anew.

    ``reason`` is why it has failed, ``error`` the same where it is one of ``errors``' classes; one that is received and
    has an error is shown as far as it goes. ``begun`` is what has come of a large one with several frames;
    ``want_frame`` asks for one of these by its index.
    """

    instance: Instance
    record: SeriesRecord | None
    jobs: set[int] = field(default_factory=set)
    again: Callable[[], None] | None = None
    want_frame: Callable[[int], None] | None = None
    state: Literal["queued", "received", "failed"] = "queued"
    reason: str = ""
    error: WetreadError | None = None
    begun: Instance | None = None

    @property
    def incomplete(self) -> bool:
        """Whether it has not come, or not whole."""
        return self.state == "failed" or self.error is not None

    @property
    def named(self) -> bool:
        """Whether it is known which instance was promised."""
        uid = self.instance.sop_instance_uid
        return bool(uid) and not uid.startswith(NAMELESS)


@dataclass(eq=False)
class SeriesRecord:
    """One series, with its entries by SOP Instance UID; ``known_as`` leads from a promised UID to the file's own."""

    patient: Patient
    study: Study
    series: Series
    source: SourceName
    order: int
    job: int
    entries: dict[str, Entry] = field(default_factory=dict)
    known_as: dict[str, str] = field(default_factory=dict)
    by_number: list[Entry] = field(default_factory=list)  # of ``entries``, those that had no name at first
    received: int = 0
    failed: int = 0
    cut: int = 0  # of those received, the ones that are not whole
    size: int = 0
    coming: Traffic = NOTHING
    frames: int = 0
    active: bool = False
    paused: bool = False
    sop_class_uid: str = ""
    thumbnail: str = ""
    lost: Message | None = None  # what the user was told of those that a service which died had promised
    key: str = field(init=False)
    queue: str = field(init=False)  # of its transfers: the key it was promised under

    def __post_init__(self) -> None:
        self.key = self.queue = series_key(self.patient, self.study, self.series)

    @property
    def place(self) -> tuple[str, str]:
        """The patient's key, and the study's UID."""
        return self.patient.key, self.study.study_instance_uid

    @property
    def waiting(self) -> int:
        """How many instances are still to come."""
        return len(self.entries) - self.received - self.failed

    @property
    def state(self) -> SeriesState:
        """The word that ``status`` and the explorer use."""
        if self.waiting:
            if self.paused:
                return "paused"
            return "loading" if self.active or self.received else "queued"
        if self.failed:
            return "partial" if self.received else "failed"
        return "partial" if self.cut else "complete"

    @property
    def error(self) -> str:
        """The first reason why something is missing; that the user wanted it so comes last."""
        if not self.failed and not self.cut:
            return ""  # said with every instance that comes, so not by looking at all of them
        reasons = (entry.reason for entry in self.entries.values() if entry.incomplete)
        return min(reasons, key=lambda reason: reason == CANCELLED.said, default="")

    def update(self) -> SeriesUpdate:
        """All of it but the instances, as a message."""
        coming = self.coming if self.waiting else NOTHING
        return SeriesUpdate(
            key=self.key,
            patient=self.patient,
            study=self.study,
            series=self.series,
            kind=kind_of(self.sop_class_uid, self.series.modality),
            state=self.state,
            expected=len(self.entries),
            received=self.received,
            failed=self.failed,
            size=self.size + coming.on_its_way,
            rate=coming.rate,
            source=self.source,
            error=self.error,
            thumbnail=self.thumbnail,
            order=self.order,
            job=self.job,
        )

    def instances(self) -> InstancesReceived:
        """Those that are on disk, as a message."""
        on_disk = (entry.instance for entry in self.entries.values() if entry.state == "received")
        return InstancesReceived(self.key, tuple(on_disk))

    def begun(self) -> Iterator[InstanceBegun]:
        """Those of which a part is on disk, as messages."""
        for entry in self.entries.values():
            if entry.begun is not None:
                yield InstanceBegun(self.key, entry.begun)


@dataclass(eq=False)
class Job:
    """What one click, command or file set going. ``listed``: all that it promises is known."""

    id: int
    request: int
    text: str
    source: SourceName
    accepted: float
    state: JobState = "waiting"
    expected: int = 0
    received: int = 0
    failed: int = 0
    listed: bool = False
    series: list[str] = field(default_factory=list)
    errors: list[WetreadError] = field(default_factory=list)
    stop: Stop = field(default_factory=Stop)
    times: dict[str, float] = field(default_factory=dict)
    again: list[tuple[WetreadError, Callable[[], None]]] = field(default_factory=list)
    rerun: tuple[WetreadError, Callable[[], None]] | None = None
    foreground: bool = True
    pictures: list[str] = field(default_factory=list)
    for_pictures: bool = False  # it asks for nothing else
    subject: object = None  # what was asked for; another launch that succeeds with it makes its errors past
    closed: list[Callable[[SeriesRecord], bool]] = field(default_factory=list)  # while it was listing
    notices: list[Message] = field(default_factory=list)  # what the user was told of its failures
    paused: bool = False  # nothing of it is fetched for now
    shown_when_done: bool = False  # its user waits for all of it, not for the first image
    size: int = 0  # bytes that have come
    rate: float = 0.0  # bytes a second
    looked_at: int = 0  # files of a folder or an archive
    files: int = 0  # that are in it, 0 while that is not known

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it by itself."""
        return self.state in ("done", "partial", "failed", "cancelled")

    @property
    def exit_code(self) -> int:
        """0 done, 1 done in part, else what the first error says (``errors``)."""
        if self.received == 0 and self.errors:
            return self.errors[0].exit_code
        if self.received == 0 and self.failed:
            return NotFound.exit_code
        return 1 if self.failed or self.errors else 0

    def forgive(self, error: WetreadError) -> None:
        """An error is past: what it stands for is tried again, or nobody wants it any more."""
        if error in self.errors:
            self.errors.remove(error)

    @property
    def told(self) -> str:
        """What it is about, or why nothing came of it."""
        failed = self.state == "failed" and self.errors
        return f"{self.errors[0].what}: {self.errors[0].why}" if failed else self.text

    @property
    def _told_state(self) -> JobState:
        """The word that others use: what the user cancelled has not failed."""
        if self.paused and not self.ended:
            return "paused"
        given_up = bool(self.errors) and all(isinstance(error, Cancelled) for error in self.errors)
        return "cancelled" if given_up and self.state in ("partial", "failed") else self.state

    def update(self) -> JobUpdate:
        """It as a message."""
        return JobUpdate(
            job=self.id,
            text=self.told,
            source=self.source,
            state=self._told_state,
            expected=self.expected,
            received=self.received,
            failed=self.failed,
            foreground=self.foreground and (self.ended or not self.shown_when_done),
            series=tuple(self.series),
            size=self.size,
            rate=self.rate,
            looked_at=self.looked_at,
            files=self.files,
            listed=self.listed,
        )


def exit_code_of(jobs: Sequence[Job]) -> int:
    """0 all is done, 1 part of it, else what the first job's error says."""
    codes = [job.exit_code for job in jobs]
    return codes[0] if codes and min(codes) > 1 else int(any(codes))
