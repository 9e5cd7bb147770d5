"""File › Import: files and folders, a ZIP archive, a disc. One dialog, which a table makes into each of the three."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Final

from PyQt5.QtCore import QSettings, Qt
from PyQt5.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from launcher.frozen import frozen
from viewer.files.media import Detector
from viewer.state.wishes import Wishes
from viewer.views.theme import GAP
from viewer.words import tr

MOST_RECENT: Final = 8
SIZE: Final = (560, 360)

OPTIONS: Final = {
    "recursive": (tr("Search in &subfolders too"), True),
    "copy_first": (tr("&Copy to the local temporary folder first, for slow media"), False),
    "show": (tr("Open in a new &tab: show the patient's images at once"), True),
}
"""Field of ``Open`` → the words of its box, and whether it is ticked the first time."""


@frozen
class Kind:
    """One of the dialogs. ``ways`` are the buttons that add to its list, ``options`` its boxes."""

    name: str
    title: str
    hint: str
    ways: tuple[str, ...]
    options: tuple[str, ...]


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind(
            "files",
            tr("Import DICOM files and folders"),
            tr("What a file holds decides, not its name; what is no DICOM in a folder is counted and left out."),
            ("files", "folder"),
            ("recursive", "copy_first", "show"),
        ),
        Kind(
            "zip",
            tr("Import a DICOM ZIP"),
            tr("If the archive is encrypted, its password is asked for."),
            ("zip",),
            ("show",),
        ),
        Kind(
            "disc",
            tr("Import a DICOM CD or DVD (DICOMDIR)"),
            tr("A disc, a stick, or a folder with a DICOMDIR in it."),
            ("detect", "medium"),
            ("copy_first", "show"),
        ),
    )
}


class ImportDialog(QDialog):
    """Asks what to open, and how. What was chosen is remembered in ``settings``."""

    def __init__(self, kind: Kind, settings: QSettings, wishes: Wishes, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind, self._settings, self._wishes = kind, settings, wishes
        self._list, self._said = QListWidget(), QLabel(kind.hint)
        self._boxes = {name: QCheckBox(OPTIONS[name][0]) for name in kind.options}
        self._buttons, self._open = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel), QPushButton(tr("&Open"))
        self._detector = Detector()
        self._arrange()
        self._detector.found.connect(self._take_detected)
        self._refresh()

    # --- making ---

    def _arrange(self) -> None:
        self.setWindowTitle(self._kind.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self._list.setAccessibleName(tr("To be opened"))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._said.setProperty("role", "quiet")
        self._said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        column.setSpacing(GAP)
        column.addWidget(self._said)
        column.addLayout(self._ways())
        column.addWidget(self._list, 1)
        for name, box in self._boxes.items():
            box.setChecked(bool(self._settings.value(self._key(name), OPTIONS[name][1], type=bool)))
            column.addWidget(box)
        column.addSpacing(GAP)
        column.addWidget(self._buttons)
        self._buttons.addButton(self._open, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for label, run in (_WAYS[name] for name in self._kind.ways):
            row.addWidget(self._button(label, partial(run, self)))
        self._remove = self._button(tr("&Remove"), self._remove_selected)
        self._recent = self._button(tr("R&ecent places"), lambda: None)
        self._recent.setMenu(QMenu(self._recent))
        self._recent.setProperty("role", "menu")
        row.addWidget(self._remove)
        row.addStretch()
        row.addWidget(self._recent)
        return row

    def _button(self, label: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(label, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda checked: run())
        return button

    # --- the list ---

    @property
    def targets(self) -> tuple[str, ...]:
        """What would be opened now."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return tuple(item.text() for item in items if item is not None)

    def add(self, paths: Iterable[str]) -> None:
        """Put paths on the list, each once."""
        self._list.addItems([path for path in dict.fromkeys(paths) if path not in self.targets])
        self._refresh()
        self._open.setFocus()

    def _remove_selected(self) -> None:
        for item in self._list.selectedItems():
            self._list.takeItem(self._list.row(item))
        self._refresh()

    def _refresh(self) -> None:
        there = self._list.count() > 0
        self._open.setEnabled(there)
        self._open.setDefault(there)
        self._remove.setEnabled(there)
        self._fill_recent()

    # --- the ways to add to it ---

    def _ask(self, mode: QFileDialog.FileMode, title: str, filter: str = "") -> None:
        dialog = QFileDialog(self, title)
        dialog.setFileMode(mode)
        dialog.setNameFilter(filter)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._places():
            dialog.setDirectory(self._places()[0])
        dialog.filesSelected.connect(self.add)
        dialog.open()

    def _ask_files(self) -> None:
        self._ask(QFileDialog.FileMode.ExistingFiles, tr("Add DICOM files"))

    def _ask_folder(self) -> None:
        self._ask(QFileDialog.FileMode.Directory, tr("Add a folder of DICOM files"))

    def _ask_zip(self) -> None:
        self._ask(
            QFileDialog.FileMode.ExistingFiles, tr("Choose a ZIP archive"), tr("ZIP archives (*.zip);;All files (*)")
        )

    def _ask_medium(self) -> None:
        self._ask(QFileDialog.FileMode.Directory, tr("Choose a disc, or a folder with a DICOMDIR"))

    def _detect(self) -> None:
        self._said.setText(tr("Looking for media with a DICOMDIR …"))
        self._detector.start()

    def _take_detected(self, media: list[Path]) -> None:
        if media:
            self._said.setText(tr("Found: {media}", media=", ".join(map(str, media))))
            self.add(map(str, media))
        else:
            self._said.setText(
                tr(
                    "No medium with a DICOMDIR is mounted. Insert the disc, wait until the file manager shows it, "
                    "and detect again; or choose its folder."
                )
            )

    # --- what is remembered ---

    def _key(self, name: str) -> str:
        return f"import/{self._kind.name}/{name}"

    def _places(self) -> list[str]:
        found = self._settings.value(self._key("recent"), [])
        return [found] if isinstance(found, str) else list(found or [])

    def _fill_recent(self) -> None:
        menu = self._recent.menu()
        assert menu is not None
        menu.clear()
        for place in self._places():
            menu.addAction(place.replace("&", "&&"), partial(self.add, [place]))
        menu.addSeparator()
        menu.addAction(tr("Forget these places"), self._forget)
        self._recent.setEnabled(bool(self._places()))

    def _forget(self) -> None:
        self._settings.remove(self._key("recent"))
        self._refresh()

    def _remember(self) -> None:
        for name, box in self._boxes.items():
            self._settings.setValue(self._key(name), box.isChecked())
        places = dict.fromkeys((*map(_place, self.targets), *self._places()))
        self._settings.setValue(self._key("recent"), list(places)[:MOST_RECENT])

    def accept(self) -> None:
        """Open what is on the list."""
        if self.targets:
            self._remember()
            self._wishes.open(self.targets, **{name: box.isChecked() for name, box in self._boxes.items()})
            super().accept()


_WAYS: Final[dict[str, tuple[str, Callable[[ImportDialog], None]]]] = {
    "files": (tr("Add &files …"), ImportDialog._ask_files),
    "folder": (tr("Add a fo&lder …"), ImportDialog._ask_folder),
    "zip": (tr("C&hoose …"), ImportDialog._ask_zip),
    "detect": (tr("&Detect"), ImportDialog._detect),
    "medium": (tr("C&hoose a folder …"), ImportDialog._ask_medium),
}
"""Name → the button's words, and what it does."""


def _place(path: str) -> str:
    """What is worth remembering of a path: of a single DICOM file, its folder."""
    chosen = Path(path)
    return path if chosen.is_dir() or chosen.suffix.lower() == ".zip" else str(chosen.parent)
