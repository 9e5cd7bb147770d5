"""Whatever happens in whatever order, the counts agree and nothing is lost."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from launcher.errors import NotFound, Refused
from launcher.ledger import status
from launcher.ledger.records import Entry
from launcher.protocol.events import Message, MessageWithdrawn
from launcher.references import Instance, Patient, Series, Study, series_key
from tests.launcher.ledger.book import LOST, OTHER, PATIENT, SERIES, STUDY, Book, counts, held, on_disk


class Anything(RuleBasedStateMachine):
    """Clicks, files, failures, closing and cancelling in any order, with manifests that are wrong now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.book = Book()
        self.entries: list[Entry] = []

    numbers = st.lists(st.integers(1, 4), min_size=1, max_size=4)
    places = st.sampled_from([(PATIENT, SERIES), (PATIENT, OTHER), (Patient("P", "Doe^J"), SERIES)])

    @rule(numbers=numbers, place=places)
    def click(self, numbers: list[int], place: tuple[Patient, Series]) -> None:
        job = self.book.job()
        self.entries += self.book.promised(job, *numbers, patient=place[0], series=place[1]).values()
        self.book.ledger.listed(job)

    @rule(data=st.data(), place=places, uid=st.sampled_from(["", "", "", "1.2.3.1", "9.9"]))
    def file_comes(self, data: st.DataObject, place: tuple[Patient, Series], uid: str) -> None:
        if not self.entries:
            return
        entry = data.draw(st.sampled_from(self.entries))
        try:
            self.book.comes(entry, patient=place[0], series=place[1], uid=uid)
        except NotFound as error:
            self.book.ledger.failed(entry, error)

    @rule(data=st.data())
    def file_is_lost(self, data: st.DataObject) -> None:
        if self.entries:
            self.book.ledger.failed(data.draw(st.sampled_from(self.entries)), LOST)

    @rule(number=st.integers(1, 4), place=places)
    def file_is_found(self, number: int, place: tuple[Patient, Series]) -> None:
        job = self.book.job("local")
        self.book.ledger.found(job, *(place[0], STUDY, place[1]), on_disk(number))
        self.book.ledger.listed(job)

    @rule(number=st.integers(1, 4))
    def file_is_unreadable(self, number: int) -> None:
        self.book.ledger.unreadable(f"/cache/1.2.3.{number}", "damaged")

    @rule()
    def retry(self) -> None:
        self.book.ledger.retry()

    @rule(place=places)
    def close(self, place: tuple[Patient, Series]) -> None:
        self.book.ledger.close(lambda record: record.key == series_key(place[0], STUDY, place[1]))

    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        if self.book.ledger.jobs:
            self.book.ledger.cancel_job(data.draw(st.sampled_from(list(self.book.ledger.jobs.values()))))

    @rule(expected=st.integers(0, 5), numbers=numbers)
    def viewer_returns(self, expected: int, numbers: list[int]) -> None:
        self.book.ledger.adopt(*held(expected, *numbers))

    @invariant()
    def every_count_is_that_of_the_entries(self) -> None:
        ledger = self.book.ledger
        for key, record in ledger.records.items():
            assert record.key == key == series_key(record.patient, record.study, record.series)
            states = [entry.state for entry in record.entries.values()]
            assert (record.received, record.failed) == (states.count("received"), states.count("failed"))
            assert all(entry.record is record for entry in record.entries.values())
        entries = [entry for record in ledger.records.values() for entry in record.entries.values()]
        for job in ledger.jobs.values():
            mine = [entry.state for entry in entries if job.id in entry.jobs]
            assert counts(job)[1:] == (len(mine), mine.count("received"), mine.count("failed"))
            assert job.ended == (job.state == "cancelled" or "queued" not in mine)
            assert all(key in ledger.records for key in job.series)
            assert all(entry.record.key in job.series for entry in entries if job.id in entry.jobs and entry.record)

    @invariant()
    def whoever_looks_is_answered(self) -> None:
        status.status(self.book.ledger)
        status.shortcomings(self.book.ledger)
        status.loaded_exit_code(self.book.ledger)
        list(self.book.ledger.replay())


