"""After a service that died: what a viewer holds is taken over, and what was promised to it counts as failed."""

from __future__ import annotations

from launcher.ledger import status
from tests.launcher.ledger.book import LOST, Book, counts, held


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
