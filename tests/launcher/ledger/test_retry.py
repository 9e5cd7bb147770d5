"""Retry fetches what failed or cannot be read, and only that."""

from __future__ import annotations

from launcher.errors import ManifestError, WetreadError
from launcher.ledger import status
from launcher.protocol.events import JobUpdate
from launcher.references import series_key
from tests.launcher.ledger.book import LOST, OTHER, PATIENT, STUDY, Book, counts


def test_retry_fetches_what_failed_and_only_that(book: Book) -> None:
    job, entries = book.listed(1, 2, 3)
    book.comes(entries["1.2.3.1"])
    for uid in ("1.2.3.2", "1.2.3.3"):
        book.ledger.failed(entries[uid], LOST)

    assert book.ledger.retry() == 2
    assert book.fetched == ["1.2.3.2", "1.2.3.3"]
    assert counts(job) == ("loading", 3, 1, 0)
    assert isinstance(book.told[-1], JobUpdate)

    for uid in ("1.2.3.2", "1.2.3.3"):
        book.comes(entries[uid])
    assert counts(job) == ("done", 3, 3, 0)
    assert job.exit_code == status.loaded_exit_code(book.ledger) == 0
    assert book.ledger.retry() == 0


def test_retry_of_one_series_leaves_the_others(book: Book) -> None:
    job = book.job()
    one, other = book.promised(job, 1), book.promised(job, 2, series=OTHER)
    book.ledger.failed(one["1.2.3.1"], LOST)
    book.ledger.failed(other["1.2.3.2"], LOST)

    assert book.ledger.retry([series_key(PATIENT, STUDY, OTHER)]) == 1

    assert book.fetched == ["1.2.3.2"]


def test_retry_does_not_forget_what_cannot_be_tried_again(book: Book) -> None:
    job = book.job()
    entries = book.promised(job, 1)
    book.ledger.fail_job(job, ManifestError("Part of the manifest cannot be read"))
    book.ledger.expect(job)
    book.ledger.fail_expected(job, WetreadError("A file is damaged"))
    book.ledger.failed(entries["1.2.3.1"], LOST)
    book.ledger.listed(job)

    book.ledger.retry()
    book.comes(entries["1.2.3.1"])

    assert counts(job) == ("partial", 2, 1, 1)
    assert [error.what for error in job.errors] == ["Part of the manifest cannot be read", "A file is damaged"]


def test_retry_tries_plain_addresses_and_failed_lists_again(book: Book) -> None:
    job = book.job("url")
    book.ledger.expect(job)
    book.ledger.fail_expected(job, LOST, lambda: book.fetched.append("address"))
    book.ledger.fail_job(job, LOST, lambda: book.fetched.append("list"))
    book.ledger.listed(job)

    assert book.ledger.retry() == 2

    assert book.fetched == ["address", "list"]
    assert counts(job) == ("loading", 1, 0, 0)
    assert job.errors == []


def test_what_is_tried_again_is_said_once_however_often_it_fails(book: Book) -> None:
    job = book.job("url")
    for _ in range(3):
        book.ledger.fail_job(job, LOST, lambda: None)
        book.ledger.listed(job)
        assert len(book.ledger.messages) == 1
        assert job.update().text.startswith(LOST.what)
        book.ledger.retry()
        assert job.update().text == job.text

    assert not book.ledger.messages


def test_what_nothing_here_can_ask_for_again_is_counted(book: Book) -> None:
    _, entries = book.listed(1, 2)
    book.ledger.failed(entries["1.2.3.1"], LOST)
    entries["1.2.3.1"].again = None

    assert book.ledger.retry() == 0
    assert book.ledger.beyond_retry() == 1


def test_what_the_viewer_cannot_read_counts_as_failed_and_can_be_fetched_again(book: Book) -> None:
    job, entries = book.listed(1, 2)
    for entry in entries.values():
        book.comes(entry)

    book.ledger.unreadable("/cache/1.2.3.2", "its pixel data is damaged")

    assert book.series() == {"1.2.3": ("partial", 2, 1, 1)}
    assert counts(job) == ("partial", 2, 1, 1)
    assert "its pixel data is damaged" in status.shortcomings(book.ledger)[0]
    book.ledger.retry()
    book.comes(entries["1.2.3.2"])
    assert counts(job) == ("done", 2, 2, 0)


def test_each_image_that_turns_out_unreadable_is_named_also_when_the_job_had_ended(book: Book) -> None:
    job, entries = book.listed(1, 2, 3)
    for entry in entries.values():
        book.comes(entry)

    for number in (2, 3):
        book.ledger.unreadable(f"/cache/1.2.3.{number}", f"its stream is cut at {number}. Ask for it again.")

    (message,) = job.notices
    assert message.missing == 2
    assert message.title.startswith("2 of 3 images")
    assert "its stream is cut at 2. Ask for it again: an image of Axial (1.2.3.2)" in message.text
    assert "its stream is cut at 3" in message.text
