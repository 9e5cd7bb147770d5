"""What is missing is named one by one while it is little, else counted with its reason."""

from __future__ import annotations

from launcher.errors import Unreachable, WetreadError
from launcher.ledger import status
from tests.launcher.ledger.book import LOST, OTHER, Book


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


def test_many_images_that_one_error_stands_for_are_named_with_all_their_series(book: Book) -> None:
    job, entries = book.listed(1, 2, 3, 4)
    entries |= book.promised(job, 5, 6, 7, 8, series=OTHER)
    for entry in entries.values():
        book.ledger.failed(entry, LOST)

    (line, _) = status.shortcomings(book.ledger)
    assert line == "The server cannot be reached: 8 images of Axial, CT (http://pacs)"
