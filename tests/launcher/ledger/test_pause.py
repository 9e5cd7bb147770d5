"""Pauses hold series, jobs and lists until somebody ends them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from launcher.references import series_key
from tests.launcher.ledger.book import OTHER, PATIENT, SERIES, STUDY, Book


def test_a_pause_is_a_state_of_series_and_job_until_all_has_come(book: Book) -> None:
    job, entries = book.listed(1, 2)
    key = series_key(PATIENT, STUDY, SERIES)

    assert book.ledger.pause([key]) == 1
    assert book.series() == {"1.2.3": ("paused", 2, 0, 0)}
    assert (job.update().state, job.ended) == ("paused", False)
    assert book.ledger.paused_queues() == {key}

    book.comes(entries["1.2.3.1"])  # it was on its way
    assert book.series() == {"1.2.3": ("paused", 2, 1, 0)}
    assert book.ledger.pause([], paused=False) == 1
    assert book.series() == {"1.2.3": ("loading", 2, 1, 0)}
    assert job.update().state == "loading"
    assert book.ledger.paused_queues() == set()


def test_a_job_that_still_lists_is_held_by_a_pause_of_all(book: Book) -> None:
    job = book.job()
    book.ledger.pause()
    with ThreadPoolExecutor() as pool:
        held = pool.submit(book.ledger.wait_while_paused, job)
        with pytest.raises(TimeoutError):
            held.result(0.1)
        assert job.update().state == "paused"

        book.ledger.pause(paused=False)

        assert held.result(5.0)
        book.ledger.pause()
        held = pool.submit(book.ledger.wait_while_paused, job)
        book.ledger.cancel_all()

        assert not held.result(5.0)
    assert job.state == "cancelled"


def test_a_job_of_which_one_series_is_paused_goes_on(book: Book) -> None:
    job = book.job()
    book.promised(job, 1)
    book.promised(job, 2, series=OTHER)

    book.ledger.pause([series_key(PATIENT, STUDY, SERIES)])
    assert job.update().state != "paused"
    book.ledger.pause()
    assert job.update().state == "paused"


def test_a_pause_ends_when_nothing_is_waited_for_any_more(book: Book) -> None:
    job, _ = book.listed(1, 2)
    key = series_key(PATIENT, STUDY, SERIES)
    book.comes(book.promised(job, 3)["1.2.3.3"])
    book.ledger.pause()

    assert book.ledger.cancel([key]) == 1
    assert book.ledger.paused_queues() == set()

    assert book.ledger.retry() == 2
    assert book.series() == {"1.2.3": ("loading", 3, 1, 0)}
    assert job.update().state == "loading"


def test_what_is_asked_for_anew_is_paused_no_more(book: Book) -> None:
    before, _ = book.listed(1, 2)
    book.ledger.pause()

    job, fetched = book.listed(1, 2)

    assert fetched == {}, "it is on its way for the job before"
    assert book.series() == {"1.2.3": ("queued", 2, 0, 0)}
    assert book.ledger.paused_queues() == set()
    assert before.update().state == job.update().state == "loading"


def test_what_a_job_lists_itself_stays_paused(book: Book) -> None:
    job = book.job()
    book.promised(job, 1)
    book.ledger.pause()

    book.promised(job, 1, 2)

    assert book.series() == {"1.2.3": ("paused", 2, 0, 0)}


def test_an_address_is_not_asked_twice_for_a_pause_and_what_it_lists_is_paused(book: Book) -> None:
    job = book.job("url")
    book.ledger.expect(job)
    book.ledger.listed(job)

    book.ledger.pause()
    assert job.update().state == "paused"
    assert book.ledger.wait_while_paused(job), "it would keep others from its connection"
    book.promised(job, 1)
    book.ledger.expect(job, -1)
    assert book.series() == {"1.2.3": ("paused", 1, 0, 0)}
    assert job.update().state == "paused"

    assert book.ledger.pause(paused=False) == 1
    assert job.update().state == "loading"


def test_a_complete_series_cannot_be_paused(book: Book) -> None:
    _, entries = book.listed(1)
    book.comes(entries["1.2.3.1"])

    assert book.ledger.pause() == 0
