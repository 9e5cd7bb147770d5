"""The ledger: every promised instance is received or failed, in whatever order things happen, and the counts say so."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from launcher.errors import CANCELLED, ManifestError, NotFound, Refused, RequestError, Unreachable, WetreadError
from launcher.ledger import status
from launcher.ledger.ledger import Ledger
from launcher.ledger.records import Entry, Job
from launcher.protocol import AnyMessage
from launcher.protocol.events import (
    InstanceBegun,
    InstancesReceived,
    JobUpdate,
    Message,
    MessageWithdrawn,
    SeriesClosed,
    SeriesUpdate,
)
from launcher.references import Instance, Patient, Series, Study, series_key
from launcher.traffic import Traffic

PATIENT, STUDY = Patient("P", "Doe^Jane"), Study("1.2")
SERIES, OTHER = Series("1.2.3", "CT", series_description="Axial"), Series("1.2.4", "CT")
LOST = Unreachable("The server cannot be reached", "http://pacs")


def instances(*numbers: int) -> list[Instance]:
    return [Instance(f"1.2.3.{number}", "1.2.840.10008.5.1.4.1.1.2", instance_number=number) for number in numbers]


def on_disk(number: int, uid: str = "") -> Instance:
    return Instance(uid or f"1.2.3.{number}", "1.2.840.10008.5.1.4.1.1.2", path=f"/cache/{number}", size=10)


class Book:
    """A ledger, and what it told."""

    def __init__(self) -> None:
        self.told: list[AnyMessage] = []
        self.ledger = Ledger(self.told.append)
        self.fetched: list[str] = []
        self._requests = 0

    def job(self, source: Any = "manifest") -> Job:
        self._requests += 1
        return self.ledger.open_job(self._requests, "Opening", source, accepted=0.0)

    def promised(
        self, job: Job, *numbers: int, series: Series = SERIES, patient: Patient = PATIENT
    ) -> dict[str, Entry]:
        entries = self.ledger.promise(job, patient, STUDY, series, instances(*numbers))
        for uid, entry in entries.items():
            entry.again = lambda uid=uid: self.fetched.append(uid)
        return entries

    def listed(self, *numbers: int) -> tuple[Job, dict[str, Entry]]:
        job = self.job()
        entries = self.promised(job, *numbers)
        self.ledger.listed(job)
        return job, entries

    def comes(self, entry: Entry, *, uid: str = "", series: Series = SERIES, patient: Patient = PATIENT) -> bool:
        uid = uid or entry.instance.sop_instance_uid
        instance = Instance(uid, "1.2.840.10008.5.1.4.1.1.2", path=f"/cache/{uid}", size=10)
        return self.ledger.received(entry, patient, STUDY, series, instance)

    def series(self) -> dict[str, tuple[str, int, int, int]]:
        """Series UID → state, expected, received, failed."""
        return {
            one["SeriesInstanceUID"]: (one["state"], one["expected"], one["received"], one["failed"])
            for patient in status.status(self.ledger)["patients"]
            for study in patient["studies"]
            for one in study["series"]
        }

    def messages(self) -> list[Message]:
        return [message for message in self.told if isinstance(message, Message)]


@pytest.fixture
def book() -> Book:
    return Book()


def counts(job: Job) -> tuple[str, int, int, int]:
    return job.state, job.expected, job.received, job.failed


# --- one job ---


def test_a_promise_is_queued_loading_and_complete(book: Book) -> None:
    job, entries = book.listed(1, 2)
    assert book.series() == {"1.2.3": ("queued", 2, 0, 0)}

    assert book.ledger.start(entries["1.2.3.1"])
    assert book.series() == {"1.2.3": ("loading", 2, 0, 0)}
    assert book.comes(entries["1.2.3.1"])
    assert counts(job) == ("loading", 2, 1, 0)

    assert book.comes(entries["1.2.3.2"])
    assert book.series() == {"1.2.3": ("complete", 2, 2, 0)}
    assert counts(job) == ("done", 2, 2, 0)
    assert job.exit_code == status.loaded_exit_code(book.ledger) == 0
    assert {"first_instance", "loaded"} <= job.times.keys()


def test_the_window_is_told_of_a_series_before_its_instances(book: Book) -> None:
    _, entries = book.listed(1)
    book.comes(entries["1.2.3.1"])

    kinds = [type(message) for message in book.told if isinstance(message, SeriesUpdate | InstancesReceived)]
    assert kinds[0] is SeriesUpdate
    assert kinds[-1] is InstancesReceived
    update = next(message for message in reversed(book.told) if isinstance(message, SeriesUpdate))
    assert (update.key, update.received) == (series_key(PATIENT, STUDY, SERIES), 1)


def test_an_instance_that_fails_is_named_and_fails_nothing_else(book: Book) -> None:
    job, entries = book.listed(1, 2)
    book.comes(entries["1.2.3.1"])
    book.ledger.failed(entries["1.2.3.2"], LOST)

    assert book.series() == {"1.2.3": ("partial", 2, 1, 1)}
    assert counts(job) == ("partial", 2, 1, 1)
    assert job.exit_code == status.loaded_exit_code(book.ledger) == 1
    (message,) = book.messages()
    assert message.title == "1 of 2 images did not come"
    assert "The server cannot be reached: image 2 of Axial (http://pacs; 1.2.3.2)" in message.text
    assert status.shortcomings(book.ledger) == [message.text.rstrip("."), LOST.todo]


def test_a_job_of_which_nothing_came_says_so_by_the_first_error(book: Book) -> None:
    job, entries = book.listed(1, 2)
    for entry in entries.values():
        book.ledger.failed(entry, LOST)

    assert counts(job) == ("failed", 2, 0, 2)
    assert job.exit_code == LOST.exit_code == 4
    assert status.first_image(book.ledger) is None


def test_a_job_is_not_done_before_all_it_promises_is_known(book: Book) -> None:
    job = book.job()
    book.comes(book.promised(job, 1)["1.2.3.1"])
    assert not job.ended

    book.ledger.listed(job)
    assert job.ended


def test_an_instance_that_is_listed_twice_counts_once(book: Book) -> None:
    job = book.job()
    entries = book.ledger.promise(job, PATIENT, STUDY, SERIES, instances(1, 1, 2))

    assert list(entries) == ["1.2.3.1", "1.2.3.2"]
    assert job.expected == 2


def test_a_series_without_instances_is_not_shown(book: Book) -> None:
    assert book.promised(book.job()) == {}

    assert book.series() == {}


def test_what_is_given_up_or_comes_twice_counts_once(book: Book) -> None:
    job, entries = book.listed(1, 2)
    one, two = entries.values()

    assert book.comes(one)
    assert not book.comes(one)
    book.ledger.failed(one, LOST)
    book.ledger.failed(two, LOST)
    book.ledger.failed(two, LOST)

    assert counts(job) == ("partial", 2, 1, 1)


# --- two jobs ---


def test_what_is_on_its_way_for_one_job_is_not_fetched_for_another(book: Book) -> None:
    first, entries = book.listed(1, 2)
    second, wanted = book.listed(1, 2)

    assert wanted == {}
    for entry in entries.values():
        book.comes(entry)
    assert counts(first) == counts(second) == ("done", 2, 2, 0)
    assert book.series() == {"1.2.3": ("complete", 2, 2, 0)}


def test_what_is_here_already_is_done_at_once(book: Book) -> None:
    _, entries = book.listed(1)
    book.comes(entries["1.2.3.1"])
    book.ledger.image_shown(series_key(PATIENT, STUDY, SERIES), at=1.0)

    second, wanted = book.listed(1)

    assert wanted == {}
    assert counts(second) == ("done", 1, 1, 0)
    assert status.first_image(book.ledger) is True


def test_what_failed_is_fetched_again_for_the_next_click(book: Book) -> None:
    first, entries = book.listed(1, 2)
    book.comes(entries["1.2.3.1"])
    book.ledger.failed(entries["1.2.3.2"], LOST)

    second, wanted = book.listed(1, 2)

    assert list(wanted) == ["1.2.3.2"]
    assert counts(first) == counts(second) == ("loading", 2, 1, 0)
    book.comes(wanted["1.2.3.2"])
    assert counts(first) == counts(second) == ("done", 2, 2, 0)
    assert status.loaded_exit_code(book.ledger) == 0


# --- files that are not what was promised ---


def test_a_series_is_grouped_by_its_files_when_the_manifest_was_wrong(book: Book) -> None:
    real = Patient("P", "Doe^Jane^Maria")
    job, entries = book.listed(1, 2)

    for entry in entries.values():
        assert book.comes(entry, patient=real)

    assert [one["PatientName"] for one in status.status(book.ledger)["patients"]] == ["Doe^Jane^Maria"]
    assert book.series() == {"1.2.3": ("complete", 2, 2, 0)}
    assert counts(job) == ("done", 2, 2, 0)
    assert SeriesClosed((series_key(PATIENT, STUDY, SERIES),)) in book.told
    assert job.series == [series_key(real, STUDY, SERIES)]


def test_a_second_click_on_a_wrong_manifest_finds_what_is_here(book: Book) -> None:
    real = Patient("P", "Doe^Jane^Maria")
    _, entries = book.listed(1, 2)
    for entry in entries.values():
        book.comes(entry, patient=real)

    second, wanted = book.listed(1, 2)

    assert wanted == {}
    assert counts(second) == ("done", 2, 2, 0)
    assert book.series() == {"1.2.3": ("complete", 2, 2, 0)}


def test_a_file_keeps_its_own_uid_and_counts_once(book: Book) -> None:
    job, entries = book.listed(1, 2)
    book.comes(entries["1.2.3.1"], uid="9.9.1", series=OTHER)  # series and instance differ
    book.comes(entries["1.2.3.2"], uid="9.9.2", series=OTHER)

    assert book.series() == {"1.2.4": ("complete", 2, 2, 0)}
    assert counts(job) == ("done", 2, 2, 0)

    second, wanted = book.listed(1, 2)
    assert wanted == {}
    assert counts(second) == ("done", 2, 2, 0)


def test_a_file_of_another_series_goes_there(book: Book) -> None:
    job, entries = book.listed(1, 2, 3)
    book.comes(entries["1.2.3.1"])
    book.comes(entries["1.2.3.2"], series=OTHER)
    assert book.series() == {"1.2.3": ("loading", 2, 1, 0), "1.2.4": ("complete", 1, 1, 0)}

    book.comes(entries["1.2.3.3"], series=OTHER)
    assert book.series() == {"1.2.3": ("complete", 1, 1, 0), "1.2.4": ("complete", 2, 2, 0)}
    assert counts(job) == ("done", 3, 3, 0)


def test_both_jobs_know_the_series_that_a_file_went_to(book: Book) -> None:
    first, entries = book.listed(1, 2)
    second, _ = book.listed(1, 2)
    book.comes(entries["1.2.3.1"])
    book.comes(entries["1.2.3.2"], series=OTHER)

    assert first.series == second.series
    assert series_key(PATIENT, STUDY, OTHER) in second.series


def test_a_server_that_sends_one_file_for_all_leaves_the_others_missing(book: Book) -> None:
    job, entries = book.listed(1, 2)
    book.comes(entries["1.2.3.1"])

    with pytest.raises(NotFound, match=r"1\.2\.3\.1 came instead of 1\.2\.3\.2") as error:
        book.comes(entries["1.2.3.2"], uid="1.2.3.1")
    book.ledger.failed(entries["1.2.3.2"], error.value)

    assert counts(job) == ("partial", 2, 1, 1)


def test_a_server_that_swaps_two_files_loses_neither_quietly(book: Book) -> None:
    job, entries = book.listed(1, 2)
    for asked, came in (("1.2.3.1", "1.2.3.2"), ("1.2.3.2", "1.2.3.1")):
        with pytest.raises(NotFound) as error:
            book.comes(entries[asked], uid=came)
        book.ledger.failed(entries[asked], error.value)

    assert counts(job) == ("failed", 2, 0, 2)


def test_an_instance_promised_in_two_series_counts_once_where_its_file_belongs(book: Book) -> None:
    known_as = Patient("P", "Doe^J")
    first, wrong = book.listed(1, 2)
    second = book.job()
    right = book.promised(second, 1, 2, patient=known_as)
    book.ledger.listed(second)

    book.comes(right["1.2.3.1"], patient=known_as)
    assert not book.comes(wrong["1.2.3.1"], patient=known_as)  # it is here already
    assert book.comes(wrong["1.2.3.2"], patient=known_as)  # it comes for both
    assert not book.ledger.start(right["1.2.3.2"])

    assert [one["PatientName"] for one in status.status(book.ledger)["patients"]] == ["Doe^J"]
    assert book.series() == {"1.2.3": ("complete", 2, 2, 0)}
    assert counts(first) == counts(second) == ("done", 2, 2, 0)
    third, wanted = book.listed(1, 2)
    assert wanted == {}
    assert counts(third) == ("done", 2, 2, 0)


# --- files that nobody promised ---


def test_files_are_found_and_counted_once(book: Book) -> None:
    job = book.job("local")
    assert book.ledger.found(job, PATIENT, STUDY, SERIES, on_disk(1))
    assert book.ledger.found(job, PATIENT, STUDY, SERIES, on_disk(2))
    assert not book.ledger.found(job, PATIENT, STUDY, SERIES, on_disk(2))
    book.ledger.listed(job)

    assert counts(job) == ("done", 2, 2, 0)


def test_files_that_are_here_already_count_for_the_next_job_too(book: Book) -> None:
    first, second = book.job("zip"), book.job("zip")
    book.ledger.found(first, PATIENT, STUDY, SERIES, on_disk(1))
    book.ledger.listed(first)

    assert not book.ledger.found(second, PATIENT, STUDY, SERIES, on_disk(1))
    book.ledger.listed(second)

    assert counts(second) == ("done", 1, 1, 0)


def test_a_found_file_fulfils_a_promise(book: Book) -> None:
    job, entries = book.listed(1)
    local = book.job("local")

    assert book.ledger.found(local, PATIENT, STUDY, SERIES, on_disk(1))

    assert counts(job) == ("done", 1, 1, 0)
    assert not book.ledger.start(entries["1.2.3.1"])


def test_a_found_file_makes_good_what_had_failed(book: Book) -> None:
    job, entries = book.listed(1)
    book.ledger.failed(entries["1.2.3.1"], LOST)
    local = book.job("local")

    assert book.ledger.found(local, PATIENT, STUDY, SERIES, on_disk(1))
    book.ledger.listed(local)

    assert counts(job) == counts(local) == ("done", 1, 1, 0)
    assert status.loaded_exit_code(book.ledger) == 0


def test_old_files_without_a_uid_are_all_shown(book: Book) -> None:
    job = book.job("local")
    for number in (1, 2):
        assert book.ledger.found(job, PATIENT, STUDY, SERIES, Instance(path=f"/data/{number}"))
    book.ledger.listed(job)

    assert counts(job) == ("done", 2, 2, 0)


def test_a_file_of_unknown_content_is_expected_until_it_has_come(book: Book) -> None:
    job = book.job("url")
    book.ledger.expect(job, 2)
    book.ledger.listed(job)
    assert counts(job) == ("loading", 2, 0, 0)

    book.ledger.found(job, PATIENT, STUDY, SERIES, on_disk(1))
    book.ledger.expect(job, -1)
    assert counts(job) == ("loading", 2, 1, 0)

    book.ledger.fail_expected(job, LOST)
    assert counts(job) == ("partial", 2, 1, 1)
    assert "The server cannot be reached: http://pacs" in book.messages()[-1].text


def test_nothing_that_failed_is_left_out_of_what_is_told(book: Book) -> None:
    job = book.job()
    entries = book.promised(job, 1)
    book.ledger.expect(job)
    book.ledger.fail_job(job, ManifestError("Part of the manifest cannot be read", "line 7"))
    book.ledger.fail_expected(job, NotFound("The server does not have it", "http://pacs/x"))
    book.ledger.failed(entries["1.2.3.1"], LOST)
    book.ledger.listed(job)

    lines = "\n".join(status.shortcomings(book.ledger))
    for said in ("1.2.3.1", "Part of the manifest", "http://pacs/x"):
        assert lines.count(said) == 1
    assert "http://pacs/x" in book.messages()[-1].text


# --- pictures ---


def test_what_is_opened_to_be_listed_only_does_not_come_to_the_front(book: Book) -> None:
    in_front = book.ledger.open_job(1, "Opening", "local", accepted=0.0)
    listed = book.ledger.open_job(2, "Opening", "local", accepted=0.0, foreground=False)

    assert in_front.update().foreground
    assert not listed.update().foreground


def test_a_folder_of_which_all_was_closed_is_not_read_any_further(book: Book) -> None:
    job = book.job("local")
    book.ledger.found(job, PATIENT, STUDY, SERIES, on_disk(1))
    book.ledger.look_at(job, 1, 1000)

    book.ledger.close(lambda record: True)

    assert job.state == "cancelled" and job.stop.is_set()
    assert not book.ledger.found(job, PATIENT, STUDY, SERIES, on_disk(2))


def test_a_picture_is_the_first_image_of_its_job(book: Book) -> None:
    job = book.job("local")
    book.ledger.picture(job, "/data/x.png")
    book.ledger.listed(job)
    assert status.first_image(book.ledger) is False

    book.ledger.picture_shown("/data/x.png", "")

    assert status.first_image(book.ledger) is True
    assert counts(job) == ("done", 1, 1, 0)
    assert book.ledger.close_pictures() == ["/data/x.png"]


def test_a_picture_that_the_viewer_dies_of_is_not_given_to_the_next_one(book: Book) -> None:
    job = book.job("local")
    for path in ("/data/good.png", "/data/deadly.png"):
        book.ledger.picture(job, path)
    book.ledger.listed(job)

    book.ledger.unreadable("/data/deadly.png", "it made the viewer crash twice, so it is left out")

    assert book.ledger.pictures_to_show() == ["/data/good.png"]
    assert job.exit_code == 1


def test_a_picture_that_cannot_be_shown_is_said_so_once(book: Book) -> None:
    job = book.job("local")
    book.ledger.picture(job, "/data/x.png")
    book.ledger.listed(job)

    for _ in range(2):
        book.ledger.picture_shown("/data/x.png", "it is damaged")

    assert job.exit_code == 1
    assert counts(job) == ("failed", 1, 0, 1)
    assert len(book.messages()) == 1
    assert sum("it is damaged" in line for line in status.shortcomings(book.ledger)) == 1


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


def held(expected: int, *numbers: int, error: str = "") -> tuple[SeriesUpdate, InstancesReceived]:
    key = series_key(PATIENT, STUDY, SERIES)
    update = SeriesUpdate(key, PATIENT, STUDY, SERIES, "image", "loading", expected, len(numbers), 0, error=error)
    return update, InstancesReceived(key, tuple(on_disk(number) for number in numbers))


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


def test_many_missing_instances_are_named_in_part_and_counted(book: Book) -> None:
    _, entries = book.listed(*range(1, 101))
    for entry in entries.values():
        book.ledger.failed(entry, Unreachable("The server cannot be reached", "http://pacs"))

    lines = book.messages()[-1].text.splitlines()
    assert len(lines) == 13
    assert lines[-1] == "and 88 more."


# --- whatever the order ---


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


Anything.TestCase.settings = settings(max_examples=80, stateful_step_count=25, deadline=None)
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


# --- promised by number ---------------------------------------------------------------------------------------------


def test_instances_that_are_promised_by_number_take_their_names_from_what_comes(book: Book) -> None:
    job = book.job()
    entries = book.ledger.promise_count(job, PATIENT, STUDY, SERIES, 3)
    assert not any(entry.named for entry in entries)

    for number, entry in enumerate(entries, 1):
        assert book.comes(entry, uid=f"1.2.3.{number}")
    book.ledger.listed(job)

    assert counts(job) == ("done", 3, 3, 0)
    assert book.series() == {"1.2.3": ("complete", 3, 3, 0)}


def test_what_is_here_or_on_its_way_counts_towards_a_number(book: Book) -> None:
    _, entries = book.listed(1, 2)
    book.comes(entries["1.2.3.1"])
    job = book.job()

    fresh = book.ledger.promise_count(job, PATIENT, STUDY, SERIES, 5)

    assert len(fresh) == 3
    assert (job.expected, job.received) == (5, 1)
    assert book.ledger.promise_count(book.job(), PATIENT, STUDY, SERIES, 5) == []


def test_an_instance_that_is_promised_by_number_and_then_by_name_is_one(book: Book) -> None:
    job, other = book.job(), book.job()
    entries = book.ledger.promise_count(job, PATIENT, STUDY, SERIES, 3)

    assert book.promised(other, 2) == {}, "it is on its way"
    assert book.ledger.found(other, PATIENT, STUDY, SERIES, on_disk(3)), "it lies in a folder, too"

    assert book.series()["1.2.3"][1] == 3
    assert len([entry for entry in entries if entry.named]) == 2


def test_a_name_that_becomes_known_is_told_when_the_instance_does_not_come(book: Book) -> None:
    job = book.job()
    first, second = book.ledger.promise_count(job, PATIENT, STUDY, SERIES, 2)
    book.ledger.name(first, instances(7)[0])
    book.ledger.listed(job)

    book.ledger.failed(first, LOST)
    book.ledger.failed(second, LOST)

    assert counts(job) == ("failed", 2, 0, 2)
    (message,) = book.messages()
    assert "1.2.3.7" in message.text
    assert "1 image of Axial" in message.text
    assert "unnamed" not in message.text
