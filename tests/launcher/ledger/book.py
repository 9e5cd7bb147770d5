"""A ledger, what it is told of one patient, and what it tells."""

from __future__ import annotations

from typing import Any

from launcher.errors import Unreachable
from launcher.ledger import status
from launcher.ledger.ledger import Ledger
from launcher.ledger.records import Entry, Job
from launcher.protocol import AnyMessage
from launcher.protocol.events import InstancesReceived, Message, SeriesUpdate
from launcher.references import Instance, Patient, Series, Study, series_key

PATIENT, STUDY = Patient("P", "Doe^Jane"), Study("1.2")
SERIES, OTHER = Series("1.2.3", "CT", series_description="Axial"), Series("1.2.4", "CT")
LOST = Unreachable("The server cannot be reached", "http://pacs")


def instances(*numbers: int) -> list[Instance]:
    return [Instance(f"1.2.3.{number}", "1.2.840.10008.5.1.4.1.1.2", instance_number=number) for number in numbers]


def on_disk(number: int, uid: str = "") -> Instance:
    return Instance(uid or f"1.2.3.{number}", "1.2.840.10008.5.1.4.1.1.2", path=f"/cache/{number}", size=10)


class Book:
    """A ledger, and what it told."""

    def __init__(self) -> None:
        self.told: list[AnyMessage] = []
        self.ledger = Ledger(self.told.append)
        self.fetched: list[str] = []
        self._requests = 0

    def job(self, source: Any = "manifest") -> Job:
        self._requests += 1
        return self.ledger.open_job(self._requests, "Opening", source, accepted=0.0)

    def promised(
        self, job: Job, *numbers: int, series: Series = SERIES, patient: Patient = PATIENT
    ) -> dict[str, Entry]:
        entries = self.ledger.promise(job, patient, STUDY, series, instances(*numbers))
        for uid, entry in entries.items():
            entry.again = lambda uid=uid: self.fetched.append(uid)
        return entries

    def listed(self, *numbers: int) -> tuple[Job, dict[str, Entry]]:
        job = self.job()
        entries = self.promised(job, *numbers)
        self.ledger.listed(job)
        return job, entries

    def comes(self, entry: Entry, *, uid: str = "", series: Series = SERIES, patient: Patient = PATIENT) -> bool:
        uid = uid or entry.instance.sop_instance_uid
        instance = Instance(uid, "1.2.840.10008.5.1.4.1.1.2", path=f"/cache/{uid}", size=10)
        return self.ledger.received(entry, patient, STUDY, series, instance)

    def series(self) -> dict[str, tuple[str, int, int, int]]:
        """Series UID → state, expected, received, failed."""
        return {
            one["SeriesInstanceUID"]: (one["state"], one["expected"], one["received"], one["failed"])
            for patient in status.status(self.ledger)["patients"]
            for study in patient["studies"]
            for one in study["series"]
        }

    def messages(self) -> list[Message]:
        return [message for message in self.told if isinstance(message, Message)]


def counts(job: Job) -> tuple[str, int, int, int]:
    return job.state, job.expected, job.received, job.failed


def held(expected: int, *numbers: int, error: str = "") -> tuple[SeriesUpdate, InstancesReceived]:
    key = series_key(PATIENT, STUDY, SERIES)
    update = SeriesUpdate(key, PATIENT, STUDY, SERIES, "image", "loading", expected, len(numbers), 0, error=error)
    return update, InstancesReceived(key, tuple(on_disk(number) for number in numbers))