Anything.TestCase.settings = settings(max_examples=80, stateful_step_count=25)
TestAnything = Anything.TestCase


def test_the_first_window_is_shown_the_dialogs_it_missed_and_a_later_one_is_not(book: Book) -> None:
    book.ledger.message("warning", "Maintenance", "The archive closes at six", modal=True)

    (missed,) = [message for message in book.ledger.replay() if isinstance(message, Message)]
    book.ledger.window_ready(1.0)
    (again,) = [message for message in book.ledger.replay() if isinstance(message, Message)]

    assert missed.modal
    assert not again.modal


def test_an_image_that_is_open_already_counts_for_a_manifest_that_calls_it_by_another_uid(book: Book) -> None:
    opened = book.job("url")
    book.ledger.found(opened, PATIENT, STUDY, SERIES, on_disk(1))
    book.ledger.listed(opened)
    job = book.job()
    wrong = Patient("wrong", "Promised^Otherwise")
    entries = book.ledger.promise(job, wrong, STUDY, OTHER, [Instance("9.9.1")])
    book.ledger.listed(job)

    assert not book.ledger.received(entries["9.9.1"], PATIENT, STUDY, SERIES, on_disk(1))

    assert counts(job) == ("done", 1, 1, 0)
    assert book.series() == {"1.2.3": ("complete", 1, 1, 0)}


def test_what_was_said_of_missing_images_is_withdrawn_once_they_have_come(book: Book) -> None:
    _, entries = book.listed(1, 2)
    book.comes(entries["1.2.3.1"])
    book.ledger.failed(entries["1.2.3.2"], LOST)
    (said,) = book.messages()
    assert said.retry

    book.ledger.retry()
    book.comes(entries["1.2.3.2"])

    assert MessageWithdrawn(said.id) in book.told
    assert not book.ledger.messages


def test_what_was_said_of_missing_images_is_withdrawn_with_their_series(book: Book) -> None:
    _, entries = book.listed(1)
    book.ledger.failed(entries["1.2.3.1"], LOST)

    book.ledger.close(lambda record: True)

    assert not book.ledger.messages


def test_all_that_was_said_is_past_when_all_is_closed(book: Book) -> None:
    job = book.job()
    book.ledger.fail_job(job, LOST)
    book.ledger.listed(job)
    later = book.job()
    book.ledger.fail_job(later, LOST)

    book.ledger.forget_past(later.request)

    assert list(book.ledger.messages) == later.notices
    assert (job.state, job.exit_code) == ("cancelled", 0)


def test_a_launch_that_could_not_be_done_is_forgiven_when_the_same_one_succeeds(book: Book) -> None:
    refused, other, again = book.job(), book.job(), book.job()
    for job, subject in ((refused, "study"), (other, "another study"), (again, "study")):
        job.subject = subject
    for job in (refused, other):
        book.ledger.fail_job(job, LOST)
        book.ledger.listed(job)

    entries = book.promised(again, 1)
    book.ledger.listed(again)
    book.comes(entries["1.2.3.1"])

    assert list(book.ledger.messages) == other.notices


def test_retry_is_not_offered_for_what_we_refused_ourselves(book: Book) -> None:
    _, entries = book.listed(1)
    book.ledger.failed(entries["1.2.3.1"], Refused("Wetread did not contact the server", "http://pacs", "Ask."))

    (said,) = book.messages()

    assert not said.retry
    assert said.todo == "Ask."


def test_patients_without_id_and_name_are_one_only_within_a_study(book: Book) -> None:
    job = book.job("local")
    for study, series, number in (("1.1", "1.1.1", 1), ("1.1", "1.1.2", 2), ("1.2", "1.2.1", 3)):
        book.ledger.found(job, Patient(patient_name="^^"), Study(study), Series(series), on_disk(number))

    patients = status.status(book.ledger)["patients"]

    assert [len(study["series"]) for patient in patients for study in patient["studies"]] == [2, 1]
    assert len(patients) == 2
