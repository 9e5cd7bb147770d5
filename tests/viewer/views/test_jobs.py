"""What is going on, and what can be done about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QPushButton, QToolButton

from launcher.protocol.events import JobUpdate
from launcher.protocol.wishes import Cancel, CancelJob, Pause, Resume, Retry
from tests.viewer.conftest import slices, tell
from viewer.views.jobs import JobRow, JobsPanel, SeriesLine


def click(within: Any, name: str) -> None:
    """Press the button with this accessible name."""
    next(button for button in within.findChildren(QToolButton) if button.accessibleName() == name).click()


def wishes(said: list[Any]) -> list[Any]:
    """What the user asked for; an image may be decoded at any time meanwhile."""
    return [message for message in said if isinstance(message, Pause | Resume | Cancel | CancelJob | Retry)]


class TestJobs:
    def test_the_panel_has_what_runs_and_what_failed(self, window: Any) -> None:
        panel = window.findChild(JobsPanel)
        jobs = [JobUpdate(n, str(n), "manifest", state) for n, state in enumerate(("loading", "done", "failed"), 1)]
        tell(window.store, *slices(3), *jobs)
        assert len(panel._rows) == 2
        assert panel.isVisible()
        tell(window.store, *(replace(job, state="done") for job in jobs))
        assert not panel.isVisible()

    def test_many_failures_leave_the_list_its_room(self, window: Any, application: Any, until: Any) -> None:
        why = "This could not be fetched: " + "the server did not answer " * 20
        tell(window.store, *slices(3), *(JobUpdate(n, why, "manifest", "failed", failed=1) for n in range(2, 12)))
        window.store.show_series(slices(3)[0].key)
        tell(window.store)
        application.processEvents()
        panel = window.findChild(JobsPanel)
        assert panel.isVisible()
        assert panel.height() <= window._side.height() / 4 + 1
        row = panel.findChild(JobRow)
        assert row.height() < 90
        for number in range(2, 11):
            window.store.cancel(number)
        tell(window.store)
        application.sendPostedEvents(None, 52)  # DeferredDelete
        until(lambda: panel.height() < 140)

    def test_its_buttons_cancel_and_retry(self, window: Any, said: list[Any]) -> None:
        tell(window.store, *slices(3), JobUpdate(1, "MR", "manifest", "loading", series=("k",)))
        said.clear()
        row = window.findChild(JobsPanel).findChild(JobRow)
        click(row, "Cancel: MR")
        tell(window.store, JobUpdate(1, "MR", "manifest", "partial", failed=2, series=("k",)))
        row.findChild(QPushButton).click()
        cancelled, retried = (message for message in said if isinstance(message, CancelJob | Retry))
        assert cancelled == CancelJob(1)
        assert isinstance(retried, Retry)
        assert retried.keys[0] == "k"

    def test_a_job_is_paused_and_resumed(self, window: Any, said: list[Any]) -> None:
        update, images = slices(3, state="loading", expected=9)
        job = JobUpdate(1, "MR", "manifest", "loading", 9, 3, series=(update.key,))
        tell(window.store, update, images, job)
        said.clear()
        row = window.findChild(JobsPanel).findChild(JobRow)
        click(row, "Pause: MR")
        tell(window.store, replace(job, state="paused"))
        assert row._state.text() == "Paused: 3 of 9 images"
        click(row, "Resume: MR")
        assert wishes(said) == [Pause((update.key,)), Resume((update.key,))]

    def test_a_job_opens_to_its_series_each_with_buttons_of_its_own(
        self, window: Any, said: list[Any], application: Any
    ) -> None:
        update, images = slices(3, state="loading", expected=9, size=3_000_000)
        tell(window.store, update, images, JobUpdate(1, "All", "manifest", "loading", 9, 3, series=(update.key,)))
        panel = window.findChild(JobsPanel)
        before = panel.maximumHeight()
        click(panel, "Show series: All")
        application.processEvents()
        line = panel.findChild(SeriesLine)
        assert line.isVisible()
        assert panel.maximumHeight() > before
        assert line._state.text() == "3 of 9 · 3.0 MB"
        said.clear()
        click(line, "Pause: MR")
        click(line, "Cancel: MR")
        tell(window.store, replace(update, state="partial", failed=6))
        click(line, "Download again: MR")
        assert wishes(said) == [Pause((update.key,)), Cancel((update.key,)), Retry((update.key,))]
        click(panel, "Hide series: All")
        assert not line.isVisible()

    def test_every_button_of_a_row_can_be_reached_by_keyboard(self, window: Any) -> None:
        update, images = slices(3, state="loading", expected=9)
        tell(window.store, update, images, JobUpdate(1, "All", "manifest", "loading", 9, 3, series=(update.key,)))
        buttons = window.findChild(JobsPanel).findChildren(QToolButton)
        assert len(buttons) == 3
        assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus and button.accessibleName() for button in buttons)


@pytest.mark.parametrize(("source", "heading"), [("local", "Files of this computer"), ("url", "Downloads")])
def test_what_was_read_from_disk_is_not_offered_to_be_downloaded(window: Any, source: Any, heading: str) -> None:
    tell(window.store, JobUpdate(1, "33 of 40", source, "partial", 40, 7, 33), *slices(2))
    panel = window.findChild(JobsPanel)
    (row,) = panel.findChildren(JobRow)
    assert panel._heading.text() == heading
    assert row._retry.isHidden() is (source == "local")
