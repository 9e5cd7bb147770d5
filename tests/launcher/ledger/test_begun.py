"""What has begun to come is told early and counts for nothing."""

from __future__ import annotations

from launcher.ledger.records import Entry
from launcher.protocol.events import InstanceBegun
from launcher.references import Instance, Patient, Series, Study, series_key
from tests.launcher.ledger.book import LOST, OTHER, PATIENT, SERIES, STUDY, Book


def half(entry: Entry, path: str = "/cache/half", series: Series = SERIES) -> tuple[Patient, Study, Series, Instance]:
    """What the file of an entry says of itself while it comes."""
    uid = entry.instance.sop_instance_uid
    return PATIENT, STUDY, series, Instance(uid, "1.2.840.10008.5.1.4.1.1.3.1", number_of_frames=9, path=path, size=5)


def test_what_has_begun_to_come_is_told_and_counts_for_nothing(book: Book) -> None:
    job, entries = book.listed(1)
    entry = entries["1.2.3.1"]
    book.ledger.start(entry)

    book.ledger.begun(entry, *half(entry))

    assert book.told[-1] == InstanceBegun(series_key(PATIENT, STUDY, SERIES), half(entry)[3])
    assert book.series() == {"1.2.3": ("loading", 1, 0, 0)}
    assert (job.received, job.ended) == (0, False)
    assert book.told[-1] in list(book.ledger.replay())

    book.comes(entry)

    assert book.series() == {"1.2.3": ("complete", 1, 1, 0)}
    assert not any(isinstance(message, InstanceBegun) for message in book.ledger.replay())


def test_what_has_begun_and_does_not_come_has_failed(book: Book) -> None:
    _, entries = book.listed(1)
    entry = entries["1.2.3.1"]
    book.ledger.begun(entry, *half(entry))

    book.ledger.failed(entry, LOST)

    assert book.series() == {"1.2.3": ("failed", 1, 0, 1)}
    assert not any(isinstance(message, InstanceBegun) for message in book.ledger.replay())


def test_what_begins_to_come_is_of_the_series_that_its_file_names(book: Book) -> None:
    _, entries = book.listed(1)
    entry = entries["1.2.3.1"]

    book.ledger.begun(entry, *half(entry, series=OTHER))
    book.comes(entry, series=OTHER)

    assert book.series() == {"1.2.4": ("complete", 1, 1, 0)}


def test_another_instance_than_the_one_asked_for_and_one_that_was_closed_are_not_shown_early(book: Book) -> None:
    _, entries = book.listed(1, 2)
    first, second = entries.values()

    book.ledger.begun(first, *half(second))
    book.ledger.close(lambda record: True)
    book.ledger.begun(second, *half(second))

    assert not any(isinstance(message, InstanceBegun) for message in book.told)
