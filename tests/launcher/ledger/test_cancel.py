"""What is cancelled is waited for no more, is never shown as complete, and can be fetched after all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from launcher.errors import CANCELLED
from launcher.ledger import status
from launcher.ledger.records import Job
from launcher.protocol.events import JobUpdate
from launcher.references import series_key
from tests.launcher.ledger.book import LOST, OTHER, PATIENT, SERIES, STUDY, Book, counts, on_disk


def test_a_cancelled_job_keeps_what_has_come_and_waits_for_nothing(book: Book) -> None:
    job, entries = book.listed(1, 2)
    book.ledger.expect(job, 3)
    book.comes(entries["1.2.3.1"])

    book.ledger.cancel_job(job)

    assert counts(job) == ("cancelled", 1, 1, 0)
    assert book.series() == {"1.2.3": ("partial", 2, 1, 1)}  # never shown as complete
    assert isinstance(book.told[-1], JobUpdate)
    assert book.messages() == []
    assert not book.ledger.start(entries["1.2.3.2"])
    assert job.stop.is_set()
    assert book.ledger.idle()


def test_what_was_cancelled_can_be_fetched_after_all(book: Book) -> None:
    job, entries = book.listed(1, 2)
    book.comes(entries["1.2.3.1"])
    book.ledger.cancel_job(job)

    assert book.ledger.retry() == 1
    assert book.fetched == ["1.2.3.2"]
    assert book.comes(entries["1.2.3.2"])
    assert book.series() == {"1.2.3": ("complete", 2, 2, 0)}


def test_the_rest_of_a_series_is_cancelled_and_the_series_incomplete(book: Book) -> None:
    job, entries = book.listed(1, 2)
    book.comes(entries["1.2.3.1"])

    assert book.ledger.cancel([series_key(PATIENT, STUDY, SERIES)]) == 1
    assert book.series() == {"1.2.3": ("partial", 2, 1, 1)}
    assert counts(job) == ("partial", 2, 1, 1)
    assert book.messages() == []  # the user knows
    assert book.ledger.retry() == 1


def test_what_was_cancelled_is_told_as_such_and_not_as_failed(book: Book) -> None:
    job, entries = book.listed(1, 2)
    book.ledger.failed(entries["1.2.3.1"], CANCELLED)
    book.ledger.failed(entries["1.2.3.2"], CANCELLED)
    (record,) = book.ledger.records.values()
    assert (job.update().state, status.status(book.ledger)["jobs"][0]["state"]) == ("cancelled", "cancelled")
    assert record.error == CANCELLED.said
    assert book.ledger.retry() == 2
    assert job.update().state == "loading"


def test_what_failed_beside_what_was_cancelled_is_told_first(book: Book) -> None:
    job, entries = book.listed(1, 2)
    book.ledger.failed(entries["1.2.3.1"], CANCELLED)
    book.ledger.failed(entries["1.2.3.2"], LOST)
    (record,) = book.ledger.records.values()
    assert (job.update().state, record.error) == ("failed", LOST.said)


def test_a_cancelled_series_is_missing_where_the_study_would_look_whole_without_it(book: Book) -> None:
    job = book.job()
    (first,) = book.promised(job, 1).values()
    book.promised(job, 2, 3, series=OTHER)
    book.ledger.listed(job)
    book.comes(first)

    book.ledger.cancel([series_key(PATIENT, STUDY, OTHER)])

    assert book.series() == {"1.2.3": ("complete", 1, 1, 0), "1.2.4": ("failed", 2, 0, 2)}
    assert status.loaded_exit_code(book.ledger) == 1
    assert book.ledger.retry() == 2


@pytest.mark.parametrize(
    "cancel", [lambda book, job: book.ledger.cancel_job(job), lambda book, _: book.ledger.cancel_all()]
)
def test_a_cancelled_job_leaves_its_other_series_missing(book: Book, cancel: Callable[[Book, Job], object]) -> None:
    job = book.job()
    (first,) = book.promised(job, 1).values()
    book.promised(job, 2, 3, series=OTHER)
    book.ledger.listed(job)
    book.comes(first)

    cancel(book, job)

    assert book.series() == {"1.2.3": ("complete", 1, 1, 0), "1.2.4": ("failed", 2, 0, 2)}
    assert book.ledger.idle()
    assert book.ledger.retry() == 2


def test_a_series_of_which_nothing_has_come_is_forgotten_when_it_is_cancelled(book: Book) -> None:
    job = book.job()
    book.promised(job, 1)
    book.promised(job, 2, series=OTHER)
    book.ledger.listed(job)

    book.ledger.cancel([series_key(PATIENT, STUDY, OTHER)])

    assert book.series() == {"1.2.3": ("queued", 1, 0, 0)}
    assert counts(job)[1:] == (1, 0, 0)


def test_a_study_that_is_shown_while_its_one_object_comes_is_not_forgotten_when_it_is_cancelled(book: Book) -> None:
    job, entries = book.listed(1)
    book.ledger.begun(entries["1.2.3.1"], PATIENT, STUDY, SERIES, on_disk(1))

    book.ledger.cancel_all()

    assert book.series() == {"1.2.3": ("failed", 1, 0, 1)}
    assert job.update().state == "cancelled"


AFTERWARDS: list[Callable[[Book, Job], object]] = [
    lambda book, job: book.ledger.listed(job),
    lambda book, job: book.ledger.progress(job, "Listing", "listing"),
    lambda book, job: book.ledger.expect(job, -1),
    lambda book, job: book.ledger.fail_expected(job, LOST),
    lambda book, job: book.ledger.fail_job(job, LOST),
    lambda book, job: book.promised(job, 8, 9),
    lambda book, job: book.ledger.found(job, PATIENT, STUDY, SERIES, on_disk(9)),
    lambda book, job: book.ledger.retry(),
]


@pytest.mark.parametrize("afterwards", AFTERWARDS)
def test_a_cancelled_job_stays_cancelled_whatever_its_workers_still_say(
    book: Book, afterwards: Callable[[Book, Job], object]
) -> None:
    job = book.job()
    book.promised(job, 1)
    book.ledger.expect(job, 2)
    book.ledger.fail_expected(job, LOST, lambda: None)
    book.ledger.cancel_job(job)

    afterwards(book, job)

    assert job.state == "cancelled"
    assert job.expected == job.received + job.failed
    assert book.ledger.idle()


def test_what_another_job_waits_for_goes_on(book: Book) -> None:
    first, entries = book.listed(1)
    second, _ = book.listed(1)

    book.ledger.cancel_job(first)

    assert book.ledger.start(entries["1.2.3.1"])
    assert book.comes(entries["1.2.3.1"])
    assert counts(first) == ("cancelled", 0, 0, 0)
    assert counts(second) == ("done", 1, 1, 0)
