"""Search an archive, and fetch what was found: source above, criteria on the left, results on the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from PyQt5.QtCore import QSettings, QSize, Qt
from PyQt5.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PyQt5.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from launcher.errors import RequestError
from launcher.protocol.wishes import RetrieveFound
from viewer.model.found import Row, standings, told
from viewer.model.saved_searches import SavedSearches
from viewer.model.search import Criteria
from viewer.query.form import CriteriaForm
from viewer.query.inquiry import Inquiry
from viewer.query.outcome import Outcome
from viewer.query.results import Results
from viewer.query.saved import SavedBar
from viewer.query.source import Source
from viewer.query.tree import NothingHere, ResultsTree
from viewer.state.store import Store
from viewer.views.theme import GAP
from viewer.words import tr

FIRST_SIZE: Final = QSize(1240, 760)
LARGEST_SHARE: Final = 0.96, 0.88
"""Of the screen's width and height, at first; the frame of the window needs some of it too."""

FORM_WIDTH: Final = 300
USUAL_LIMIT: Final = 100
LARGEST_LIMIT: Final = 10000
When = Literal["first-image", "done"]
WHENS: Final[tuple[tuple[str, When], ...]] = (
    (tr("Show when the first image is here"), "first-image"),
    (tr("Show when all is here"), "done"),
)


