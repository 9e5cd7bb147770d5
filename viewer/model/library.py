"""What the service has forwarded so far: patients, studies, series, and the instances on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from launcher.frozen import frozen
from launcher.protocol import AnyMessage
from launcher.protocol.events import InstanceBegun, InstancesReceived, SeriesClosed, SeriesUpdate
from launcher.references import Instance, Patient, Study, place_in_study
from viewer.model import gaps
from viewer.model.order import AUTOMATIC, Ordering, ordered
from viewer.model.splitting import Member, member, names, split
from viewer.model.stack import FramePlace, FrameRef, Stack, frame_count
from viewer.model.viewport import StackKey
from viewer.words import tr

Item = TypeVar("Item")

INSTANCES_PER_MESSAGE = 500
INTERRUPTED = tr("Interrupted; click the link again")
COMING = ("queued", "loading", "paused")  # the states of a series of which more is on its way


@dataclass
class SeriesRecord:
    """One series: the newest word about it, its instances by SOP Instance UID, and how the user wants them ordered.

    ``begun`` are those of which only a part has come: their frames stand in the stacks, but count as nothing.
    """

    update: SeriesUpdate
    instances: dict[str, Instance] = field(default_factory=dict)
    begun: dict[str, Instance] = field(default_factory=dict)
    ordering: Ordering = AUTOMATIC
    _members: dict[str, Member] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def stacks(self) -> tuple[Stack, ...]:
        """Its frames in order; images may need several stacks. Made anew when somebody looks after some have come."""
        members, modality = self._members.values(), self.update.series.modality
        whole = [[frame for found in members for frame in found.frames]] if members else []
        groups = split(members) if self.update.kind == "image" else whole
        return tuple(ordered(frames, modality, self.ordering) for frames in groups)

    def findings(self, stack_number: int) -> tuple[str, ...]:
        """What is wrong with the positions of a stack, in words; nothing while more is on its way."""
        if self.update.state in COMING or stack_number >= len(self._findings):
            return ()
        return self._findings[stack_number]

    @cached_property
    def _findings(self) -> tuple[tuple[str, ...], ...]:
        return tuple(gaps.told(stack, gaps.examined(stack)) for stack in self.stacks)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What sets each stack apart from the others; one alone needs no name."""
        return tuple(names(self.stacks)) if len(self.stacks) > 1 else ("",)

    @property
    def shown(self) -> dict[str, Instance]:
        """What there is to see, whole or not."""
        return self.begun | self.instances

    @property
    def frame_count(self) -> int:
        """How many frames are here, without putting them in order."""
        return sum(len(found.frames) for found in self._members.values())

    def find(self, frame: FrameRef) -> tuple[int, int] | None:
        """The number of the stack that a frame is in, and its position there."""
        for number, stack in enumerate(self.stacks):
            if (position := stack.position_of(frame)) is not None:
                return number, position
        return None

    def receive(self, instances: tuple[Instance, ...]) -> bool:
        """Keep these; an instance that comes twice is kept once, as it came last. Returns whether anything is new."""
        news = {i.sop_instance_uid: i for i in instances if self.instances.get(i.sop_instance_uid) != i}
        self.instances |= news
        for uid in news:
            self.begun.pop(uid, None)
        if news:
            self._enter(news.values())
        return bool(news)

    def begin(self, instance: Instance) -> bool:
        """A part of an instance has come, or more of it. Returns whether it is news."""
        uid = instance.sop_instance_uid
        if uid in self.instances:
            return False
        before = self.begun.get(uid)
        self.begun[uid] = instance
        if before is None or before.path != instance.path or frame_count(before) != frame_count(instance):
            self._enter([instance])
        return True

    def renew(self, update: SeriesUpdate) -> None:
        """Take the newest word about the series."""
        anew = update.series.modality != self.update.series.modality
        self.update = update
        self.__dict__.pop("_findings", None)
        if anew:
            self._enter(self.shown.values())

    def locate(self, sop_instance_uid: str, places: Sequence[FramePlace]) -> None:
        """Take in where the frames of a multi-frame instance lie."""
        if (instance := self.shown.get(sop_instance_uid)) is not None:
            self._enter([instance], places)

    def arrange(self, ordering: Ordering) -> None:
        """Order the stacks as the user wants them."""
        self.ordering = ordering
        self._enter(())

    def _enter(self, instances: Iterable[Instance], places: Sequence[FramePlace] = ()) -> None:
        modality = self.update.series.modality
        entered = {i.sop_instance_uid: member(i, modality, places) for i in instances}
        self._members |= entered
        for made in ("stacks", "names", "_findings"):
            self.__dict__.pop(made, None)


@frozen
class StudyNode:
    """A study and its series in the order of the list."""

    study: Study
    series: tuple[SeriesRecord, ...]


@frozen
class PatientNode:
    """A patient and the studies, newest first."""

    patient: Patient
    studies: tuple[StudyNode, ...]


