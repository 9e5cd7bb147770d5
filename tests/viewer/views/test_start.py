"""What fills the window while there is no image."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from launcher.protocol.events import JobUpdate, Message
from launcher.protocol.wishes import Cancel, CancelJob, Pause, Resume, Retry
from tests.viewer.conftest import slices, tell
from viewer.views.jobs import JobRow, JobsPanel


def wishes(said: list[Any]) -> list[Any]:
    """What the user asked for; an image may be decoded at any time meanwhile."""
    return [message for message in said if isinstance(message, Pause | Resume | Cancel | CancelJob | Retry)]


class TestStartPage:
    def test_an_empty_window_says_how_to_begin(self, window: Any) -> None:
        assert window._start._title.text() == "Nothing open yet"
        assert window._start.open_files.isVisible()

    def test_a_launch_is_told_from_its_first_moment(self, window: Any) -> None:
        tell(window.store, JobUpdate(1, "Fetching the manifest from pacs.example.org …", "manifest", "listing"))
        assert window._start._text.text().startswith("Fetching the manifest from pacs.example.org")
        assert window._start._bar.isVisible()
        assert not window._start.open_files.isVisible()

    def test_while_the_user_is_asked_nothing_moves(self, window: Any) -> None:
        tell(window.store, JobUpdate(1, "Waiting for your answer: …", "manifest", "waiting"))
        assert window._start._title.text() == "Waiting …"
        assert not window._start._bar.isVisible()
        tell(window.store, *slices(3))
        window.store.show_series(slices(3)[0].key)
        row = window.findChild(JobsPanel).findChild(JobRow)
        assert row.isVisible()
        assert not row._bar.isVisible()

    def test_a_failure_is_told_and_can_be_retried(self, window: Any, said: list[Any]) -> None:
        tell(window.store, JobUpdate(1, "The manifest: 404", "manifest", "failed"))
        assert window._start._title.text() == "This could not be opened"
        assert window._start._text.text() == "The manifest: 404"
        assert window._start._retry.isHidden(), "nobody has said that it may help"
        window.store.board.put_up(Message("", "error", "The manifest", "404", id=1, retry=True))
        window._start._retry.click()
        assert wishes(said) == [Retry()]
        window._start._cancel.click()
        tell(window.store)
        assert window._start._title.text() == "Nothing open yet"

    def test_what_came_without_images_is_told_as_such(self, window: Any) -> None:
        tell(window.store, JobUpdate(1, "SR", "local", "done"), replace(slices(1)[0], kind="document"))
        assert window._start._title.text() == "Nothing is shown"

    def test_it_gives_way_to_the_first_image(self, window: Any) -> None:
        tell(window.store, JobUpdate(1, "MR", "manifest", "loading"), *slices(3))
        assert window._pages.currentWidget() is window.grid
