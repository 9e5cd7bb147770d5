"""Explorer, jobs, start page and messages: what is there, what is coming, what went wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PyQt5.QtCore import QItemSelectionModel, QPoint, Qt
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLineEdit, QMenu, QMessageBox, QPushButton, QToolButton

from launcher.errors import CANCELLED
from launcher.protocol.events import JobUpdate, Message, MessageWithdrawn, Question
from launcher.protocol.wishes import Answer, Cancel, CancelJob, Pause, Resume, Retry
from tests.viewer.conftest import slices, tell
from viewer.dialogs.question import QuestionDialog, Questions, unbroken
from viewer.model.layout import LAYOUTS
from viewer.model.progress import of_job
from viewer.state.listing import described
from viewer.views import row_painter
from viewer.views.jobs import JobRow, JobsPanel, SeriesLine

TEXT = Qt.ItemDataRole.AccessibleTextRole


def texts(window: Any) -> list[str]:
    model = window.explorer.model()
    return [model.index(row, 0).data(TEXT) for row in range(model.rowCount())]


def click(within: Any, name: str) -> None:
    """Press the button with this accessible name."""
    next(button for button in within.findChildren(QToolButton) if button.accessibleName() == name).click()


def wishes(said: list[Any]) -> list[Any]:
    """What the user asked for; an image may be decoded at any time meanwhile."""
    return [message for message in said if isinstance(message, Pause | Resume | Cancel | CancelJob | Retry)]


class TestExplorer:
    def test_patient_study_and_series_stand_below_each_other(self, window: Any) -> None:
        tell(window.store, *slices(3), *slices(1, "B", "2", "Q"))
        assert texts(window) == [
            "Doe, P, ID P", "Study, no date", "MR, MR · 3 images",
            "Doe, Q, ID Q", "Study, no date", "MR, MR · 1 image",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"state": "queued", "received": 0}, "Waiting"),
            ({"state": "loading", "received": 1}, "Loading 1 / 3"),
            ({"state": "paused", "received": 1}, "Paused 1 / 3"),
            ({"state": "partial", "received": 2, "failed": 1}, "Incomplete: 1 missing"),
            ({"state": "failed", "received": 0, "failed": 3}, "Failed: 3 missing"),
            ({"state": "failed", "received": 0, "failed": 3, "error": CANCELLED.said}, "Cancelled: 3 missing"),
            ({"state": "complete"}, ""),
        ],
    )
    def test_the_state_of_a_series_is_told_in_words(self, window: Any, changes: Any, words: str) -> None:
        tell(window.store, replace(slices(3)[0], **changes))
        assert described(window.explorer.model().rows[2])[2] == words

    def test_without_a_service_nothing_claims_to_be_on_its_way(self, window: Any) -> None:
        update = replace(slices(3)[0], state="loading", received=1)
        loading = JobUpdate(1, "Loading", "manifest", "loading", expected=3, received=1, series=(update.key,))
        tell(window.store, loading, update, *slices(3, "B", "2", "Q"))
        window.store.lose_service()
        window.store.catch_up()
        assert described(window.explorer.model().rows[2])[2] == "Interrupted: 2 missing"
        assert described(window.explorer.model().rows[5])[2] == ""
        assert of_job(window.store.jobs[1]) == "Incomplete: 1 of 3 images"
        assert window.store.jobs[1].text == "Interrupted; click the link again"
        assert window.messages._text.text() == "Wetread's service ended. Click the link again."
        window.store.begin_anew()
        tell(window.store, replace(update, state="complete", received=3))
        assert described(window.explorer.model().rows[2])[2] == ""
        assert window.store.jobs == {}

    def test_progress_keeps_the_chosen_row(self, window: Any) -> None:
        update = slices(3)[0]
        tell(window.store, update)
        window.explorer.setCurrentIndex(window.explorer.model().index(2, 0))
        tell(window.store, replace(update, received=1, state="loading"))
        assert window.explorer.currentIndex().row() == 2

    def test_the_series_on_screen_is_the_chosen_row(self, window: Any) -> None:
        tell(window.store, *slices(3), JobUpdate(1, "MR", "local", "done"), *slices(3, "B", "2", "Q"))
        assert window.explorer.currentIndex().row() == 2

    def test_the_row_follows_the_selected_view(self, window: Any) -> None:
        tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(3, series="1"), *slices(3, series="2"))
        window.store.arrange(LAYOUTS["2x2"])
        window.store.show_series(slices(3, series="2")[0].key)
        assert window.explorer.currentIndex().row() == 3
        window.store.select(0)
        assert window.explorer.currentIndex().row() == 2
        tell(window.store, *slices(3, series="3"))  # the list is drawn anew
        assert window.explorer.currentIndex().row() == 2
        window.store.select(3)
        assert not window.explorer.currentIndex().isValid()

    def test_enter_opens_the_first_series_of_what_is_chosen(self, window: Any) -> None:
        tell(window.store, *slices(3), *slices(4, "B", "2", "Q"))
        index = window.explorer.model().index(3, 0)
        window.explorer.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        window.explorer.activated.emit(index)
        assert window.store.desk.group.title == "Doe, Q"

    def test_a_click_puts_the_series_into_the_selected_view(self, window: Any) -> None:
        first, second = slices(3, series="1"), slices(4, series="2")
        tell(window.store, *first, *second)
        window.store.show_series(first[0].key)
        window.explorer.clicked.emit(window.explorer.model().index(3, 0))
        assert window.store.desk.group.view.count == 4


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
        tell(window.store, JobUpdate(1, "The manifest: 404", "manifest", "failed", failed=9))
        assert window._start._title.text() == "This could not be opened"
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


class TestQuestions:
    QUESTION = Question(4, "Open images from pacs.example.org?", "…", (("no", "Do not open"), ("yes", "Open")))

    def dialog(self, window: Any) -> tuple[QuestionDialog, list[Any]]:
        made, answers = QuestionDialog(self.QUESTION, window), []
        made.answered.connect(answers.append)
        made.show()
        return made, answers

    def test_the_safe_choice_is_the_default_and_what_closing_means(self, window: Any) -> None:
        dialog, answers = self.dialog(window)
        default = dialog.defaultButton()
        assert default is not None
        assert default.text() == "Do not open"
        dialog.close()
        assert answers == [Answer(4, "no")]

    def test_a_click_is_the_answer(self, window: Any) -> None:
        dialog, answers = self.dialog(window)
        next(button for button in dialog.buttons() if button.text() == "Open").click()
        assert answers == [Answer(4, "yes")]

    def test_an_address_stands_ready_to_be_copied_with_its_beginning_in_sight(self, window: Any) -> None:
        address = "https://login.example.org/auth?" + "state=x&" * 60
        fields = (("address", "Address", False),)
        dialog = QuestionDialog(replace(self.QUESTION, fields=fields, values=(("address", address),)), window)
        dialog.show()
        line = dialog.focusWidget()
        assert (line.selectedText(), line.cursorPosition()) == (address, 0)

    def test_the_keys_are_the_dialogs_and_it_is_in_the_middle_of_the_window(self, window: Any) -> None:
        dialog, answers = self.dialog(window)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        assert answers == [Answer(4, "no")]
        off = dialog.geometry().center() - window.geometry().center()
        assert off.manhattanLength() < 40

    def test_there_is_one_at_a_time(self, window: Any, until: Any) -> None:
        answers: list[Any] = []
        questions = Questions(window)
        questions.answered.connect(answers.append)
        for number in (1, 2, 3):
            questions.ask(replace(self.QUESTION, id=number))
        until(lambda: questions._dialog is not None)
        assert len([d for d in window.findChildren(QuestionDialog) if d.isVisible()]) == 1
        questions.withdraw(2)
        questions._dialog.close()
        assert questions._dialog.asked.id == 3
        questions.withdraw(3)
        assert questions._dialog is None
        assert answers == [Answer(1, "no")]

    def test_messages_and_questions_take_turns_and_each_takes_the_keys(self, window: Any, until: Any) -> None:
        answers: list[Any] = []
        questions = Questions(window)
        questions.answered.connect(answers.append)
        questions.tell(Message("", "warning", "First"))
        questions.ask(self.QUESTION)
        questions.tell(Message("", "info", "Last"))
        until(lambda: questions._dialog is not None)
        read = []
        while (dialog := questions._dialog) is not None:
            read.append(dialog.text())
            assert [box for box in window.findChildren(QMessageBox) if box.isVisible()] == [dialog]
            assert not dialog.isModal()
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        assert read == ["First", self.QUESTION.title, "Last"]
        assert answers == [Answer(4, "no")]

    def test_a_message_stays_when_the_service_that_told_it_has_gone(self, window: Any, until: Any) -> None:
        questions = Questions(window)
        questions.tell(Message("", "warning", "First"))
        questions.ask(self.QUESTION)
        until(lambda: questions._dialog is not None)
        questions.withdraw_all()
        assert questions._dialog.text() == "First"
        questions._dialog.close()
        assert questions._dialog is None

    def test_nobody_is_answered_when_the_service_that_asked_has_gone(self, window: Any, until: Any) -> None:
        answers: list[Any] = []
        questions = Questions(window)
        questions.answered.connect(answers.append)
        questions.ask(self.QUESTION)
        questions.ask(replace(self.QUESTION, id=5))
        until(lambda: questions._dialog is not None)
        questions.withdraw_all()
        assert questions._dialog is None
        assert answers == []

    def test_what_is_typed_is_sent_with_return_and_a_password_is_not_shown(self, window: Any) -> None:
        fields = (("user", "User", False), ("password", "Password", True))
        dialog, answers = QuestionDialog(replace(self.QUESTION, fields=fields), window), []
        dialog.answered.connect(answers.append)
        dialog.show()
        user, password = dialog.findChildren(QLineEdit)
        assert (user.accessibleName(), user.hasFocus() or dialog.focusWidget() is user) == ("User", True)
        assert password.echoMode() == QLineEdit.EchoMode.Password
        QTest.keyClicks(user, "alice")
        QTest.keyClicks(password, "w o:n")
        QTest.keyClick(password, Qt.Key.Key_Return)
        assert answers == [Answer(4, "yes", {"user": "alice", "password": "w o:n"})]
        assert "w o:n" not in repr(answers)

    def test_an_address_is_never_broken(self) -> None:
        assert unbroken("from http://a:8/x. Well") == "from " + "\u2060".join("http://a:8/x.") + " Well"

    def test_a_question_that_is_withdrawn_is_not_answered(self, window: Any) -> None:
        dialog, answers = self.dialog(window)
        dialog.withdraw()
        assert not dialog.isVisible()
        assert answers == []


@pytest.mark.parametrize("room", [(0, 0, 800, 600), (0, 27, 1280, 773), (1920, 0, 2560, 1440)])
def test_the_first_window_fits_into_the_screen_with_its_frame(room: tuple[int, int, int, int]) -> None:
    from PyQt5.QtCore import QRect

    from viewer.views.main_window import FRAME, first_place

    place = first_place(QRect(*room))

    assert QRect(*room).contains(QRect(place.topLeft(), place.size() + FRAME))


def test_a_window_without_a_screen_has_its_full_size(window: Any) -> None:
    assert (window.width(), window.height()) == (1280, 800)


def test_tabs_appear_with_the_second_patient_and_turn_to_it(window: Any) -> None:
    tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(3))
    assert not window._tabs.isVisible()
    tell(window.store, JobUpdate(2, "MR", "local", "done"), *slices(3, "B", "2", "Q", job=2))
    assert [window._tabs.tabText(index) for index in range(2)] == ["Doe, P", "Doe, Q"]
    window._tabs.tabBarClicked.emit(0)
    assert window.store.desk.group.title == "Doe, P"
    assert window.windowTitle() == "Doe, P – Wetread"


def _two_series(window: Any) -> tuple[str, str]:
    """Both in the list; the first stands in the view, and the list has the focus."""
    first, second = slices(3, series="1"), slices(4, series="2")
    tell(window.store, *first, *second)
    window.store.show_series(first[0].key)
    window.activateWindow()
    window.explorer.setFocus()
    QApplication.processEvents()
    return first[0].key, second[0].key


@pytest.mark.parametrize("signal", ["clicked", "activated"])
def test_the_keys_go_to_the_view_that_shows_the_series_chosen_in_the_list(window: Any, signal: str) -> None:
    _, second = _two_series(window)
    getattr(window.explorer, signal).emit(window.explorer.model().index(3, 0))
    assert window.store.desk.group.view.series_key == second
    assert window.grid.views[0].hasFocus()


def test_letters_reach_the_images_while_the_list_has_the_focus_and_arrows_move_in_the_list(window: Any) -> None:
    first, _ = _two_series(window)
    QTest.keyClick(window.explorer, Qt.Key.Key_S)
    QTest.keyClick(window.explorer, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window.explorer, Qt.Key.Key_Down)
    assert window.store.tool == "sequence"
    assert window.store.desk.group.view.rotation == 90
    assert (window.store.desk.group.view.series_key, window.store.desk.group.view.position) == (first, 0)
    assert window.explorer.currentIndex().row() == 3


def test_space_presses_a_button_that_has_the_focus(window: Any) -> None:
    pressed = []
    button = QPushButton("Press", window.grid)
    button.clicked.connect(lambda: pressed.append(True))
    _two_series(window)
    button.show()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert (pressed, window.store.annotations) == ([True], "all")
    window.explorer.setFocus()
    QTest.keyClick(window.explorer, Qt.Key.Key_Space)
    assert window.store.annotations == "minimal"


def test_letters_that_are_typed_into_a_text_field_stay_there(window: Any) -> None:
    _two_series(window)
    field = QLineEdit(window.grid)
    field.show()
    field.setFocus()
    QTest.keyClicks(field, "s d")
    assert (field.text(), window.store.tool) == ("s d", "winLevel")


@pytest.mark.parametrize(("source", "heading"), [("local", "Files of this computer"), ("url", "Downloads")])
def test_what_was_read_from_disk_is_not_offered_to_be_downloaded(window: Any, source: Any, heading: str) -> None:
    tell(window.store, JobUpdate(1, "33 of 40", source, "partial", 40, 7, 33), *slices(2))
    panel = window.findChild(JobsPanel)
    (row,) = panel.findChildren(JobRow)
    assert panel._heading.text() == heading
    assert row._retry.isHidden() is (source == "local")


@pytest.mark.parametrize(("source", "offered"), [("local", False), ("zip", False), ("manifest", True)])
def test_only_what_came_from_a_server_is_offered_to_be_downloaded_again(
    window: Any, source: str, offered: bool
) -> None:
    update, received = slices(2, state="partial", source=source)
    tell(window.store, update, received)
    rows = [window.explorer.model().index(place).data(Qt.ItemDataRole.UserRole) for place in range(3)]

    window._show_explorer_menu(rows[-1], QPoint(0, 0))

    (menu,) = [menu for menu in window.findChildren(QMenu) if "Close series" in [a.text() for a in menu.actions()]]
    again = next(action for action in menu.actions() if action.text() == "Download again")
    assert again.isVisible() == offered
    menu.close()


@pytest.mark.parametrize("text", ["CT", "RTSTRUCT", "A very long modality"])
def test_the_word_in_place_of_a_thumbnail_fits(application: Any, text: str) -> None:
    font = row_painter._fitting(application.font(), text, 56)

    assert QFontMetrics(font).horizontalAdvance(text) <= 58
