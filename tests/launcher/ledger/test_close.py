"""What is closed is forgotten with its files and transfers, and nothing waits for it."""

from __future__ import annotations

from launcher.ledger import status
from launcher.protocol.events import SeriesClosed
from launcher.references import Patient, Series, series_key
from tests.launcher.ledger.book import LOST, OTHER, PATIENT, STUDY, Book, counts, on_disk


def test_a_closed_series_is_forgotten_with_its_files_and_transfers(book: Book) -> None:
    job, entries = book.listed(1, 2, 3)
    book.comes(entries["1.2.3.1"])
    book.ledger.failed(entries["1.2.3.2"], LOST)

    assert book.ledger.close(lambda record: True) == ["/cache/1.2.3.1"]

    assert book.series() == {}
    assert counts(job) == ("done", 0, 0, 0)
    assert job.exit_code == status.loaded_exit_code(book.ledger) == 0
    assert status.shortcomings(book.ledger) == []
    assert not book.ledger.start(entries["1.2.3.3"])
    assert not book.comes(entries["1.2.3.3"])  # it was on its way
    book.ledger.failed(entries["1.2.3.3"], LOST)
    assert counts(job) == ("done", 0, 0, 0)


def test_closing_one_series_ends_a_job_that_waited_for_it_only(book: Book) -> None:
    job = book.job()
    one, _ = book.promised(job, 1), book.promised(job, 2, series=OTHER)
    book.ledger.listed(job)
    book.comes(one["1.2.3.1"])

    book.ledger.close(lambda record: record.series == OTHER)

    assert counts(job) == ("done", 1, 1, 0)


def test_a_series_that_was_closed_can_be_opened_again(book: Book) -> None:
    _, entries = book.listed(1)
    book.comes(entries["1.2.3.1"], patient=Patient("P", "Doe^J"))
    book.ledger.close(lambda record: True)

    job, wanted = book.listed(1)

    assert list(wanted) == ["1.2.3.1"]
    assert book.comes(wanted["1.2.3.1"], patient=Patient("P", "Doe^J"))
    assert counts(job) == ("done", 1, 1, 0)


def test_what_was_closed_while_a_job_lists_is_not_promised_by_it_again(book: Book) -> None:
    job = book.job()
    book.promised(job, 1)

    book.ledger.close(lambda record: record.patient.patient_id == "P")

    assert book.promised(job, 2, series=OTHER) == {}
    assert book.ledger.promise_count(job, PATIENT, STUDY, OTHER, 3) == []
    assert not book.ledger.found(job, PATIENT, STUDY, OTHER, on_disk(4))
    assert book.promised(job, 5, patient=Patient("Q")) != {}
    book.ledger.listed(job)
    assert [update[1] for update in book.series().values()] == [1]


def test_a_link_closes_what_others_opened_and_not_what_it_opens_itself(book: Book) -> None:
    job = book.job()

    book.ledger.close(lambda record: True, request=job.request)

    assert book.promised(job, 1) != {}


def test_a_small_picture_goes_with_its_series(book: Book) -> None:
    book.listed(1)
    (record,) = book.ledger.records.values()
    assert book.ledger.thumbnail(record, "/cache/small")

    assert book.ledger.close(lambda record: True) == ["/cache/small"]
    assert not book.ledger.thumbnail(record, "/cache/late")


def test_many_series_are_closed_with_one_word(book: Book) -> None:
    job = book.job()
    for number in range(5):
        book.promised(job, number, series=Series(f"1.2.{number}", "CT"))
    book.told.clear()

    book.ledger.close(lambda record: record.series.series_instance_uid != "1.2.3")

    (closed,) = [message for message in book.told if isinstance(message, SeriesClosed)]
    assert len(closed.keys) == 4
    assert job.series == [series_key(PATIENT, STUDY, Series("1.2.3", "CT"))]
