"""What a new window and callers are told, and how callers name series."""

from __future__ import annotations

from dataclasses import replace

import pytest

from launcher.errors import RequestError
from launcher.ledger import status
from launcher.protocol.events import InstancesReceived, JobUpdate, Message, SeriesUpdate
from launcher.references import series_key
from tests.launcher.ledger.book import PATIENT, SERIES, STUDY, Book


def test_a_new_window_is_told_everything_in_order(book: Book) -> None:
    _, entries = book.listed(1, 2)
    book.comes(entries["1.2.3.1"])
    book.ledger.message("info", "Hello")

    told = list(book.ledger.replay())

    assert [type(message) for message in told] == [SeriesUpdate, InstancesReceived, JobUpdate, Message]
    assert told[1] == InstancesReceived(series_key(PATIENT, STUDY, SERIES), (entries["1.2.3.1"].instance,))


def test_a_new_window_shows_what_was_waited_for_also_when_the_same_request_asked_for_more(book: Book) -> None:
    """Of two targets the first comes to the front; it is over, and so is the other."""
    waited_for, entries = book.listed(1)
    other = book.ledger.open_job(waited_for.request, "Opening", "manifest", accepted=0.0)
    others = book.promised(other, 2, series=replace(SERIES, series_instance_uid="1.2.4"))
    book.ledger.listed(other)
    for entry in (*entries.values(), *others.values()):
        book.comes(entry, series=entry.record.series if entry.record is not None else SERIES)
    assert waited_for.ended and other.ended

    told = [message for message in book.ledger.replay() if isinstance(message, JobUpdate)]

    assert [(job.job, job.foreground) for job in told] == [(waited_for.id, True), (other.id, False)]


def test_status_speaks_in_dicoms_own_words(book: Book) -> None:
    _, entries = book.listed(1)
    book.comes(entries["1.2.3.1"])

    (patient,) = status.status(book.ledger)["patients"]

    assert patient["PatientID"] == "P"
    assert patient["studies"][0]["StudyInstanceUID"] == "1.2"
    assert patient["studies"][0]["series"][0] == {
        "SeriesInstanceUID": "1.2.3", "Modality": "CT", "SeriesNumber": None, "SeriesDescription": "Axial",
        "kind": "image", "state": "complete", "expected": 1, "received": 1, "failed": 0, "frames": 1, "bytes": 10,
        "source": "manifest", "thumbnail": False, "error": None,
    }  # fmt: skip


def test_series_are_named_by_their_uid_or_their_study(book: Book) -> None:
    book.listed(1)
    key = series_key(PATIENT, STUDY, SERIES)

    assert book.ledger.keys_of(["1.2.3"]) == book.ledger.keys_of(["1.2"]) == book.ledger.keys_of([]) == [key]
    with pytest.raises(RequestError, match=r"1\.9"):
        book.ledger.keys_of(["1.9"])
