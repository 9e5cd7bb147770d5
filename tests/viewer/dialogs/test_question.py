"""What the user is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox

from launcher.protocol.events import Message, Question
from launcher.protocol.wishes import Answer
from viewer.dialogs.question import QuestionDialog, Questions, unbroken


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

    def test_what_it_says_can_be_selected_and_is_copied_as_it_was_asked(self, window: Any, until: Any) -> None:
        text = "Nobody known vouches for https://pacs.example.org:443.\n07:0B:55:52\n9A:0F:FC:7D"
        dialog = QuestionDialog(replace(self.QUESTION, text=text), window)
        dialog.show()
        dialog.activateWindow()
        until(dialog.isActiveWindow)
        label = next(label for label in dialog.findChildren(QLabel) if "07:0B" in label.text())
        label.setFocus()
        QTest.keyClick(label, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        clipboard = QApplication.clipboard()
        assert clipboard is not None
        assert clipboard.text() == text
        dialog.reject()
        dialog.reject()  # Escape may be pressed twice

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
