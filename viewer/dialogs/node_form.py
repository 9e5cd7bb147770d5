"""The values of an archive as a form, made from one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from launcher.frozen import frozen
from viewer.views.theme import GAP
from viewer.words import tr

HEADERS_HEIGHT: Final = 64


@frozen
class Field:
    """One value: its name, what the user calls it, and how it is given.

    ``choices`` are (value, label), of a ``choice``. ``usual`` holds where the service says nothing.
    """

    name: str
    label: str
    how: Literal["text", "choice", "flag", "headers"] = "text"
    usual: str = ""
    example: str = ""
    choices: tuple[tuple[str, str], ...] = ()


NAME: Final = Field("name", tr("Name"), example=tr("what you call it"))
AE_TITLE: Final = Field("ae_title", tr("AE title"), example=tr("at most 16 characters"))
DEFAULT: Final = Field("default", tr("Use when no archive is named"), "flag")
CHARACTER_SETS: Final = (
    ("ISO_IR 192", tr("Unicode, ISO_IR 192")), ("ISO_IR 100", tr("Western Europe, ISO_IR 100")),
    ("ISO_IR 101", tr("Central Europe, ISO_IR 101")), ("ISO_IR 144", tr("Cyrillic, ISO_IR 144")),
    ("ISO_IR 126", tr("Greek, ISO_IR 126")), ("ISO_IR 13", tr("Japan, ISO_IR 13")), ("GB18030", tr("China, GB18030")),
)  # fmt: skip
SERVICES: Final = (
    ("qido-rs,wado-rs", tr("Search and fetch (QIDO-RS, WADO-RS)")),
    ("qido-rs,wado-uri", tr("QIDO-RS, fetch by WADO-URI")),
    ("qido-rs", tr("Search only (QIDO-RS)")), ("wado-rs", tr("Fetch only (WADO-RS)")),
    ("wado-uri", tr("Fetch only (WADO-URI)")),
)  # fmt: skip
RETRIEVES: Final = (("get", "C-GET"), ("move", "C-MOVE"), ("wado", "WADO-URI"))

FIELDS: Final[dict[str, tuple[Field, ...]]] = {
    "dicom": (
        NAME,
        AE_TITLE,
        Field("host", tr("Host"), example="pacs.example.org"),
        Field("port", tr("Port"), usual="104"),
        Field("retrieve", tr("Fetch by"), "choice", "get", choices=RETRIEVES),
        Field("wado_uri", tr("WADO-URI address"), example=tr("https://…, only to fetch by WADO-URI")),
        Field("calling", tr("Call as"), example=tr("name of one of our own; empty: the first")),
        Field("character_set", tr("Character set of queries"), "choice", "ISO_IR 192", choices=CHARACTER_SETS),
        Field("tls", tr("Encrypted (TLS)"), "flag"),
        Field("certificate", tr("Own certificate"), example=tr("PEM file with certificate and key")),
        Field("connect", tr("Seconds to connect"), usual="7"),
        Field("idle", tr("Seconds without an answer"), usual="30"),
        DEFAULT,
    ),
    "web": (
        NAME,
        Field("url", tr("Address"), example="https://pacs.example.org/dicom-web"),
        Field("services", tr("Offers"), "choice", "qido-rs,wado-rs", choices=SERVICES),
        Field("authentication", tr("Login"), example=tr("id in the policy; empty: this server's")),
        Field("headers", tr("Further headers"), "headers", example=tr("Name: value")),
        DEFAULT,
    ),
    "calling": (
        NAME,
        Field("ae_title", tr("AE title"), usual="WETREAD"),
        Field("host", tr("Host"), example=tr("what archives call this computer")),
        Field("port", tr("Port"), usual="11112"),
    ),
}


class TextInput(QLineEdit):
    """A line of text."""

    def __init__(self, field: Field, edited: Callable[[], None]) -> None:
        super().__init__()
        self.setPlaceholderText(field.example)
        self.textChanged.connect(lambda text: edited())

    def show_text(self, text: str) -> None:
        """Put a value there."""
        self.setText(text)

    def value(self) -> str:
        """What stands there."""
        return self.text().strip()


class ChoiceInput(QComboBox):
    """One of the values that the table offers, or the one that is there already."""

    def __init__(self, field: Field, edited: Callable[[], None]) -> None:
        super().__init__()
        for value, label in field.choices:
            self.addItem(label, value)
        self.activated.connect(lambda index: edited())

    def show_text(self, text: str) -> None:
        """Choose a value."""
        if self.findData(text) < 0:
            self.addItem(text, text)
        self.setCurrentIndex(self.findData(text))

    def value(self) -> Any:
        """What is chosen."""
        return self.currentData()


class FlagInput(QCheckBox):
    """Yes or no."""

    def __init__(self, field: Field, edited: Callable[[], None]) -> None:
        super().__init__(field.label)
        self.clicked.connect(lambda checked: edited())

    def show_text(self, text: str) -> None:
        """``true`` is yes."""
        self.setChecked(text == "true")

    def value(self) -> bool:
        """Whether it is yes."""
        return self.isChecked()


class HeadersInput(QPlainTextEdit):
    """Headers of requests, ``Name: value``, one in a line."""

    def __init__(self, field: Field, edited: Callable[[], None]) -> None:
        super().__init__()
        self.setPlaceholderText(field.example)
        self.setFixedHeight(HEADERS_HEIGHT)
        self.setTabChangesFocus(True)
        self.textChanged.connect(edited)

    def show_text(self, text: str) -> None:
        """Put headers there."""
        self.setPlainText(text)

    def value(self) -> dict[str, str]:
        """Name → value."""
        pairs = (line.partition(":") for line in self.toPlainText().splitlines() if line.strip())
        return {name.strip(): value.strip() for name, _, value in pairs}


Input = TextInput | ChoiceInput | FlagInput | HeadersInput
INPUTS: Final[dict[str, Callable[[Field, Callable[[], None]], Input]]] = {
    "text": TextInput,
    "choice": ChoiceInput,
    "flag": FlagInput,
    "headers": HeadersInput,
}
"""By ``Field.how``."""


class NodeForm(QWidget):
    """The form of one kind of archive; ``edited`` when the user changed something."""

    edited = pyqtSignal()

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._fields = FIELDS[kind]
        self._inputs = {field.name: INPUTS[field.how](field, self.edited.emit) for field in self._fields}
        column, form = QVBoxLayout(self), QFormLayout()
        column.setContentsMargins(0, 0, GAP, 0)
        column.addLayout(form)
        column.addStretch()
        form.setHorizontalSpacing(2 * GAP)
        form.setVerticalSpacing(GAP - 2)
        for field in self._fields:
            given = self._inputs[field.name]
            given.setAccessibleName(field.label)
            form.addRow("" if field.how == "flag" else field.label, given)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Put the values of an archive into the form."""
        for field in self._fields:
            self._inputs[field.name].show_text(_as_text(values.get(field.name)) or field.usual)

    def values(self) -> dict[str, Any]:
        """What stands in the form; empty fields are left out."""
        found = {name: given.value() for name, given in self._inputs.items()}
        return {name: value for name, value in found.items() if value not in ("", {})}

    def set(self, name: str, value: str) -> None:
        """Change one value, as the user could."""
        self._inputs[name].show_text(value)
        self.edited.emit()

    def set_final(self, final: bool) -> None:
        """Whether it can only be read."""
        for given in self._inputs.values():
            given.setEnabled(not final)

    def begin(self) -> None:
        """The keys go to the first field."""
        self._inputs[self._fields[0].name].setFocus()


def _as_text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {said}" for name, said in value.items())
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else ""
    return f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)
