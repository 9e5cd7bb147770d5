"""One window for all that did not come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest

from launcher.protocol import AnyMessage
from launcher.protocol.events import JobUpdate, Message, MessageWithdrawn, Question
from launcher.protocol.wishes import Retry
from tests.files import bundled
from tests.viewer.conftest import announcement, positions, slices, tell
from viewer.dialogs.failures import FailureWindow
from viewer.dialogs.question import Questions


@pytest.fixture
def failures(window: Any) -> FailureWindow:
    found: FailureWindow = window.findChild(FailureWindow)
    return found


def missing(id: int, count: int, **fields: Any) -> Message:
    given = {"text": f"image {id}: refused (410)", "todo": "Choose Retry.", "retry": True} | fields
    return Message(f"12:0{id}", "warning", f"{count} of 97 images did not come", id=id, missing=count, **given)


def test_it_names_count_reason_and_what_to_do(store: Any, failures: FailureWindow, said: list[AnyMessage]) -> None:
    assert not failures.isVisible()
    tell(store, missing(1, 12))

    assert failures.isVisible()
    assert failures._title.text() == "12 of 97 images did not come"
    assert "refused (410)" in failures._details.toPlainText()
    assert failures._again.text() == "&Download the missing 12 again"

    failures._again.click()
    assert Retry(()) in said
    assert not failures.isVisible()


def test_of_what_failed_as_a_whole_it_says_what_to_do(store: Any, failures: FailureWindow) -> None:
    tell(store, JobUpdate(1, "CT", "local", "done"), *announcement(bundled("CT_small.dcm")))
    why = {"text": "pacs answered 404", "todo": "Open the page again, then click the link.", "retry": True}
    tell(store, Message("12:01", "error", "There is no manifest at this address", id=1, **why))

    assert failures._todo.text() == "Open the page again, then click the link."
    assert failures._again.text() == "&Try again"


def test_a_second_failure_comes_into_the_same_window(store: Any, failures: FailureWindow) -> None:
    tell(store, missing(1, 12), missing(2, 3))

    assert failures._title.text() == "2 things went wrong"
    assert "image 1" in failures._details.toPlainText() and "image 2" in failures._details.toPlainText()
    assert failures._again.text() == "&Download the missing 15 again"


def test_what_was_put_away_does_not_come_back(store: Any, failures: FailureWindow) -> None:
    tell(store, missing(1, 12))
    failures.reject()
    tell(store, Message("12:05", "info", "Something else", id=5))
    assert not failures.isVisible()

    tell(store, missing(2, 3))
    assert failures._title.text() == "3 of 97 images did not come"


def test_the_same_failures_told_again_do_not_bring_it_back_but_new_ones_among_them_do(
    store: Any, failures: FailureWindow
) -> None:
    tell(store, missing(1, 12, text="image 1: refused (410)."))
    failures.reject()
    tell(store, MessageWithdrawn(1), missing(4, 12, text="image 1: refused (410)."))
    assert not failures.isVisible()
    tell(store, MessageWithdrawn(4), missing(5, 13, text="image 1: refused (410)\nimage 2: damaged."))
    assert failures.isVisible()


def test_what_fails_once_more_after_the_user_had_it_fetched_again_is_told(store: Any, failures: FailureWindow) -> None:
    tell(store, missing(1, 12))
    failures.reject()
    store.wishes.retry(())
    tell(store, MessageWithdrawn(1), missing(1, 12))
    assert failures.isVisible()


def test_what_was_put_away_does_not_come_back_with_the_next_patient(store: Any, failures: FailureWindow) -> None:
    tell(store, JobUpdate(1, "MR", "local", "done"), *slices(5), missing(1, 0))
    assert failures.isVisible()
    failures.reject()
    store.close_group()
    tell(store, JobUpdate(2, "MR", "local", "done"), *slices(5, "B", "2", "Q", job=2))
    assert not failures.isVisible()


def test_it_steps_aside_for_what_the_user_opens_next_and_the_message_stays(store: Any, failures: FailureWindow) -> None:
    tell(store, JobUpdate(1, "MR", "manifest", "partial"), *slices(5), missing(1, 12))
    assert failures.isVisible()
    tell(store, JobUpdate(2, "CT", "manifest", "loading"), *slices(5, "B", "2", "Q", job=2))
    assert not failures.isVisible()
    assert [notice.message.id for notice in store.board.notices.notices] == [1]

    tell(store, missing(2, 3))
    assert failures._title.text() == "3 of 97 images did not come"


def test_of_what_was_to_be_shown_when_all_is_here_it_says_what_is_not(store: Any, failures: FailureWindow) -> None:
    loading = JobUpdate(1, "MR", "dimse", "loading", foreground=False)
    tell(store, loading, *slices(5), missing(1, 12), replace(loading, state="partial", foreground=True))
    assert store.desk.group is not None
    assert failures.isVisible()


def test_it_stays_when_what_comes_is_not_what_the_user_waits_for(store: Any, failures: FailureWindow) -> None:
    tell(store, JobUpdate(1, "MR", "manifest", "partial"), *slices(5), missing(1, 12))
    tell(store, JobUpdate(2, "CT", "manifest", "loading", foreground=False), *slices(5, "B", "2", "Q", job=2))
    assert failures.isVisible()


@pytest.mark.parametrize("first", ["the question", "the failure"])
def test_it_is_out_of_the_way_while_the_user_is_asked_something(
    window: Any, store: Any, failures: FailureWindow, until: Any, first: str
) -> None:
    questions = Questions(window)
    questions.standing.connect(failures.give_way)
    steps = [lambda: questions.ask(Question(1, "Password needed", "", (("no", "Cancel"),)))]
    steps.insert(first == "the question", lambda: tell(store, missing(1, 12)))
    for step in steps:
        step()
    until(lambda: questions._dialog is not None)
    assert not failures.isVisible()

    tell(store, missing(2, 3))
    assert not failures.isVisible()
    questions._dialog.close()
    assert failures.isVisible()
    assert failures._title.text() == "2 things went wrong"


def test_it_goes_when_all_has_come_after_all(store: Any, failures: FailureWindow) -> None:
    tell(store, missing(1, 12))
    tell(store, MessageWithdrawn(1))
    assert not failures.isVisible()


def test_what_cannot_be_fetched_again_offers_no_download(store: Any, failures: FailureWindow) -> None:
    tell(store, missing(1, 2, retry=False))
    assert failures.isVisible() and not failures._again.isVisible()


def test_other_messages_need_no_window(store: Any, failures: FailureWindow) -> None:
    tell(store, Message("12:00", "error", "The link cannot be read", id=1))
    assert not failures.isVisible()


def test_the_keys_of_the_images_go_on_while_it_has_the_keyboard(
    store: Any, window: Any, failures: FailureWindow, until: Callable[..., None]
) -> None:
    tell(store, JobUpdate(1, "MR", "local", "done"), *slices(5))
    tell(store, missing(1, 2))
    failures.activateWindow()
    failures.setFocus()
    until(failures.isActiveWindow)

    QTest.keyClick(failures._close, Qt.Key.Key_End)
    QTest.keyClick(failures._details, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    assert (positions(store), store.desk.group.view.inverted) == ([4], True)
