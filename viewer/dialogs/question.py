"""What only the user can decide, asked without stopping anything."""

from __future__ import annotations

import re
from collections.abc import Callable

from PyQt5.QtCore import QObject, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QClipboard, QShowEvent
from PyQt5.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from launcher.protocol.events import Message, Question
from launcher.protocol.wishes import Answer
from viewer.model.notices import as_text
from viewer.names import joined
from viewer.views.theme import icon

ICON = 32  # device-independent pixels
FIELD = 300
LOOK = 30  # milliseconds between two looks whether the window stands
LONGEST = 60  # characters that stay on one line
WORD_JOINER = "\u2060"  # forbids a line break
BY_MOUSE = Qt.TextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
SELECTABLE = BY_MOUSE | Qt.TextInteractionFlag.TextSelectableByKeyboard
_ADDRESS = re.compile(r"\b\w+://\S+")


class Questions(QObject):
    """Questions, and messages with a window of their own: one dialog at a time, once the window stands."""

    answered = pyqtSignal(object)  # an Answer
    standing = pyqtSignal(bool)  # whether one is being asked

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Question | Message] = []
        self._dialog: QMessageBox | None = None
        self._window_stood = False

    def ask(self, question: Question) -> None:
        """Ask after those that were there before."""
        self._enqueue(question)

    def tell(self, message: Message) -> None:
        """Show a message after those that were there before."""
        self._enqueue(message)

    def withdraw(self, id: int) -> None:
        """Nobody waits for this answer any more."""
        self._withdraw(lambda question: question.id == id)

    def withdraw_all(self) -> None:
        """The service that asked has gone; another one's questions have the same numbers."""
        self._withdraw(lambda question: True)

    def _enqueue(self, wish: Question | Message) -> None:
        self._waiting.append(wish)
        self._show_next()

    def _withdraw(self, gone: Callable[[Question], bool]) -> None:
        self._waiting = [wish for wish in self._waiting if isinstance(wish, Message) or not gone(wish)]
        if isinstance(self._dialog, QuestionDialog) and gone(self._dialog.asked):
            self._dialog.withdraw()

    def _show_next(self) -> None:
        if self._dialog is not None or not self._waiting:
            return
        if not self._window_stands():
            QTimer.singleShot(LOOK, self._show_next)
            return
        self._dialog = self._made(self._waiting.pop(0))
        self._dialog.finished.connect(self._go_on)
        self.standing.emit(True)
        self._dialog.show()
        self.come_to_front()

    def come_to_front(self) -> None:
        """Give the keys to what is being asked: who types a password there types none of it into the window."""
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()

    def _made(self, wish: Question | Message) -> QMessageBox:
        if isinstance(wish, Message):
            return message_dialog(wish, self._window)
        dialog = QuestionDialog(wish, self._window)
        dialog.answered.connect(self.answered)
        return dialog

    def _window_stands(self) -> bool:
        """Whether it has once been on screen; it may be minimised since."""
        handle = self._window.windowHandle()
        self._window_stood = self._window_stood or (handle is not None and handle.isExposed())
        return self._window_stood

    def _go_on(self) -> None:
        self._dialog = None
        self._show_next()
        if self._dialog is None:
            self.standing.emit(False)


class QuestionDialog(QMessageBox):
    """A question of the service; to close the dialog is to take the safe choice, the first."""

    answered = pyqtSignal(object)  # an Answer

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.asked = question
        self._names: dict[QPushButton, str] = {}
        self._withdrawn = False
        self.setWindowTitle(question.title)
        self.setIconPixmap(icon("question").pixmap(ICON, ICON))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(unbroken(question.title))
        self.setInformativeText(unbroken(question.text))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, label in question.choices:
            button = self.addButton(label, QMessageBox.ButtonRole.ActionRole)
            assert button is not None
            self._names[button] = name
        safe, *others = self._names
        values = dict(question.values)
        self._typed = {name: _line(label, secret, values.get(name, "")) for name, label, secret in question.fields}
        self.setDefaultButton(others[-1] if self._typed and others else safe)
        self.setEscapeButton(safe)
        Copies(self)
        safe.setFocus()
        if self._typed:
            self._add_form()
        self.finished.connect(self._answer)

    def _add_form(self) -> None:
        """The fields, between the text and the buttons."""
        grid, buttons = self.layout(), self.findChild(QDialogButtonBox)
        assert isinstance(grid, QGridLayout)
        assert buttons is not None
        form = QFormLayout()
        for line in self._typed.values():
            form.addRow(line.accessibleName(), line)
        below = grid.rowCount()
        grid.removeWidget(buttons)
        grid.addLayout(form, below, grid.columnCount() - 1)  # below the text, beside the icon
        grid.addWidget(buttons, below + 1, 0, 1, grid.columnCount())
        lines = list(self._typed.values())
        first = next((line for line in lines if not line.text()), lines[0])
        first.setFocus()
        first.end(False)
        first.cursorBackward(True, len(first.text()))  # all of it selected, its beginning in sight

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            self.move(parent.frameGeometry().center() - self.rect().center())

    def withdraw(self) -> None:
        """Nobody waits any more."""
        self._withdrawn = True
        self.close()

    def _answer(self) -> None:
        clicked = self.clickedButton()
        name = next((name for button, name in self._names.items() if button is clicked), self.asked.choices[0][0])
        typed = {field: line.text() for field, line in self._typed.items()}
        if not self._withdrawn:
            self.answered.emit(Answer(self.asked.id, name, typed))


def _line(label: str, secret: bool, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setCursorPosition(0)
    line.setAccessibleName(label)
    line.setMinimumWidth(FIELD)
    if secret:
        line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def unbroken(text: str) -> str:
    """The text with every address in one piece."""
    return _ADDRESS.sub(lambda found: WORD_JOINER.join(found[0]) if len(found[0]) < LONGEST else found[0], text)


class Copies(QObject):
    """Lets what a dialog says be selected and copied, as it was before addresses were put in one piece."""

    def __init__(self, dialog: QMessageBox) -> None:
        super().__init__(dialog)
        self._labels = [label for label in dialog.findChildren(QLabel) if label.text()]
        for label in self._labels:
            label.setTextInteractionFlags(SELECTABLE)
        clipboard = QApplication.clipboard()
        assert clipboard is not None
        self._clipboard = clipboard
        clipboard.changed.connect(self._clean)

    def _clean(self, mode: QClipboard.Mode) -> None:
        copied = self._clipboard.text(mode) if any(label.hasSelectedText() for label in self._labels) else ""
        if WORD_JOINER in copied:
            self._clipboard.setText(copied.replace(WORD_JOINER, ""), mode)


def message_dialog(message: Message, parent: QWidget) -> QMessageBox:
    """A message that wants a window of its own; the rest goes on."""
    dialog = QMessageBox(parent)
    dialog.setWindowTitle("Wetread")
    dialog.setIconPixmap(icon(message.severity).pixmap(ICON, ICON))
    dialog.setTextFormat(Qt.TextFormat.PlainText)
    dialog.setText(message.title or message.text)
    dialog.setInformativeText(joined("\n\n", message.text if message.title else "", message.todo))
    dialog.setAccessibleDescription(as_text(message))
    seen = dialog.addButton(QMessageBox.StandardButton.Ok)
    assert seen is not None
    Copies(dialog)
    dialog.setDefaultButton(seen)
    seen.setFocus()
    dialog.setModal(False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
