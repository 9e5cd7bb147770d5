"""What the user is told, over the foot of the images."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PyQt5.QtWidgets import QApplication

from launcher.protocol.events import JobUpdate, Message, MessageWithdrawn
from launcher.protocol.wishes import Cancel, CancelJob, Pause, Resume, Retry
from tests.viewer.conftest import slices, tell
from viewer.model.layout import LAYOUTS


def wishes(said: list[Any]) -> list[Any]:
    """What the user asked for; an image may be decoded at any time meanwhile."""
    return [message for message in said if isinstance(message, Pause | Resume | Cancel | CancelJob | Retry)]


class TestMessages:
    MESSAGE = Message("2026-01-01T10:00:00+00:00", "error", "It failed", "Because.", "Do this.")
    LONG = replace(MESSAGE, text="\n".join(f"Image {number}: gone" for number in range(40)), id=3, retry=True)

    def test_while_there_is_none_there_is_no_strip(self, window: Any, application: Any) -> None:
        tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(3))
        application.processEvents()
        assert not window.messages.isVisible()
        assert window.grid.mapTo(window, window.grid.rect().bottomLeft()).y() == window.height() - 1
        tell(window.store, self.MESSAGE)
        application.processEvents()
        assert window.messages.isVisible()
        assert window.messages.mapTo(window, window.messages.rect().bottomLeft()).y() == window.height() - 1

    def test_a_message_can_be_copied_and_dismissed(self, window: Any) -> None:
        tell(window.store, self.MESSAGE)
        window.messages._copy.click()
        clipboard = QApplication.clipboard()
        assert clipboard is not None
        assert clipboard.text() == "It failed\nBecause.\nDo this.\n2026-01-01T10:00:00+00:00"
        window.messages._dismiss.click()
        assert len(window.store.board.notices) == 0
        assert not window.messages.isVisible()

    def test_an_announcement_is_over_when_its_series_has_been_seen(self, window: Any) -> None:
        tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(3))
        tell(window.store, JobUpdate(2, "MR", "dimse", "done", foreground=False), *slices(3, "B", "2", "Q", job=2))
        window.messages._show.click()
        assert window.store.desk.group.title == "Doe, Q"
        assert len(window.store.board.notices) == 0

    def test_one_is_in_sight_and_the_others_are_a_step_away(self, window: Any) -> None:
        tell(window.store, self.MESSAGE, replace(self.MESSAGE, severity="info", title="Hint"))
        bar = window.messages
        assert (bar._title.text(), bar._place.text()) == ("It failed", "1 of 2")
        bar._on.click()
        assert (bar._title.text(), bar._place.text()) == ("Hint", "2 of 2")
        bar._dismiss.click()
        assert bar._title.text() == "It failed"
        assert not bar._on.isVisible()

    def test_no_image_moves_for_a_message(self, window: Any, application: Any) -> None:
        tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(3))
        application.processEvents()
        before = window.grid.size()
        tell(window.store, self.LONG, self.MESSAGE)
        window.messages._more.click()
        application.processEvents()
        assert window.grid.size() == before

    def test_what_is_written_over_the_lowest_images_stands_above_a_message(self, window: Any) -> None:
        tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(3))
        window.store.arrange(LAYOUTS["2x1"])
        tell(window.store, self.MESSAGE)
        assert [view._foot for view in window.grid.views] == [0, window.messages.height()]
        window.messages._dismiss.click()
        assert [view._foot for view in window.grid.views] == [0, 0]

    def test_details_of_a_long_message_can_be_read_and_leave_most_of_the_images(self, window: Any) -> None:
        tell(window.store, self.LONG)
        bar = window.messages
        assert bar._text.text() == "Image 0: gone …"
        bar._more.click()
        assert bar._details.isVisible()
        assert "Image 39: gone\nDo this." in bar._details.toPlainText()
        assert bar._details.height() <= window.height() / 4
        tell(window.store, MessageWithdrawn(3))
        assert not bar._details.isVisible()

    def test_what_may_come_when_it_is_fetched_again_can_be_retried(self, window: Any, said: list[Any]) -> None:
        tell(window.store, self.MESSAGE)
        assert not window.messages._retry.isVisible()
        tell(window.store, self.LONG)
        window.messages._retry.click()
        assert wishes(said) == [Retry()]

    def test_only_what_needs_no_reading_fades(self, window: Any) -> None:
        tell(window.store, replace(self.MESSAGE, severity="info"))
        assert window.messages._fade.isActive()
        window.messages._more.click()
        assert not window.messages._fade.isActive()
        window.messages._more.click()
        window.messages._fade.timeout.emit()
        assert len(window.store.board.notices) == 0
        tell(window.store, self.MESSAGE)
        assert not window.messages._fade.isActive()
