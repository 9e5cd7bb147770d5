"""Jobs: what each click, command or file promises, and how far it has come; pictures too."""

from __future__ import annotations

from launcher.ledger import status
from launcher.protocol.events import InstancesReceived, JobUpdate, SeriesUpdate
from launcher.references import series_key
from launcher.traffic import Traffic
from tests.launcher.ledger.book import LOST, PATIENT, SERIES, STUDY, Book, counts, instances, on_disk

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


def test_an_address_of_which_nothing_came_may_have_held_anything(book: Book) -> None:
    job = book.job("url")
    book.ledger.expect(job)
    book.ledger.listed(job)
    book.ledger.fail_expected(job, LOST)

    assert [message.title for message in book.ledger.messages] == ["1 of 1 file did not come"]


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


def test_a_job_and_its_series_tell_how_much_comes_and_how_fast(book: Book) -> None:
    _, entries = book.listed(1, 2)
    book.comes(entries["1.2.3.1"])

    book.ledger.measure({series_key(PATIENT, STUDY, SERIES): Traffic(on_its_way=5, rate=100.0)})

    series, whole = book.told[-2:]
    assert isinstance(series, SeriesUpdate)
    assert isinstance(whole, JobUpdate)
    assert (series.size, series.rate) == (whole.size, whole.rate) == (15, 100.0)
    book.ledger.measure({})
    series, whole = book.told[-2:]
    assert isinstance(series, SeriesUpdate)
    assert isinstance(whole, JobUpdate)
    assert (series.size, series.rate) == (whole.size, whole.rate) == (10, 0.0)


def test_of_a_series_that_has_come_nothing_is_on_its_way(book: Book) -> None:
    _, entries = book.listed(1)
    book.ledger.measure({series_key(PATIENT, STUDY, SERIES): Traffic(on_its_way=5, rate=100.0)})
    book.comes(entries["1.2.3.1"])

    assert [(said.size, said.rate) for said in book.told if isinstance(said, SeriesUpdate)][-1] == (10, 0.0)


def test_a_folder_of_which_all_was_closed_is_not_read_any_further(book: Book) -> None:
    job = book.job("local")
    book.ledger.found(job, PATIENT, STUDY, SERIES, on_disk(1))
    book.ledger.look_at(job, 1, 1000)

    book.ledger.close(lambda record: True)

    assert job.state == "cancelled" and job.stop.is_set()
    assert not book.ledger.found(job, PATIENT, STUDY, SERIES, on_disk(2))


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


# --- what comes to the front ---


def test_what_is_opened_to_be_listed_only_does_not_come_to_the_front(book: Book) -> None:
    in_front = book.ledger.open_job(1, "Opening", "local", accepted=0.0)
    listed = book.ledger.open_job(2, "Opening", "local", accepted=0.0, foreground=False)

    assert in_front.update().foreground
    assert not listed.update().foreground


def test_what_is_to_be_shown_when_all_of_it_is_here_comes_to_the_front_then(book: Book) -> None:
    job = book.ledger.open_job(1, "Asking", "local", accepted=0.0, shown_when_done=True)
    book.ledger.found(job, PATIENT, STUDY, SERIES, on_disk(1))
    assert not job.update().foreground
    book.ledger.listed(job)
    assert job.state == "done"
    assert job.update().foreground


# --- pictures ---


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


def test_what_was_said_of_pictures_goes_with_them(book: Book) -> None:
    shown, fetched, other = book.job("local"), book.job("url"), book.job("url")
    book.ledger.picture(shown, "/data/x.png")
    fetched.for_pictures = True
    for job in (fetched, other):
        book.ledger.expect(job)
        book.ledger.fail_expected(job, LOST)
    for job in (shown, fetched, other):
        book.ledger.listed(job)
    book.ledger.picture_shown("/data/x.png", "it is damaged")

    book.ledger.close_pictures()

    assert [message.id for message in book.ledger.messages] == [message.id for message in other.notices]
    assert [counts(job)[3] for job in (shown, fetched, other)] == [0, 0, 1]
