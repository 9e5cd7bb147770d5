"""What the list of patients, studies and series says, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from launcher.errors import CANCELLED
from launcher.frozen import frozen
from launcher.protocol.events import SeriesUpdate
from launcher.references import Patient, Study
from viewer import names
from viewer.documents.families import family_of, is_picture
from viewer.model import progress
from viewer.model.library import INTERRUPTED, Library, PatientNode, SeriesRecord
from viewer.model.order import RULES
from viewer.words import of_table, tr

STATES: Final = {
    "queued": tr("Waiting"),
    "loading": tr("Loading"),
    "paused": tr("Paused"),
    "complete": "",
    "partial": tr("Incomplete"),
    "failed": tr("Failed"),
}
ON_THE_WAY: Final = ("loading", "paused")
GIVEN_UP: Final = {INTERRUPTED: tr("Interrupted"), CANCELLED.said: tr("Cancelled")}
"""Why something is missing → words for it, where it is not the archive's fault."""


@frozen
class Row:
    """One line: a patient, a study or one stack of a series, and the keys of all series below it."""

    level: str
    item: Patient | Study | SeriesRecord
    keys: tuple[str, ...]
    stack_number: int = 0

    @property
    def place(self) -> tuple[object, ...]:
        """What tells it from the other lines."""
        return self.level, self.keys, self.stack_number


def rows(library: Library) -> list[Row]:
    """All lines, in their order."""
    return [row for patient in library.patients() for row in _rows(patient)]


def _rows(patient: PatientNode) -> list[Row]:
    rows = []
    for study in patient.studies:
        keys = tuple(record.update.key for record in study.series)
        rows.append(Row("study", study.study, keys))
        rows += (
            Row("series", record, (record.update.key,), number)
            for record in study.series
            for number in range(max(1, len(record.stacks)))
        )
    keys = tuple(key for row in rows if row.level == "study" for key in row.keys)
    return [Row("patient", patient.patient, keys), *rows]


def described(row: Row) -> tuple[str, str, str]:
    """Title, second line, and state of a row, as it is painted and as it is read aloud."""
    if isinstance(row.item, Patient):
        return (*_described_patient(row.item), "")
    if isinstance(row.item, Study):
        return (*_described_study(row.item), "")
    return _described_series(row.item, row.stack_number)


def _described_patient(patient: Patient) -> tuple[str, str]:
    number, born = tr("ID {id}", id=patient.patient_id or tr("none")), names.date(patient.patient_birth_date)
    second = names.joined("  ", number, born, patient.patient_sex)
    return names.person(patient.patient_name) or tr("No name"), second


def _described_study(study: Study) -> tuple[str, str]:
    when = names.joined(" ", names.date(study.study_date), names.time(study.study_time))
    return study.study_description or tr("Study"), when or tr("no date")


def _described_series(record: SeriesRecord, stack_number: int) -> tuple[str, str, str]:
    update, series = record.update, record.update.series
    number = "" if series.series_number is None else f"#{series.series_number}"
    documents = _documents(record, stack_number)
    kind = series.modality if len(record.stacks) <= 1 else "" if documents else record.names[stack_number]
    coming = progress.amount(update) if update.state in ON_THE_WAY and stack_number == 0 else ""
    second = names.joined(" · ", kind, number, coming or documents or _images(record, stack_number))
    state = _state(update) if stack_number == 0 else ""
    return series.series_description or series.modality or tr("Series"), second, state or _finding(record, stack_number)


def _documents(record: SeriesRecord, stack_number: int) -> str:
    """What a series, or one stack of it, is that holds no picture: ``2 reports``."""
    shown = [frame.instance for frame in record.stacks[stack_number].frames] if record.stacks else []
    if not shown or is_picture(shown[0]):
        return ""
    name, count = family_of(shown[0]).name, len(shown)
    return of_table(name) if count == 1 else names.count(count, name.lower())


def _images(record: SeriesRecord, stack_number: int) -> str:
    if len(record.stacks) > 1:
        return names.count(len(record.stacks[stack_number]), "image")
    if record.frame_count > len(record.shown):
        return names.count(record.frame_count, "frame")
    return names.count(record.update.received, "image")


def _finding(record: SeriesRecord, stack_number: int) -> str:
    """The gravest that is wrong with the positions."""
    return next(iter(record.findings(stack_number)), "")


def remarks(row: Row) -> Iterator[str]:
    """What is to be known beside a row: who asked for a study; why a series is not whole, and in which order it is."""
    if isinstance(row.item, Study):
        yield from _remarks_on_study(row.item)
    elif isinstance(row.item, SeriesRecord):
        yield from _remarks_on_stack(row.item, row.stack_number)


def _remarks_on_study(study: Study) -> Iterator[str]:
    if physician := names.person(study.referring_physician_name):
        yield tr("Referred by {physician}", physician=physician)
    if study.accession_number:
        yield tr("Accession: {accession_number}", accession_number=study.accession_number)
    if study.study_id:
        yield tr("Study ID: {study_id}", study_id=study.study_id)


def _remarks_on_stack(record: SeriesRecord, stack_number: int) -> Iterator[str]:
    if record.update.error:
        yield record.update.error
    if record.stacks:
        stack = record.stacks[stack_number]
        yield tr("In the order of {rule}", rule=RULES[stack.rule])
        if stack.phases > 1:
            yield tr("{phases} images at each position", phases=stack.phases)
        yield from record.findings(stack_number)


def _state(update: SeriesUpdate) -> str:
    words = GIVEN_UP.get(update.error, STATES[update.state])
    if update.state in ON_THE_WAY:
        return progress.in_brief(update)
    if update.failed:
        return f"{words or tr('Incomplete')}: {tr('{count} missing', count=update.failed)}"
    return words
