"""Instances: promised by name, promised by number, or not at all; and files that are not what was promised."""

from __future__ import annotations

import pytest

from launcher.errors import ManifestError, NotFound
from launcher.ledger import status
from launcher.protocol.events import InstancesReceived, JobUpdate, SeriesClosed, SeriesUpdate
from launcher.references import Instance, Patient, series_key
from tests.launcher.ledger.book import LOST, OTHER, PATIENT, SERIES, STUDY, Book, counts, instances, on_disk

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


def test_a_series_with_another_name_keeps_its_place_before_any_of_its_images_is_told(book: Book) -> None:
    real = Patient("P", "Doe^Jane^Maria")
    first, second = series_key(real, STUDY, SERIES), series_key(PATIENT, STUDY, OTHER)
    job, entries = book.listed(1, 2)
    book.promised(job, 3, series=OTHER)
    before = len(book.told)

    book.comes(entries["1.2.3.1"], patient=real)

    assert job.series == [first, second]
    told = book.told[before:]
    assert [type(message) for message in told][:3] == [SeriesUpdate, SeriesClosed, JobUpdate]
    assert (told[0].key, told[0].patient, told[2].series) == (first, real, (first, second))
    assert any(isinstance(message, InstancesReceived) for message in told[3:])


def test_status_names_series_in_the_order_of_their_promises(book: Book) -> None:
    job, entries = book.listed(1, 2)
    book.promised(job, 3, series=OTHER)
    book.comes(entries["1.2.3.1"], patient=Patient("P", "Doe^Jane^Maria"))

    named = [series for patient in status.status(book.ledger)["patients"] for series in patient["studies"][0]["series"]]
    assert [series["SeriesInstanceUID"] for series in named] == ["1.2.3", "1.2.4"]


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


# --- promised by number ---


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
