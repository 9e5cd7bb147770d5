"""The window of tags: what the file of the selected image says, beside another one if wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PyQt5.QtCore import Qt, QTimer
from PyQt5.QtGui import QGuiApplication, QKeySequence
from PyQt5.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QShortcut,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from viewer.model.stack import FrameRef
from viewer.names import count, elided
from viewer.state.store import Store
from viewer.tags.forms import as_csv, as_json, as_text
from viewer.tags.model import Rows, different, flat, matching
from viewer.tags.reader import Reader, Side
from viewer.tags.reading import read_json
from viewer.tags.tree import TagsTree
from viewer.views.theme import GAP
from viewer.words import tr

SIZE: Final = (980, 640)
PAUSE: Final = 120  # milliseconds without another key until the search begins
LONGEST_NAME: Final = 40
SUFFIXES: Final = {"Text": "txt", "CSV": "csv", "JSON": "json"}
NOTHING, FILE = "nothing", "file"


class TagsWindow(QDialog):
    """Follows the selected view; ``save`` takes a title, a file name and the text."""

    def __init__(self, store: Store, save: Callable[[str, str, str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._save = store, save
        self._frame: FrameRef | None = None
        self._beside: Side | None = None
        self._asked: tuple[Side, ...] = ()
        self._rows: Rows = ()
        self._shown: Rows = ()
        self._reader = Reader(self)
        self._tree, self._words = TagsTree(), QLabel()
        self._search, self._other = QLineEdit(), QComboBox()
        self._one_frame, self._only_different = QCheckBox(tr("This &frame only")), QCheckBox(tr("Only &differences"))
        self._told, self._count = QLabel(), QLabel()
        self._copy, self._keep, self._end = (
            QPushButton(tr("&Copy")),
            QPushButton(tr("&Save …")),
            QPushButton(tr("Close")),
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self.setWindowTitle(tr("DICOM tags"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self._dress()
        self._arrange()
        self._connect()
        self.refresh()

    # --- making ---

    def _dress(self) -> None:
        self._search.setPlaceholderText(tr("Search tag, name or value"))
        self._search.setAccessibleName(tr("Search tag, name or value"))
        self._search.setClearButtonEnabled(True)
        self._other.setAccessibleName(tr("Compare with"))
        self._other.setMinimumContentsLength(16)
        self._one_frame.setChecked(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        for label in (self._told, self._count, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "quiet")
        for button, what in ((self._copy, self._copy_as), (self._keep, self._save_as)):
            button.setMenu(self._forms(button, what))
            button.setProperty("role", "menu")
        for button in (self._copy, self._keep, self._end):
            button.setAutoDefault(False)

    def _forms(self, button: QPushButton, what: Callable[[str], None]) -> QMenu:
        menu = QMenu(button)
        for form in SUFFIXES:
            menu.addAction(tr("As &{form}", form=form), partial(what, form))
        return menu

    def _arrange(self) -> None:
        compare = QLabel(tr("Com&pare with"))
        compare.setBuddy(self._other)
        above, below = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (above, (self._search, self._one_frame, compare, self._other, self._only_different)),
            (below, (self._count, self._copy, self._keep, self._end)),
        ):
            row.setSpacing(GAP)
            for widget in widgets:
                row.addWidget(widget)
            row.setStretchFactor(widgets[0], 1)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._tree)
        self._pages.addWidget(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        column.setSpacing(GAP)
        column.addLayout(above)
        column.addWidget(self._told)
        column.addLayout(self._pages, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self._store.desk_changed.connect(self.refresh)
        self._reader.arrived.connect(self._take)
        self._search.textChanged.connect(lambda _: self._pause.start())
        self._pause.timeout.connect(self._show_rows)
        self._only_different.toggled.connect(lambda _: self._show_rows())
        self._one_frame.toggled.connect(lambda _: self._ask())
        self._other.activated.connect(self._choose_other)
        self._end.clicked.connect(self.reject)
        self.finished.connect(self._stop)
        for keys, does in (
            (QKeySequence.StandardKey.Find, self._search.setFocus),
            (QKeySequence.StandardKey.Copy, partial(self._copy_as, "Text")),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(does)

    # --- following ---

    def refresh(self) -> None:
        """Show what stands in the selected view now."""
        group = self._store.desk.group
        self._frame = self._store.sight(group.selected).frame if group is not None else None
        self._offer_others()
        self._ask()

    def _offer_others(self) -> None:
        """The images in the other views, and any file."""
        chosen = self._beside
        self._other.clear()
        self._other.addItem(tr("nothing"), NOTHING)
        group = self._store.desk.group
        for index in range(len(group.views) if group is not None else 0):
            frame = self._store.sight(index).frame
            if frame is not None and group is not None and index != group.selected:
                self._other.addItem(tr("View {number}: {name}", number=index + 1, name=_name(frame)), _side(frame))
        known = [self._other.itemData(row) for row in range(self._other.count())]
        if chosen is not None and chosen not in known:
            self._other.addItem(elided(Path(chosen.path).name, LONGEST_NAME), chosen)
            known.append(chosen)
        self._other.addItem(tr("File …"), FILE)
        self._other.setCurrentIndex(known.index(chosen) if chosen is not None else 0)

    def _choose_other(self, row: int) -> None:
        chosen = self._other.itemData(row)
        if chosen == FILE:
            self._choose_file()
            return
        self._beside = chosen if isinstance(chosen, Side) else None
        self._ask()

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, tr("Compare with the file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.compare_with)
        dialog.rejected.connect(self._offer_others)
        dialog.open()

    def compare_with(self, path: str) -> None:
        """Show the elements of this file beside those of the image."""
        self._beside = Side(path)
        self._offer_others()
        self._ask()

    def _ask(self) -> None:
        frame = self._frame
        several = frame is not None and frame.instance.number_of_frames > 1
        self._one_frame.setVisible(several)
        self._only_different.setVisible(self._beside is not None)
        if frame is None:
            self._asked = ()
            self._say(tr("No image is selected."))
            return
        side = _side(frame) if self._one_frame.isChecked() else Side(frame.instance.path)
        wanted = (side, self._beside) if self._beside is not None else (side,)
        if wanted != self._asked:
            self._asked = wanted
            self._reader.ask(*wanted)

    # --- showing ---

    def _take(self, found: Rows | Exception) -> None:
        if isinstance(found, Exception):
            self._rows = ()
            self._say(str(found))
            return
        self._rows = found
        self._show_rows()

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._pages.setCurrentWidget(self._words)
        for widget in (self._copy, self._keep):
            widget.setEnabled(False)
        self._told.setText("")
        self._count.setText("")

    def _show_rows(self) -> None:
        rows = different(self._rows) if self._beside is not None and self._only_different.isChecked() else self._rows
        rows = matching(rows, self._search.text())
        self._shown = rows
        self._tree.show_rows(rows, self._titles(), self._search.text(), self._only_different.isChecked())
        self._pages.setCurrentWidget(self._tree)
        for widget in (self._copy, self._keep):
            widget.setEnabled(bool(rows))
        self._told.setText(self._headline())
        shown, all = sum(1 for _ in flat(rows)), sum(1 for _ in flat(self._rows))
        self._count.setText(
            count(all, "row") if shown == all else tr("{shown} of {all}", shown=shown, all=count(all, "row"))
        )

    def _titles(self) -> tuple[str, ...]:
        if self._beside is None or self._frame is None:
            return (tr("Value"),)
        return _name(self._frame), self._other.currentText()

    def _headline(self) -> str:
        frame = self._frame
        return f"{_name(frame)} · {frame.instance.sop_instance_uid}" if frame is not None else ""

    # --- copying and saving ---

    def _copy_as(self, form: str) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None and self._shown:
            clipboard.setText(self._written(form))

    def _save_as(self, form: str) -> None:
        self._save(tr("Save DICOM tags"), f"tags.{SUFFIXES[form]}", self._written(form))

    def _written(self, form: str) -> str:
        """What is selected, else all that is in sight."""
        selected = self._tree.selected_rows()
        if form == "CSV":
            return as_csv(selected or self._shown, self._titles())
        if form == "JSON":
            tags = self._tree.selected_tops() or {row.key[0] for row in self._shown}
            return as_json([read_json(side.path) for side in self._asked], tags)
        return as_text(selected or self._shown)

    def _stop(self) -> None:
        self.finished.disconnect(self._stop)
        self._store.desk_changed.disconnect(self.refresh)
        self._reader.close()


def _side(frame: FrameRef) -> Side:
    return Side(frame.instance.path, frame.frame_index if frame.instance.number_of_frames > 1 else None)


def _name(frame: FrameRef) -> str:
    """What the user knows an image by."""
    number = frame.instance.instance_number
    image = tr("Image {number}", number=number) if number is not None else Path(frame.instance.path).name
    several = tr(", frame {number}", number=frame.frame_index + 1) if frame.instance.number_of_frames > 1 else ""
    return elided(f"{image}{several}", LONGEST_NAME)
