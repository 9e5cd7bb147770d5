"""The ledger: every promised instance is received or failed, in whatever order things happen, and the counts say so."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from launcher.errors import CANCELLED, ManifestError, RequestError, Unreachable, WetreadError
from launcher.ledger import status
from launcher.ledger.records import Entry, Job
from launcher.protocol.events import (
    InstanceBegun,
    InstancesReceived,
    JobUpdate,
    Message,
    SeriesClosed,
    SeriesUpdate,
)
from launcher.references import Instance, Patient, Series, Study, series_key
from launcher.traffic import Traffic
from tests.launcher.ledger.book import LOST, OTHER, PATIENT, SERIES, STUDY, Book, counts, held, on_disk

# --- retry ---


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


# --- close and cancel ---


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


def test_many_series_are_closed_with_one_word(book: Book) -> None:
    job = book.job()
    for number in range(5):
        book.promised(job, number, series=Series(f"1.2.{number}", "CT"))
    book.told.clear()

    book.ledger.close(lambda record: record.series.series_instance_uid != "1.2.3")

    (closed,) = [message for message in book.told if isinstance(message, SeriesClosed)]
    assert len(closed.keys) == 4
    assert job.series == [series_key(PATIENT, STUDY, Series("1.2.3", "CT"))]


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


def test_a_complete_series_cannot_be_paused(book: Book) -> None:
    _, entries = book.listed(1)
    book.comes(entries["1.2.3.1"])

    assert book.ledger.pause() == 0


def test_a_job_tells_how_much_comes_and_how_fast(book: Book) -> None:
    job, entries = book.listed(1, 2)
    book.comes(entries["1.2.3.1"])

    book.ledger.measure({series_key(PATIENT, STUDY, SERIES): Traffic(on_its_way=5, rate=100.0)})

    update = book.told[-1]
    assert isinstance(update, JobUpdate)
    assert (update.size, update.rate) == (15, 100.0)
    book.ledger.measure({})
    assert (job.size, job.rate) == (10, 0.0)


def test_series_are_named_by_their_uid_or_their_study(book: Book) -> None:
    book.listed(1)
    key = series_key(PATIENT, STUDY, SERIES)

    assert book.ledger.keys_of(["1.2.3"]) == book.ledger.keys_of(["1.2"]) == book.ledger.keys_of([]) == [key]
    with pytest.raises(RequestError, match=r"1\.9"):
        book.ledger.keys_of(["1.9"])


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


# --- a service that died ---


def test_what_a_viewer_holds_is_taken_over_and_what_was_promised_to_it_counts_as_failed(book: Book) -> None:
    book.ledger.adopt(*held(3, 1, 2))

    assert book.series() == {"1.2.3": ("partial", 3, 2, 1)}
    assert "click the link again" in status.shortcomings(book.ledger)[0]


def test_taking_over_twice_changes_nothing(book: Book) -> None:
    for _ in range(2):
        book.ledger.adopt(*held(3, 1, 2))

    assert book.series() == {"1.2.3": ("partial", 3, 2, 1)}


def test_more_that_is_held_makes_good_what_counted_as_lost(book: Book) -> None:
    book.ledger.adopt(*held(3, 1))
    book.ledger.adopt(*held(3, 1, 2, 3))

    assert book.series()["1.2.3"][2] == 3


def test_after_clicking_the_link_again_all_is_complete(book: Book) -> None:
    book.ledger.adopt(*held(3, 1, 2))

    job, wanted = book.listed(1, 2, 3)

    assert list(wanted) == ["1.2.3.3"]
    book.comes(wanted["1.2.3.3"])
    assert book.series() == {"1.2.3": ("complete", 3, 3, 0)}
    assert counts(job) == ("done", 3, 3, 0)
    assert status.loaded_exit_code(book.ledger) == 0


def test_many_images_that_one_error_stands_for_are_named_with_all_their_series(book: Book) -> None:
    job, entries = book.listed(1, 2, 3, 4)
    entries |= book.promised(job, 5, 6, 7, 8, series=OTHER)
    for entry in entries.values():
        book.ledger.failed(entry, LOST)

    (line, _) = status.shortcomings(book.ledger)
    assert line == "The server cannot be reached: 8 images of Axial, CT (http://pacs)"


def test_that_images_were_lost_is_said_until_they_are_promised_anew_or_closed(book: Book) -> None:
    book.ledger.adopt(*held(3, 1, 2))
    assert [message.title for message in book.ledger.messages] == ["1 image did not come"]
    book.listed(1, 2, 3)
    assert not book.ledger.messages

    book.ledger.close(lambda record: True)
    book.ledger.adopt(*held(3, 1, 2))
    assert book.ledger.messages
    book.ledger.close(lambda record: True)
    assert not book.ledger.messages


def test_a_click_that_came_before_the_viewer_returned_ends_by_what_it_holds(book: Book) -> None:
    job, entries = book.listed(1, 2)
    book.ledger.failed(entries["1.2.3.2"], LOST)

    book.ledger.adopt(*held(2, 1, 2))

    assert book.series() == {"1.2.3": ("complete", 2, 2, 0)}
    assert counts(job) == ("done", 2, 2, 0)


# --- views ---


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


def test_many_that_are_missing_for_one_reason_are_one_line_a_series(book: Book) -> None:
    _, entries = book.listed(*range(1, 101))
    for entry in entries.values():
        book.ledger.failed(entry, LOST)

    assert book.messages()[-1].text == "The server cannot be reached: 100 images of Axial (http://pacs)."


def test_many_that_failed_alike_are_one_line_and_a_few_are_named(book: Book) -> None:
    _, entries = book.listed(*range(1, 6))
    job = book.job()
    more = book.promised(job, *range(101, 121), series=OTHER)
    book.ledger.listed(job)
    for entry in (*entries.values(), *more.values()):
        book.ledger.failed(entry, WetreadError("A file cannot be written", "/cache: no space left", "Make room."))

    few, many = book.messages()[-2:]
    assert len(few.text.splitlines()) == 5
    assert many.text == "A file cannot be written: 20 images of CT (/cache: no space left)."
    assert (many.retry, many.todo) == (True, "Make room.")


def test_many_missing_instances_are_named_in_part_and_counted(book: Book) -> None:
    _, entries = book.listed(*range(1, 101))
    for number, entry in enumerate(entries.values()):
        book.ledger.failed(entry, Unreachable("The server cannot be reached", f"http://pacs/{number}"))

    lines = book.messages()[-1].text.splitlines()
    assert len(lines) == 13
    assert lines[-1] == "and 88 more."
