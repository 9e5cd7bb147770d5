"""What only the user can decide, asked without stopping anything."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QMessageBox, QPushButton, QWidget

from launcher.protocol import Message, Question
from viewer.model.notices import as_text
from viewer.views.theme import icon

ICON = 32  # device-independent pixels


class QuestionDialog(QMessageBox):
    """A question of the service; to close the dialog is to take the safe choice, the first."""

    answered = pyqtSignal(int, str)  # the question's id, the name of the choice

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self._question = question
        self._names: dict[QPushButton, str] = {}
        self._withdrawn = False
        self.setWindowTitle(question.title)
        self.setIconPixmap(icon("question").pixmap(ICON, ICON))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(question.title)
        self.setInformativeText(question.text)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, label in question.choices:
            button = self.addButton(label, QMessageBox.ButtonRole.ActionRole)
            assert button is not None
            self._names[button] = name
        safe = next(iter(self._names))
        self.setDefaultButton(safe)
        self.setEscapeButton(safe)
        self.finished.connect(self._answer)

    def withdraw(self) -> None:
        """Nobody waits any more."""
        self._withdrawn = True
        self.close()

    def _answer(self) -> None:
        clicked = self.clickedButton()
        name = next((name for button, name in self._names.items() if button is clicked), self._question.choices[0][0])
        if not self._withdrawn:
            self.answered.emit(self._question.id, name)


def message_dialog(message: Message, parent: QWidget) -> QMessageBox:
    """A message that wants a window of its own; the rest goes on."""
    dialog = QMessageBox(parent)
    dialog.setWindowTitle("Wetread")
    dialog.setIconPixmap(icon(message.severity).pixmap(ICON, ICON))
    dialog.setTextFormat(Qt.TextFormat.PlainText)
    dialog.setText(message.title or message.text)
    dialog.setInformativeText(
        "\n\n".join(part for part in (message.text if message.title else "", message.todo) if part)
    )
    dialog.setAccessibleDescription(as_text(message))
    dialog.setModal(False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