class Library:
    """Everything the window may show. Not for several threads."""

    def __init__(self) -> None:
        self._series: dict[str, SeriesRecord] = {}

    def apply(self, message: AnyMessage) -> set[str]:
        """Take in an event; messages about other things are passed over. Returns the keys of the series it changed."""
        if isinstance(message, SeriesUpdate):
            return self._update(message)
        if isinstance(message, InstancesReceived):
            record = self._series.get(message.key)
            return {message.key} if record is not None and record.receive(message.instances) else set()
        if isinstance(message, InstanceBegun):
            record = self._series.get(message.key)
            return {message.key} if record is not None and record.begin(message.instance) else set()
        if isinstance(message, SeriesClosed):
            return {key for key in message.keys if self._series.pop(key, None) is not None}
        return set()

    def _update(self, message: SeriesUpdate) -> set[str]:
        record = self._series.get(message.key)
        if record is None:
            self._series[message.key] = SeriesRecord(message)
        elif record.update == message:
            return set()
        else:
            record.renew(message)
        return {message.key}

    def interrupt(self) -> None:
        """The service has gone: nothing is on its way any more."""
        for record in self._series.values():
            if record.update.state in COMING:
                record.renew(_interrupted(record.update))

    def get(self, key: str) -> SeriesRecord | None:
        """The series of that key, if it is here."""
        return self._series.get(key)

    def has_all_of(self, key: str) -> bool:
        """Whether every instance of a series that the service has received is here."""
        record = self._series.get(key)
        return record is not None and len(record.instances) >= record.update.received

    def series(self) -> Iterator[SeriesRecord]:
        """Every series, in the order in which they came."""
        yield from self._series.values()

    def locate(self, uids: Iterable[str]) -> dict[str, tuple[SeriesRecord, Instance]]:
        """The instances of these UIDs that are here, each with its series."""
        wanted, found = set(uids), dict[str, tuple[SeriesRecord, Instance]]()
        for record in self._series.values():
            shown = record.shown
            found |= {uid: (record, shown[uid]) for uid in wanted & shown.keys()}
        return found

    def patients(self) -> tuple[PatientNode, ...]:
        """Patients by name, their studies newest first, pictures before documents."""
        by_patient: dict[str, list[SeriesRecord]] = {}
        for record in self._series.values():
            by_patient.setdefault(record.update.patient.key, []).append(record)
        nodes = (PatientNode(records[0].update.patient, _studies(records)) for records in by_patient.values())
        return tuple(sorted(nodes, key=lambda node: place_of_patient(node.patient)))

    def choices(self, level: str, patient_key: str) -> list[list[StackKey]]:
        """What there is to see, by stack (``series``), ``study`` or ``patient``; the first two of one patient only."""
        found: dict[object, list[StackKey]] = {}
        for patient in self.patients():
            if level != "patient" and patient.patient.key != patient_key:
                continue
            for study in patient.studies:
                by = {"study": study.study.study_instance_uid, "patient": patient.patient.key}
                keys = [(r.update.key, number) for r in study.series for number in range(len(r.stacks))]
                for key in keys:
                    found.setdefault(by.get(level, key), []).append(key)
        return list(found.values())

    def holds(self) -> Iterator[SeriesUpdate | InstancesReceived]:
        """Everything, as the messages that bring another process to the same knowledge."""
        for key, record in self._series.items():
            yield record.update
            instances = tuple(record.instances.values())
            for start in range(0, len(instances), INSTANCES_PER_MESSAGE):
                yield InstancesReceived(key, instances[start : start + INSTANCES_PER_MESSAGE])


def _interrupted(update: SeriesUpdate) -> SeriesUpdate:
    missing = max(update.expected - update.received, 0)
    return replace(update, state="partial" if update.received else "failed", failed=missing, error=INTERRUPTED)


def _studies(records: list[SeriesRecord]) -> tuple[StudyNode, ...]:
    by_study: dict[str, list[SeriesRecord]] = {}
    for record in records:
        by_study.setdefault(record.update.study.study_instance_uid, []).append(record)
    nodes = [StudyNode(found[0].update.study, tuple(_series(found))) for found in by_study.values()]
    return tuple(newest_first(nodes, lambda node: node.study))


def _series(records: list[SeriesRecord]) -> list[SeriesRecord]:
    return sorted(records, key=lambda record: place_in_study(record.update.series, record.update.kind))


def newest_first(items: Iterable[Item], study_of: Callable[[Item], Study]) -> list[Item]:
    """Sort things as the list sorts the studies of a patient that they belong to."""

    def moment(item: Item) -> tuple[str, str]:
        return study_of(item).study_date, study_of(item).study_time

    def name(item: Item) -> tuple[str, str, str]:
        study = study_of(item)
        return study.study_id, study.study_description, study.study_instance_uid

    return sorted(sorted(items, key=name), key=moment, reverse=True)


def place_of_patient(patient: Patient) -> tuple[str, str]:
    """What patients are sorted by."""
    return patient.patient_name.casefold(), patient.key