class QueryDialog(QDialog):
    """A window beside the main one, which it brings to the front when what was imported is shown there.

    ``show_nodes`` opens the archives; ``come_to_front`` is the main window's.
    """

    def __init__(
        self, store: Store, settings: QSettings, show_nodes: Callable[[], None], come_to_front: Callable[[], None]
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._store, self._settings, self._come_to_front = store, settings, come_to_front
        self._searches = SavedSearches(Path(settings.fileName()).parent / "searches.json")
        self._awaited: set[str] = set()  # studies that were imported and are not in sight yet
        self._results = Results(self)
        self._inquiry = Inquiry(store.archives, self._results, self)
        self._source, self._form = Source(store.archives, settings), CriteriaForm()
        self._saved = SavedBar(self._searches, self._form.criteria)
        self._limit, self._search, self._clear = QSpinBox(), QPushButton(tr("Search")), QPushButton(tr("Clear"))
        self._tree, self._nothing, self._pages = ResultsTree(self._results), NothingHere(), QStackedWidget()
        self._outcome = Outcome()
        self._when, self._import, self._close = QComboBox(), QPushButton(tr("Import")), QPushButton(tr("Close"))
        self.setWindowTitle(tr("Query archive – Wetread"))
        self._arrange()
        self._connect(show_nodes)
        self._restore()
        self.refresh()

    # --- making ---

    def _arrange(self) -> None:
        around = QVBoxLayout(self)
        around.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        around.setSpacing(2 * GAP)
        around.addWidget(self._source)
        beside = QHBoxLayout()
        beside.setSpacing(2 * GAP)
        beside.addWidget(self._left())
        beside.addLayout(self._right(), 1)
        around.addLayout(beside, 1)
        around.addLayout(self._bottom())
        for button in (self._search, self._clear, self._import, self._close):
            button.setAutoDefault(False)
        self._search.setProperty("role", "primary")

    def _left(self) -> QWidget:
        left = QWidget()
        left.setFixedWidth(FORM_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._saved)
        column.addWidget(self._criteria(), 1)
        column.addLayout(self._at_most())
        column.addLayout(self._buttons())
        return left

    def _criteria(self) -> QScrollArea:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._form.setObjectName("plain")
        self._form.setContentsMargins(0, 0, GAP, 0)
        area.setWidget(self._form)
        return area

    def _at_most(self) -> QHBoxLayout:
        self._limit.setRange(0, LARGEST_LIMIT)
        self._limit.setSpecialValueText(tr("no limit"))
        self._limit.setSingleStep(50)
        self._limit.setAccessibleName(tr("Most studies of one page, 0 for no limit"))
        self._limit.setToolTip(tr("0: no limit"))
        label = QLabel(tr("At most"))
        label.setBuddy(self._limit)
        row = QHBoxLayout()
        for widget in (label, self._limit, QLabel(tr("studies"))):
            row.addWidget(widget)
        row.addStretch()
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._search, 2)
        row.addWidget(self._clear, 1)
        row.setContentsMargins(0, 0, GAP, 0)  # in line with the form
        return row

    def _right(self) -> QVBoxLayout:
        self._pages.addWidget(self._tree)
        self._pages.addWidget(self._nothing)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self._pages, 1)
        right.addWidget(self._outcome)
        return right

    def _bottom(self) -> QHBoxLayout:
        for label, name in WHENS:
            self._when.addItem(label, name)
        self._when.setAccessibleName(tr("When what was imported is shown"))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch()
        row.addWidget(self._when)
        row.addWidget(self._import)
        row.addWidget(self._close)
        return row

    def _connect(self, show_nodes: Callable[[], None]) -> None:
        self._source.nodes_wanted.connect(show_nodes)
        self._source.chosen.connect(self._turn_away)
        self._form.submitted.connect(self._begin)
        self._form.edited.connect(self._note_edit)
        self._form.left.connect(self._tree.begin)
        self._saved.chosen.connect(self._form.show_criteria)
        self._saved.failed.connect(self._outcome.fail)
        self._search.clicked.connect(self._search_or_cancel)
        self._clear.clicked.connect(self._start_over)
        self._tree.wanted.connect(self._import_selected)
        selection = self._tree.selectionModel()
        assert selection is not None
        selection.selectionChanged.connect(lambda: self._refresh_import())
        self._outcome.turned.connect(self._turn_page)
        self._inquiry.changed.connect(self.refresh)
        self._import.clicked.connect(self._import_selected)
        self._close.clicked.connect(self.reject)
        self._nothing.button.clicked.connect(show_nodes)
        archives, store = self._store.archives, self._store
        archives.nodes_changed.connect(self._hear_of_nodes)
        store.lists_changed.connect(self._compare)
        store.desk_changed.connect(self._show_awaited)

    def _restore(self) -> None:
        size, screen = FIRST_SIZE, QGuiApplication.primaryScreen()
        if screen is not None:
            wide, high = LARGEST_SHARE
            room = screen.availableSize()
            size = size.boundedTo(QSize(int(room.width() * wide), int(room.height() * high)))
        self.resize(size)
        if (geometry := self._settings.value("query/geometry")) is not None:
            self.restoreGeometry(geometry)
        self._limit.setValue(int(self._settings.value("query/limit", USUAL_LIMIT)))
        self._when.setCurrentIndex(max(self._when.findData(self._settings.value("query/when", "")), 0))
        name, criteria = self._searches.to_begin_with()
        self._form.show_criteria(criteria)
        self._saved.show_name(name)
        self._form.begin()

    # --- drawing ---

    def refresh(self) -> None:
        """Draw what is so now."""
        running = self._inquiry.running
        self._search.setText(tr("Cancel") if running else tr("Search"))
        self._search.setToolTip("Esc" if running else "Enter")
        self._search.setEnabled(running or self._source.node is not None)
        self._outcome.show_inquiry(self._inquiry)
        self._refresh_page()
        self._refresh_import()

    def _refresh_page(self) -> None:
        empty = not self._results.rowCount()
        if empty:
            self._nothing.say(*self._why_empty())
        self._pages.setCurrentWidget(self._nothing if empty else self._tree)

    def _why_empty(self) -> tuple[str, str, str]:
        nodes = self._store.archives.nodes
        if nodes is None:
            return tr("Looking which archives are set up …"), "", ""
        if self._source.node is None:
            return tr("No archive is set up yet"), tr("Add the archive that you want to search."), tr("Add archive …")
        if self._inquiry.running:
            return tr("Searching {node} …", node=self._inquiry.node), tr("Esc cancels."), ""
        if self._inquiry.error:
            return tr("The search did not work"), tr("What went wrong stands below."), tr("Archives …")
        if self._inquiry.ended:
            return tr("Nothing was found"), self._hint(), ""
        return tr("Search the archive"), tr("Fill in what you know, then press Enter. * stands for any text: Doe*"), ""

    def _hint(self) -> str:
        texts = self._form.criteria().texts
        plain = [text for keyword, text in texts.items() if keyword in ("PatientName", "StudyDescription")]
        if any("*" not in text for text in plain):
            return tr("Archives compare whole values. * stands for any text: {text}*", text=plain[0].strip())
        return tr("Leave out a criterion, or choose other dates.")

    def _refresh_import(self) -> None:
        items = self._chosen()
        self._import.setText(tr("Import {items}", items=told(items)) if items else tr("Import"))
        self._import.setEnabled(bool(items))

    def _compare(self) -> None:
        if self.isVisible():
            self._results.compare(standings(self._store.library))

    def _hear_of_nodes(self, error: str) -> None:
        self.refresh()
        if error:
            self._outcome.fail(error)

    # --- searching ---

    def _search_or_cancel(self) -> None:
        if self._inquiry.running:
            self._inquiry.cancel()
        else:
            self._begin()

    def _begin(self) -> None:
        """Search for what stands in the form, from the first page; everything, only when that is really wanted."""
        criteria = self._form.criteria()
        try:
            matching = criteria.matching(datetime.now())
        except RequestError as error:
            self._outcome.fail(str(error))
            return
        if matching or self._limit.value():
            self._ask(criteria, 0)
        else:
            self._confirm(criteria)

    def _confirm(self, criteria: Criteria) -> None:
        node = self._source.node
        dialog = QMessageBox(self)
        dialog.setWindowTitle(tr("Query archive"))
        dialog.setText(tr("List everything that {archive} holds?", archive=node.name if node is not None else ""))
        dialog.setInformativeText(tr("Nothing is filled in, and there is no limit. This may take long."))
        dialog.addButton(tr("List everything"), QMessageBox.ButtonRole.AcceptRole)
        dialog.setDefaultButton(dialog.addButton(QMessageBox.StandardButton.Cancel))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._ask(criteria, 0))
        dialog.open()

    def _ask(self, criteria: Criteria, offset: int) -> None:
        node = self._source.node
        if node is None:
            return
        self._awaited.clear()
        self._settings.setValue("query/limit", self._limit.value())
        try:
            self._searches.remember(self._saved.name, criteria)
        except OSError:
            pass  # the next search begins empty; this one goes on
        self._inquiry.begin(node.name, criteria, self._limit.value(), offset)

    def _turn_page(self, step: int) -> None:
        self._inquiry.turn(step)

    def _turn_away(self) -> None:
        """Another archive: what the first one said is not its."""
        self._inquiry.clear()

    def _start_over(self) -> None:
        self._form.show_criteria(Criteria())
        self._saved.show_name("Empty")
        self._inquiry.clear()
        self._form.begin()

    def _note_edit(self) -> None:
        self._awaited.clear()
        if self._saved.name and self._searches.all().get(self._saved.name) != self._form.criteria():
            self._saved.show_name("")

    # --- importing ---

    def _chosen(self) -> list[Row]:
        selection = self._tree.selectionModel()
        return self._results.chosen(selection.selection()) if selection is not None else []

    def _import_selected(self) -> None:
        items = self._chosen()
        if not items or not self._inquiry.node:
            return
        when: When = self._when.currentData()
        self._settings.setValue("query/when", when)
        wish = RetrieveFound(self._inquiry.node, tuple(items), self._source.method, self._source.calling, when)
        self._store.archives.retrieve(wish)
        self._awaited = {item["StudyInstanceUID"] for item in items}
        self._outcome.tell(
            tr(
                "Importing {items}. Wetread's window comes to the front when there is something to see.",
                items=told(items),
            )
        )

    def _show_awaited(self) -> None:
        """What was imported stands in the window: so that is where the user wants to look."""
        group = self._store.desk.group
        if not self._awaited or group is None:
            return
        records = [self._store.library.get(view.series_key) for view in group.views]
        if any(record is not None and record.update.study.study_instance_uid in self._awaited for record in records):
            self._awaited.clear()
            self._come_to_front()

    # --- events ---

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        assert event is not None
        if event.key() == Qt.Key.Key_Escape and self._inquiry.running:
            self._inquiry.cancel()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._results.compare(standings(self._store.library))
        self._store.archives.ask_nodes()  # others set them up too: the command line, an administrator

    def done(self, result: int) -> None:
        """However it is closed; it opens again with what was found, and says nothing of what was imported before."""
        self._inquiry.cancel()
        self._outcome.show_inquiry(self._inquiry)
        self._settings.setValue("query/geometry", self.saveGeometry())
        super().done(result)
