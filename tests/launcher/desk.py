"""A desk to work at: the parts that every source is given, real but small."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from launcher.cache import Cache
from launcher.downloads import Downloads
from launcher.http.client import Http
from launcher.ledger.ledger import Ledger
from launcher.ledger.records import Job
from launcher.policy import Policy
from launcher.protocol import AnyMessage
from launcher.sources.work import Launch, Work
from launcher.trust import Consent


@dataclass
class Desk:
    """A ledger, a cache and downloads; ``work`` is a new job at them."""

    cache: Cache
    told: list[AnyMessage] = field(default_factory=list)
    denied: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.told.append)
        self.http = Http()
        self.downloads = Downloads(self.http, self.cache)
        self._requests = 0

    def work(self, **launch: str) -> Work:
        self._requests += 1
        consent = Consent("user", Policy(denied_servers=self.denied), (), lambda server: False)
        job = self.ledger.open_job(self._requests, "Opening", "local", accepted=0.0)
        given = Launch(self._requests, 0.0, consent, **launch)  # type: ignore[arg-type]
        return Work(given, job, self.ledger, self.downloads, self.http, self.cache, self.told.append)

    def ended(self, work: Work) -> Job:
        """The job, when all that it had promised is there or has failed."""
        self.ledger.listed(work.job)
        with self.ledger.changed:
            assert self.ledger.changed.wait_for(lambda: work.job.ended, 60.0), work.job
        return work.job

    def files(self) -> set[Path]:
        """What lies in the cache."""
        return {path for path in self.cache.folder.iterdir() if path.name != "lock"}

    def paths(self) -> set[Path]:
        """The files of what can be shown."""
        entries = (entry for record in self.ledger.records.values() for entry in record.entries.values())
        return {Path(entry.instance.path) for entry in entries if entry.state == "received"}


def counts(work: Work) -> tuple[str, int, int, int]:
    """State, expected, received, failed."""
    return work.job.state, work.job.expected, work.job.received, work.job.failed
